//! Starts the tasks of the workspace, see `xtask/src/cli.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    xtask::cli::main()
}

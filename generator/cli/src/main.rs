//! Starts the commands, see `src/cli.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    apicrate_cli::cli::main()
}

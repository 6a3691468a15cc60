//! Starts the commands, see `src/cli.rs`.

use std::process::ExitCode;

/// A run makes and drops tens of millions of small pieces: tokens, trees, texts.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    apicrate_cli::cli::main()
}

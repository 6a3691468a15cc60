//! `cargo xtask fidelity`: whether emitted types keep what the examples of documents say.
//!
//! The work is done by a package of its own, `xtask/fidelity`, that is compiled when it is asked for.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cli;
use crate::exit::{Exit, Failure};
use crate::workspace;

/// The name of the task.
pub const TASK: &str = "fidelity";

/// The arguments of `fidelity`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Documents, lists of documents and folders.
    pub places: Vec<PathBuf>,
    /// `--json`: rows as JSON, one a line, in place of the table.
    pub json: bool,
    /// `--expect`: the list to compare with.
    pub expect: Option<PathBuf>,
    /// `--update`: write the list anew.
    pub update: bool,
    /// `--only`: the documents meant, by a pattern.
    pub only: Option<String>,
}

/// What the command line of this process asks for, which is that of `cargo xtask`.
///
/// A mistake in it ends the process with status 2.
#[must_use]
pub fn request() -> Request {
    cli::fidelity_request(&cli::command().get_matches())
}

/// Compiles and starts `package`, which does the work, with the arguments of this process.
///
/// # Errors
///
/// When Cargo cannot be started.
pub fn start(root: &Path, package: &str) -> Result<Exit, Failure> {
    start_as(root, package, &[])
}

/// The same, with arguments of `cargo run`.
pub(crate) fn start_as(root: &Path, package: &str, profile: &[&str]) -> Result<Exit, Failure> {
    let cargo = workspace::cargo();
    let status = Command::new(cargo)
        .args(["run", "--quiet", "--package", package])
        .args(profile)
        .arg("--manifest-path")
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .args(env::args_os().skip(1))
        .status()
        .map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    match status.code() {
        Some(0) => Ok(Exit::Done),
        Some(1) => Ok(Exit::Problems),
        _ => Err(Failure::new("the task could not be run, see above")),
    }
}

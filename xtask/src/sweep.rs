//! `cargo xtask sweep`: hostile values, values not listed, and documented errors, for every place of
//! a document where one can occur.
//!
//! The work is done by a package of its own, `xtask/sweep`, that is compiled when it is asked for.

use std::path::PathBuf;

use crate::cli;

/// The name of the task.
pub const TASK: &str = "sweep";

/// The arguments of `sweep`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The document.
    pub document: PathBuf,
    /// `--paths`: only what needs no crate to be compiled.
    pub only_paths: bool,
}

/// What the command line of this process asks for, which is that of `cargo xtask`.
///
/// A mistake in it ends the process with status 2.
#[must_use]
pub fn request() -> Request {
    cli::sweep_request(&cli::command().get_matches())
}

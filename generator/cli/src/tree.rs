//! The folder of an emitted crate: brought up to date, or compared.
//!
//! Codegen owns the files that the manifest of its last run lists. It never changes or removes
//! another file: one that stands in the way ends the run before anything is touched. `src/ext/`,
//! `target/` and `Cargo.lock` belong to the user whatever the manifest says.

mod compare;
mod folder;
mod manifest;
mod write;

use std::fmt;
use std::path::{Path, PathBuf};

pub use compare::{Difference, compare};
pub use manifest::{LOCK, MANIFEST};
pub use write::{Written, start, unstarted, write};

/// Why a folder could not be compared or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TreeError {
    /// The file or folder in question.
    pub path: PathBuf,
    /// What is wrong with it and what to do, as part of a sentence.
    pub reason: String,
}

impl TreeError {
    fn new(path: impl AsRef<Path>, reason: impl fmt::Display) -> Self {
        Self {
            path: path.as_ref().to_path_buf(),
            reason: reason.to_string(),
        }
    }
}

impl fmt::Display for TreeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for TreeError {}

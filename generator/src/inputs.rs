//! What a run of the generator starts from.

use std::fmt;

use crate::lock::Lock;
use crate::settings::Settings;

/// Everything that decides what is generated: the same inputs give the same bytes.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The OpenAPI document.
    pub root: &'a Source,
    /// Gives the files that the document refers to.
    pub loader: &'a dyn Loader,
    /// What the document cannot say.
    pub settings: &'a Settings,
    /// OpenAPI Overlay documents (1.0 and 1.1), applied in this order to the root document.
    pub overlays: &'a [Source],
    /// The names given in the last run, if there was one.
    pub lock: Option<&'a Lock>,
}

/// A text and the name by which to speak of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The path shown in diagnostics.
    pub path: String,
    /// The whole text, YAML or JSON.
    pub text: String,
}

/// Gives the texts of the files that a document refers to.
pub trait Loader {
    /// The text of the file at `path`: relative to the root document's folder, separated by `/`,
    /// without `.` and `..` segments, so that it never leaves that folder.
    ///
    /// # Errors
    ///
    /// [`LoadError`] when the file is not there or is not to be read.
    fn load(&self, path: &str) -> Result<String, LoadError>;
}

/// Why a file could not be loaded, for people to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadError {
    /// The reason, as part of a sentence: `no such file`.
    pub reason: String,
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for LoadError {}

/// The loader of documents that stand alone: it has no files.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Loader for NoFiles {
    fn load(&self, _path: &str) -> Result<String, LoadError> {
        Err(LoadError {
            reason: "no such file".to_owned(),
        })
    }
}

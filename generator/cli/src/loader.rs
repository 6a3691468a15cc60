//! Gives the generator the files that a description refers to, and no others.

use std::path::{Path, PathBuf};
use std::{fs, io};

use apicrate::files::is_portable;
use apicrate::inputs::{LoadError, Loader};

/// Reads files below the folder of the description. Links are followed as long as they end there.
#[derive(Clone, Debug)]
pub struct FileLoader {
    folder: PathBuf,
}

impl FileLoader {
    /// A loader for the description at `spec`.
    ///
    /// # Errors
    ///
    /// When the folder of `spec` does not exist or cannot be read.
    pub fn beside(spec: &Path) -> io::Result<Self> {
        let folder = match spec.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        Ok(Self {
            folder: folder.canonicalize()?,
        })
    }

    fn read(&self, path: &str) -> Result<String, String> {
        if !is_portable(path) {
            return Err("it leaves the folder of the description".to_owned());
        }
        let joined = self.folder.join(path);
        let found = joined.canonicalize().map_err(reason)?;
        if !found.starts_with(&self.folder) {
            return Err("a link leads out of the folder of the description".to_owned());
        }
        if !found.is_file() {
            return Err("it is not a file".to_owned());
        }
        fs::read_to_string(found).map_err(reason)
    }
}

impl Loader for FileLoader {
    fn load(&self, path: &str) -> Result<String, LoadError> {
        self.read(path).map_err(|reason| LoadError { reason })
    }
}

fn reason(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "no such file".to_owned(),
        io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
        _ => error.to_string(),
    }
}

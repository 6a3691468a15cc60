//! Access to a folder by portable paths, never through a link out of it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::TreeError;
use super::manifest::ancestors;

/// Where new texts are written before they take their place. Codegen owns what is in it.
pub(super) const STAGING: &str = ".apicrate-new";

/// What stands at a path.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Nothing.
    Absent,
    /// A file and what it contains.
    File(Vec<u8>),
    /// A folder.
    Folder,
    /// A link, whatever it leads to.
    Link,
}

/// A folder on disk, which need not exist.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(path: &Path) -> Self {
        Self(path.to_path_buf())
    }

    pub(super) fn join(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// What stands at `path`. A link is not followed, and one on the way to `path` is an error.
    pub(super) fn read(&self, path: &str) -> Result<Entry, TreeError> {
        match self.file_above(path)? {
            Some(_) => Ok(Entry::Absent),
            None => self.standing(path),
        }
    }

    /// What stands at `path`, the way to which was looked at before.
    pub(super) fn standing(&self, path: &str) -> Result<Entry, TreeError> {
        let place = self.join(path);
        Ok(match kind(&place)? {
            Kind::Absent => Entry::Absent,
            Kind::Folder => Entry::Folder,
            Kind::Link => Entry::Link,
            Kind::File => {
                let bytes = fs::read(&place);
                Entry::File(bytes.map_err(|error| TreeError::new(place, error))?)
            }
        })
    }

    /// The place on the way to `path` that is a file, where a folder is needed.
    pub(super) fn file_above<'p>(&self, path: &'p str) -> Result<Option<&'p str>, TreeError> {
        let mut found = None;
        for ancestor in ancestors(path) {
            let place = self.join(ancestor);
            match kind(&place)? {
                Kind::Absent | Kind::Folder => {}
                Kind::File => found = Some(ancestor),
                Kind::Link => {
                    let reason = "a link, which codegen does not follow; replace it by a folder";
                    return Err(TreeError::new(place, reason));
                }
            }
        }
        Ok(found)
    }

    /// Puts a file of this text at `path`: whoever reads it sees the old text or the new one.
    pub(super) fn replace(&self, path: &str, text: &str) -> Result<(), TreeError> {
        Ways::new(self).open(path)?;
        self.exchange(path, text, "file")
    }

    /// Puts `files` at their paths, each as [`replace`](Self::replace) does; but one that was not there is written where
    /// it belongs, which takes less time. So it may be seen half written: it must be in the manifest before, so that
    /// the next run replaces what an interrupted one left. Whoever does so at the same time has another `desk`, the name
    /// under which new texts of old files are written.
    pub(super) fn put_all(&self, files: &[(&str, &str)], desk: &str) -> Result<(), TreeError> {
        let mut ways = Ways::new(self);
        for (path, text) in files {
            ways.open(path)?;
            let place = self.join(path);
            match fs::File::create_new(&place) {
                Ok(mut file) => file
                    .write_all(text.as_bytes())
                    .map_err(|error| TreeError::new(place, error))?,
                // Whatever it is that is there: what cannot be replaced is an error then.
                Err(_) => self.exchange(path, text, desk)?,
            }
        }
        Ok(())
    }

    /// Writes `text` at the `desk` and moves it to `path`, whose folder is there.
    fn exchange(&self, path: &str, text: &str, desk: &str) -> Result<(), TreeError> {
        // On the same file system, or else the renaming would not be one step.
        let staging = self.join(STAGING);
        fs::create_dir_all(&staging).map_err(|error| TreeError::new(&staging, error))?;
        let (new, place) = (staging.join(desk), self.join(path));
        fs::write(&new, text)
            .and_then(|()| fs::rename(&new, &place))
            .map_err(|error| TreeError::new(place, error))
    }

    /// Removes the file or link at `path`, and the folders that are empty without it.
    /// Says whether there was one.
    pub(super) fn remove(&self, path: &str) -> Result<bool, TreeError> {
        if self.file_above(path)?.is_some() {
            return Ok(false);
        }
        let place = self.join(path);
        match kind(&place)? {
            Kind::Absent | Kind::Folder => return Ok(false),
            Kind::File | Kind::Link => {
                fs::remove_file(&place).map_err(|error| TreeError::new(place, error))?;
            }
        }
        for ancestor in ancestors(path) {
            // Fails on a folder with something in it, which is to stay with the folders around it.
            if fs::remove_dir(self.join(ancestor)).is_err() {
                break;
            }
        }
        Ok(true)
    }

    /// Removes what a run left behind that was interrupted.
    pub(super) fn clear_staging(&self) -> Result<(), TreeError> {
        let place = self.join(STAGING);
        match fs::remove_dir_all(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(TreeError::new(place, error))
            }
            _ => Ok(()),
        }
    }
}

/// The ways to files, each looked at once: most files share theirs with many others.
pub(super) struct Ways<'f, 'p> {
    folder: &'f Folder,
    /// The place on the way that is a file, by the folder that the way leads to.
    seen: BTreeMap<&'p str, Option<&'p str>>,
}

impl<'f, 'p> Ways<'f, 'p> {
    pub(super) fn new(folder: &'f Folder) -> Self {
        Self {
            folder,
            seen: BTreeMap::new(),
        }
    }

    /// The same as [`Folder::file_above`].
    pub(super) fn file_above(&mut self, path: &'p str) -> Result<Option<&'p str>, TreeError> {
        let home = ancestors(path).next().unwrap_or_default();
        if let Some(seen) = self.seen.get(home) {
            return Ok(*seen);
        }
        let found = self.folder.file_above(path)?;
        self.seen.insert(home, found);
        Ok(found)
    }

    /// Makes the folder for the file at `path`.
    fn open(&mut self, path: &'p str) -> Result<(), TreeError> {
        let home = ancestors(path).next().unwrap_or_default();
        if self.seen.contains_key(home) {
            return Ok(());
        }
        if let Some(ancestor) = self.file_above(path)? {
            let place = self.folder.join(ancestor);
            return Err(TreeError::new(place, "this must be a folder"));
        }
        let place = self.folder.join(home);
        fs::create_dir_all(&place).map_err(|error| TreeError::new(place, error))
    }
}

enum Kind {
    Absent,
    File,
    Folder,
    Link,
}

fn kind(place: &Path) -> Result<Kind, TreeError> {
    match fs::symlink_metadata(place) {
        Ok(data) if data.is_dir() => Ok(Kind::Folder),
        Ok(data) if data.is_symlink() => Ok(Kind::Link),
        Ok(_) => Ok(Kind::File),
        Err(error) => match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Ok(Kind::Absent),
            _ => Err(TreeError::new(place, error)),
        },
    }
}

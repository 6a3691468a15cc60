//! Compares a folder with what it should hold.

use std::fmt;
use std::fs;
use std::path::Path;

use apicrate::files::Files;

use super::TreeError;
use super::folder::{Entry, Folder, STAGING};
use super::manifest;

/// One way in which a folder is not as it should be. Paths are relative to the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Difference {
    /// A file that should be there is not.
    Missing {
        /// The file.
        path: String,
    },
    /// A file has another text.
    Different {
        /// The file.
        path: String,
        /// The first line that differs, from 1.
        line: usize,
        /// That line as it is on disk; `None` when the text on disk ends before it.
        found: Option<String>,
        /// That line as it should be; `None` when the text should end before it.
        expected: Option<String>,
    },
    /// A link or a folder stands where a file should.
    NotAFile {
        /// The link or folder.
        path: String,
    },
    /// A file of an earlier run that is no longer emitted.
    Outdated {
        /// The file.
        path: String,
    },
    /// A file that codegen never wrote, in a place that belongs to codegen.
    Foreign {
        /// The file.
        path: String,
    },
}

/// How `folder` differs from `files` and their manifest, sorted by path. Nothing is written.
///
/// What belongs to the user (`src/ext/`, `target/`, `Cargo.lock`), to version control or to an
/// editor is not looked at.
///
/// # Errors
///
/// When the folder cannot be read, or `files` could not be written as they are.
pub fn compare(folder: &Path, files: Files) -> Result<Vec<Difference>, TreeError> {
    let files = manifest::add(files)?;
    let folder = Folder::new(folder);
    let owned = manifest::read(&folder)?;
    let mut all = Vec::new();
    for (path, text) in files.iter() {
        all.extend(difference(&folder, path, text)?);
    }
    for path in present(&folder)? {
        if files.contains(&path) {
            continue;
        }
        let ours = owned.contains(&path);
        all.push(match ours {
            true => Difference::Outdated { path },
            false => Difference::Foreign { path },
        });
    }
    all.sort_by(|a, b| a.path().cmp(b.path()));
    Ok(all)
}

impl Difference {
    /// The file or folder in question.
    #[must_use]
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path }
            | Self::Different { path, .. }
            | Self::NotAFile { path }
            | Self::Outdated { path }
            | Self::Foreign { path } => path,
        }
    }

    /// Whether a run of codegen would put it right; otherwise the user has to.
    #[must_use]
    pub fn is_mended_by_codegen(&self) -> bool {
        !matches!(self, Self::Foreign { .. } | Self::NotAFile { .. })
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { path } => write!(f, "missing: {path}"),
            Self::NotAFile { path } => write!(f, "not a file: {path}; remove it"),
            Self::Outdated { path } => write!(f, "extra: {path}, which is no longer emitted"),
            Self::Foreign { path } => write!(
                f,
                "extra: {path}, which codegen did not write; remove it, or keep your own code in \
                 src/ext/"
            ),
            Self::Different {
                path,
                line,
                found,
                expected,
            } => {
                write!(f, "different: {path}, from line {line} on")?;
                for (sign, line) in [('-', found), ('+', expected)] {
                    let line = line.as_deref().unwrap_or("(the end of the file)");
                    write!(f, "\n  {sign} {}", excerpt(line))?;
                }
                Ok(())
            }
        }
    }
}

/// A line as it can be shown: not too long, and with its invisible characters escaped.
fn excerpt(line: &str) -> String {
    const LONGEST: usize = 120;
    let mut shown: String = line.chars().take(LONGEST).collect();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown.replace('\r', "\\r").replace('\t', "\\t")
}

fn difference(folder: &Folder, path: &str, text: &str) -> Result<Option<Difference>, TreeError> {
    let path = path.to_owned();
    Ok(match folder.read(&path)? {
        Entry::Absent => Some(Difference::Missing { path }),
        Entry::Link | Entry::Folder => Some(Difference::NotAFile { path }),
        Entry::File(bytes) if bytes == text.as_bytes() => None,
        Entry::File(bytes) => {
            let found = String::from_utf8_lossy(&bytes);
            let (line, found, expected) = first_difference(&found, text);
            Some(Difference::Different {
                path,
                line,
                found,
                expected,
            })
        }
    })
}

/// Number of the first line that differs, and the line on both sides.
fn first_difference(found: &str, expected: &str) -> (usize, Option<String>, Option<String>) {
    let mut found = found.split('\n');
    let mut expected = expected.split('\n');
    let mut line = 1;
    loop {
        let pair = (found.next(), expected.next());
        // Both at their end: bytes that are no text differ, but not in how they read.
        if pair.0 != pair.1 || pair.0.is_none() {
            return (line, pair.0.map(str::to_owned), pair.1.map(str::to_owned));
        }
        line += 1;
    }
}

/// The path of every file and link in `folder` that is codegen's business.
fn present(folder: &Folder) -> Result<Vec<String>, TreeError> {
    let mut found = Vec::new();
    let mut pending = vec![String::new()];
    while let Some(dir) = pending.pop() {
        let place = folder.join(&dir);
        let entries = match fs::read_dir(&place) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            Err(error) => return Err(TreeError::new(place, error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| TreeError::new(&place, error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = match dir.as_str() {
                "" => name.clone(),
                dir => format!("{dir}/{name}"),
            };
            let is_ours = path == STAGING || path == manifest::LOCK;
            if manifest::is_users(&path) || is_tools(&name) || is_ours {
                continue;
            }
            let kind = entry.file_type();
            match kind.map_err(|error| TreeError::new(entry.path(), error))? {
                kind if kind.is_dir() => pending.push(path),
                _ => found.push(path),
            }
        }
    }
    Ok(found)
}

/// Whether a file or folder of this name belongs to version control, an editor or the desktop.
fn is_tools(name: &str) -> bool {
    let exact = [
        ".git",
        ".hg",
        ".svn",
        ".jj",
        ".idea",
        ".vscode",
        ".DS_Store",
    ];
    exact.contains(&name)
        || name.ends_with('~')
        || name.starts_with(".#")
        || (name.starts_with('.') && (name.ends_with(".swp") || name.ends_with(".swo")))
}

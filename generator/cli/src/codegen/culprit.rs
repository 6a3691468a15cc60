//! Why a folder is not what a run would write: who has moved since the last one?

use std::fmt;

use apicrate::lock::Lock;

use super::seal::hash;
use crate::tree::{Difference, MANIFEST};

/// What has changed since the lock was written.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Culprit {
    /// There is no lock, so nobody can tell.
    Unknown,
    /// The description.
    Spec,
    /// The settings, or the options of the command line.
    Settings,
    /// The generator: it makes something else of the same description and settings.
    Generator {
        /// The version that wrote the lock.
        before: String,
        /// The version that is at work.
        now: String,
        /// The files that it makes otherwise.
        files: Vec<String>,
    },
    /// Somebody has edited an emitted file.
    Hand(Difference),
    /// Somebody has edited the lock itself, or a merge has.
    Lock,
}

/// Who has moved, when a run gives `now` and the folder has these `differences`; `disk` gives the text of a file.
#[must_use]
pub fn culprits(
    lock: Option<&Lock>,
    now: &Lock,
    differences: &[Difference],
    disk: &dyn Fn(&str) -> Option<String>,
) -> Vec<Culprit> {
    let Some(lock) = lock else {
        return match differences.is_empty() {
            true => Vec::new(),
            false => vec![Culprit::Unknown],
        };
    };
    let mut found = Vec::new();
    if lock.inputs.spec != now.inputs.spec {
        found.push(Culprit::Spec);
    }
    if lock.inputs.settings != now.inputs.settings {
        found.push(Culprit::Settings);
    }
    let files = remade(lock, now);
    let is_other = lock.inputs.generator != now.inputs.generator;
    if is_other || (found.is_empty() && !files.is_empty()) {
        found.push(Culprit::Generator {
            before: lock.inputs.generator.clone(),
            now: now.inputs.generator.clone(),
            files: if found.is_empty() { files } else { Vec::new() },
        });
    }
    for difference in differences {
        if is_edited(lock, now, difference, disk) {
            found.push(Culprit::Hand(difference.clone()));
        }
    }
    if found.is_empty() && lock != now {
        found.push(Culprit::Lock);
    }
    found
}

/// The files that are not made as the lock says.
fn remade(lock: &Lock, now: &Lock) -> Vec<String> {
    let paths = lock.files.keys().chain(now.files.keys());
    let mut paths: Vec<&String> = paths
        .filter(|path| lock.files.get(*path) != now.files.get(*path))
        .collect();
    paths.sort();
    paths.dedup();
    paths.into_iter().cloned().collect()
}

/// Whether the file is not as the last run left it.
fn is_edited(
    lock: &Lock,
    now: &Lock,
    difference: &Difference,
    disk: &dyn Fn(&str) -> Option<String>,
) -> bool {
    let path = difference.path();
    match lock.files.get(path) {
        Some(left) => disk(path).map(|text| hash([text.as_str()])).as_ref() != Some(left),
        // The manifest follows from the list of files.
        None if path == MANIFEST => lock.files.keys().eq(now.files.keys()),
        None => matches!(difference, Difference::Foreign { .. }),
    }
}

impl fmt::Display for Culprit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => {
                f.write_str("there is no lock yet that could tell what has changed since")
            }
            Self::Spec => f.write_str("the description has changed since"),
            Self::Settings => f.write_str("the settings have changed since"),
            Self::Generator { before, now, files } => {
                f.write_str("the generator has changed since")?;
                if before != now {
                    write!(f, ", from version {before} to {now}")?;
                }
                match files.as_slice() {
                    [] => Ok(()),
                    [only] => write!(f, ": it writes {only} otherwise"),
                    [first, ..] => {
                        write!(
                            f,
                            ": it writes {} files otherwise, {first} first",
                            files.len()
                        )
                    }
                }
            }
            Self::Hand(Difference::Missing { path }) => write!(f, "removed by hand: {path}"),
            Self::Hand(Difference::Foreign { path }) => write!(f, "added by hand: {path}"),
            Self::Hand(Difference::Different { path, line, .. }) => {
                write!(f, "edited by hand: {path}:{line}")
            }
            Self::Hand(other) => write!(f, "changed by hand: {}", other.path()),
            Self::Lock => f.write_str("the lock is not as the last run wrote it"),
        }
    }
}

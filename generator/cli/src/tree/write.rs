//! Brings a folder up to date.

use std::collections::BTreeSet;
use std::path::Path;

use apicrate::files::Files;

use super::TreeError;
use super::folder::{Entry, Folder, Ways};
use super::manifest::{self, MANIFEST, ancestors};
use crate::crew;

/// What [`write`](write()) did, paths relative to the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have a new text.
    pub written: Vec<String>,
    /// Files of the last run that are gone.
    pub removed: Vec<String>,
    /// How many files were as they should be, and were not touched.
    pub unchanged: usize,
}

/// Makes `folder` hold `files` and their manifest, and removes what the last run wrote there and
/// `files` no longer has. `folder` is created when missing.
///
/// Each file that is there changes in one step, from its old text to its new one. A run that was interrupted can
/// be run again: at every moment the manifest lists all that codegen wrote.
///
/// # Errors
///
/// When a file that codegen does not own stands in the way (nothing is changed then), or when the
/// disk refuses.
pub fn write(folder: &Path, files: Files) -> Result<Written, TreeError> {
    let files = manifest::add(files)?;
    let folder = Folder::new(folder);
    let owned = manifest::read(&folder)?;
    let stale = stale(&folder, &files, &owned)?;
    let mut done = Written {
        unchanged: files.len() - stale.len(),
        ..Written::default()
    };
    folder.clear_staging()?;
    claim(&folder, &files, &owned)?;
    // Removal comes first: on some file systems a new file replaces one that differs in case only.
    for path in owned.iter().filter(|path| !files.contains(path)) {
        if folder.remove(path)? {
            done.removed.push(path.clone());
        }
    }
    // The manifest comes last: it disowns what is now removed.
    let (manifest, others): (Vec<_>, Vec<_>) =
        stale.into_iter().partition(|(path, _)| *path == MANIFEST);
    let others = crew::parts(&others);
    let replaced = crew::each(&others, |(number, part)| {
        folder.put_all(part, &format!("file-{number}"))
    });
    replaced.into_iter().collect::<Result<(), _>>()?;
    for (path, text) in &manifest {
        folder.replace(path, text)?;
    }
    let all = others.iter().flat_map(|(_, part)| *part).chain(&manifest);
    done.written.extend(all.map(|(path, _)| (*path).to_owned()));
    folder.clear_staging()?;
    Ok(done)
}

/// Those of `starters` whose folder is not there.
///
/// # Errors
///
/// When the disk refuses.
pub fn unstarted(folder: &Path, starters: &Files) -> Result<Vec<String>, TreeError> {
    let folder = Folder::new(folder);
    let mut absent = Vec::new();
    for path in starters.paths() {
        let home = ancestors(path).next().unwrap_or(path);
        if folder.read(home)? == Entry::Absent {
            absent.push(path.to_owned());
        }
    }
    Ok(absent)
}

/// Writes those of `starters` whose folder is not there; gives their paths. From then on they are the user's.
///
/// # Errors
///
/// When the disk refuses.
pub fn start(folder: &Path, starters: &Files) -> Result<Vec<String>, TreeError> {
    let absent = unstarted(folder, starters)?;
    let folder = Folder::new(folder);
    for path in &absent {
        folder.replace(path, starters.get(path).unwrap_or_default())?;
    }
    folder.clear_staging()?;
    Ok(absent)
}

/// A file's path and text.
type Text<'f> = (&'f str, &'f str);

/// The files that differ from what is on disk; an error when one of them is not codegen's.
fn stale<'f>(
    folder: &Folder,
    files: &'f Files,
    owned: &BTreeSet<String>,
) -> Result<Vec<Text<'f>>, TreeError> {
    let all: Vec<Text<'_>> = files.iter().collect();
    let parts = crew::each(&crew::parts(&all), |(_, part)| {
        stale_of(folder, part, owned)
    });
    let (mut stale, mut foreign) = (Vec::new(), Vec::new());
    for part in parts {
        let (of_part, not_ours) = part?;
        stale.extend(of_part);
        foreign.extend(not_ours);
    }
    match foreign.first() {
        None => Ok(stale),
        Some(first) => Err(in_the_way(folder, first, foreign.len() - 1)),
    }
}

/// Those of `files` that differ from what is on disk, and what stands in their way and is not codegen's.
fn stale_of<'f>(
    folder: &Folder,
    files: &[Text<'f>],
    owned: &BTreeSet<String>,
) -> Result<(Vec<Text<'f>>, Vec<&'f str>), TreeError> {
    let mut stale = Vec::new();
    let mut foreign = Vec::new();
    let mut ways = Ways::new(folder);
    for (path, text) in files {
        let above = ways.file_above(path)?;
        if let Some(file) = above
            && !owned.contains(file)
        {
            foreign.push(file);
            continue;
        }
        let entry = match above {
            Some(_) => Entry::Absent,
            None => folder.standing(path)?,
        };
        let may_replace = match entry {
            Entry::Absent => true,
            Entry::File(bytes) if bytes == text.as_bytes() => continue,
            Entry::File(_) | Entry::Link => *path == MANIFEST || owned.contains(*path),
            // It goes when all that is in it is removed as a file of the last run.
            Entry::Folder => {
                let inside = format!("{path}/");
                owned.iter().any(|file| file.starts_with(&inside))
            }
        };
        if may_replace {
            stale.push((*path, *text));
        } else {
            foreign.push(*path);
        }
    }
    Ok((stale, foreign))
}

fn in_the_way(folder: &Folder, first: &str, others: usize) -> TreeError {
    let and_others = match others {
        0 => String::new(),
        _ => format!(" (and {others} more)"),
    };
    let reason = format!(
        "codegen would overwrite this{and_others}, but did not write it; move it away, or choose \
         another folder"
    );
    TreeError::new(folder.join(first), reason)
}

/// Lists what is about to be written in the manifest, beside what it lists already.
fn claim(folder: &Folder, files: &Files, owned: &BTreeSet<String>) -> Result<(), TreeError> {
    if files.paths().all(|path| owned.contains(path)) {
        return Ok(());
    }
    let all: BTreeSet<&str> = owned
        .iter()
        .map(String::as_str)
        .chain(files.paths())
        .collect();
    folder.replace(MANIFEST, &manifest::render(all))
}

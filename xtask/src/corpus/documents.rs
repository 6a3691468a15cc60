//! Which documents are meant.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::workspace;

/// The list of documents that a folder may hold: a header line, then a path in the first column.
const MANIFEST: &str = "MANIFEST.tsv";

/// A document to run on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    /// Its path, relative to the folder that was asked for, separated by `/`.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

impl Document {
    /// The name of its crate: a package name that no other document of the run has.
    #[must_use]
    pub fn slug(&self) -> String {
        let plain = |c: char| match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => c,
            _ => '-',
        };
        format!(
            "corpus-{}",
            self.name.chars().map(plain).collect::<String>()
        )
    }
}

/// The documents of all `places`: documents, lists of documents, and folders.
///
/// In a folder it is the documents that a `MANIFEST.tsv` there or above lists, and without one
/// every YAML and JSON file with the key `openapi` at its root.
///
/// # Errors
///
/// When a place cannot be read, or when it holds no document.
pub fn find(places: &[PathBuf], only: Option<&str>) -> Result<Vec<Document>, Failure> {
    let mut found = BTreeSet::new();
    for place in places {
        let of_place = of_place(place)?;
        if of_place.is_empty() {
            let shown = workspace::shown(place);
            return Err(Failure::new(format!(
                "there is no OpenAPI document in {shown}"
            )));
        }
        found.extend(of_place);
    }
    let is_meant = |document: &Document| only.is_none_or(|glob| matches(glob, &document.name));
    let found: Vec<Document> = found.into_iter().filter(is_meant).collect();
    match found.is_empty() {
        true => Err(Failure::new("no document has such a name")),
        false => Ok(found),
    }
}

fn of_place(place: &Path) -> Result<Vec<Document>, Failure> {
    if place.is_dir() {
        let folder = place
            .canonicalize()
            .map_err(|error| unreadable(place, &error))?;
        let mut above = folder.ancestors().take(3).map(|dir| dir.join(MANIFEST));
        return match above.find(|list| list.is_file()) {
            Some(list) => listed(&list, &folder),
            None => below(&folder),
        };
    }
    if place
        .extension()
        .is_some_and(|extension| extension == "tsv")
    {
        let list = place
            .canonicalize()
            .map_err(|error| unreadable(place, &error))?;
        let folder = list.parent().unwrap_or(&list).to_path_buf();
        return listed(&list, &folder);
    }
    if !place.is_file() {
        return Err(Failure::new(format!(
            "there is no {}",
            workspace::shown(place)
        )));
    }
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let (name, path) = (name.into_owned(), place.to_path_buf());
    Ok(vec![Document { name, path }])
}

/// The documents in `folder` that the manifest `list` names; all must be there.
fn listed(list: &Path, folder: &Path) -> Result<Vec<Document>, Failure> {
    let text = workspace::read(list)?;
    let base = list.parent().unwrap_or(list);
    let paths = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next());
    let paths = paths
        .map(|path| base.join(path))
        .filter(|path| path.starts_with(folder));
    paths
        .map(|path| match path.is_file() {
            true => Ok(named(folder, path)),
            false => Err(Failure::new(format!(
                "{} lists {}, which is not there",
                workspace::shown(list),
                workspace::shown(&path)
            ))),
        })
        .collect()
}

/// The files below `folder` that look like root documents.
fn below(folder: &Path) -> Result<Vec<Document>, Failure> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_path_buf()];
    while let Some(dir) = pending.pop() {
        let entries = fs::read_dir(&dir).map_err(|error| unreadable(&dir, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| unreadable(&dir, &error))?.path();
            if path.is_dir() {
                pending.push(path);
            } else if is_document(&path) {
                found.push(named(folder, path));
            }
        }
    }
    Ok(found)
}

fn is_document(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    if !matches!(extension, Some("yaml" | "yml" | "json")) {
        return false;
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    let is_key = |line: &str| line.starts_with("openapi:") || line.contains("\"openapi\":");
    text.lines().any(is_key)
}

fn named(folder: &Path, path: PathBuf) -> Document {
    let below = path.strip_prefix(folder).unwrap_or(&path);
    let parts = below
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let name = parts.collect::<Vec<_>>().join("/");
    Document { name, path }
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::new(format!("cannot read {}: {error}", workspace::shown(path)))
}

/// Whether `name` is of the form `glob`, in which each `*` stands for any text.
#[must_use]
pub fn matches(glob: &str, name: &str) -> bool {
    let Some((start, rest)) = glob.split_once('*') else {
        return glob == name;
    };
    let Some(mut tail) = name.strip_prefix(start) else {
        return false;
    };
    loop {
        if matches(rest, tail) {
            return true;
        }
        let mut chars = tail.chars();
        if chars.next().is_none() {
            return false;
        }
        tail = chars.as_str();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        assert!(matches("a*/c*", "ab/x/cd"));
        assert!(matches("*", ""));
        assert!(!matches("a*c", "abcd"));
        assert!(!matches("abc", "abcd"));
    }

    #[test]
    fn a_missing_place_is_a_failure() {
        let refused = find(&["no/such/folder".into()], None).unwrap_err();
        assert_eq!(refused.to_string(), "there is no no/such/folder");
    }

    #[test]
    fn a_folder_without_a_list_is_searched() {
        let cases = workspace::root().join("spec");
        let found = find(&[cases], None).unwrap();
        let names: Vec<&str> = found
            .iter()
            .map(|document| document.name.as_str())
            .collect();
        assert_eq!(names, ["openapi.yaml"]);
    }
}

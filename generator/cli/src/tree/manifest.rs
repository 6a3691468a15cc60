//! The list of the files that codegen owns in a folder.

use std::collections::{BTreeMap, BTreeSet};

use apicrate::files::{Files, is_portable};

use super::TreeError;
use super::folder::{Entry, Folder};

/// The manifest's own path. It lists itself.
pub const MANIFEST: &str = ".apicrate-manifest";

/// Where the lock is that lies in the folder of its crate. It comes with the files and is none of them.
pub const LOCK: &str = ".apicrate-lock";

const HEADER: &str = "# The files that codegen owns in this folder, written by codegen.\n";

/// The text of a manifest of `paths`.
pub(super) fn render<'p>(paths: impl IntoIterator<Item = &'p str>) -> String {
    let mut text = HEADER.to_owned();
    for path in paths {
        text.push_str(path);
        text.push('\n');
    }
    text
}

/// `files` with their manifest.
///
/// Refused are lists that would not end up as they are in a folder: paths that leave it, that
/// belong to the user, or that some file systems cannot keep apart.
pub(super) fn add(mut files: Files) -> Result<Files, TreeError> {
    files.insert(MANIFEST, "");
    let mut by_lower_case: BTreeMap<String, &str> = BTreeMap::new();
    for path in files.paths() {
        if !is_portable(path) {
            return Err(TreeError::new(path, "this path leaves the crate's folder"));
        }
        if is_users(path) {
            return Err(TreeError::new(
                path,
                "this place belongs to the crate's user",
            ));
        }
        if let Some(other) = by_lower_case.insert(path.to_lowercase(), path) {
            let reason = format!("some file systems cannot tell this from {other}");
            return Err(TreeError::new(path, reason));
        }
    }
    for path in files.paths() {
        if let Some(parent) = ancestors(path).find(|parent| files.contains(parent)) {
            let reason = format!("{parent} cannot be both a file and a folder");
            return Err(TreeError::new(path, reason));
        }
    }
    let text = render(files.paths());
    files.insert(MANIFEST, text);
    Ok(files)
}

/// The files that the last run left in `folder`; none when there was no run.
pub(super) fn read(folder: &Folder) -> Result<BTreeSet<String>, TreeError> {
    let bytes = match folder.read(MANIFEST)? {
        Entry::Absent => return Ok(BTreeSet::new()),
        Entry::File(bytes) => bytes,
        Entry::Folder | Entry::Link => {
            return Err(TreeError::new(folder.join(MANIFEST), "this is not a file"));
        }
    };
    let text = String::from_utf8_lossy(&bytes);
    let paths = text.lines().filter(|line| !line.starts_with('#'));
    let mut all = BTreeSet::new();
    for path in paths {
        // A manifest that was tampered with must not let codegen remove anything elsewhere.
        if !is_portable(path) || is_users(path) {
            let reason = format!(
                "it lists {path:?}, which codegen cannot own; restore the file, or remove it and \
                 the files of the last run"
            );
            return Err(TreeError::new(folder.join(MANIFEST), reason));
        }
        all.insert(path.to_owned());
    }
    Ok(all)
}

/// Whether `path` belongs to the crate's user and not to codegen.
pub(super) fn is_users(path: &str) -> bool {
    let in_folder = |folder: &str| {
        let rest = path.strip_prefix(folder);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    // Cargo leaves the same in the runtime's folder where that is a package.
    ["Cargo.lock", "runtime/Cargo.lock"].contains(&path)
        || ["src/ext", "target", "runtime/target"]
            .into_iter()
            .any(in_folder)
}

/// The folders that `path` lies in, the innermost first, without the outermost.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/')
        .filter_map(|(end, _)| path.get(..end))
}

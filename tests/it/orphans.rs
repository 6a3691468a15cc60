//! Snapshots that no document has any more.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::case::{documents, tests};

/// The snapshots that the documents in `folder` have, as paths below `snapshots`.
fn expected(folder: &str, snapshots: &str) -> impl Iterator<Item = PathBuf> {
    let paths = documents(&tests().join(folder)).into_iter();
    let snapshots = PathBuf::from(snapshots);
    paths.map(move |path| {
        let name = path.file_stem().expect("a file").to_string_lossy();
        snapshots.join(format!("{name}.snap"))
    })
}

/// Every file below `folder`, as paths below `root`.
fn present(root: &Path, folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            present(root, &path, found);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "snap")
        {
            let below = path.strip_prefix(root).expect("below the root");
            found.insert(below.to_owned());
        }
    }
}

#[test]
fn every_snapshot_belongs_to_a_document() {
    let mut all: BTreeSet<PathBuf> = expected("cases", "ir").collect();
    all.insert(PathBuf::from("ir/@product.snap"));
    // One for all pairs of `tests/changes`.
    all.insert(PathBuf::from("changes/text.snap"));
    all.extend(expected("cases", "code"));
    let phases = fs::read_dir(tests().join("invalid")).expect("a readable folder");
    for phase in phases {
        let phase = phase.expect("a folder entry").file_name();
        let folder = format!("invalid/{}", phase.to_string_lossy());
        all.extend(expected(&folder, &folder));
    }
    let root = tests().join("snapshots");
    let mut found = BTreeSet::new();
    present(&root, &root, &mut found);
    let orphans: Vec<_> = found.difference(&all).collect();
    assert!(
        orphans.is_empty(),
        "delete, or find out what made them: {orphans:?}"
    );
}

//! The emitted crate stands alone: copied out of this workspace it builds and passes its tests.

use std::fs;
use std::path::Path;

use crate::case::workspace;
use crate::compiled::{cargo, lock};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("a folder entry");
        let (path, copied) = (entry.path(), to.join(entry.file_name()));
        if entry.file_name() == "target" {
            continue;
        }
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).expect("a readable file");
        }
    }
}

#[test]
fn the_emitted_crate_passes_its_tests_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&workspace().join("generated"), folder.path());
    lock(folder.path());
    cargo(folder.path(), &["test"]);
}

//! Where a folder stands to the Cargo workspaces around it.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;

use apicrate_cli::workspace::claiming;
use tempfile::TempDir;

#[test]
fn a_folder_is_claimed_by_the_workspace_around_it() {
    let dir = TempDir::new().unwrap();
    let outer = dir.path().canonicalize().unwrap();
    let inner = outer.join("clients/pets");
    assert_eq!(claiming(&inner), None);

    let manifest = outer.join("Cargo.toml");
    fs::write(&manifest, "[package]\nname = \"a\"\n").unwrap();
    assert_eq!(claiming(&inner), None);
    fs::write(&manifest, "[workspace]\nmembers = []\n").unwrap();
    assert_eq!(claiming(&inner).as_deref(), Some(outer.as_path()));
    fs::create_dir_all(&inner).unwrap();
    assert_eq!(claiming(&inner).as_deref(), Some(outer.as_path()));

    for listed in ["exclude = [\"clients/pets\"]", "members = [\"clients/*\"]"] {
        fs::write(&manifest, format!("[workspace]\n{listed}\n")).unwrap();
        assert_eq!(claiming(&inner), None, "{listed}");
    }
}

#[test]
fn a_workspace_does_not_claim_itself() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("Cargo.toml"), "[workspace]\n").unwrap();
    assert_eq!(claiming(dir.path()), None);
}

//! The emitted code of every case compiles, without a warning and with its documentation.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use xtask::tree;

use crate::case::{Case, workspace};

/// The folder that Cargo builds the workspace in.
pub(crate) fn target() -> PathBuf {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    temporary.parent().expect("the target folder").to_owned()
}

/// Runs Cargo in `folder`, without the network, and gives what it said.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(arguments)
        .arg("--offline")
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .expect("cargo can be run");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "cargo {arguments:?}:\n{said}\n{printed}"
    );
    said
}

/// Writes a workspace with the crate of every case into `folder`.
fn write(folder: &Path) {
    let mut members = String::new();
    for case in Case::all() {
        tree::write(&folder.join(&case.name), case.files()).expect("an empty folder");
        let _ = write!(members, "{:?}, ", case.name);
    }
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n");
    fs::write(folder.join("Cargo.toml"), manifest).expect("a writable folder");
    lock(folder);
}

/// Gives `folder` the versions of this workspace, so that no registry is asked.
pub(crate) fn lock(folder: &Path) {
    let lock = workspace().join("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("a lock file");
}

#[test]
fn every_case_compiles_without_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path());
    // Without TLS: it is not what is tested, and long to build.
    let said = cargo(
        folder.path(),
        &[
            "check",
            "--workspace",
            "--no-default-features",
            "--message-format=short",
        ],
    );
    let warnings: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("warning"))
        .collect();
    assert!(warnings.is_empty(), "{}", warnings.join("\n"));
}

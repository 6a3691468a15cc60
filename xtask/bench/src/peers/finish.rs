//! What a generator leaves to its user, so that its output is a package that Cargo takes.

use std::path::Path;
use std::{fs, io};

/// Makes a package called `name` of a module `src/generated` that lists what it depends on.
pub(super) fn package(folder: &Path, name: &str) -> io::Result<()> {
    let list = folder.join("src/generated/REQUIRED_DEPS.toml");
    let needed = fs::read_to_string(list)?;
    fs::write(folder.join("Cargo.toml"), manifest(name, &needed))?;
    let root = "//! The generated module.\n\npub mod generated;\n";
    fs::write(folder.join("src/lib.rs"), root)
}

fn manifest(name: &str, needed: &str) -> String {
    let head = format!("[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n");
    let table = if needed.lines().any(|line| line.trim() == "[dependencies]") {
        ""
    } else {
        "[dependencies]\n"
    };
    head + table + needed
}

/// Makes the package in `folder` the root of a workspace, so that Cargo looks for none above it.
pub(super) fn stand_alone(folder: &Path) -> io::Result<()> {
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path)?;
    if text.lines().any(|line| line.trim() == "[workspace]") {
        return Ok(());
    }
    fs::write(path, text + "\n[workspace]\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dependencies_get_a_table_where_they_have_none() {
        let bare = manifest("a", "serde = \"1\"\n");
        assert!(bare.ends_with("edition = \"2024\"\n\n[dependencies]\nserde = \"1\"\n"));
        let whole = manifest("a", "# as follows\n[dependencies]\nserde = \"1\"\n");
        assert_eq!(whole.matches("[dependencies]").count(), 1);
    }

    #[test]
    fn a_package_becomes_a_workspace_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("Cargo.toml");
        fs::write(&path, "[package]\nname = \"a\"\n").unwrap();
        stand_alone(folder.path()).unwrap();
        stand_alone(folder.path()).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(text, "[package]\nname = \"a\"\n\n[workspace]\n");
    }
}

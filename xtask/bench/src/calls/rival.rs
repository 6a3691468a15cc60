//! The program that measures another generator's client beside the others.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_json::Value;
use xtask::exit::Failure;
use xtask::workspace;

use super::PACKAGE;
use super::reduced::reduced;
use crate::peers::Peer;

/// Whose client it is.
pub(super) const NAME: &str = "cargo-progenitor";

/// The description that ours is made from.
const DESCRIPTION: &str = "spec/openapi.yaml";

/// The name of the client's crate.
const CLIENT: &str = "bench-progenitor";

/// Makes the client of `peer` and the program; gives the program's manifest.
///
/// # Errors
///
/// When the description cannot be read, `peer` makes no client of it, or the disk refuses.
pub(super) fn program(root: &Path, peer: &Peer) -> Result<PathBuf, Failure> {
    let home = root.join("target/bench/calls");
    let failed = |error: io::Error| Failure::new(format!("{}: {error}", home.display()));
    fs::create_dir_all(home.join("src")).map_err(failed)?;
    let text = workspace::read(&root.join(DESCRIPTION))?;
    let document: Value = serde_yaml::from_str(&text)
        .map_err(|error| Failure::new(format!("{DESCRIPTION}: {error}")))?;
    let description = home.join("description.json");
    fs::write(&description, reduced(document).to_string()).map_err(failed)?;
    // Beside the program: what lies in a workspace must not be one of its own.
    let client = home.with_file_name(CLIENT);
    peer.generate(root, &description, &client, CLIENT)?
        .map_err(|why| Failure::new(format!("{}: {why} the description", peer.title())))?;
    // A path in a manifest is relative to it: the checkout may lie anywhere.
    let manifest = format!(
        "[package]\nname = \"bench-calls\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         {PACKAGE} = {{ path = \"../../../xtask/bench-calls\" }}\n{CLIENT} = {{ path = \"../{CLIENT}\" }}\n\
         serde_json = \"1\"\ntokio = {{ version = \"1\", default-features = false, features = [\"rt\"] }}\n\n\
         [workspace]\n"
    );
    let path = home.join("Cargo.toml");
    fs::write(&path, manifest).map_err(failed)?;
    fs::write(home.join("src/main.rs"), include_str!("progenitor.rs")).map_err(failed)?;
    // The versions that this workspace uses.
    fs::copy(root.join("Cargo.lock"), home.join("Cargo.lock")).map_err(failed)?;
    Ok(path)
}

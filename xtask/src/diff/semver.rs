//! What `cargo semver-checks` says of two crates.

use std::process::Command;

use apicrate::surface::Verdict;

use super::oracle::semver_checks;
use crate::corpus::check::Workspace;
use crate::exit::Failure;

/// The verdict on the way from the package `old` to the package `new` of the workspace.
///
/// # Errors
///
/// When it is not installed, or cannot read one of the crates.
pub(super) fn verdict(workspace: &Workspace, old: &str, new: &str) -> Result<Verdict, Failure> {
    if semver_checks().is_none() {
        return Err(Failure::new(
            "cargo-semver-checks is not installed: `cargo install cargo-semver-checks --locked`",
        ));
    }
    let rustdoc = |package: &str| document(workspace, package);
    let (old, new) = (rustdoc(old)?, rustdoc(new)?);
    let asked = Command::new("cargo")
        .args([
            "semver-checks",
            "--release-type",
            "minor",
            "--baseline-rustdoc",
        ])
        .arg(old)
        .arg("--current-rustdoc")
        .arg(new)
        .output();
    let output = asked.map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        return Ok(Verdict::Minor);
    }
    // It fails in the same way when it finds something and when it cannot look.
    match said.contains("--- failure") {
        true => Ok(Verdict::Breaking),
        false => Err(Failure::new(said.into_owned())),
    }
}

/// Writes the documentation of `package` as JSON and says where.
fn document(workspace: &Workspace, package: &str) -> Result<std::path::PathBuf, Failure> {
    let folder = workspace.target().join("doc");
    let path = folder.join(format!("{}.json", package.replace('-', "_")));
    if path.exists() {
        return Ok(path);
    }
    let arguments = [
        "rustdoc",
        "--offline",
        "--quiet",
        "--no-default-features",
        "--package",
        package,
        "--lib",
        "--",
        "-Zunstable-options",
        "--output-format",
        "json",
    ];
    let output = workspace.cargo_with(&arguments, &[("RUSTC_BOOTSTRAP", "1")]);
    let output = output.map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
    match output.status.success() {
        true => Ok(path),
        false => Err(Failure::new(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )),
    }
}

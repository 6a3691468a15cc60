//! What `cargo semver-checks` says of two crates.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::corpus::check::Workspace;
use crate::exit::Failure;

/// What all crates are called in their documentation: it compares paths, and these begin with the
/// crate's name.
const NAME: &str = "subject";
/// What begins the line of a check that has failed.
const FAILED: &str = "--- failure ";

/// The documentation of crates as JSON, which it compares.
pub(super) struct Documented {
    folder: PathBuf,
}

impl Documented {
    /// Documents `packages`, which are members of `workspace`.
    ///
    /// # Errors
    ///
    /// When a crate cannot be documented.
    pub(super) fn new(workspace: &Workspace, packages: &[String]) -> Result<Self, Failure> {
        // JSON is not stable. Build scripts ask for this variable, so that what depends on them
        // would be compiled anew for each of the two if they shared a folder.
        let target = workspace.target().with_file_name("documented");
        let shown = target.to_string_lossy();
        let variables = [
            ("CARGO_TARGET_DIR", shown.as_ref()),
            ("RUSTC_BOOTSTRAP", "1"),
            ("RUSTDOCFLAGS", "-Zunstable-options --output-format json"),
        ];
        let arguments = [
            "doc",
            "--offline",
            "--quiet",
            "--workspace",
            "--lib",
            "--no-deps",
            "--no-default-features",
        ];
        let output = workspace.cargo_with(&arguments, &variables);
        let output = output.map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
        if !output.status.success() {
            return Err(said(&output));
        }
        let folder = target.join("doc");
        for package in packages {
            rename(&folder, package)?;
        }
        Ok(Self { folder })
    }

    /// The checks that fail on the way from the package `old` to the package `new`, if the version
    /// says that nothing breaks.
    ///
    /// # Errors
    ///
    /// When it cannot read the documentation.
    pub(super) fn failures(&self, old: &str, new: &str) -> Result<Vec<String>, Failure> {
        let [old, new] = [old, new].map(|package| renamed(&self.folder, package));
        let arguments = ["--release-type", "minor", "--color", "never"];
        let mut command = command();
        command.args(arguments);
        command.arg("--baseline-rustdoc").arg(old);
        command.arg("--current-rustdoc").arg(new);
        let output = command.output();
        let output = output.map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
        let text = String::from_utf8_lossy(&output.stdout);
        let failures: Vec<String> = text
            .lines()
            .filter_map(|line| line.strip_prefix(FAILED)?.split(':').next())
            .map(str::to_owned)
            .collect();
        // It ends in the same way when it finds something and when it cannot look.
        if output.status.success() == failures.is_empty() {
            Ok(failures)
        } else {
            Err(said(&output))
        }
    }
}

fn command() -> Command {
    let mut command = Command::new("cargo");
    command.arg("semver-checks");
    command
}

/// Makes sure that it is installed.
///
/// # Errors
///
/// When it is not.
pub(super) fn is_there() -> Result<(), Failure> {
    let asked = command().arg("--version").output();
    if asked.is_ok_and(|output| output.status.success()) {
        return Ok(());
    }
    Err(Failure::new(
        "cargo-semver-checks is not installed: `cargo install cargo-semver-checks --locked`",
    ))
}

fn said(output: &Output) -> Failure {
    Failure::new(String::from_utf8_lossy(&output.stderr).into_owned())
}

fn renamed(folder: &Path, package: &str) -> PathBuf {
    folder.join(format!("{package}.renamed.json"))
}

/// Writes the documentation of `package` once more, with the name that all have.
fn rename(folder: &Path, package: &str) -> Result<(), Failure> {
    let name = package.replace('-', "_");
    let path = folder.join(format!("{name}.json"));
    let text = fs::read_to_string(&path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    let text = text.replace(&format!("\"{name}\""), &format!("\"{NAME}\""));
    let path = renamed(folder, package);
    fs::write(&path, text)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", path.display())))
}

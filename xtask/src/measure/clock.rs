//! How long the compiler works on one crate of the scratch workspace.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::time::SystemTime;
use std::{fs, io};

use crate::exit::Failure;
use crate::workspace;

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Build {
    /// `cargo check`.
    Check,
    /// `cargo build --release`.
    Release,
}

impl Build {
    /// The command line after `cargo`.
    #[must_use]
    pub fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// Compiles the crates of a workspace and takes the time.
#[derive(Debug)]
pub struct Clock {
    folder: PathBuf,
    build: Build,
}

impl Clock {
    /// For the workspace in `folder`.
    #[must_use]
    pub fn new(folder: PathBuf, build: Build) -> Self {
        Self { folder, build }
    }

    /// Compiles `package` and everything that it depends on.
    ///
    /// # Errors
    ///
    /// When it does not compile, or cargo cannot be run.
    pub fn prepare(&self, package: &str) -> Result<(), Failure> {
        self.compile(package).map(drop)
    }

    /// Compiles `package` alone, without incremental compilation: the user time, in seconds, of
    /// cargo and the compiler.
    ///
    /// # Errors
    ///
    /// When it does not compile, or cargo cannot be run.
    pub fn time(&self, package: &str) -> Result<f64, Failure> {
        let touched = self.folder.join(package).join("src/lib.rs");
        File::options()
            .append(true)
            .open(&touched)
            .and_then(|file| file.set_modified(SystemTime::now()))
            .map_err(|error| Failure::new(format!("{}: {error}", touched.display())))?;
        let output = self.compile(package)?;
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        user_seconds(&told)
            .ok_or_else(|| Failure::new(format!("the shell's `times` cannot be read: {told:?}")))
    }

    /// The size of the library that was built, in bytes; none where nothing was built.
    #[must_use]
    pub fn size(&self, package: &str) -> Option<u64> {
        let name = format!("lib{}.rlib", package.replace('-', "_"));
        let library = self.target().join("release").join(name);
        let is_built = self.build == Build::Release;
        is_built
            .then(|| fs::metadata(library).ok())
            .flatten()
            .map(|file| file.len())
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn compile(&self, package: &str) -> Result<Output, Failure> {
        let output = self
            .shell(package)
            .map_err(|error| Failure::new(format!("cannot run cargo through sh: {error}")))?;
        if output.status.success() {
            return Ok(output);
        }
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let first: Vec<&str> = said.lines().take(8).collect();
        let first = first.join("\n");
        Err(Failure::new(format!("{package} does not compile: {first}")))
    }

    /// The shell knows what user time its children took; the standard library does not.
    fn shell(&self, package: &str) -> io::Result<Output> {
        let cargo = workspace::cargo();
        Command::new("sh")
            .args(["-c", "\"$@\" && times", "sh"])
            .arg(cargo)
            .args(self.build.arguments())
            .args(["--quiet", "--package", package])
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.target())
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .output()
    }
}

/// The user time of the children, from the two lines that `times` writes (POSIX.1-2024,
/// section 2.15): the shell's own user and system time, then that of its children.
fn user_seconds(told: &str) -> Option<f64> {
    let children = told.lines().nth(1)?;
    let (minutes, rest) = children.split_whitespace().next()?.split_once('m')?;
    let seconds: f64 = rest.strip_suffix('s')?.parse().ok()?;
    let minutes: f64 = minutes.parse().ok()?;
    Some(60.0 * minutes + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_the_children_is_read() {
        let told = "0m0.001s 0m0.002s\n1m2.500s 0m0.400s\n";
        assert_eq!(user_seconds(told), Some(62.5));
        assert_eq!(user_seconds("0m0.001s 0m0.002s\n"), None);
        assert_eq!(user_seconds("a\nb\n"), None);
    }
}

//! Compiling the emitted crates, one after the other, as members of one scratch workspace: with one
//! lock file and one target folder, so that dependencies are fetched and compiled once.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Instant;
use std::{fs, io};

use super::row::Check;
use crate::exit::Failure;
use crate::workspace;

/// The scratch workspace.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    /// Whether tests are run, and not just the code checked.
    tests: bool,
}

impl Workspace {
    /// The scratch workspace of this name of the workspace at `root`.
    #[must_use]
    pub fn new(root: &Path, name: &str, tests: bool) -> Self {
        let folder = root.join("target").join(name);
        Self { folder, tests }
    }

    /// The folder for the crate of this name.
    #[must_use]
    pub fn crate_folder(&self, package: &str) -> PathBuf {
        self.folder.join("crates").join(package)
    }

    /// Makes `packages`, which have been written, its members, and fetches what they depend on.
    ///
    /// # Errors
    ///
    /// When the disk refuses, or when the dependencies are neither here nor to be had.
    pub fn prepare(&self, root: &Path, packages: &[String]) -> Result<(), Failure> {
        let members: Vec<String> = packages
            .iter()
            .map(|package| format!("    \"crates/{package}\",\n"))
            .collect();
        let text = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n",
            members.concat()
        );
        let unwritable = |error: io::Error| {
            Failure::new(format!(
                "cannot write to {}: {error}",
                self.folder.display()
            ))
        };
        fs::create_dir_all(self.folder.join("logs")).map_err(unwritable)?;
        fs::write(self.folder.join("Cargo.toml"), text).map_err(unwritable)?;
        let lock = self.folder.join("Cargo.lock");
        if !lock.exists() {
            // What the workspace uses has been fetched already.
            fs::copy(root.join("Cargo.lock"), lock).map_err(unwritable)?;
        }
        let fetched = self.cargo(&["fetch", "--offline"]).map_err(unwritable)?;
        if fetched.status.success() {
            return Ok(());
        }
        let fetched = self.cargo(&["fetch"]).map_err(unwritable)?;
        if fetched.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&fetched.stderr).into_owned();
        Err(Failure::new(format!(
            "cannot fetch the dependencies: {said}"
        )))
    }

    /// Compiles the crate `package`, warnings denied; what the compiler says is kept in `logs`.
    ///
    /// # Errors
    ///
    /// When Cargo cannot be started.
    pub fn check(&self, package: &str) -> Result<Check, Failure> {
        let task = if self.tests { "test" } else { "check" };
        let start = Instant::now();
        let output = self.cargo(&[task, "--offline", "--quiet", "--package", package]);
        let output = output.map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
        let seconds = start.elapsed().as_secs_f64();
        if output.status.success() {
            return Ok(Check {
                seconds,
                error: None,
            });
        }
        let said = [output.stdout, output.stderr].concat();
        let log = self.folder.join("logs").join(format!("{package}.txt"));
        // The first error is in the table, whether or not the rest could be kept.
        let _ = fs::write(log, &said);
        let error = Some(first_error(&String::from_utf8_lossy(&said)));
        Ok(Check { seconds, error })
    }

    /// Runs Cargo in the workspace, warnings denied, and waits for its end.
    ///
    /// # Errors
    ///
    /// When Cargo cannot be started.
    pub fn cargo(&self, arguments: &[&str]) -> io::Result<Output> {
        self.cargo_with(arguments, &[])
    }

    /// As [`cargo`](Self::cargo), with further variables in its environment.
    ///
    /// # Errors
    ///
    /// When Cargo cannot be started.
    pub fn cargo_with(&self, arguments: &[&str], variables: &[(&str, &str)]) -> io::Result<Output> {
        let cargo = workspace::cargo();
        Command::new(cargo)
            .args(arguments)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.target())
            .env("RUSTFLAGS", "-D warnings")
            // Nobody debugs these crates, and each is compiled once.
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .envs(variables.iter().copied())
            .output()
    }

    /// The folder that Cargo builds in.
    #[must_use]
    pub fn target(&self) -> PathBuf {
        self.folder.join("target")
    }
}

/// How many errors the compiler has told, and the first of them with its place.
fn first_error(said: &str) -> String {
    let is_error = |line: &&str| {
        line.starts_with("error") && !line.contains("could not compile") && !line.contains("abort")
    };
    let count = said.lines().filter(is_error).count();
    let mut lines = said.lines().skip_while(|line| !is_error(line));
    let Some(first) = lines.next() else {
        let failed = said.lines().find(|line| line.ends_with("... FAILED"));
        return failed.unwrap_or("cargo failed").to_owned();
    };
    let place = lines.next().unwrap_or_default().trim();
    let place = place.strip_prefix("--> ").unwrap_or_default();
    format!("{count} × {first} {place}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_error_is_found() {
        let said = "warning: x\nerror[E0428]: twice\n  --> src/a.rs:1:2\nerror: other\n\
                    error: could not compile `a`\n";
        assert_eq!(first_error(said), "2 × error[E0428]: twice src/a.rs:1:2");
        assert_eq!(first_error("test a ... FAILED\n"), "test a ... FAILED");
    }
}

//! Compiling one crate, and what it takes.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;
use std::{fmt, io};

use xtask::exit::Failure;

use crate::clock::{self, Cost};

/// What the compiler is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// `cargo check`.
    Check,
    /// `cargo build --release`.
    Release,
}

impl Task {
    /// The command line.
    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Check => "cargo check",
            Self::Release => "cargo build --release",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// A crate, or a workspace of several, that a generator has made.
#[derive(Clone, Debug)]
pub(super) struct Crate {
    /// Where its manifest is.
    pub(super) folder: PathBuf,
    /// Where it is compiled to; shared with the other crates of its generator.
    pub(super) target: PathBuf,
    /// The folder in it of a package that it depends on, and that is not compiled with it.
    pub(super) kept: Option<&'static str>,
}

impl Crate {
    pub(super) fn new(folder: PathBuf, target: PathBuf) -> Self {
        let kept = None;
        Self {
            folder,
            target,
            kept,
        }
    }

    /// The same, whose package in the folder `kept` only counts among what it depends on.
    pub(super) fn without(self, kept: &'static str) -> Self {
        let kept = Some(kept);
        Self { kept, ..self }
    }

    /// Cargo in its folder, with nothing from outside that changes what is compiled.
    pub(super) fn cargo(&self, arguments: &[&str]) -> Command {
        let cargo = xtask::workspace::cargo();
        let mut command = Command::new(cargo);
        command
            .args(arguments)
            .arg("--quiet")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("CARGO_INCREMENTAL", "0")
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS");
        command
    }

    /// Compiles it and all it depends on; where that fails, the word for it, and why on standard error.
    pub(super) fn prepare(&self, task: Task) -> Result<(), String> {
        self.compile(task)
            .map(drop)
            .map_err(|failure| word(&failure))
    }

    /// Compiles it alone, once more.
    pub(super) fn again(&self, task: Task) -> Result<Cost, Failure> {
        self.touch()?;
        self.compile(task)
    }

    /// Compiles it once more, and the package `also` that it depends on.
    pub(super) fn again_with(&self, also: Option<&str>, task: Task) -> Result<Cost, String> {
        if let Some(package) = also {
            clock::cost(&mut self.cargo(&["clean", "--package", package]))
                .map_err(|failure| word(&failure))?;
        }
        self.again(task).map_err(|failure| word(&failure))
    }

    /// Makes it newer than what was compiled of it.
    pub(super) fn touch(&self) -> Result<(), Failure> {
        touch(&self.folder, self.kept)
            .map_err(|error| Failure::new(format!("{}: {error}", self.folder.display())))
    }

    /// Compiles it and all it depends on, to the folder `clean`, which is emptied before and after.
    pub(super) fn whole(&self, clean: &Path, task: Task) -> Result<Cost, String> {
        empty(clean).map_err(|error| word(&error))?;
        let alone = Self::new(self.folder.clone(), clean.to_path_buf());
        let cost = alone.compile(task).map_err(|failure| word(&failure))?;
        empty(clean).map_err(|error| word(&error))?;
        Ok(cost)
    }

    fn compile(&self, task: Task) -> Result<Cost, Failure> {
        clock::cost(&mut self.cargo(task.arguments()))
    }
}

/// What a crate does that failed so, in a word; standard error has the rest.
fn word(failure: &impl fmt::Display) -> String {
    eprintln!("{failure}");
    "does not compile".to_owned()
}

fn empty(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes every crate in `folder` newer than what was compiled of it: a generator may make several. The one in the folder
/// `kept` is not.
fn touch(folder: &Path, kept: Option<&str>) -> io::Result<()> {
    let root = folder.join("src/lib.rs");
    if root.is_file() {
        let file = File::options().append(true).open(root)?;
        file.set_modified(SystemTime::now())?;
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_kept = kept.is_some_and(|kept| path.ends_with(kept));
        if !is_kept && path.join("Cargo.toml").is_file() {
            touch(&path, None)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn all_crates_of_a_workspace_are_touched_but_the_one_that_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let old = SystemTime::now() - Duration::from_secs(3600);
        let roots =
            ["src", "client/src", "types/src", "runtime/src"].map(|path| folder.path().join(path));
        for root in &roots {
            fs::create_dir_all(root).unwrap();
            fs::write(root.parent().unwrap().join("Cargo.toml"), "").unwrap();
            let file = File::create(root.join("lib.rs")).unwrap();
            file.set_modified(old).unwrap();
        }
        touch(folder.path(), Some("runtime")).unwrap();
        for root in &roots {
            let modified = fs::metadata(root.join("lib.rs"))
                .unwrap()
                .modified()
                .unwrap();
            let is_touched = modified > old + Duration::from_secs(60);
            assert_eq!(is_touched, !root.ends_with("runtime/src"));
        }
    }
}

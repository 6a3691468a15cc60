//! Other generators: where they come from, and how each makes a crate of a document.

mod finish;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs, io};

use xtask::bench::Request;
use xtask::exit::Failure;

use crate::clock::cargo;

/// A generator that others have written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer {
    /// Its name, which is that of its program.
    pub name: &'static str,
    /// The package that brings the program.
    package: &'static str,
    /// The version that is measured.
    version: &'static str,
    /// The command line; `{document}`, `{folder}` and `{name}` stand for what they say.
    arguments: &'static [&'static str],
    /// What it leaves to its user.
    rest: Rest,
    /// The half of its crates that is the same for each, where that is a package of its own.
    pub runtime: Option<&'static str>,
}

/// What is missing in the folder that a generator has written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// Nothing: it is a package.
    Nothing,
    /// The package: there is a module, and a list of what it depends on.
    Package,
}

/// All that are measured.
pub const PEERS: [Peer; 4] = [
    Peer {
        name: "ploidy",
        package: "ploidy",
        version: "0.15.0",
        arguments: &[
            "generate",
            "rust",
            "{document}",
            "-o",
            "{folder}",
            "--name",
            "{name}",
        ],
        rest: Rest::Nothing,
        runtime: Some("ploidy-util"),
    },
    Peer {
        name: "openapi-to-rust",
        package: "openapi-to-rust",
        version: "0.23.0",
        arguments: &[
            "generate",
            "{document}",
            "--output-dir",
            "src/generated",
            "--module-name",
            "api",
            "--quiet",
        ],
        rest: Rest::Package,
        runtime: None,
    },
    Peer {
        name: "oas3-gen",
        package: "oas3-gen",
        version: "0.29.0",
        arguments: &[
            "generate",
            "client-mod",
            "-i",
            "{document}",
            "-o",
            "{folder}",
            "--workspace",
        ],
        rest: Rest::Nothing,
        runtime: Some("oas3-gen-support"),
    },
    Peer {
        name: "cargo-progenitor",
        package: "cargo-progenitor",
        version: "0.15.1",
        arguments: &[
            "progenitor",
            "-i",
            "{document}",
            "-o",
            "{folder}",
            "-n",
            "{name}",
            "-v",
            "0.0.0",
        ],
        rest: Rest::Nothing,
        runtime: Some("progenitor-client"),
    },
];

/// Those that `request` asks for, which are installed if they are not yet.
///
/// # Errors
///
/// When one cannot be installed.
pub fn installed(root: &Path, request: &Request) -> Result<Vec<Peer>, Failure> {
    let peers: Vec<Peer> = PEERS
        .into_iter()
        .filter(|peer| request.asks_for(peer.name))
        .collect();
    peers.iter().try_for_each(|peer| peer.install(root))?;
    Ok(peers)
}

/// The one called `name`, if `request` asks for it, installed if it is not yet.
///
/// # Errors
///
/// When it cannot be installed.
pub fn one_installed(root: &Path, request: &Request, name: &str) -> Result<Option<Peer>, Failure> {
    let is_meant = |peer: &Peer| peer.name == name && request.asks_for(name);
    let peer = PEERS.into_iter().find(is_meant);
    peer.iter().try_for_each(|peer| peer.install(root))?;
    Ok(peer)
}

impl Peer {
    /// The name and the version.
    #[must_use]
    pub fn title(&self) -> String {
        format!("{} {}", self.package, self.version)
    }

    /// The program, once it is installed.
    #[must_use]
    pub fn program(&self, root: &Path) -> PathBuf {
        let name = format!("{}{}", self.name, env::consts::EXE_SUFFIX);
        self.home(root).join("bin").join(name)
    }

    /// By package alone: another version is installed over it, as Cargo's own record there tells it.
    fn home(&self, root: &Path) -> PathBuf {
        root.join("target/peers").join(self.package)
    }

    /// Compiles and installs it, unless this version is there.
    ///
    /// # Errors
    ///
    /// When Cargo cannot get or compile it.
    pub fn install(&self, root: &Path) -> Result<(), Failure> {
        let home = self.home(root);
        let record = fs::read_to_string(home.join(".crates.toml")).unwrap_or_default();
        if self.program(root).is_file() && is_recorded(&record, self.package, self.version) {
            return Ok(());
        }
        eprintln!("installing {} below target/peers …", self.title());
        let status = Command::new(cargo())
            .args(["install", "--locked", "--quiet", "--root"])
            .arg(&home)
            .args([self.package, "--version", self.version])
            // What several of them depend on is compiled once.
            .env("CARGO_TARGET_DIR", root.join("target/peers/build"))
            .status()
            .map_err(|error| Failure::new(format!("cannot run cargo: {error}")))?;
        if status.success() {
            return Ok(());
        }
        let title = self.title();
        Err(Failure::new(format!("{title} cannot be installed")))
    }

    /// The command that makes a crate called `name` of `document` in `folder`, which is there and empty.
    #[must_use]
    pub fn command(&self, root: &Path, document: &Path, folder: &Path, name: &str) -> Command {
        let mut command = Command::new(self.program(root));
        command.current_dir(folder).stdin(Stdio::null());
        for argument in self.arguments {
            match *argument {
                "{document}" => command.arg(document),
                "{folder}" => command.arg(folder),
                "{name}" => command.arg(name),
                plain => command.arg(plain),
            };
        }
        command
    }

    /// Makes a crate called `name` of `document` in `folder`, in place of what is there; where it makes none, in a word
    /// what it does.
    ///
    /// # Errors
    ///
    /// When it cannot be started, or when the disk refuses.
    pub fn generate(
        &self,
        root: &Path,
        document: &Path,
        folder: &Path,
        name: &str,
    ) -> Result<Result<(), String>, Failure> {
        let failed = |error: io::Error| Failure::new(format!("{}: {error}", self.title()));
        if folder.exists() {
            fs::remove_dir_all(folder).map_err(failed)?;
        }
        fs::create_dir_all(folder).map_err(failed)?;
        let output = self
            .command(root, document, folder, name)
            .output()
            .map_err(failed)?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Ok(Err(ending(&said).to_owned()));
        }
        if self.rest == Rest::Package {
            finish::package(folder, name).map_err(failed)?;
        }
        finish::stand_alone(folder).map_err(failed)?;
        Ok(Ok(()))
    }
}

/// How a generator has ended that wrote `said`.
fn ending(said: &str) -> &'static str {
    if said.contains("panicked at") {
        "panics"
    } else {
        "refuses"
    }
}

/// Whether Cargo's `record` of what is installed in a folder has this version of `package`.
fn is_recorded(record: &str, package: &str, version: &str) -> bool {
    record.contains(&format!("\"{package} {version} "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_has_the_document_the_folder_and_the_name() {
        let of = |name: &str| PEERS.into_iter().find(|peer| peer.name == name).unwrap();
        let line = |peer: Peer| {
            let command = peer.command(
                Path::new("/w"),
                Path::new("/d/a b.yaml"),
                Path::new("/f"),
                "a-b",
            );
            let words = command.get_args().map(|word| word.to_string_lossy());
            words.collect::<Vec<_>>().join("|")
        };
        assert_eq!(
            line(of("ploidy")),
            "generate|rust|/d/a b.yaml|-o|/f|--name|a-b"
        );
        assert_eq!(
            line(of("cargo-progenitor")),
            "progenitor|-i|/d/a b.yaml|-o|/f|-n|a-b|-v|0.0.0"
        );
    }

    #[test]
    fn another_version_is_not_taken_for_the_one_that_is_meant() {
        let record = "[v1]\n\"ploidy 0.15.0 (registry+https://example.com)\" = [\"ploidy\"]\n";
        assert!(is_recorded(record, "ploidy", "0.15.0"));
        assert!(!is_recorded(record, "ploidy", "0.15"));
        assert!(!is_recorded(record, "ploidy", "0.14.0"));
    }

    #[test]
    fn panics_are_no_refusals() {
        assert_eq!(ending("thread 'main' panicked at src/a.rs"), "panics");
        assert_eq!(ending("Error: 3.1 is not known"), "refuses");
    }
}

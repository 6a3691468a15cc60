//! Node, and the packages under `tests/contract`, installed from their lock file when missing.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::Failure;

/// The oldest major version of node that Prism runs on.
const OLDEST_MAJOR: u32 = 18;

/// The program behind `npm`; on Windows it is a batch file and wants its full name.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// A copy of the lock file that the packages were installed from; written last, so that an
/// interrupted installation is repeated.
const STAMP: &str = "node_modules/.installed-from.json";

/// Checks that a `node` that Prism runs on can be started.
pub(super) fn require() -> Result<(), Failure> {
    let output = Command::new("node")
        .arg("--version")
        .output()
        .map_err(|error| {
            Failure::new(format!(
                "the contract check needs node {OLDEST_MAJOR} or newer, and `node` cannot be run \
             ({error}); install it from your system's packages (nodejs, npm) and run again"
            ))
        })?;
    let version = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    match major(&version) {
        Some(major) if major >= OLDEST_MAJOR => Ok(()),
        _ => Err(Failure::new(format!(
            "the contract check needs node {OLDEST_MAJOR} or newer, found `{version}`"
        ))),
    }
}

/// The major number of a version such as `v20.1.2`.
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs the packages that `folder/package-lock.json` names, unless they already are.
pub(super) fn install(folder: &Path) -> Result<(), Failure> {
    let lock = folder.join("package-lock.json");
    let stamp = folder.join(STAMP);
    let wanted = fs::read(&lock)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", lock.display())))?;
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    eprintln!("installing Prism (once, into tests/contract/node_modules)");
    let status = Command::new(NPM)
        .args(["ci", "--no-progress", "--loglevel=error"])
        .current_dir(folder)
        .status()
        .map_err(|error| {
            Failure::new(format!(
                "`npm` cannot be run ({error}); install it beside node"
            ))
        })?;
    if !status.success() {
        return Err(Failure::new(format!(
            "`npm ci` in {} failed ({status})",
            folder.display()
        )));
    }
    fs::write(&stamp, wanted)
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", stamp.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version() {
        assert_eq!(major("v20.1.2"), Some(20));
        assert_eq!(major("v8"), Some(8));
        assert_eq!(major(""), None);
        assert_eq!(major("20.1.2"), None);
    }

    #[test]
    fn a_folder_without_a_lock_file_is_refused() {
        let failure = install(Path::new("/nonexistent")).expect_err("no lock file");
        assert!(failure.to_string().contains("package-lock.json"));
    }
}

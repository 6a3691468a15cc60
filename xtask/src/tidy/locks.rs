//! Whether the two lock files of the repository agree.
//!
//! `xtask/run` is a workspace of its own with a lock file of its own. What is locked in it to a
//! version that the workspace does not use would be compiled twice.

use std::collections::BTreeSet;

/// The packages of the lock file `small` that `large` has not, each as `name version`.
pub(super) fn missing<'l>(small: &'l str, large: &'l str) -> Vec<String> {
    let large: BTreeSet<(&str, &str)> = packages(large).collect();
    packages(small)
        .filter(|(name, _)| *name != "xtask-run")
        .filter(|package| !large.contains(package))
        .map(|(name, version)| format!("{name} {version}"))
        .collect()
}

/// Name and version of each package in the text of a `Cargo.lock`.
fn packages(lock: &str) -> impl Iterator<Item = (&str, &str)> {
    lock.split("[[package]]").skip(1).filter_map(|package| {
        let value = |key: &str| {
            let line = package.lines().find(|line| line.starts_with(key))?;
            line.strip_prefix(key)?.strip_prefix(" = ")
        };
        let unquoted = |key| value(key).map(|value| value.trim_matches('"'));
        Some((unquoted("name")?, unquoted("version")?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_that_only_one_lock_file_has_are_named() {
        let large = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\n";
        let small = "[[package]]\nname = \"xtask-run\"\nversion = \"0.1.0\"\n\n\
                     [[package]]\nname = \"a\"\nversion = \"1.0.1\"\n\n\
                     [[package]]\nname = \"a\"\nversion = \"1.0.0\"\n";
        assert_eq!(missing(small, large), ["a 1.0.1"]);
        assert_eq!(missing(large, large), [""; 0]);
    }
}

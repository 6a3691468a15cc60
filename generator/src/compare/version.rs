//! The version of the crate that a change asks for.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use crate::surface::Verdict;

/// A version (Semantic Versioning 2.0.0), without what stands behind `+`, which orders nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    core: [u64; 3],
    pre: Vec<String>,
}

/// The text is no version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidVersion;

impl fmt::Display for InvalidVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a version: three numbers, `1.2.3`")
    }
}

impl std::error::Error for InvalidVersion {}

impl Version {
    /// The lowest version that may follow this one with a change of `level`: before 1.0 the second number is raised
    /// by what breaks and the third by everything else, as Cargo reads versions.
    #[must_use]
    pub fn next(&self, level: Verdict) -> Self {
        let [major, minor, patch] = self.core;
        let core = match (level, major) {
            // A version that is not out yet becomes what it announces.
            _ if !self.pre.is_empty() => self.core,
            (Verdict::Breaking, 1..) => [major + 1, 0, 0],
            (Verdict::Breaking, 0) | (Verdict::Minor, 1..) => [major, minor + 1, 0],
            (Verdict::Minor, 0) | (Verdict::None, _) => [major, minor, patch + 1],
        };
        Self {
            core,
            pre: Vec::new(),
        }
    }
}

impl FromStr for Version {
    type Err = InvalidVersion;

    fn from_str(text: &str) -> Result<Self, InvalidVersion> {
        let text = text.split('+').next().unwrap_or_default();
        let (core, pre) = match text.split_once('-') {
            Some((core, pre)) => (core, pre.split('.').map(str::to_owned).collect()),
            None => (text, Vec::new()),
        };
        let numbers: Result<Vec<u64>, _> = core.split('.').map(str::parse).collect();
        let core = numbers.map_err(|_| InvalidVersion)?;
        let core = core.try_into().map_err(|_| InvalidVersion)?;
        Ok(Self { core, pre })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.core;
        write!(f, "{major}.{minor}.{patch}")?;
        match self.pre.is_empty() {
            true => Ok(()),
            false => write!(f, "-{}", self.pre.join(".")),
        }
    }
}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    /// Section 11 of the specification: a version is higher than what announces it.
    fn cmp(&self, other: &Self) -> Ordering {
        let pre = match (self.pre.is_empty(), other.pre.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Greater,
            (false, true) => Ordering::Less,
            (false, false) => labels(&self.pre, &other.pre),
        };
        self.core.cmp(&other.core).then(pre)
    }
}

/// Numbers go before words; of two that begin alike the longer one is higher.
fn labels(a: &[String], b: &[String]) -> Ordering {
    let both = a
        .iter()
        .zip(b)
        .map(|(a, b)| match (a.parse::<u64>(), b.parse::<u64>()) {
            (Ok(a), Ok(b)) => a.cmp(&b),
            (Ok(_), Err(_)) => Ordering::Less,
            (Err(_), Ok(_)) => Ordering::Greater,
            (Err(_), Err(_)) => a.cmp(b),
        });
    both.fold(Ordering::Equal, Ordering::then)
        .then(a.len().cmp(&b.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_version_follows_cargo() {
        use Verdict::{Breaking, Minor, None};
        for (version, level, next) in [
            ("0.1.0", None, "0.1.1"),
            ("0.1.0", Minor, "0.1.1"),
            ("0.1.3", Breaking, "0.2.0"),
            ("1.2.3", None, "1.2.4"),
            ("1.2.3", Minor, "1.3.0"),
            ("1.2.3+7", Breaking, "2.0.0"),
            ("2.0.0-rc.1", Breaking, "2.0.0"),
        ] {
            let made = version.parse::<Version>().unwrap().next(level);
            assert_eq!(made.to_string(), next, "{version} {level:?}");
        }
    }

    #[test]
    fn versions_have_an_order() {
        let order = [
            "1.0.0-alpha",
            "1.0.0-alpha.1",
            "1.0.0-alpha.beta",
            "1.0.0-beta.2",
            "1.0.0-beta.11",
            "1.0.0",
            "1.0.10",
            "1.1.0",
            "2.0.0",
        ];
        let parsed: Vec<Version> = order.iter().map(|text| text.parse().unwrap()).collect();
        assert!(parsed.is_sorted());
        assert!("1.0".parse::<Version>().is_err());
    }
}

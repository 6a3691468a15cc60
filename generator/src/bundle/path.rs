//! Paths in references: relative to the file in which they stand, never outside the root's folder.

use crate::pointer::percent_decode;

/// Why a path is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// It is a URL.
    Network,
    /// It starts at the file system's root.
    Absolute,
    /// It goes up above the folder of the root document.
    Above,
    /// It has a character that no portable path has.
    Invalid,
}

impl Refused {
    /// Why, as a part of a sentence.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::Network => "leads to the network",
            Self::Absolute => "is an absolute path",
            Self::Above => "leads out of the document's folder",
            Self::Invalid => "is no path to a file",
        }
    }
}

/// The file that `path` names when it stands in the file `from`; both are relative to the root
/// document's folder.
pub(super) fn resolve(from: &str, path: &str) -> Result<String, Refused> {
    if path.contains("://") || path.starts_with("//") || path.starts_with("urn:") {
        return Err(Refused::Network);
    }
    let path = percent_decode(path).ok_or(Refused::Invalid)?;
    if path.contains(['\\', '\0', ':']) {
        return Err(Refused::Invalid);
    }
    if path.starts_with('/') {
        return Err(Refused::Absolute);
    }
    let mut segments: Vec<&str> = from.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop().ok_or(Refused::Above)?;
            }
            name => segments.push(name),
        }
    }
    if segments.is_empty() {
        Err(Refused::Invalid)
    } else {
        Ok(segments.join("/"))
    }
}

#[cfg(test)]
mod tests {
    use super::{Refused, resolve};

    #[test]
    fn paths_stay_in_the_folder() {
        assert_eq!(resolve("api.yaml", "./a/b.yml").as_deref(), Ok("a/b.yml"));
        assert_eq!(
            resolve("a/b/c.yml", "../d%20e.yml").as_deref(),
            Ok("a/d e.yml")
        );
        assert_eq!(resolve("a/b.yml", "../../etc/passwd"), Err(Refused::Above));
        assert_eq!(resolve("a/b.yml", "%2e%2e/%2e%2e/x"), Err(Refused::Above));
        assert_eq!(resolve("a.yml", "/etc/passwd"), Err(Refused::Absolute));
        assert_eq!(resolve("a.yml", "%2Fetc/passwd"), Err(Refused::Absolute));
        assert_eq!(
            resolve("a.yml", "http://example.com/a.yml"),
            Err(Refused::Network)
        );
        assert_eq!(resolve("a.yml", "file:a.yml"), Err(Refused::Invalid));
        assert_eq!(resolve("a.yml", "c:\\a.yml"), Err(Refused::Invalid));
        assert_eq!(resolve("a.yml", "."), Err(Refused::Invalid));
    }
}

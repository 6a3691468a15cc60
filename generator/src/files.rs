//! The result of a run: an ordered map from relative path to text.

use std::collections::BTreeMap;
use std::collections::btree_map;

/// Files of an emitted crate, by their path relative to the crate's folder.
///
/// Paths use `/` on every platform and are sorted by bytes, so that two runs over the same input
/// give the same list. Nothing here touches a disk: who holds the value decides where it goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

impl Files {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file, or replaces the text of the one at `path`, whose old text is returned.
    ///
    /// `path` must satisfy [`is_portable`]. The generator makes its paths itself, so another one is
    /// a mistake in the generator: debug builds stop there, and whoever writes the files has to
    /// check again.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) -> Option<String> {
        let path = path.into();
        debug_assert!(is_portable(&path), "not a portable relative path: {path:?}");
        self.0.insert(path, text.into())
    }

    /// The text of the file at `path`.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// Whether there is a file at `path`.
    #[must_use]
    pub fn contains(&self, path: &str) -> bool {
        self.0.contains_key(path)
    }

    /// Path and text of every file, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The path of every file, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<P: Into<String>, T: Into<String>> Extend<(P, T)> for Files {
    fn extend<I: IntoIterator<Item = (P, T)>>(&mut self, files: I) {
        for (path, text) in files {
            self.insert(path, text);
        }
    }
}

impl<P: Into<String>, T: Into<String>> FromIterator<(P, T)> for Files {
    fn from_iter<I: IntoIterator<Item = (P, T)>>(files: I) -> Self {
        let mut all = Self::new();
        all.extend(files);
        all
    }
}

impl IntoIterator for Files {
    type Item = (String, String);
    type IntoIter = btree_map::IntoIter<String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Whether `path` names a file below the folder that it is joined to, on every platform.
///
/// That is: segments joined by `/`, none of them empty, `.` or `..`, and no character that some
/// file system reads as a separator, a drive or a stream (`\`, `:`) or refuses (control characters).
#[must_use]
pub fn is_portable(path: &str) -> bool {
    let plain_segment = |segment: &str| !matches!(segment, "" | "." | "..");
    let plain_char = |c: char| !c.is_control() && !matches!(c, '\\' | ':');
    path.split('/').all(plain_segment) && path.chars().all(plain_char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_sorted_by_path() {
        let files: Files = [("src/lib.rs", "b"), ("Cargo.toml", "a")]
            .into_iter()
            .collect();
        let all: Vec<_> = files.iter().collect();
        assert_eq!(all, [("Cargo.toml", "a"), ("src/lib.rs", "b")]);
        assert_eq!(files.get("src/lib.rs"), Some("b"));
        assert_eq!(files.len(), 2);
    }

    #[test]
    fn a_second_text_replaces_the_first() {
        let mut files = Files::new();
        assert_eq!(files.insert("a", "1"), None);
        assert_eq!(files.insert("a", "2"), Some("1".to_owned()));
        assert_eq!(files.get("a"), Some("2"));
    }

    #[test]
    fn only_paths_below_the_folder_are_portable() {
        for path in ["Cargo.toml", "src/lib.rs", ".gitignore", "a b/ö.md"] {
            assert!(is_portable(path), "{path:?}");
        }
        for path in [
            "", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a\\b", "C:/a", "a\nb", "a\0",
        ] {
            assert!(!is_portable(path), "{path:?}");
        }
    }

    #[test]
    #[cfg(debug_assertions)]
    #[should_panic(expected = "not a portable relative path")]
    fn debug_builds_stop_at_a_path_outside() {
        Files::new().insert("../a", "");
    }
}

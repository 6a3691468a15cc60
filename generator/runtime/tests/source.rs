//! The list of modules agrees with the files.

#![allow(clippy::expect_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use apicrate_runtime::source::{ADDED_TO, MODULES, with_needs};

/// The crates that a module may use, as they are written in paths.
const CRATES: [&str; 17] = [
    "bytes",
    "chrono",
    "futures_core",
    "h2",
    "http",
    "http_body",
    "http_body_util",
    "indexmap",
    "jiff",
    "reqwest",
    "serde",
    "serde_json",
    "time",
    "tokio",
    "tracing",
    "url",
    "uuid",
];

fn source_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Path and text of every file that is to be copied.
fn files() -> BTreeMap<String, String> {
    let root = source_folder();
    let mut files = BTreeMap::new();
    for folder in [root.clone(), root.join("json")] {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path
                .strip_prefix(&root)
                .expect("inside")
                .to_string_lossy()
                .into_owned();
            if path.is_file() && !["lib.rs", "source.rs"].contains(&name.as_str()) {
                files.insert(name, fs::read_to_string(&path).expect("text"));
            }
        }
    }
    files
}

/// Whether `text` has `word` as a path's first segment after `before`.
fn names(text: &str, before: &str, word: &str) -> bool {
    let inside = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .any(|line| {
            line.match_indices(&format!("{before}{word}"))
                .any(|(at, found)| {
                    let (left, right) = (&line[..at], &line[at + found.len()..]);
                    !left.ends_with(inside)
                        && (right.starts_with("::")
                            || (line.starts_with("use ") && right.starts_with(';')))
                })
        })
}

#[test]
fn every_file_is_listed_once_with_its_text() {
    let listed: Vec<(&str, &str)> = MODULES
        .iter()
        .flat_map(|module| module.files)
        .copied()
        .collect();
    let as_map: BTreeMap<_, _> = listed
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    assert_eq!(listed.len(), as_map.len());
    assert_eq!(as_map, files());
}

#[test]
fn nothing_else_needs_what_an_api_adds_to() {
    for module in MODULES.iter().filter(|one| !ADDED_TO.contains(&one.name)) {
        let found = module.needs.iter().find(|need| ADDED_TO.contains(need));
        assert_eq!(found, None, "{}", module.name);
    }
    let are_known = |name: &&str| MODULES.iter().any(|module| module.name == *name);
    assert!(ADDED_TO.iter().all(are_known));
}

#[test]
fn modules_are_in_order_and_declared_as_listed() {
    let library = fs::read_to_string(source_folder().join("lib.rs")).expect("text");
    let listed: Vec<String> = MODULES
        .iter()
        .map(|module| {
            format!(
                "{}mod {};",
                if module.public { "pub " } else { "" },
                module.name
            )
        })
        .collect();
    assert!(MODULES.is_sorted_by_key(|module| module.name));
    let declared: Vec<&str> = library
        .lines()
        .filter(|line| line.contains("mod ") && !line.contains("source"))
        .collect();
    assert_eq!(declared, listed);
}

#[test]
fn needs_and_crates_are_those_of_the_text() {
    for module in MODULES {
        let text: String = module.files.iter().map(|(_, text)| *text).collect();
        let needed: BTreeSet<&str> = MODULES
            .iter()
            .map(|other| other.name)
            // Inside a folder, `super::` names a sibling file.
            .filter(|name| module.files.len() == 1 && names(&text, "super::", name))
            .chain(MODULES.iter().map(|other| other.name).filter(|name| {
                names(&text, "super::super::", name)
                    || text.contains(&format!("use super::{{{name}"))
            }))
            .collect();
        assert_eq!(
            needed,
            module.needs.iter().copied().collect(),
            "{}",
            module.name
        );
        let used: BTreeSet<&str> = CRATES
            .into_iter()
            .filter(|name| names(&text, "", name) || names(&text, "::", name))
            .collect();
        assert_eq!(
            used,
            module.crates.iter().copied().collect(),
            "{}",
            module.name
        );
    }
}

#[test]
fn modules_stand_alone() {
    for (path, text) in files() {
        assert!(text.starts_with("//! "), "{path} has documentation");
        assert!(
            !text.contains("cfg(test)"),
            "{path} has no tests of its own"
        );
        assert!(
            !text.contains("crate::") || path == "json/macros.rs",
            "{path} uses `super`"
        );
    }
}

#[test]
fn needs_are_followed() {
    let names = |wanted: &[&str]| -> Vec<&str> {
        with_needs(wanted)
            .iter()
            .map(|module| module.name)
            .collect()
    };
    assert_eq!(
        names(&["date", "no_such_module"]),
        ["calendar", "date", "json", "rfc3339"]
    );
    let client = names(&["client"]);
    assert!(client.contains(&"parameter_value") && client.contains(&"base64"));
    assert!(!client.contains(&"date") && !client.contains(&"uuid"));
}

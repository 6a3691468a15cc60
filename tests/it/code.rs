//! The emitted code of each case: the files that the case is about.

use std::fmt::Write as _;

use crate::case::{Case, compare, each};

/// Which files the words of a case's `# shows:` line stand for.
const SHOWN: [(&str, &[&str]); 10] = [
    ("docs", &["docs/"]),
    ("models", &["src/models/"]),
    ("operations", &["src/operations/"]),
    ("errors", &["src/errors/"]),
    ("headers", &["src/headers"]),
    ("client", &["src/client.rs"]),
    ("foreign", &["src/foreign.rs"]),
    ("incoming", &["src/incoming.rs"]),
    ("tests", &["tests/"]),
    (
        "package",
        &[
            "Cargo.toml",
            "README.md",
            "runtime/Cargo.toml",
            "runtime/src/lib.rs",
            "src/lib.rs",
            "src/models.rs",
            "src/operations.rs",
            "src/runtime.rs",
        ],
    ),
];

fn check(case: &Case) {
    let shown = shown(case);
    let mut code = String::new();
    for (path, text) in case.files().iter() {
        if shown.iter().any(|start| path.starts_with(start)) {
            let _ = writeln!(code, "// === {path}\n{text}");
        }
    }
    assert!(!code.is_empty(), "{} shows nothing", case.name);
    compare("code", &case.name, &code);
}

/// The beginnings of the paths that the case's `# shows:` line asks for.
fn shown(case: &Case) -> Vec<&'static str> {
    let line = case.shows().expect("a line `# shows: …`");
    let words = line.split_whitespace();
    let paths = words.map(|word| {
        let found = SHOWN.iter().find(|(known, _)| *known == word);
        found
            .unwrap_or_else(|| panic!("{}: shows {word}?", case.name))
            .1
    });
    paths.flatten().copied().collect()
}

#[test]
fn each_case_is_emitted_as_reviewed() {
    each(&Case::all(), |case| case.name.clone(), check);
}

#[test]
fn cases_are_small_and_say_what_they_are() {
    for case in Case::all() {
        assert!(case.text().lines().count() <= 40, "{} is long", case.name);
        assert!(case.title().is_some(), "{} says nothing", case.name);
    }
}

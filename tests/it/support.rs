//! The table of what becomes of each construct: it names cases that show it, and the README has it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use xtask::support::{LIST, PAGE, Row, Support};

use crate::case::{Case, documents, tests, workspace};

fn support() -> Support {
    let text = fs::read_to_string(workspace().join(LIST)).expect("a readable list");
    Support::parse(&text).expect("a list of constructs")
}

/// The document that the table calls `name`.
fn document(name: &str) -> Option<PathBuf> {
    let folder = if name.contains('/') { "" } else { "cases" };
    let path = tests().join(folder).join(name);
    ["yaml", "json"]
        .map(|extension| path.with_extension(extension))
        .into_iter()
        .find(|path| path.exists())
}

/// What is wrong with a row.
fn problems(row: &Row) -> Vec<String> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for (name, needle) in &row.shown {
        let Some(path) = document(name) else {
            found.push(format!("there is no case `{name}`"));
            continue;
        };
        let case = Case::read(&path);
        if !case.text().contains(needle.as_str()) {
            found.push(format!("`{name}` has no `{needle}`"));
        }
        let diagnostics = case.generate().diagnostics;
        told.extend(diagnostics.into_iter().map(|told| told.code.to_string()));
    }
    if let Some(code) = row.told.as_ref().filter(|code| !told.contains(*code)) {
        found.push(format!("no case gives {code}: {}", row.construct));
    }
    found
}

#[test]
fn each_construct_is_shown_by_its_cases() {
    let support = support();
    let found: Vec<String> = support.rows().flat_map(problems).collect();
    assert!(found.is_empty(), "{LIST}:\n{}", found.join("\n"));
}

#[test]
fn each_case_shows_a_construct() {
    let support = support();
    let named: BTreeSet<&str> = support
        .rows()
        .flat_map(|row| row.shown.keys().map(String::as_str))
        .collect();
    let cases = documents(&tests().join("cases"));
    let names = cases.iter().filter_map(|path| path.file_stem()?.to_str());
    let unnamed: Vec<&str> = names.filter(|name| !named.contains(name)).collect();
    assert!(unnamed.is_empty(), "{LIST} does not name {unnamed:?}");
}

#[test]
fn the_readme_has_the_table() {
    let page = fs::read_to_string(workspace().join(PAGE)).expect("a readable page");
    let written = support().written_into(&page);
    assert!(written == Some(page), "run `cargo xtask support`");
}

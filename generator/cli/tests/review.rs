//! `review` says of a pull request whether the crate is up to date, and what has changed.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod common;

use std::fs;
use std::path::Path;

use apicrate_cli::codegen;
use apicrate_cli::exit::Exit;
use apicrate_cli::review::{self, MARKER};
use common::git;
use tempfile::TempDir;

const SPEC: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
    Pet:
      type: object
      properties: {name: {type: string}}
";

/// A repository whose last commit has a description and its crate.
fn repository() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("spec")).unwrap();
    fs::write(folder.path().join("spec/codegen.toml"), "").unwrap();
    describe(folder.path(), SPEC);
    generate(folder.path());
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message", "One"]);
    folder
}

fn describe(folder: &Path, text: &str) {
    fs::write(folder.join("spec/openapi.yaml"), text).unwrap();
}

fn generate(folder: &Path) {
    let done = codegen::run(folder, &codegen::Request::default()).unwrap();
    assert_eq!(done, Exit::Done);
}

fn review(folder: &Path) -> (Exit, String) {
    let summary = folder.join("summary.md");
    let request = review::Request {
        base: "HEAD".to_owned(),
        summary: Some(summary.clone()),
        ..review::Request::default()
    };
    let exit = review::run(folder, &request).unwrap();
    (exit, fs::read_to_string(summary).unwrap())
}

#[test]
fn a_change_that_was_generated_is_told() {
    let folder = repository();
    describe(folder.path(), &SPEC.replace("name:", "title:"));
    generate(folder.path());
    let (exit, summary) = review(folder.path());
    assert_eq!(exit, Exit::Done);
    assert!(summary.starts_with(MARKER), "{summary}");
    assert!(
        summary.contains("api **breaking**, wire **none**"),
        "{summary}"
    );
    assert!(summary.contains("`models::Pet.name`"), "{summary}");
    assert!(!summary.contains("WARNING"), "{summary}");
}

#[test]
fn a_change_that_was_not_generated_fails_and_says_so() {
    let folder = repository();
    describe(folder.path(), &SPEC.replace("name:", "title:"));
    let (exit, summary) = review(folder.path());
    assert_eq!(exit, Exit::Problems);
    assert!(summary.contains("run `apicrate codegen`"), "{summary}");
    assert!(
        summary.contains("- the description has changed since"),
        "{summary}"
    );
    assert!(summary.contains("`models::Pet.name`"), "{summary}");
}

#[test]
fn a_description_with_errors_is_told_as_such() {
    let folder = repository();
    let broken = SPEC.replace("{type: string}", "{$ref: '#/nowhere'}");
    describe(folder.path(), &broken);
    let (exit, summary) = review(folder.path());
    assert_eq!(exit, Exit::Problems);
    assert!(
        summary.contains("### The description has problems"),
        "{summary}"
    );
    assert!(summary.contains("- AC0203: "), "{summary}");
}

//! `diff` finds the version to compare with: a revision of the repository, or a file.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

mod common;

use std::fs;
use std::path::Path;

use apicrate_cli::diff::{Request, compared};
use common::git;

const SPEC: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths: {}
components:
  schemas:
    Pet: {$ref: 'parts/pet.yaml'}
";
const PET: &str = "type: object\nproperties: {name: {type: string}}\n";

/// A repository with a description of two files and its settings, of which the working copy has a new version.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    fs::create_dir_all(folder.path().join("spec/parts")).unwrap();
    write("spec/openapi.yaml", SPEC);
    write("spec/parts/pet.yaml", PET);
    write("spec/codegen.toml", "[crate]\nversion = \"1.0.0\"\n");
    git(folder.path(), &["init", "--quiet"]);
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message", "One"]);
    write("spec/parts/pet.yaml", &PET.replace("name", "title"));
    write("spec/codegen.toml", "[crate]\nversion = \"2.0.0\"\n");
    folder
}

/// The changes since `base`, each as its code, place and item.
fn changes(folder: &Path, base: Option<&str>) -> Vec<String> {
    let request = Request {
        base: base.map(str::to_owned),
        ..Request::default()
    };
    let compared = compared(folder, &request).unwrap().unwrap();
    let changes = compared.comparison.changes.iter();
    let told = changes.map(|change| {
        let side = change.new.as_ref().or(change.old.as_ref()).unwrap();
        let file = side.file.rsplit('/').next().unwrap_or_default();
        format!("{} {file}:{} {}", change.code, side.line, change.item)
    });
    told.collect()
}

#[test]
fn the_last_commit_is_what_to_compare_with() {
    let folder = repository();
    let expected = [
        "property-removed pet.yaml:2 models::Pet.name",
        "property-added pet.yaml:2 models::Pet.title",
    ];
    assert_eq!(changes(folder.path(), None), expected);
    assert_eq!(changes(folder.path(), Some("HEAD")), expected);
    let request = Request::default();
    let compared = compared(folder.path(), &request).unwrap().unwrap();
    let versions = (compared.base.to_string(), compared.now.to_string());
    assert_eq!(versions, ("1.0.0".to_owned(), "2.0.0".to_owned()));
}

#[test]
fn a_file_can_be_compared_with() {
    let folder = repository();
    let spec = folder.path().join("spec/openapi.yaml");
    assert!(changes(folder.path(), spec.to_str()).is_empty());
}

#[test]
fn what_is_neither_is_said() {
    let folder = repository();
    let request = Request {
        base: Some("nowhere".to_owned()),
        ..Request::default()
    };
    let failure = compared(folder.path(), &request).unwrap_err();
    let expected = "`nowhere` is neither a file nor a revision of the repository";
    assert_eq!(failure.to_string(), expected);
}

#[test]
fn each_side_has_its_own_overlays() {
    let folder = repository();
    let write = |path: &str, text: &str| fs::write(folder.path().join(path), text).unwrap();
    let overlay = |member: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{title: T, version: '1'}}\nactions:\n  - target: $.components.schemas\n    \
             update: {{Shop: {{type: object, properties: {{{member}: {{type: string}}}}}}}}\n"
        )
    };
    write("spec/parts/pet.yaml", PET);
    write(
        "spec/codegen.toml",
        "[overlays]\nfiles = [\"shops.yaml\"]\n",
    );
    write("spec/shops.yaml", &overlay("name"));
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message", "Shops"]);
    assert_eq!(changes(folder.path(), None), Vec::<String>::new());
    write("spec/shops.yaml", &overlay("title"));
    let found = changes(folder.path(), None);
    assert!(
        !found.is_empty() && found.iter().all(|line| line.contains("Shop")),
        "{found:?}"
    );
}

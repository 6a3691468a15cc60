//! A feature for each tag: whichever are on, the crate compiles, and has what they stand for.

use std::fs;

use crate::case::{Case, tests};
use crate::compiled::{cargo, has_no_warning, lock};

/// The features of the case's tags; the last one is that of operations without a tag.
const TAGS: [&str; 3] = ["pets", "http-tag", "api"];

/// What the crate has with each of the features alone, and with none of the others.
const OWN: [&str; 3] = [
    "case_features_of_tags::models::Pets",
    "case_features_of_tags::operations::http::OpenShop",
    "case_features_of_tags::models::Visits",
];

#[test]
fn every_set_of_tags_compiles_without_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    let case = Case::all().into_iter();
    let case = case
        .into_iter()
        .find(|case| case.name == "features_of_tags");
    let files = case.expect("the case").files();
    xtask::tree::write(folder.path(), files).expect("an empty folder");
    let manifest = folder.path().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    fs::write(&manifest, format!("{text}\n[workspace]\n")).expect("a writable file");
    lock(folder.path());
    for set in 0..(1 << TAGS.len()) {
        let is_on = |index: &usize| set & (1 << index) != 0;
        let chosen: Vec<usize> = (0..TAGS.len()).filter(is_on).collect();
        let features: Vec<&str> = chosen
            .iter()
            .filter_map(|&at| TAGS.get(at).copied())
            .collect();
        let uses = chosen.iter().filter_map(|&at| OWN.get(at));
        let program: String = uses.map(|path| format!("use {path} as _;\n")).collect();
        let example = folder.path().join("examples");
        fs::create_dir_all(&example).expect("a folder");
        let program = format!("#![allow(unused_imports)]\n{program}fn main() {{}}\n");
        fs::write(example.join("uses.rs"), program).expect("a writable file");
        let features = features.join(",");
        let with = ["--no-default-features", "--features", &features];
        has_no_warning(&cargo(
            folder.path(),
            &[&["check", "--examples"], &with[..]].concat(),
        ));
    }
    has_no_warning(&cargo(
        folder.path(),
        &[
            "doc",
            "--no-deps",
            "--no-default-features",
            "--features",
            "all",
        ],
    ));
}

#[test]
fn the_surface_is_that_of_all_tags() {
    let path = tests().join("cases/features_of_tags.yaml");
    let surface = Case::read(&path).generate().surface;
    let conditions = surface
        .items()
        .iter()
        .filter_map(|item| item.condition.as_deref());
    for condition in conditions {
        assert!(
            !TAGS.iter().any(|tag| condition.contains(tag)),
            "{condition}"
        );
    }
    let has = |path: &str| surface.items().iter().any(|item| item.path == path);
    assert!(has("models::Pets") && has("models::Dates") && has("Client::http"));
}

//! The runtime as a module and as a package: the same client for who uses it.

use std::collections::BTreeMap;

use apicrate::settings::{RuntimeLayout, Settings};

use crate::case::{Case, each};

/// The files of the case with its runtime as `layout` says.
fn files(case: &Case, layout: RuntimeLayout) -> BTreeMap<String, String> {
    let mut case = case.with_text(case.text().to_owned());
    case.change_settings(|settings| settings.package.runtime = layout);
    let files = case.files();
    let owned = files.iter().map(|(path, text)| (path.into(), text.into()));
    owned.collect()
}

/// The name of a file of the runtime below the folder that it is in.
fn of_runtime(path: &str) -> Option<&str> {
    path.strip_prefix("src/runtime/")
        .or_else(|| path.strip_prefix("runtime/src/"))
}

/// The names of all files of the runtime.
fn of_all(files: &BTreeMap<String, String>) -> Vec<&str> {
    let mut names: Vec<&str> = files.keys().filter_map(|path| of_runtime(path)).collect();
    names.sort_unstable();
    names
}

fn check(case: &Case) {
    let module = files(case, RuntimeLayout::Module);
    let package = files(case, RuntimeLayout::Package);
    // Lists of modules and manifests differ; whether they are right is for the compiler to say.
    let differ = ["Cargo.toml", "src/lib.rs", "src/runtime.rs"];
    for (path, text) in &module {
        let name = of_runtime(path);
        let same = package.iter().find(|(other, _)| match name {
            Some(name) => of_runtime(other) == Some(name),
            None => *other == path,
        });
        let (_, same) = same.unwrap_or_else(|| panic!("{}: no {path} in a package", case.name));
        assert!(
            differ.contains(&path.as_str()) || same == text,
            "{}: {path} differs",
            case.name
        );
    }
    let new: Vec<&String> = package
        .keys()
        .filter(|path| of_runtime(path).is_none() && !module.contains_key(*path))
        .collect();
    assert_eq!(new, ["runtime/Cargo.toml"], "{}", case.name);
    let mut once = of_all(&module);
    once.push("lib.rs");
    once.sort_unstable();
    assert_eq!(of_all(&package), once, "{}", case.name);
}

#[test]
fn only_lists_and_manifests_differ() {
    each(&Case::all(), |case| case.name.clone(), check);
}

#[test]
fn the_package_has_not_the_name_of_a_crate_of_the_users() {
    let mut case = Case::product();
    let own = "[dependencies]\nmist-api_runtime = \"1\"\n";
    let own = Settings::parse(own).expect("settings").dependencies;
    case.change_settings(|settings| settings.dependencies = own);
    let files = files(&case, RuntimeLayout::Package);
    let manifest = &files["runtime/Cargo.toml"];
    assert!(manifest.contains("name = \"mist-api-runtime-own\""));
    assert!(files["src/runtime.rs"].contains("pub use mist_api_runtime_own::*;"));
    assert!(files["Cargo.toml"].contains("\nmist-api-runtime-own = {"));
}

#[test]
fn what_the_api_adds_to_stays_with_it() {
    let files = files(&Case::product(), RuntimeLayout::Package);
    let stays: Vec<&str> = files
        .keys()
        .filter_map(|path| path.strip_prefix("src/runtime/"))
        .collect();
    assert_eq!(stays, ["client.rs", "mock.rs"]);
}

//! The emitted crate stands alone: copied out of this workspace it builds and passes its tests.

use std::fs;
use std::path::Path;

use apicrate::settings::RuntimeLayout;

use crate::case::{Case, workspace};
use crate::compiled::{cargo, lock};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a writable folder");
    for entry in fs::read_dir(from).expect("a readable folder") {
        let entry = entry.expect("a folder entry");
        let (path, copied) = (entry.path(), to.join(entry.file_name()));
        if entry.file_name() == "target" {
            continue;
        }
        if path.is_dir() {
            copy(&path, &copied);
        } else {
            fs::copy(&path, &copied).expect("a readable file");
        }
    }
}

#[test]
fn the_emitted_crate_passes_its_tests_elsewhere() {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&workspace().join("generated"), folder.path());
    lock(folder.path());
    cargo(folder.path(), &["test"]);
}

/// A workspace with a program that depends on the crate by path, as `docs/vendoring.md` has it.
#[test]
fn another_workspace_uses_the_emitted_crate_by_path() {
    let copied = |to: &Path| copy(&workspace().join("generated"), to);
    // With its runtime as a package, it is two that come in one folder.
    let apart = |to: &Path| {
        let mut case = Case::product();
        case.change_settings(|settings| settings.package.runtime = RuntimeLayout::Package);
        fs::create_dir_all(to).expect("a writable folder");
        xtask::tree::write(to, case.files()).expect("an empty folder");
        assert!(to.join("runtime/Cargo.toml").is_file());
    };
    is_used_by_path(copied);
    is_used_by_path(apart);
}

/// Checks a program of another workspace that has the crate from `vendor`, which brings it to a folder.
fn is_used_by_path(vendor: impl Fn(&Path)) {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, text: &str| {
        let place = folder.path().join(path);
        fs::create_dir_all(place.parent().expect("a parent")).expect("a writable folder");
        fs::write(place, text).expect("a writable folder");
    };
    vendor(&folder.path().join("vendor/mist-api"));
    write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"app\", \"vendor/mist-api\"]\n",
    );
    write(
        "app/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2021\"\n\n\
         [dependencies]\nmist-api = { path = \"../vendor/mist-api\", default-features = false }\n",
    );
    write(
        "app/src/main.rs",
        "fn main() {\n    let client = mist_api::Client::builder().api_token(\"t\").build();\n    \
         println!(\"{}\", client.is_ok());\n}\n",
    );
    lock(folder.path());
    cargo(folder.path(), &["check", "--workspace"]);
}

/// The name and the licence are the user's, and what is packaged builds without what is around it.
#[test]
fn the_emitted_crate_can_be_published_under_another_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut case = Case::product();
    case.change_settings(|settings| {
        settings.package.name = Some("acme-mist".to_owned());
        settings.package.license = Some("Apache-2.0".to_owned());
    });
    xtask::tree::write(folder.path(), case.files()).expect("an empty folder");
    let manifest = fs::read_to_string(folder.path().join("Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"acme-mist\""), "{manifest}");
    assert!(manifest.contains("license = \"Apache-2.0\""), "{manifest}");
    lock(folder.path());
    let said = cargo(
        folder.path(),
        &["package", "--allow-dirty", "--no-default-features"],
    );
    assert!(said.contains("Verifying acme-mist"), "{said}");
}

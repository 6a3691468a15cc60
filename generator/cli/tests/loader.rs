//! Which files a description can refer to.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;

use apicrate::inputs::Loader;
use apicrate_cli::loader::FileLoader;
use tempfile::TempDir;

fn reason(loader: &FileLoader, path: &str) -> String {
    loader.load(path).unwrap_err().reason
}

#[test]
fn files_below_the_folder_are_read() {
    let dir = TempDir::new().unwrap();
    fs::create_dir(dir.path().join("models")).unwrap();
    fs::write(dir.path().join("models/pet.yaml"), "a: 1").unwrap();
    let loader = FileLoader::beside(&dir.path().join("api.yaml")).unwrap();
    assert_eq!(loader.load("models/pet.yaml").unwrap(), "a: 1");
    assert_eq!(reason(&loader, "models/dog.yaml"), "no such file");
    assert_eq!(reason(&loader, "models/pet.yaml/x"), "no such file");
    assert_eq!(reason(&loader, "models"), "it is not a file");
    fs::write(dir.path().join("image"), [0xff, 0xfe]).unwrap();
    assert_eq!(reason(&loader, "image"), "it is not UTF-8 text");
}

#[test]
fn nothing_outside_the_folder_is_read() {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("secret"), "s").unwrap();
    fs::create_dir(dir.path().join("spec")).unwrap();
    let loader = FileLoader::beside(&dir.path().join("spec/api.yaml")).unwrap();
    let absolute = dir.path().join("secret").display().to_string();
    for path in ["../secret", "a/../../secret", absolute.as_str(), ""] {
        assert!(
            reason(&loader, path).contains("leaves the folder"),
            "{path}"
        );
    }
}

#[cfg(unix)]
#[test]
fn links_may_not_lead_out_of_the_folder() {
    use std::os::unix::fs::symlink;
    let dir = TempDir::new().unwrap();
    let spec = dir.path().join("spec");
    fs::create_dir(&spec).unwrap();
    fs::write(dir.path().join("secret"), "s").unwrap();
    fs::write(spec.join("inside"), "i").unwrap();
    symlink(dir.path().join("secret"), spec.join("out")).unwrap();
    symlink(spec.join("inside"), spec.join("in")).unwrap();
    let loader = FileLoader::beside(&spec.join("api.yaml")).unwrap();
    assert!(reason(&loader, "out").contains("a link leads out"));
    assert_eq!(loader.load("in").unwrap(), "i");
}

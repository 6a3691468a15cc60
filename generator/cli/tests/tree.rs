//! Writing and comparing the folder of an emitted crate.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::path::Path;

use apicrate::files::Files;
use apicrate_cli::tree::{Difference, MANIFEST, TreeError, Written, compare, write};
use tempfile::TempDir;

/// A folder that is removed at the end of its test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, path: &str, text: &str) {
        let place = self.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path().join(path)).ok()
    }

    fn exists(&self, path: &str) -> bool {
        self.path().join(path).symlink_metadata().is_ok()
    }

    fn write(&self, files: &[(&str, &str)]) -> Result<Written, TreeError> {
        write(self.path(), self::files(files))
    }

    /// The differences as text.
    fn compare(&self, files: &[(&str, &str)]) -> Vec<String> {
        let found = compare(self.path(), self::files(files)).unwrap();
        found.iter().map(ToString::to_string).collect()
    }
}

fn files(files: &[(&str, &str)]) -> Files {
    files.iter().copied().collect()
}

const TWO: &[(&str, &str)] = &[("Cargo.toml", "a\n"), ("src/lib.rs", "b\n")];

#[test]
fn a_new_folder_is_filled() {
    let folder = Folder::new();
    let out = folder.path().join("deep/down");
    let done = write(&out, files(TWO)).unwrap();
    assert_eq!(done.written, ["Cargo.toml", "src/lib.rs", MANIFEST]);
    assert_eq!((done.removed.len(), done.unchanged), (0, 0));
    assert_eq!(folder.text("deep/down/src/lib.rs").as_deref(), Some("b\n"));
    let manifest = folder.text("deep/down/.apicrate-manifest").unwrap();
    let listed: Vec<&str> = manifest.lines().skip(1).collect();
    assert_eq!(listed, [MANIFEST, "Cargo.toml", "src/lib.rs"]);
    assert_eq!(compare(&out, files(TWO)).unwrap(), []);
}

#[test]
fn only_what_differs_is_written() {
    let folder = Folder::new();
    folder.write(TWO).unwrap();
    let old = fs::metadata(folder.path().join("Cargo.toml")).unwrap();
    let done = folder
        .write(&[("Cargo.toml", "a\n"), ("src/lib.rs", "c\n")])
        .unwrap();
    assert_eq!(done.written, ["src/lib.rs"]);
    assert_eq!(done.unchanged, 2);
    let new = fs::metadata(folder.path().join("Cargo.toml")).unwrap();
    assert_eq!(old.modified().unwrap(), new.modified().unwrap());

    let manifest = fs::metadata(folder.path().join(MANIFEST)).unwrap();
    let done = folder
        .write(&[("Cargo.toml", "a\n"), ("src/lib.rs", "c\n")])
        .unwrap();
    assert_eq!((done.written.len(), done.unchanged), (0, 3));
    let again = fs::metadata(folder.path().join(MANIFEST)).unwrap();
    assert_eq!(manifest.modified().unwrap(), again.modified().unwrap());
}

#[test]
fn what_is_no_longer_emitted_is_removed_with_its_folder() {
    let folder = Folder::new();
    folder
        .write(&[("Cargo.toml", ""), ("src/a/b/c.rs", ""), ("src/a/d.rs", "")])
        .unwrap();
    folder.put("src/a/mine.txt", "kept");
    let done = folder.write(&[("Cargo.toml", "")]).unwrap();
    assert_eq!(done.removed, ["src/a/b/c.rs", "src/a/d.rs"]);
    assert!(!folder.exists("src/a/b"));
    assert_eq!(folder.text("src/a/mine.txt").as_deref(), Some("kept"));
    let manifest = folder.text(MANIFEST).unwrap();
    assert!(!manifest.contains("src/a"));
}

#[test]
fn files_and_folders_may_change_places() {
    let folder = Folder::new();
    folder.write(&[("a/b", "1"), ("c", "2")]).unwrap();
    let done = folder.write(&[("a", "3"), ("c/d", "4")]).unwrap();
    assert_eq!(done.removed, ["a/b", "c"]);
    assert_eq!(folder.text("a").as_deref(), Some("3"));
    assert_eq!(folder.text("c/d").as_deref(), Some("4"));
}

#[test]
fn foreign_files_are_never_touched() {
    let folder = Folder::new();
    folder.put("README.md", "mine");
    folder.put("src/lib.rs", "mine");
    let refused = folder.write(TWO).unwrap_err();
    assert!(refused.path.ends_with("src/lib.rs"));
    assert!(refused.reason.contains("did not write it"));
    assert!(!folder.exists("Cargo.toml") && !folder.exists(MANIFEST));
    assert_eq!(folder.text("src/lib.rs").as_deref(), Some("mine"));

    // The same text, or nothing, is in nobody's way.
    folder.put("src/lib.rs", "b\n");
    folder.write(TWO).unwrap();
    assert_eq!(folder.text("README.md").as_deref(), Some("mine"));

    // Nor is a manifest a licence for files that it does not list.
    folder.put("src/new.rs", "mine");
    let three = [TWO, &[("src/new.rs", "d\n")]].concat();
    assert!(folder.write(&three).is_err());
    assert_eq!(folder.text("src/new.rs").as_deref(), Some("mine"));
}

#[test]
fn a_foreign_file_in_the_place_of_a_folder_is_in_the_way() {
    let folder = Folder::new();
    folder.put("src", "mine");
    let refused = folder.write(TWO).unwrap_err();
    assert!(refused.path.ends_with("src"), "{refused}");
    assert_eq!(folder.text("src").as_deref(), Some("mine"));
    assert!(!folder.exists("Cargo.toml"));
}

#[test]
fn a_hand_edit_is_undone_and_a_lost_file_comes_back() {
    let folder = Folder::new();
    folder.write(TWO).unwrap();
    folder.put("Cargo.toml", "edited");
    fs::remove_file(folder.path().join("src/lib.rs")).unwrap();
    let done = folder.write(TWO).unwrap();
    assert_eq!(done.written, ["Cargo.toml", "src/lib.rs"]);
    assert_eq!(folder.compare(TWO), [""; 0]);
}

#[test]
fn a_run_without_a_manifest_takes_up_what_is_as_it_should_be() {
    let folder = Folder::new();
    folder.write(TWO).unwrap();
    fs::remove_file(folder.path().join(MANIFEST)).unwrap();
    fs::remove_file(folder.path().join("Cargo.toml")).unwrap();
    let done = folder.write(TWO).unwrap();
    assert_eq!(done.written, ["Cargo.toml", MANIFEST]);
    assert_eq!(folder.compare(TWO), [""; 0]);
}

#[test]
fn an_interrupted_run_can_be_run_again() {
    let folder = Folder::new();
    folder.write(TWO).unwrap();
    // As it is left between two files: the manifest lists old and new, one new file is half done.
    let manifest = format!("{}src/new.rs\n", folder.text(MANIFEST).unwrap());
    folder.put(MANIFEST, &manifest);
    folder.put("src/new.rs", "of the interrupted run");
    folder.put(".apicrate-new/file", "ha");
    let found = compare(folder.path(), files(TWO)).unwrap();
    let paths: Vec<&str> = found.iter().map(Difference::path).collect();
    assert_eq!(paths, [MANIFEST, "src/new.rs"]);

    let other = [("Cargo.toml", "a\n"), ("src/new.rs", "of another run")];
    folder.write(&other).unwrap();
    assert_eq!(folder.compare(&other), [""; 0]);
    assert!(!folder.exists("src/lib.rs") && !folder.exists(".apicrate-new"));
}

#[test]
fn a_failing_disk_leaves_old_texts_whole() {
    let folder = Folder::new();
    folder.write(TWO).unwrap();
    // Nothing can be renamed onto a folder with something in it.
    fs::remove_file(folder.path().join("src/lib.rs")).unwrap();
    folder.put("src/lib.rs/mine", "kept");
    let refused = folder.write(&[("Cargo.toml", "new"), ("src/lib.rs", "new")]);
    assert!(refused.unwrap_err().path.ends_with("src/lib.rs"));
    assert_eq!(folder.text("Cargo.toml").as_deref(), Some("a\n"));
    assert_eq!(folder.text("src/lib.rs/mine").as_deref(), Some("kept"));
}

#[test]
fn a_manifest_cannot_reach_out_of_its_folder() {
    let outer = Folder::new();
    outer.put("victim", "kept");
    let out = outer.path().join("out");
    write(&out, files(TWO)).unwrap();
    for line in [
        "../victim",
        "/etc/passwd",
        "src/ext/mine.rs",
        "Cargo.lock",
        "",
    ] {
        outer.put("out/.apicrate-manifest", &format!("Cargo.toml\n{line}\n"));
        let refused = write(&out, files(TWO)).unwrap_err();
        assert!(refused.path.ends_with(MANIFEST), "{line:?}");
        assert!(compare(&out, files(TWO)).is_err(), "{line:?}");
    }
    assert_eq!(outer.text("victim").as_deref(), Some("kept"));
}

#[test]
fn lists_that_no_folder_can_hold_are_refused() {
    for pair in [["src/A.rs", "src/a.rs"], ["src/a", "src/a/b"]] {
        let folder = Folder::new();
        let refused = folder.write(&pair.map(|path| (path, ""))).unwrap_err();
        assert!(!folder.exists("src"), "{refused}");
    }
    for path in [
        "src/ext/a.rs",
        "target/a",
        "Cargo.lock",
        "runtime/target/a",
        "runtime/Cargo.lock",
    ] {
        let refused = Folder::new().write(&[(path, "")]).unwrap_err();
        assert!(refused.reason.contains("belongs to the crate's user"));
    }
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    let elsewhere = Folder::new();
    elsewhere.put("lib.rs", "kept");
    symlink(elsewhere.path(), folder.path().join("src")).unwrap();
    let refused = folder.write(TWO).unwrap_err();
    assert!(refused.reason.contains("link"), "{refused}");
    assert_eq!(elsewhere.text("lib.rs").as_deref(), Some("kept"));

    // A link that took the place of an emitted file is replaced, what it leads to is not.
    fs::remove_file(folder.path().join("src")).unwrap();
    folder.write(TWO).unwrap();
    let file = folder.path().join("src/lib.rs");
    fs::remove_file(&file).unwrap();
    symlink(elsewhere.path().join("lib.rs"), &file).unwrap();
    assert_eq!(folder.compare(TWO), ["not a file: src/lib.rs; remove it"]);
    folder.write(TWO).unwrap();
    assert_eq!(folder.text("src/lib.rs").as_deref(), Some("b\n"));
    assert_eq!(elsewhere.text("lib.rs").as_deref(), Some("kept"));

    // So is one that leads to nothing: a new file is not written through it.
    fs::remove_file(&file).unwrap();
    symlink(elsewhere.path().join("new.rs"), &file).unwrap();
    folder.write(TWO).unwrap();
    assert_eq!(folder.text("src/lib.rs").as_deref(), Some("b\n"));
    assert!(!elsewhere.exists("new.rs"));
}

#[test]
fn comparing_tells_missing_different_and_extra_files() {
    let folder = Folder::new();
    folder
        .write(&[
            ("Cargo.toml", "1\n2\n3\n"),
            ("old.rs", ""),
            ("src/lib.rs", "b\n"),
        ])
        .unwrap();
    folder.put("src/stray.rs", "");
    folder.put("Cargo.toml", "1\n2\r\n3\n");
    fs::remove_file(folder.path().join("src/lib.rs")).unwrap();
    let found = folder.compare(&[("Cargo.toml", "1\n2\n3\n"), ("src/lib.rs", "b\n")]);
    assert_eq!(
        found,
        [
            "different: .apicrate-manifest, from line 4 on\n  - old.rs\n  + src/lib.rs",
            "different: Cargo.toml, from line 2 on\n  - 2\\r\n  + 2",
            "extra: old.rs, which is no longer emitted",
            "missing: src/lib.rs",
            "extra: src/stray.rs, which codegen did not write; remove it, or keep your own code \
             in src/ext/",
        ]
    );
    assert_eq!(folder.text("src/stray.rs").as_deref(), Some(""));
}

#[test]
fn comparing_writes_nothing() {
    let folder = Folder::new();
    let out = folder.path().join("out");
    let found = compare(&out, files(TWO)).unwrap();
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(Difference::is_mended_by_codegen));
    assert!(!folder.exists("out"));
}

#[test]
fn a_shorter_file_differs_where_it_ends() {
    let folder = Folder::new();
    folder.write(&[("a", "1\n2\n")]).unwrap();
    let found = folder.compare(&[("a", "1\n2\n3\n")]);
    assert_eq!(found, ["different: a, from line 3 on\n  - \n  + 3"]);
    let found = folder.compare(&[("a", "1")]);
    assert_eq!(
        found,
        ["different: a, from line 2 on\n  - 2\n  + (the end of the file)"]
    );
}

#[test]
fn what_belongs_to_the_user_or_a_tool_is_not_compared() {
    let folder = Folder::new();
    folder.write(TWO).unwrap();
    for path in [
        "Cargo.lock",
        "target/debug/x",
        "src/ext/mod.rs",
        ".git/HEAD",
        "src/.lib.rs.swp",
        "src/lib.rs~",
        ".DS_Store",
    ] {
        folder.put(path, "");
    }
    assert_eq!(folder.compare(TWO), [""; 0]);
    folder.put("src/target/x", "");
    folder.put(".cargo/config.toml", "");
    assert_eq!(folder.compare(TWO).len(), 2);
}

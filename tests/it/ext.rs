//! `src/ext/`: code of the user's own, in the crate and out of codegen's reach.

use std::fs;

use xtask::tree;

use crate::case::{Case, tests};
use crate::compiled::{cargo, has_no_warning, lock};

const METHOD: &str = "
//! What pets can do.
use crate::models::Pet;
impl Pet {
    /// The name in capitals.
    #[must_use]
    pub fn loud_name(&self) -> String {
        self.name.to_uppercase()
    }
}
";

const USE: &str = "
use ext_case::models::Pet;
fn main() {
    assert_eq!(Pet::new(\"rex\").loud_name(), \"REX\");
}
";

#[test]
fn own_code_stays_and_adds_to_the_emitted_types() {
    let folder = tempfile::tempdir().expect("a folder");
    let outcome = Case::read(&tests().join("cases/ext.yaml")).generate();
    let mut files = outcome.files.expect("a crate");
    let own = folder.path().join("src/ext");
    let generate = |files: &_| {
        tree::write(folder.path(), Clone::clone(files)).expect("a writable folder");
        tree::start(folder.path(), &outcome.starters).expect("a writable folder")
    };
    assert_eq!(
        tree::unstarted(folder.path(), &outcome.starters).expect("a folder"),
        ["src/ext/mod.rs"]
    );
    assert_eq!(generate(&files), ["src/ext/mod.rs"]);
    let starter = fs::read_to_string(own.join("mod.rs")).expect("a starter");
    fs::write(own.join("mod.rs"), format!("{starter}mod pets;\n")).expect("a writable file");
    fs::write(own.join("pets.rs"), METHOD.trim_start()).expect("a writable file");
    files.insert("src/operations.rs", "//! Another text.\n");
    assert_eq!(generate(&files), Vec::<String>::new());
    let outcome = Case::read(&tests().join("cases/ext.yaml")).generate();
    let files = outcome.files.expect("a crate");
    assert_eq!(generate(&files), Vec::<String>::new());
    assert_eq!(
        tree::compare(folder.path(), files).expect("a readable folder"),
        []
    );
    assert_eq!(
        fs::read_to_string(own.join("pets.rs")).expect("the file"),
        METHOD.trim_start()
    );

    let manifest = folder.path().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("a manifest");
    fs::write(&manifest, format!("{text}\n[workspace]\n")).expect("a writable file");
    fs::create_dir(folder.path().join("examples")).expect("a writable folder");
    fs::write(folder.path().join("examples/loud.rs"), USE).expect("a writable file");
    lock(folder.path());
    has_no_warning(&cargo(
        folder.path(),
        &["run", "--no-default-features", "--example", "loud"],
    ));
}

#[test]
fn the_surface_says_what_it_does_not_list() {
    let surface = Case::read(&tests().join("cases/ext.yaml"))
        .generate()
        .surface;
    let text = surface.text();
    assert!(
        text.contains("\nmod ext\n") && text.contains("is written by hand"),
        "{text}"
    );
    assert!(
        !Case::product()
            .generate()
            .surface
            .text()
            .contains("by hand")
    );
}

//! `codegen --check` names who has moved since the last run, and the lock keeps names.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on has failed"
)]

use std::fs;
use std::path::Path;

use apicrate::lock::Lock;
use apicrate_cli::codegen::{self, Culprit, Request, seal};
use apicrate_cli::exit::Exit;
use apicrate_cli::tree::Difference;
use tempfile::TempDir;

const SPEC: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: All
          content: {application/json: {schema: {$ref: '#/components/schemas/pet'}}}
components:
  schemas:
    pet: {type: object, properties: {name: {type: string}}}
";

/// A workspace with a description, settings, and the crate that was generated from them.
struct Workspace(TempDir);

impl Workspace {
    fn new() -> Self {
        let workspace = Self(tempfile::tempdir().unwrap());
        fs::create_dir(workspace.path().join("spec")).unwrap();
        workspace.write("spec/openapi.yaml", SPEC);
        workspace.write("spec/codegen.toml", "[crate]\nversion = \"1.0.0\"\n");
        workspace.generate();
        workspace
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.path().join(path), text).unwrap();
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{path} has {from}");
        self.write(path, &text.replacen(from, to, 1));
    }

    fn generate(&self) {
        let exit = codegen::run(self.path(), &Request::default()).unwrap();
        assert_eq!(exit, Exit::Done);
        assert_eq!(self.culprits(), []);
    }

    fn culprits(&self) -> Vec<Culprit> {
        codegen::inspect(self.path(), &Request::default()).unwrap()
    }

    fn check(&self) -> Exit {
        let request = Request {
            check: true,
            ..Request::default()
        };
        codegen::run(self.path(), &request).unwrap()
    }

    fn lock(&self) -> Lock {
        Lock::parse(&self.read("spec/codegen.lock")).unwrap()
    }
}

#[test]
fn the_description_has_moved() {
    let workspace = Workspace::new();
    assert_eq!(workspace.check(), Exit::Done);
    workspace.edit("spec/openapi.yaml", "name:", "title:");
    assert_eq!(workspace.culprits(), [Culprit::Spec]);
    assert_eq!(workspace.check(), Exit::Problems);
}

#[test]
fn a_comment_in_the_description_makes_no_other_files_but_has_moved() {
    let workspace = Workspace::new();
    workspace.edit("spec/openapi.yaml", "openapi:", "# Pets.\nopenapi:");
    assert_eq!(workspace.culprits(), [Culprit::Spec]);
}

const OVERLAY: &str = "\
overlay: 1.0.0
info: {title: Pets have tails, version: '1'}
actions:
  - target: $.components.schemas.pet.properties
    update: {tail: {type: boolean}}
";

#[test]
fn an_overlay_is_part_of_the_description() {
    let workspace = Workspace::new();
    workspace.write("spec/tails.yaml", OVERLAY);
    workspace.edit(
        "spec/codegen.toml",
        "[crate]",
        "[overlays]\nfiles = [\"tails.yaml\"]\n[crate]",
    );
    workspace.generate();
    assert!(
        workspace
            .read("generated/src/models/pet.rs")
            .contains("pub tail: Option<bool>")
    );
    workspace.edit("spec/tails.yaml", "boolean", "integer");
    assert_eq!(workspace.culprits(), [Culprit::Spec]);
    // What it changes is no longer there.
    workspace.edit("spec/openapi.yaml", "properties:", "x-properties:");
    assert!(codegen::inspect(workspace.path(), &Request::default()).is_err());
    fs::remove_file(workspace.path().join("spec/tails.yaml")).unwrap();
    assert!(codegen::run(workspace.path(), &Request::default()).is_err());
}

#[test]
fn an_overlay_of_the_command_line_comes_after_those_of_the_settings() {
    let workspace = Workspace::new();
    workspace.write("spec/tails.yaml", OVERLAY);
    workspace.edit(
        "spec/codegen.toml",
        "[crate]",
        "[overlays]\nfiles = [\"tails.yaml\"]\n[crate]",
    );
    let own = workspace.path().join("own.yaml");
    fs::write(&own, OVERLAY.replace("boolean", "integer")).unwrap();
    let request = Request {
        overlays: vec![own],
        ..Request::default()
    };
    assert_eq!(
        codegen::run(workspace.path(), &request).unwrap(),
        Exit::Done
    );
    assert!(
        workspace
            .read("generated/src/models/pet.rs")
            .contains("pub tail: Option<i64>")
    );
    // Without the option, it is another run.
    assert!(workspace.culprits().contains(&Culprit::Spec));
}

#[test]
fn the_settings_have_moved() {
    let workspace = Workspace::new();
    workspace.edit("spec/codegen.toml", "[crate]", "[crate]\nname = \"zoo\"");
    assert_eq!(workspace.culprits(), [Culprit::Settings]);
    assert_eq!(workspace.check(), Exit::Problems);
}

#[test]
fn the_generator_has_moved() {
    let workspace = Workspace::new();
    // What an older generator would have left: another text, and a lock that agrees with it.
    let path = "generated/src/models/pet.rs";
    workspace.edit(path, "name", "label");
    let mut lock = workspace.lock();
    let hash = seal::hash([workspace.read(path).as_str()]);
    lock.files.insert("src/models/pet.rs".to_owned(), hash);
    workspace.write("spec/codegen.lock", &lock.render());
    let found = workspace.culprits();
    let [Culprit::Generator { files, .. }] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(files, &["src/models/pet.rs"]);
    assert_eq!(workspace.check(), Exit::Problems);
}

#[test]
fn a_hand_has_edited() {
    let workspace = Workspace::new();
    workspace.edit(
        "generated/src/models/pet.rs",
        "pub struct Pet",
        "pub struct Cat",
    );
    let found = workspace.culprits();
    let [Culprit::Hand(Difference::Different { path, line, .. })] = found.as_slice() else {
        panic!("{found:?}");
    };
    let text = workspace.read("generated/src/models/pet.rs");
    let place = text.lines().position(|line| line.contains("struct Cat"));
    assert_eq!(
        (path.as_str(), Some(line - 1)),
        ("src/models/pet.rs", place)
    );
    let said = found[0].to_string();
    assert_eq!(said, format!("edited by hand: src/models/pet.rs:{line}"));
    assert_eq!(workspace.check(), Exit::Problems);
}

#[test]
fn a_hand_has_removed_and_added() {
    let workspace = Workspace::new();
    fs::remove_file(workspace.path().join("generated/src/models/pet.rs")).unwrap();
    workspace.write("generated/src/models/dog.rs", "");
    let said: Vec<String> = workspace
        .culprits()
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = [
        "added by hand: src/models/dog.rs",
        "removed by hand: src/models/pet.rs",
    ];
    assert_eq!(said, expected);
}

#[test]
fn several_have_moved() {
    let workspace = Workspace::new();
    workspace.edit("spec/openapi.yaml", "name:", "title:");
    workspace.edit("spec/codegen.toml", "[crate]", "[crate]\nname = \"zoo\"");
    workspace.edit("generated/src/lib.rs", "//!", "//! By hand.");
    let found = workspace.culprits();
    assert_eq!(found[..2], [Culprit::Spec, Culprit::Settings]);
    let [_, _, Culprit::Hand(edited)] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(edited.path(), "src/lib.rs");
}

#[test]
fn nobody_can_tell_without_a_lock() {
    let workspace = Workspace::new();
    fs::remove_file(workspace.path().join("spec/codegen.lock")).unwrap();
    assert_eq!(workspace.culprits(), []);
    workspace.edit("spec/openapi.yaml", "name:", "title:");
    assert_eq!(workspace.culprits(), [Culprit::Unknown]);
}

#[test]
fn a_new_schema_does_not_take_the_name_of_an_old_one() {
    let workspace = Workspace::new();
    assert_eq!(workspace.lock().names["/components/schemas/pet"], "Pet");
    workspace.edit(
        "spec/openapi.yaml",
        "    pet:",
        "    Pet: {type: object}\n    pet:",
    );
    workspace.generate();
    let names = workspace.lock().names;
    assert_eq!(names["/components/schemas/pet"], "Pet");
    assert_eq!(names["/components/schemas/Pet"], "Pet2");
    // Once the old one is gone, its name is free; who has another keeps that.
    workspace.edit("spec/openapi.yaml", "    pet: {", "    PET: {");
    workspace.edit("spec/openapi.yaml", "schemas/pet", "schemas/PET");
    workspace.generate();
    let names = workspace.lock().names;
    assert_eq!(names["/components/schemas/PET"], "Pet");
    assert_eq!(names["/components/schemas/Pet"], "Pet2");
    assert!(!names.contains_key("/components/schemas/pet"));
}

#[test]
fn a_version_that_is_too_low_is_refused() {
    let workspace = Workspace::new();
    let released = Request {
        released: true,
        ..Request::default()
    };
    codegen::run(workspace.path(), &released).unwrap();
    assert_eq!(workspace.lock().base.unwrap().version, "1.0.0");
    workspace.edit("spec/openapi.yaml", "name:", "title:");
    workspace.generate();
    assert_eq!(workspace.check(), Exit::Problems);
    workspace.edit("spec/codegen.toml", "1.0.0", "1.1.0");
    workspace.generate();
    assert_eq!(workspace.check(), Exit::Problems);
    workspace.edit("spec/codegen.toml", "1.1.0", "2.0.0");
    workspace.generate();
    assert_eq!(workspace.check(), Exit::Done);
    // What was taken back does not count.
    workspace.edit("spec/codegen.toml", "2.0.0", "1.0.0");
    workspace.edit("spec/openapi.yaml", "title: {type", "name: {type");
    workspace.generate();
    assert_eq!(workspace.check(), Exit::Done);
}

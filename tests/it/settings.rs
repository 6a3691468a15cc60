//! The JSON schema of the settings: it takes every settings file that there is, and no misspelled one.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use xtask::explain::schema;

use crate::case::{tests, workspace};

fn validator() -> jsonschema::Validator {
    let text = fs::read_to_string(workspace().join(schema::FILE)).expect("a readable schema");
    let schema: Value = serde_json::from_str(&text).expect("JSON");
    jsonschema::draft7::meta::validate(&schema).expect("a schema of draft 7");
    jsonschema::draft7::new(&schema).expect("a schema")
}

fn value(text: &str) -> Value {
    toml::from_str(text).unwrap_or_else(|error| panic!("{error}"))
}

/// The settings of the product and of every case.
fn files() -> Vec<PathBuf> {
    let cases = fs::read_dir(tests().join("cases")).expect("the cases");
    let cases = cases.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = cases
        .filter(|path| path.extension().is_some_and(|is| is == "toml"))
        .collect();
    files.push(workspace().join("spec/codegen.toml"));
    files.sort();
    files
}

#[test]
fn the_schema_takes_every_settings_file() {
    let validator = validator();
    assert!(files().len() > 8, "the cases have lost their settings");
    for path in files() {
        let text = fs::read_to_string(&path).expect("readable settings");
        let errors: Vec<String> = validator
            .iter_errors(&value(&text))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(
            errors.is_empty(),
            "{}: {}",
            path.display(),
            errors.join("; ")
        );
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let validator = validator();
    for text in [
        "[crat]\nname = \"a\"",
        "[crate]\nnmae = \"a\"",
        "[security.a]\nprefx = \"a\"",
        "[schemas.\"/a\"]\nsecrte = true",
        "[schemas.\"/a\"]\nsecret = \"yes\"",
        "[schemas.\"/a\"]\nname = \"token\"",
        "[schemas.\"/a\".variants]\nx = \"some variant\"",
        "[operations.a]\nname = \"List\"",
        "[operations.a.pagination]\nstyle = \"pages\"",
        "[operations.a.pagination]\nfirst = -1",
        "[types]\nmap = \"TreeMap\"",
        "[dependencies]\na = { versoin = \"1\" }",
        "[models]\nderives = \"Hash\"",
    ] {
        assert!(!validator.is_valid(&value(text)), "{text}");
        assert!(apicrate::settings::Settings::parse(text).is_err(), "{text}");
    }
}

//! Each pass before and after, on schemas and on whole documents, and no panic on anything.

mod documents;
mod schemas;
mod wild;

use serde_json::{Value, json};

use super::*;
use crate::inputs::Source;
use crate::read::Version;
use crate::report::{Code, Origins, Severity};

/// What the passes make of `value`, and what they say about it.
fn normalised(value: Value, version: Version) -> (Document, Report) {
    let mut report = Report::new();
    let source = Source {
        path: "api.json".to_owned(),
        text: String::new(),
    };
    let document = Document {
        value,
        version,
        origins: Origins::new(&source),
    };
    let document = normalise(document, 1, &mut report);
    (document, report)
}

/// `<code> <pointer below the component, or the whole> <message>`, one for each diagnostic.
fn told(report: &Report, below: &str) -> Vec<String> {
    let diagnostics = report.diagnostics().iter();
    diagnostics
        .map(|d| {
            let place = d.pointer.as_str();
            let letter = match d.severity {
                Severity::Error => 'E',
                Severity::Warning => 'W',
                Severity::Note => 'N',
            };
            format!(
                "{letter} {} {} {}",
                d.code,
                place.strip_prefix(below).unwrap_or(place),
                d.message
            )
        })
        .collect()
}

/// A document with a title and a version, and these other members.
fn document(members: Value) -> Value {
    let mut root = json!({"openapi": "3.1.0", "info": {"title": "t", "version": "1"}});
    if let (Some(root), Value::Object(members)) = (root.as_object_mut(), members) {
        root.extend(members);
    }
    root
}

/// Checks what becomes of a schema in a 3.1 document, and what is said.
fn check(before: Value, after: Value, expected: &[&str]) {
    let root = document(json!({"components": {"schemas": {"S": before.clone()}}}));
    let (document, report) = normalised(root, Version::V3_1);
    assert_eq!(
        document.value["components"]["schemas"]["S"], after,
        "{before}"
    );
    assert_eq!(told(&report, "/components/schemas/S"), expected, "{before}");
}

#[test]
fn a_second_run_changes_nothing_but_reserved_keys() {
    let root = document(json!({"paths": {}, "components": {"schemas": {"S": {
        "type": ["string", "null", "integer"], "enum": ["a", 1], "description": "d"
    }}}}));
    let once = normalised(root, Version::V3_1).0;
    let twice = normalised(once.value.clone(), Version::V3_1).0;
    assert_eq!(once.value, twice.value);
    assert!(Code::ALL.contains(&Code::ReservedExtension));
}

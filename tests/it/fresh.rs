//! The emitted crate in this repository is the one that the description gives, and always the same.

use std::fmt::Write as _;

use apicrate::inputs::{Inputs, NoFiles, Source};
use apicrate::settings::Settings;
use apicrate::{Outcome, report};
use xtask::tree;

use crate::case::{Case, each, workspace};

#[test]
fn the_emitted_crate_is_fresh() {
    let files = Case::product().files();
    let differences = tree::compare(&workspace().join("generated"), files).expect("comparable");
    let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
    assert!(
        lines.is_empty(),
        "run `cargo xtask codegen`:\n{}",
        lines.join("\n")
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let mut all = Case::all();
    all.push(Case::product());
    each(
        &all,
        |case| case.name.clone(),
        |case| {
            assert_eq!(case.files(), case.files());
        },
    );
}

#[test]
fn the_number_of_threads_does_not_show() {
    let root = Source {
        path: "many.yaml".to_owned(),
        text: many_operations(),
    };
    let made = |threads| {
        let outcome = apicrate::generate_on(
            threads,
            &Inputs {
                root: &root,
                loader: &NoFiles,
                settings: &Settings::default(),
                overlays: &[],
                lock: None,
            },
            &mut |_| (),
        );
        let told = report::render(&outcome.diagnostics, &outcome.origins, false);
        let Outcome { files, .. } = outcome;
        (files.expect("a crate"), told)
    };
    let (files, told) = made(1);
    assert!(files.len() > 200 && told.contains("AC0"), "{told}");
    for threads in [2, 8] {
        // Not `assert_eq`: nobody would read two whole crates.
        let (others, telling) = made(threads);
        assert!(files == others, "with {threads} threads");
        assert_eq!(told, telling);
    }
}

/// A document with more files than threads, which also has something to be told.
fn many_operations() -> String {
    let mut text =
        "openapi: 3.0.3\ninfo: {title: Many, version: '1', summary: unknown}\npaths:\n".to_owned();
    for index in 0..60 {
        let _ = writeln!(
            text,
            "  /things{index}/{{id}}:\n    get:\n      operationId: getThing{index}\n      tags: [t{}]\n      \
             parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]\n      responses:\n        \
             '200': {{description: Well, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing{index}'}}}}}}}}",
            index % 7
        );
    }
    text.push_str("components:\n  schemas:\n");
    for index in 0..60 {
        let _ = writeln!(
            text,
            "    Thing{index}: {{type: object, required: [id], properties: {{id: {{type: string, nullabel: true}}, \
             next: {{$ref: '#/components/schemas/Thing{}'}}}}}}",
            (index + 1) % 60
        );
    }
    text
}

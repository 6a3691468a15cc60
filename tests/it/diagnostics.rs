//! What is said of broken documents: `invalid/<phase>` holds documents with a fault that the phase
//! must find.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use apicrate::report::{Code, Severity};
use apicrate::settings::Contradiction;

use crate::case::{Case, compare, documents, each, rendered, tests};

/// The phases with diagnostics, and how their codes begin. References that lead nowhere have one
/// code, whether they lead into another file or not.
const PHASES: [(&str, &str); 9] = [
    ("read", "AC01"),
    ("overlay", "AC09"),
    ("bundle", "AC02"),
    ("select", "AC03"),
    ("normalise", "AC04"),
    ("parse", "AC05"),
    ("resolve", "AC02"),
    ("lower", "AC07"),
    ("name", "AC06"),
];

/// Checks that the fault is found, in its phase, and that nothing is generated unless it is one
/// that can be lived with.
fn check(phase: &str, path: &Path) {
    let case = Case::read(path);
    let outcome = case.generate();
    compare(&format!("invalid/{phase}"), &case.name, &rendered(&outcome));
    let found = outcome.diagnostics.iter();
    assert!(
        found.clone().any(|found| is_of(phase, found.code)),
        "{}: nothing is found in the phase {phase}",
        case.name
    );
    let is_refused = found.clone().any(|found| found.severity == Severity::Error);
    assert_eq!(outcome.files.is_none(), is_refused, "{}", case.name);
}

fn is_of(phase: &str, code: Code) -> bool {
    let (_, start) = PHASES.iter().find(|(name, _)| *name == phase).unwrap();
    code.as_str().starts_with(start)
}

fn all() -> Vec<(&'static str, PathBuf)> {
    let phases = PHASES.iter().flat_map(|(phase, _)| {
        let paths = documents(&tests().join("invalid").join(phase));
        paths.into_iter().map(move |path| (*phase, path))
    });
    phases.collect()
}

#[test]
fn each_fault_is_told_as_reviewed() {
    let name = |(_, path): &(&str, PathBuf)| path.display().to_string();
    each(&all(), name, |(phase, path)| check(phase, path));
}

#[test]
fn every_code_has_a_document() {
    // A defect of the generator is no fault of a document; `format` has a test of its own for it.
    let of_documents = Code::ALL
        .iter()
        .filter(|code| **code != Code::InternalError);
    let mut missing: BTreeSet<Code> = of_documents.copied().collect();
    for (_, path) in all() {
        for diagnostic in Case::read(&path).generate().diagnostics {
            missing.remove(&diagnostic.code);
        }
    }
    let missing: Vec<&str> = missing.iter().map(|code| code.as_str()).collect();
    assert!(missing.is_empty(), "never given: {}", missing.join(", "));
}

#[test]
fn contradictions_that_are_allowed_are_not_told() {
    let cases = [
        ("read_only_in_request", Code::ReadOnlyInRequest),
        ("example_contradicts_schema", Code::ExampleContradictsSchema),
        ("ids_disagree", Code::IdsDisagree),
    ];
    for (name, code) in cases {
        let path = tests()
            .join("invalid/lower")
            .join(name)
            .with_extension("yaml");
        let mut case = Case::read(&path);
        let is_told = |case: &Case| {
            let told = case.generate().diagnostics;
            told.iter().any(|told| told.code == code)
        };
        assert!(is_told(&case), "{code}");
        let examples = &mut case.settings_mut().examples;
        match code {
            Code::ReadOnlyInRequest => examples.read_only_contradiction = Contradiction::Allow,
            Code::IdsDisagree => examples.id_contradiction = Contradiction::Allow,
            _ => examples.schema_contradiction = Contradiction::Allow,
        }
        assert!(!is_told(&case), "{code}");
    }
}

#[test]
fn every_diagnostic_says_what_to_do() {
    let invalid = all().into_iter().map(|(_, path)| Case::read(&path));
    for case in invalid.chain(Case::all()) {
        for found in case.generate().diagnostics {
            let (code, message) = (found.code, found.message);
            assert!(!found.help.is_empty(), "{}: {code}: {message}", case.name);
        }
    }
}

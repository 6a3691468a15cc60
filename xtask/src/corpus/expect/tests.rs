//! What is found when documents and expectations differ.

use super::*;
use crate::corpus::row::Check;

fn row() -> Row {
    Row {
        document: "bad/a.yaml".to_owned(),
        operations: (1, 2),
        schemas: (3, 3),
        errors: [("AC0203".to_owned(), 1)].into(),
        left_out: [("/paths/~1a/get".to_owned(), "AC0203: gone".to_owned())].into(),
        check: Some(Check::default()),
        ..Row::default()
    }
}

fn differences(list: &str, row: &Row) -> Vec<String> {
    let rows = std::slice::from_ref(row);
    Expectations::parse(list).unwrap().compare(rows, true)
}

#[test]
fn a_document_without_an_entry_is_expected_to_be_whole() {
    let expected = [
        "bad/a.yaml: the errors none are expected, not 1 × AC0203",
        "bad/a.yaml: /paths/~1a/get is left out: AC0203: gone",
    ];
    assert_eq!(differences("", &row()), expected);
}

#[test]
fn an_updated_list_is_satisfied_and_can_be_read_back() {
    let old = "meant_to_be_refused = [\"bad/*\"]\n";
    let list = Expectations::parse(old).unwrap().updated(&[row()]);
    let text = toml::to_string_pretty(&list).unwrap();
    assert_eq!(differences(&text, &row()), [""; 0]);
    assert_eq!(
        list.documents["bad/a.yaml"].operations.as_deref(),
        Some("1/2")
    );
}

#[test]
fn entries_that_no_longer_apply_are_found() {
    let list = "meant_to_be_refused = [\"worse/*\"]\n\
        [documents.\"bad/a.yaml\"]\naccepted = \"r\"\ndoes_not_compile = \"r\"\n\
        operations = \"2/2\"\nleft_out = { \"/x\" = \"r\" }\n[documents.\"b\"]\n";
    let whole = Row {
        left_out: BTreeMap::new(),
        errors: BTreeMap::new(),
        ..row()
    };
    let expected = [
        "bad/a.yaml: is no longer accepted against its purpose",
        "bad/a.yaml: 2/2 operations are expected, not 1/2",
        "bad/a.yaml: /x is no longer left out",
        "bad/a.yaml: compiles again",
        "b: there is no such document",
        "worse/*: no document is meant by it",
    ];
    assert_eq!(differences(list, &whole), expected);
}

#[test]
fn failures_are_never_expected() {
    let failed = Row::failed("a", End::Panicked, "oh");
    assert_eq!(differences("", &failed), ["a: the generator failed: oh"]);
}

#[test]
fn what_is_meant_to_be_refused_must_be() {
    let accepted = Row {
        document: "bad/b.yaml".to_owned(),
        ..Row::default()
    };
    let list = "meant_to_be_refused = [\"bad/*\"]";
    let expected = ["bad/b.yaml: is meant to be refused and is accepted"];
    assert_eq!(differences(list, &accepted), expected);
    let list = Expectations::parse(list)
        .unwrap()
        .updated(std::slice::from_ref(&accepted));
    assert_eq!(list.compare(&[accepted], true), [""; 0]);
}

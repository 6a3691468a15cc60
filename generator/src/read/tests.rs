//! Reading: what YAML and JSON have in common, and what is refused.

use serde_json::json;

use super::*;

fn source(text: &str) -> Source {
    Source {
        path: "api.yaml".to_owned(),
        text: text.to_owned(),
    }
}

/// Reads `text` and expects it to be refused with these `line:column code message`.
fn refused(text: &str, expected: &[&str]) {
    let mut report = Report::new();
    assert_eq!(read_tree(&source(text), &mut report), None, "{text}");
    let found: Vec<String> = report
        .diagnostics()
        .iter()
        .map(|d| {
            let place = d.place.as_ref().unwrap();
            format!("{}:{} {} {}", place.line, place.column, d.code, d.message)
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

fn tree(text: &str) -> Value {
    let mut report = Report::new();
    let tree = read_tree(&source(text), &mut report);
    tree.unwrap_or_else(|| panic!("{:?}", report.diagnostics()))
}

#[test]
fn keys_are_the_text_they_are_written_with() {
    let tree = tree("200: a\ntrue: b\n1.10: c\n~: d\n0x1F: e\n'on': f\n");
    let keys: Vec<&str> = tree
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(keys, ["200", "true", "1.10", "~", "0x1F", "on"]);
}

#[test]
fn json_and_yaml_give_the_same_tree() {
    let json = r#"{"b": [1, -2, 1.5, true, null, "\ud83d\ude00 \u00e9"], "a": {}}"#;
    let yaml = "b: [1, -2, 1.5, true, null, \"😀 é\"]\na: {}\n";
    assert_eq!(tree(json), tree(yaml));
    assert_eq!(
        tree(json).to_string(),
        r#"{"b":[1,-2,1.5,true,null,"😀 é"],"a":{}}"#
    );
    assert_eq!(tree("{a: b, c: [d,],}"), json!({"a": "b", "c": ["d"]}));
    assert_eq!(tree("\u{feff}a: 1"), json!({"a": 1}));
    assert_eq!(tree("\u{feff}{\"a\": 1}"), json!({"a": 1}));
}

#[test]
fn a_long_text_is_the_same_on_any_number_of_threads() {
    let long = "x".repeat(300_000);
    let brackets = format!("\"{}\"", "[".repeat(3000));
    for (text, is_read) in [
        (
            format!("a: {long}\nb: [1, 2]\nc: &x {{d: 1}}\ne: *x\n"),
            true,
        ),
        (format!("a: {long}\nb: 1\na: 2\n"), false),
        (format!("a: {long}\nb: 1\n...\nc: 1\n"), false),
        (format!("a: {brackets}\nc: {long}\nd: {brackets}\n"), false),
        (format!("{{a: b}}\nc: {long}\nd: e\n"), false),
    ] {
        let read = |threads| {
            let mut report = Report::new();
            let tree = read_tree_on(threads, &source(&text), &mut report);
            (tree, report.into_diagnostics())
        };
        let one = read(1);
        assert_eq!(one.0.is_some(), is_read);
        assert!([2, 8].into_iter().all(|threads| read(threads) == one));
    }
}

#[test]
fn yaml_words_of_old_are_strings() {
    let tree = tree("a: yes\nb: 2024-01-02\nc: 0777\nd: NO\n");
    assert_eq!(
        tree,
        json!({"a": "yes", "b": "2024-01-02", "c": "0777", "d": "NO"})
    );
}

#[test]
fn merge_keys_give_way_to_own_keys() {
    let text = "base: &base {a: 1, b: 2}\nmore: &more {b: 3, c: 4}\n\
                one: {<<: *base, b: 5}\ntwo: {b: 6, <<: [*base, *more]}\nplain: {<<: text}\n";
    let tree = tree(text);
    assert_eq!(tree["one"].to_string(), r#"{"a":1,"b":5}"#);
    assert_eq!(tree["two"].to_string(), r#"{"b":6,"a":1,"c":4}"#);
    assert_eq!(tree["plain"], json!({"<<": "text"}));
}

#[test]
fn every_duplicate_key_is_refused_where_it_stands() {
    refused(
        "a:\n  b: 1\n  c: 2\n  b: 3\nd: [{e: 1, e: 2}]\n",
        &[
            "4:6 AC0102 `b` stands here twice",
            "5:15 AC0102 `e` stands here twice",
        ],
    );
    refused(
        "{\n  \"a\": 1,\n  \"a\": 2\n}",
        &["3:8 AC0102 `a` stands here twice"],
    );
    refused(
        "a: &a {b: 1}\nc: {<<: *a, b: 2, b: 3}\n",
        &["2:22 AC0102 `b` stands here twice"],
    );
}

#[test]
fn what_json_cannot_say_is_refused() {
    refused(
        "a: 1\nb: [.nan]\n",
        &["2:5 AC0104 the number is not finite"],
    );
    refused("a: -.inf\n", &["1:4 AC0104 the number is not finite"]);
    let message = "the YAML tag `!include` has no meaning in an API description";
    refused(
        "a:\n  b: !include x.yaml\n",
        &[&format!("2:6 AC0101 {message}")],
    );
}

#[test]
fn broken_texts_are_refused_with_a_place() {
    refused("{\"a\": ]", &["1:7 AC0101 expected value"]);
    let found = "did not find expected ',' or ']'";
    refused("a: [1\nb: 2\n", &[&format!("2:2 AC0101 {found}")]);
    let mut report = Report::new();
    assert_eq!(read_tree(&source("a: 1\n---\nb: 2\n"), &mut report), None);
    assert_eq!(
        report.diagnostics()[0].message,
        "the text holds more than one YAML document"
    );
}

#[test]
fn depth_and_multiplication_are_bounded() {
    let code = |text: &str| {
        let mut report = Report::new();
        assert_eq!(read_tree(&source(text), &mut report), None);
        report.diagnostics()[0].code
    };
    assert_eq!(code(&"[".repeat(100_000)), Code::TooDeep);
    assert_eq!(code(&"{\"a\":".repeat(100_000)), Code::TooDeep);
    assert_eq!(code(&format!("a: {}", "[".repeat(100_000))), Code::TooDeep);
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let alias = format!("*a{},", level - 1).repeat(9);
        bomb.push_str(&format!("a{level}: &a{level} [{alias}]\n"));
    }
    assert_eq!(code(&bomb), Code::TooDeep);
    let deep = format!("{}1{}", "[".repeat(MAX_NESTING), "]".repeat(MAX_NESTING));
    assert!(tree(&deep).is_array());
}

#[test]
fn versions() {
    let check = |text: &str, expected: Option<Version>, codes: &[Code]| {
        let mut report = Report::new();
        let version = read(&source(text), 2, &mut report).map(|document| document.version);
        let found: Vec<Code> = report.diagnostics().iter().map(|d| d.code).collect();
        assert_eq!((version, found.as_slice()), (expected, codes), "{text}");
    };
    check("openapi: 3.0.3", Some(Version::V3_0), &[]);
    check("openapi: 3.1.0", Some(Version::V3_1), &[]);
    check("openapi: 3.0.0-rc2", Some(Version::V3_0), &[]);
    check(
        "openapi: 3.0",
        Some(Version::V3_0),
        &[Code::VersionSpelling],
    );
    check(
        "openapi: '3.1'",
        Some(Version::V3_1),
        &[Code::VersionSpelling],
    );
    check(
        "openapi: 3.2.0",
        Some(Version::V3_1),
        &[Code::UnsupportedVersion],
    );
    check(
        "openapi: 3",
        None,
        &[Code::VersionSpelling, Code::UnsupportedVersion],
    );
    check("openapi: 4.0.0", None, &[Code::UnsupportedVersion]);
    check("openapi: [3]", None, &[Code::UnsupportedVersion]);
    check("swagger: '2.0'", None, &[Code::UnsupportedVersion]);
    check("info: {}", None, &[Code::UnsupportedVersion]);
    check("", None, &[Code::NotADocument]);
    check("[openapi, 3.0.3]", None, &[Code::NotADocument]);
}

#[test]
fn positions_are_those_of_values_or_of_the_keys_that_name_them() {
    let check = |text: &str, pointer: &str, expected: (usize, usize, usize)| {
        let position = positions::Positions::of(text).find(&pointer.parse().unwrap());
        assert_eq!(
            (position.line, position.column, position.length),
            expected,
            "{pointer}"
        );
    };
    let yaml = "a:\n  'b c': [x, {d: é}]\n  e: *f\n  ? [k]\n  : v\n  g:\n    h\n";
    check(yaml, "/a", (1, 1, 1));
    check(yaml, "/a/b c", (2, 3, 5));
    check(yaml, "/a/b c/1/d", (2, 18, 1));
    check(yaml, "/a/b c/1/missing/x", (2, 14, 1));
    let json = "{\n \"x\": \"\\ud83d\\ude00\", \"y\": {\n  \"z\": [10, 200]}}";
    check(json, "/y", (2, 23, 3));
    check(json, "/y/z/1", (3, 13, 3));
    check(json, "", (1, 1, 1));
}

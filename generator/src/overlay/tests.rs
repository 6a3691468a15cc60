//! Overlays applied, and what is wrong with them.

use serde_json::json;

use super::*;
use crate::read::read;

fn source(path: &str, text: String) -> Source {
    Source {
        path: path.to_owned(),
        text,
    }
}

/// The document after the overlay of `version` with `actions`, and what was reported as `file:line: message`.
fn applied(version: &str, actions: &Value) -> (Document, Vec<String>) {
    let root = json!({
        "openapi": "3.0.3",
        "info": {"title": "Pets"},
        "tags": ["a", "b", "c"],
        "paths": {
            "/pets": {"get": {"summary": "All", "tags": ["x"]}, "post": {"tags": ["x", "y"]}},
            "/shops": {"get": {"deprecated": true}}
        }
    });
    let overlay =
        json!({"overlay": version, "info": {"title": "T", "version": "1"}, "actions": actions});
    let overlay = serde_json::to_string_pretty(&overlay).unwrap();
    let mut report = Report::new();
    let document = read(&source("api.json", root.to_string()), 1, &mut report).unwrap();
    let document = apply(document, &[source("a.overlay.json", overlay)], &mut report);
    let told = report.into_diagnostics().into_iter().map(|told| {
        let place = told.place.expect("a place");
        format!(
            "{}:{}: {} {}",
            place.file, place.line, told.code, told.message
        )
    });
    (document, told.collect())
}

/// The document after `actions`, about which there must be nothing to tell.
fn changed(actions: &Value) -> Document {
    let (document, told) = applied("1.1.0", actions);
    assert_eq!(told, Vec::<String>::new());
    document
}

fn at<'d>(document: &'d Document, place: &str) -> Option<&'d Value> {
    pointer::get(&document.value, &place.parse().unwrap())
}

#[test]
fn updates_merge_objects_append_to_lists_and_replace_the_rest() {
    let document = changed(&json!([
        {"target": "$.paths['/pets'].get", "update": {"summary": "Every", "tags": ["z"], "x-new": {"a": 1}}},
        {"target": "$.tags", "update": ["d"]},
        {"target": "$.tags", "update": "e"},
        {"target": "$.info.title", "update": "Animals"},
        {"target": "$.paths.*.*", "update": {"x-safe": true}},
    ]));
    assert_eq!(
        at(&document, "/paths/~1pets/get"),
        Some(&json!({"summary": "Every", "tags": ["x", "z"], "x-new": {"a": 1}, "x-safe": true}))
    );
    assert_eq!(
        at(&document, "/tags"),
        Some(&json!(["a", "b", "c", "d", "e"]))
    );
    assert_eq!(at(&document, "/info/title"), Some(&json!("Animals")));
    assert_eq!(
        at(&document, "/paths/~1shops/get/x-safe"),
        Some(&json!(true))
    );
}

#[test]
fn removal_takes_members_and_items_wherever_they_stand() {
    let document = changed(&json!([
        {"target": "$.paths[?@.get.deprecated == true]", "remove": true},
        {"target": "$.tags[2,0]", "remove": true, "update": "without effect"},
        {"target": "$.paths.*.*.tags[?@ == 'x']", "remove": true},
    ]));
    assert_eq!(at(&document, "/paths/~1shops"), None);
    assert_eq!(at(&document, "/tags"), Some(&json!(["b"])));
    assert_eq!(
        at(&document, "/paths/~1pets/post/tags"),
        Some(&json!(["y"]))
    );
    assert_eq!(at(&document, "/paths/~1pets/get/tags"), Some(&json!([])));
}

#[test]
fn a_copy_is_what_the_actions_before_have_left() {
    let document = changed(&json!([
        {"target": "$.paths['/pets'].get", "update": {"summary": "Every"}},
        {"target": "$.paths", "update": {"/animals": {}}},
        {"target": "$.paths['/animals']", "copy": "$.paths['/pets']"},
    ]));
    assert_eq!(
        at(&document, "/paths/~1animals"),
        at(&document, "/paths/~1pets")
    );
    assert_eq!(
        at(&document, "/paths/~1animals/get/summary"),
        Some(&json!("Every"))
    );
}

#[test]
fn everything_leads_back_to_where_it_was_written() {
    let document = changed(&json!([
        {"target": "$.tags[0]", "remove": true},
        {"target": "$.tags", "update": ["d"]},
        {"target": "$.tags[0]", "remove": true},
        {"target": "$.paths", "update": {"/new": {"get": {"summary": "New"}}}},
        {"target": "$.paths['/shops']", "copy": "$.paths['/pets']"},
    ]));
    let place = |place: &str| {
        let found = document.origins.locate(&place.parse().unwrap());
        format!("{} {}", found.file, found.pointer)
    };
    assert_eq!(at(&document, "/tags"), Some(&json!(["c", "d"])));
    assert_eq!(place("/tags/0"), "api.json /tags/2");
    assert_eq!(place("/tags/1"), "a.overlay.json /actions/1/update/0");
    assert_eq!(
        place("/paths/~1new/get/summary"),
        "a.overlay.json /actions/3/update/~1new/get/summary"
    );
    assert_eq!(
        place("/paths/~1shops/post/tags"),
        "a.overlay.json /actions/4/copy/post/tags"
    );
    assert_eq!(
        place("/paths/~1shops/get/deprecated"),
        "api.json /paths/~1shops/get/deprecated"
    );
}

#[test]
fn what_cannot_be_done_is_told_at_its_place() {
    let (document, told) = applied(
        "1.1.0",
        &json!([
            {"target": "$.paths['/gone']", "remove": true},
            {"target": "$.paths[", "remove": true},
            {"target": "$", "remove": true},
            {"target": "$.info", "update": {"title": {"a": 1}}},
            {"target": "$.tags", "copy": "$.paths.*"},
            {"target": "$.info", "udpate": {}},
            {"update": {}},
            {"target": "$.info", "update": {"version": "2"}},
        ]),
    );
    let told: Vec<&str> = told
        .iter()
        .map(|line| line.split(' ').nth(1).unwrap())
        .collect();
    assert_eq!(
        told,
        [
            "AC0901", "AC0901", "AC0904", "AC0903", "AC0903", "AC0905", "AC0903"
        ]
    );
    assert_eq!(
        at(&document, "/info"),
        Some(&json!({"title": "Pets", "version": "2"}))
    );
    let (_, told) = applied(
        "1.1.0",
        &json!([{"target": "$.paths['/gone']", "remove": true}]),
    );
    assert_eq!(
        told,
        ["a.overlay.json:9: AC0904 `$.paths['/gone']` selects nothing in the description"]
    );
}

#[test]
fn versions_differ_in_what_they_have() {
    let copy = json!([{"target": "$.tags", "copy": "$.info.title"}]);
    let (_, told) = applied("1.0.0", &copy);
    assert_eq!(
        told,
        ["a.overlay.json:10: AC0901 version 1.0 has no `copy`"]
    );
    assert!(applied("1.1.3", &copy).1.is_empty());
    let (_, told) = applied("2.0.0", &copy);
    assert_eq!(told.len(), 1);
    assert!(
        told.first().is_some_and(|told| told.contains("AC0902")),
        "{told:?}"
    );
}

#[test]
fn the_version_of_the_description_can_be_changed() {
    let document = changed(&json!([{"target": "$.openapi", "update": "3.1.0"}]));
    assert_eq!(document.version, read::Version::V3_1);
}

#[test]
fn copies_of_copies_come_to_an_end() {
    let copy = |target: &str, from: &str| json!({"target": target, "copy": from});
    let mut actions = vec![json!({"target": "$", "update": {"x-a": {"b": {}}}})];
    // Each copy is merged into itself one step further down.
    actions.extend((0..130).map(|_| copy("$['x-a'].b", "$['x-a']")));
    let (_, told) = applied("1.1.0", &Value::Array(actions));
    assert!(
        told.first().is_some_and(|told| told.contains("AC0103")),
        "{told:?}"
    );
    let mut actions = vec![json!({"target": "$", "update": {"x-a": [0, 1, 2, 3]}})];
    actions.extend((0..30).map(|_| copy("$['x-a']", "$['x-a']")));
    let (_, told) = applied("1.1.0", &Value::Array(actions));
    assert!(
        told.first()
            .is_some_and(|told| told.contains("AC0901") && told.contains("multiply")),
        "{told:?}"
    );
}

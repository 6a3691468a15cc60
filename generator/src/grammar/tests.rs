//! What the grammar finds, and what it leaves alone.

use serde_json::{Value, json};

use super::*;

fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "x-root": {"schema": {}},
        "paths": {
            "x-note": {"get": {}},
            "/a/{b}": {
                "parameters": [{"$ref": "#/components/parameters/P"}],
                "get": {
                    "requestBody": {"content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/$ref"},
                        "example": {"$ref": "data"}
                    }}},
                    "responses": {"200": {"headers": {"x-h": {"schema": true}}}, "x-r": {}},
                    "callbacks": {"done": {"{$url}": {"post": {}}, "x-c": {}, "": {"get": {}}}}
                }
            }
        },
        "components": {"schemas": {
            "$ref": {
                "properties": {"properties": {"enum": [{"$ref": "data"}]}, "x-p": {}},
                "additionalProperties": false,
                "items": [{}, {}],
                "x-apicrate-if": {"allOf": [false]},
                "default": {"allOf": [{}]},
                "dependencies": {"a": ["b"], "c": {}}
            }
        }}
    })
}

const EXPECTED: &[&str] = &[
    "Root ",
    "PathItem /paths/~1a~1{b}",
    "Parameter /paths/~1a~1{b}/parameters/0",
    "Operation /paths/~1a~1{b}/get",
    "RequestBody /paths/~1a~1{b}/get/requestBody",
    "MediaType /paths/~1a~1{b}/get/requestBody/content/application~1json",
    "Schema /paths/~1a~1{b}/get/requestBody/content/application~1json/schema",
    "Response /paths/~1a~1{b}/get/responses/200",
    "Header /paths/~1a~1{b}/get/responses/200/headers/x-h",
    "Schema /paths/~1a~1{b}/get/responses/200/headers/x-h/schema",
    "Callback /paths/~1a~1{b}/get/callbacks/done",
    "PathItem /paths/~1a~1{b}/get/callbacks/done/{$url}",
    "Operation /paths/~1a~1{b}/get/callbacks/done/{$url}/post",
    "PathItem /paths/~1a~1{b}/get/callbacks/done/",
    "Operation /paths/~1a~1{b}/get/callbacks/done//get",
    "Components /components",
    "Schema /components/schemas/$ref",
    "Schema /components/schemas/$ref/properties/properties",
    "Schema /components/schemas/$ref/properties/x-p",
    "Schema /components/schemas/$ref/items/0",
    "Schema /components/schemas/$ref/items/1",
    "Schema /components/schemas/$ref/x-apicrate-if",
    "Schema /components/schemas/$ref/x-apicrate-if/allOf/0",
    "Schema /components/schemas/$ref/dependencies/c",
];

#[test]
fn both_walks_find_every_object_in_document_order() {
    let mut document = document();
    let mut found = Vec::new();
    walk(
        Kind::Root,
        &document,
        &Pointer::root(),
        &mut |pointer, kind, value| {
            assert_eq!(crate::pointer::get(&document, pointer), Some(value));
            found.push(format!("{kind:?} {pointer}"));
        },
    );
    assert_eq!(found, EXPECTED);

    let mut found = Vec::new();
    walk_mut(
        Kind::Root,
        &mut document,
        &Pointer::root(),
        &mut |pointer, kind, _| {
            found.push(format!("{kind:?} {pointer}"));
        },
    );
    assert_eq!(found, EXPECTED);
}

#[test]
fn a_shared_walk_goes_to_the_same_objects_in_the_same_order() {
    let mut document = document();
    let many = |name: &'static str, value: Value| {
        (0..300).map(move |n| (format!("{name}{n}"), value.clone()))
    };
    let part = json!({"properties": {"a": {}}});
    let item = json!({"get": {"responses": {"200": {"headers": {"h": {"schema": {}}}}}}});
    let map = |document: &mut Value, at: &str, members: &mut dyn Iterator<Item = _>| {
        let map = document.pointer_mut(at).and_then(Value::as_object_mut);
        map.unwrap().extend(members);
    };
    map(&mut document, "/components/schemas", &mut many("S", part));
    map(&mut document, "/paths", &mut many("/p", item));
    // What is no map at all is gone through as well.
    document["components"]["responses"] = json!([{}]);
    document["webhooks"] = json!([{}]);
    let mut all = Vec::new();
    let visit =
        &mut |pointer: &Pointer, kind: Kind, _: &mut Value| all.push(format!("{kind:?} {pointer}"));
    walk_mut(Kind::Root, &mut document.clone(), &Pointer::root(), visit);
    assert!(all.len() > 2000);
    let frame: Vec<String> = all
        .iter()
        .filter(|at| !at.starts_with("Schema "))
        .cloned()
        .collect();
    for threads in [0, 1, 2, 8] {
        for (extent, expected) in [(Extent::All, &all), (Extent::Frame, &frame)] {
            let told = walk_mut_on(
                threads,
                extent,
                &mut document.clone(),
                &Vec::new,
                &|pointer, kind, _, told| told.push(format!("{kind:?} {pointer}")),
            );
            assert_eq!(&told.concat(), expected, "on {threads} threads");
        }
    }
    let mut list = json!({"components": [{"schemas": {"A": {}}}]});
    let told = walk_mut_on(
        2,
        Extent::All,
        &mut list,
        &Vec::new,
        &|pointer, _, _, told| {
            told.push(pointer.to_string());
        },
    );
    assert_eq!(
        told.concat(),
        ["", "/components/0", "/components/0/schemas/A"]
    );
}

#[test]
fn references_are_strings_where_references_may_stand() {
    let value = json!({"$ref": "#/a", "description": "kept"});
    assert_eq!(reference(Kind::Schema, &value), Some("#/a"));
    assert_eq!(reference(Kind::Operation, &value), None);
    assert_eq!(
        reference(Kind::Schema, &json!({"$ref": {"type": "string"}})),
        None
    );
}

#[test]
fn no_row_is_passed_over_for_the_trace_of_its_key() {
    let kinds = [
        Kind::Root,
        Kind::Components,
        Kind::PathItem,
        Kind::Operation,
    ]
    .into_iter()
    .chain([Kind::Parameter, Kind::RequestBody, Kind::MediaType])
    .chain([Kind::Encoding, Kind::Response, Kind::Link, Kind::Schema]);
    for kind in kinds {
        for row in rules(kind) {
            let found = table::rule(kind, row.key).map(|found| found.key);
            assert_eq!(found, Some(row.key), "{kind:?}");
        }
    }
    for key in ["", "x", "{$url}", "/a"] {
        assert!(table::rule(Kind::Callback, key).is_some(), "{key}");
    }
    for key in ["$ref", "x-a"] {
        assert!(table::rule(Kind::Callback, key).is_none(), "{key}");
    }
}

#[test]
fn sections_and_kinds_agree() {
    for rule in rules(Kind::Components)
        .iter()
        .filter(|rule| !rule.key.starts_with("x-"))
    {
        assert_eq!(rule.kind.section(), Some(rule.key));
        assert_eq!(Kind::of_section(rule.key), Some(rule.kind));
    }
    assert_eq!(Kind::of_section("nothing"), None);
}

#[test]
fn a_walk_ends_in_a_tree_of_any_depth() {
    let mut value = json!({});
    for _ in 0..MAX_DEPTH + 20 {
        value = Value::Object([("not".to_owned(), value)].into_iter().collect());
    }
    let mut count = 0;
    walk_mut(
        Kind::Schema,
        &mut value,
        &Pointer::root(),
        &mut |_, _, _| count += 1,
    );
    assert_eq!(count, MAX_DEPTH + 1);
}

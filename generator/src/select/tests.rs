//! What a selection keeps and drops.

use serde_json::json;

use super::*;
use crate::inputs::Source;
use crate::read::read;
use crate::report::Code;

fn selected(value: &Value, tags: &[&str], operations: &[&str]) -> (Document, Left, Report) {
    let mut report = Report::new();
    let source = Source {
        path: "api.json".to_owned(),
        text: value.to_string(),
    };
    let document = read(&source, 1, &mut report).unwrap();
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let selection = Selection {
        tags: owned(tags),
        operations: owned(operations),
        ..Selection::default()
    };
    let (document, left) = select(document, &selection, &mut report);
    (document, left, report)
}

fn document() -> Value {
    json!({
        "openapi": "3.0.3",
        "security": [{"key": []}],
        "tags": [{"name": "Pets"}, {"name": "Stores"}],
        "paths": {
            "/pets": {
                "parameters": [{"$ref": "#/components/parameters/page"}],
                "get": {"operationId": "listPets", "tags": ["Pets"], "responses": {
                    "200": {"$ref": "#/components/responses/Pets"}}},
                "post": {"operationId": "addPet", "tags": ["Stores"], "security": [{"other": []}],
                    "requestBody": {"content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Unused"}}}}}
            },
            "/shared/{id}": {"get": {"operationId": "shared", "responses": {"200": {"content": {
                "application/json": {"schema": {"$ref": "#/components/schemas/Deep"}}}}}}}
        },
        "webhooks": {"w": {"post": {}}},
        "components": {
            "parameters": {"page": {"schema": {"$ref": "#/components/schemas/Page"}}, "other": {}},
            "responses": {"Pets": {"content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Pet/properties/x"}}}}},
            "schemas": {
                "Unused": {},
                "Pet": {
                    "properties": {"x": {}, "parent": {"$ref": "#/components/schemas/Pet"}},
                    "example": {"$ref": "#/components/schemas/Unused"},
                    "discriminator": {"propertyName": "kind", "mapping": {
                        "cat": "#/components/schemas/Cat", "dog": "Dog"}}
                },
                "Cat": {
                    "not": {"$ref": "#/paths/~1shared~1%7Bid%7D/get/responses/200/content/application~1json/schema"}
                },
                "Dog": {},
                "Deep": {},
                "Page": {"type": "string"}
            },
            "securitySchemes": {"key": {}, "other": {}}
        }
    })
}

fn names(document: &Document, section: &str) -> Vec<String> {
    document.value["components"][section]
        .as_object()
        .unwrap()
        .keys()
        .cloned()
        .collect()
}

#[test]
fn what_the_operations_reach_is_kept() {
    let (document, left, report) = selected(&document(), &["Pets"], &[]);
    assert_eq!(report.diagnostics(), &[]);
    assert_eq!(
        left,
        Left {
            operations: 2,
            components: 3
        }
    );
    let paths = document.value["paths"].as_object().unwrap();
    assert_eq!(paths.keys().collect::<Vec<_>>(), ["/pets"]);
    assert_eq!(
        paths["/pets"]
            .as_object()
            .unwrap()
            .keys()
            .collect::<Vec<_>>(),
        ["parameters", "get"]
    );
    let schemas = ["Pet", "Cat", "Dog", "Deep", "Page", "shared_id_get_200"];
    assert_eq!(names(&document, "schemas"), schemas);
    assert_eq!(names(&document, "parameters"), ["page"]);
    assert_eq!(names(&document, "securitySchemes"), ["key"]);
    assert_eq!(document.value["tags"], json!([{"name": "Pets"}]));
    assert_eq!(document.value.get("webhooks"), None);
    let new = &document.value["components"]["schemas"]["Cat"]["not"]["$ref"];
    assert_eq!(new, "#/components/schemas/shared_id_get_200");
    let place = Pointer::from_segments(["components", "schemas", "shared_id_get_200"]);
    assert!(
        document
            .origins
            .locate(&place)
            .pointer
            .as_str()
            .starts_with("/paths/~1shared")
    );
}

#[test]
fn operations_are_selected_by_id_too() {
    let (document, left, _) = selected(&document(), &[], &["addPet"]);
    assert_eq!(left.operations, 2);
    assert_eq!(names(&document, "schemas"), ["Unused", "Page"]);
    assert_eq!(names(&document, "securitySchemes"), ["other"]);
}

#[test]
fn nothing_selected_is_everything() {
    let (document, left, _) = selected(&self::document(), &[], &[]);
    assert_eq!(left, Left::default());
    assert_eq!(document.value, self::document());
}

#[test]
fn unknown_names_are_errors_with_a_suggestion() {
    let (_, _, report) = selected(&document(), &["pets"], &["listPet", "zzz"]);
    let found: Vec<_> = report
        .diagnostics()
        .iter()
        .map(|d| (d.code, d.help.as_str()))
        .collect();
    let expected = [
        (Code::UnknownTag, "did you mean `Pets`?"),
        (Code::UnknownOperation, "did you mean `listPets`?"),
        (
            Code::UnknownOperation,
            "correct the selection, or remove the name from it",
        ),
    ];
    assert_eq!(found, expected);
}

#[test]
fn problems_of_what_is_gone_are_gone() {
    let mut report = Report::new();
    let source = Source {
        path: "api.json".to_owned(),
        text: document().to_string(),
    };
    let document = read(&source, 1, &mut report).unwrap();
    for path in ["/pets", "/shared/{id}"] {
        let pointer = Pointer::from_segments(["paths", path, "get"]);
        report.error(Code::FileMissing, &pointer, "missing", "");
    }
    let selection = Selection {
        tags: vec!["Pets".to_owned()],
        operations: Vec::new(),
        ..Selection::default()
    };
    let _ = select(document, &selection, &mut report);
    assert_eq!(report.diagnostics().len(), 1);
}

/// The paths that are left under `selection`, and what was reported.
fn left(value: &Value, selection: &Selection) -> (Vec<String>, Vec<String>) {
    let mut report = Report::new();
    let source = Source {
        path: "api.json".to_owned(),
        text: value.to_string(),
    };
    let document = read(&source, 1, &mut report).unwrap();
    let (document, _) = select(document, selection, &mut report);
    let mut kept = Vec::new();
    for section in ["paths", "webhooks"] {
        let items = document.value.get(section).and_then(Value::as_object);
        kept.extend(items.into_iter().flatten().map(|(name, _)| name.clone()));
    }
    let schemas = document.value.pointer("/components/schemas");
    kept.extend(
        schemas
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
            .map(|(name, _)| name.clone()),
    );
    let told = report.into_diagnostics().into_iter();
    (
        kept,
        told.map(|told| format!("{}: {}", told.message, told.help))
            .collect(),
    )
}

fn many() -> Value {
    let get = |tags: &[&str]| json!({"get": {"tags": tags, "responses": {}}});
    json!({
        "openapi": "3.1.0",
        "paths": {
            "/orgs/{id}": get(&["Orgs"]),
            "/orgs/{id}/pets": get(&["Orgs", "Pets"]),
            "/pets": {"get": {"operationId": "listPets", "tags": ["Pets"], "responses": {"200": {"content": {"a/b": {
                "schema": {"allOf": [
                    {"$ref": "#/components/schemas/Pet"}, {"$ref": "#/components/schemas/Born"}]}}}}}}},
            "/shops": get(&[])
        },
        "webhooks": {"born": get(&["Pets"]), "closed": get(&[])},
        "components": {"schemas": {
            "Unused": {"properties": {"pet": {"$ref": "#/components/schemas/Pet"}}},
            "Pet": {},
            "Born": {},
        }}
    })
}

#[test]
fn what_is_omitted_goes_and_the_rest_stays() {
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let all = Selection {
        omit_tags: owned(&["Pets"]),
        ..Selection::default()
    };
    assert_eq!(
        left(&many(), &all).0,
        ["/orgs/{id}", "/shops", "closed", "Unused", "Pet"]
    );
    let all = Selection {
        omit_paths: owned(&["/orgs/*"]),
        omit_operations: owned(&["listPets"]),
        ..Selection::default()
    };
    assert_eq!(
        left(&many(), &all).0,
        ["/shops", "born", "closed", "Unused", "Pet"]
    );
    let some = Selection {
        tags: owned(&["Orgs"]),
        omit_paths: owned(&["*/pets"]),
        ..Selection::default()
    };
    assert_eq!(left(&many(), &some).0, ["/orgs/{id}"]);
}

#[test]
fn paths_are_whole_or_have_stars() {
    let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let of = |paths: &[&str]| {
        let selection = Selection {
            paths: owned(paths),
            ..Selection::default()
        };
        left(&many(), &selection)
    };
    assert_eq!(of(&["/orgs/{id}"]).0, ["/orgs/{id}"]);
    assert_eq!(
        of(&["/orgs/{id}*", "/shops"]).0,
        ["/orgs/{id}", "/orgs/{id}/pets", "/shops"]
    );
    assert_eq!(
        of(&["/orgs", "/shop"]).1,
        [
            "no operation has the path `/orgs`: did you mean `/orgs*`?",
            "no operation has the path `/shop`: did you mean `/shops`?"
        ]
    );
}

#[test]
fn names_to_be_omitted_must_be_there_too() {
    let selection = Selection {
        omit_tags: vec!["Pest".to_owned()],
        omit_paths: vec!["/nothing/*".to_owned()],
        ..Selection::default()
    };
    let (_, told) = left(&many(), &selection);
    assert_eq!(told.len(), 2);
    assert!(
        told.first()
            .is_some_and(|told| told.contains("did you mean `Pets`?")),
        "{told:?}"
    );
}

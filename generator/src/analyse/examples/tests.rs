//! What is made, and what disagrees.

use serde_json::{Value, json};

use super::{Examples, View};
use crate::analyse;
use crate::inputs::{Inputs, NoFiles, Source};
use crate::ir::{Api, TypeRef};
use crate::settings::Settings;

/// The API that has `schemas`, of which responses bring each.
fn api(schemas: &Value) -> Api {
    let names = schemas.as_object().into_iter().flatten();
    let responses = names.enumerate().map(|(index, (name, _))| {
        let schema = json!({"$ref": format!("#/components/schemas/{name}")});
        let content = json!({"application/json": {"schema": schema}});
        let status = (400 + index).to_string();
        (status, json!({"description": "d", "content": content}))
    });
    let responses: serde_json::Map<String, Value> = responses.collect();
    let document = json!({
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a": {"get": {"responses": responses}}},
        "components": {"schemas": schemas},
    });
    let outcome = crate::generate(&Inputs {
        root: &Source {
            path: "api.json".to_owned(),
            text: document.to_string(),
        },
        loader: &NoFiles,
        settings: &Settings::default(),
        overlays: &[],
        lock: None,
    });
    outcome.api.expect("a document without errors")
}

/// The type that stands first.
fn first(api: &Api) -> TypeRef {
    let is_first = |at: &str| at == "/components/schemas/A";
    let mut types = api.types.iter();
    let found = types.find(|(_, ty)| is_first(ty.origin.pointer.as_str()));
    TypeRef::Named(found.expect("the first schema").0)
}

/// What is made of the schema `A`, with the optional members of its first level.
fn made(schemas: &Value) -> Option<Value> {
    let api = api(schemas);
    let facts = analyse::facts(&api);
    Examples::new(&api, &facts).made(&first(&api), 1)
}

/// What is wrong with `value` as an `A`.
fn wrong(schemas: &Value, value: &Value) -> Vec<String> {
    let api = api(schemas);
    let facts = analyse::facts(&api);
    let examples = Examples::new(&api, &facts);
    let found = examples.disagreements(&first(&api), value).into_iter();
    found
        .map(|found| {
            let fatal = if found.is_fatal { "!" } else { "" };
            format!("{}{fatal}: {}", found.pointer, found.what)
        })
        .collect()
}

#[test]
fn values_are_made_of_the_words_about_their_parts() {
    let schema = json!({"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string", "format": "uuid"},
        "name": {"type": "string", "example": "lobby"},
        "wrong": {"type": "integer", "example": "seven", "minimum": 5},
        "port": {"type": "integer", "default": 8080},
        "code": {"type": "string", "minLength": 6, "maxLength": 6},
        "mail": {"type": "string", "format": "email"},
        "share": {"type": "number", "maximum": 0.25},
        "more": {"type": "integer", "minimum": 10, "exclusiveMinimum": true},
        "kind": {"type": "string", "enum": ["b", "a"]},
        "list": {"type": "array", "minItems": 2, "items": {"type": "boolean"}},
        "map": {"type": "object", "additionalProperties": {"type": "integer"}},
        "at": {"type": "string", "format": "date-time", "nullable": true},
    }});
    assert_eq!(
        made(&json!({"A": schema})),
        Some(json!({
            "id": "7f5b1c2e-9a4d-4e3b-8c6f-0a1b2c3d4e5f",
            "name": "lobby",
            "wrong": 5,
            "port": 8080,
            "code": "textxx",
            "mail": "someone@example.com",
            "share": 0.25,
            "more": 11,
            "kind": "b",
            "list": [true, true],
            "map": {},
            "at": "2026-01-31T12:30:00Z",
        }))
    );
}

#[test]
fn types_inside_of_themselves_end() {
    let tree = json!({"type": "object", "required": ["children"], "properties": {
        "children": {"type": "array", "items": {"$ref": "#/components/schemas/A"}},
        "parent": {"$ref": "#/components/schemas/A"},
    }});
    assert_eq!(made(&json!({"A": tree})), Some(json!({"children": []})));
    let endless = json!({"type": "object", "required": ["next"], "properties": {
        "next": {"$ref": "#/components/schemas/A"},
    }});
    assert_eq!(made(&json!({"A": endless})), None);
    let union = json!({"oneOf": [
        {"type": "object", "required": ["not"], "properties": {"not": {"$ref": "#/components/schemas/A"}}},
        {"type": "object", "required": ["is"], "properties": {"is": {"type": "string"}}},
    ]});
    assert_eq!(made(&json!({"A": union})), Some(json!({"is": "text"})));
}

#[test]
fn branches_carry_the_tag_that_selects_them() {
    let schemas = json!({
        "A": {
            "oneOf": [{"$ref": "#/components/schemas/B"}, {"$ref": "#/components/schemas/C"}],
            "discriminator": {"propertyName": "kind", "mapping": {"bee": "#/components/schemas/B"}},
        },
        "B": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
        "C": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
    });
    assert_eq!(made(&schemas), Some(json!({"kind": "bee"})));
    assert_eq!(wrong(&schemas, &json!({"kind": "C"})), [""; 0]);
    let told = wrong(&schemas, &json!({"kind": "wasp"}));
    assert_eq!(told, [": this is none of the alternatives"]);
}

#[test]
fn disagreements_have_their_places() {
    let schema = json!({"type": "object", "required": ["id"], "properties": {
        "id": {"type": "string", "format": "uuid"},
        "count": {"type": "integer", "format": "int32", "maximum": 10},
        "on": {"type": "string", "format": "date"},
        "kinds": {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
    }, "additionalProperties": false});
    let schemas = json!({"A": schema});
    let value = json!({
        "count": 12, "on": "2026-02-30", "kinds": ["a", "c", 1], "else": null
    });
    assert_eq!(
        wrong(&schemas, &value),
        [
            "/id!: this required member is missing",
            "/count: the number is more than 10",
            "/on: this is not a date of RFC 3339",
            "/kinds/1: this value is not among those that are listed",
            "/kinds/2!: this value is not among those that are listed",
            "/else: the schema does not allow this member",
        ]
    );
    let value = json!({"id": "7", "count": 1.5, "on": null, "kinds": {}});
    assert_eq!(
        wrong(&schemas, &value),
        [
            "/id!: this is not a UUID",
            "/count!: this is a number with a fraction, not an integer",
            "/on: `null` is no value of this member",
            "/kinds!: this is an object, not an array",
        ]
    );
}

#[test]
fn what_is_written_is_what_the_client_writes() {
    let schema = json!({"type": "object", "properties": {
        "id": {"type": "string", "format": "uuid", "readOnly": true},
        "ratio": {"type": "number"},
        "whole": {"type": "integer"},
        "note": {"type": "string"},
    }});
    let api = api(&json!({"A": schema}));
    let facts = analyse::facts(&api);
    let examples = Examples::new(&api, &facts);
    let value = json!({
        "extra": [1.0],
        "note": null,
        "id": "7F5B1C2E9A4D4E3B8C6F0A1B2C3D4E5F",
        "ratio": 2.0,
        "whole": 3.0,
    });
    let written = |view| examples.written(&first(&api), &value, view);
    assert_eq!(
        written(View::Full),
        Ok(json!({
            "id": "7f5b1c2e-9a4d-4e3b-8c6f-0a1b2c3d4e5f", "ratio": 2, "whole": 3, "extra": [1.0]
        }))
    );
    let sent = written(View::Request);
    assert_eq!(sent, Ok(json!({"ratio": 2, "whole": 3, "extra": [1.0]})));
}

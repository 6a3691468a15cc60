//! Documents of any size, each part of which looks like the others.

use serde_json::{Map, Value, json};

/// How many resources the document of size 1 has.
const RESOURCES: usize = 60;

/// A document with `size` times as many resources: two objects and four operations each.
#[must_use]
pub fn document(size: usize) -> String {
    let mut paths = Map::new();
    let mut schemas = Map::new();
    for number in 0..size * RESOURCES {
        let name = format!("Resource{number}");
        paths.insert(format!("/resources{number}"), collection(&name));
        paths.insert(format!("/resources{number}/{{id}}"), item(&name));
        schemas.insert(name.clone(), resource(number, &name));
        schemas.insert(format!("{name}Part"), part());
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Synthetic", "version": "1.0.0" },
        "servers": [{ "url": "https://example.com" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
    .to_string()
}

fn collection(name: &str) -> Value {
    let list = json!({ "type": "array", "items": reference(name) });
    json!({
        "get": {
            "operationId": format!("list{name}"),
            "tags": [name],
            "description": format!("Lists what there is of {name}."),
            "parameters": [
                { "name": "limit", "in": "query", "schema": { "type": "integer", "maximum": 100 } },
                { "name": "page", "in": "query", "schema": { "type": "integer" } },
            ],
            "responses": { "200": answer(&list), "404": { "description": "There is none" } },
        },
        "post": {
            "operationId": format!("create{name}"),
            "tags": [name],
            "requestBody": body(name),
            "responses": { "201": answer(&reference(name)) },
        },
    })
}

fn item(name: &str) -> Value {
    json!({
        "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
        "get": {
            "operationId": format!("get{name}"),
            "tags": [name],
            "responses": { "200": answer(&reference(name)) },
        },
        "put": {
            "operationId": format!("put{name}"),
            "tags": [name],
            "requestBody": body(name),
            "responses": { "200": answer(&reference(name)) },
        },
    })
}

fn resource(number: usize, name: &str) -> Value {
    json!({
        "type": "object",
        "description": format!("The resource of number {number}."),
        "required": ["id", "kind"],
        "properties": {
            "id": { "type": "string", "readOnly": true },
            "kind": { "type": "string", "enum": ["small", "large", format!("own_{number}")] },
            "created": { "type": "string", "format": "date-time", "description": "When it was made." },
            "note": { "type": ["string", "null"], "maxLength": 200 },
            "parts": { "type": "array", "items": reference(&format!("{name}Part")) },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
        },
        "example": { "id": "a", "kind": "small", "parts": [{ "size": 3 }] },
    })
}

fn part() -> Value {
    json!({
        "type": "object",
        "properties": {
            "size": { "type": "integer", "minimum": 0 },
            "weight": { "type": "number" },
            "is_there": { "type": "boolean" },
        },
    })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn answer(schema: &Value) -> Value {
    json!({ "description": "OK", "content": { "application/json": { "schema": schema } } })
}

fn body(name: &str) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": reference(name) } } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twice_the_size_is_twice_the_document() {
        let schemas = |size| {
            let tree: Value = serde_json::from_str(&document(size)).unwrap();
            tree.pointer("/components/schemas")
                .unwrap()
                .as_object()
                .unwrap()
                .len()
        };
        assert_eq!(schemas(1), 2 * RESOURCES);
        assert_eq!(schemas(3), 6 * RESOURCES);
    }
}

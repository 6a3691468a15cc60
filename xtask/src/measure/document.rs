//! The description that is measured: many objects of ten members each, of the usual kinds.

use serde_json::{Map, Value, json};

/// A description with `models` objects. No operations: what is measured is the models.
///
/// Names of members are already in the case of Rust's fields, so that the twin needs no renaming.
#[must_use]
pub fn document(models: usize) -> String {
    let mut schemas = Map::new();
    for number in 0..models {
        schemas.insert(name(number), object(number));
        if has_enumeration(number) {
            schemas.insert(kind(number), enumeration());
        }
    }
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Measured", "version": "1.0.0"},
        "paths": {},
        "components": {"schemas": schemas},
    })
    .to_string()
}

/// The name of an object.
#[must_use]
pub fn name(number: usize) -> String {
    format!("Model{number}")
}

fn kind(number: usize) -> String {
    format!("Kind{number}")
}

/// Every second object has an enumeration of its own.
fn has_enumeration(number: usize) -> bool {
    number.is_multiple_of(2)
}

fn object(number: usize) -> Value {
    let child = match number.checked_sub(1) {
        // Chains of six: as deep as bodies usually are.
        Some(other) if !number.is_multiple_of(6) => reference(&name(other)),
        _ => json!({"type": "string"}),
    };
    let sort = if has_enumeration(number) {
        reference(&kind(number))
    } else {
        json!({"type": "string", "maxLength": 64})
    };
    json!({
        "type": "object",
        "description": format!("The object of number {number}."),
        "required": ["name", "sort"],
        "properties": {
            "id": {"type": "string", "format": "uuid", "readOnly": true, "description": "What it is known by."},
            "name": {"type": "string", "description": "What people call it.", "maxLength": 64},
            "sort": sort,
            "count": {"type": "integer", "minimum": 0, "description": "How many there are."},
            "ratio": {"type": "number", "nullable": true, "description": "How much of it is used."},
            "active": {"type": "boolean", "description": "Whether it is in use."},
            "note": {"type": "string", "description": "What else there is to say."},
            "items": {"type": "array", "items": child, "description": "What it consists of."},
            "labels": {"type": "object", "additionalProperties": {"type": "string"}},
            "child": child,
        },
    })
}

fn enumeration() -> Value {
    json!({
        "type": "string",
        "description": "What sort it is of.",
        "enum": ["admin", "read", "write", "helpdesk"],
    })
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

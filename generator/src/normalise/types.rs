//! `type`: one name that exists. `null` among several becomes `nullable`, and what is left of
//! several becomes an `anyOf` with a branch for each.

mod split;

use serde_json::{Map, Value};

use super::node::{Node, Notes, describe};
use crate::pointer::Pointer;
use crate::report::Code;

/// The names in the specification; `null` is no type in 3.0.
const TYPES: [&str; 7] = [
    "string", "number", "integer", "boolean", "object", "array", "null",
];

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let pointer = node.pointer;
    let Some(members) = node.schema() else { return };
    let Some(value) = members.get("type") else {
        return;
    };
    // Nearly all: one name, and one that 3.0 has.
    if let Value::String(name) = value
        && name != "null"
        && TYPES.contains(&name.as_str())
    {
        return;
    }
    let names = match value.clone() {
        Value::Array(names) => names,
        name => vec![name],
    };
    let Some(mut types) = known(names, members, pointer, notes) else {
        return;
    };
    let nullable = types.contains(&"null");
    types.retain(|name| *name != "null");
    if types.contains(&"number") {
        types.retain(|name| *name != "integer");
    }
    match types.as_slice() {
        [] => {
            members.shift_remove("type");
            if nullable {
                members.insert("x-apicrate-null".to_owned(), Value::Bool(true));
            }
            return;
        }
        [name] => {
            members.insert("type".to_owned(), Value::String((*name).to_owned()));
        }
        several => split::split(members, several, pointer, notes),
    }
    if nullable {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// The different names among `names`, in their order; `None` if one of them cannot be understood.
fn known(
    names: Vec<Value>,
    members: &mut Map<String, Value>,
    pointer: &Pointer,
    notes: &mut Notes,
) -> Option<Vec<&'static str>> {
    let place = pointer.child("type");
    let mut types = Vec::new();
    for name in names {
        let known = match &name {
            Value::Null => {
                let message = "`type` is null; it was read as the type `null`".to_owned();
                notes.warn(
                    Code::UnknownType,
                    &place,
                    message,
                    "write `\"null\"`, with quotes",
                );
                Some("null")
            }
            Value::String(name) => TYPES.iter().copied().find(|known| known == name),
            _ => {
                let message = format!("a type is {} and not a name", describe(&name));
                notes.error(
                    Code::UnknownType,
                    &place,
                    message,
                    "write the name of a type",
                );
                return None;
            }
        };
        match (known, name) {
            (Some(known), _) if types.contains(&known) => {}
            (Some(known), _) => types.push(known),
            (None, Value::String(name)) => {
                let meant = meant(&name, members, &place, notes)?;
                types.extend(meant.filter(|meant| !types.contains(meant)));
            }
            (None, _) => {}
        }
    }
    Some(types)
}

/// What is meant by a name that is no type: `Some(None)` is anything.
fn meant(
    name: &str,
    members: &mut Map<String, Value>,
    pointer: &Pointer,
    notes: &mut Notes,
) -> Option<Option<&'static str>> {
    let (meant, format) = match name.trim().to_ascii_lowercase().as_str() {
        "str" | "text" | "enum" => (Some("string"), None),
        "date" => (Some("string"), Some("date")),
        "datetime" | "date-time" | "timestamp" => (Some("string"), Some("date-time")),
        "uuid" => (Some("string"), Some("uuid")),
        "uri" | "url" => (Some("string"), Some("uri")),
        "file" | "binary" => (Some("string"), Some("binary")),
        "byte" => (Some("string"), Some("byte")),
        "int" => (Some("integer"), None),
        "int32" => (Some("integer"), Some("int32")),
        "int64" | "long" => (Some("integer"), Some("int64")),
        "float" => (Some("number"), Some("float")),
        "double" => (Some("number"), Some("double")),
        "decimal" | "numeric" => (Some("number"), None),
        "bool" => (Some("boolean"), None),
        "list" => (Some("array"), None),
        "dict" | "map" | "hash" | "json" => (Some("object"), None),
        "any" | "mixed" | "*" | "" => (None, None),
        "none" | "nil" => (Some("null"), None),
        lower => match TYPES.iter().copied().find(|known| *known == lower) {
            Some(known) => (Some(known), None),
            None => {
                let message = format!("`{name}` is no type");
                let help = format!("write one of {}", TYPES.join(", "));
                notes.error(Code::UnknownType, pointer, message, &help);
                return None;
            }
        },
    };
    let format = format.filter(|_| !members.contains_key("format"));
    let read_as = match (meant, format) {
        (None, _) => "any type".to_owned(),
        (Some(meant), None) => format!("`{meant}`"),
        (Some(meant), Some(format)) => format!("`{meant}` with the format `{format}`"),
    };
    let message = format!("`{name}` is no type; it was read as {read_as}");
    notes.warn(Code::UnknownType, pointer, message, "write it as that");
    if let Some(format) = format {
        members.insert("format".to_owned(), Value::String(format.to_owned()));
    }
    Some(meant)
}

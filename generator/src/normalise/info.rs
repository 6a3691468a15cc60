//! The document's own members, `info`, `servers` and `tags`: what later phases rely on is there.

use serde_json::{Map, Value, json};

use super::node::{Node, Notes, describe};
use crate::grammar::Kind;
use crate::report::Code;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    match node.kind {
        Kind::Root => root(node, notes),
        Kind::Info => info(node, notes),
        Kind::Server => server(node, notes),
        Kind::Tag => tag(node, notes),
        _ => {}
    }
}

fn root(node: &mut Node<'_>, notes: &mut Notes) {
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    for key in ["info", "components"] {
        let wrong = members.get(key).is_some_and(|value| !value.is_object());
        if wrong {
            notes.repaired(node.pointer, key, "an object", "was left out");
            members.shift_remove(key);
        }
    }
    members.entry("info").or_insert_with(|| json!({}));
    // A document without paths describes webhooks, or components for others.
    members.entry("paths").or_insert_with(|| json!({}));
}

fn info(node: &mut Node<'_>, notes: &mut Notes) {
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    for (key, value) in [("title", "API"), ("version", "0.0.0")] {
        if !members.contains_key(key) {
            let message = format!("the document has no `{key}`; `{value}` is used");
            notes.warn(
                Code::WrongType,
                node.pointer,
                message,
                &format!("add `{key}` to `info`"),
            );
            members.insert(key.to_owned(), Value::String(value.to_owned()));
        }
    }
    let nameless = members
        .get("license")
        .is_some_and(|license| !license["name"].is_string());
    if nameless {
        notes.repaired(
            node.pointer,
            "license",
            "an object with a `name`",
            "was left out",
        );
        members.shift_remove("license");
    }
}

fn server(node: &mut Node<'_>, notes: &mut Notes) {
    if let Value::String(url) = node.value {
        let message = "the server is a text; it was read as its `url`".to_owned();
        notes.warn(
            Code::WrongType,
            node.pointer,
            message,
            "write `url:` in front of it",
        );
        *node.value = json!({ "url": url });
    }
    if !node.value.get("url").is_some_and(Value::is_string) {
        let message = format!("the server is {} without a `url`", describe(node.value));
        notes.error(
            Code::WrongType,
            node.pointer,
            message,
            "add a `url`, or remove the server",
        );
        return;
    }
    let Some(variables) = node
        .value
        .get_mut("variables")
        .and_then(Value::as_object_mut)
    else {
        return;
    };
    let place = node.pointer.child("variables");
    for (name, variable) in variables {
        if let Some(members) = variable.as_object_mut() {
            variable_texts(members, &place.child(name), notes);
        }
    }
}

/// `default` and `enum` of a server variable are texts; ports and versions often are not quoted.
fn variable_texts(
    members: &mut Map<String, Value>,
    pointer: &crate::pointer::Pointer,
    notes: &mut Notes,
) {
    let mut text = |value: &mut Value, pointer: &crate::pointer::Pointer| {
        if value.is_number() || value.is_boolean() {
            let message = format!("{value} is not a string; it was read as one");
            notes.warn(Code::WrongType, pointer, message, "quote it");
            *value = Value::String(value.to_string());
        }
    };
    if let Some(default) = members.get_mut("default") {
        text(default, &pointer.child("default"));
    }
    let allowed = members.get_mut("enum").and_then(Value::as_array_mut);
    for (index, value) in allowed.into_iter().flatten().enumerate() {
        text(value, &pointer.child("enum").index(index));
    }
}

fn tag(node: &mut Node<'_>, notes: &mut Notes) {
    if let Value::String(name) = node.value {
        let message = "the tag is a text; it was read as its `name`".to_owned();
        notes.warn(
            Code::WrongType,
            node.pointer,
            message,
            "write `name:` in front of it",
        );
        *node.value = json!({ "name": name });
    }
}

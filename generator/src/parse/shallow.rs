//! Copies of objects that hold references in the place of their children.

use serde_json::{Map, Value};

use crate::grammar::{self, Kind};
use crate::pointer::Pointer;

/// A copy of `value` in which every child that a `$ref` could stand for is a reference to its own place.
///
/// Children that already are references stay as they are; children of other kinds are copied the same way.
pub(super) fn copy(value: &Value, kind: Kind, pointer: &Pointer) -> Value {
    let Value::Object(members) = value else {
        return value.clone();
    };
    let copied = members
        .iter()
        .filter(|(key, _)| !is_left_out(kind, key))
        .map(|(key, member)| {
            let rule = grammar::rules(kind).iter().find(|rule| rule.key == key);
            let copied = match rule {
                Some(rule) => children(member, rule.kind, rule.shape, &pointer.child(key)),
                None => member.clone(),
            };
            (key.clone(), copied)
        });
    Value::Object(copied.collect())
}

/// What `openapiv3` would parse whole, and other phases look at by themselves.
fn is_left_out(kind: Kind, key: &str) -> bool {
    match kind {
        Kind::Operation => key == "callbacks",
        Kind::Response => key == "links",
        Kind::Schema => matches!(key, "$defs" | "definitions" | "externalDocs" | "xml"),
        _ => false,
    }
}

fn children(member: &Value, kind: Kind, shape: grammar::Shape, pointer: &Pointer) -> Value {
    use grammar::Shape;
    match (shape, member) {
        (Shape::OneOrBool, Value::Bool(_)) => member.clone(),
        (Shape::One | Shape::List, Value::Array(list)) => list
            .iter()
            .enumerate()
            .map(|(index, value)| child(value, kind, &pointer.index(index)))
            .collect(),
        (Shape::Map | Shape::Patterned, Value::Object(map)) => {
            let copied = map.iter().map(|(key, value)| {
                let is_extension = shape == Shape::Patterned && key.starts_with("x-");
                let copied = if is_extension {
                    value.clone()
                } else {
                    child(value, kind, &pointer.child(key))
                };
                (key.clone(), copied)
            });
            Value::Object(copied.collect())
        }
        (Shape::One | Shape::OneOrBool, _) => child(member, kind, pointer),
        (Shape::List | Shape::Map | Shape::Patterned, _) => member.clone(),
    }
}

fn child(value: &Value, kind: Kind, pointer: &Pointer) -> Value {
    if kind.section().is_none() || matches!(kind, Kind::PathItem | Kind::Callback | Kind::Link) {
        return copy(value, kind, pointer);
    }
    let target = match grammar::reference(kind, value) {
        // What leads to another kind stays at its own place, where that has been reported.
        Some(target) if other_section(target, kind).is_none() => target.to_owned(),
        _ => pointer.to_reference(),
    };
    Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(target))]))
}

/// The section of `components` that a `$ref` leads to, if that is not the one for objects of `kind`.
pub(super) fn other_section(target: &str, kind: Kind) -> Option<&str> {
    let (section, name) = target.strip_prefix("#/components/")?.split_once('/')?;
    let found = Kind::of_section(section)?;
    (found != kind && !name.contains('/')).then_some(section)
}

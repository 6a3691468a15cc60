//! Members that are lists: one thing alone becomes a list of one, anything else is left out.

use serde_json::{Map, Value};

use super::node::{Node, Notes};
use crate::grammar::{Kind, Shape, rules};
use crate::pointer::Pointer;
use crate::report::Code;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    for rule in rules(node.kind)
        .iter()
        .filter(|rule| rule.shape == Shape::List)
    {
        objects(members, rule.key, node.pointer, notes);
    }
    match node.kind {
        Kind::Schema => {
            required(members, node.pointer, notes);
            values(members, node.pointer, notes);
        }
        Kind::Operation => names(members, "tags", node.pointer, notes),
        _ => {}
    }
}

/// A list of objects, such as `allOf` and `parameters`.
fn objects(members: &mut Map<String, Value>, key: &str, pointer: &Pointer, notes: &mut Notes) {
    let Some(member) = members.get_mut(key) else {
        return;
    };
    match member {
        // An empty combination says nothing; an empty list of anything else is one.
        Value::Array(list) if list.is_empty() && key.ends_with("Of") => {
            notes.repaired(pointer, key, "a list with anything in it", "was left out");
        }
        Value::Array(_) => return,
        Value::Null => {}
        Value::Object(_) => {
            notes.repaired(pointer, key, "a list", "was read as a list of one");
            *member = Value::Array(vec![member.take()]);
            return;
        }
        _ => notes.repaired(pointer, key, "a list", "was left out"),
    }
    members.shift_remove(key);
}

/// `required` of a schema: a list of names. As a flag it is about the property it stands at, which
/// was the way of the third draft of JSON Schema.
fn required(members: &mut Map<String, Value>, pointer: &Pointer, notes: &mut Notes) {
    const KEY: &str = "required";
    let is_flag = match members.get(KEY) {
        Some(Value::Bool(_)) => true,
        Some(Value::String(text)) => text == "true" || text == "false",
        _ => false,
    };
    if !is_flag {
        names(members, KEY, pointer, notes);
        return;
    }
    let help = "name the property in the `required` list of the schema that it is a property of";
    let message = "`required` at a property is no list of names; it was left out".to_owned();
    notes.warn(Code::RequiredFlag, &pointer.child(KEY), message, help);
    members.shift_remove(KEY);
}

/// A list of different names.
fn names(members: &mut Map<String, Value>, key: &str, pointer: &Pointer, notes: &mut Notes) {
    let Some(member) = members.get_mut(key) else {
        return;
    };
    let list = match member {
        Value::Array(list) => std::mem::take(list),
        Value::String(_) => {
            notes.repaired(pointer, key, "a list", "was read as a list of one");
            vec![member.take()]
        }
        Value::Null => {
            members.shift_remove(key);
            return;
        }
        _ => {
            notes.repaired(pointer, key, "a list of names", "was left out");
            members.shift_remove(key);
            return;
        }
    };
    let place = pointer.child(key);
    let mut kept: Vec<Value> = Vec::with_capacity(list.len());
    for (index, name) in list.into_iter().enumerate() {
        let name = match name {
            Value::String(_) => name,
            Value::Bool(_) | Value::Number(_) => {
                let done = format!("was read as `{name}`");
                notes.repaired(&place, &index.to_string(), "a string", &done);
                Value::String(name.to_string())
            }
            _ => {
                notes.repaired(&place, &index.to_string(), "a string", "was left out");
                continue;
            }
        };
        kept.push(name);
    }
    drop_repeated(&mut kept, &place, notes);
    *member = Value::Array(kept);
}

/// `enum`: a list of different values, and at least one.
fn values(members: &mut Map<String, Value>, pointer: &Pointer, notes: &mut Notes) {
    const KEY: &str = "enum";
    let Some(member) = members.get_mut(KEY) else {
        return;
    };
    match member {
        Value::Array(list) if !list.is_empty() => {
            drop_repeated(list, &pointer.child(KEY), notes);
            return;
        }
        Value::Array(_) | Value::Object(_) => {
            notes.repaired(pointer, KEY, "a list of values", "was left out");
        }
        Value::Null => {}
        _ => {
            notes.repaired(pointer, KEY, "a list", "was read as a list of one");
            *member = Value::Array(vec![member.take()]);
            return;
        }
    }
    members.shift_remove(KEY);
}

fn drop_repeated(list: &mut Vec<Value>, pointer: &Pointer, notes: &mut Notes) {
    let mut seen = std::collections::BTreeSet::new();
    let mut index = 0;
    list.retain(|value| {
        let new = seen.insert(value.to_string());
        if !new {
            let message = format!("{value} stands in the list already; it was left out");
            notes.warn(Code::WrongType, &pointer.index(index), message, "remove it");
        }
        index += 1;
        new
    });
}

//! `items` as a list, the older form of `prefixItems`.

use serde_json::{Value, json};

use super::node::{Node, Notes};

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let pointer = node.pointer;
    let Some(members) = node.schema() else { return };
    let has_prefix = members.contains_key("prefixItems");
    let Some(items) = members.get_mut("items") else {
        return;
    };
    match items {
        Value::Array(list) if list.len() == 1 => {
            notes.repaired(
                pointer,
                "items",
                "a schema",
                "was read as the schema of every element",
            );
            notes.moved(pointer.child("items").index(0), pointer.child("items"));
            *items = list.pop().unwrap_or_default();
        }
        Value::Array(list) if !list.is_empty() && !has_prefix => {
            notes.repaired(pointer, "items", "a schema", "was read as `prefixItems`");
            notes.moved(pointer.child("items"), pointer.child("prefixItems"));
            super::node::rename(members, "items", "prefixItems");
            match members.shift_remove("additionalItems") {
                Some(Value::Bool(false)) => {
                    members.insert("items".to_owned(), json!({"x-apicrate-never": true}));
                }
                Some(Value::Object(rest)) => {
                    notes.moved(pointer.child("additionalItems"), pointer.child("items"));
                    members.insert("items".to_owned(), Value::Object(rest));
                }
                _ => {}
            }
        }
        Value::Array(_) => {
            notes.repaired(pointer, "items", "a schema", "was left out");
            members.shift_remove("items");
        }
        _ => {}
    }
}

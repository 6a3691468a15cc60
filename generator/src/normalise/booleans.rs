//! `true` and `false` for schemas: anything, and nothing (`x-apicrate-never`).
//!
//! `additionalProperties` has booleans in 3.0, too: those are not schemas and stay.

use serde_json::{Value, json};

use super::node::{Node, Notes, describe};
use crate::grammar::Kind;
use crate::report::Code;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    if node.kind != Kind::Schema {
        return;
    }
    *node.value = match &*node.value {
        Value::Object(_) => return,
        Value::Bool(true) => json!({}),
        Value::Bool(false) => json!({"x-apicrate-never": true}),
        Value::Null => {
            let message = "the schema is null; it was read as one that allows anything".to_owned();
            notes.warn(
                Code::WrongType,
                node.pointer,
                message,
                "write `{}` if that is meant",
            );
            json!({})
        }
        Value::String(name) => {
            let message = format!("the schema is the text `{name}`; it was read as a type");
            notes.warn(
                Code::WrongType,
                node.pointer,
                message,
                &format!("write `type: {name}`"),
            );
            json!({ "type": name })
        }
        other => {
            let message = format!("the schema is {} and not an object", describe(other));
            notes.error(Code::WrongType, node.pointer, message, "write a schema");
            return;
        }
    };
}

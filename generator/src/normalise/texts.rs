//! Members that are texts: what is not one becomes one, or is left out.

use serde_json::Value;

use super::node::{Node, Notes};
use crate::grammar::Kind;

/// The members of each kind of object that are texts and that later phases read.
fn texts(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Schema => &[
            "title",
            "description",
            "format",
            "pattern",
            "contentEncoding",
            "contentMediaType",
        ],
        Kind::Info => &[
            "title",
            "description",
            "summary",
            "version",
            "termsOfService",
        ],
        Kind::Operation => &["summary", "description", "operationId"],
        Kind::PathItem | Kind::Example => &["summary", "description"],
        Kind::Parameter => &["name", "in", "description", "style"],
        Kind::Header => &["description", "style"],
        Kind::Encoding => &["contentType", "style"],
        Kind::RequestBody | Kind::Response | Kind::Link | Kind::Server => &["description"],
        Kind::Tag => &["name", "description"],
        Kind::SecurityScheme => &[
            "type",
            "description",
            "name",
            "in",
            "scheme",
            "bearerFormat",
            "openIdConnectUrl",
        ],
        Kind::Root | Kind::Components | Kind::MediaType | Kind::Callback => &[],
    }
}

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    for key in texts(node.kind) {
        let Some(member) = members.get_mut(*key) else {
            continue;
        };
        match member {
            Value::String(_) => continue,
            Value::Bool(_) | Value::Number(_) => {
                let text = member.to_string();
                let done = format!("was read as `{text}`");
                notes.repaired(node.pointer, key, "a string", &done);
                *member = Value::String(text);
            }
            // A key without a value says nothing.
            Value::Null => {
                members.shift_remove(*key);
            }
            Value::Array(_) | Value::Object(_) => {
                notes.repaired(node.pointer, key, "a string", "was left out");
                members.shift_remove(*key);
            }
        }
    }
    if node.kind == Kind::Response && !members.contains_key("$ref") {
        members
            .entry("description")
            .or_insert_with(|| Value::String(String::new()));
    }
}

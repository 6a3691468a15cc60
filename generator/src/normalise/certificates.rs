//! The security scheme `mutualTLS`, which 3.0 does not have, is kept beside a scheme that it has.

use serde_json::Value;

use super::node::{Node, Notes, kept};
use crate::grammar::Kind;

pub(super) fn visit(node: &mut Node<'_>, _notes: &mut Notes) {
    if node.kind != Kind::SecurityScheme {
        return;
    }
    let Some(members) = node.value.as_object_mut() else {
        return;
    };
    if members.get("type").and_then(Value::as_str) != Some("mutualTLS") {
        return;
    }
    members.insert("type".to_owned(), "http".into());
    members.insert("scheme".to_owned(), "mutualTLS".into());
    members.insert(kept("mutualTLS"), true.into());
}

//! The keys of `responses` are statuses, ranges of them, or `default`.

use serde_json::Map;

use super::node::{Node, Notes};
use crate::grammar::Kind;
use crate::report::Code;

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    if node.kind != Kind::Operation {
        return;
    }
    let place = node.pointer.child("responses");
    let Some(responses) = node.value.get_mut("responses") else {
        return;
    };
    let Some(members) = responses.as_object_mut() else {
        return;
    };
    if members.keys().all(|key| is_understood(key)) {
        return;
    }
    let mut read = Map::new();
    for (key, response) in std::mem::take(members) {
        let upper = key.to_ascii_uppercase();
        if is_understood(&key) {
            read.insert(key, response);
        } else if is_understood(&upper) && !read.contains_key(&upper) {
            notes.moved(place.child(&key), place.child(&upper));
            read.insert(upper, response);
        } else {
            let message = format!("`{key}` is not a status; the response was left out");
            let help = "write a status such as `200`, a range such as `4XX`, or `default`";
            notes.error(Code::WrongType, &place.child(&key), message, help);
        }
    }
    *members = read;
}

/// Whether `key` is a status, a range such as `4XX`, `default` or an extension.
fn is_understood(key: &str) -> bool {
    let is_status = matches!(
        key.as_bytes(),
        [b'1'..=b'5', b'X', b'X'] | [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9']
    );
    is_status || key == "default" || key.starts_with("x-")
}

//! Counts words of one version in documents of the other, so that people know about them.

use serde_json::Value;

use super::node::{Counted, Node, Notes};
use crate::grammar::Kind;
use crate::read::Version;

/// Keywords of 3.1's schemas that 3.0 does not have.
const NEW: [&str; 22] = [
    "`$defs`",
    "`$dynamicRef`",
    "`const`",
    "`contains`",
    "`contentEncoding`",
    "`contentMediaType`",
    "`contentSchema`",
    "`dependentRequired`",
    "`dependentSchemas`",
    "`else`",
    "`examples`",
    "`if`",
    "`maxContains`",
    "`minContains`",
    "`patternProperties`",
    "`prefixItems`",
    "`propertyNames`",
    "`then`",
    "`unevaluatedItems`",
    "`unevaluatedProperties`",
    "`$anchor`",
    "`$dynamicAnchor`",
];

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    match (node.kind, notes.version) {
        (Kind::Schema, Version::V3_0) => new_words(node, notes),
        (Kind::Schema, Version::V3_1) => old_words(node, notes),
        (Kind::Root, Version::V3_0) if node.value.get("webhooks").is_some() => {
            notes.count(
                Counted::ForeignWord("`webhooks`"),
                &node.pointer.child("webhooks"),
            );
        }
        _ => {}
    }
}

fn new_words(node: &Node<'_>, notes: &mut Notes) {
    let Some(members) = node.value.as_object() else {
        if node.value.is_boolean() {
            notes.count(Counted::ForeignWord("a boolean for a schema"), node.pointer);
        }
        return;
    };
    let mut count =
        |word, key: &str| notes.count(Counted::ForeignWord(word), &node.pointer.child(key));
    for (key, value) in members {
        match (key.as_str(), value) {
            ("type", Value::Array(_)) => count("a list of types", key),
            ("type", Value::String(name)) if name == "null" => count("the type `null`", key),
            ("exclusiveMinimum" | "exclusiveMaximum", Value::Number(_)) => {
                count("a number for `exclusiveMinimum` or `exclusiveMaximum`", key);
            }
            ("$ref", _)
                if members
                    .keys()
                    .any(|key| key != "$ref" && !key.starts_with("x-")) =>
            {
                count("a `$ref` beside other keywords", key);
            }
            _ => {
                if let Some(word) = NEW.iter().find(|word| is_quoted(word, key)) {
                    count(word, key);
                }
            }
        }
    }
}

/// Whether `quoted` is `word` between backticks.
fn is_quoted(quoted: &str, word: &str) -> bool {
    quoted.len() == word.len() + 2 && quoted.get(1..=word.len()) == Some(word)
}

fn old_words(node: &Node<'_>, notes: &mut Notes) {
    for (key, value) in node.value.as_object().into_iter().flatten() {
        let word = match (key.as_str(), value) {
            ("nullable", Value::Bool(_)) => "`nullable`",
            ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) => {
                "a boolean for `exclusiveMinimum` or `exclusiveMaximum`"
            }
            _ => continue,
        };
        notes.count(Counted::ForeignWord(word), &node.pointer.child(key));
    }
}

//! The description as far as other generators take it.

use serde_json::{Map, Value};

/// The words of OpenAPI 3.0 that `document` can be said in: without examples, with one success an operation and one
/// representation of it, and with `nullable` in place of lists of types.
pub(super) fn reduced(mut document: Value) -> Value {
    if let Some(version) = document.get_mut("openapi") {
        *version = "3.0.3".into();
    }
    reduce(&mut document);
    document
}

fn reduce(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(reduce),
        Value::Object(members) => {
            members.retain(|key, _| !matches!(key.as_str(), "example" | "examples"));
            keep_one(members, "content", "application/json");
            keep_one(members, "responses", "200");
            one_type(members);
            members.values_mut().for_each(reduce);
        }
        _ => {}
    }
}

/// Of the member `name`, if that has a member `key`, that one alone.
fn keep_one(members: &mut Map<String, Value>, name: &str, key: &str) {
    let inner = members.get_mut(name).and_then(Value::as_object_mut);
    if let Some(inner) = inner.filter(|inner| inner.contains_key(key)) {
        inner.retain(|known, _| known == key);
    }
}

/// `type: [string, "null"]` becomes `type: string, nullable: true`.
fn one_type(members: &mut Map<String, Value>) {
    let Some(Value::Array(types)) = members.get("type") else {
        return;
    };
    let is_nullable = types.iter().any(|ty| ty == "null");
    let first = types.iter().find(|ty| *ty != "null").cloned();
    if let Some(first) = first {
        members.insert("type".to_owned(), first);
        members.insert("nullable".to_owned(), is_nullable.into());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_others_do_not_take_is_gone() {
        let document = json!({
            "openapi": "3.1.0",
            "get": {
                "responses": { "200": { "content": { "application/json": {}, "text/plain": {} } }, "404": {} },
            },
            "responses": { "Ok": { "description": "kept" } },
            "schema": { "type": ["string", "null"], "examples": ["a"] },
        });
        let expected = json!({
            "openapi": "3.0.3",
            "get": { "responses": { "200": { "content": { "application/json": {} } } } },
            "responses": { "Ok": { "description": "kept" } },
            "schema": { "type": "string", "nullable": true },
        });
        assert_eq!(reduced(document), expected);
    }
}

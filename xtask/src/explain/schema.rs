//! The JSON schema of the settings, for editors.

use apicrate::settings::shape::{KeyShape, Kind, SHAPE, TableShape};
use serde_json::{Map, Value, json};

/// The schema, relative to the workspace.
pub const FILE: &str = "docs/codegen.schema.json";

/// The text of [`FILE`]: JSON Schema, draft 7, the newest that editors of TOML know.
#[must_use]
pub fn text() -> String {
    let mut root = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "codegen.toml",
        "description": "What an OpenAPI description cannot say. Written by `cargo xtask explain --page`.",
    });
    close(&mut root);
    for table in SHAPE {
        add(&mut root, table);
    }
    format!("{root:#}\n")
}

/// Makes an object of `schema` that has no members but those that are listed.
fn close(schema: &mut Value) {
    if let Value::Object(members) = schema {
        members.insert("type".to_owned(), "object".into());
        members.insert("additionalProperties".to_owned(), false.into());
        members.insert("properties".to_owned(), Value::Object(Map::new()));
    }
}

/// Adds a table where its header says.
fn add(root: &mut Value, table: &TableShape) {
    let names = segments(table.header);
    let mut at = root;
    for (depth, name) in names.iter().enumerate() {
        // The second name of a header is the user's: any will do.
        let place = match depth {
            1 => &mut at["additionalProperties"],
            _ => &mut at["properties"][name.as_str()],
        };
        if !place.is_object() {
            *place = json!({});
            close(place);
        }
        at = place;
    }
    at["description"] = table.about.into();
    for key in table.keys {
        let place = match key.name.starts_with('<') {
            true => &mut at["additionalProperties"],
            false => &mut at["properties"][key.name],
        };
        *place = of_key(key);
    }
}

/// The names in the header of a table: `a."b.c".d` has three.
fn segments(header: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut is_quoted = false;
    for letter in header.chars() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '.' if !is_quoted => names.push(String::new()),
            _ => names
                .iter_mut()
                .rev()
                .take(1)
                .for_each(|name| name.push(letter)),
        }
    }
    names
}

fn of_key(key: &KeyShape) -> Value {
    let mut schema = of_kind(key.kind);
    schema["description"] = key.about.into();
    schema
}

fn of_kind(kind: Kind) -> Value {
    let texts = || json!({ "type": "array", "items": { "type": "string" } });
    match kind {
        Kind::Text | Kind::TypePath => json!({ "type": "string" }),
        Kind::Texts | Kind::Derives | Kind::Attributes => texts(),
        Kind::Boolean => json!({ "type": "boolean" }),
        Kind::Number => json!({ "type": "integer", "minimum": 0 }),
        Kind::Pointer => json!({ "type": "string", "pattern": "^(#?/.*)?$" }),
        Kind::TypeName => json!({ "type": "string", "pattern": "^[A-Z][A-Za-z0-9]*$" }),
        Kind::ValueName => json!({ "type": "string", "pattern": "^[a-z](_?[a-z0-9])*_?$" }),
        Kind::Choice(words) => json!({ "enum": words }),
        Kind::Dependency => json!({
            "oneOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "additionalProperties": false,
                    "properties": {
                        "version": { "type": "string" },
                        "features": texts(),
                        "default-features": { "type": "boolean" },
                        "package": { "type": "string" },
                        "path": { "type": "string" },
                        "git": { "type": "string" },
                        "rev": { "type": "string" },
                    },
                },
            ],
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_split_outside_of_quotes() {
        assert_eq!(segments("crate"), ["crate"]);
        assert_eq!(segments("a.\"/b.c/d\".e"), ["a", "/b.c/d", "e"]);
    }

    #[test]
    fn the_schema_is_fresh() {
        let place = crate::workspace::root().join(FILE);
        let written = std::fs::read_to_string(place).unwrap_or_default();
        assert!(written == text(), "run `cargo xtask explain --page`");
    }
}

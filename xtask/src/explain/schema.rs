//! The JSON schema of the settings, for editors.

use apicrate::settings::shape::{KeyShape, Kind, SHAPE, TableShape};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};

/// The schema, relative to the workspace.
pub const FILE: &str = "docs/codegen.schema.json";

/// The text of [`FILE`]: JSON Schema, draft 7, the newest that editors of TOML know.
#[must_use]
pub fn text() -> String {
    let mut root = Table::default();
    for table in SHAPE {
        root.add(table);
    }
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "codegen.toml",
        "description": "What an OpenAPI description cannot say. Written by `cargo xtask explain --page`.",
    });
    if let Value::Object(members) = &mut schema {
        members.extend(root.members());
    }
    format!("{schema:#}\n")
}

/// A table of the settings, with those inside of it.
#[derive(Default)]
struct Table {
    about: Option<&'static str>,
    keys: Map<String, Value>,
    tables: IndexMap<String, Table>,
    /// What a key may hold whose name is the user's, and what a table.
    any_key: Option<Value>,
    any_table: Option<Box<Table>>,
}

impl Table {
    /// Adds `shape` where its header says.
    fn add(&mut self, shape: &TableShape) {
        let mut at = self;
        for (depth, name) in segments(shape.header).into_iter().enumerate() {
            // The second name of a header is the user's: any will do.
            at = match depth {
                1 => at.any_table.get_or_insert_default(),
                _ => at.tables.entry(name).or_default(),
            };
        }
        at.about = Some(shape.about);
        for key in shape.keys {
            match key.name.starts_with('<') {
                true => at.any_key = Some(of_key(key)),
                false => _ = at.keys.insert(key.name.to_owned(), of_key(key)),
            }
        }
    }

    /// The members of its schema.
    fn members(self) -> Map<String, Value> {
        let any_table = self.any_table.map(|table| Value::Object(table.members()));
        let any = self.any_key.or(any_table).unwrap_or(Value::Bool(false));
        let mut properties = self.keys;
        for (name, table) in self.tables {
            properties.insert(name, Value::Object(table.members()));
        }
        let mut members = Map::new();
        members.insert("type".to_owned(), "object".into());
        members.insert("additionalProperties".to_owned(), any);
        members.insert("properties".to_owned(), Value::Object(properties));
        if let Some(about) = self.about {
            members.insert("description".to_owned(), about.into());
        }
        members
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
    if let Value::Object(members) = &mut schema {
        members.insert("description".to_owned(), key.about.into());
    }
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

//! Counts path slots, enums, nullable schemas and documented errors of an OpenAPI document.

use std::error::Error;
use std::{env, fs};

use serde_json::{Value, json};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// Keys below which values are data and no schemas.
const DATA: [&str; 4] = ["example", "examples", "default", "const"];

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("a document is missing")?;
    // JSON is YAML.
    let document: Value = serde_yaml::from_str(&fs::read_to_string(path)?)?;
    let mut counts = Counts::default();
    counts.schemas(&document, false);
    counts.operations(&document);
    println!("{}", counts.shown());
    Ok(())
}

#[derive(Default)]
struct Counts {
    slots: usize,
    enums: usize,
    text_enums: usize,
    nullables: usize,
    errors: usize,
}

impl Counts {
    fn shown(&self) -> Value {
        json!({
            "slots": self.slots,
            "enums": self.enums,
            "text_enums": self.text_enums,
            "nullables": self.nullables,
            "errors": self.errors,
        })
    }

    /// Counts the schemas in `value`; the keys of `names` are names that the document's author chose.
    fn schemas(&mut self, value: &Value, names: bool) {
        if let Value::Array(items) = value {
            items.iter().for_each(|item| self.schemas(item, false));
        }
        let Value::Object(members) = value else {
            return;
        };
        if !names {
            let listed = members.get("enum").and_then(Value::as_array);
            let has_text = listed.is_some_and(|listed| listed.iter().any(Value::is_string));
            self.enums += usize::from(listed.is_some());
            self.text_enums += usize::from(has_text);
            self.nullables += usize::from(is_nullable(value));
        }
        for (key, member) in members {
            if names || !DATA.contains(&key.as_str()) {
                self.schemas(member, !names && is_map(key));
            }
        }
    }

    /// Counts the path slots and the documented errors.
    fn operations(&mut self, document: &Value) {
        for (path, item) in members(document.get("paths")) {
            let item = target(document, item);
            for operation in METHODS.iter().filter_map(|method| item.get(method)) {
                self.slots += path.matches('{').count();
                let statuses = members(operation.get("responses")).map(|(status, _)| status);
                self.errors += statuses.filter(|status| is_error(status)).count();
            }
        }
    }
}

/// Whether the value of `key` has names for its keys.
fn is_map(key: &str) -> bool {
    matches!(
        key,
        "properties"
            | "patternProperties"
            | "schemas"
            | "$defs"
            | "definitions"
            | "paths"
            | "responses"
            | "parameters"
            | "headers"
            | "requestBodies"
            | "callbacks"
            | "content"
    )
}

fn is_nullable(schema: &Value) -> bool {
    let types = schema.get("type").and_then(Value::as_array);
    schema.get("nullable") == Some(&Value::Bool(true))
        || types.is_some_and(|types| types.iter().any(|ty| ty == "null"))
}

fn is_error(status: &str) -> bool {
    !status.starts_with("x-") && !status.starts_with(['1', '2'])
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

/// What a reference within the document refers to.
fn target<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value.get("$ref").and_then(Value::as_str);
    let place = reference.and_then(|reference| reference.strip_prefix('#'));
    place
        .and_then(|place| document.pointer(place))
        .unwrap_or(value)
}

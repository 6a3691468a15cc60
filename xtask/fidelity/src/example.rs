//! The examples of a document.

use apicrate::grammar::{Kind, walk};
use apicrate::pointer::{self, Pointer};
use serde_json::Value;

/// An example and the schema that it is an example of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Example {
    /// Where its value stands.
    pub place: Pointer,
    /// Where the schema stands.
    pub schema: Pointer,
    /// The value.
    pub value: Value,
}

/// Every example of the document `root` that has a value in it and a schema, in document order: of
/// schemas, parameters, headers and JSON content.
pub(crate) fn collect(root: &Value) -> Vec<Example> {
    let is_3_0 = is_3_0(root);
    let mut found = Vec::new();
    walk(
        Kind::Root,
        root,
        &Pointer::root(),
        &mut |at, kind, object| {
            match kind {
                // OpenAPI 3.0: what stands beside a `$ref` is to be ignored.
                Kind::Schema if is_3_0 && object.get("$ref").is_some() => {}
                Kind::Schema if is_other_content(at) => {}
                Kind::Schema => of_schema(at, object, &mut found),
                Kind::Parameter | Kind::Header => of_object(root, at, object, &mut found),
                Kind::MediaType if at.last().is_some_and(|name| is_json(&name)) => {
                    of_object(root, at, object, &mut found);
                }
                _ => {}
            }
        },
    );
    found
}

/// Whether the document says that it is of OpenAPI 3.0.
pub(crate) fn is_3_0(root: &Value) -> bool {
    let version = root.get("openapi").and_then(Value::as_str);
    version.is_some_and(|version| version.starts_with("3.0"))
}

fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

/// Whether the schema at `at` is that of whole content which is not JSON.
fn is_other_content(at: &Pointer) -> bool {
    let mut segments = at.segments().rev();
    let (schema, media_type, content) = (segments.next(), segments.next(), segments.next());
    schema.is_some_and(|key| key == "schema")
        && content.is_some_and(|key| key == "content")
        && media_type.is_some_and(|name| !is_json(&name))
}

fn of_schema(at: &Pointer, schema: &Value, found: &mut Vec<Example>) {
    let mut add = |place: Pointer, value: &Value| {
        let (schema, value) = (at.clone(), value.clone());
        found.push(Example {
            place,
            schema,
            value,
        });
    };
    if let Some(value) = schema.get("example") {
        add(at.child("example"), value);
    }
    let place = at.child("examples");
    match schema.get("examples") {
        Some(Value::Array(values)) => {
            let values = values.iter().enumerate();
            values.for_each(|(index, value)| add(place.index(index), value));
        }
        Some(Value::Object(named)) => {
            for (name, example) in named {
                let place = place.child(name);
                match example.get("value") {
                    Some(value) => add(place.child("value"), value),
                    None => add(place, example),
                }
            }
        }
        _ => {}
    }
}

fn of_object(root: &Value, at: &Pointer, object: &Value, found: &mut Vec<Example>) {
    if object.get("schema").is_none() {
        return;
    }
    let mut add = |place: Pointer, value: &Value| {
        let (schema, value) = (at.child("schema"), value.clone());
        found.push(Example {
            place,
            schema,
            value,
        });
    };
    if let Some(value) = object.get("example") {
        add(at.child("example"), value);
    }
    let named = object.get("examples").and_then(Value::as_object);
    for (name, example) in named.into_iter().flatten() {
        let place = at.child("examples").child(name);
        let (place, example) = match followed(root, example) {
            Some(target) => target,
            None => (place, example),
        };
        if let Some(value) = example.get("value") {
            add(place.child("value"), value);
        }
    }
}

/// Where the reference `value` leads and what is there; `None` for anything else.
pub(crate) fn followed<'v>(root: &'v Value, value: &Value) -> Option<(Pointer, &'v Value)> {
    let target: Pointer = value.get("$ref")?.as_str()?.parse().ok()?;
    let found = pointer::get(root, &target)?;
    Some((target, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn examples_of_every_kind_are_found() {
        let root = json!({"openapi": "3.1.0", "paths": {"/a": {"get": {
            "parameters": [{"name": "q", "in": "query", "schema": {"type": "integer"}, "example": 1}],
            "responses": {"200": {"description": "", "content": {
                "application/json": {"schema": {}, "examples": {
                    "one": {"value": 2},
                    "two": {"$ref": "#/components/examples/two"},
                    "out": {"externalValue": "x.json"}
                }},
                "text/plain": {"schema": {"example": "no JSON"}, "example": "no JSON"}
            }}}
        }}}, "components": {
            "examples": {"two": {"value": 3}},
            "schemas": {"A": {
                "properties": {"example": {"type": "string", "examples": [4, 5]}},
                "example": {"example": "6"}
            }}
        }});
        let found = collect(&root);
        let values: Vec<String> = found.iter().map(|e| e.value.to_string()).collect();
        assert_eq!(values, ["1", "2", "3", "{\"example\":\"6\"}", "4", "5"]);
        let schemas: Vec<&str> = found.iter().map(|e| e.schema.as_str()).collect();
        assert_eq!(schemas[0], "/paths/~1a/get/parameters/0/schema");
        assert_eq!(schemas[3], "/components/schemas/A");
        assert_eq!(schemas[5], "/components/schemas/A/properties/example");
        assert_eq!(found[2].place.as_str(), "/components/examples/two/value");
    }

    #[test]
    fn what_stands_beside_a_reference_counts_in_3_1_only() {
        let document = |version: &str| {
            json!({"openapi": version, "components": {"schemas": {
                "A": {"$ref": "#/components/schemas/B", "example": 1}, "B": {}
            }}})
        };
        assert_eq!(collect(&document("3.0.3")).len(), 0);
        assert_eq!(collect(&document("3.1.0")).len(), 1);
    }
}

//! The changes: each is made where it would shift the most, in front of or among what is there.

use serde_yaml::{Mapping, Value};

/// A change of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// One more schema, in the middle of the others.
    Schema,
    /// One more member of a schema, in front of the others.
    Property,
    /// One more value of an enumeration, in front of the others.
    Value,
    /// One more operation, in the middle of the others.
    Operation,
    /// Another name for a tag.
    Tag,
}

impl Edit {
    pub(super) const ALL: [Self; 5] = [
        Self::Schema,
        Self::Property,
        Self::Value,
        Self::Operation,
        Self::Tag,
    ];

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Schema => "a schema",
            Self::Property => "a property",
            Self::Value => "an enum value",
            Self::Operation => "an operation",
            Self::Tag => "a tag's name",
        }
    }

    /// Makes the change and gives the place, as the lock knows it, of what is concerned; `None` when there is nothing
    /// to change so.
    pub(super) fn make(self, document: &mut Value) -> Option<String> {
        match self {
            Self::Schema => {
                let schemas = schemas(document)?;
                let schema: Value = parsed("{type: object, properties: {name: {type: string}}}")?;
                let at = schemas.len() / 2;
                *schemas = with(schemas, at, "inserted_by_changes", schema);
                Some("/components/schemas/inserted_by_changes".to_owned())
            }
            Self::Property => {
                let (name, schema) = schemas(document)?.iter_mut().find(|(_, schema)| {
                    let properties = schema.get("properties").and_then(Value::as_mapping);
                    properties.is_some_and(|properties| properties.len() > 3)
                })?;
                let properties = schema.get_mut("properties")?.as_mapping_mut()?;
                *properties = with(
                    properties,
                    0,
                    "inserted_by_changes",
                    parsed("{type: string}")?,
                );
                Some(format!("/components/schemas/{}", name.as_str()?))
            }
            Self::Value => {
                let (name, schema) = schemas(document)?.iter_mut().find(|(_, schema)| {
                    let values = schema.get("enum").and_then(Value::as_sequence);
                    values.is_some_and(|values| {
                        values.len() > 2 && values.iter().all(Value::is_string)
                    })
                })?;
                let values = schema.get_mut("enum")?.as_sequence_mut()?;
                values.insert(0, Value::from("inserted by changes"));
                Some(format!("/components/schemas/{}", name.as_str()?))
            }
            Self::Operation => operation(document),
            Self::Tag => tag(document),
        }
    }
}

fn schemas(document: &mut Value) -> Option<&mut Mapping> {
    document
        .get_mut("components")?
        .get_mut("schemas")?
        .as_mapping_mut()
}

fn parsed(text: &str) -> Option<Value> {
    serde_yaml::from_str(text).ok()
}

/// The members with one more, which is put at the position `at`.
fn with(members: &Mapping, at: usize, key: &str, value: Value) -> Mapping {
    let mut all: Vec<(Value, Value)> = members
        .iter()
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    all.insert(at.min(all.len()), (Value::from(key), value));
    all.into_iter().collect()
}

/// The tag of the first operation that has one.
fn first_tag(document: &Value) -> Option<String> {
    let paths = document.get("paths")?.as_mapping()?;
    let operations = paths
        .values()
        .filter_map(Value::as_mapping)
        .flat_map(Mapping::values);
    let mut tags = operations.filter_map(|operation| operation.get("tags")?.get(0)?.as_str());
    tags.next().map(str::to_owned)
}

fn operation(document: &mut Value) -> Option<String> {
    let tag = first_tag(document)?;
    let mut operation: Value = parsed(
        "{operationId: insertedByChanges, responses: {'204': {description: Done}}, \
         parameters: [{name: id, in: path, required: true, schema: {type: string}}]}",
    )?;
    operation
        .as_mapping_mut()?
        .insert("tags".into(), vec![Value::from(tag)].into());
    let mut item = Mapping::new();
    item.insert("get".into(), operation);
    let paths = document.get_mut("paths")?.as_mapping_mut()?;
    let at = paths.len() / 2;
    *paths = with(paths, at, "/inserted-by-changes/{id}", Value::Mapping(item));
    Some("/paths/~1inserted-by-changes~1{id}/get".to_owned())
}

fn tag(document: &mut Value) -> Option<String> {
    let old = first_tag(document)?;
    let new = format!("{old} renamed");
    if let Some(tags) = document.get_mut("tags").and_then(Value::as_sequence_mut) {
        for tag in tags {
            if let Some(name) = tag
                .get_mut("name")
                .filter(|name| name.as_str() == Some(&old))
            {
                *name = Value::from(new.as_str());
            }
        }
    }
    let paths = document.get_mut("paths")?.as_mapping_mut()?;
    let items = paths.values_mut().filter_map(Value::as_mapping_mut);
    for operation in items.flat_map(Mapping::values_mut) {
        let tags = operation.get_mut("tags").and_then(Value::as_sequence_mut);
        for tag in tags.into_iter().flatten() {
            if tag.as_str() == Some(&old) {
                *tag = Value::from(new.as_str());
            }
        }
    }
    Some(format!("tag: {new}"))
}

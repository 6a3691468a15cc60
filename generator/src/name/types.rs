//! The names of types and of what is in them.

use serde_json::Value;

use super::place::Places;
use super::scope::Wish;
use super::{Given, Name, TypeNames, keywords, names, words};
use crate::ir::{Api, EnumValue, Object, Shape, TypeDef, Variant};

/// The names of all types, in the order of their ids.
pub(super) fn assign(api: &Api, given: &Given<'_>) -> Vec<TypeNames> {
    let places = Places::new(api).with_names_of(given.settings());
    let wishes = api.types.iter().map(|(_, definition)| {
        let pointer = &definition.origin.pointer;
        let set = given.schema(pointer);
        if let Some((name, schema)) = set.and_then(|schema| Some((schema.name.as_ref()?, schema))) {
            return Wish::set(name, schema.position);
        }
        let plain = || words::pascal(&places.words(pointer), "Type");
        given.locked(&places.key(pointer), 0, plain)
    });
    let types = given.names(wishes.collect(), keywords::TYPES, "Model", "");
    let modules = names(types.iter().map(module_of).collect(), &[], "", "_");
    let definitions = api.types.iter().map(|(_, definition)| definition);
    types
        .into_iter()
        .zip(modules)
        .zip(definitions)
        .map(|((ty, module), definition)| {
            let (members, setters) = members_of(definition, given);
            TypeNames {
                ty,
                module,
                members,
                setters,
            }
        })
        .collect()
}

/// The module, and file, of a type or an operation of this name.
pub(super) fn module_of(name: &Name) -> String {
    let stem = words::snake(name.as_str(), "item");
    if keywords::is_reserved_file(&stem) {
        format!("{stem}_")
    } else {
        stem
    }
}

fn members_of(definition: &TypeDef, given: &Given<'_>) -> (Vec<Name>, Vec<Name>) {
    match &definition.shape {
        Shape::Object(object) => fields(object, given),
        Shape::Enumeration(enumeration) => {
            let wishes = enumeration.values.iter().map(|value| {
                let set = variant(definition, given, |key| key == value_key(&value.value));
                set.unwrap_or_else(|| value_words(value).into())
            });
            let names = given.names(wishes.collect(), &["Unknown"], "Value", "");
            (names, Vec::new())
        }
        Shape::Union(union) => {
            let wishes = union.variants.iter().enumerate().map(|(index, branch)| {
                let set = variant(definition, given, |key| is_branch(key, index, branch));
                set.unwrap_or_else(|| branch_words(index, branch).into())
            });
            let names = given.names(wishes.collect(), &["Unknown"], "Value", "");
            (names, Vec::new())
        }
        Shape::Alias(_) | Shape::Wrapper(_) => (Vec::new(), Vec::new()),
    }
}

fn fields(object: &Object, given: &Given<'_>) -> (Vec<Name>, Vec<Name>) {
    let wishes = object.properties.iter().map(|property| {
        let plain = || words::snake(&property.name, "field");
        given.field(&property.origin.pointer, plain)
    });
    let fields = given.names(wishes.collect(), keywords::FIELDS, "_", "_");
    let wishes = fields.iter().map(|field| field.as_str().to_owned());
    let setters = names(wishes.collect(), keywords::SETTERS, "_", "_");
    (fields, setters)
}

/// The name that the settings have for the variant whose key in them `is_key` knows.
fn variant(definition: &TypeDef, given: &Given<'_>, is_key: impl Fn(&str) -> bool) -> Option<Wish> {
    let schema = given.schema(&definition.origin.pointer)?;
    let (_, name) = schema.variants.iter().find(|(key, _)| is_key(key))?;
    Some(Wish::set(name, schema.position))
}

/// What the settings call a value of an enumeration: its text.
pub(crate) fn value_key(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether the settings mean a branch of a union by `key`: its label, or its number.
fn is_branch(key: &str, index: usize, branch: &Variant) -> bool {
    branch.label.as_deref() == Some(key) || key == index.to_string()
}

fn value_words(value: &EnumValue) -> String {
    if let Some(label) = &value.label {
        return words::pascal(label, "Value");
    }
    match &value.value {
        Value::String(text) if text.is_empty() => "Empty".to_owned(),
        Value::String(text) => words::pascal(text, "Value"),
        other => words::pascal(&other.to_string(), "Value"),
    }
}

fn branch_words(index: usize, variant: &Variant) -> String {
    match &variant.label {
        Some(label) => words::pascal(label, "Variant"),
        None => format!("Variant{}", index + 1),
    }
}

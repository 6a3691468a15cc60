//! The names of types and of what is in them.

use serde_json::Value;

use super::place::Places;
use super::{Locked, Name, TypeNames, granted, keywords, names, words};
use crate::ir::{Api, EnumValue, Shape, TypeDef, Variant};

/// The names of all types, in the order of their ids.
pub(super) fn assign(api: &Api, locked: Locked<'_>) -> Vec<TypeNames> {
    let places = Places::new(api);
    let wishes = api.types.iter().map(|(_, definition)| {
        let pointer = &definition.origin.pointer;
        let plain = || words::pascal(&places.words(pointer), "Type");
        locked.wish(&places.key(pointer), 0, plain)
    });
    let types = granted(wishes.collect(), keywords::TYPES, "Model", "");
    let modules = names(types.iter().map(module_of).collect(), &[], "", "_");
    let definitions = api.types.iter().map(|(_, definition)| definition);
    types
        .into_iter()
        .zip(modules)
        .zip(definitions)
        .map(|((ty, module), definition)| {
            let (members, setters) = members_of(definition);
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

fn members_of(definition: &TypeDef) -> (Vec<Name>, Vec<Name>) {
    match &definition.shape {
        Shape::Object(object) => {
            let wishes = object
                .properties
                .iter()
                .map(|property| words::snake(&property.name, "field"));
            let fields = names(wishes.collect(), keywords::FIELDS, "_", "_");
            let wishes = fields
                .iter()
                .map(|field| field.as_str().to_owned())
                .collect();
            let setters = names(wishes, keywords::SETTERS, "_", "_");
            (fields, setters)
        }
        Shape::Enumeration(enumeration) => {
            let wishes = enumeration.values.iter().map(value_words).collect();
            (names(wishes, &["Unknown"], "Value", ""), Vec::new())
        }
        Shape::Union(union) => {
            let wishes = union
                .variants
                .iter()
                .enumerate()
                .map(|(index, variant)| branch_words(index, variant));
            (
                names(wishes.collect(), &["Unknown"], "Value", ""),
                Vec::new(),
            )
        }
        Shape::Alias(_) | Shape::Wrapper(_) => (Vec::new(), Vec::new()),
    }
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

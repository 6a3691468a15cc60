//! What the attributes of an item and its visibility say.

use std::collections::BTreeSet;

use syn::{Attribute, Visibility};

use super::{Item, Kind};

/// An item of this name, with what its attributes say.
pub(super) fn new(kind: Kind, name: &str, text: &str, attributes: &[Attribute]) -> Item {
    Item {
        kind,
        path: name.to_owned(),
        text: text.to_owned(),
        is_open: matches!(kind, Kind::Struct | Kind::Enum) && has(attributes, "non_exhaustive"),
        is_deprecated: has(attributes, "deprecated"),
        condition: condition(attributes),
        traits: derives(attributes),
        ..Item::default()
    }
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    attributes
        .iter()
        .any(|attribute| attribute.path().is_ident(name))
}

fn derives(attributes: &[Attribute]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for attribute in attributes {
        if attribute.path().is_ident("derive")
            && let syn::Meta::List(list) = &attribute.meta
        {
            let text = list.tokens.to_string();
            let names = text.split(',').map(|path| {
                let last = path.rsplit("::").next().unwrap_or(path);
                last.trim().to_owned()
            });
            found.extend(names.filter(|name| !name.is_empty()));
        }
    }
    found
}

/// The condition under which an item is compiled: `feature = "x"`.
pub(super) fn condition(attributes: &[Attribute]) -> Option<String> {
    let mut conditions = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            syn::Meta::List(list) if list.path.is_ident("cfg") => Some(list.tokens.to_string()),
            _ => None,
        });
    conditions.next()
}

/// Whether it is `pub` without a limit, and meant to be: what is `#[doc(hidden)]` is there for the crate's own other half.
pub(super) fn is_public(visibility: &Visibility, attributes: &[Attribute]) -> bool {
    matches!(visibility, Visibility::Public(_)) && !is_hidden(attributes)
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("doc") && list.tokens.to_string() == "hidden",
        _ => false,
    })
}

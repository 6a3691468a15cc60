//! Which type of the old version is which of the new one.

use std::collections::{BTreeMap, BTreeSet};

use super::context::Version;
use crate::ir::{Api, Shape, TypeDef, TypeId};

/// Types that belong together.
#[derive(Debug, Clone, Default)]
pub(super) struct Pairs {
    forth: BTreeMap<TypeId, TypeId>,
    back: BTreeMap<TypeId, TypeId>,
}

impl Pairs {
    /// Types are the same at the same place; else under the same Rust name; else when they are the only ones on both
    /// sides with their members.
    pub(super) fn of(old: &Version<'_>, new: &Version<'_>) -> Self {
        let mut pairs = Self::default();
        let place = |api: &Api| -> BTreeMap<String, TypeId> {
            let all = api.types.iter();
            all.map(|(id, definition)| (definition.origin.pointer.to_string(), id))
                .collect()
        };
        pairs.join(&place(old.api), &place(new.api));
        let name = |version: &Version<'_>| -> BTreeMap<String, TypeId> {
            let all = version.api.types.iter();
            all.map(|(id, _)| (version.names.of_type(id).ty.to_string(), id))
                .collect()
        };
        pairs.join(&name(old), &name(new));
        let members = |api: &Api, known: &BTreeMap<TypeId, TypeId>| {
            let mut by_members: BTreeMap<String, Vec<TypeId>> = BTreeMap::new();
            for (id, definition) in api.types.iter() {
                if !known.contains_key(&id) {
                    let members = members(definition);
                    members
                        .into_iter()
                        .for_each(|members| by_members.entry(members).or_default().push(id));
                }
            }
            let alone = |(members, ids): (String, Vec<TypeId>)| match ids.as_slice() {
                [only] => Some((members, *only)),
                _ => None,
            };
            by_members.into_iter().filter_map(alone).collect()
        };
        let (before, after) = (
            members(old.api, &pairs.forth),
            members(new.api, &pairs.back),
        );
        pairs.join(&before, &after);
        pairs
    }

    fn join(&mut self, old: &BTreeMap<String, TypeId>, new: &BTreeMap<String, TypeId>) {
        for (key, &before) in old {
            let Some(&after) = new.get(key) else { continue };
            if !self.forth.contains_key(&before) && !self.back.contains_key(&after) {
                self.forth.insert(before, after);
                self.back.insert(after, before);
            }
        }
    }

    /// What has become of a type.
    pub(super) fn new_of(&self, old: TypeId) -> Option<TypeId> {
        self.forth.get(&old).copied()
    }

    /// What a type was.
    pub(super) fn old_of(&self, new: TypeId) -> Option<TypeId> {
        self.back.get(&new).copied()
    }

    /// All pairs, in the order of the old version.
    pub(super) fn iter(&self) -> impl Iterator<Item = (TypeId, TypeId)> + use<> {
        self.forth.clone().into_iter()
    }
}

/// What a type is recognised by where neither place nor name say it: the names of its members.
fn members(definition: &TypeDef) -> Option<String> {
    let names: BTreeSet<String> = match &definition.shape {
        Shape::Object(object) => {
            let names = object.properties.iter();
            names.map(|property| property.name.clone()).collect()
        }
        Shape::Enumeration(enumeration) => {
            let values = enumeration.values.iter();
            values.map(|value| value.value.to_string()).collect()
        }
        Shape::Union(_) | Shape::Alias(_) | Shape::Wrapper(_) => return None,
    };
    let names: Vec<String> = names.into_iter().collect();
    (names.len() > 1).then(|| names.join("\n"))
}

//! The schemas of a document, and the types that they have.

use std::collections::BTreeMap;

use apicrate::pointer::{self, Pointer};
use serde_json::Value;

use crate::api;

/// How many references and parts are followed to a schema that has a type.
const MAX_STEPS: usize = 16;

/// Every schema of a document, by its place; and other objects, which do no harm.
pub(crate) struct Schemas<'a> {
    pub tree: &'a Value,
    pub types: &'a BTreeMap<Pointer, String>,
    pub all: Vec<(Pointer, &'a Value)>,
    /// Where each schema is referred to, the first place of a property first.
    users: BTreeMap<Pointer, Vec<Pointer>>,
}

impl<'a> Schemas<'a> {
    pub(crate) fn new(tree: &'a Value, types: &'a BTreeMap<Pointer, String>) -> Self {
        let mut schemas = Self {
            tree,
            types,
            all: Vec::new(),
            users: BTreeMap::new(),
        };
        schemas.walk(&Pointer::root(), tree, false);
        for places in schemas.users.values_mut() {
            places.sort_by_key(|place| !is_property(place));
        }
        schemas
    }

    /// Walks through `value`, whose keys are `names` that the author chose, or words of OpenAPI.
    fn walk(&mut self, place: &Pointer, value: &'a Value, names: bool) {
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.walk(&place.index(index), item, false);
                }
            }
            Value::Object(members) => {
                if !names {
                    self.all.push((place.clone(), value));
                    if let Some(target) = api::target(value) {
                        self.users.entry(target).or_default().push(place.clone());
                    }
                }
                for (key, member) in members {
                    let is_data = matches!(&**key, "example" | "examples" | "default" | "const");
                    if names || !is_data {
                        self.walk(&place.child(key), member, !names && has_names(key));
                    }
                }
            }
            _ => {}
        }
    }

    /// The schema at `place`.
    pub(crate) fn get(&self, place: &Pointer) -> Option<&'a Value> {
        pointer::get(self.tree, place)
    }

    /// Where the schema at `place` is referred to, best as a property.
    pub(crate) fn user(&self, place: &Pointer) -> Option<&Pointer> {
        self.users.get(place)?.first()
    }

    /// The type of the schema at `place`, of what it refers to, or of what it is a part of; with
    /// the place of the schema that has it.
    pub(crate) fn type_of(&self, place: &Pointer) -> Option<(Pointer, &'a str)> {
        let mut place = place.clone();
        for _ in 0..MAX_STEPS {
            if let Some(ty) = self.types.get(&place) {
                return Some((place, ty));
            }
            place = match self.get(&place).and_then(api::target) {
                Some(target) => target,
                None => whole_of(&place)?,
            };
        }
        None
    }
}

fn has_names(key: &str) -> bool {
    matches!(
        key,
        "properties"
            | "patternProperties"
            | "schemas"
            | "$defs"
            | "paths"
            | "responses"
            | "parameters"
            | "headers"
            | "requestBodies"
            | "callbacks"
            | "content"
    )
}

/// Whether the schema at `place` is that of a property.
pub(crate) fn is_property(place: &Pointer) -> bool {
    place
        .parent()
        .is_some_and(|parent| parent.last().is_some_and(|word| word == "properties"))
}

/// The schema that the one at `part` is a part of by `allOf`, `anyOf` or `oneOf`.
pub(crate) fn whole_of(part: &Pointer) -> Option<Pointer> {
    let list = part.parent()?;
    let is_part = matches!(&*list.last()?, "allOf" | "anyOf" | "oneOf");
    let whole = list.parent()?;
    (is_part && whole.last().is_none_or(|key| key != "properties")).then_some(whole)
}

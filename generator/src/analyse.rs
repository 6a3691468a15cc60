//! Facts about the API that no single node knows, in side tables.

mod cycles;
mod derives;
mod direction;
mod errors;
pub mod examples;
mod needs;
mod unions;

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Access, Api, Property, TypeId};
use crate::settings::MapType;

pub(crate) use derives::check as check_derives;
pub use errors::ErrorSet;
pub use needs::Need;
pub use unions::{Branch, JsonKind, Strategy};

/// Facts about an API.
#[derive(Debug, Clone)]
pub struct Facts {
    /// The members, by type and position, that hold a value behind a `Box`: without it their type would contain itself.
    boxed: BTreeSet<(TypeId, usize)>,
    /// The types that can have `Eq` and `Hash`.
    exact: BTreeSet<TypeId>,
    /// Those of them without maps.
    exact_without_maps: BTreeSet<TypeId>,
    /// The types that requests send.
    sent: BTreeSet<TypeId>,
    /// The types that responses bring.
    received: BTreeSet<TypeId>,
    /// How the branches of each union are told apart.
    strategies: BTreeMap<TypeId, Strategy>,
    /// The different sets of documented errors, in the order of the first operation that has each.
    pub error_sets: Vec<ErrorSet>,
    /// The set of each operation, by position.
    error_set_of: Vec<Option<usize>>,
    /// What needs each type; nothing does that is not there.
    type_needs: BTreeMap<TypeId, Need>,
    /// What needs each set of errors, by position.
    error_needs: Vec<Need>,
}

/// In which states a member can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Always there, never `null`.
    Required,
    /// Always there, perhaps `null`.
    RequiredNullable,
    /// Perhaps absent, never `null`.
    Optional,
    /// Absent, `null` or a value.
    OptionalNullable,
}

/// Works out the facts about `api`.
pub fn facts(api: &Api) -> Facts {
    let (error_sets, error_set_of) = errors::sets(api);
    let (sent, received) = direction::directions(api);
    let (type_needs, error_needs) = needs::needs(api, &error_set_of, error_sets.len());
    Facts {
        boxed: cycles::boxed(&api.types),
        exact: derives::exact(&api.types, true),
        exact_without_maps: derives::exact(&api.types, false),
        sent,
        received,
        strategies: unions::strategies(&api.types),
        error_sets,
        error_set_of,
        type_needs,
        error_needs,
    }
}

impl Facts {
    /// Whether the member at `position` of a type stands behind a `Box`.
    pub fn is_boxed(&self, id: TypeId, position: usize) -> bool {
        self.boxed.contains(&(id, position))
    }

    /// The derive macro `name` for a type, if the type can have it where maps are of the type `map`.
    pub fn can_derive<'n>(&self, id: TypeId, name: &'n str, map: MapType) -> Option<&'n str> {
        let can = match (name, map) {
            ("Hash", MapType::HashMap | MapType::IndexMap) => self.exact_without_maps.contains(&id),
            ("Eq" | "Hash", _) => self.exact.contains(&id),
            _ => true,
        };
        can.then_some(name)
    }

    /// Whether requests send values of a type.
    pub fn is_sent(&self, id: TypeId) -> bool {
        self.sent.contains(&id)
    }

    /// Whether responses bring values of a type.
    pub fn is_received(&self, id: TypeId) -> bool {
        self.received.contains(&id)
    }

    /// How the branches of a union are told apart.
    pub fn strategy(&self, id: TypeId) -> Option<&Strategy> {
        self.strategies.get(&id)
    }

    /// The position, in [`Facts::error_sets`], of the documented errors of the operation at `position`.
    pub fn error_set(&self, position: usize) -> Option<usize> {
        self.error_set_of.get(position).copied().flatten()
    }

    /// Which groups need a type; `None` for one that no operation needs.
    pub fn type_need(&self, id: TypeId) -> Option<&Need> {
        self.type_needs.get(&id)
    }

    /// Which groups need the documented errors at `position` of [`Facts::error_sets`].
    pub fn error_need(&self, position: usize) -> Option<&Need> {
        self.error_needs.get(position)
    }

    /// In which states a member of a type can be.
    ///
    /// What the document requires holds in one direction only for a member that travels in one (OpenAPI 3.1 §4.8.24.1,
    /// `readOnly`). A type that is used in the other direction too leaves such a member out there, so it is optional.
    pub fn presence(&self, id: TypeId, property: &Property) -> Presence {
        let is_missing_sometimes = match property.access {
            Access::ReadWrite => false,
            Access::ReadOnly => self.sent.contains(&id),
            Access::WriteOnly => self.received.contains(&id),
        };
        match (
            property.required && !is_missing_sometimes,
            property.nullable,
        ) {
            (true, false) => Presence::Required,
            (true, true) => Presence::RequiredNullable,
            (false, false) => Presence::Optional,
            (false, true) => Presence::OptionalNullable,
        }
    }
}

//! What the lock knows things by, and the names it is to hold.

use std::collections::BTreeMap;

use super::place::Places;
use super::{Names, errors};
use crate::analyse::Facts;
use crate::ir::{Api, Group, Operation};

/// A tag is known by its name: its place in the list of tags is nothing to hold on to.
pub(super) fn of_group(group: &Group) -> String {
    format!("tag: {}", group.tag)
}

/// An operation is known by its path and method.
pub(super) fn of_operation(operation: &Operation) -> String {
    operation.origin.pointer.to_string()
}

/// The names that must not change as long as what they stand for is there.
pub(crate) fn locked(api: &Api, facts: &Facts, names: &Names) -> BTreeMap<String, String> {
    let places = Places::new(api);
    let mut all = BTreeMap::new();
    for (id, definition) in api.types.iter() {
        let key = places.key(&definition.origin.pointer);
        all.insert(key, names.of_type(id).ty.to_string());
    }
    for (group, names) in api.groups.iter().zip(&names.groups) {
        all.insert(of_group(group), format!("{} {}", names.ty, names.module));
    }
    for (operation, names) in api.operations.iter().zip(&names.operations) {
        let name = format!("{} {}", names.ty, names.method);
        all.insert(of_operation(operation), name);
    }
    let keys = errors::keys(api, facts, &names.types);
    for (key, names) in keys.into_iter().zip(&names.error_sets) {
        all.insert(key, names.ty.to_string());
    }
    all
}

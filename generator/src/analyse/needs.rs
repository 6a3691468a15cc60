//! Which groups of operations need what: with a feature per tag, the rest is not compiled.

use std::collections::{BTreeMap, BTreeSet};

use super::direction;
use crate::ir::{Api, TypeId};

/// What more groups than this need is always there. See ARCHITECTURE.md for the measurement.
const MANY: usize = 16;

/// What needs a type, or a set of documented errors.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// Many groups, or what the server sends by itself.
    Always,
    /// These groups, by position; none for what no operation needs.
    Groups(BTreeSet<usize>),
}

impl Need {
    /// The need that these groups are.
    pub(crate) fn of(groups: BTreeSet<usize>) -> Self {
        match groups.len() {
            0..=MANY => Self::Groups(groups),
            _ => Self::Always,
        }
    }
}

/// The needs of all types, and of all sets of documented errors by position.
///
/// What a type contains is needed wherever the type is, so nothing that is always there lacks a part.
pub(super) fn needs(
    api: &Api,
    error_set_of: &[Option<usize>],
    error_sets: usize,
) -> (BTreeMap<TypeId, Need>, Vec<Need>) {
    let mut types: BTreeMap<TypeId, BTreeSet<usize>> = BTreeMap::new();
    let mut errors = vec![BTreeSet::new(); error_sets];
    for (operation, set) in api.operations.iter().zip(error_set_of) {
        let (mut reached, mut received) = (BTreeSet::new(), BTreeSet::new());
        direction::of_operation(&api.types, operation, &mut reached, &mut received);
        reached.append(&mut received);
        for id in reached {
            types.entry(id).or_default().insert(operation.group);
        }
        if let Some(groups) = set.and_then(|set| errors.get_mut(set)) {
            groups.insert(operation.group);
        }
    }
    let mut needs: BTreeMap<TypeId, Need> = types
        .into_iter()
        .map(|(id, groups)| (id, Need::of(groups)))
        .collect();
    let mut always = BTreeSet::new();
    direction::of_incoming(api, &mut always);
    needs.extend(always.into_iter().map(|id| (id, Need::Always)));
    (needs, errors.into_iter().map(Need::of).collect())
}

//! Documented errors: operations with the same ones share a type.

use crate::ir::{Api, Payload, Status};

/// Documented errors that one or more operations have.
#[derive(Debug, Clone, PartialEq)]
pub struct ErrorSet {
    /// Status and content of each; codes in ascending order, then ranges, then `default`.
    pub responses: Vec<(Status, Option<Payload>)>,
    /// What the document says about each.
    pub descriptions: Vec<String>,
}

/// The different sets, and the position of each operation's.
pub(super) fn sets(api: &Api) -> (Vec<ErrorSet>, Vec<Option<usize>>) {
    let mut sets: Vec<ErrorSet> = Vec::new();
    let positions = api.operations.iter().map(|operation| {
        let mut errors: Vec<_> = operation.errors.iter().collect();
        errors.sort_by_key(|response| response.status);
        if errors.is_empty() {
            return None;
        }
        let set = ErrorSet {
            responses: errors
                .iter()
                .map(|response| (response.status, response.payload.clone()))
                .collect(),
            descriptions: errors
                .iter()
                .map(|response| response.description.clone())
                .collect(),
        };
        let known = sets
            .iter()
            .position(|known| known.responses == set.responses);
        Some(known.unwrap_or_else(|| {
            sets.push(set);
            sets.len() - 1
        }))
    });
    let positions = positions.collect();
    (sets, positions)
}

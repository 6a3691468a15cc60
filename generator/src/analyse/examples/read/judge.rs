//! What is wrong with a value by the schema itself, whatever the emitted types make of it.

use std::cell::Cell;

use serde_json::Value;

use super::{MAX_LOOKS, Walk};
use crate::analyse::examples::{Disagreement, Examples, View};
use crate::ir::TypeRef;

/// All that is wrong with `value`: of a union, any branch will do, found again or not.
///
/// Nothing where that takes too long to find out.
pub(in crate::analyse::examples) fn judge(
    examples: &Examples<'_>,
    ty: &TypeRef,
    value: &Value,
) -> Vec<Disagreement> {
    let fuel = Cell::new(MAX_LOOKS);
    let mut walk = Walk::new(examples, View::Full, &fuel);
    walk.is_any_branch_right = true;
    walk.value(ty, value);
    match fuel.get() {
        0 => Vec::new(),
        _ => walk.found,
    }
}

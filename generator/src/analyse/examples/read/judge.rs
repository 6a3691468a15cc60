//! What is wrong with a value by the schema itself, whatever the emitted types make of it.

use serde_json::Value;

use super::Walk;
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
    let mut walk = Walk::new(examples, View::Full);
    walk.is_any_branch_right = true;
    walk.value(ty, value);
    match walk.fuel.get() {
        0 => Vec::new(),
        _ => walk.found,
    }
}

//! For programs.

use serde_json::{Value, json};

use super::super::change::Side;
use super::super::{Change, Comparison, Version};

/// One JSON object: the verdicts, the version that should follow `base` (`now` is the one that is set), the changes.
#[must_use]
pub fn json(comparison: &Comparison, (base, now): (&Version, &Version)) -> String {
    let next = base.next(comparison.level());
    let all = |changes: &[Change]| -> Vec<Value> { changes.iter().map(change).collect() };
    let value = json!({
        "api": comparison.api().word(),
        "wire": comparison.wire().word(),
        "version": {
            "base": base.to_string(),
            "now": now.to_string(),
            "needed": if comparison.is_empty() { base.to_string() } else { next.to_string() },
        },
        "changes": all(&comparison.changes),
        "docs": all(&comparison.docs),
    });
    format!("{value}\n")
}

fn change(change: &Change) -> Value {
    let lines = change.surface.iter().map(|delta| {
        json!({
            "old": delta.old.as_ref().map(ToString::to_string),
            "new": delta.new.as_ref().map(ToString::to_string),
            "api": delta.verdict.word(),
        })
    });
    json!({
        "code": change.code,
        "message": change.message,
        "api": change.api.word(),
        "wire": change.wire.word(),
        "silent": change.is_silent,
        "item": change.item,
        "old": change.old.as_ref().map(side),
        "new": change.new.as_ref().map(side),
        "surface": lines.collect::<Vec<Value>>(),
    })
}

fn side(side: &Side) -> Value {
    json!({
        "file": side.file,
        "line": side.line,
        "column": side.column,
        "pointer": side.pointer.as_str(),
    })
}

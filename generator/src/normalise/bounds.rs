//! Bounds: of the kind that 3.0 has, and exact. What its types cannot hold is kept as a text.

use serde_json::{Map, Number, Value};

use super::node::{Node, Notes, kept};
use crate::pointer::Pointer;
use crate::report::Code;

/// Bounds that are counts: whole numbers from 0 on.
const COUNTS: [&str; 8] = [
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minProperties",
    "maxProperties",
    "minContains",
    "maxContains",
];

pub(super) fn visit(node: &mut Node<'_>, notes: &mut Notes) {
    let pointer = node.pointer;
    let Some(members) = node.schema() else { return };
    if !members.keys().any(|key| is_bound(key)) {
        return;
    }
    for key in COUNTS {
        repair(members, key, pointer, notes, as_count);
    }
    for key in ["minimum", "maximum", "multipleOf"] {
        repair(members, key, pointer, notes, as_number);
    }
    for (bound, flag, tighter) in [
        (
            "minimum",
            "exclusiveMinimum",
            f64::ge as fn(&f64, &f64) -> bool,
        ),
        ("maximum", "exclusiveMaximum", f64::le),
    ] {
        exclusive(members, bound, flag, tighter, pointer, notes);
        exact(members, bound, flag);
    }
    let positive = |value: &Value| value.as_f64().is_some_and(|number| number > 0.0);
    if members
        .get("multipleOf")
        .is_some_and(|value| !positive(value))
    {
        refuse(members, "multipleOf", "a number above 0", pointer, notes);
    }
    exact(members, "multipleOf", "");
}

/// Whether `key` can be that of a bound: all begin in one of two ways.
fn is_bound(key: &str) -> bool {
    key.starts_with('m') || key.starts_with("exclusive")
}

/// Makes the member `key` what `read` makes of it, or leaves it out.
fn repair(
    members: &mut Map<String, Value>,
    key: &str,
    pointer: &Pointer,
    notes: &mut Notes,
    read: fn(&Value) -> Option<Value>,
) {
    let Some(member) = members.get_mut(key) else {
        return;
    };
    match read(member) {
        Some(new) => {
            if member.is_string() {
                notes.repaired(pointer, key, "a number", &format!("was read as {new}"));
            }
            *member = new;
        }
        None if member.is_null() => {
            members.shift_remove(key);
        }
        None => {
            let whole = COUNTS.contains(&key);
            let expected = if whole {
                "a whole number from 0 on"
            } else {
                "a number"
            };
            refuse(members, key, expected, pointer, notes);
        }
    }
}

fn refuse(
    members: &mut Map<String, Value>,
    key: &str,
    expected: &str,
    pointer: &Pointer,
    notes: &mut Notes,
) {
    let value = members.shift_remove(key).unwrap_or_default();
    let message = format!("`{key}` is {value} and not {expected}; it was left out");
    let help = "correct it, or remove it";
    notes.warn(Code::InvalidBound, &pointer.child(key), message, help);
}

/// A number as the integer that it is, if it is one: `3.0` is 3.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
pub(super) fn as_integer(value: &Value) -> Option<Value> {
    /// Up to here, every integer is a 64-bit floating point number.
    const EXACT: f64 = (1_u64 << 53) as f64;
    if let Some(integer) = value.as_i64() {
        return Some(integer.into());
    }
    let number = value.as_f64().filter(|_| !value.is_u64())?;
    (number.fract() == 0.0 && number.abs() <= EXACT).then(|| (number as i64).into())
}

fn as_count(value: &Value) -> Option<Value> {
    let value = as_number(value)?;
    if value.is_u64() {
        return Some(value);
    }
    as_integer(&value).filter(Value::is_u64)
}

fn as_number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => {
            let number: Number = text.trim().parse().ok()?;
            Some(Value::Number(number))
        }
        _ => None,
    }
}

/// Turns a number for `flag` (3.1) into the bound and a boolean (3.0); the tighter one counts.
fn exclusive(
    members: &mut Map<String, Value>,
    bound: &str,
    flag: &str,
    tighter: fn(&f64, &f64) -> bool,
    pointer: &Pointer,
    notes: &mut Notes,
) {
    let limit = match members.get(flag) {
        None | Some(Value::Bool(_)) => return,
        Some(Value::String(text)) if text == "true" || text == "false" => {
            notes.repaired(pointer, flag, "a boolean", &format!("was read as `{text}`"));
            let set = Value::Bool(text == "true");
            members.insert(flag.to_owned(), set);
            return;
        }
        Some(limit) => as_number(limit),
    };
    let Some(limit) = limit else {
        if members.get(flag).is_some_and(|value| !value.is_null()) {
            refuse(members, flag, "a number", pointer, notes);
        }
        members.shift_remove(flag);
        return;
    };
    let number = |value: &Value| value.as_f64().unwrap_or_default();
    if members
        .get(bound)
        .is_some_and(|inclusive| !tighter(&number(&limit), &number(inclusive)))
    {
        members.shift_remove(flag);
        return;
    }
    members.insert(bound.to_owned(), limit);
    members.insert(flag.to_owned(), Value::Bool(true));
}

/// Keeps a bound that 64-bit integers (of an `integer`) or floating point numbers would change as
/// a text, with the flag that belongs to it.
fn exact(members: &mut Map<String, Value>, bound: &str, flag: &str) {
    let Some(value) = members.get(bound) else {
        return;
    };
    if members.get("type").and_then(Value::as_str) == Some("integer") {
        if let Some(integer) = as_integer(value) {
            members.insert(bound.to_owned(), integer);
            return;
        }
    } else if value.is_f64() || as_exact_float(value) {
        return;
    }
    let text = value.to_string();
    members.shift_remove(bound);
    members.insert(kept(bound), Value::String(text));
    if let Some(value) = members.shift_remove(flag) {
        members.insert(kept(flag), value);
    }
}

/// Whether an integer is the same as a 64-bit floating point number.
fn as_exact_float(value: &Value) -> bool {
    let magnitude = value
        .as_u64()
        .or_else(|| value.as_i64().map(i64::unsigned_abs));
    magnitude.is_some_and(|magnitude| {
        magnitude
            .checked_shr(magnitude.trailing_zeros())
            .is_none_or(|odd| odd < 1 << 53)
    })
}

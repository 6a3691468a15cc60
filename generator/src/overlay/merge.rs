//! Merging values (Overlay Specification 1.1, Action Object).

use serde_json::Value;

use super::places::Places;
use crate::pointer::Pointer;
use crate::report::Location;

/// Two values that do not go together.
pub(super) struct Conflict {
    /// Where, seen from the target.
    pub(super) inside: Pointer,
    /// What is there.
    pub(super) old: &'static str,
    /// What should be merged into it.
    pub(super) new: &'static str,
}

/// Whether `new` can be merged into the target `old`.
///
/// A target that is a list takes any value as a further item; a list that is a member takes only lists.
pub(super) fn check(old: &Value, new: &Value) -> Result<(), Conflict> {
    match (old, new) {
        (Value::Array(_), _) => Ok(()),
        _ => check_member(old, new, &Pointer::root()),
    }
}

fn check_member(old: &Value, new: &Value, inside: &Pointer) -> Result<(), Conflict> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => new.iter().try_for_each(|(key, new)| {
            let old = old.get(key);
            old.map_or(Ok(()), |old| check_member(old, new, &inside.child(key)))
        }),
        (Value::Array(_), Value::Array(_)) => Ok(()),
        (old, new) if is_single(old) && is_single(new) => Ok(()),
        (old, new) => Err(Conflict {
            inside: inside.clone(),
            old: kind(old),
            new: kind(new),
        }),
    }
}

fn is_single(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "an object",
        Value::Array(_) => "a list",
        Value::String(_) => "a string",
        Value::Number(_) => "a number",
        Value::Bool(_) => "a boolean",
        Value::Null => "null",
    }
}

/// Merges `new`, which stands at `from`, into the target `old` at `target`. [`check`] has said that it can be done.
pub(super) fn merge(
    old: &mut Value,
    new: &Value,
    target: &Pointer,
    from: &Location,
    places: &mut Places,
) {
    match (&mut *old, new) {
        (Value::Object(old), Value::Object(new)) => {
            for (key, new) in new {
                let (target, from) = (target.child(key), inside(from, |at| at.push(key)));
                match old.get_mut(key) {
                    Some(old) => merge(old, new, &target, &from, places),
                    None => {
                        old.insert(key.clone(), new.clone());
                        places.set(target, from);
                    }
                }
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            for (index, item) in new.iter().enumerate() {
                let from = inside(from, |at| at.push_index(index));
                append(old, item, target, from, places);
            }
        }
        (Value::Array(old), new) => append(old, new, target, from.clone(), places),
        (old, new) => {
            *old = new.clone();
            places.set(target.clone(), from.clone());
        }
    }
}

fn append(
    list: &mut Vec<Value>,
    item: &Value,
    target: &Pointer,
    from: Location,
    places: &mut Places,
) {
    let place = target.index(list.len());
    list.push(item.clone());
    places.set(place, from);
}

/// A place inside of `location`.
fn inside(location: &Location, step: impl FnOnce(&mut Pointer)) -> Location {
    let mut inside = location.clone();
    step(&mut inside.pointer);
    inside
}

//! From the tree of an overlay to its actions (Overlay Specification 1.1, Overlay Object and Action Object).

use serde_json::{Map, Value};

use super::Overlay;
use crate::pointer::Pointer;
use crate::report::{Code, did_you_mean, similar};

/// One change of the description.
pub(super) struct Action<'t> {
    /// Where it stands in the overlay.
    pub(super) pointer: Pointer,
    /// The JSONPath of what is changed.
    pub(super) target: &'t str,
    /// What is done to it.
    pub(super) change: Change<'t>,
}

/// What an action does.
pub(super) enum Change<'t> {
    /// Merges a value into each target.
    Update(&'t Value),
    /// Merges the value at this JSONPath of the description into each target.
    Copy(&'t str),
    /// Removes the targets.
    Remove,
}

const ROOT: &[&str] = &["overlay", "info", "extends", "actions"];
const ACTION: &[&str] = &["target", "description", "update", "copy", "remove"];

/// The actions of the overlay `tree`, without those that are wrong, which are reported.
pub(super) fn actions<'t>(tree: &'t Value, overlay: &mut Overlay<'_>) -> Vec<Action<'t>> {
    let root = Pointer::root();
    let Some(members) = tree.as_object() else {
        let message = "the overlay is not an object".to_owned();
        overlay.error(
            Code::InvalidOverlay,
            &root,
            message,
            "see the Overlay Specification for its form",
        );
        return Vec::new();
    };
    let Some(version) = version(members, overlay) else {
        return Vec::new();
    };
    unknown(members, ROOT, &root, overlay);
    let place = root.child("actions");
    let Some(list) = members.get("actions").and_then(Value::as_array) else {
        let at = if members.contains_key("actions") {
            &place
        } else {
            &root
        };
        let message = "an overlay has a list `actions`".to_owned();
        overlay.error(
            Code::InvalidOverlay,
            at,
            message,
            "add the list, with a `target` in each of its items",
        );
        return Vec::new();
    };
    let actions = list.iter().enumerate();
    actions
        .filter_map(|(index, value)| action(value, place.index(index), version, overlay))
        .collect()
}

/// The minor version of the specification that the overlay is written in.
fn version(members: &Map<String, Value>, overlay: &mut Overlay<'_>) -> Option<u8> {
    let written = members.get("overlay").and_then(Value::as_str);
    let minor = match written
        .map(|text| text.split('.').collect::<Vec<&str>>())
        .as_deref()
    {
        Some(["1", "0", ..]) => Some(0),
        Some(["1", "1", ..]) => Some(1),
        _ => None,
    };
    if minor.is_none() {
        let at = Pointer::root().child("overlay");
        let message = match written {
            Some(written) => {
                format!("version {written:?} of the Overlay Specification is not supported")
            }
            None => {
                "`overlay` must be the version of the Overlay Specification, as a string".to_owned()
            }
        };
        overlay.error(
            Code::UnsupportedOverlay,
            &at,
            message,
            "supported are `1.0.0` and `1.1.0`",
        );
    }
    minor
}

fn action<'t>(
    value: &'t Value,
    pointer: Pointer,
    version: u8,
    overlay: &mut Overlay<'_>,
) -> Option<Action<'t>> {
    match read(value, version) {
        Ok((target, change)) => {
            unknown(value.as_object()?, ACTION, &pointer, overlay);
            Some(Action {
                pointer,
                target,
                change,
            })
        }
        Err(Wrong { key, message, help }) => {
            let at = key.map_or_else(|| pointer.clone(), |key| pointer.child(key));
            overlay.error(Code::InvalidOverlay, &at, message.to_owned(), help);
            None
        }
    }
}

/// What is wrong with an action, or with its member `key`.
struct Wrong {
    key: Option<&'static str>,
    message: &'static str,
    help: &'static str,
}

fn wrong(key: Option<&'static str>, message: &'static str, help: &'static str) -> Wrong {
    Wrong { key, message, help }
}

const PATH: &str = "name what is meant, such as `$.paths['/pets'].get`";

/// The target of an action and what is done to it.
fn read(value: &Value, version: u8) -> Result<(&str, Change<'_>), Wrong> {
    let all = "give it a `target` and one of `update`, `copy` and `remove: true`";
    let Some(members) = value.as_object() else {
        return Err(wrong(None, "an action is an object", all));
    };
    let target = members.get("target").and_then(Value::as_str);
    let target = target.ok_or(wrong(None, "an action has a `target`, a string", PATH))?;
    let is_removed = match members.get("remove") {
        None => false,
        Some(Value::Bool(remove)) => *remove,
        Some(_) => {
            let message = "`remove` is `true` or `false`";
            return Err(wrong(Some("remove"), message, "write `remove: true`"));
        }
    };
    let copy = members.get("copy");
    if copy.is_some() && version == 0 {
        let help = "write `overlay: 1.1.0` at the top";
        return Err(wrong(Some("copy"), "version 1.0 has no `copy`", help));
    }
    // `remove` goes before the others, which then have no effect (Action Object, Fixed Fields).
    let change = match (is_removed, members.get("update"), copy) {
        (true, _, _) => Change::Remove,
        (false, Some(update), None) => Change::Update(update),
        (false, None, Some(Value::String(path))) => Change::Copy(path),
        (false, None, Some(_)) => {
            return Err(wrong(Some("copy"), "`copy` is a JSONPath, a string", PATH));
        }
        (false, Some(_), Some(_)) => {
            let message = "an action has `update` or `copy`, not both";
            return Err(wrong(None, message, "make two actions of it"));
        }
        (false, None, None) => return Err(wrong(None, "the action changes nothing", all)),
    };
    Ok((target, change))
}

/// Reports members that the specification does not have.
fn unknown(members: &Map<String, Value>, known: &[&str], at: &Pointer, overlay: &mut Overlay<'_>) {
    let own = members
        .keys()
        .filter(|key| !key.starts_with("x-") && !known.contains(&key.as_str()));
    for key in own {
        let help = match similar(key, known.iter().copied()) {
            Some(known) => did_you_mean(known),
            None => "remove it, or let its name begin with `x-`".to_owned(),
        };
        let message = format!("`{key}` is no member of this object");
        overlay.error(Code::InvalidOverlay, &at.child(key), message, &help);
    }
}

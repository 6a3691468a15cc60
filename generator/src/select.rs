//! From a whole document to the operations that are wanted, and what they reach.
//!
//! What is left out is gone: later phases neither see it nor complain about it.

mod reach;
mod strand;
mod wanted;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::grammar::METHODS;
use crate::pointer::{self, Pointer};
use crate::read::Document;
use crate::report::Report;
use crate::settings::Selection;
use wanted::{Place, is_wanted};

/// What a selection has left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Left {
    /// Operations below `paths`.
    pub operations: usize,
    /// Components of all sections.
    pub components: usize,
}

/// Keeps the operations that `selection` names, but for those that it omits, and what they reach. One that names
/// nothing to be kept keeps all others.
#[must_use]
pub(crate) fn select(
    mut document: Document,
    selection: &Selection,
    report: &mut Report,
) -> (Document, Left) {
    if selection.is_everything() {
        return (document, Left::default());
    }
    wanted::unknown(&document.value, selection, report);
    let mut left = Left::default();
    let mut removed = Map::new();
    if let Some(root) = document.value.as_object_mut() {
        // Webhooks are operations of the user's side, which are not kept by name.
        if !selection.keeps_everything() {
            root.shift_remove("webhooks");
        }
        for section in ["paths", "webhooks"] {
            if let Some(items) = root.get_mut(section).and_then(Value::as_object_mut) {
                let gone = take_unwanted(items, section == "paths", selection, &mut left);
                removed.insert(section.to_owned(), gone);
            }
        }
    }
    let removed = Value::Object(removed);
    let further = match selection.keeps_everything() {
        true => not_only_for(&removed, &document.value),
        false => Vec::new(),
    };
    let reach = reach::Reach::find(&document.value, &removed, further.into_iter());
    let (components, tags, stranded) = (reach.components, reach.tags, reach.stranded);
    left.components = drop_unreached(&mut document.value, &components, &tags);
    strand::bring_back(&mut document, &removed, stranded);
    // What was wrong with what is gone is of no interest.
    report.retain(|d| d.place.is_some() || pointer::get(&document.value, &d.pointer).is_some());
    (document, left)
}

/// Takes the unwanted operations out of `items`, paths or webhooks; they come back in the places where they stood.
fn take_unwanted(
    items: &mut Map<String, Value>,
    are_paths: bool,
    selection: &Selection,
    left: &mut Left,
) -> Value {
    let mut removed = Map::new();
    items.retain(|path, item| {
        if path.starts_with("x-") {
            return true;
        }
        let place = if are_paths {
            Place::Path(path)
        } else {
            Place::Webhook
        };
        let mut unwanted = Map::new();
        let mut kept = false;
        for (key, member) in item.as_object_mut().into_iter().flatten() {
            if !METHODS.contains(&key.as_str()) {
                continue;
            }
            if is_wanted(place, member, selection) {
                kept = true;
            } else {
                left.operations += usize::from(are_paths);
                unwanted.insert(key.clone(), member.take());
            }
        }
        if let Some(members) = item.as_object_mut() {
            members.retain(|key, _| !unwanted.contains_key(key));
            if !kept {
                unwanted.extend(std::mem::take(members));
            }
        }
        removed.insert(path.clone(), Value::Object(unwanted));
        kept
    });
    Value::Object(removed)
}

/// The components that no operation of `removed` needs: where only what is named goes, they stay, even if none of the
/// other operations needs them either.
fn not_only_for(removed: &Value, root: &Value) -> Vec<Pointer> {
    let needed = reach::Reach::find(removed, root, std::iter::empty()).components;
    let place = Pointer::root().child("components");
    let sections = root.get("components").and_then(Value::as_object);
    let all = sections
        .into_iter()
        .flatten()
        .flat_map(|(section, members)| {
            let place = place.child(section);
            let members = members.as_object().into_iter().flatten();
            members.map(move |(name, _)| place.child(name))
        });
    all.filter(|component| !needed.contains(component))
        .collect()
}

/// Leaves out the components and tags that are not reached; how many components that are.
fn drop_unreached(
    root: &mut Value,
    components: &BTreeSet<Pointer>,
    tags: &BTreeSet<String>,
) -> usize {
    let mut dropped = 0;
    let place = Pointer::root().child("components");
    let sections = root.get_mut("components").and_then(Value::as_object_mut);
    for (section, members) in sections.into_iter().flatten() {
        let Some(members) = members
            .as_object_mut()
            .filter(|_| !section.starts_with("x-"))
        else {
            continue;
        };
        let (before, place) = (members.len(), place.child(section));
        members.retain(|name, _| components.contains(&place.child(name)));
        dropped += before - members.len();
    }
    if let Some(list) = root.get_mut("tags").and_then(Value::as_array_mut) {
        let name = |tag: &Value| tag.get("name").unwrap_or(tag).as_str().map(str::to_owned);
        list.retain(|tag| name(tag).is_some_and(|name| tags.contains(&name)));
    }
    dropped
}

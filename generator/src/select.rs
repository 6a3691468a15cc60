//! From a whole document to the operations that are wanted, and what they reach.
//!
//! What is left out is gone: later phases neither see it nor complain about it.

mod reach;
mod strand;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::grammar::METHODS;
use crate::pointer::{self, Pointer};
use crate::read::Document;
use crate::report::{Code, Report, did_you_mean, similar};
use crate::settings::Selection;

/// What a selection has left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Left {
    /// Operations below `paths`.
    pub operations: usize,
    /// Components of all sections.
    pub components: usize,
}

/// Keeps the operations that `selection` names, by tag or id, and what they reach. An empty
/// selection keeps everything.
#[must_use]
pub(crate) fn select(
    mut document: Document,
    selection: &Selection,
    report: &mut Report,
) -> (Document, Left) {
    if selection.tags.is_empty() && selection.operations.is_empty() {
        return (document, Left::default());
    }
    unknown(&document.value, selection, report);
    let mut left = Left::default();
    let mut removed = Map::new();
    if let Some(root) = document.value.as_object_mut() {
        // Webhooks are operations of the user's side, which a selection does not name.
        root.shift_remove("webhooks");
        if let Some(paths) = root.get_mut("paths").and_then(Value::as_object_mut) {
            removed.insert(
                "paths".to_owned(),
                take_unwanted(paths, selection, &mut left),
            );
        }
    }
    let removed = Value::Object(removed);
    let reach = reach::Reach::find(&document.value, &removed);
    let (components, tags, stranded) = (reach.components, reach.tags, reach.stranded);
    left.components = drop_unreached(&mut document.value, &components, &tags);
    strand::bring_back(&mut document, &removed, stranded);
    // What was wrong with what is gone is of no interest.
    report.retain(|d| d.place.is_some() || pointer::get(&document.value, &d.pointer).is_some());
    (document, left)
}

/// Takes the unwanted operations out of `paths`; they come back in the places where they stood.
fn take_unwanted(paths: &mut Map<String, Value>, selection: &Selection, left: &mut Left) -> Value {
    let mut removed = Map::new();
    paths.retain(|path, item| {
        if path.starts_with("x-") {
            return true;
        }
        let mut unwanted = Map::new();
        let mut kept = false;
        for (key, member) in item.as_object_mut().into_iter().flatten() {
            if !METHODS.contains(&key.as_str()) {
                continue;
            }
            if is_wanted(member, selection) {
                kept = true;
            } else {
                left.operations += 1;
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

fn is_wanted(operation: &Value, selection: &Selection) -> bool {
    let id = operation.get("operationId").and_then(Value::as_str);
    id.is_some_and(|id| selection.operations.iter().any(|wanted| wanted == id))
        || tags(operation).any(|tag| selection.tags.iter().any(|wanted| wanted == tag))
}

fn tags(operation: &Value) -> impl Iterator<Item = &str> {
    let tags = operation.get("tags").and_then(Value::as_array);
    tags.into_iter().flatten().filter_map(Value::as_str)
}

/// Reports the names in `selection` that nothing in the document has.
fn unknown(root: &Value, selection: &Selection, report: &mut Report) {
    let mut known_tags = BTreeSet::new();
    let mut known_ids = BTreeSet::new();
    let paths = root
        .get("paths")
        .and_then(Value::as_object)
        .into_iter()
        .flatten();
    for (_, item) in paths {
        for operation in METHODS.iter().filter_map(|method| item.get(method)) {
            known_tags.extend(tags(operation));
            known_ids.extend(operation.get("operationId").and_then(Value::as_str));
        }
    }
    let pointer = if root.get("paths").is_some() {
        Pointer::root().child("paths")
    } else {
        Pointer::root()
    };
    for tag in selection
        .tags
        .iter()
        .filter(|tag| !known_tags.contains(tag.as_str()))
    {
        let message = format!("no operation has the tag `{tag}`");
        report.error(
            Code::UnknownTag,
            &pointer,
            message,
            suggestion(tag, &known_tags),
        );
    }
    for id in selection
        .operations
        .iter()
        .filter(|id| !known_ids.contains(id.as_str()))
    {
        let message = format!("no operation has the id `{id}`");
        report.error(
            Code::UnknownOperation,
            &pointer,
            message,
            suggestion(id, &known_ids),
        );
    }
}

/// What to write in the place of `name`: the known one that is most like it, if any is.
fn suggestion(name: &str, known: &BTreeSet<&str>) -> String {
    match similar(name, known.iter().copied()) {
        Some(known) => did_you_mean(known),
        None => "correct the selection, or remove the name from it".to_owned(),
    }
}

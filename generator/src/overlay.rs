//! Overlays: documents of changes, applied to the description before anything is made of it.
//!
//! OpenAPI Overlay Specification 1.0 and 1.1. One departure: an action whose target selects nothing is an error and not a
//! success, for it has outlived what it was written for.

mod action;
mod merge;
mod places;

#[cfg(test)]
mod tests;

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use self::action::{Action, Change};
use self::places::Places;
pub(crate) use self::places::{Found, locate};
use crate::inputs::Source;
use crate::pointer::{self, Pointer};
use crate::read::positions::Positions;
use crate::read::{self, Document, MAX_NESTING};
use crate::report::{Code, Location, Place, Report};

/// Applies `overlays` to the root document, in their order and each action to what the one before has left.
///
/// What is wrong with one of them is reported at its place in it; the action at fault does nothing.
#[must_use]
pub(crate) fn apply(mut document: Document, overlays: &[Source], report: &mut Report) -> Document {
    if overlays.is_empty() {
        return document;
    }
    let spelled = document.value.get("openapi").cloned();
    let mut places = Places::default();
    for source in overlays {
        document.origins.add_text(source.clone());
        let Some(tree) = read::read_tree(source, report) else {
            continue;
        };
        let mut overlay = Overlay {
            source,
            positions: None,
            report,
        };
        for action in action::actions(&tree, &mut overlay) {
            overlay.apply(&action, &mut document.value, &mut places);
        }
    }
    if document.value.get("openapi") != spelled.as_ref()
        && let Some(version) = read::version_of(&document.value, report)
    {
        document.version = version;
    }
    document.origins.overlay(places.into_found());
    document
}

/// One overlay, and where to tell what is wrong with it.
struct Overlay<'o> {
    source: &'o Source,
    /// Where everything in it stands; read when there is something to tell.
    positions: Option<Positions>,
    report: &'o mut Report,
}

impl Overlay<'_> {
    /// Reports an error at `pointer` of the overlay.
    fn error(&mut self, code: Code, pointer: &Pointer, message: String, help: &str) {
        let text = read::without_mark(&self.source.text);
        let positions = self.positions.get_or_insert_with(|| Positions::of(text));
        let position = positions.find(pointer);
        let place = Place {
            file: self.source.path.clone(),
            line: position.line,
            column: position.column,
        };
        self.report.error_in_text(code, place, message, help);
    }

    fn apply(&mut self, action: &Action<'_>, root: &mut Value, places: &mut Places) {
        if places.added > MOST {
            return;
        }
        let Some(mut targets) = self.select(&action.pointer.child("target"), action.target, root)
        else {
            return;
        };
        let at = |key: &str| Location {
            file: self.source.path.clone(),
            pointer: action.pointer.child(key),
        };
        match &action.change {
            Change::Remove => {
                // From the end, so that no place moves before its turn comes.
                targets.sort();
                for target in targets.iter().rev() {
                    self.remove(action, &target.pointer(), root, places);
                }
            }
            Change::Update(update) => {
                let from = at("update");
                self.update(action, ("update", update), &from, (&targets, root), places);
            }
            Change::Copy(path) => {
                let from = at("copy");
                let Some(value) = self.single(&from.pointer, path, root) else {
                    return;
                };
                self.update(action, ("copy", &value), &from, (&targets, root), places);
            }
        }
    }

    fn remove(
        &mut self,
        action: &Action<'_>,
        target: &Pointer,
        root: &mut Value,
        places: &mut Places,
    ) {
        if target.is_root() {
            let message = "the whole document cannot be removed".to_owned();
            let help = "name what is to be removed, such as `$.paths['/pets']`";
            self.error(
                Code::InvalidTarget,
                &action.pointer.child("target"),
                message,
                help,
            );
            return;
        }
        places.removed(target, root);
        let (Some(parent), Some(last)) = (target.parent(), target.last()) else {
            return;
        };
        match pointer::get_mut(root, &parent) {
            Some(Value::Object(members)) => {
                members.shift_remove(last.as_ref());
            }
            Some(Value::Array(items)) => {
                let index = last.parse().ok().filter(|index| *index < items.len());
                if let Some(index) = index {
                    items.remove(index);
                }
            }
            _ => {}
        }
    }

    /// Merges a value, that of the action's member `key`, into all targets, if it can be merged into each.
    fn update(
        &mut self,
        action: &Action<'_>,
        (key, value): (&str, &Value),
        from: &Location,
        (targets, root): (&[Target], &mut Value),
        places: &mut Places,
    ) {
        let extent = Extent::of(value);
        for target in targets.iter().map(Target::pointer) {
            let Some(place) = pointer::get_mut(root, &target) else {
                continue;
            };
            if let Some((code, message, help)) = extent.too_much(&target, &mut places.added) {
                self.error(code, &action.pointer.child(key), message.to_owned(), help);
                return;
            }
            if let Err(conflict) = merge::check(place, value) {
                let message = format!(
                    "{} cannot be merged into {} at {}",
                    conflict.new,
                    conflict.old,
                    shown(&target.join(&conflict.inside))
                );
                let help = "objects are merged with objects, lists with lists or single items, and other values replace \
                            each other; `remove` what is there first, in an action of its own";
                let at = action.pointer.child(key).join(&conflict.inside);
                self.error(Code::IncompatibleUpdate, &at, message, help);
                continue;
            }
            merge::merge(place, value, &target, from, places);
        }
    }

    /// What `path` selects in the document; reports a path that cannot be read or selects nothing.
    fn select(&mut self, at: &Pointer, path: &str, root: &Value) -> Option<Vec<Target>> {
        let parsed = match JsonPath::parse(path) {
            Ok(parsed) => parsed,
            Err(error) => {
                let message = format!("`{path}` is no JSONPath: {error}");
                let help = "write a query of RFC 9535, such as `$.paths['/pets'].get`";
                self.error(Code::InvalidTarget, at, message, help);
                return None;
            }
        };
        let found = parsed.query_located(root).dedup();
        let targets: Vec<Target> = found
            .locations()
            .map(|path| Target(path.iter().map(Step::of).collect()))
            .collect();
        if targets.is_empty() {
            let message = format!("`{path}` selects nothing in the description");
            let help = "correct the path, or remove the action: what it was written for is not there (any more)";
            self.error(Code::TargetWithoutMatch, at, message, help);
            return None;
        }
        Some(targets)
    }

    /// The one value that `path` selects.
    fn single(&mut self, at: &Pointer, path: &str, root: &Value) -> Option<Value> {
        let found = self.select(at, path, root)?;
        let [only] = found.as_slice() else {
            let message = format!("`{path}` selects {} values", found.len());
            self.error(
                Code::InvalidTarget,
                at,
                message,
                "name the one value that is to be copied",
            );
            return None;
        };
        pointer::get(root, &only.pointer()).cloned()
    }
}

/// How many values all overlays may add together: more than the largest descriptions have.
const MOST: usize = 1_000_000;

/// How large a value is.
#[derive(Clone, Copy)]
struct Extent {
    depth: usize,
    values: usize,
}

impl Extent {
    fn of(value: &Value) -> Self {
        let add = |sum: Self, inner: &Value| {
            let inner = Self::of(inner);
            Self {
                depth: sum.depth.max(inner.depth + 1),
                values: sum.values + inner.values,
            }
        };
        let one = Self {
            depth: 1,
            values: 1,
        };
        match value {
            Value::Object(members) => members.values().fold(one, add),
            Value::Array(items) => items.iter().fold(one, add),
            _ => one,
        }
    }

    /// What is wrong with adding the value at `target`, where `added` have been added before. Copies of copies would
    /// otherwise grow without end.
    fn too_much(
        self,
        target: &Pointer,
        added: &mut usize,
    ) -> Option<(Code, &'static str, &'static str)> {
        *added = added.saturating_add(self.values);
        let depth = target.segments().count() + self.depth;
        if depth >= MAX_NESTING {
            let help = "copy less, or from further inside";
            return Some((
                Code::TooDeep,
                "the description gets nested too deeply",
                help,
            ));
        }
        (*added > MOST).then_some((
            Code::InvalidOverlay,
            "the overlays multiply the description's size",
            "add less, or to fewer places",
        ))
    }
}

/// A place that a path has selected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Target(Vec<Step>);

/// One step of the way to a place. Items of a list are ordered by number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Item(usize),
    Member(String),
}

impl Step {
    fn of(element: &PathElement<'_>) -> Self {
        match element {
            PathElement::Index(index) => Self::Item(*index),
            PathElement::Name(name) => Self::Member((*name).to_owned()),
        }
    }
}

impl Target {
    fn pointer(&self) -> Pointer {
        let mut pointer = Pointer::root();
        for step in &self.0 {
            match step {
                Step::Item(index) => pointer.push_index(*index),
                Step::Member(name) => pointer.push(name),
            }
        }
        pointer
    }
}

/// A place in a message.
fn shown(pointer: &Pointer) -> String {
    match pointer.is_root() {
        true => "the document's root".to_owned(),
        false => format!("`{pointer}`"),
    }
}

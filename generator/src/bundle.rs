//! From a document over several files to one document.
//!
//! What other files hold is copied once into `components` and referred to there. What has no
//! section in `components` (operations, servers, texts) and path items are put in the place of the
//! reference. A reference that cannot be followed is reported and stays as it is, a path to a file:
//! later phases leave out what uses it.

mod files;
mod follow;
mod inline;
mod names;
mod path;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Map, Value};

use self::files::Files;
use self::follow::Target;
use self::names::Names;
use crate::grammar::{Kind, walk, walk_mut};
use crate::inputs::Loader;
use crate::pointer::Pointer;
use crate::read::Document;
use crate::report::{Location, Origins, Report};

/// Makes one document of `document` and all files that it refers to, which `loader` gives.
///
/// A document that refers to no other file and has nothing to put in place comes back as it is.
#[must_use]
pub(crate) fn bundle(mut document: Document, loader: &dyn Loader, report: &mut Report) -> Document {
    if !needs_bundling(&document.value) {
        return document;
    }
    let original = document.value.clone();
    let mut bundler = Bundler {
        names: Names::of(&original),
        files: Files::new(document.origins.root(), original, loader),
        origins: document.origins,
        hoisted: BTreeMap::new(),
        queue: VecDeque::new(),
        inlined: 0,
        reported: BTreeSet::new(),
        report,
    };
    bundler.settle_components(&mut document.value);
    let root = Pointer::root();
    walk_mut(
        Kind::Root,
        &mut document.value,
        &root,
        &mut |pointer, kind, value| {
            bundler.visit(pointer, kind, value);
        },
    );
    while let Some(mut hoist) = bundler.queue.pop_front() {
        walk_mut(
            hoist.kind,
            &mut hoist.value,
            &hoist.pointer,
            &mut |pointer, kind, value| {
                bundler.visit(pointer, kind, value);
            },
        );
        insert(&mut document.value, &hoist.pointer, hoist.value);
    }
    document.origins = bundler.origins;
    document
}

/// Whether any reference leads out of the document or must be replaced by what it refers to.
fn needs_bundling(root: &Value) -> bool {
    let mut needed = false;
    walk(Kind::Root, root, &Pointer::root(), &mut |_, kind, value| {
        let external = |text: &str| !text.starts_with('#');
        let reference = value.get("$ref").and_then(Value::as_str);
        let hoists = kind.section().is_some() && kind != Kind::PathItem;
        needed |= reference.is_some_and(|text| !hoists || external(text))
            || inline::members(kind, value).next().is_some()
            || mapping(value).is_some_and(|map| map.values().any(is_file));
    });
    needed
}

/// Puts a component into the document, below everything that is there already.
fn insert(root: &mut Value, pointer: &Pointer, value: Value) {
    let mut place = root;
    for segment in pointer.segments() {
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Some(members) = place.as_object_mut() else {
            return;
        };
        place = members.entry(segment.into_owned()).or_insert(Value::Null);
    }
    *place = value;
}

/// A discriminator's mapping from values to schemas.
fn mapping(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("discriminator")?.get("mapping")?.as_object()
}

/// Whether a mapping's target is a path to a file, and not a name or a place in this document.
fn is_file(target: &Value) -> bool {
    target.as_str().is_some_and(|text| {
        let file = text.split('#').next().unwrap_or_default();
        [".yaml", ".yml", ".json"]
            .iter()
            .any(|extension| file.ends_with(extension))
    })
}

/// A value on its way into `components`.
struct Hoist {
    pointer: Pointer,
    kind: Kind,
    value: Value,
}

struct Bundler<'a> {
    files: Files<'a>,
    origins: Origins,
    names: Names,
    /// Where the copy of each place stands, by what it is used as.
    hoisted: BTreeMap<(Kind, Location), Pointer>,
    queue: VecDeque<Hoist>,
    inlined: usize,
    /// References that have been reported: what is put in several places is looked at in each.
    reported: BTreeSet<Location>,
    report: &'a mut Report,
}

impl Bundler<'_> {
    /// What a component of the root document only refers to takes its place and its name, whoever
    /// else refers to it.
    fn settle_components(&mut self, root: &mut Value) {
        let sections = root.get_mut("components").and_then(Value::as_object_mut);
        for (section, components) in sections.into_iter().flatten() {
            let kind = Kind::of_section(section).filter(|kind| *kind != Kind::PathItem);
            let (Some(kind), Some(components)) = (kind, components.as_object_mut()) else {
                continue;
            };
            for (name, component) in components {
                let text = component.get("$ref").and_then(Value::as_str);
                let is_alone = component.as_object().is_some_and(|all| all.len() == 1);
                let Some(text) = text.filter(|text| is_alone && !text.starts_with('#')) else {
                    continue;
                };
                let place = Pointer::from_segments(["components", section, name]);
                let Some(Target::Value(location, value)) = self.follow(&place.child("$ref"), text)
                else {
                    continue;
                };
                let key = (kind, location);
                if self.hoisted.contains_key(&key) {
                    continue;
                }
                *component = value;
                self.origins.mount(place.clone(), key.1.clone());
                self.hoisted.insert(key, place);
            }
        }
    }

    fn visit(&mut self, pointer: &Pointer, kind: Kind, value: &mut Value) {
        self.inline_members(pointer, kind, value);
        if let Some(text) = value.get("$ref").and_then(Value::as_str).map(str::to_owned) {
            if kind.section().is_some() && kind != Kind::PathItem {
                if let Some(new) = self.hoist(&pointer.child("$ref"), kind, &text) {
                    set(value, "$ref", new);
                }
            } else {
                self.inline_object(pointer, value, &text);
                self.inline_members(pointer, kind, value);
            }
        }
        if kind == Kind::Schema {
            self.visit_mapping(pointer, value);
        }
    }

    fn visit_mapping(&mut self, pointer: &Pointer, schema: &mut Value) {
        let pointer = pointer.child("discriminator").child("mapping");
        let in_root = self.origins.locate(&pointer).file == self.origins.root();
        let targets = mapping(schema).cloned().unwrap_or_default();
        for (key, target) in targets {
            let local = !in_root && target.as_str().is_some_and(|text| text.starts_with('#'));
            let Some(text) = target.as_str().filter(|_| local || is_file(&target)) else {
                continue;
            };
            let Some(new) = self.hoist(&pointer.child(&key), Kind::Schema, text) else {
                continue;
            };
            let members = schema
                .get_mut("discriminator")
                .and_then(|d| d.get_mut("mapping"));
            if let Some(mapping) = members {
                set(mapping, &key, new);
            }
        }
    }

    /// The reference to write in the place of `text`, which itself stands at `pointer`; what it leads to
    /// is copied into `components`, unless that has been done. `None` leaves it as it is.
    fn hoist(&mut self, pointer: &Pointer, kind: Kind, text: &str) -> Option<String> {
        let (location, value) = match self.follow(pointer, text)? {
            Target::Root(target) => return Some(target),
            Target::Value(location, value) => (location, value),
        };
        let key = (kind, location);
        if let Some(place) = self.hoisted.get(&key) {
            return Some(place.to_reference());
        }
        let section = kind.section()?;
        let name = self.names.name(section, &key.1);
        let place = Pointer::from_segments(["components", section, &name]);
        self.origins.mount(place.clone(), key.1.clone());
        self.queue.push_back(Hoist {
            pointer: place.clone(),
            kind,
            value,
        });
        let reference = place.to_reference();
        self.hoisted.insert(key, place);
        Some(reference)
    }
}

fn set(object: &mut Value, key: &str, text: String) {
    if let Some(member) = object.get_mut(key) {
        *member = Value::String(text);
    }
}

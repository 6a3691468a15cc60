//! Which components a document's paths reach.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::grammar::{Kind, reference, walk};
use crate::pointer::{self, Pointer};

/// What can be reached from the operations that are left in `root`.
pub(super) struct Reach<'v> {
    root: &'v Value,
    removed: &'v Value,
    /// Every component that is reached.
    pub components: BTreeSet<Pointer>,
    /// Every tag of the operations.
    pub tags: BTreeSet<String>,
    /// Places in operations that were removed, and what they are used as.
    pub stranded: BTreeMap<Pointer, Kind>,
    /// References that have been followed, and those that have yet to be.
    followed: BTreeSet<Pointer>,
    left: Vec<(Kind, Pointer)>,
}

impl<'v> Reach<'v> {
    /// Follows everything from the paths and webhooks of `root`, and from the components `further`; `removed` holds the
    /// operations that were taken out, in the places where they stood.
    pub(super) fn find(
        root: &'v Value,
        removed: &'v Value,
        further: impl Iterator<Item = Pointer>,
    ) -> Self {
        let mut reach = Self {
            root,
            removed,
            components: BTreeSet::new(),
            tags: BTreeSet::new(),
            stranded: BTreeMap::new(),
            followed: BTreeSet::new(),
            left: Vec::new(),
        };
        for section in ["paths", "webhooks"] {
            let items = root.get(section).and_then(Value::as_object);
            let items = items.into_iter().flatten();
            for (_, item) in items.filter(|(name, _)| !name.starts_with("x-")) {
                reach.visit(Kind::PathItem, item);
            }
        }
        for component in further {
            if let Some((kind, component)) = self::component(&component) {
                reach.follow(kind, component);
            }
        }
        while let Some((kind, pointer)) = reach.left.pop() {
            reach.arrive(kind, &pointer);
        }
        reach
    }

    fn arrive(&mut self, kind: Kind, pointer: &Pointer) {
        if let Some((kind, component)) = component(pointer) {
            // A reference to a part of a component needs the whole of it.
            if component != *pointer {
                self.follow(kind, component);
                return;
            }
            self.components.insert(component);
        }
        if let Some(value) = pointer::get(self.root, pointer) {
            self.visit(kind, value);
        } else if let Some(value) = pointer::get(self.removed, pointer) {
            self.stranded.insert(pointer.clone(), kind);
            self.visit(kind, value);
        }
    }

    fn follow(&mut self, kind: Kind, pointer: Pointer) {
        if self.followed.insert(pointer.clone()) {
            self.left.push((kind, pointer));
        }
    }

    /// Notes what `value` and everything inside it refers to.
    fn visit(&mut self, kind: Kind, value: &Value) {
        walk(kind, value, &Pointer::root(), &mut |_, kind, value| {
            if let Some(target) = reference(kind, value).and_then(target) {
                self.follow(kind, target);
            }
            match kind {
                Kind::Schema => self.mapping(value),
                Kind::Operation => self.operation(value),
                _ => {}
            }
        });
    }

    /// The targets of a discriminator's mapping: references, or names of schemas.
    fn mapping(&mut self, schema: &Value) {
        let mapping = schema.get("discriminator").and_then(|d| d.get("mapping"));
        let targets = mapping.and_then(Value::as_object).into_iter().flatten();
        for text in targets.filter_map(|(_, target)| target.as_str()) {
            let named = || Pointer::from_segments(["components", "schemas", text]);
            self.follow(Kind::Schema, target(text).unwrap_or_else(named));
        }
    }

    fn operation(&mut self, operation: &Value) {
        self.tags
            .extend(super::wanted::tags(operation).map(str::to_owned));
        // Operations without a requirement of their own have the document's.
        let security = operation
            .get("security")
            .or_else(|| self.root.get("security"));
        let requirements = security.and_then(Value::as_array).into_iter().flatten();
        for name in requirements
            .filter_map(Value::as_object)
            .flat_map(|schemes| schemes.keys())
        {
            let pointer = Pointer::from_segments(["components", "securitySchemes", name]);
            self.follow(Kind::SecurityScheme, pointer);
        }
    }
}

/// The component that `pointer` leads to or into.
fn component(pointer: &Pointer) -> Option<(Kind, Pointer)> {
    let mut segments = pointer.segments();
    let (first, section, name) = (segments.next()?, segments.next()?, segments.next()?);
    let kind = Kind::of_section(&section).filter(|_| first == "components")?;
    Some((kind, Pointer::from_segments([first, section, name])))
}

/// The place in this document that a reference leads to.
fn target(text: &str) -> Option<Pointer> {
    text.starts_with('#').then(|| text.parse().ok()).flatten()
}

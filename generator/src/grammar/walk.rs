//! Visiting every object of a document.

use serde_json::Value;

use super::share::Extent;
use super::table::{Shape, rule};
use super::{Kind, children};
use crate::pointer::Pointer;

/// How many objects deep a walk goes. Reading refuses what is nested deeper than a small part of
/// this, and normalising adds a few levels at most for each one that it finds.
pub const MAX_DEPTH: usize = 640;

/// Calls `visit` for `value`, which is of `kind` and stands at `pointer`, and every object inside
/// it, outer ones first, in document order.
pub fn walk<'v>(
    kind: Kind,
    value: &'v Value,
    pointer: &Pointer,
    visit: &mut dyn FnMut(&Pointer, Kind, &'v Value),
) {
    look(kind, value, &mut pointer.clone(), 0, visit);
}

fn look<'v>(
    kind: Kind,
    value: &'v Value,
    pointer: &mut Pointer,
    depth: usize,
    visit: &mut dyn FnMut(&Pointer, Kind, &'v Value),
) {
    visit(pointer, kind, value);
    if depth == MAX_DEPTH {
        return;
    }
    for child in children(kind, value) {
        let outer = child.enter(pointer);
        look(child.kind, child.value, pointer, depth + 1, visit);
        pointer.leave(outer);
    }
}

/// Calls `visit` for `value`, which is of `kind` and stands at `pointer`, and every object inside
/// it. Outer objects come first: the walk then goes into what the visit has left.
pub fn walk_mut(
    kind: Kind,
    value: &mut Value,
    pointer: &Pointer,
    visit: &mut dyn FnMut(&Pointer, Kind, &mut Value),
) {
    Walk::new(&mut pointer.clone(), Extent::All, visit).object(kind, value);
}

/// A walk on one thread.
pub(super) struct Walk<'w> {
    pointer: &'w mut Pointer,
    visit: &'w mut dyn FnMut(&Pointer, Kind, &mut Value),
    depth: usize,
    extent: Extent,
}

impl<'w> Walk<'w> {
    pub(super) fn new(
        pointer: &'w mut Pointer,
        extent: Extent,
        visit: &'w mut dyn FnMut(&Pointer, Kind, &mut Value),
    ) -> Self {
        Self {
            pointer,
            visit,
            depth: 0,
            extent,
        }
    }

    /// Does `work` with the pointer at the member `key`.
    pub(super) fn inside(&mut self, key: &str, work: impl FnOnce(&mut Self)) {
        let outer = self.pointer.enter(key);
        work(self);
        self.pointer.leave(outer);
    }

    pub(super) fn object(&mut self, kind: Kind, value: &mut Value) {
        (self.visit)(self.pointer, kind, value);
        let Some(members) = value.as_object_mut() else {
            return;
        };
        if self.depth == MAX_DEPTH {
            return;
        }
        self.depth += 1;
        for (key, member) in members {
            let Some(rule) = rule(kind, key) else {
                continue;
            };
            if self.extent == Extent::Frame && rule.kind == Kind::Schema {
                continue;
            }
            self.inside(key, |walk| walk.member(rule.shape, rule.kind, member));
        }
        self.depth -= 1;
    }

    pub(super) fn member(&mut self, shape: Shape, kind: Kind, member: &mut Value) {
        match (shape, member) {
            (Shape::OneOrBool, Value::Bool(_)) => {}
            (Shape::One | Shape::List, Value::Array(list)) => {
                for (index, value) in list.iter_mut().enumerate() {
                    let outer = self.pointer.enter_index(index);
                    self.object(kind, value);
                    self.pointer.leave(outer);
                }
            }
            (Shape::Map | Shape::Patterned, Value::Object(map)) => {
                for (key, value) in map
                    .iter_mut()
                    .filter(|(key, value)| shape.holds(key, value))
                {
                    self.inside(key, |walk| walk.object(kind, value));
                }
            }
            (Shape::One | Shape::OneOrBool, member) => self.object(kind, member),
            (Shape::List | Shape::Map | Shape::Patterned, _) => {}
        }
    }
}

//! Every object of a document, once for each kind that it is needed as.

use indexmap::IndexSet;
use serde_json::Value;

use super::shallow;
use crate::grammar::{self, Kind};
use crate::pointer::{self, Pointer};

/// A place, and what stands there.
pub(super) type Step<'a> = (Pointer, Found<'a>);

/// What stands at a place.
pub(super) enum Found<'a> {
    /// An object, not yet in its own type.
    Object(Kind, &'a Value),
    /// Nothing but a `$ref`, and where it leads.
    Reference(Pointer),
    /// A `$ref` in the place of an object of this kind which leads to the section of another one.
    OtherKind(Kind, &'a str),
}

/// All objects of `tree`, and what references lead to, in document order.
pub(super) fn steps(tree: &Value) -> Vec<Step<'_>> {
    let mut finder = Finder {
        pending: vec![(Pointer::root(), Kind::Root, Some(tree))],
        steps: Vec::new(),
    };
    let mut visited = IndexSet::new();
    while let Some((pointer, kind, found)) = finder.pending.pop() {
        // A dangling reference is reported by whoever uses it.
        let Some(value) = found.or_else(|| pointer::get(tree, &pointer)) else {
            continue;
        };
        if visited.insert((pointer.clone(), kind)) {
            finder.find(pointer, kind, value);
        }
    }
    finder.steps
}

struct Finder<'a> {
    /// A stack: children are pushed in reverse, so that objects come in document order. What references lead to
    /// has not been found yet, and may not be there.
    pending: Vec<(Pointer, Kind, Option<&'a Value>)>,
    steps: Vec<Step<'a>>,
}

impl<'a> Finder<'a> {
    fn find(&mut self, pointer: Pointer, kind: Kind, value: &'a Value) {
        let found = match grammar::reference(kind, value) {
            None => {
                self.children(&pointer, kind, value);
                Some(Found::Object(kind, value))
            }
            Some(target) => self.follow(kind, target),
        };
        self.steps.extend(found.map(|found| (pointer, found)));
    }

    fn children(&mut self, pointer: &Pointer, kind: Kind, value: &'a Value) {
        let children = grammar::children(kind, value);
        let children = children.iter().rev();
        self.pending
            .extend(children.map(|child| (child.pointer(pointer), child.kind, Some(child.value))));
    }

    fn follow(&mut self, kind: Kind, target: &'a str) -> Option<Found<'a>> {
        // Nothing is made of links; callbacks and path items are resolved before.
        if matches!(kind, Kind::Link | Kind::Callback | Kind::PathItem) {
            return None;
        }
        // A reference that bundling could not follow keeps its path, and has been reported.
        if !target.starts_with('#') {
            return None;
        }
        if let Some(section) = shallow::other_section(target, kind) {
            return Some(Found::OtherKind(kind, section));
        }
        let target: Pointer = target.parse().ok()?;
        self.pending.push((target.clone(), kind, None));
        Some(Found::Reference(target))
    }
}

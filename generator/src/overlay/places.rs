//! Where what stands in a changed document stood before, or in which overlay.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::pointer::{self, Pointer};
use crate::report::Location;

/// Where a value stood: in the description as it was read, or in an overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// At this place of the root document.
    Root(Pointer),
    /// At this place of an overlay.
    Overlay(Location),
}

/// The places of what is not where it was. For everything else, the nearest ancestor tells.
#[derive(Default)]
pub(super) struct Places {
    found: BTreeMap<Pointer, Found>,
    /// How many values have been added.
    pub(super) added: usize,
}

impl Places {
    /// The value at `place` is that of an overlay, with all that is in it.
    pub(super) fn set(&mut self, place: Pointer, from: Location) {
        self.forget(&place);
        self.found.insert(place, Found::Overlay(from));
    }

    /// The value at `place` of `root` is about to be removed: items of a list that follow it move up.
    pub(super) fn removed(&mut self, place: &Pointer, root: &Value) {
        let moved = self.followers(place, root);
        self.forget(place);
        for (old, new) in moved {
            let here = self.at(&old);
            let inside: Vec<(Pointer, Found)> = self
                .inside(&old)
                .filter_map(|(known, found)| Some((known.strip_prefix(&old)?, found.clone())))
                .collect();
            self.forget(&old);
            self.found.insert(new.clone(), here);
            for (rest, found) in inside {
                self.found.insert(new.join(&rest), found);
            }
        }
    }

    /// The places of the items behind the one at `place`, and those that they move to.
    fn followers(&self, place: &Pointer, root: &Value) -> Vec<(Pointer, Pointer)> {
        let (Some(parent), Some(index)) = (place.parent(), place.last()) else {
            return Vec::new();
        };
        let list = pointer::get(root, &parent).and_then(Value::as_array);
        let (Some(list), Ok(index)) = (list, index.parse::<usize>()) else {
            return Vec::new();
        };
        let behind = index.saturating_add(1)..list.len();
        behind
            .map(|index| (parent.index(index), parent.index(index - 1)))
            .collect()
    }

    fn forget(&mut self, place: &Pointer) {
        self.found.remove(place);
        let inside: Vec<Pointer> = self.inside(place).map(|(known, _)| known.clone()).collect();
        for known in &inside {
            self.found.remove(known);
        }
    }

    /// What is known of places inside of `place`: in the order of the map, they stand together.
    fn inside<'p>(&'p self, place: &'p Pointer) -> impl Iterator<Item = (&'p Pointer, &'p Found)> {
        let behind = self.found.range(place.child("")..);
        behind.take_while(|(known, _)| known.strip_prefix(place).is_some())
    }

    fn at(&self, place: &Pointer) -> Found {
        locate(&self.found, place)
    }

    pub(super) fn into_found(self) -> BTreeMap<Pointer, Found> {
        self.found
    }
}

/// Where what stands at `place` stood.
pub(crate) fn locate(found: &BTreeMap<Pointer, Found>, place: &Pointer) -> Found {
    let mut ancestor = place.clone();
    while !found.is_empty() {
        if let Some(known) = found.get(&ancestor) {
            let rest = place.strip_prefix(&ancestor).unwrap_or_default();
            return match known {
                Found::Root(pointer) => Found::Root(pointer.join(&rest)),
                Found::Overlay(location) => Found::Overlay(Location {
                    file: location.file.clone(),
                    pointer: location.pointer.join(&rest),
                }),
            };
        }
        if !ancestor.pop() {
            break;
        }
    }
    Found::Root(place.clone())
}

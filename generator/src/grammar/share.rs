//! Changing every object of a document, the maps of its paths and components shared out to threads.

use serde_json::{Map, Value};

use super::Kind;
use super::table::{Rule, Shape, rule};
use super::walk::Walk;
use crate::parallel;
use crate::pointer::Pointer;

/// From so many members on it pays to share a map out.
const MANY: usize = 64;

/// Which objects are visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All.
    All,
    /// All but schemas, which are most of a document.
    Frame,
}

/// What is done with an object; `T` keeps what is told of it.
pub(crate) type Visit<'v, T> = dyn Fn(&Pointer, Kind, &mut Value, &mut T) + Sync + 'v;

/// Does `visit` with every object of the document `root` within `extent`, outer ones first, on so many `threads`; each
/// walk then goes into what the visit has left.
///
/// What was told is in pieces that `fresh` has made, which follow each other in document order: put together they do not
/// depend on the number of threads.
pub(crate) fn walk_mut_on<T: Send>(
    threads: usize,
    extent: Extent,
    root: &mut Value,
    fresh: &(dyn Fn() -> T + Sync),
    visit: &Visit<'_, T>,
) -> Vec<T> {
    let mut shared = Shared {
        threads,
        work: Work {
            extent,
            fresh,
            visit,
        },
        pointer: Pointer::root(),
        told: Vec::new(),
    };
    shared.object(Kind::Root, root);
    shared.told
}

/// What each thread does.
struct Work<'s, T> {
    extent: Extent,
    fresh: &'s (dyn Fn() -> T + Sync),
    visit: &'s Visit<'s, T>,
}

impl<T> Work<'_, T> {
    /// Takes a `walk` that begins inside of `outer`; gives what was told.
    fn walked(&self, outer: &Pointer, walk: impl FnOnce(&mut Walk<'_>)) -> T {
        let mut told = (self.fresh)();
        walk(&mut Walk::new(
            &mut outer.clone(),
            self.extent,
            &mut |pointer, kind, value| (self.visit)(pointer, kind, value, &mut told),
        ));
        told
    }
}

struct Shared<'s, T> {
    threads: usize,
    work: Work<'s, T>,
    pointer: Pointer,
    told: Vec<T>,
}

impl<T: Send> Shared<'_, T> {
    /// Visits the root or its components, and what is inside.
    fn object(&mut self, kind: Kind, value: &mut Value) {
        let mut told = (self.work.fresh)();
        (self.work.visit)(&self.pointer, kind, value, &mut told);
        self.told.push(told);
        for (key, member) in value.as_object_mut().into_iter().flatten() {
            let Some(rule) = rule(kind, key) else {
                continue;
            };
            if self.work.extent == Extent::Frame && rule.kind == Kind::Schema {
                continue;
            }
            let outer = self.pointer.enter(key);
            match (rule.shape, member) {
                (Shape::Map | Shape::Patterned, Value::Object(map)) => self.map(rule, map),
                (Shape::One, member @ Value::Object(_)) if rule.kind == Kind::Components => {
                    self.object(rule.kind, member);
                }
                (shape, member) => {
                    let walk = |walk: &mut Walk<'_>| walk.member(shape, rule.kind, member);
                    self.told.push(self.work.walked(&self.pointer, walk));
                }
            }
            self.pointer.leave(outer);
        }
    }

    /// Visits the members of a map, each thread a share of them.
    fn map(&mut self, rule: Rule, map: &mut Map<String, Value>) {
        let mut members: Vec<_> = map
            .iter_mut()
            .filter(|(key, value)| rule.shape.holds(key, value))
            .collect();
        let (work, pointer) = (&self.work, &self.pointer);
        let (share, threads) = parallel::shares(self.threads, members.len(), MANY);
        let told = parallel::map(threads, members.chunks_mut(share), |share| {
            work.walked(pointer, |walk| {
                for (key, value) in share {
                    walk.inside(key, |walk| walk.object(rule.kind, value));
                }
            })
        });
        self.told.extend(told);
    }
}

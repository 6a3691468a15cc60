//! From 3.0, 3.1 and mixtures of both to the words of OpenAPI 3.0, on the untyped tree.
//!
//! What 3.0 has no word for is kept under an `x-apicrate-` key, and what is of the wrong kind is
//! repaired with a warning. Every pass runs on every document, whatever version it says it is of.

mod anchors;
mod booleans;
mod bounds;
mod certificates;
mod constants;
mod defaults;
mod examples;
mod flags;
mod info;
mod keep;
mod lists;
mod maps;
mod mixed;
mod node;
mod nulls;
mod operations;
mod references;
mod reserved;
mod statuses;
mod texts;
mod tuples;
mod types;
mod unknown;
mod webhooks;

#[cfg(test)]
mod tests;

use serde_json::Value;

use self::node::{Node, Notes};
use crate::grammar::{Kind, walk_mut, walk_mut_frame};
use crate::pointer::Pointer;
use crate::read::Document;
use crate::report::Report;

/// A small change that is made to every object of a document, before the objects inside it.
type Pass = fn(&mut Node<'_>, &mut Notes<'_>);

/// The walk that takes a pass to its objects.
type Walk = fn(Kind, &mut Value, &Pointer, &mut dyn FnMut(&Pointer, Kind, &mut Value));

/// The passes, in the order in which they run, and the walk that takes them to their objects: not all have something
/// to do in schemas. Those share a walk that look at no object's inside and tell of no move, for moves are followed when
/// a walk has ended. What one of them puts into an object, such as a list, the others then see there.
const PASSES: &[(Walk, &[Pass])] = &[
    // Nothing below may meet a key of our own that is not.
    (walk_mut, &[reserved::visit, mixed::visit, unknown::visit]),
    // Anchors are names for places: they are resolved before anything moves.
    (walk_mut_frame, &[anchors::visit]),
    // What is of the wrong kind is put right before it is looked at more closely.
    (
        walk_mut,
        &[
            // Once more, for what `lists` makes an object of that was none.
            reserved::visit,
            maps::visit,
            booleans::visit,
            lists::visit,
            texts::visit,
            flags::visit,
        ],
    ),
    (walk_mut_frame, &[info::visit]),
    (walk_mut_frame, &[operations::visit]),
    (walk_mut_frame, &[statuses::visit]),
    (walk_mut_frame, &[webhooks::visit]),
    (walk_mut_frame, &[certificates::visit]),
    (walk_mut, &[examples::visit]),
    // Schemas, in the words of 3.0.
    (walk_mut, &[references::visit]),
    (walk_mut, &[tuples::visit]),
    (walk_mut, &[types::visit]),
    (walk_mut, &[constants::visit]),
    (walk_mut, &[nulls::visit]),
    (walk_mut, &[defaults::visit, bounds::visit]),
    (walk_mut, &[keep::visit]),
];

/// Brings `document` into the shape of OpenAPI 3.0; `report` says what had to be repaired.
#[must_use]
pub(crate) fn normalise(mut document: Document, report: &mut Report) -> Document {
    let mut notes = Notes::new(document.version, report);
    let root = Pointer::root();
    for (walk, passes) in PASSES {
        walk(
            Kind::Root,
            &mut document.value,
            &root,
            &mut |pointer, kind, value| {
                let mut node = Node {
                    pointer,
                    kind,
                    value,
                };
                passes.iter().for_each(|pass| pass(&mut node, &mut notes));
            },
        );
        let moves = notes.take_moves();
        if !moves.is_empty() {
            references::follow_moves(&mut document.value, &moves);
            document.origins.start_moves();
            for (old, new) in moves {
                document.origins.moved(old, new);
            }
        }
    }
    notes.finish();
    document
}

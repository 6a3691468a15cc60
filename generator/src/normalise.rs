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

use self::node::{Node, Notes};
use crate::grammar::{Extent, walk_mut_on};
use crate::read::Document;
use crate::report::Report;

/// A small change that is made to every object of a document, before the objects inside it.
type Pass = fn(&mut Node<'_>, &mut Notes);

/// The passes, in the order in which they run, and how far the walk goes that takes them to their objects: not all have
/// something to do in schemas. Those share a walk that look at no object's inside and tell of no move, for moves are
/// followed when a walk has ended. What one of them puts into an object, such as a list, the others then see there.
const PASSES: &[(Extent, &[Pass])] = &[
    // Nothing below may meet a key of our own that is not.
    (
        Extent::All,
        &[reserved::visit, mixed::visit, unknown::visit],
    ),
    // Anchors are names for places: they are resolved before anything moves.
    (Extent::Frame, &[anchors::visit]),
    // What is of the wrong kind is put right before it is looked at more closely.
    (
        Extent::All,
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
    (Extent::Frame, &[info::visit]),
    (Extent::Frame, &[operations::visit]),
    (Extent::Frame, &[statuses::visit]),
    (Extent::Frame, &[webhooks::visit]),
    (Extent::Frame, &[certificates::visit]),
    (Extent::All, &[examples::visit]),
    // Schemas, in the words of 3.0.
    (Extent::All, &[references::visit]),
    (Extent::All, &[tuples::visit]),
    (Extent::All, &[types::visit]),
    (Extent::All, &[constants::visit]),
    (Extent::All, &[nulls::visit]),
    (Extent::All, &[defaults::visit, bounds::visit]),
    (Extent::All, &[keep::visit]),
];

/// Brings `document` into the shape of OpenAPI 3.0, on so many `threads`; `report` says what had to be repaired.
#[must_use]
pub(crate) fn normalise(mut document: Document, threads: usize, report: &mut Report) -> Document {
    let version = document.version;
    let mut notes = Notes::new(version);
    for (extent, passes) in PASSES {
        let told = walk_mut_on(
            threads,
            *extent,
            &mut document.value,
            &|| Notes::new(version),
            &|pointer, kind, value, notes| {
                let mut node = Node {
                    pointer,
                    kind,
                    value,
                };
                passes.iter().for_each(|pass| pass(&mut node, notes));
            },
        );
        told.into_iter().for_each(|told| notes.absorb(told));
        let moves = notes.take_moves();
        if !moves.is_empty() {
            references::follow_moves(&mut document.value, &moves, threads);
            document.origins.start_moves();
            for (old, new) in moves {
                document.origins.moved(old, new);
            }
        }
    }
    notes.finish(report);
    document
}

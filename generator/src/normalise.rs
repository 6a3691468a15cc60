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
use crate::grammar::{Kind, walk_mut};
use crate::pointer::Pointer;
use crate::read::Document;
use crate::report::Report;

/// A small change that is made to every object of a document, before the objects inside it.
type Pass = fn(&mut Node<'_>, &mut Notes<'_>);

/// The passes, in the order in which they run.
const PASSES: &[Pass] = &[
    // Nothing below may meet a key of our own that is not.
    reserved::visit,
    mixed::visit,
    unknown::visit,
    // Anchors are names for places: they are resolved before anything moves.
    anchors::visit,
    // What is of the wrong kind is put right before it is looked at more closely.
    maps::visit,
    booleans::visit,
    lists::visit,
    texts::visit,
    flags::visit,
    info::visit,
    operations::visit,
    statuses::visit,
    webhooks::visit,
    certificates::visit,
    examples::visit,
    // Schemas, in the words of 3.0.
    references::visit,
    tuples::visit,
    types::visit,
    constants::visit,
    nulls::visit,
    defaults::visit,
    bounds::visit,
    keep::visit,
];

/// Brings `document` into the shape of OpenAPI 3.0; `report` says what had to be repaired.
#[must_use]
pub(crate) fn normalise(mut document: Document, report: &mut Report) -> Document {
    let mut notes = Notes::new(document.version, report);
    let root = Pointer::root();
    for pass in PASSES {
        walk_mut(
            Kind::Root,
            &mut document.value,
            &root,
            &mut |pointer, kind, value| {
                pass(
                    &mut Node {
                        pointer,
                        kind,
                        value,
                    },
                    &mut notes,
                );
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

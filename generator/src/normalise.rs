//! From 3.0, 3.1 and mixtures of both to the words of OpenAPI 3.0, on the untyped tree.
//!
//! What 3.0 has no word for is kept under an `x-apicrate-` key, and what is of the wrong kind is
//! repaired with a warning. Every pass runs on every document, whatever version it says it is of.

mod anchors;
mod booleans;
mod bounds;
mod constants;
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
mod texts;
mod tuples;
mod types;
mod webhooks;

#[cfg(test)]
mod tests;

use self::node::{Node, Notes};
use crate::grammar::{Kind, walk_mut};
use crate::pointer::Pointer;
use crate::read::Document;
use crate::report::Report;

/// A small change that is made to every object of a document.
pub struct Pass {
    /// What it is about, in a word or two.
    pub name: &'static str,
    /// Changes one object; those inside it come after it.
    visit: fn(&mut Node<'_>, &mut Notes<'_>),
}

/// The passes, in the order in which they run.
pub const PASSES: &[Pass] = &[
    // Nothing below may meet a key of our own that is not.
    Pass {
        name: "reserved keys",
        visit: reserved::visit,
    },
    Pass {
        name: "mixed versions",
        visit: mixed::visit,
    },
    // Anchors are names for places: they are resolved before anything moves.
    Pass {
        name: "anchors",
        visit: anchors::visit,
    },
    // What is of the wrong kind is put right before it is looked at more closely.
    Pass {
        name: "booleans for schemas",
        visit: booleans::visit,
    },
    Pass {
        name: "maps",
        visit: maps::visit,
    },
    Pass {
        name: "lists",
        visit: lists::visit,
    },
    Pass {
        name: "texts",
        visit: texts::visit,
    },
    Pass {
        name: "flags",
        visit: flags::visit,
    },
    Pass {
        name: "info and servers",
        visit: info::visit,
    },
    Pass {
        name: "operations",
        visit: operations::visit,
    },
    Pass {
        name: "webhooks",
        visit: webhooks::visit,
    },
    Pass {
        name: "examples",
        visit: examples::visit,
    },
    // Schemas, in the words of 3.0.
    Pass {
        name: "references beside others",
        visit: references::visit,
    },
    Pass {
        name: "tuples",
        visit: tuples::visit,
    },
    Pass {
        name: "types",
        visit: types::visit,
    },
    Pass {
        name: "constants",
        visit: constants::visit,
    },
    Pass {
        name: "null",
        visit: nulls::visit,
    },
    Pass {
        name: "bounds",
        visit: bounds::visit,
    },
    Pass {
        name: "kept words",
        visit: keep::visit,
    },
];

/// Brings `document` into the shape of OpenAPI 3.0; `report` says what had to be repaired.
#[must_use]
pub fn normalise(mut document: Document, report: &mut Report) -> Document {
    let mut notes = Notes::new(document.version, report);
    let root = Pointer::root();
    for pass in PASSES {
        walk_mut(
            Kind::Root,
            &mut document.value,
            &root,
            &mut |pointer, kind, value| {
                (pass.visit)(
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

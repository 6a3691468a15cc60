//! Where each model is used. One page for all: a new use then touches this page, and not that of the model.

use std::collections::BTreeMap;

use super::super::operations::status_words;
use super::links::Seat;
use super::page::Page;
use super::{Book, model};
use crate::ir::{Operation, Payload, TypeId, TypeRef};

/// The lines of each type.
type Uses = BTreeMap<TypeId, Vec<String>>;

/// The page.
pub(super) fn page(book: &Book<'_>) -> Page {
    let mut page = Page::new("Where models are used");
    let mut uses = Uses::new();
    for (index, operation) in book.plan.api.operations.iter().enumerate() {
        if let Some(link) = Seat::Root.operation(book, index) {
            of_operation(operation, &link, &mut uses);
        }
    }
    of_errors(book, &mut uses);
    for (incoming, name) in book.plan.api.incoming.iter().zip(&book.plan.names.incoming) {
        if let Payload::Json(ty) = &incoming.payload {
            add(&mut uses, ty, &format!("`incoming::{name}`"));
        }
    }
    for (id, definition) in book.plan.api.types.iter() {
        let link = Seat::Root.model(book, id);
        for (used, place) in model::named(definition) {
            let line = format!("{link}: {place}");
            uses.entry(used).or_default().push(line);
        }
    }
    for id in sorted(book) {
        // The module's name: those of types may differ in capitals alone, which anchors do not.
        let module = &book.plan.names.of_type(id).module;
        page.heading(&format!("[`{module}`](models/{module}.md)"));
        match uses.remove(&id) {
            Some(lines) => page.paragraph(lines.iter().map(|line| format!("* {line}"))),
            None => page.paragraph(["* nothing in the description"]),
        }
    }
    page
}

/// All types by the name of their module.
pub(super) fn sorted(book: &Book<'_>) -> Vec<TypeId> {
    let mut ids: Vec<TypeId> = book.plan.api.types.iter().map(|(id, _)| id).collect();
    ids.sort_by_key(|id| &book.plan.names.of_type(*id).module);
    ids
}

fn add(uses: &mut Uses, ty: &TypeRef, line: &str) {
    ty.visit_named(false, &mut |id, _| {
        let lines = uses.entry(id).or_default();
        if !lines.iter().any(|known| known == line) {
            lines.push(line.to_owned());
        }
    });
}

fn of_operation(operation: &Operation, link: &str, uses: &mut Uses) {
    for parameter in &operation.parameters {
        let line = format!("{link}: {}", super::super::text::code(&parameter.name));
        add(uses, &parameter.ty, &line);
    }
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    for ty in contents.flat_map(|content| content.payload.types()) {
        add(uses, ty, &format!("{link}: body"));
    }
    for response in &operation.successes {
        let line = format!("{link}: {}", status_words(response.status));
        if let Some(Payload::Json(ty)) = &response.payload {
            add(uses, ty, &line);
        }
        if let Some(ty) = response
            .stream
            .as_ref()
            .and_then(|stream| stream.items.ty())
        {
            add(uses, ty, &line);
        }
    }
}

/// Operations share sets of errors, often all of them the same: the sets stand for them.
fn of_errors(book: &Book<'_>, uses: &mut Uses) {
    let sets = book.plan.facts.error_sets.iter();
    for (set, names) in sets.zip(&book.plan.names.error_sets) {
        for (status, payload) in &set.responses {
            if let Some(Payload::Json(ty)) = payload {
                let line = format!("`errors::{}`: {}", names.ty, status_words(*status));
                add(uses, ty, &line);
            }
        }
    }
}

//! What comes back: successes, with an example, and documented errors.

use super::super::operations::status_words;
use super::super::text;
use super::links::{Seat, short, written};
use super::page::{Details, Page};
use super::{Book, json};
use crate::ir::{Operation, Payload};
use crate::name::OperationNames;

/// Adds the table of successes, their headers and an example.
pub(super) fn successes(
    book: &Book<'_>,
    page: &mut Page,
    operation: &Operation,
    names: &OperationNames,
) {
    let builder = book.operation_path(operation.group, &names.ty);
    let send = book.method(&builder, "send");
    let data = send.and_then(|send| send.text.strip_prefix(" -> Call<")?.strip_suffix('>'));
    let data = short(data.unwrap_or("()"));
    page.label("Response");
    page.paragraph([format!(
        "`send().await?` gives an `ApiResponse<{data}>`; its `data` is:"
    )]);
    let mut details = Details::default();
    let rows = operation.successes.iter().map(|response| {
        let status = status_words(response.status);
        let meaning = details.description(Some(&response.description), &status);
        let content = payload(book, response.payload.as_ref());
        [status, content, meaning]
    });
    let rows = rows.collect();
    page.table(["status", "type", "meaning"], rows);
    details.below(page);
    headers(book, page, operation, names);
    example(book, page, operation);
}

/// The document's example; otherwise where to find one.
///
/// Examples that are made of the parts of models are shown with the models alone: with every operation they would
/// change with every part.
fn example(book: &Book<'_>, page: &mut Page, operation: &Operation) {
    let examples = book.examples();
    let json = operation.successes.iter().find_map(|response| {
        match (&response.payload, response.status) {
            (Some(Payload::Json(ty)), status) => Some((ty, status, &response.examples)),
            _ => None,
        }
    });
    let Some((ty, status, given)) = json else {
        return;
    };
    let label = format!("Example response ({})", status_words(status));
    if let Some(value) = given
        .iter()
        .find(|value| examples.agrees(ty, value).is_ok())
    {
        page.label(&label);
        page.code("json", json::lines(value));
        return;
    }
    let mut models = Vec::new();
    ty.visit_named(false, &mut |id, _| models.push(id));
    models.dedup();
    let links: Vec<String> = models
        .iter()
        .map(|id| Seat::Operations.model(book, *id))
        .collect();
    if !links.is_empty() {
        page.paragraph([format!("{label}: see {}.", links.join(", "))]);
    }
}

fn payload(book: &Book<'_>, payload: Option<&Payload>) -> String {
    match payload {
        Some(Payload::Json(ty)) => Seat::Operations.ty(book, &written(book, ty), ty),
        Some(Payload::Text) => "`String`".to_owned(),
        Some(Payload::Bytes) => "`bytes::Bytes`".to_owned(),
        None => "no content".to_owned(),
    }
}

fn headers(book: &Book<'_>, page: &mut Page, operation: &Operation, names: &OperationNames) {
    let mut details = Details::default();
    let headers = operation.headers();
    let listed = headers.iter().zip(&names.accessors);
    let rows: Vec<[String; 4]> = listed
        .map(|(header, accessor)| {
            [
                text::code(&header.name),
                format!("`{accessor}`"),
                Seat::Operations.ty(book, &written(book, &header.ty), &header.ty),
                details.words(&header.docs, &header.name),
            ]
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    page.paragraph([format!(
        "`{}::of(response.headers())` reads the documented headers:",
        names.headers
    )]);
    page.table(["header", "method", "type", "description"], rows);
    details.below(page);
}

/// Adds the table of documented errors.
pub(super) fn errors(
    book: &Book<'_>,
    page: &mut Page,
    index: usize,
    operation: &Operation,
    names: &OperationNames,
) {
    page.label("Errors");
    let plan = book.plan;
    let Some(set) = plan.facts.error_set(index) else {
        page.paragraph([
            "The description documents none: see `Error` for what every call can meet.",
        ]);
        return;
    };
    let (Some(set), Some(of_set)) = (
        plan.facts.error_sets.get(set),
        plan.names.error_sets.get(set),
    ) else {
        return;
    };
    page.paragraph([format!(
        "`error.documented::<{}>()` gives the documented ones:",
        names.error
    )]);
    let mut details = Details::default();
    let listed = set.responses.iter().zip(&of_set.variants);
    let rows = listed.map(|((status, content), variant)| {
        // Operations share the set, and say different things about it.
        let own = operation.errors.iter().find(|own| own.status == *status);
        let status = status_words(*status);
        let meaning = details.description(own.map(|own| &own.description), &status);
        let content = payload(book, content.as_ref());
        [status, format!("`{variant}`"), content, meaning]
    });
    let rows = rows.collect();
    page.table(["status", "variant", "type", "meaning"], rows);
    details.below(page);
}

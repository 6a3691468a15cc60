//! What comes back: successes, with an example, and documented errors.

use super::super::operations::status_words;
use super::super::text;
use super::links::{Seat, short, written};
use super::page::{Page, describe};
use super::parameters::below;
use super::{Book, json};
use crate::ir::{Operation, Payload};
use crate::name::OperationNames;

/// How deep optional members are shown where the document has no example.
const LEVELS: usize = 2;

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
    let rows = operation.successes.iter().map(|response| {
        [
            status_words(response.status),
            payload(book, response.payload.as_ref()),
            text::cell(&response.description).line,
        ]
    });
    page.table(["status", "type", "meaning"], rows.collect());
    headers(book, page, operation, names);
    let examples = book.examples();
    let example = operation
        .successes
        .iter()
        .find_map(|response| Some((response, examples.response(response, LEVELS)?)));
    if let Some((response, value)) = example {
        page.label(&format!(
            "Example response ({})",
            status_words(response.status)
        ));
        page.code("json", json::lines(&value));
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
    let mut details = Vec::new();
    let headers = operation.headers();
    let listed = headers.iter().zip(&names.accessors);
    let rows: Vec<[String; 4]> = listed
        .map(|(header, accessor)| {
            [
                text::code(&header.name),
                format!("`{accessor}`"),
                Seat::Operations.ty(book, &written(book, &header.ty), &header.ty),
                describe(&header.docs, None, &mut details, &header.name),
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
    below(page, details);
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
    let listed = set.responses.iter().zip(&of_set.variants);
    let rows = listed.map(|((status, content), variant)| {
        // Operations share the set, and say different things about it.
        let own = operation.errors.iter().find(|own| own.status == *status);
        [
            status_words(*status),
            format!("`{variant}`"),
            payload(book, content.as_ref()),
            own.map_or_else(String::new, |own| text::cell(&own.description).line),
        ]
    });
    page.table(["status", "variant", "type", "meaning"], rows.collect());
}

//! An operation: what it does, how it is called, what comes back.

use super::super::{example, text};
use super::links::short;
use super::page::Page;
use super::{Book, json, parameters, responses};
use crate::analyse::examples::View;
use crate::ir::{Idempotency, Operation, Requirement, Sent};
use crate::name::OperationNames;
use crate::surface::Item;

/// Adds the section of an operation.
pub(super) fn section(
    book: &Book<'_>,
    page: &mut Page,
    index: usize,
    operation: &Operation,
    names: &OperationNames,
) {
    page.heading(&format!("`{}`", names.method));
    page.docs(&operation.docs);
    let line = format!("{} {}", operation.method.as_str(), operation.path);
    page.paragraph([text::code(&line)]);
    // Not `rust`: these are no examples, and whoever runs the blocks of a page need not try.
    page.code("rs", methods(book, operation, names));
    parameters::tables(book, page, operation, names);
    page.paragraph([authorization(book, &operation.security)]);
    page.paragraph(idempotency(operation));
    page.paragraph(server(operation));
    page.label("Example");
    page.code(
        "rust",
        example::visible(example::operation_lines(book.plan, index, operation, names)),
    );
    sent(book, page, operation);
    responses::successes(book, page, operation, names);
    responses::errors(book, page, index, operation, names);
}

/// The document's example of the body, as the client writes it: without what is read-only.
fn sent(book: &Book<'_>, page: &mut Page, operation: &Operation) {
    let examples = book.examples();
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let written = contents.filter_map(|content| {
        let Sent::Json(ty) = &content.payload else {
            return None;
        };
        let mut given = content.examples.iter();
        let value = given.find(|value| examples.agrees(ty, value).is_ok())?;
        examples.written(ty, value, View::Request).ok()
    });
    if let Some(value) = written.into_iter().next() {
        page.label("Example request, as it is sent");
        page.code("json", json::lines(&value));
    }
}

/// The methods that make up a call, one a line, as the surface has them.
fn methods(book: &Book<'_>, operation: &Operation, names: &OperationNames) -> Vec<String> {
    let group = book.plan.names.groups.get(operation.group);
    let group = group.map_or("", |group| group.ty.as_str());
    let builder = book.operation_path(operation.group, &names.ty);
    let first = book.method(group, names.method.as_str());
    let setters = names.parameters.iter().chain(&names.contents);
    let setters = setters.filter_map(|name| book.method(&builder, name.as_str()));
    let last = ["send", "send_stream", "pages", "items"];
    let last = last.iter().filter_map(|name| book.method(&builder, name));
    let parts = names.forms.iter().filter(|form| !form.parts.is_empty());
    let parts = parts.flat_map(|form| {
        let ty = book.operation_path(operation.group, &form.ty);
        let setters = form.parts.iter().map(crate::name::Name::as_str);
        let found = std::iter::once("new").chain(setters);
        let found = found.filter_map(|name| book.method(&ty, name));
        found.collect::<Vec<&Item>>()
    });
    let mut lines: Vec<String> = Vec::new();
    for item in first.into_iter().chain(setters).chain(last).chain(parts) {
        let line = signature(item);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// The line of a method or function.
pub(super) fn signature(item: &Item) -> String {
    let plain = Item {
        is_deprecated: false,
        ..item.clone()
    };
    short(&plain.to_string())
}

fn authorization(book: &Book<'_>, security: &[Requirement]) -> String {
    let methods = |requirement: &Requirement| {
        let named = requirement.iter().filter_map(|key| {
            let schemes = &book.plan.api.schemes;
            let position = schemes.iter().position(|scheme| scheme.key == *key)?;
            let method = book.plan.names.schemes.get(position)?;
            Some(format!("`{method}`"))
        });
        named.collect::<Vec<String>>().join(" and ")
    };
    let listed: Vec<String> = security.iter().map(methods).collect();
    let is_free = listed.iter().any(String::is_empty);
    let needed: Vec<&str> = listed
        .iter()
        .map(String::as_str)
        .filter(|methods| !methods.is_empty())
        .collect();
    let link = "[Authorization](../README.md#authorization)";
    match (needed.is_empty(), is_free) {
        (true, _) => "Authorization: none.".to_owned(),
        (false, true) => format!("{link}: none needed; {} if set.", needed.join(", or ")),
        (false, false) => format!("{link}: {}.", needed.join(", or ")),
    }
}

fn idempotency(operation: &Operation) -> Option<String> {
    match &operation.idempotency {
        Idempotency::ByMethod => None,
        Idempotency::Declared => Some("Several calls have the effect of one.".to_owned()),
        Idempotency::Key(header) => Some(format!(
            "Several calls with the same {} have the effect of one; each call makes its own unless it is set.",
            text::code(header)
        )),
    }
}

fn server(operation: &Operation) -> Option<String> {
    let url = operation.server.as_ref()?;
    Some(format!("Sent to {}.", text::code(url)))
}

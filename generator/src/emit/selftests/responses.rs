//! What each documented response is to the client, and what an undocumented one is.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use serde_json::Value;

use super::super::Plan;
use super::super::answer::{error_status, media_type, success_status};
use super::super::scope::ident;
use super::{examples, literal};
use crate::analyse::examples::{Examples, View};
use crate::ir::{Operation, Payload, Response, Status};

/// A statement for each response, in the order of the document.
pub(super) fn statements(plan: &Plan<'_>, index: usize, operation: &Operation) -> Vec<TokenStream> {
    let examples = examples(plan);
    let successes = operation.successes.iter().filter_map(|response| {
        let status = number(success_status(operation, response.status)?);
        let (media_type, text, body) = content(&examples, response)?;
        Some(quote!(#text operation.reads(#status, #media_type, #body);))
    });
    let listed = operation.errors.iter().map(|response| response.status);
    let errors = operation.errors.iter().filter_map(|response| {
        let status = number(error_status(listed.clone(), response.status)?);
        let (media_type, text, body) = content(&examples, response)?;
        let variant = variant(plan, index, response.status)?;
        Some(quote!(#text operation.fails(#status, #media_type, #body, #variant);))
    });
    let unknown = undocumented(operation).into_iter().map(|status| {
        let status = number(status);
        quote!(operation.refuses(#status);)
    });
    successes.chain(errors).chain(unknown).collect()
}

fn number(status: u16) -> Literal {
    Literal::u16_unsuffixed(status)
}

/// The name of the variant that the documented errors have for a status.
fn variant(plan: &Plan<'_>, index: usize, status: Status) -> Option<String> {
    let set = plan.facts.error_set(index)?;
    let mut responses = plan.facts.error_sets.get(set)?.responses.iter();
    let position = responses.position(|(known, _)| *known == status)?;
    let variants = &plan.names.error_sets.get(set)?.variants;
    Some(variants.get(position)?.as_str().to_owned())
}

/// A success and an error that the description does not have.
fn undocumented(operation: &Operation) -> Vec<u16> {
    let listed = || operation.successes.iter().chain(&operation.errors);
    if listed().any(|response| response.status == Status::Default) {
        return Vec::new();
    }
    let is_free = |code: u16| {
        !listed().any(|response| {
            [Status::Code(code), Status::Range(code / 100)].contains(&response.status)
        })
    };
    // Without a documented success any is one.
    let success = (200..=299)
        .rev()
        .find(|code| !operation.successes.is_empty() && is_free(*code));
    let error = (400..=599).rev().find(|code| is_free(*code));
    success.into_iter().chain(error).collect()
}

/// The media type of a response, a statement that names its body where that is long, and the body.
fn content(
    examples: &Examples<'_>,
    response: &Response,
) -> Option<(String, Option<TokenStream>, TokenStream)> {
    let media_type = |usual| media_type(response, usual).to_owned();
    Some(match &response.payload {
        None => (String::new(), None, quote!("")),
        Some(Payload::Json(ty)) => {
            let value = examples.response(response, 0)?;
            let value = examples.written(ty, &value, View::Full).ok()?;
            let (text, body) = named_text("body", &value);
            (media_type("application/json"), text, body)
        }
        Some(Payload::Text) => (media_type("text/plain"), None, quote!("content")),
        Some(Payload::Bytes) => (
            media_type("application/octet-stream"),
            None,
            quote!("content"),
        ),
    })
}

/// The JSON of a value: a statement that names it where it is long, and the expression for it.
pub(super) fn named_text(name: &str, value: &Value) -> (Option<TokenStream>, TokenStream) {
    let text = literal::json(value);
    if !literal::is_long(value) {
        return (None, text);
    }
    let name = ident(name);
    (Some(quote!(let #name = #text;)), quote!(#name))
}

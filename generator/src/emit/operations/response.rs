//! What a call gives: the data of a success, and the alias of its error type.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs::Comment;
use super::super::scope::{Scope, ident, size_lint};
use super::super::{Plan, text};
use crate::ir::{Operation, Payload, Response, Status};
use crate::name::{OperationNames, words};

/// How the documented successes of an operation become one type.
pub(in crate::emit) enum Success<'a> {
    /// No success has content.
    Empty,
    /// All have the same content.
    One(&'a Payload),
    /// All that have content have the same; others have none.
    Optional(&'a Payload),
    /// Different content by status: an enum.
    Several(&'a [Response]),
}

/// What the successes of `operation` become.
pub(in crate::emit) fn success(operation: &Operation) -> Success<'_> {
    let payloads: Vec<Option<&Payload>> = operation
        .successes
        .iter()
        .map(|response| response.payload.as_ref())
        .collect();
    let mut present = payloads.iter().flatten();
    let Some(first) = present.next() else {
        return Success::Empty;
    };
    if present.any(|payload| payload != first) {
        return Success::Several(&operation.successes);
    }
    let is_json = matches!(first, Payload::Json(_));
    match (payloads.iter().all(Option::is_some), is_json) {
        (true, _) => Success::One(first),
        (false, true) => Success::Optional(first),
        (false, false) => Success::Several(&operation.successes),
    }
}

/// The type of the data, and the function that reads it.
pub(super) fn data_and_decoder(
    scope: &mut Scope<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> (TokenStream, TokenStream) {
    scope.import("crate::runtime", &["response"]);
    match success(operation) {
        Success::Empty => (quote!(()), quote!(response::empty)),
        Success::One(payload) => (payload_type(scope, payload), decoder(payload)),
        Success::Optional(payload) => {
            let ty = payload_type(scope, payload);
            (quote!(Option<#ty>), quote!(response::optional_json))
        }
        Success::Several(_) => {
            let ty = names.response.ident();
            (quote!(#ty), quote!(#ty::decode))
        }
    }
}

/// Whether the successes of an operation differ, so that they are an enum.
pub(super) fn is_several(operation: &Operation) -> bool {
    matches!(success(operation), Success::Several(_))
}

fn payload_type(scope: &mut Scope<'_>, payload: &Payload) -> TokenStream {
    match payload {
        Payload::Json(ty) => scope.ty(ty),
        Payload::Text => quote!(String),
        Payload::Bytes => quote!(bytes::Bytes),
    }
}

fn decoder(payload: &Payload) -> TokenStream {
    match payload {
        Payload::Json(_) => quote!(response::json),
        Payload::Text => quote!(response::text),
        Payload::Bytes => quote!(response::bytes),
    }
}

/// The enum of different successes, where there are such.
pub(super) fn success_items(
    scope: &mut Scope<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let Success::Several(responses) = success(operation) else {
        return TokenStream::new();
    };
    scope.import("crate::runtime::response", &["BodyFault", "RawResponse"]);
    let ty = names.response.ident();
    let docs = Comment::new(format!(
        "What {} gives, by status.",
        text::code(&operation.id)
    ))
    .outer();
    // Single statuses before ranges before the rest: a pattern must not hide a later one.
    let mut arms: Vec<(Ident, &Response)> = responses
        .iter()
        .map(|response| (variant(response.status), response))
        .collect();
    arms.sort_by_key(|(_, response)| response.status);
    let variants = arms.iter().map(|(variant, response)| {
        let docs = Comment::new(format!(
            "{}: {}",
            status_words(response.status),
            text::plain(&response.description)
        ));
        let docs = docs.outer();
        match &response.payload {
            Some(payload) => {
                let ty = payload_type(scope, payload);
                quote! { #docs #variant(#ty) }
            }
            None => quote! { #docs #variant },
        }
    });
    let variants: Vec<TokenStream> = variants.collect();
    let decode = decode(&arms);
    let lint = size_lint(arms.len());
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #lint
        #[non_exhaustive]
        pub enum #ty {
            #(#variants,)*
        }
        impl #ty {
            fn decode(response: &RawResponse) -> Result<Self, BodyFault> {
                #decode
            }
        }
    }
}

/// Reads a response by its status.
fn decode(arms: &[(Ident, &Response)]) -> TokenStream {
    // A status is matched before the range that it is in.
    let mut by_status: Vec<&(Ident, &Response)> = arms.iter().collect();
    by_status.sort_by_key(|(_, response)| response.status);
    let reads = by_status.iter().map(|(variant, response)| {
        let pattern = pattern(response.status);
        match &response.payload {
            Some(payload) => {
                let read = decoder(payload);
                quote!(#pattern => #read(response).map(Self::#variant))
            }
            None => quote!(#pattern => Ok(Self::#variant)),
        }
    });
    let has_rest = arms
        .iter()
        .any(|(_, response)| response.status == Status::Default);
    let rest = (!has_rest).then(|| quote!(_ => Err(BodyFault::UnexpectedMediaType),));
    quote! {
        match response.status() {
            #(#reads,)*
            #rest
        }
    }
}

/// The variant for a status, where successes differ.
pub(in crate::emit) fn variant(status: Status) -> Ident {
    let word = match status {
        Status::Code(200) => "Ok".to_owned(),
        Status::Code(201) => "Created".to_owned(),
        Status::Code(202) => "Accepted".to_owned(),
        Status::Code(204) => "NoContent".to_owned(),
        Status::Code(206) => "PartialContent".to_owned(),
        Status::Code(code) => words::pascal(&code.to_string(), "Status"),
        Status::Range(digit) => format!("Range{digit}"),
        Status::Default => "Other".to_owned(),
    };
    ident(&word)
}

/// A pattern for the status as a number.
pub(in crate::emit) fn pattern(status: Status) -> TokenStream {
    let number = proc_macro2::Literal::u16_unsuffixed;
    match status {
        Status::Code(code) => {
            let code = number(code);
            quote!(#code)
        }
        Status::Range(digit) => {
            let (first, last) = (number(digit * 100), number(digit * 100 + 99));
            quote!(#first..=#last)
        }
        Status::Default => quote!(_),
    }
}

/// A status as people write it.
pub(in crate::emit) fn status_words(status: Status) -> String {
    match status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "any other status".to_owned(),
    }
}

/// The name under which an operation's documented errors are found beside it.
pub(super) fn error_alias(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    index: usize,
    names: &OperationNames,
) -> Option<TokenStream> {
    let set = plan.names.error_sets.get(plan.facts.error_set(index)?)?;
    scope.import("crate", &["errors"]);
    let (alias, ty) = (names.error.ident(), set.ty.ident());
    let docs = Comment::new(format!(
        "The documented errors of [`{}`], shared with every operation that has the same.",
        names.ty
    ));
    let docs = docs.outer();
    Some(quote! {
        #docs
        pub type #alias = errors::#ty;
    })
}

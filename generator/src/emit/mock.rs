//! What the feature `mock` adds: which response brings the data of an operation, or is one of its documented errors.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Plan;
use super::answer::{error_status, media_type, success_status};
use super::operations::{Success, success, variant};
use super::scope::ident;
use crate::analyse::ErrorSet;
use crate::ir::{CredentialKind, Operation, Payload, Response};
use crate::name::{ErrorSetNames, OperationNames};

/// The trait of an operation; `data` is the type of its successes.
pub(super) fn of_operation(
    plan: &Plan<'_>,
    index: usize,
    operation: &Operation,
    names: &OperationNames,
    data: &TokenStream,
) -> TokenStream {
    let ty = names.ty.ident();
    let set = plan
        .facts
        .error_set(index)
        .and_then(|set| plan.names.error_sets.get(set));
    let error = match set {
        Some(set) => {
            let ty = set.ty.ident();
            quote!(errors::#ty)
        }
        None => quote!(crate::runtime::mock::Undocumented),
    };
    let (argument, answer) = success_answer(operation, names);
    let argument = ident(argument);
    quote! {
        #[cfg(feature = "mock")]
        impl crate::runtime::mock::Mocked for #ty {
            type Data = #data;
            type Error = #error;
            fn operation() -> &'static Operation {
                &OPERATION
            }
            fn answer(#argument: &Self::Data) -> crate::runtime::mock::Answer {
                use crate::runtime::mock::Answer;
                #answer
            }
        }
    }
}

/// The name of the argument and the response that brings it.
fn success_answer(operation: &Operation, names: &OperationNames) -> (&'static str, TokenStream) {
    let first = |has_content: bool| {
        let mut successes = operation.successes.iter();
        successes.find(|response| response.payload.is_some() == has_content)
    };
    match success(operation) {
        Success::Empty => ("_", empty(operation, first(false))),
        Success::One(payload) => ("data", content(operation, first(true), payload)),
        Success::Optional(payload) => {
            let (some, none) = (
                content(operation, first(true), payload),
                empty(operation, first(false)),
            );
            let answer = quote! {
                match data {
                    Some(data) => #some,
                    None => #none,
                }
            };
            ("data", answer)
        }
        Success::Several(responses) => {
            let ty = names.response.ident();
            let arms = responses.iter().map(|response| {
                let variant = variant(response.status);
                match &response.payload {
                    None => {
                        let answer = empty(operation, Some(response));
                        quote!(#ty::#variant => #answer)
                    }
                    Some(payload) => {
                        let answer = content(operation, Some(response), payload);
                        quote!(#ty::#variant(data) => #answer)
                    }
                }
            });
            ("data", quote!(match data { #(#arms,)* }))
        }
    }
}

fn status(operation: &Operation, response: Option<&Response>) -> Literal {
    // Without a documented success any is one; one without content is the usual one then.
    let found = response.and_then(|response| success_status(operation, response.status));
    Literal::u16_unsuffixed(found.unwrap_or(204))
}

fn empty(operation: &Operation, response: Option<&Response>) -> TokenStream {
    let status = status(operation, response);
    quote!(Answer::empty(#status))
}

fn content(operation: &Operation, response: Option<&Response>, payload: &Payload) -> TokenStream {
    let status = status(operation, response);
    let usual = usual(payload);
    let media_type = response.map_or(usual, |response| media_type(response, usual));
    of_payload(&status, media_type, payload)
}

fn usual(payload: &Payload) -> &'static str {
    match payload {
        Payload::Json(_) => "application/json",
        Payload::Text => "text/plain",
        Payload::Bytes => "application/octet-stream",
    }
}

fn of_payload(status: &Literal, media_type: &str, payload: &Payload) -> TokenStream {
    match payload {
        Payload::Json(_) => quote!(Answer::json(#status, #media_type, data)),
        Payload::Text | Payload::Bytes => quote!(Answer::bytes(#status, #media_type, data.clone())),
    }
}

/// The trait of a set of documented errors.
pub(super) fn of_errors(set: &ErrorSet, names: &ErrorSetNames) -> TokenStream {
    let ty = names.ty.ident();
    let statuses = set.responses.iter().map(|(status, _)| *status);
    let arms = set
        .responses
        .iter()
        .zip(&names.variants)
        .map(|((status, payload), variant)| {
            let status = error_status(statuses.clone(), *status).unwrap_or(500);
            let (status, variant) = (Literal::u16_unsuffixed(status), variant.ident());
            match payload {
                None => quote!(Self::#variant => Answer::empty(#status)),
                Some(payload) => {
                    let answer = of_payload(&status, usual(payload), payload);
                    quote!(Self::#variant(data) => #answer)
                }
            }
        });
    quote! {
        #[cfg(feature = "mock")]
        impl crate::runtime::mock::MockedError for #ty {
            fn answer(&self) -> crate::runtime::mock::Answer {
                use crate::runtime::mock::Answer;
                match self {
                    #(#arms,)*
                }
            }
        }
    }
}

/// The builder of a client of a mock.
pub(super) fn client(plan: &Plan<'_>) -> TokenStream {
    let credentials = credentials(plan, "secret", ("user", "password"));
    quote! {
        #[cfg(feature = "mock")]
        impl crate::runtime::mock::Mock {
            /// A builder of a client that this mock answers, with a credential of each kind and no retries.
            pub fn client(&self) -> ClientBuilder {
                self.configure(Client::builder()) #credentials
            }
        }
    }
}

/// The calls of a client's builder that give it a credential of each kind.
pub(super) fn credentials(plan: &Plan<'_>, secret: &str, user: (&str, &str)) -> TokenStream {
    let schemes = plan.api.schemes.iter().zip(&plan.names.schemes);
    let calls = schemes.filter_map(|(scheme, name)| {
        let name = name.ident();
        match scheme.kind {
            CredentialKind::MutualTls => None,
            CredentialKind::Basic => {
                let (user, password) = user;
                Some(quote!(.#name(#user, #password)))
            }
            _ => Some(quote!(.#name(#secret))),
        }
    });
    quote!(#(#calls)*)
}

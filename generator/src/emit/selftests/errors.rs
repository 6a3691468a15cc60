//! `tests/api/errors.rs`: documented errors as the tests compare them.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::Plan;
use super::super::docs::Comment;
use crate::analyse::ErrorSet;
use crate::ir::Payload;
use crate::name::ErrorSetNames;

/// A function for each set.
pub(super) fn items(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new("The documented errors: a function for each set of them.").inner();
    let mut sets: Vec<(&ErrorSet, &ErrorSetNames)> = plan
        .facts
        .error_sets
        .iter()
        .zip(&plan.names.error_sets)
        .collect();
    sets.sort_by_key(|(_, names)| &names.module);
    let functions = sets.iter().map(|(set, names)| function(set, names));
    let is_helped =
        |payload: &Option<Payload>| matches!(payload, Some(Payload::Json(_) | Payload::Bytes));
    let mut payloads = sets.iter().flat_map(|(set, _)| &set.responses);
    let imports = if payloads.any(|(_, payload)| is_helped(payload)) {
        quote!(
            use crate::support::{self, Documented};
        )
    } else {
        quote!(
            use crate::support::Documented;
        )
    };
    quote! {
        #docs
        use crate::api::{Error, errors};
        #imports
        #(#functions)*
    }
}

fn function(set: &ErrorSet, names: &ErrorSetNames) -> TokenStream {
    let (name, ty) = (names.module.ident(), names.ty.ident());
    let docs = Comment::new(format!("What of [`errors::{ty}`] an error is.")).outer();
    let arms = set
        .responses
        .iter()
        .zip(&names.variants)
        .map(|((_, payload), variant)| {
            let (word, variant) = (variant.as_str(), variant.ident());
            match payload {
                None => quote!(errors::#ty::#variant => (#word, String::new())),
                Some(payload) => {
                    let data = text(payload);
                    quote!(errors::#ty::#variant(data) => (#word, #data))
                }
            }
        });
    quote! {
        #docs
        pub fn #name(error: &Error) -> Documented {
            Some(match error.documented::<errors::#ty>()? {
                #(#arms,)*
                _ => return None,
            })
        }
    }
}

/// `data` as text.
fn text(payload: &Payload) -> TokenStream {
    match payload {
        Payload::Json(_) => quote!(support::written(data)),
        Payload::Text => quote!(data.clone()),
        Payload::Bytes => quote!(support::bytes(data)),
    }
}

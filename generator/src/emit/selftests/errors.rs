//! `tests/api/errors.rs`: documented errors as the tests compare them.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::super::Plan;
use super::super::docs::Comment;
use super::operation;
use crate::analyse::ErrorSet;
use crate::ir::Payload;
use crate::name::ErrorSetNames;

/// A function for each set.
pub(super) fn items(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new("The documented errors: a function for each set of them.").inner();
    let mut sets: Vec<(usize, (&ErrorSet, &ErrorSetNames))> = plan
        .facts
        .error_sets
        .iter()
        .zip(&plan.names.error_sets)
        .enumerate()
        .collect();
    sets.sort_by_key(|(_, (_, names))| &names.module);
    let tested = tested(plan);
    let functions = sets
        .iter()
        .map(|(position, (set, names))| function(set, names, tested.contains(position)));
    let is_helped =
        |payload: &Option<Payload>| matches!(payload, Some(Payload::Json(_) | Payload::Bytes));
    let mut payloads = sets.iter().flat_map(|(_, (set, _))| &set.responses);
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

/// The sets that an operation with a test has, by their positions.
fn tested(plan: &Plan<'_>) -> BTreeSet<usize> {
    let mut tested = BTreeSet::new();
    let operations = plan.api.operations.iter().zip(&plan.names.operations);
    for (index, (operation, names)) in operations.enumerate() {
        let Some(set) = plan.facts.error_set(index) else {
            continue;
        };
        if !tested.contains(&set) && operation::is_tested(plan, index, operation, names) {
            tested.insert(set);
        }
    }
    tested
}

fn function(set: &ErrorSet, names: &ErrorSetNames, is_tested: bool) -> TokenStream {
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
    let unused = (!is_tested)
        .then(|| quote!(#[allow(dead_code, reason = "no operation with these errors has a test")]));
    quote! {
        #docs
        #unused
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

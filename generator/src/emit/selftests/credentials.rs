//! `tests/api/credentials.rs`: each way to prove who calls, where the description has several. The tests of the operations
//! have all credentials at hand, and see one way alone.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::Plan;
use super::super::docs::Comment;
use super::operation::Call;
use crate::ir::{CredentialKind, Operation, Requirement};
use crate::name::OperationNames;

/// The file, where some operation can be called in several ways.
pub(super) fn items(plan: &Plan<'_>) -> Option<TokenStream> {
    let mut tests: BTreeMap<String, TokenStream> = BTreeMap::new();
    for (index, (operation, names)) in plan
        .api
        .operations
        .iter()
        .zip(&plan.names.operations)
        .enumerate()
    {
        if operation.security.len() < 2 || operation.docs.deprecated {
            continue;
        }
        for alternative in &operation.security {
            let Some((name, credentials)) = credentials(plan, alternative) else {
                continue;
            };
            if !tests.contains_key(&name) {
                let items = test(
                    plan,
                    index,
                    (operation, names),
                    alternative,
                    (&name, &credentials),
                );
                tests.extend(items.map(|items| (name, items)));
            }
        }
    }
    if tests.is_empty() {
        return None;
    }
    let docs = Comment::new(
        "The credentials: each way to prove who calls, on the first operation that has it.",
    )
    .inner();
    let tests = tests.values();
    Some(quote! {
        #docs
        use crate::support;
        #(#tests)*
    })
}

/// A name for an alternative, and the calls of the client's builder that meet it; none where a test cannot.
fn credentials(plan: &Plan<'_>, alternative: &Requirement) -> Option<(String, TokenStream)> {
    let (mut words, mut calls) = (Vec::new(), Vec::new());
    for key in alternative {
        let mut schemes = plan.api.schemes.iter().zip(&plan.names.schemes);
        let (scheme, name) = schemes.find(|(scheme, _)| scheme.key == *key)?;
        words.push(name.as_str());
        let name = name.ident();
        calls.push(match scheme.kind {
            CredentialKind::MutualTls => return None,
            CredentialKind::Basic => {
                let (user, password) = super::request::USER;
                quote!(.#name(#user, #password))
            }
            _ => {
                let secret = super::request::SECRET;
                quote!(.#name(#secret))
            }
        });
    }
    let name = match words.as_slice() {
        [] => "without".to_owned(),
        words => format!("with_{}", words.join("_and_")),
    };
    Some((name, quote!(#(#calls)*)))
}

fn test(
    plan: &Plan<'_>,
    index: usize,
    (operation, names): (&Operation, &OperationNames),
    alternative: &Requirement,
    (name, credentials): (&str, &TokenStream),
) -> Option<TokenStream> {
    let call = Call::of(plan, index, operation, names, Some(alternative))?;
    let body = call.body(0)?;
    let texts = body.as_ref().map(|(_, body)| &body.texts);
    let (expression, data) = (call.expression(body.as_ref()), call.data());
    let expected = call.request(body.as_ref().map(|(_, body)| body));
    let name = format_ident!("{name}");
    Some(quote! {
        #[test]
        fn #name() {
            #texts
            let exchange = support::exchange(
                |builder| builder #credentials,
                |client| support::call(#expression, #data),
                (200, "", ""),
            );
            support::sent(exchange, #expected);
        }
    })
}

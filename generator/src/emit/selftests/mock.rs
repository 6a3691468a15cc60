//! `tests/api/mock.rs`: the mock answers, and says what it has no answer to. Once an API is enough: what differs from
//! operation to operation is data.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::Plan;
use super::super::docs::Comment;
use super::super::operations::{Success, success};
use super::operation::Call;
use super::{examples, literal};
use crate::analyse::examples::View;
use crate::ir::{Payload, TypeRef};

/// The file, where there is an operation to show it with: one whose success brings JSON.
pub(super) fn items(plan: &Plan<'_>) -> Option<TokenStream> {
    let operations = plan.api.operations.iter().zip(&plan.names.operations);
    let mut tests = operations
        .enumerate()
        .filter_map(|(index, (operation, names))| {
            let Success::One(Payload::Json(ty)) = success(operation) else {
                return None;
            };
            if operation.docs.deprecated {
                return None;
            }
            let group = plan.names.groups.get(operation.group)?.module.ident();
            let ty_name = names.ty.ident();
            let call = Call::of(plan, index, operation, names, None)?;
            let body = call.body(0)?;
            let texts = body.as_ref().map(|(_, body)| &body.texts);
            let expression = call.expression(body.as_ref());
            let data = data(
                plan,
                operation
                    .successes
                    .iter()
                    .find_map(|response| examples(plan).response(response, 0))?,
                ty,
            )?;
            Some(tests(&quote!(#group::#ty_name), &expression, texts, &data))
        });
    let tests = tests.next()?;
    let docs = Comment::new(
        "The mock: a typed answer reaches the client, and a call without one is an error.",
    )
    .inner();
    Some(quote! {
        #docs
        use crate::api::{Mock, operations};
        use crate::support;
        #tests
    })
}

fn data(plan: &Plan<'_>, value: serde_json::Value, ty: &TypeRef) -> Option<TokenStream> {
    let value = examples(plan).written(ty, &value, View::Full).ok()?;
    Some(literal::json(&value))
}

fn tests(
    operation: &TokenStream,
    call: &TokenStream,
    texts: Option<&TokenStream>,
    data: &TokenStream,
) -> TokenStream {
    quote! {
        fn call(mock: &Mock) -> support::Outcome {
            #texts
            let client = mock.client().build().expect("a client");
            support::call(#call, support::written)
        }
        #[test]
        fn an_answer_reaches_the_client() {
            let data = #data;
            let mock = Mock::new();
            let answer = mock.when::<operations::#operation>().times(1).respond(&support::read(data));
            let (_, found) = call(&mock).expect("a success");
            support::same(&found, data);
            assert_eq!(answer.calls(), 1);
            let calls = mock.calls_of::<operations::#operation>();
            assert_eq!(calls.len(), 1);
            assert_eq!(mock.verify(), Ok(()));
        }
        #[test]
        fn a_call_without_an_answer_is_an_error() {
            let mock = Mock::new();
            let error = call(&mock).expect_err("there is no answer");
            assert_eq!(error.status(), None);
            let said = mock.verify().expect_err("a call had no answer").to_string();
            assert!(said.contains(error.operation()), "{said}");
        }
    }
}

//! `tests/api/models.rs`: what models read, they write again.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::super::Plan;
use super::super::docs::Comment;
use super::responses::named_text;
use super::{examples, literal};
use crate::analyse::examples::View;
use crate::ir::{Enumeration, Shape, TypeDef, TypeId, TypeRef, Union};

/// A test for each model, sorted by name.
pub(super) fn items(plan: &Plan<'_>) -> TokenStream {
    let mut comment = Comment::new("The models: what they read, they write again.");
    comment.paragraph([
        "Values are the description's own examples, and one with every member of the model.",
    ]);
    let docs = comment.inner();
    let mut tests: Vec<_> = plan
        .api
        .types
        .iter()
        .filter_map(|(id, definition)| {
            let statements = statements(plan, id, definition);
            (!statements.is_empty()).then(|| (&plan.names.of_type(id).module, statements))
        })
        .collect();
    tests.sort_by_key(|(name, _)| *name);
    let imports = (!tests.is_empty()).then(|| {
        quote! {
            use crate::api::models;
            use crate::support;
        }
    });
    let tests = tests.iter().map(|(name, statements)| {
        let name = name.ident();
        quote! {
            #[test]
            fn #name() {
                #(#statements)*
            }
        }
    });
    quote! {
        #docs
        #imports
        #(#tests)*
    }
}

fn statements(plan: &Plan<'_>, id: TypeId, definition: &TypeDef) -> Vec<TokenStream> {
    match &definition.shape {
        Shape::Alias(_) => Vec::new(),
        Shape::Enumeration(enumeration) => values(plan, id, enumeration),
        Shape::Union(union) => {
            let mut statements = branches(plan, id, union);
            statements.extend(
                documented(plan, id)
                    .iter()
                    .map(|value| round_trip(plan, id, value)),
            );
            statements
        }
        Shape::Object(_) | Shape::Wrapper(_) => {
            let mut values = documented(plan, id);
            let made = examples(plan).made(&TypeRef::Named(id), 1);
            let made = made.and_then(|value| full(plan, id, &value));
            values.extend(made.filter(|made| !values.contains(made)));
            values
                .iter()
                .flat_map(|value| [Some(round_trip(plan, id, value)), request(plan, id, value)])
                .flatten()
                .collect()
        }
    }
}

/// The document's examples that agree with their schema, as they are written.
fn documented(plan: &Plan<'_>, id: TypeId) -> Vec<Value> {
    let mut values = Vec::new();
    for value in examples(plan).documented(id) {
        let value = full(plan, id, value);
        values.extend(value.filter(|value| !values.contains(value)));
    }
    values
}

fn full(plan: &Plan<'_>, id: TypeId, value: &Value) -> Option<Value> {
    examples(plan)
        .written(&TypeRef::Named(id), value, View::Full)
        .ok()
}

fn round_trip(plan: &Plan<'_>, id: TypeId, value: &Value) -> TokenStream {
    let ty = plan.names.of_type(id).ty.ident();
    let (text, value) = named_text("value", value);
    quote!(#text support::round_trip::<models::#ty>(#value);)
}

/// What a request sends of a value, after its round trip, where that is less.
fn request(plan: &Plan<'_>, id: TypeId, value: &Value) -> Option<TokenStream> {
    let sent = examples(plan)
        .written(&TypeRef::Named(id), value, View::Request)
        .ok()?;
    let is_less = plan.facts.is_sent(id) && sent != *value;
    is_less.then(|| {
        // The long ones have their names by now.
        let (_, value) = named_text("value", value);
        let (text, sent) = named_text("sent", &sent);
        let ty = plan.names.of_type(id).ty.ident();
        quote!(#text support::request::<models::#ty>(#value, #sent);)
    })
}

/// Each value with its variant, and a value that is not listed.
fn values(plan: &Plan<'_>, id: TypeId, enumeration: &Enumeration) -> Vec<TokenStream> {
    let names = plan.names.of_type(id);
    let ty = names.ty.ident();
    let listed = enumeration.values.iter().zip(&names.members);
    let mut statements: Vec<TokenStream> = listed
        .filter_map(|(listed, variant)| {
            let value = full(plan, id, &listed.value)?;
            let (variant, text) = (variant.ident(), literal::json(&value));
            Some(quote!(support::value(&models::#ty::#variant, #text);))
        })
        .collect();
    let other = Value::from("a value of the future");
    if enumeration.is_text()
        && !enumeration
            .values
            .iter()
            .any(|listed| listed.value == other)
    {
        statements.push(round_trip(plan, id, &other));
    }
    statements
}

/// A value of each branch that can be told from the others.
fn branches(plan: &Plan<'_>, id: TypeId, union: &Union) -> Vec<TokenStream> {
    let names = plan.names.of_type(id);
    let ty = names.ty.ident();
    let found = union.variants.iter().zip(&names.members).enumerate();
    found
        .filter_map(|(position, (_, variant))| {
            let value = examples(plan).of_branch(id, position)?;
            let value = full(plan, id, &value)?;
            let variant = variant.ident();
            let (text, value) = named_text("value", &value);
            Some(quote! {
                #text
                support::branch::<models::#ty>(#value, |value| matches!(value, models::#ty::#variant(_)));
            })
        })
        .collect()
}

//! The arguments of calls: literals where they are short, else values that are read from their JSON.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::super::Plan;
use super::literal;
use crate::ir::{Parameter, Scalar, Shape, TypeRef};

/// The argument for a parameter.
pub(super) fn parameter(plan: &Plan<'_>, parameter: &Parameter, value: &Value) -> TokenStream {
    match (&parameter.ty, value) {
        (TypeRef::Scalar(Scalar::String | Scalar::Secret), Value::String(text)) => quote!(#text),
        (TypeRef::Scalar(Scalar::Boolean), Value::Bool(flag)) => quote!(#flag),
        (TypeRef::Scalar(Scalar::F64), Value::Number(number)) => {
            let number = Literal::f64_unsuffixed(number.as_f64().unwrap_or_default());
            quote!(#number)
        }
        (TypeRef::Scalar(_), Value::Number(number)) => integer(number),
        (TypeRef::Scalar(scalar), _) if plan.is_converted(&parameter.ty) => {
            let text = literal::json(value);
            let ty = if *scalar == Scalar::Date {
                quote!(Date)
            } else {
                quote!(DateTime)
            };
            quote!(support::read::<crate::api::#ty>(#text))
        }
        (TypeRef::Scalar(_), _) => read(value),
        (TypeRef::Array(_), _) => {
            let text = literal::json(value);
            quote!(&support::read::<Vec<_>>(#text))
        }
        (TypeRef::Named(_), _) => match variant(plan, &parameter.ty, value) {
            Some(variant) => quote!(&#variant),
            None => {
                let value = read(value);
                quote!(&#value)
            }
        },
        _ => {
            let value = read(value);
            quote!(&#value)
        }
    }
}

/// The argument for a body of JSON, read from `text`.
pub(super) fn json_body(ty: &TypeRef, text: &TokenStream) -> TokenStream {
    match ty {
        TypeRef::Array(_) => quote!(&support::read::<Vec<_>>(#text)),
        TypeRef::Scalar(Scalar::String) => quote!(&support::read::<String>(#text)),
        _ => quote!(&support::read(#text)),
    }
}

/// A value that is read from its JSON.
pub(super) fn read(value: &Value) -> TokenStream {
    let text = literal::json(value);
    quote!(support::read(#text))
}

fn integer(number: &serde_json::Number) -> TokenStream {
    let literal = match (number.as_i64(), number.as_u64()) {
        (Some(number), _) => Literal::i64_unsuffixed(number),
        (None, number) => Literal::u64_unsuffixed(number.unwrap_or_default()),
    };
    quote!(#literal)
}

/// The variant of an enumeration that stands for a value.
fn variant(plan: &Plan<'_>, ty: &TypeRef, value: &Value) -> Option<TokenStream> {
    let TypeRef::Named(id) = ty else { return None };
    match &plan.api.types.get(*id).shape {
        Shape::Enumeration(enumeration) => {
            let mut values = enumeration.values.iter();
            let position = values.position(|listed| listed.value == *value)?;
            let names = plan.names.of_type(*id);
            let (ty, variant) = (names.ty.ident(), names.members.get(position)?.ident());
            Some(quote!(crate::api::models::#ty::#variant))
        }
        Shape::Alias(ty) => variant(plan, ty, value),
        _ => None,
    }
}

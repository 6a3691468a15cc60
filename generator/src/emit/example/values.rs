//! Values in Rust: expressions that compile, made from the document's own example values.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::super::Plan;
use super::super::scope::ident;
use crate::analyse::Presence;
use crate::ir::{
    Access, Form, Multipart, Object, Operation, Parameter, PartContent, Property, Scalar, Sent,
    Shape, TypeId, TypeRef,
};
use crate::name::{Name, OperationNames};

/// Examples are not nested deeper than this; what lies deeper is left out.
const MAX_DEPTH: usize = 4;

/// Makes expressions.
pub(super) struct Values<'a> {
    pub(super) plan: &'a Plan<'a>,
    /// The path of the models, as the example has to write it.
    pub(super) models: TokenStream,
}

impl Values<'_> {
    /// An argument for a parameter.
    pub(super) fn parameter(&self, parameter: &Parameter) -> TokenStream {
        let example = parameter.docs.examples.first();
        match &parameter.ty {
            TypeRef::Scalar(Scalar::String | Scalar::Secret) => {
                let text = example
                    .and_then(Value::as_str)
                    .filter(|text| !text.is_empty())
                    .unwrap_or(&parameter.name);
                quote!(#text)
            }
            TypeRef::Scalar(_) => self.value(&parameter.ty, example, 0),
            other => {
                let value = self.value(other, example, 0);
                quote!(&#value)
            }
        }
    }

    /// The arguments for a body.
    pub(super) fn body(
        &self,
        operation: &Operation,
        names: &OperationNames,
    ) -> Option<TokenStream> {
        let content = operation.body.as_ref()?.contents.first()?;
        Some(match &content.payload {
            Sent::Json(ty) | Sent::Form(Form { ty, .. }) => {
                let value = self.value(ty, content.examples.first(), 0);
                quote!(&#value)
            }
            Sent::Multipart(multipart) => self.parts(operation, names, multipart)?,
            Sent::Text => quote!("text"),
            Sent::Bytes => quote!("bytes"),
        })
    }

    /// A body with the parts that it must have.
    fn parts(
        &self,
        operation: &Operation,
        names: &OperationNames,
        multipart: &Multipart,
    ) -> Option<TokenStream> {
        let crate_name = ident(&self.plan.crate_name());
        if multipart.parts.is_empty() {
            return Some(quote!(#crate_name::runtime::multipart::Multipart::new()));
        }
        let group = self.plan.names.groups.get(operation.group)?.module.ident();
        let ty = names.forms.first()?.ty.ident();
        let required = multipart.parts.iter().filter(|part| part.required);
        let arguments = required.map(|part| {
            let one = match &part.content {
                PartContent::File => {
                    quote!(#crate_name::runtime::multipart::File::new("file.txt", "content"))
                }
                PartContent::Value(TypeRef::Scalar(Scalar::String | Scalar::Secret)) => {
                    quote!("text")
                }
                PartContent::Value(ty) => self.value(ty, None, 0),
            };
            match (&part.content, part.repeated) {
                (PartContent::File, false) => one,
                (PartContent::File, true) => quote!([#one]),
                (PartContent::Value(TypeRef::Scalar(Scalar::String | Scalar::Secret)), true) => {
                    quote!([#one])
                }
                (PartContent::Value(TypeRef::Scalar(_)), false) => one,
                (PartContent::Value(_), false) => quote!(&#one),
                (PartContent::Value(_), true) => quote!(&[#one]),
            }
        });
        Some(quote!(#crate_name::operations::#group::#ty::new(#(#arguments),*)))
    }

    /// An expression for the data of a response.
    pub(super) fn data(&self, ty: &TypeRef) -> TokenStream {
        self.value(ty, None, 0)
    }

    /// An expression of the type; from the example where it fits.
    fn value(&self, ty: &TypeRef, example: Option<&Value>, depth: usize) -> TokenStream {
        match ty {
            TypeRef::Scalar(scalar) => scalar_value(*scalar, example),
            TypeRef::Array(item) => self.array(item, example, depth),
            TypeRef::Tuple(parts) => {
                let values = parts.iter().enumerate().map(|(index, part)| {
                    self.value(
                        part,
                        example.and_then(|example| example.get(index)),
                        depth + 1,
                    )
                });
                quote!((#(#values,)*))
            }
            TypeRef::Map(_) => quote!(std::collections::BTreeMap::new()),
            TypeRef::Nullable(inner) => match example {
                Some(value) if !value.is_null() => {
                    let value = self.value(inner, Some(value), depth);
                    quote!(Some(#value))
                }
                _ => quote!(None),
            },
            TypeRef::Named(id) => self.named(*id, example, depth),
            TypeRef::Any => quote!(serde_json::Value::Null),
        }
    }

    fn array(&self, item: &TypeRef, example: Option<&Value>, depth: usize) -> TokenStream {
        let values = example
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .take(3);
        let values: Vec<TokenStream> = values
            .map(|value| self.value(item, Some(value), depth + 1))
            .collect();
        if values.is_empty() && depth == 0 {
            quote!(Vec::new())
        } else {
            quote!(vec![#(#values),*])
        }
    }

    fn named(&self, id: TypeId, example: Option<&Value>, depth: usize) -> TokenStream {
        let names = self.plan.names.of_type(id);
        let (models, ty) = (&self.models, names.ty.ident());
        match &self.plan.api.types.get(id).shape {
            Shape::Object(object) => self.object(id, object, example, depth),
            Shape::Enumeration(enumeration) => {
                let position = example.and_then(|example| {
                    enumeration
                        .values
                        .iter()
                        .position(|value| value.value == *example)
                });
                match names.members.get(position.unwrap_or_default()) {
                    Some(variant) => {
                        let variant = variant.ident();
                        quote!(#models::#ty::#variant)
                    }
                    None => quote!(#models::#ty::Unknown(Default::default())),
                }
            }
            Shape::Union(_) => decoded(example),
            Shape::Alias(inner) => self.value(inner, example, depth),
            Shape::Wrapper(inner) => {
                let inner = self.value(inner, example, depth);
                if self.plan.facts.is_boxed(id, 0) {
                    quote!(#models::#ty(Box::new(#inner)))
                } else {
                    quote!(#models::#ty(#inner))
                }
            }
        }
    }

    fn object(
        &self,
        id: TypeId,
        object: &Object,
        example: Option<&Value>,
        depth: usize,
    ) -> TokenStream {
        if depth > MAX_DEPTH {
            return decoded(example);
        }
        let names = self.plan.names.of_type(id);
        let (models, ty) = (&self.models, names.ty.ident());
        let mut arguments = Vec::new();
        let mut setters = Vec::new();
        for ((property, field), setter) in object
            .properties
            .iter()
            .zip(&names.members)
            .zip(&names.setters)
        {
            let given = example.and_then(|example| example.get(&property.name));
            let _: &Name = field;
            match self.plan.facts.presence(id, property) {
                Presence::Required if self.is_constant(&property.ty) => {}
                Presence::Required => arguments.push(self.argument(&property.ty, given, depth)),
                Presence::RequiredNullable => {
                    arguments.push(self.nullable(&property.ty, given, depth))
                }
                Presence::Optional | Presence::OptionalNullable => {
                    let Some(value) = given.filter(|value| !value.is_null()) else {
                        continue;
                    };
                    if property.access == Access::ReadOnly {
                        continue;
                    }
                    let setter = setter.ident();
                    let value = self.setter_value(id, property, value, depth);
                    setters.extend(value.map(|value| quote!(.#setter(#value))));
                }
            }
        }
        quote!(#models::#ty::new(#(#arguments),*) #(#setters)*)
    }

    fn is_constant(&self, ty: &TypeRef) -> bool {
        let TypeRef::Named(id) = ty else { return false };
        matches!(&self.plan.api.types.get(*id).shape, Shape::Enumeration(enumeration) if enumeration.values.len() == 1)
    }

    fn argument(&self, ty: &TypeRef, given: Option<&Value>, depth: usize) -> TokenStream {
        match ty {
            TypeRef::Scalar(Scalar::String | Scalar::Secret) => {
                let text = given.and_then(Value::as_str).unwrap_or("text");
                quote!(#text)
            }
            TypeRef::Array(item) => self.list(item, given, depth),
            _ => self.value(ty, given, depth + 1),
        }
    }

    /// A list for an argument that takes anything that gives its items.
    fn list(&self, item: &TypeRef, given: Option<&Value>, depth: usize) -> TokenStream {
        let given: Vec<&Value> = given
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .take(3)
            .collect();
        if *item == TypeRef::Scalar(Scalar::String) {
            let texts = given.iter().map(|value| value.as_str().unwrap_or_default());
            return if given.is_empty() {
                quote!([""; 0])
            } else {
                quote!([#(#texts),*])
            };
        }
        let values = given
            .iter()
            .map(|value| self.value(item, Some(value), depth + 1));
        quote!([#(#values),*])
    }

    fn nullable(&self, ty: &TypeRef, given: Option<&Value>, depth: usize) -> TokenStream {
        match given.filter(|value| !value.is_null()) {
            Some(value) => self.value(ty, Some(value), depth + 1),
            None => quote!(None),
        }
    }

    /// The argument of a setter; none where its type would have to be spelled at length.
    fn setter_value(
        &self,
        id: TypeId,
        property: &Property,
        value: &Value,
        depth: usize,
    ) -> Option<TokenStream> {
        if self.plan.facts.presence(id, property) != Presence::OptionalNullable {
            return Some(self.argument(&property.ty, Some(value), depth));
        }
        // What goes into `impl Into<Nullable<T>>` must say what it is: many types go into it.
        let crate_name = ident(&self.plan.crate_name());
        let text = value.as_str().unwrap_or_default();
        match property.ty {
            TypeRef::Scalar(Scalar::Uuid) => Some(quote!(#text.parse::<uuid::Uuid>()?)),
            TypeRef::Scalar(Scalar::DateTime) => {
                Some(quote!(#text.parse::<#crate_name::DateTime>()?))
            }
            TypeRef::Scalar(Scalar::Date) => Some(quote!(#text.parse::<#crate_name::Date>()?)),
            ref ty if is_inferred(ty) => None,
            ref ty => Some(self.value(ty, Some(value), depth + 1)),
        }
    }
}

/// Whether the expression for a value of the type says its type only through where it goes.
fn is_inferred(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => matches!(
            scalar,
            Scalar::Uuid | Scalar::DateTime | Scalar::Date | Scalar::Base64 | Scalar::Secret
        ),
        TypeRef::Array(inner) | TypeRef::Nullable(inner) => is_inferred(inner),
        TypeRef::Tuple(parts) => parts.iter().any(is_inferred),
        TypeRef::Map(_) => true,
        TypeRef::Named(_) | TypeRef::Any => false,
    }
}

/// A value that is read from its JSON: for types that an expression would say less well.
fn decoded(example: Option<&Value>) -> TokenStream {
    let text = example.map_or_else(|| "null".to_owned(), Value::to_string);
    quote!(serde_json::from_str(#text)?)
}

fn scalar_value(scalar: Scalar, example: Option<&Value>) -> TokenStream {
    let text = |fallback: &str| {
        example
            .and_then(Value::as_str)
            .unwrap_or(fallback)
            .to_owned()
    };
    match scalar {
        Scalar::Boolean => {
            let value = example.and_then(Value::as_bool).unwrap_or(true);
            quote!(#value)
        }
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F64 => {
            number(scalar, example)
        }
        Scalar::String => {
            let text = text("text");
            quote!(#text.to_owned())
        }
        Scalar::Secret => {
            let text = text("secret");
            quote!(#text.into())
        }
        Scalar::Uuid => {
            let text = text("00000000-0000-0000-0000-000000000000");
            quote!(#text.parse()?)
        }
        Scalar::DateTime => {
            let text = text("2026-01-01T00:00:00Z");
            quote!(#text.parse()?)
        }
        Scalar::Date => {
            let text = text("2026-01-01");
            quote!(#text.parse()?)
        }
        Scalar::Base64 => {
            let text = text("aGVsbG8=");
            quote!(serde_json::from_value(serde_json::Value::from(#text))?)
        }
        Scalar::Bytes => quote!(bytes::Bytes::new()),
    }
}

fn number(scalar: Scalar, example: Option<&Value>) -> TokenStream {
    let signed = example.and_then(Value::as_i64).unwrap_or(1);
    let unsigned = example.and_then(Value::as_u64).unwrap_or(1);
    let literal = match scalar {
        Scalar::I32 => Literal::i64_unsuffixed(signed.clamp(i32::MIN.into(), i32::MAX.into())),
        Scalar::U32 => Literal::u64_unsuffixed(unsigned.min(u32::MAX.into())),
        Scalar::U64 => Literal::u64_unsuffixed(unsigned),
        Scalar::F64 => Literal::f64_unsuffixed(example.and_then(Value::as_f64).unwrap_or(1.0)),
        _ => Literal::i64_unsuffixed(signed),
    };
    quote!(#literal)
}

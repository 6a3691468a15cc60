//! Unions: an enum with a variant per branch, and one for values that fit none.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs::Comment;
use super::super::scope::{Scope, ident};
use super::super::{Plan, text};
use crate::analyse::{Branch, JsonKind, Strategy};
use crate::ir::{Scalar, Shape, TypeDef, TypeId, TypeRef, Union, Variant};

const JSON: &str = "crate::runtime::json";

/// What emitting knows of one branch.
struct Arm<'a> {
    variant: &'a Variant,
    name: Ident,
    /// The type of the branch, and the same behind a `Box` where the variant needs one.
    inner: TokenStream,
    is_boxed: bool,
    ty: TokenStream,
}

/// The enum and its implementations.
pub(super) fn items(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    id: TypeId,
    definition: &TypeDef,
    union: &Union,
) -> TokenStream {
    scope.import(
        JSON,
        &["Decode", "Encode", "Fault", "Json", "Reader", "Writer"],
    );
    let names = plan.names.of_type(id);
    let name = names.ty.ident();
    let arms = arms(plan, scope, id, union);
    let docs = super::comment(definition).outer();
    let variants = arms.iter().map(|arm| {
        let fallback = format!("{}.", text::code(&arm.name.to_string()));
        let docs = Comment::from_docs(&arm.variant.docs, fallback).outer();
        let (name, ty) = (&arm.name, &arm.ty);
        quote! { #docs #name(#ty) }
    });
    let conversions = conversions(&name, &arms);
    let decode = decode(plan, scope, id, &name, &arms);
    let encode = encode(&name, &arms);
    let lint = super::super::scope::size_lint(arms.len());
    let (derives, attributes) = super::extras(plan, id, &["Clone", "Debug", "PartialEq"]);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq #(, #derives)*)]
        #(#attributes)*
        #lint
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that fits none of the others, kept as it came.
            Unknown(Json),
        }
        #conversions
        #decode
        #encode
        crate::json_serde!(#name);
    }
}

fn arms<'a>(plan: &Plan<'_>, scope: &mut Scope<'_>, id: TypeId, union: &'a Union) -> Vec<Arm<'a>> {
    let names = plan.names.of_type(id);
    let listed = union.variants.iter().zip(&names.members).enumerate();
    listed
        .map(|(position, (variant, name))| {
            let inner = scope.ty(&variant.ty);
            let is_boxed = plan.facts.is_boxed(id, position);
            let ty = if is_boxed {
                quote!(Box<#inner>)
            } else {
                inner.clone()
            };
            Arm {
                variant,
                name: name.ident(),
                inner,
                is_boxed,
                ty,
            }
        })
        .collect()
}

/// `From` for every branch whose type no other branch has.
fn conversions(name: &Ident, arms: &[Arm<'_>]) -> TokenStream {
    let own = arms.iter().filter(|arm| {
        let twins = arms
            .iter()
            .filter(|other| other.ty.to_string() == arm.ty.to_string())
            .count();
        twins == 1 && arm.variant.ty != TypeRef::Any
    });
    let items = own.map(|arm| {
        let (variant, ty) = (&arm.name, &arm.inner);
        let value = if arm.is_boxed {
            quote!(Box::new(value))
        } else {
            quote!(value)
        };
        quote! {
            impl From<#ty> for #name {
                #[inline]
                fn from(value: #ty) -> Self {
                    Self::#variant(#value)
                }
            }
        }
    });
    quote!(#(#items)*)
}

fn encode(name: &Ident, arms: &[Arm<'_>]) -> TokenStream {
    let variants = arms.iter().map(|arm| &arm.name);
    quote! {
        impl Encode for #name {
            #[inline]
            fn encode(&self, writer: &mut Writer) {
                match self {
                    #(Self::#variants(value) => value.encode(writer),)*
                    Self::Unknown(value) => value.encode(writer),
                }
            }
        }
    }
}

fn decode(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    id: TypeId,
    name: &Ident,
    arms: &[Arm<'_>],
) -> TokenStream {
    let choice = match plan.facts.strategy(id) {
        Some(Strategy::Tag(member)) => by_tag(member, arms),
        Some(Strategy::Content(branches)) => by_content(plan, scope, branches, arms),
        None => quote!(Ok(Self::Unknown(raw.to_json()))),
    };
    quote! {
        impl Decode for #name {
            #[inline]
            fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                let raw = reader.raw()?;
                #choice
            }
        }
    }
}

fn by_tag(member: &str, arms: &[Arm<'_>]) -> TokenStream {
    let cases = arms.iter().map(|arm| {
        let (variant, tags) = (&arm.name, &arm.variant.tags);
        quote!(Some(#(#tags)|*) => raw.decode().map(Self::#variant))
    });
    quote! {
        match raw.member_text(#member).as_deref() {
            #(#cases,)*
            _ => Ok(Self::Unknown(raw.to_json())),
        }
    }
}

/// First what the kind of the value or its members decide; then, among branches that these cannot tell apart, the
/// one that knows most of the value.
fn by_content(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    branches: &[Branch],
    arms: &[Arm<'_>],
) -> TokenStream {
    scope.import(JSON, &["Kind"]);
    let pairs: Vec<(&Branch, &Arm<'_>)> = branches.iter().zip(arms).collect();
    let certain = pairs
        .iter()
        .filter(|(branch, _)| !branch.is_ambiguous)
        .map(|(branch, arm)| {
            let (condition, variant) = (condition(branch), &arm.name);
            quote! {
                if #condition {
                    return raw.decode().map(Self::#variant);
                }
            }
        });
    let certain: Vec<TokenStream> = certain.collect();
    let ambiguous: Vec<_> = pairs
        .iter()
        .filter(|(branch, _)| branch.is_ambiguous)
        .collect();
    if ambiguous.is_empty() {
        return quote! {
            #(#certain)*
            Ok(Self::Unknown(raw.to_json()))
        };
    }
    let offers = ambiguous.iter().map(|(branch, arm)| {
        let (kinds, variant) = (kinds(&branch.kinds), &arm.name);
        let score = score(plan, &arm.variant.ty);
        quote!(if #kinds { raw.try_decode().map(|value| (#score, Self::#variant(value))) } else { None })
    });
    quote! {
        #(#certain)*
        // These cannot be told apart for certain: the one that knows most of the value is taken, the first of equals.
        let fitting = [#(#offers),*];
        let best = fitting.into_iter().flatten().reduce(|best, next| if next.0 > best.0 { next } else { best });
        Ok(best.map_or_else(|| Self::Unknown(raw.to_json()), |(_, value)| value))
    }
}

fn condition(branch: &Branch) -> TokenStream {
    let kinds = kinds(&branch.kinds);
    let constants = branch.constants.iter().map(|(member, values)| {
        quote!(&&matches!(raw.member_text(#member).as_deref(), Some(#(#values)|*)))
    });
    let members = &branch.members;
    quote!(#kinds #(#constants)* #(&& raw.has_member(#members))*)
}

fn kinds(kinds: &[JsonKind]) -> TokenStream {
    let words: Vec<Ident> = kinds
        .iter()
        .map(|kind| {
            ident(match kind {
                JsonKind::Boolean => "Bool",
                JsonKind::Integer => "Integer",
                JsonKind::Number => "Number",
                JsonKind::String => "String",
                JsonKind::Array => "Array",
                JsonKind::Object => "Object",
            })
        })
        .collect();
    match words.as_slice() {
        [only] => quote!(raw.kind() == Kind::#only),
        several => quote!(matches!(raw.kind(), #(Kind::#several)|*)),
    }
}

/// How much of the value a branch knows: an expression.
fn score(plan: &Plan<'_>, ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::Named(id) => match &plan.api.types.get(*id).shape {
            Shape::Object(object) => {
                let names = object.properties.iter().map(|property| &property.name);
                quote!(raw.known_members(&[#(#names),*]))
            }
            Shape::Enumeration(enumeration) if enumeration.is_text() => {
                let values = enumeration
                    .values
                    .iter()
                    .filter_map(|value| value.value.as_str());
                quote!(usize::from(matches!(raw.scalar_text().as_deref(), Some(#(#values)|*))) * 2)
            }
            _ => quote!(1),
        },
        TypeRef::Scalar(Scalar::String) | TypeRef::Any | TypeRef::Map(_) => quote!(0),
        _ => quote!(1),
    }
}

//! Enumerations: an enum that keeps values it does not know.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use serde_json::Value;

use super::super::docs::Comment;
use super::super::scope::{Scope, ident};
use super::super::{Plan, text};
use crate::ir::{EnumValue, Enumeration, TypeDef, TypeId};

const JSON: &str = "crate::runtime::json";

/// What enumerations of integers, of texts and of other values have, which is derived but for [`COMPARED_BY_TEXT`].
const COPIED: [&str; 8] = [
    "Clone",
    "Copy",
    "Debug",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
];
const ORDERED: [&str; 7] = [
    "Clone",
    "Debug",
    "PartialEq",
    "Eq",
    "PartialOrd",
    "Ord",
    "Hash",
];
const COMPARED: [&str; 3] = ["Clone", "Debug", "PartialEq"];

/// What `open_enum!` implements by the texts: it costs the compiler less than derived code.
const COMPARED_BY_TEXT: [&str; 5] = ["PartialEq", "Eq", "PartialOrd", "Ord", "Hash"];

/// The enum and its implementations.
pub(super) fn items(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    id: TypeId,
    definition: &TypeDef,
    enumeration: &Enumeration,
) -> TokenStream {
    let names = plan.names.of_type(id);
    let name = names.ty.ident();
    let variants: Vec<(Ident, &EnumValue)> = names
        .members
        .iter()
        .map(crate::name::Name::ident)
        .zip(&enumeration.values)
        .collect();
    let docs = super::comment(definition).outer();
    let listed = variants.iter().map(|(variant, value)| {
        let docs = value_comment(value).outer();
        quote! { #docs #variant }
    });
    let (unknown, own, items) = parts(scope, &name, enumeration, &variants);
    let by_text = |name: &&&str| enumeration.is_text() && COMPARED_BY_TEXT.contains(*name);
    let derives = own
        .iter()
        .filter(|name| !by_text(name))
        .map(|name| ident(name));
    let (further, attributes) = super::extras(plan, id, own);
    quote! {
        #docs
        #[derive(#(#derives),* #(, #further)*)]
        #(#attributes)*
        #[non_exhaustive]
        pub enum #name {
            #(#listed,)*
            /// A value that the description does not list, kept as it came.
            Unknown(#unknown),
        }
        #items
    }
}

/// What an enumeration of these values is: what it keeps of an unknown one, what it derives, and its items.
fn parts(
    scope: &mut Scope<'_>,
    name: &Ident,
    enumeration: &Enumeration,
    variants: &[(Ident, &EnumValue)],
) -> (TokenStream, &'static [&'static str], TokenStream) {
    if enumeration.is_text() {
        return (quote!(String), &ORDERED, of_text(name, variants));
    }
    scope.import(JSON, &["Decode", "Encode", "Fault", "Reader", "Writer"]);
    if enumeration.is_integer() {
        return (quote!(i64), &COPIED, of_integers(name, variants));
    }
    scope.import(JSON, &["Json", "Kind"]);
    (quote!(Json), &COMPARED, of_values(name, variants))
}

fn value_comment(value: &EnumValue) -> Comment {
    let shown = match &value.value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut comment = Comment::new(format!("{}.", text::code(&shown)));
    comment.document(value.description.as_deref());
    comment
}

fn of_text(name: &Ident, variants: &[(Ident, &EnumValue)]) -> TokenStream {
    let texts: Vec<&str> = variants
        .iter()
        .filter_map(|(_, value)| value.value.as_str())
        .collect();
    let idents: Vec<&Ident> = variants.iter().map(|(variant, _)| variant).collect();
    quote! {
        impl #name {
            /// The value as it is written.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(Self::#idents => #texts,)*
                    Self::Unknown(text) => text,
                }
            }
        }
        impl From<&str> for #name {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    #(#texts => Self::#idents,)*
                    other => Self::Unknown(other.to_owned()),
                }
            }
        }
        crate::open_enum!(#name);
    }
}

fn of_integers(name: &Ident, variants: &[(Ident, &EnumValue)]) -> TokenStream {
    let numbers = variants
        .iter()
        .filter_map(|(_, value)| value.value.as_i64())
        .map(Literal::i64_unsuffixed);
    let numbers: Vec<Literal> = numbers.collect();
    let idents: Vec<&Ident> = variants.iter().map(|(variant, _)| variant).collect();
    quote! {
        impl #name {
            /// The value as it is written.
            #[must_use]
            #[inline]
            pub fn as_i64(self) -> i64 {
                match self {
                    #(Self::#idents => #numbers,)*
                    Self::Unknown(number) => number,
                }
            }
        }
        impl From<i64> for #name {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    #(#numbers => Self::#idents,)*
                    other => Self::Unknown(other),
                }
            }
        }
        impl Decode for #name {
            #[inline]
            fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                i64::decode(reader).map(Self::from)
            }
        }
        impl Encode for #name {
            #[inline]
            fn encode(&self, writer: &mut Writer) {
                writer.integer(self.as_i64());
            }
        }
        crate::json_serde!(#name);
    }
}

fn of_values(name: &Ident, variants: &[(Ident, &EnumValue)]) -> TokenStream {
    let reads = variants.iter().map(|(variant, value)| {
        let (kind, texts) = kind_and_texts(&value.value);
        quote!((Kind::#kind, Some(#(#texts)|*)) => Self::#variant)
    });
    let writes = variants.iter().map(|(variant, value)| {
        let write = match &value.value {
            Value::String(text) => quote!(writer.string(#text)),
            Value::Bool(flag) => quote!(writer.bool(#flag)),
            other => match other.as_i64() {
                Some(number) => {
                    let number = Literal::i64_unsuffixed(number);
                    quote!(writer.integer(#number))
                }
                None => {
                    let number = Literal::f64_unsuffixed(other.as_f64().unwrap_or_default());
                    quote!(writer.float(#number))
                }
            },
        };
        quote!(Self::#variant => #write)
    });
    quote! {
        impl Decode for #name {
            #[inline]
            fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                let raw = reader.raw()?;
                Ok(match (raw.kind(), raw.scalar_text().as_deref()) {
                    #(#reads,)*
                    _ => Self::Unknown(raw.to_json()),
                })
            }
        }
        impl Encode for #name {
            #[inline]
            fn encode(&self, writer: &mut Writer) {
                match self {
                    #(#writes,)*
                    Self::Unknown(value) => value.encode(writer),
                }
            }
        }
        crate::json_serde!(#name);
    }
}

/// The kind of a value and its usual spellings.
fn kind_and_texts(value: &Value) -> (Ident, Vec<String>) {
    let word = |word| super::super::scope::ident(word);
    match value {
        Value::String(text) => (word("String"), vec![text.clone()]),
        Value::Bool(flag) => (word("Bool"), vec![flag.to_string()]),
        Value::Number(number) if number.is_f64() => {
            let text = number.to_string();
            match text.strip_suffix(".0") {
                Some(whole) => (word("Integer"), vec![whole.to_owned(), text.clone()]),
                None => (word("Number"), vec![text]),
            }
        }
        other => (word("Integer"), vec![other.to_string()]),
    }
}

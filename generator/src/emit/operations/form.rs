//! Bodies that are made of parts: a type with what is required in its constructor and a setter for the rest.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs::Comment;
use super::super::scope::Scope;
use super::super::text;
use crate::ir::{Multipart, Operation, Part, PartContent, Scalar, Sent, TypeRef};
use crate::name::{FormNames, OperationNames};

/// The contents of an operation's body that have a type of their own.
pub(super) fn contents<'a>(
    operation: &'a Operation,
    names: &'a OperationNames,
) -> impl Iterator<Item = (&'a Multipart, &'a FormNames)> {
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    contents
        .zip(&names.forms)
        .filter_map(|(content, names)| match &content.payload {
            Sent::Multipart(multipart) if !multipart.parts.is_empty() => Some((multipart, names)),
            _ => None,
        })
}

/// The types of all such contents.
pub(super) fn items(
    scope: &mut Scope<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    contents(operation, names)
        .map(|(multipart, form)| item(scope, names, multipart, form))
        .collect()
}

fn item(
    scope: &mut Scope<'_>,
    operation: &OperationNames,
    multipart: &Multipart,
    names: &FormNames,
) -> TokenStream {
    scope.import("crate::runtime", &["multipart"]);
    let ty = names.ty.ident();
    let docs = Comment::new(format!("The parts of the body of [`{}`].", operation.ty)).outer();
    let listed: Vec<(&Part, Ident)> = multipart
        .parts
        .iter()
        .zip(names.parts.iter().map(crate::name::Name::ident))
        .collect();
    let constructor = constructor(scope, &listed);
    let setters: Vec<TokenStream> = listed
        .iter()
        .filter(|(part, _)| !part.required)
        .map(|(part, name)| setter(scope, part, name))
        .collect();
    let is_free = listed.iter().all(|(part, _)| !part.required);
    let default = is_free.then(|| quote!(Default));
    quote! {
        #docs
        #[derive(Debug, #default)]
        #[must_use = "parts are sent by a request"]
        pub struct #ty {
            parts: multipart::Multipart,
        }
        impl #ty {
            #constructor
            #(#setters)*
            /// Adds parts that the description does not name.
            #[inline]
            pub fn extra(mut self, parts: multipart::Multipart) -> Self {
                self.parts.extend(parts);
                self
            }
        }
    }
}

/// `new`, with an argument for every part that must be there.
fn constructor(scope: &mut Scope<'_>, listed: &[(&Part, Ident)]) -> TokenStream {
    let required = || listed.iter().filter(|(part, _)| part.required);
    let arguments = required().map(|(part, name)| {
        let ty = argument(scope, part);
        quote!(#name: #ty)
    });
    let arguments: Vec<TokenStream> = arguments.collect();
    let statements = required().map(|(part, name)| statement(&quote!(parts), part, name));
    let lint = (arguments.len() > 7).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "one for each required part")]),
    );
    let lines = required().map(|(part, name)| line(part, name));
    let mut new_docs = Comment::new(if arguments.is_empty() {
        "A body without parts."
    } else {
        "A body with the parts that it must have."
    });
    new_docs.paragraph(lines);
    let new_docs = new_docs.outer();
    let start = if arguments.is_empty() {
        quote!(Self {
            parts: multipart::Multipart::new()
        })
    } else {
        quote! {
            let mut parts = multipart::Multipart::new();
            #(#statements)*
            Self { parts }
        }
    };
    quote! {
        #new_docs
        #lint
        #[inline]
        pub fn new(#(#arguments),*) -> Self {
            #start
        }
    }
}

fn line(part: &Part, name: &Ident) -> String {
    let words = part.docs.description.as_deref().map(text::summary);
    match words.filter(|words| !words.is_empty()) {
        Some(words) => format!("* `{name}`: {words}"),
        None => format!("* `{name}`"),
    }
}

fn setter(scope: &mut Scope<'_>, part: &Part, name: &Ident) -> TokenStream {
    let (verb, noun) = if part.repeated {
        ("Adds a part", "for each item")
    } else {
        ("Adds the part", "")
    };
    let first = format!("{verb} `{}` {noun}", text::plain(&part.name));
    let mut comment = Comment::from_docs(&part.docs, format!("{}.", first.trim_end()));
    if part.docs.deprecated {
        comment.paragraph(["Deprecated."]);
    }
    let docs = comment.outer();
    let ty = argument(scope, part);
    let statement = statement(&quote!(self.parts), part, name);
    quote! {
        #docs
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            #statement
            self
        }
    }
}

fn argument(scope: &mut Scope<'_>, part: &Part) -> TokenStream {
    let one = match &part.content {
        PartContent::File => {
            scope.import("crate::runtime", &["multipart"]);
            quote!(multipart::File)
        }
        PartContent::Value(TypeRef::Scalar(Scalar::String | Scalar::Secret)) => {
            quote!(impl AsRef<str>)
        }
        PartContent::Value(ty @ TypeRef::Scalar(_)) if !part.repeated => scope.ty(ty),
        PartContent::Value(ty) => {
            let ty = scope.ty(ty);
            return if part.repeated {
                quote!(&[#ty])
            } else {
                quote!(&#ty)
            };
        }
    };
    if part.repeated {
        quote!(impl IntoIterator<Item = #one>)
    } else {
        one
    }
}

fn statement(parts: &TokenStream, part: &Part, name: &Ident) -> TokenStream {
    let wire = &part.name;
    let media_type = match &part.media_type {
        Some(media_type) => quote!(Some(#media_type)),
        None => quote!(None),
    };
    let one = |value: TokenStream| match &part.content {
        PartContent::File => quote!(#parts.file(#wire, #media_type, #value);),
        PartContent::Value(TypeRef::Scalar(Scalar::String | Scalar::Secret)) => {
            quote!(#parts.value(#wire, #media_type, &#value.as_ref());)
        }
        PartContent::Value(TypeRef::Scalar(_)) if !part.repeated => {
            quote!(#parts.value(#wire, #media_type, &#value);)
        }
        PartContent::Value(_) => quote!(#parts.value(#wire, #media_type, #value);),
    };
    if !part.repeated {
        return one(quote!(#name));
    }
    let statement = one(quote!(item));
    quote! {
        for item in #name {
            #statement
        }
    }
}

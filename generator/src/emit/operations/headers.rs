//! The documented headers of an operation's responses: a view with an accessor for each.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::Comment;
use super::super::scope::Scope;
use super::super::text;
use crate::ir::{Header, Operation, TypeRef};
use crate::name::{Name, OperationNames};

/// The view, where any header is documented.
pub(super) fn items(
    scope: &mut Scope<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let headers = operation.headers();
    if headers.is_empty() {
        return TokenStream::new();
    }
    scope.import("crate::runtime", &["response_header"]);
    let ty = names.headers.ident();
    let mut comment = Comment::new(format!(
        "The documented headers of the responses of [`{}`], read when they are asked for.",
        names.ty
    ));
    comment.paragraph([
        "Each is `None` where the response does not have it, and where it is not as the description says.",
    ]);
    let docs = comment.outer();
    let accessors: Vec<TokenStream> = headers
        .into_iter()
        .zip(&names.accessors)
        .map(|(header, name)| accessor(scope, header, name))
        .collect();
    quote! {
        #docs
        #[derive(Clone, Copy)]
        pub struct #ty<'a> {
            headers: &'a http::HeaderMap,
        }
        impl<'a> #ty<'a> {
            /// Reads the headers of a response, or those that an error came with.
            #[must_use]
            #[inline]
            pub fn of(headers: &'a http::HeaderMap) -> Self {
                Self { headers }
            }
            #(#accessors)*
        }
    }
}

fn accessor(scope: &mut Scope<'_>, header: &Header, name: &Name) -> TokenStream {
    let fallback = format!("`{}`.", text::plain(&header.name));
    let mut comment = Comment::from_docs(&header.docs, fallback);
    if header.docs.deprecated {
        comment.paragraph(["Deprecated."]);
    }
    let docs = comment.outer();
    let (name, wire) = (name.ident(), header.name.to_ascii_lowercase());
    let ty = scope.ty(&header.ty);
    let read = match &header.ty {
        TypeRef::Array(_) => quote!(response_header::list),
        _ => quote!(response_header::value),
    };
    quote! {
        #docs
        #[must_use]
        #[inline]
        pub fn #name(self) -> Option<#ty> {
            #read(self.headers, #wire)
        }
    }
}

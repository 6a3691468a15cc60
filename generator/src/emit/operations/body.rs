//! The setters and arguments of a request body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::scope::Scope;
use crate::ir::{BodyContent, Payload};

/// The type of the argument that takes a body.
pub(super) fn argument(scope: &mut Scope<'_>, content: &BodyContent) -> TokenStream {
    match &content.payload {
        Payload::Json(ty) => {
            let ty = scope.ty(ty);
            quote!(&#ty)
        }
        Payload::Text => quote!(impl Into<String>),
        Payload::Bytes => quote!(impl Into<bytes::Bytes>),
    }
}

/// The statement that puts a body into `request`.
pub(super) fn statement(request: &TokenStream, content: &BodyContent, name: &Ident) -> TokenStream {
    let media_type = &content.media_type;
    match &content.payload {
        Payload::Json(_) => quote!(#request.json(#media_type, #name);),
        Payload::Text => quote!(#request.bytes(#media_type, #name.into().into_bytes());),
        Payload::Bytes => quote!(#request.bytes(#media_type, #name);),
    }
}

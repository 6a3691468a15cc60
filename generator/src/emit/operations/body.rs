//! The setters and arguments of a request body.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::scope::{Scope, ident};
use super::builder::style_word;
use crate::ir::{BodyContent, FormMember, Scalar, Sent, Style, TypeRef};
use crate::name::FormNames;

/// The type of the argument that takes a body.
pub(super) fn argument(
    scope: &mut Scope<'_>,
    content: &BodyContent,
    names: Option<&FormNames>,
) -> TokenStream {
    match (&content.payload, names) {
        (Sent::Json(TypeRef::Array(item)), _) => {
            let item = scope.ty(item);
            quote!(&[#item])
        }
        (Sent::Json(TypeRef::Scalar(Scalar::String)), _) => quote!(&str),
        (Sent::Json(ty), _) => {
            let ty = scope.ty(ty);
            quote!(&#ty)
        }
        (Sent::Form(form), _) => {
            let ty = scope.ty(&form.ty);
            quote!(&#ty)
        }
        (Sent::Multipart(multipart), Some(names)) if !multipart.parts.is_empty() => {
            let ty = names.ty.ident();
            quote!(#ty)
        }
        (Sent::Multipart(_), _) => {
            scope.import("crate::runtime", &["multipart"]);
            quote!(multipart::Multipart)
        }
        (Sent::Text, _) => quote!(impl Into<String>),
        (Sent::Bytes, _) => {
            scope.import("crate::runtime", &["upload"]);
            quote!(impl Into<upload::Upload>)
        }
    }
}

/// The statement that puts a body into `request`.
pub(super) fn statement(
    scope: &mut Scope<'_>,
    request: &TokenStream,
    content: &BodyContent,
    name: &Ident,
) -> TokenStream {
    let media_type = &content.media_type;
    match &content.payload {
        Sent::Json(TypeRef::Array(_) | TypeRef::Scalar(Scalar::String)) => {
            quote!(#request.json(#media_type, &#name);)
        }
        Sent::Json(_) => quote!(#request.json(#media_type, #name);),
        Sent::Form(form) => {
            let members: Vec<TokenStream> = form
                .members
                .iter()
                .map(|member| form_member(scope, member))
                .collect();
            quote!(#request.form(#media_type, #name, &[#(#members),*]);)
        }
        Sent::Multipart(multipart) if multipart.parts.is_empty() => {
            quote!(#request.multipart(#media_type, #name);)
        }
        Sent::Multipart(_) => quote!(#request.multipart(#media_type, #name.parts);),
        Sent::Text => quote!(#request.bytes(#media_type, #name.into().into_bytes());),
        Sent::Bytes => quote!(#request.upload(#media_type, #name);),
    }
}

/// A member that is written in another way than by default.
fn form_member(scope: &mut Scope<'_>, member: &FormMember) -> TokenStream {
    scope.import("crate::runtime::parameter", &["Parameter"]);
    let name = &member.name;
    let style = (member.style != Style::Form).then(|| {
        scope.import("crate::runtime::parameter", &["Style"]);
        let style = ident(style_word(member.style));
        quote!(.style(Style::#style))
    });
    let explode = (member.explode != (member.style == Style::Form)).then(|| {
        let explode = member.explode;
        quote!(.explode(#explode))
    });
    let reserved = member.allow_reserved.then(|| quote!(.allow_reserved(true)));
    quote!(Parameter::query(#name) #style #explode #reserved)
}

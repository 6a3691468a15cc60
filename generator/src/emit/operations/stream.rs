//! The way to read a success as it comes.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::Comment;
use super::super::scope::Scope;
use super::super::{Plan, text};
use super::response::{Success, success};
use crate::ir::{Api, Items, Operation, Payload, Shape, Stream, TypeRef};

/// `send_stream`, for an operation whose success can be read so.
pub(super) fn method(plan: &Plan<'_>, scope: &mut Scope<'_>, operation: &Operation) -> TokenStream {
    let Some(stream) = operation.stream() else {
        return match list_element(plan.api, operation) {
            Some(element) => of_list(scope, element),
            None => TokenStream::new(),
        };
    };
    scope.import("crate::runtime", &["stream"]);
    let (ty, open) = items(scope, &stream.items);
    let docs = comment(stream).outer();
    let accept = stream.media_types.join(", ");
    quote! {
        #docs
        #[inline]
        pub fn send_stream(self) -> stream::StreamCall<#ty> {
            self.request.stream(#accept, #open)
        }
    }
}

/// The same for a list in JSON.
fn of_list(scope: &mut Scope<'_>, element: &TypeRef) -> TokenStream {
    scope.import("crate::runtime", &["elements", "stream"]);
    let ty = scope.ty(element);
    quote! {
        /// Sends the request, and gives the elements of the list as they come, for lists of any length.
        #[inline]
        pub fn send_stream(self) -> stream::StreamCall<elements::Elements<#ty>> {
            self.request.stream("", elements::Elements::open)
        }
    }
}

/// The type of the elements, where every success is a list in JSON and nothing else is read as it comes.
pub(in crate::emit) fn list_element<'a>(
    api: &'a Api,
    operation: &'a Operation,
) -> Option<&'a TypeRef> {
    let Success::One(Payload::Json(first)) = success(operation) else {
        return None;
    };
    let mut ty = first;
    // Aliases that lead in a circle are refused before anything is emitted.
    while let TypeRef::Named(id) = ty
        && let Shape::Alias(inner) = &api.types.get(*id).shape
    {
        ty = inner;
    }
    match ty {
        TypeRef::Array(element) if operation.stream().is_none() => Some(element),
        _ => None,
    }
}

/// The type of the stream, and the function that makes it.
fn items(scope: &mut Scope<'_>, items: &Items) -> (TokenStream, TokenStream) {
    match items {
        Items::Bytes => (quote!(stream::ByteStream), quote!(stream::ByteStream::open)),
        Items::Events => {
            scope.import("crate::runtime", &["events"]);
            (
                quote!(events::EventStream<String>),
                quote!(events::EventStream::text),
            )
        }
        Items::JsonEvents(ty) => {
            scope.import("crate::runtime", &["events"]);
            let ty = scope.ty(ty);
            (
                quote!(events::EventStream<#ty>),
                quote!(events::EventStream::json),
            )
        }
        Items::Lines(ty) => {
            scope.import("crate::runtime", &["lines"]);
            let ty = scope.ty(ty);
            (quote!(lines::Lines<#ty>), quote!(lines::Lines::open))
        }
    }
}

fn comment(stream: &Stream) -> Comment {
    let first = match &stream.items {
        Items::Bytes => "Sends the request, and gives the body as it comes, of any size.",
        Items::Events | Items::JsonEvents(_) => {
            "Sends the request, and gives the events of the response as they come."
        }
        Items::Lines(_) => "Sends the request, and gives the items of the response as they come.",
    };
    let mut comment = Comment::new(first);
    let listed = stream.media_types.iter();
    let listed: Vec<String> = listed.map(|media_type| text::plain(media_type)).collect();
    comment.paragraph([format!("It asks for `{}`.", listed.join("`, `"))]);
    comment
}

//! The way to read a success as it comes.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::Comment;
use super::super::scope::Scope;
use super::super::text;
use crate::ir::{Items, Operation, Stream};

/// `send_stream`, for an operation whose success can be read so.
pub(super) fn method(scope: &mut Scope<'_>, operation: &Operation) -> TokenStream {
    let Some(stream) = operation.stream() else {
        return TokenStream::new();
    };
    scope.import("crate::runtime", &["stream"]);
    let (ty, open) = items(scope, &stream.items);
    let docs = comment(stream).outer();
    let accept = stream.media_types.join(", ");
    quote! {
        #docs
        pub fn send_stream(self) -> stream::StreamCall<#ty> {
            self.request.stream(#accept, #open)
        }
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

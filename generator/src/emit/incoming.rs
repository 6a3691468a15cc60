//! Webhooks and callbacks: a function each that reads what the server sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Comment;
use super::scope::Scope;
use super::{File, Plan, text};
use crate::ir::{Incoming, Payload};
use crate::name::Name;

/// `incoming.rs`; none where the server sends nothing by itself.
pub(super) fn files<'a>(plan: &'a Plan<'a>) -> Vec<File<'a>> {
    if plan.api.incoming.is_empty() {
        return Vec::new();
    }
    vec![File::rust("src/incoming.rs", || items(plan))]
}

fn items(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new(
        "What the server sends by itself, webhooks and callbacks: a function each that reads the body.",
    );
    let docs = docs.inner();
    let mut scope = Scope::elsewhere(plan);
    let rows = plan.api.incoming.iter().zip(&plan.names.incoming);
    let functions: Vec<TokenStream> = rows
        .map(|(incoming, name)| function(&mut scope, incoming, name))
        .collect();
    let uses = scope.uses();
    quote! {
        #docs
        #uses
        #(#functions)*
    }
}

fn function(scope: &mut Scope<'_>, incoming: &Incoming, name: &Name) -> TokenStream {
    let mut comment =
        Comment::from_docs(&incoming.docs, format!("{}.", text::code(&incoming.name)));
    comment.paragraph([format!("Sent as `{}`.", incoming.method.as_str())]);
    comment.paragraph(["# Errors"]);
    comment.paragraph(["The place and kind of what is wrong with the body."]);
    let docs = comment.outer();
    let name = name.ident();
    let Payload::Json(ty) = &incoming.payload else {
        return TokenStream::new();
    };
    scope.import("crate::runtime", &["json"]);
    let ty = scope.ty(ty);
    quote! {
        #docs
        #[inline]
        pub fn #name(body: &[u8]) -> Result<#ty, json::Fault> {
            json::from_slice(body)
        }
    }
}

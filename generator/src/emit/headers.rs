//! The documented headers of responses: one view per set, with an accessor for each. Every operation that has the set
//! exports it under a name of its own, so that it can have another set one day.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Comment;
use super::scope::Scope;
use super::{File, Plan, text};
use crate::ir::{Header, TypeRef};
use crate::name::{HeaderSetNames, Name, OperationNames};

/// The files of all sets; none where no operation documents a header.
pub(super) fn files<'a>(plan: &'a Plan<'a>) -> Vec<File<'a>> {
    if plan.names.header_sets.is_empty() {
        return Vec::new();
    }
    let mut files = vec![File::rust("src/headers.rs", || list(plan))];
    for set in &plan.names.header_sets {
        let path = format!("src/headers/{}.rs", set.module);
        files.push(File::rust(path, move || items(plan, set)));
    }
    files
}

fn list(plan: &Plan<'_>) -> TokenStream {
    let docs =
        Comment::new("Documented headers, which operations export under names of their own.");
    let docs = docs.inner();
    let mut sets: Vec<&HeaderSetNames> = plan.names.header_sets.iter().collect();
    sets.sort_by_key(|set| set.module.clone());
    let modules = sets.iter().map(|set| {
        let (gate, module) = (plan.headers_gate(set), set.module.ident());
        quote!(#gate mod #module;)
    });
    let exports = sets.iter().map(|set| {
        let gate = plan.headers_gate(set);
        let (module, ty) = (set.module.ident(), set.ty.ident());
        quote!(#gate pub use #module::#ty;)
    });
    quote! {
        #docs
        #(#modules)*
        #(#exports)*
    }
}

/// The view, as the first operation that has it describes it.
fn items(plan: &Plan<'_>, set: &HeaderSetNames) -> TokenStream {
    let first = set.operations.first();
    let first = first.and_then(|&first| {
        let names = plan.names.operations.get(first)?;
        Some((plan.api.operations.get(first)?.headers(), names))
    });
    let (headers, accessors) = first.map_or_else(Default::default, |(headers, names)| {
        (headers, names.accessors.as_slice())
    });
    let mut scope = Scope::elsewhere(plan);
    scope.import("crate::runtime", &["response_header"]);
    let accessors: Vec<TokenStream> = headers
        .into_iter()
        .zip(accessors)
        .map(|(header, name)| accessor(&mut scope, header, name))
        .collect();
    let docs = Comment::new("Documented headers of responses.").inner();
    let own_docs = comment().outer();
    let (ty, uses) = (set.ty.ident(), scope.uses());
    quote! {
        #docs
        #uses
        #own_docs
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

fn comment() -> Comment {
    let mut comment =
        Comment::new("Documented headers of responses, read when they are asked for.");
    comment.paragraph([
        "Each is `None` where the response does not have it, and where it is not as the description says.",
    ]);
    comment
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

/// The name under which an operation's documented headers are found beside it.
pub(super) fn export(plan: &Plan<'_>, index: usize, names: &OperationNames) -> Option<TokenStream> {
    let set = plan.names.header_set(index)?;
    let (name, ty) = (names.headers.ident(), set.ty.ident());
    let docs = Comment::new(format!(
        "The documented headers of the responses of [`{}`].",
        names.ty
    ));
    let docs = docs.outer();
    Some(quote! {
        #docs
        #[doc(inline)]
        pub use crate::headers::#ty as #name;
    })
}

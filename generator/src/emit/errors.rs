//! Documented errors: one enum per set, shared by the operations that have it.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Comment;
use super::operations::{pattern, status_words};
use super::scope::{Scope, ident};
use super::{File, Plan, mock, text};
use crate::analyse::ErrorSet;
use crate::ir::{Payload, Status};
use crate::name::{ErrorSetNames, Name};

/// The files of all sets; none where no operation documents an error.
pub(super) fn files<'a>(plan: &'a Plan<'a>) -> Vec<File<'a>> {
    if plan.facts.error_sets.is_empty() {
        return Vec::new();
    }
    let mut files = vec![File::rust("src/errors.rs", || list(plan))];
    for (set, names) in plan.facts.error_sets.iter().zip(&plan.names.error_sets) {
        let path = format!("src/errors/{}.rs", names.module);
        files.push(File::rust(path, move || items(plan, set, names)));
    }
    files
}

fn list(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new(
        "The documented errors, by status; found with [`Error::documented`](crate::Error::documented).",
    );
    let docs = docs.inner();
    let mut sets: Vec<(usize, &ErrorSetNames)> = plan.names.error_sets.iter().enumerate().collect();
    sets.sort_by_key(|(_, names)| names.module.clone());
    let modules = sets.iter().map(|(index, names)| {
        let (gate, module) = (plan.errors_gate(*index), names.module.ident());
        quote!(#gate mod #module;)
    });
    let exports = sets.iter().map(|(index, names)| {
        let gate = plan.errors_gate(*index);
        let (module, ty) = (names.module.ident(), names.ty.ident());
        quote!(#gate pub use #module::#ty;)
    });
    quote! {
        #docs
        #(#modules)*
        #(#exports)*
    }
}

fn items(plan: &Plan<'_>, set: &ErrorSet, names: &ErrorSetNames) -> TokenStream {
    let mut scope = Scope::elsewhere(plan);
    let name = names.ty.ident();
    let docs = Comment::new("Documented errors, by status.").inner();
    let own_docs = Comment::new("Documented errors, by status.").outer();
    let rows: Vec<Row<'_>> = rows(&mut scope, set, names);
    let variants = rows.iter().map(Row::variant);
    let decode = decode(&rows);
    // Without content and other statuses there is nothing to look at.
    let is_looked_at = rows
        .iter()
        .any(|row| row.payload.is_some() || row.status != Status::Default);
    let raw = ident(if is_looked_at { "raw" } else { "_raw" });
    scope.import("crate::runtime::operation", &["DocumentedError"]);
    scope.import("crate::runtime::response", &["BodyFault", "RawResponse"]);
    if set.responses.iter().any(|(_, payload)| payload.is_some()) {
        scope.import("crate::runtime", &["response"]);
    }
    let lint = super::scope::size_lint(rows.len());
    let uses = scope.uses();
    let mock = mock::of_errors(set, names);
    quote! {
        #docs
        #uses
        #own_docs
        #[derive(Clone, Debug, PartialEq)]
        #lint
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
        impl DocumentedError for #name {
            #[inline]
            fn decode(#raw: &RawResponse) -> Option<Result<Self, BodyFault>> {
                #decode
            }
        }
        #mock
    }
}

/// Reads a response by its status; what is not documented is none.
fn decode(rows: &[Row<'_>]) -> TokenStream {
    if let [only] = rows
        && only.status == Status::Default
    {
        let read = only.value();
        return quote!(Some(#read));
    }
    let reads = rows.iter().map(Row::read);
    let has_rest = rows.iter().any(|row| row.status == Status::Default);
    let rest = (!has_rest).then(|| quote!(_ => return None,));
    quote! {
        Some(match raw.status() {
            #(#reads,)*
            #rest
        })
    }
}

/// One documented response of a set.
struct Row<'a> {
    status: Status,
    payload: &'a Option<Payload>,
    description: &'a str,
    name: &'a Name,
    ty: Option<TokenStream>,
}

fn rows<'a>(scope: &mut Scope<'_>, set: &'a ErrorSet, names: &'a ErrorSetNames) -> Vec<Row<'a>> {
    let listed = set
        .responses
        .iter()
        .zip(&set.descriptions)
        .zip(&names.variants);
    listed
        .map(|(((status, payload), description), name)| {
            let ty = payload.as_ref().map(|payload| match payload {
                Payload::Json(ty) => scope.ty(ty),
                Payload::Text => quote!(String),
                Payload::Bytes => quote!(bytes::Bytes),
            });
            Row {
                status: *status,
                payload,
                description,
                name,
                ty,
            }
        })
        .collect()
}

impl Row<'_> {
    fn variant(&self) -> TokenStream {
        let docs = Comment::new(format!(
            "{}: {}",
            status_words(self.status),
            text::plain(self.description)
        ))
        .outer();
        let name = self.name.ident();
        match &self.ty {
            Some(ty) => quote! { #docs #name(#ty) },
            None => quote! { #docs #name },
        }
    }

    fn read(&self) -> TokenStream {
        let pattern = pattern(self.status);
        let value = self.value();
        quote!(#pattern => #value)
    }

    fn value(&self) -> TokenStream {
        let name = self.name.ident();
        match self.payload {
            Some(Payload::Json(_)) => quote!(response::json(raw).map(Self::#name)),
            Some(Payload::Text) => quote!(response::text(raw).map(Self::#name)),
            Some(Payload::Bytes) => quote!(response::bytes(raw).map(Self::#name)),
            None => quote!(Ok(Self::#name)),
        }
    }
}

//! The runtime as a package inside of the emitted folder.

use apicrate_runtime::source::{self, Module};
use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::Comment;
use super::super::scope::ident;
use super::super::{File, Plan, manifest};
use super::{DOCS, declarations, modules};

/// The macros that the emitted code calls by the root of its own crate.
const MACROS: [&str; 3] = ["foreign_type", "json_serde", "open_enum"];

/// The package, and what the API adds to it: that must be compiled with the API's own code.
pub(super) fn files<'a>(plan: &'a Plan<'a>) -> Vec<File<'a>> {
    let (own, shared) = parts(plan);
    let mut files = vec![
        manifest::runtime(plan),
        File::rust("runtime/src/lib.rs", || library(plan)),
        File::rust("src/runtime.rs", || beside(plan)),
    ];
    for (folder, modules) in [("src/runtime", own), ("runtime/src", shared)] {
        for (name, text) in modules.iter().flat_map(|module| module.files) {
            files.push(File::text(format!("{folder}/{name}"), *text));
        }
    }
    files
}

/// The modules that stay with the API, and those of the package.
fn parts(plan: &Plan<'_>) -> (Vec<&'static Module>, Vec<&'static Module>) {
    modules(plan)
        .into_iter()
        .partition(|module| source::ADDED_TO.contains(&module.name))
}

/// `lib.rs` of the package.
fn library(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new(DOCS).inner();
    let (_, shared) = parts(plan);
    let modules = declarations(&shared);
    quote! {
        #docs
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        // Macros name what they use by the path that it has in the client.
        #[doc(hidden)]
        pub extern crate self as runtime;
        #(#modules)*
    }
}

/// `runtime.rs` of the client: the package's modules, and those that the API adds to.
fn beside(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new(DOCS).inner();
    let package = ident(&plan.runtime_crate_name());
    let (own, _) = parts(plan);
    let modules = declarations(&own);
    quote! {
        #docs
        pub use #package::*;
        #(#modules)*
    }
}

/// The package's macros, for the root of the client.
pub(super) fn macros(plan: &Plan<'_>) -> TokenStream {
    let package = ident(&plan.runtime_crate_name());
    let macros = MACROS.map(ident);
    quote! {
        #[doc(hidden)]
        pub use #package::{#(#macros),*};
    }
}

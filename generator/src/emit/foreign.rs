//! `foreign.rs`: the codec of types that are the user's own.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Comment;
use super::{File, Plan, runtime, scope};

/// The file, where there are such types.
pub(super) fn files<'a>(plan: &'a Plan<'a>) -> Option<File<'a>> {
    let types = runtime::foreign_types(plan);
    (!types.is_empty()).then(|| File::rust("src/foreign.rs", move || items(&types)))
}

fn items(types: &[String]) -> TokenStream {
    let docs = Comment::new(
        "Types of the settings in place of generated ones: serde reads and writes them.",
    )
    .inner();
    let items = types.iter().map(|path| {
        let ty = scope::foreign(path);
        quote!(crate::foreign_type!(#ty);)
    });
    quote! {
        #docs
        #(#items)*
    }
}

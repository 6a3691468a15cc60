//! `tests/api/operations/<tag>.rs`: a test for each operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::Comment;
use super::super::{Plan, text};
use super::operation;
use crate::name::Name;

/// The list of the files.
pub(super) fn list(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new("The operations, a file for each tag.").inner();
    let mut modules: Vec<&Name> = plan
        .names
        .groups
        .iter()
        .map(|group| &group.module)
        .collect();
    modules.sort();
    let modules = modules.iter().map(|module| module.ident());
    quote! {
        #docs
        #(mod #modules;)*
    }
}

/// The tests of a group, sorted by name.
pub(super) fn group(plan: &Plan<'_>, position: usize) -> TokenStream {
    let tag = plan
        .api
        .groups
        .get(position)
        .map_or("", |group| group.tag.as_str());
    let title = if tag.is_empty() {
        "Operations without a tag".to_owned()
    } else {
        text::plain(tag)
    };
    let (mut tests, mut untested) = (Vec::new(), Vec::new());
    for (index, (operation, names)) in plan
        .api
        .operations
        .iter()
        .zip(&plan.names.operations)
        .enumerate()
    {
        if operation.group == position {
            match operation::tests(plan, index, operation, names) {
                Some(items) => tests.push((names.method.clone(), items)),
                None => untested.push(text::code(names.method.as_str())),
            }
        }
    }
    let mut docs = Comment::new(format!("{title}."));
    if !untested.is_empty() {
        untested.sort_unstable();
        docs.paragraph([format!(
            "Without a test, for want of a value or a credential that could be sent: {}.",
            untested.join(", ")
        )]);
    }
    let docs = docs.inner();
    tests.sort_by(|(left, _), (right, _)| left.cmp(right));
    let import = (!tests.is_empty()).then(|| {
        quote!(
            use crate::support;
        )
    });
    let tests = tests.iter().map(|(_, items)| items);
    quote! {
        #docs
        #import
        #(#tests)*
    }
}

//! `tests/`: what the emitted crate proves of itself, without a network.
//!
//! What is expected stands in the tests as literals, worked out here from the description: the request by the tables of
//! the specification, the values by [`Examples`]. None of it comes from the code that is tested. All tests are one
//! program: one a tag would take longer to link than to run.

mod arguments;
mod bodies;
mod credentials;
mod errors;
mod literal;
mod mock;
mod models;
mod operation;
mod operations;
mod request;
mod responses;
mod styles;
mod support;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Comment;
use super::scope::ident;
use super::{File, Plan};
use crate::analyse::examples::Examples;

/// The files of all tests.
pub(super) fn files<'a>(plan: &'a Plan<'a>) -> Vec<File<'a>> {
    let mut files = vec![
        File::rust("tests/api/main.rs", || main(plan)),
        File::rust("tests/api/support.rs", || support::items(plan)),
        File::rust("tests/api/models.rs", || models::items(plan)),
    ];
    if has_errors(plan) {
        files.push(File::rust("tests/api/errors.rs", || errors::items(plan)));
    }
    if !plan.names.groups.is_empty() {
        files.push(File::rust("tests/api/operations.rs", || {
            operations::list(plan)
        }));
    }
    if mock::items(plan).is_some() {
        files.push(File::rust("tests/api/mock.rs", || {
            mock::items(plan).unwrap_or_default()
        }));
    }
    if credentials::items(plan).is_some() {
        files.push(File::rust("tests/api/credentials.rs", || {
            credentials::items(plan).unwrap_or_default()
        }));
    }
    for (position, names) in plan.names.groups.iter().enumerate() {
        let path = format!("tests/api/operations/{}.rs", names.module);
        files.push(File::rust(path, move || operations::group(plan, position)));
    }
    files
}

/// What all of it takes its values from.
fn examples<'a>(plan: &Plan<'a>) -> Examples<'a> {
    Examples::new(plan.api, plan.facts)
}

fn has_errors(plan: &Plan<'_>) -> bool {
    !plan.facts.error_sets.is_empty()
}

fn main(plan: &Plan<'_>) -> TokenStream {
    let mut comment = Comment::new(
        "What this client sends and reads, against what the description of the API says.",
    );
    comment.paragraph([
        "Requests go to a transport in this program; nothing here uses a network. Values come from the description's",
        "own examples where these are what their schemas say.",
    ]);
    let docs = comment.inner();
    let name = ident(&plan.crate_name());
    let errors = has_errors(plan).then(|| {
        quote!(
            mod errors;
        )
    });
    let operations = (!plan.names.groups.is_empty()).then(|| {
        quote!(
            mod operations;
        )
    });
    let mock = mock::items(plan).map(|_| {
        quote!(
            #[cfg(feature = "mock")]
            mod mock;
        )
    });
    let credentials = credentials::items(plan).map(|_| {
        quote!(
            mod credentials;
        )
    });
    quote! {
        #docs
        #credentials
        #errors
        #mock
        mod models;
        #operations
        mod support;
        use #name as api;
    }
}

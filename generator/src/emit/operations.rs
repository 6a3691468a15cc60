//! Operations: a folder per tag, a file per operation.

mod body;
mod builder;
mod comment;
mod description;
mod form;
mod pages;
mod response;
mod stream;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Comment;
use super::scope::Scope;
use super::{File, Plan, headers, mock, text};
pub(super) use description::alternatives;
pub(super) use response::{Success, pattern, status_words, success, variant};
pub(super) use stream::list_element;

use crate::ir::Operation;
use crate::name::OperationNames;

/// The files of all operations and their groups.
pub(super) fn files<'a>(plan: &'a Plan<'a>) -> Vec<File<'a>> {
    let mut files = vec![File::rust("src/operations.rs", || list(plan))];
    for (position, group) in plan.names.groups.iter().enumerate() {
        let folder = format!("src/operations/{}", group.module);
        files.push(File::rust(format!("{folder}.rs"), move || {
            group_items(plan, position)
        }));
        for (index, operation) in of_group(plan, position) {
            let Some(names) = plan.names.operations.get(index) else {
                continue;
            };
            let path = format!("{folder}/{}.rs", names.module);
            files.push(File::rust(path, move || {
                operation_items(plan, index, operation, names)
            }));
        }
    }
    files
}

/// The operations of a group with their positions.
fn of_group<'a>(plan: &'a Plan<'a>, group: usize) -> impl Iterator<Item = (usize, &'a Operation)> {
    plan.api
        .operations
        .iter()
        .enumerate()
        .filter(move |(_, operation)| operation.group == group)
}

fn list(plan: &Plan<'_>) -> TokenStream {
    let docs =
        Comment::new("What can be called: a module per tag, a request builder per operation.")
            .inner();
    let groups = plan.names.groups.iter().enumerate();
    let mut modules: Vec<_> = groups
        .map(|(index, group)| (&group.module, index))
        .collect();
    modules.sort();
    let modules = modules.iter().map(|(module, index)| {
        let (gate, module) = (plan.group_gate(*index), module.ident());
        quote!(#gate pub mod #module;)
    });
    quote! {
        #docs
        #(#modules)*
    }
}

/// The type that the client gives out for a tag, and the list of its operations.
fn group_items(plan: &Plan<'_>, position: usize) -> TokenStream {
    let (Some(group), Some(names)) = (
        plan.api.groups.get(position),
        plan.names.groups.get(position),
    ) else {
        return TokenStream::new();
    };
    let title = if group.tag.is_empty() {
        "Operations without a tag".to_owned()
    } else {
        text::plain(&group.tag)
    };
    let module_docs = Comment::new(format!("{title}.")).inner();
    let mut comment = Comment::new(format!("{title}: what [`Client::{}`] gives.", names.module));
    comment.document(group.docs.description.as_deref());
    let docs = comment.outer();
    let ty = names.ty.ident();
    let mut members: Vec<&OperationNames> = of_group(plan, position)
        .filter_map(|(index, _)| plan.names.operations.get(index))
        .collect();
    members.sort_by_key(|names| names.module.clone());
    let modules = members.iter().map(|names| names.module.ident());
    let exports = members.iter().map(|names| {
        let (module, ty) = (names.module.ident(), names.ty.ident());
        quote!(pub use #module::#ty;)
    });
    let errors = members
        .iter()
        .filter(|names| has_errors(plan, names))
        .map(|names| {
            let (module, error) = (names.module.ident(), names.error.ident());
            quote!(pub use #module::#error;)
        });
    let further = of_group(plan, position).flat_map(|(index, operation)| {
        let names = plan.names.operations.get(index);
        names.map_or_else(Vec::new, |names| further(operation, names))
    });
    quote! {
        #module_docs
        #(mod #modules;)*
        #(#exports)*
        #(#errors)*
        #(#further)*
        use crate::runtime::client::Client;
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "nothing is called until an operation is chosen and sent"]
        pub struct #ty {
            client: Client,
        }
        impl #ty {
            pub(crate) fn new(client: &Client) -> Self {
                Self { client: client.clone() }
            }
        }
    }
}

/// The exports of the types that only some operations have.
fn further(operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let module = names.module.ident();
    let forms = form::contents(operation, names).map(|(_, form)| &form.ty);
    let response = response::is_several(operation).then_some(&names.response);
    let headers = (!operation.headers().is_empty()).then_some(&names.headers);
    let exported = forms.chain(response).chain(headers);
    exported
        .map(|ty| {
            let ty = ty.ident();
            quote!(pub use #module::#ty;)
        })
        .collect()
}

fn has_errors(plan: &Plan<'_>, names: &OperationNames) -> bool {
    let position = plan
        .names
        .operations
        .iter()
        .position(|known| known.ty == names.ty && known.module == names.module);
    position.is_some_and(|position| plan.facts.error_set(position).is_some())
}

/// Everything of one operation: its constructor, its description, its builder, its responses.
fn operation_items(
    plan: &Plan<'_>,
    index: usize,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let mut scope = Scope::elsewhere(plan);
    let constructor = builder::constructor(plan, &mut scope, index, operation, names);
    let description = description::item(plan, &mut scope, index, operation);
    let pages = pages::item(&mut scope, operation);
    let builder = builder::items(plan, &mut scope, operation, names);
    let error = response::error_alias(plan, &mut scope, index, names);
    let success = response::success_items(&mut scope, operation, names);
    let forms = form::items(&mut scope, operation, names);
    let headers = headers::export(plan, index, names);
    let (data, _) = response::data_and_decoder(&mut scope, operation, names);
    let mock = mock::of_operation(plan, index, operation, names, &data);
    let docs = Comment::new(format!(
        "{}.",
        text::code(&format!("{} {}", operation.method.as_str(), operation.path))
    ));
    let docs = docs.inner();
    let uses = scope.uses();
    quote! {
        #docs
        #uses
        #description
        #pages
        #constructor
        #builder
        #forms
        #success
        #headers
        #error
        #mock
    }
}

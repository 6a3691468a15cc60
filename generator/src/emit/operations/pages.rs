//! `pages` and `items`, for an operation whose result comes in pages.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::docs::Comment;
use super::super::scope::Scope;
use super::super::text;
use super::builder::parameter_description;
use crate::ir::{LastPage, MemberPath, NextPage, Operation, Pagination};

/// The description of the pages.
pub(super) fn item(scope: &mut Scope<'_>, operation: &Operation) -> Option<TokenStream> {
    let pagination = operation.pagination.as_ref()?;
    let next = next(scope, operation, &pagination.next)?;
    let last = last(&pagination.last);
    let items = match &pagination.items {
        Some(items) => {
            let member = path(&items.member);
            quote!(Some(#member))
        }
        None => quote!(None),
    };
    scope.import("crate::runtime", &["pagination"]);
    Some(quote! {
        static PAGES: pagination::Pagination = pagination::Pagination {
            next: #next,
            last: #last,
            items: #items,
        };
    })
}

fn next(scope: &mut Scope<'_>, operation: &Operation, next: &NextPage) -> Option<TokenStream> {
    let parameter = match next.parameter() {
        Some(position) => {
            let description = parameter_description(scope, operation.parameters.get(position)?);
            quote!(parameter: #description,)
        }
        None => quote!(),
    };
    Some(match next {
        NextPage::Page { first, .. } => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(pagination::Next::Page { #parameter first: #first })
        }
        NextPage::Offset { .. } => quote!(pagination::Next::Offset { #parameter }),
        NextPage::Cursor { member, .. } => {
            let member = path(member);
            quote!(pagination::Next::Cursor { #parameter member: #member })
        }
        NextPage::LastItem { member, .. } => {
            let member = path(member);
            quote!(pagination::Next::LastItem { #parameter member: #member })
        }
        NextPage::Link { member } => {
            let member = path(member);
            quote!(pagination::Next::Link { member: #member })
        }
        NextPage::LinkHeader => quote!(pagination::Next::LinkHeader),
    })
}

fn last(last: &LastPage) -> TokenStream {
    match last {
        LastPage::Unsaid => quote!(pagination::Last::Unsaid),
        LastPage::Flag { member, value } => {
            let member = path(member);
            quote!(pagination::Last::Flag { member: #member, value: #value })
        }
        LastPage::Total { member } => {
            let member = path(member);
            quote!(pagination::Last::Total { member: #member })
        }
        LastPage::TotalHeader { name } => {
            let name = name.to_ascii_lowercase();
            quote!(pagination::Last::TotalHeader { name: #name })
        }
        LastPage::PageCount { member } => {
            let member = path(member);
            quote!(pagination::Last::PageCount { member: #member })
        }
    }
}

fn path(member: &MemberPath) -> TokenStream {
    quote!(&[#(#member),*])
}

/// The methods of the builder; `data` and `decoder` are those of `send`.
pub(super) fn methods(
    scope: &mut Scope<'_>,
    operation: &Operation,
    data: &TokenStream,
    decoder: &TokenStream,
) -> TokenStream {
    let Some(pagination) = &operation.pagination else {
        return TokenStream::new();
    };
    scope.import("crate::runtime", &["pages"]);
    let docs = comment(
        "The result page by page, each asked for when it is wanted.",
        operation,
        pagination,
    );
    let items = pagination.items.as_ref().map(|items| {
        let ty = scope.ty(&items.ty);
        let docs = comment(
            "The items of all pages; a page is asked for when its first item is wanted.",
            operation,
            pagination,
        );
        quote! {
            #docs
            #[inline]
            pub fn items(self) -> pages::Items<#ty> {
                self.request.items(&PAGES)
            }
        }
    });
    quote! {
        #docs
        #[inline]
        pub fn pages(self) -> pages::Pages<#data> {
            self.request.pages(&PAGES, #decoder)
        }
        #items
    }
}

fn comment(first: &str, operation: &Operation, pagination: &Pagination) -> TokenStream {
    let mut comment = Comment::new(first);
    let position = pagination.next.parameter();
    let parameter = position.and_then(|position| operation.parameters.get(position));
    if let Some(parameter) = parameter {
        comment.paragraph([format!(
            "{} is set on the way; what it is set to before says where to begin.",
            text::code(&parameter.name)
        )]);
    }
    comment.outer()
}

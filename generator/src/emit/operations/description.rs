//! The constant that the runtime knows an operation by.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::Plan;
use super::super::scope::{Scope, ident};
use crate::ir::{Idempotency, Operation, Status};

/// `const OPERATION`. A static would be in every library with all that it names, such as the code that decodes its errors;
/// a constant is compiled where the operation is called.
pub(super) fn item(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    index: usize,
    operation: &Operation,
) -> TokenStream {
    scope.import(
        "crate::runtime::operation",
        &["Idempotency", "Method", "Operation"],
    );
    let (id, path) = (&operation.id, &operation.template);
    let method = ident(operation.method.as_str());
    let server = match &operation.server {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    let idempotency = idempotency(&operation.idempotency);
    let accept = accept(operation);
    let security = if operation.security == plan.api.security && !operation.security.is_empty() {
        quote!(crate::client::SECURITY)
    } else {
        alternatives(&operation.security)
    };
    scope.import("crate::runtime::operation", &["Status"]);
    let mut success: Vec<TokenStream> = operation
        .successes
        .iter()
        .map(|response| status(response.status))
        .collect();
    if success.is_empty() {
        // Nothing says what a success is: any 2xx status is one.
        success.push(status(Status::Default));
    }
    let error = match plan
        .facts
        .error_set(index)
        .and_then(|set| plan.names.error_sets.get(set))
    {
        Some(names) => {
            scope.import("crate::runtime::operation", &["error_decoder"]);
            scope.import("crate", &["errors"]);
            let ty = names.ty.ident();
            quote!(Some(error_decoder::<errors::#ty>))
        }
        None => quote!(None),
    };
    quote! {
        const OPERATION: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            server: #server,
            accept: #accept,
            security: #security,
            success: &[#(#success),*],
            idempotency: #idempotency,
            error: #error,
        };
    }
}

/// Alternatives, each a list of schemes.
pub(in crate::emit) fn alternatives(security: &[Vec<String>]) -> TokenStream {
    let alternatives = security.iter().map(|schemes| quote!(&[#(#schemes),*]));
    quote!(&[#(#alternatives),*])
}

fn idempotency(idempotency: &Idempotency) -> TokenStream {
    match idempotency {
        Idempotency::ByMethod => quote!(Idempotency::ByMethod),
        Idempotency::Declared => quote!(Idempotency::Declared),
        Idempotency::Key(header) => quote!(Idempotency::Key(#header)),
    }
}

fn status(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(Status::Code(#code))
        }
        Status::Range(digit) => {
            let digit = proc_macro2::Literal::u16_unsuffixed(digit);
            quote!(Status::Range(#digit))
        }
        Status::Default => quote!(Status::Default),
    }
}

/// The media types of all successes, in document order.
fn accept(operation: &Operation) -> String {
    let mut listed: Vec<&str> = Vec::new();
    for media_type in operation
        .successes
        .iter()
        .flat_map(|response| &response.media_types)
    {
        if !listed.contains(&media_type.as_str()) {
            listed.push(media_type);
        }
    }
    listed.join(", ")
}

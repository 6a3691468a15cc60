//! The request builder: what is required comes first, the rest are setters.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::docs::Comment;
use super::super::scope::{Scope, ident};
use super::super::{Plan, text};
use super::{body, comment, pages, response, stream};
use crate::ir::{Idempotency, Location, Operation, Parameter, Scalar, Style, TypeRef};
use crate::name::OperationNames;

/// The group's method that begins the call.
pub(super) fn constructor(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    index: usize,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let Some(group) = plan.names.groups.get(operation.group) else {
        return TokenStream::new();
    };
    let (group, method, ty) = (group.ty.ident(), names.method.ident(), names.ty.ident());
    let docs = comment::of_operation(plan, index, operation, names).outer();
    let deprecated = operation
        .docs
        .deprecated
        .then(|| quote!(#[deprecated = "the API's description marks it so"]));
    let required: Vec<(&Parameter, Ident)> = parameters(operation, names)
        .filter(|(parameter, _)| parameter.required)
        .collect();
    let mut arguments: Vec<TokenStream> = required
        .iter()
        .map(|(parameter, name)| {
            let ty = parameter_type(scope, &parameter.ty);
            quote!(#name: #ty)
        })
        .collect();
    let query = query_statement(operation);
    let parameters = required
        .iter()
        .map(|(parameter, name)| parameter_statement(scope, &quote!(request), parameter, name));
    let mut statements: Vec<TokenStream> = query.into_iter().chain(parameters).collect();
    if let Some((content, name)) = required_body(operation, names) {
        let ty = body::argument(scope, content, names.forms.first());
        arguments.push(quote!(#name: #ty));
        statements.push(body::statement(scope, &quote!(request), content, &name));
    }
    let lint = (arguments.len() > 6).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "one for each required parameter")]),
    );
    let request = if statements.is_empty() {
        quote!(#ty { request: self.client.request(&OPERATION) })
    } else {
        quote! {
            let mut request = self.client.request(&OPERATION);
            #(#statements)*
            #ty { request }
        }
    };
    quote! {
        impl super::#group {
            #docs
            #deprecated
            #lint
            #[inline]
            pub fn #method(&self, #(#arguments),*) -> #ty {
                #request
            }
        }
    }
}

/// The builder with its setters and `send`.
pub(super) fn items(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let Some(group) = plan.names.groups.get(operation.group) else {
        return TokenStream::new();
    };
    scope.import("crate::runtime::request", &["Request"]);
    scope.import("crate::runtime::call", &["Call"]);
    scope.import("crate::runtime::options", &["CallOptions"]);
    let ty = names.ty.ident();
    let docs = Comment::new(format!(
        "The request that [`{}::{}`](super::{}::{}) begins.",
        group.ty, names.method, group.ty, names.method
    ));
    let docs = docs.outer();
    let setters: Vec<TokenStream> = parameters(operation, names)
        .filter(|(parameter, _)| !parameter.required)
        .map(|(parameter, name)| parameter_setter(scope, operation, parameter, &name))
        .collect();
    let bodies = body_setters(scope, operation, names);
    let (data, decoder) = response::data_and_decoder(scope, operation, names);
    let stream = stream::method(plan, scope, operation);
    let pages = pages::methods(scope, operation, &data, &decoder);
    quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "nothing is sent until `send` is called"]
        pub struct #ty {
            request: Request,
        }
        impl #ty {
            #(#setters)*
            #bodies
            /// Sets options for this call alone: timeouts, further headers.
            #[inline]
            pub fn options(mut self, options: CallOptions) -> Self {
                self.request.options(options);
                self
            }
            /// Sends the request; the call begins when it is first awaited.
            #[inline]
            pub fn send(self) -> Call<#data> {
                self.request.send(#decoder)
            }
            #stream
            #pages
        }
    }
}

fn parameters<'a>(
    operation: &'a Operation,
    names: &'a OperationNames,
) -> impl Iterator<Item = (&'a Parameter, Ident)> {
    operation
        .parameters
        .iter()
        .zip(names.parameters.iter().map(crate::name::Name::ident))
}

/// The first content of a body that must be given.
fn required_body<'a>(
    operation: &'a Operation,
    names: &OperationNames,
) -> Option<(&'a crate::ir::BodyContent, Ident)> {
    let body = operation
        .body
        .as_ref()
        .filter(|body| body.required && body.contents.len() == 1)?;
    Some((body.contents.first()?, names.contents.first()?.ident()))
}

fn body_setters(
    scope: &mut Scope<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let Some(parsed) = &operation.body else {
        return TokenStream::new();
    };
    if required_body(operation, names).is_some() {
        return TokenStream::new();
    }
    let setters = parsed
        .contents
        .iter()
        .zip(&names.contents)
        .zip(&names.forms)
        .map(|((content, name), form)| {
            let name = name.ident();
            let mut comment = Comment::new(format!(
                "Sets the body, sent as {}.",
                text::code(&content.media_type)
            ));
            if parsed.contents.len() > 1 {
                comment.paragraph(["The body that is set last is the one that is sent."]);
            }
            comment.document(parsed.docs.description.as_deref());
            let docs = comment.outer();
            let argument = body::argument(scope, content, Some(form));
            let statement = body::statement(scope, &quote!(self.request), content, &name);
            quote! {
                #docs
                #[inline]
                pub fn #name(mut self, #name: #argument) -> Self {
                    #statement
                    self
                }
            }
        });
    let setters: Vec<TokenStream> = setters.collect();
    quote!(#(#setters)*)
}

/// Strings are taken as anything that is one; lists as anything that gives one; the rest as it is.
fn parameter_type(scope: &mut Scope<'_>, ty: &TypeRef) -> TokenStream {
    match ty {
        TypeRef::Scalar(Scalar::String | Scalar::Secret) => quote!(impl AsRef<str>),
        TypeRef::Array(item) => {
            let item = scope.ty(item);
            quote!(&[#item])
        }
        TypeRef::Scalar(_) if scope.is_converted(ty) => {
            let ty = scope.ty(ty);
            quote!(impl Into<#ty>)
        }
        TypeRef::Scalar(_) => scope.ty(ty),
        _ => {
            let ty = scope.ty(ty);
            quote!(&#ty)
        }
    }
}

fn parameter_setter(
    scope: &mut Scope<'_>,
    operation: &Operation,
    parameter: &Parameter,
    name: &Ident,
) -> TokenStream {
    let fallback = format!("Sets {}.", text::code(&parameter.name));
    let mut comment = Comment::from_docs(&parameter.docs, fallback);
    if parameter.docs.deprecated {
        comment.paragraph(["Deprecated."]);
    }
    if operation.idempotency == Idempotency::Key(parameter.name.clone()) {
        comment.paragraph([
            "Unless it is set, each call sends a random key, the same with every attempt.",
        ]);
    }
    let docs = comment.outer();
    let ty = parameter_type(scope, &parameter.ty);
    let statement = parameter_statement(scope, &quote!(self.request), parameter, name);
    quote! {
        #docs
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            #statement
            self
        }
    }
}

/// What puts into the query what each call has there; none where that is nothing.
fn query_statement(operation: &Operation) -> Option<TokenStream> {
    let query = Some(&operation.query).filter(|query| !query.is_empty())?;
    Some(quote!(request.query(#query);))
}

fn parameter_statement(
    scope: &mut Scope<'_>,
    request: &TokenStream,
    parameter: &Parameter,
    name: &Ident,
) -> TokenStream {
    let value = match &parameter.ty {
        TypeRef::Scalar(Scalar::String | Scalar::Secret) => quote!(&#name.as_ref()),
        TypeRef::Array(_) => quote!(&#name),
        ty if scope.is_converted(ty) => {
            let ty = scope.ty(ty);
            quote!(&Into::<#ty>::into(#name))
        }
        TypeRef::Scalar(_) => quote!(&#name),
        _ => quote!(#name),
    };
    let wire = &parameter.name;
    let is_plain_path = parameter.location == Location::Path
        && parameter.style == Style::Simple
        && !parameter.explode;
    if is_plain_path {
        return quote!(#request.path(#wire, #value););
    }
    let description = parameter_description(scope, parameter);
    quote!(#request.parameter(&#description, #value);)
}

/// The runtime's description of a parameter; only what differs from the defaults of its place is said.
pub(super) fn parameter_description(scope: &mut Scope<'_>, parameter: &Parameter) -> TokenStream {
    scope.import("crate::runtime::parameter", &["Parameter"]);
    let wire = &parameter.name;
    let (place, default_style) = match parameter.location {
        Location::Path => ("path", Style::Simple),
        Location::Query => ("query", Style::Form),
        Location::Header => ("header", Style::Simple),
        Location::Cookie => ("cookie", Style::Form),
    };
    let place = ident(place);
    let style = (parameter.style != default_style).then(|| {
        scope.import("crate::runtime::parameter", &["Style"]);
        let style = ident(style_word(parameter.style));
        quote!(.style(Style::#style))
    });
    let explode = (parameter.explode != (parameter.style == Style::Form)).then(|| {
        let explode = parameter.explode;
        quote!(.explode(#explode))
    });
    let reserved = parameter
        .allow_reserved
        .then(|| quote!(.allow_reserved(true)));
    let is_secret = parameter.location == Location::Header
        && matches!(parameter.ty, TypeRef::Scalar(Scalar::Secret));
    let secret = is_secret.then(|| quote!(.secret()));
    quote!(Parameter::#place(#wire) #style #explode #reserved #secret)
}

pub(super) fn style_word(style: Style) -> &'static str {
    match style {
        Style::Simple => "Simple",
        Style::Label => "Label",
        Style::Matrix => "Matrix",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::DeepObject => "DeepObject",
        Style::Json => "Json",
    }
}

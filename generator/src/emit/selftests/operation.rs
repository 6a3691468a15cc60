//! The test of an operation: what it sends, and what each documented response is to it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::super::docs::Comment;
use super::super::operations::{Success, success};
use super::super::{Plan, text};
use super::bodies::Body;
use super::request::Expected;
use super::{arguments, bodies, examples, literal, request, responses};
use crate::ir::{Operation, Payload, Requirement};
use crate::name::{GroupNames, OperationNames};

/// The tests: one with the first content of the body, and one for each further content, which only sends.
///
/// None where the tests cannot make a call, for want of a value or a credential.
pub(super) fn tests(
    plan: &Plan<'_>,
    index: usize,
    operation: &Operation,
    names: &OperationNames,
) -> Option<TokenStream> {
    let call = Call::of(plan, index, operation, names, None)?;
    let name = names.method.ident();
    let answers = responses::statements(plan, index, operation);
    let body = call.first_body()?;
    let first = call.test(&quote!(#name), body.as_ref(), &answers);
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let further = (0..contents.count()).skip(1).filter_map(|position| {
        let setter = names.contents.get(position)?;
        let name = format_ident!("{}_{}", names.method.as_str(), setter.as_str());
        Some(call.test(&quote!(#name), call.body(position)?.as_ref(), &[]))
    });
    Some(quote!(#first #(#further)*))
}

/// Whether the operation has a test.
pub(super) fn is_tested(
    plan: &Plan<'_>,
    index: usize,
    operation: &Operation,
    names: &OperationNames,
) -> bool {
    let call = Call::of(plan, index, operation, names, None);
    call.is_some_and(|call| call.first_body().is_some())
}

/// The function that finds the operation's documented error.
fn error(plan: &Plan<'_>, index: usize) -> TokenStream {
    let set = plan.facts.error_set(index);
    match set.and_then(|set| plan.names.error_sets.get(set)) {
        Some(set) => {
            let name = set.module.ident();
            quote!(crate::errors::#name)
        }
        None => quote!(|_| None),
    }
}

/// What the tests of an operation are made of.
pub(super) struct Call<'a> {
    plan: &'a Plan<'a>,
    operation: &'a Operation,
    names: &'a OperationNames,
    group: &'a GroupNames,
    expected: Expected<'a>,
    error: TokenStream,
}

impl<'a> Call<'a> {
    /// The call of an operation, with the credentials of `alternative` or all; none where no value or credential for it is at hand.
    pub(super) fn of(
        plan: &'a Plan<'a>,
        index: usize,
        operation: &'a Operation,
        names: &'a OperationNames,
        alternative: Option<&Requirement>,
    ) -> Option<Self> {
        Some(Self {
            plan,
            operation,
            names,
            group: plan.names.groups.get(operation.group)?,
            expected: request::expected(plan, &examples(plan), operation, alternative)?,
            error: error(plan, index),
        })
    }

    /// The body with the content at `position`: the inner none where there is no such content, the outer where no
    /// value of it can be made.
    pub(super) fn body(&self, position: usize) -> Option<Option<(usize, Body)>> {
        let contents = self.operation.body.as_ref().map(|body| &body.contents);
        let Some(content) = contents.and_then(|contents| contents.get(position)) else {
            return Some(None);
        };
        let form = self.names.forms.get(position);
        let body = bodies::body(&examples(self.plan), content, self.group, form)?;
        Some(Some((position, body)))
    }

    /// The body that is sent first, or none; outer none where a body is needed and no value of it can be made.
    fn first_body(&self) -> Option<Option<(usize, Body)>> {
        let is_optional = || {
            let body = self.operation.body.as_ref();
            body.is_some_and(|body| !body.required)
        };
        // A body that may be left out is left out where no value of it can be made.
        self.body(0).or_else(|| is_optional().then_some(None))
    }

    /// A test that sends this body and looks at `answers`.
    fn test(
        &self,
        name: &TokenStream,
        body: Option<&(usize, Body)>,
        answers: &[TokenStream],
    ) -> TokenStream {
        let docs = Comment::new(format!(
            "{}.",
            text::code(&format!(
                "{} {}",
                self.operation.method.as_str(),
                self.operation.path
            ))
        ));
        let docs = docs.outer();
        let lint = self.operation.docs.deprecated.then(|| {
            quote!(#[allow(deprecated, reason = "what is deprecated has to work for as long as it is there")])
        });
        let texts = body.map(|(_, body)| &body.texts);
        let call = self.expression(body);
        let (data, error) = (self.data(), &self.error);
        let sends = self.sends(body.map(|(_, body)| body));
        quote! {
            #docs
            #[test]
            #lint
            fn #name() {
                #texts
                let operation = support::Operation {
                    call: |client| support::call(#call, #data),
                    error: #error,
                };
                #sends
                #(#answers)*
            }
        }
    }

    /// The call, with every parameter that has a value.
    pub(super) fn expression(&self, body: Option<&(usize, Body)>) -> TokenStream {
        let (group, method) = (self.group.module.ident(), self.names.method.ident());
        let (mut required, mut setters) = (Vec::new(), Vec::new());
        for (position, parameter, value) in &self.expected.set {
            let argument = arguments::parameter(self.plan, parameter, value);
            match (parameter.required, self.names.parameters.get(*position)) {
                (true, _) => required.push(argument),
                (false, Some(name)) => {
                    let name = name.ident();
                    setters.push(quote!(.#name(#argument)));
                }
                (false, None) => {}
            }
        }
        let is_argument = self
            .operation
            .body
            .as_ref()
            .is_some_and(|body| body.required && body.contents.len() == 1);
        if let Some((position, Body { argument, .. })) = body {
            match self.names.contents.get(*position) {
                _ if is_argument => required.push(argument.clone()),
                Some(name) => {
                    let name = name.ident();
                    setters.push(quote!(.#name(#argument)));
                }
                None => {}
            }
        }
        quote!(client.#group().#method(#(#required),*) #(#setters)* .send())
    }

    /// The function that writes the data of a success as text.
    pub(super) fn data(&self) -> TokenStream {
        match success(self.operation) {
            Success::Empty => quote!(support::nothing),
            Success::One(payload) => of_payload(payload),
            Success::Optional(_) => quote!(support::written_if_any),
            Success::Several(listed) => {
                let (group, ty) = (self.group.module.ident(), self.names.response.ident());
                let ty = quote!(crate::api::operations::#group::#ty);
                let arms = listed.iter().map(|response| {
                    let variant = super::super::operations::variant(response.status);
                    match &response.payload {
                        None => quote!(#ty::#variant => String::new()),
                        Some(payload) => {
                            let text = of_payload(payload);
                            quote!(#ty::#variant(data) => #text(data))
                        }
                    }
                });
                quote! {
                    |data| match data {
                        #(#arms,)*
                        _ => "another status".to_owned(),
                    }
                }
            }
        }
    }

    fn sends(&self, body: Option<&Body>) -> TokenStream {
        let request = self.request(body);
        let check = body.map_or_else(|| quote!(.nothing()), |body| body.check.clone());
        quote!(operation.sends(#request) #check;)
    }

    /// Method, target and headers, as they are expected.
    pub(super) fn request(&self, body: Option<&Body>) -> TokenStream {
        let method = self.operation.method.as_str();
        let target = literal::text(&self.expected.target);
        let mut headers = self.expected.headers.clone();
        if let Some(body) = body {
            headers.insert("content-type".to_owned(), body.media_type.clone());
        }
        let headers = headers.iter().map(|(name, value)| {
            let value = literal::text(value);
            quote!((#name, #value))
        });
        quote!(#method, #target, &[#(#headers),*])
    }
}

fn of_payload(payload: &Payload) -> TokenStream {
    match payload {
        Payload::Json(_) => quote!(support::written),
        Payload::Text => quote!(String::clone),
        Payload::Bytes => quote!(support::bytes),
    }
}

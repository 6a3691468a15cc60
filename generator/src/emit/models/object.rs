//! Objects: a struct with public fields, a constructor for what is required, a setter for everything.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::Comment;
use super::super::scope::Scope;
use super::super::{Plan, text};
use super::codec;
use crate::analyse::Presence;
use crate::ir::{Access, Additional, Object, Property, Shape, TypeDef, TypeId, TypeRef};
use crate::name::Name;

/// What emitting knows of one member.
pub(super) struct Field<'a> {
    pub(super) property: &'a Property,
    pub(super) name: &'a Name,
    setter: &'a Name,
    pub(super) presence: Presence,
    is_boxed: bool,
    /// The type, and the type behind a `Box` where there is one.
    inner: TokenStream,
    pub(super) stored: TokenStream,
    pub(super) ty: TokenStream,
}

/// The struct and its implementations.
pub(super) fn items(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    id: TypeId,
    definition: &TypeDef,
    object: &Object,
) -> TokenStream {
    let fields = fields(plan, scope, id, object);
    let name = plan.names.of_type(id).ty.ident();
    let extra = extra_type(scope, &object.additional);
    let structure = structure(plan, id, definition, &fields, &extra);
    let constructor = constructor(plan, scope, &fields, &object.additional);
    let setters = fields.iter().map(|field| setter(scope, field));
    let setters: Vec<TokenStream> = setters.collect();
    let default = default(&name, plan, &fields);
    let lint = fields
        .iter()
        .any(|field| nesting(&field.property.ty) > 2)
        .then(|| quote!(#[allow(clippy::type_complexity, reason = "the description nests it so")]));
    let codec = codec::object(scope, &name, &fields, &object.additional, lint.as_ref());
    quote! {
        #lint
        #structure
        #lint
        impl #name {
            #constructor
            #(#setters)*
        }
        #default
        #codec
    }
}

fn fields<'a>(
    plan: &'a Plan<'_>,
    scope: &mut Scope<'_>,
    id: TypeId,
    object: &'a Object,
) -> Vec<Field<'a>> {
    let names = plan.names.of_type(id);
    let listed = object
        .properties
        .iter()
        .zip(&names.members)
        .zip(&names.setters)
        .enumerate();
    listed
        .map(|(position, ((property, name), setter))| {
            let presence = plan.facts.presence(id, property);
            let is_boxed = plan.facts.is_boxed(id, position);
            let inner = scope.ty(&property.ty);
            let stored = if is_boxed {
                quote!(Box<#inner>)
            } else {
                inner.clone()
            };
            let ty = scope.field(&stored, presence);
            Field {
                property,
                name,
                setter,
                presence,
                is_boxed,
                inner,
                stored,
                ty,
            }
        })
        .collect()
}

fn extra_type(scope: &mut Scope<'_>, additional: &Additional) -> TokenStream {
    match additional {
        Additional::Open | Additional::Closed => {
            scope.import("crate::runtime::json", &["Extra"]);
            quote!(Extra)
        }
        Additional::Typed(ty) => scope.ty(&TypeRef::Map(Box::new(ty.clone()))),
    }
}

fn structure(
    plan: &Plan<'_>,
    id: TypeId,
    definition: &TypeDef,
    fields: &[Field<'_>],
    extra: &TokenStream,
) -> TokenStream {
    let docs = super::comment(definition).outer();
    let members = fields.iter().map(|field| {
        let docs = field_comment(field).outer();
        let (name, ty) = (field.name.ident(), &field.ty);
        let pointer = field.property.origin.pointer.as_str();
        let schema = plan.settings.schema_override(pointer).into_iter();
        let attributes = schema.flat_map(|schema| &schema.field_attributes);
        let attributes = attributes.map(|text| super::checked(text));
        quote! { #docs #(#attributes)* pub #name: #ty }
    });
    let name = plan.names.of_type(id).ty.ident();
    let (derives, attributes) = super::extras(plan, id, &["Clone", "Debug", "PartialEq"]);
    let default = can_be_empty(fields).then(|| quote!(Default,));
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq #(, #derives)*)]
        #(#attributes)*
        #[non_exhaustive]
        pub struct #name {
            #(#members,)*
            /// Members that the description does not name, kept as they came.
            pub extra: #extra,
        }
    }
}

/// How many types are nested in a type.
fn nesting(ty: &TypeRef) -> usize {
    match ty {
        TypeRef::Array(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
            1 + nesting(inner)
        }
        TypeRef::Tuple(parts) => 1 + parts.iter().map(nesting).max().unwrap_or_default(),
        TypeRef::Scalar(_) | TypeRef::Named(_) | TypeRef::Any | TypeRef::Foreign(_) => 0,
    }
}

/// Whether the constructor can do without the member.
pub(super) fn is_free(field: &Field<'_>) -> bool {
    matches!(
        field.presence,
        Presence::Optional | Presence::OptionalNullable
    )
}

/// Whether the model can do without all of its members: it derives `Default` then, and is read in place.
pub(super) fn can_be_empty(fields: &[Field<'_>]) -> bool {
    fields.iter().all(is_free)
}

fn field_comment(field: &Field<'_>) -> Comment {
    let property = field.property;
    let mut comment =
        Comment::from_docs(&property.docs, format!("{}.", text::code(&property.name)));
    if let Some(default) = &property.default {
        comment.paragraph([format!(
            "The server assumes {} when it is absent.",
            text::code(&default.to_string())
        )]);
    }
    match property.access {
        Access::ReadWrite => {}
        Access::ReadOnly => comment.paragraph(["Set by the server; left out of requests."]),
        Access::WriteOnly => comment.paragraph(["Sent to the server only; never in a response."]),
    }
    if property.docs.deprecated {
        comment.paragraph(["Deprecated."]);
    }
    comment
}

/// `new`, with an argument for everything that must be there.
fn constructor(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    fields: &[Field<'_>],
    additional: &Additional,
) -> TokenStream {
    let mut arguments = Vec::new();
    let values: Vec<TokenStream> = fields
        .iter()
        .map(|field| initial(plan, scope, field, &mut arguments))
        .collect();
    let extra = match additional {
        Additional::Open | Additional::Closed => quote!(Extra::new()),
        Additional::Typed(_) => {
            let map = scope.map();
            quote!(#map::new())
        }
    };
    let body = if can_be_empty(fields) {
        quote!(Self::default())
    } else {
        quote!(Self { #(#values,)* extra: #extra })
    };
    let docs = Comment::new(if arguments.is_empty() {
        "An empty value."
    } else {
        "A value with everything that is required."
    });
    let docs = docs.outer();
    let lint = (arguments.len() > 7).then(
        || quote!(#[allow(clippy::too_many_arguments, reason = "one for each required member")]),
    );
    quote! {
        #docs
        #lint
        #[must_use]
        #[inline]
        pub fn new(#(#arguments),*) -> Self {
            #body
        }
    }
}

/// `Default`, where nobody has to say anything and yet not everything is empty.
fn default(
    name: &proc_macro2::Ident,
    plan: &Plan<'_>,
    fields: &[Field<'_>],
) -> Option<TokenStream> {
    let is_silent = fields
        .iter()
        .all(|field| is_free(field) || only_variant(plan, field).is_some());
    (is_silent && !can_be_empty(fields)).then(|| {
        quote! {
            impl Default for #name {
                #[inline]
                fn default() -> Self {
                    Self::new()
                }
            }
        }
    })
}

/// What the constructor sets a member to; an argument is added where the caller has to say it.
fn initial(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    field: &Field<'_>,
    arguments: &mut Vec<TokenStream>,
) -> TokenStream {
    let name = field.name.ident();
    match field.presence {
        Presence::OptionalNullable => return quote!(#name: Nullable::Absent),
        Presence::Optional => return quote!(#name: None),
        Presence::Required | Presence::RequiredNullable => {}
    }
    if let Some(only) = only_value(plan, scope, field) {
        return quote!(#name: #only);
    }
    let (argument, value) = argument(scope, field);
    arguments.push(quote!(#name: #argument));
    if name == value.to_string() {
        value
    } else {
        quote!(#name: #value)
    }
}

/// The value of a member that can have only one: nobody needs to say it.
fn only_value(plan: &Plan<'_>, scope: &mut Scope<'_>, field: &Field<'_>) -> Option<TokenStream> {
    let (id, variant) = only_variant(plan, field)?;
    let (ty, variant) = (scope.model(id), variant.ident());
    Some(quote!(#ty::#variant))
}

/// The enumeration of a required member and its only variant.
fn only_variant<'a>(plan: &Plan<'a>, field: &Field<'_>) -> Option<(TypeId, &'a Name)> {
    let TypeRef::Named(id) = &field.property.ty else {
        return None;
    };
    let Shape::Enumeration(enumeration) = &plan.api.types.get(*id).shape else {
        return None;
    };
    let names = plan.names.of_type(*id);
    match (enumeration.values.as_slice(), names.members.as_slice()) {
        ([_], [variant]) if field.presence == Presence::Required => Some((*id, variant)),
        _ => None,
    }
}

/// The type of an argument for a member, and the value of the field made from it.
fn argument(scope: &mut Scope<'_>, field: &Field<'_>) -> (TokenStream, TokenStream) {
    let name = field.name.ident();
    let inner = &field.inner;
    if matches!(field.presence, Presence::RequiredNullable) {
        let ty = &field.stored;
        return (quote!(impl Into<Option<#ty>>), quote!(#name.into()));
    }
    let (argument, value) = match &field.property.ty {
        TypeRef::Scalar(crate::ir::Scalar::String | crate::ir::Scalar::Secret) => {
            (quote!(impl Into<#inner>), quote!(#name.into()))
        }
        ty if scope.is_converted(ty) => (quote!(impl Into<#inner>), quote!(#name.into())),
        TypeRef::Array(item) if **item == TypeRef::Scalar(crate::ir::Scalar::String) => (
            quote!(impl IntoIterator<Item = impl Into<String>>),
            quote!(#name.into_iter().map(Into::into).collect()),
        ),
        TypeRef::Array(item) => {
            let item = scope.ty(item);
            (
                quote!(impl IntoIterator<Item = #item>),
                quote!(#name.into_iter().collect()),
            )
        }
        _ => (inner.clone(), quote!(#name)),
    };
    let value = if field.is_boxed {
        quote!(Box::new(#value))
    } else {
        value
    };
    (argument, value)
}

fn setter(scope: &mut Scope<'_>, field: &Field<'_>) -> TokenStream {
    let (name, setter) = (field.name.ident(), field.setter.ident());
    let docs = Comment::new(format!("Sets [`Self::{}`].", field.name)).outer();
    let (argument, value) = match field.presence {
        Presence::Required => argument(scope, field),
        Presence::RequiredNullable => argument(scope, field),
        Presence::Optional => {
            let (argument, value) = argument(scope, field);
            (argument, quote!(Some(#value)))
        }
        Presence::OptionalNullable => {
            let ty = &field.stored;
            (quote!(impl Into<Nullable<#ty>>), quote!(#name.into()))
        }
    };
    quote! {
        #docs
        #[must_use]
        #[inline]
        pub fn #setter(mut self, #name: #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}

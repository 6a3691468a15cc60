//! How models are read and written: one small table each way.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::super::scope::{Scope, ident};
use super::object::Field;
use crate::analyse::Presence;
use crate::ir::{Access, Additional};

const JSON: &str = "crate::runtime::json";

/// `Decode`, `Encode` and serde for an object.
pub(super) fn object(
    scope: &mut Scope<'_>,
    name: &Ident,
    fields: &[Field<'_>],
    additional: &Additional,
    lint: Option<&TokenStream>,
) -> TokenStream {
    scope.import(JSON, &["Decode", "Encode", "Fault", "Reader", "Writer"]);
    if !fields.is_empty() {
        scope.import(JSON, &["Member"]);
    }
    let decode = decode(scope, name, fields, additional);
    let encode = encode(name, fields);
    quote! {
        #lint
        #decode
        #encode
        crate::json_serde!(#name);
    }
}

fn decode(
    scope: &mut Scope<'_>,
    name: &Ident,
    fields: &[Field<'_>],
    additional: &Additional,
) -> TokenStream {
    // A member of that name is a local of that name: the reader steps aside.
    let is_taken = fields.iter().any(|field| field.name.as_str() == "reader");
    let reader = ident(if is_taken { "json_reader" } else { "reader" });
    let slots = fields.iter().map(|field| {
        let (name, ty) = (field.name.ident(), &field.stored);
        let slot = match field.presence {
            Presence::Required | Presence::Optional => quote!(Option<#ty>),
            Presence::RequiredNullable => quote!(Option<Option<#ty>>),
            Presence::OptionalNullable => quote!(Option<Nullable<#ty>>),
        };
        quote!(let mut #name: #slot = None;)
    });
    let table = fields.iter().map(|field| {
        let (wire, name) = (&field.property.name, field.name.ident());
        quote!((#wire, &mut #name))
    });
    let required = required_function(scope, fields);
    let values = fields.iter().map(|field| {
        let (wire, name) = (&field.property.name, field.name.ident());
        match field.presence {
            Presence::Required | Presence::RequiredNullable => {
                quote!(#name: #required(#name, #wire)?)
            }
            Presence::Optional => quote!(#name),
            Presence::OptionalNullable => quote!(#name: #name.unwrap_or_default()),
        }
    });
    let extra = match additional {
        Additional::Open | Additional::Closed => quote!(Extra::new()),
        Additional::Typed(_) => {
            let map = scope.map();
            quote!(#map::new())
        }
    };
    quote! {
        impl Decode for #name {
            #[inline]
            fn decode(#reader: &mut Reader<'_>) -> Result<Self, Fault> {
                #(#slots)*
                let mut extra = #extra;
                #reader.object(&mut [#(#table),*], &mut extra)?;
                Ok(Self { #(#values,)* extra })
            }
        }
    }
}

/// The function that insists on a member. A member of its name would shadow it: then it is called by its path.
fn required_function(scope: &mut Scope<'_>, fields: &[Field<'_>]) -> TokenStream {
    let is_required = |field: &Field<'_>| {
        matches!(
            field.presence,
            Presence::Required | Presence::RequiredNullable
        )
    };
    if fields.iter().any(|field| field.name.as_str() == "required") {
        return quote!(crate::runtime::json::required);
    }
    if fields.iter().any(is_required) {
        scope.import(JSON, &["required"]);
    }
    quote!(required)
}

fn encode(name: &Ident, fields: &[Field<'_>]) -> TokenStream {
    let members = fields.iter().map(|field| {
        let (wire, name) = (&field.property.name, field.name.ident());
        let member = match field.presence {
            Presence::Required | Presence::RequiredNullable => {
                quote!(Member::required(#wire, &self.#name))
            }
            Presence::Optional | Presence::OptionalNullable => {
                quote!(Member::optional(#wire, &self.#name))
            }
        };
        if field.property.access == Access::ReadOnly {
            quote!(#member.read_only())
        } else {
            member
        }
    });
    quote! {
        impl Encode for #name {
            #[inline]
            fn encode(&self, writer: &mut Writer) {
                writer.object(&[#(#members),*], &self.extra);
            }
        }
    }
}

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
    let decode = match super::object::can_be_empty(fields) {
        true => decode_in_place(name, fields),
        false => {
            let decode = decode(scope, name, fields, additional);
            quote!(#lint #decode)
        }
    };
    let encode = encode(name, fields);
    quote! {
        #decode
        #encode
        crate::json_serde!(#name);
    }
}

/// A model that can be empty, and so derives `Default`, is filled where it is: what is absent stays as it is by default.
fn decode_in_place(name: &Ident, fields: &[Field<'_>]) -> TokenStream {
    let table = fields.iter().map(|field| {
        let (wire, name) = (&field.property.name, field.name.ident());
        quote!((#wire, &mut value.#name))
    });
    quote! {
        impl Decode for #name {
            #[inline]
            fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                let mut value = Self::default();
                reader.object(&mut [#(#table),*], &mut value.extra)?;
                Ok(value)
            }
        }
    }
}

/// A model that cannot be empty is made of its members when all have been read.
fn decode(
    scope: &mut Scope<'_>,
    name: &Ident,
    fields: &[Field<'_>],
    additional: &Additional,
) -> TokenStream {
    let reader = local("reader", fields);
    let slots = fields.iter().map(slot);
    let extra = match additional {
        Additional::Open | Additional::Closed => quote!(Extra::new()),
        Additional::Typed(_) => {
            let map = scope.map();
            quote!(#map::new())
        }
    };
    let read_members = read_members(&reader, fields);
    let names = fields.iter().map(|field| field.name.ident());
    quote! {
        impl Decode for #name {
            #[inline]
            fn decode(#reader: &mut Reader<'_>) -> Result<Self, Fault> {
                #(#slots)*
                let mut extra = #extra;
                #read_members
                Ok(Self { #(#names,)* extra })
            }
        }
    }
}

/// A name for a local of ours: a member of that name is a local of that name, so ours steps aside.
fn local(name: &str, fields: &[Field<'_>]) -> Ident {
    let mut name = name.to_owned();
    while fields.iter().any(|field| field.name.as_str() == name) {
        name.insert_str(0, "json_");
    }
    ident(&name)
}

/// The place that a member's value goes to.
fn slot(field: &Field<'_>) -> TokenStream {
    let (name, ty) = (field.name.ident(), &field.stored);
    match field.presence {
        Presence::Required | Presence::Optional => quote!(let mut #name: Option<#ty> = None;),
        Presence::RequiredNullable => quote!(let mut #name: Option<Option<#ty>> = None;),
        Presence::OptionalNullable => quote!(let mut #name: Nullable<#ty> = Nullable::Absent;),
    }
}

/// Reads the object, and takes what must be there out of its slots.
fn read_members(reader: &Ident, fields: &[Field<'_>]) -> TokenStream {
    let table = fields.iter().map(|field| {
        let (wire, name) = (&field.property.name, field.name.ident());
        quote!((#wire, &mut #name))
    });
    let required: Vec<&Field<'_>> = fields
        .iter()
        .filter(|field| !super::object::is_free(field))
        .collect();
    let wires = required.iter().map(|field| &field.property.name);
    let names: Vec<Ident> = required.iter().map(|field| field.name.ident()).collect();
    let (pattern, value) = match names.as_slice() {
        [name] => (quote!(Some(#name)), quote!(#name)),
        names => (quote!((#(Some(#names)),*)), quote!((#(#names),*))),
    };
    let missing = local("missing", fields);
    quote! {
        let #missing = #reader.object_with(&[#(#wires),*], &mut [#(#table),*], &mut extra)?;
        let #pattern = #value else {
            return Err(#missing.fault());
        };
    }
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

//! Types that contain themselves through arrays, maps or tuples only: a struct around the value.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::Plan;
use super::super::scope::Scope;
use crate::ir::{TypeDef, TypeId, TypeRef};

/// The struct and its implementations.
pub(super) fn items(
    plan: &Plan<'_>,
    scope: &mut Scope<'_>,
    id: TypeId,
    definition: &TypeDef,
    ty: &TypeRef,
) -> TokenStream {
    let name = plan.names.of_type(id).ty.ident();
    let docs = super::comment(definition).outer();
    let ty = scope.ty(ty);
    scope.import(
        "crate::runtime::json",
        &["Decode", "Encode", "Fault", "Reader", "Writer"],
    );
    let (stored, value) = if plan.facts.is_boxed(id, 0) {
        (quote!(Box<#ty>), quote!(Box::new(value)))
    } else {
        (ty.clone(), quote!(value))
    };
    let (derives, attributes) = super::extras(plan, id, &["Clone", "Debug", "PartialEq"]);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq #(, #derives)*)]
        #(#attributes)*
        pub struct #name(pub #stored);
        impl From<#ty> for #name {
            #[inline]
            fn from(value: #ty) -> Self {
                Self(#value)
            }
        }
        impl Decode for #name {
            #[inline]
            fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
                Decode::decode(reader).map(Self)
            }
        }
        impl Encode for #name {
            #[inline]
            fn encode(&self, writer: &mut Writer) {
                self.0.encode(writer);
            }
        }
        crate::json_serde!(#name);
    }
}

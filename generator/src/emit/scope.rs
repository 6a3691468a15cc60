//! The types and paths of one emitted file, and the `use` items that they need.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::Plan;
use crate::analyse::Presence;
use crate::ir::{Scalar, TypeId, TypeRef};

/// Where the models are, seen from a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// The file is one of `models`: its siblings are imported by name.
    Models,
    /// The file has aliases that are compiled on different conditions: everything is written with its path, for an
    /// import could be one too many.
    Aliases,
    /// The file is somewhere else: models are written `models::Name`.
    Elsewhere,
}

/// Collects what a file uses while its items are made.
pub(super) struct Scope<'a> {
    plan: &'a Plan<'a>,
    home: Home,
    /// The model that the file defines.
    own: Option<TypeId>,
    siblings: BTreeSet<String>,
    /// Names by the module that they are imported from.
    imports: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl<'a> Scope<'a> {
    /// The scope of the file that defines the model `id`.
    pub(super) fn of_model(plan: &'a Plan<'a>, id: Option<TypeId>) -> Self {
        Self {
            plan,
            home: Home::Models,
            own: id,
            siblings: BTreeSet::new(),
            imports: BTreeMap::new(),
        }
    }

    /// The scope of the file of aliases.
    pub(super) fn of_aliases(plan: &'a Plan<'a>) -> Self {
        let home = match plan.settings.features.tags {
            true => Home::Aliases,
            false => Home::Models,
        };
        Self {
            home,
            ..Self::of_model(plan, None)
        }
    }

    /// The scope of any other file.
    pub(super) fn elsewhere(plan: &'a Plan<'a>) -> Self {
        Self {
            home: Home::Elsewhere,
            ..Self::of_model(plan, None)
        }
    }

    /// Notes that the file uses `names` of `module`.
    pub(super) fn import(&mut self, module: &'static str, names: &[&'static str]) {
        self.imports.entry(module).or_default().extend(names);
    }

    /// The name of something in `module`: imported, or with its path where nothing is.
    fn imported(&mut self, module: &'static str, name: &'static str) -> TokenStream {
        let word = ident(name);
        if self.home == Home::Aliases {
            let module = path(module);
            return quote!(#module::#word);
        }
        self.import(module, &[name]);
        quote!(#word)
    }

    /// The Rust type of a use.
    pub(super) fn ty(&mut self, ty: &TypeRef) -> TokenStream {
        match ty {
            TypeRef::Scalar(scalar) => self.scalar(*scalar),
            TypeRef::Array(item) => {
                let item = self.ty(item);
                quote!(Vec<#item>)
            }
            TypeRef::Tuple(parts) => {
                let parts: Vec<TokenStream> = parts.iter().map(|part| self.ty(part)).collect();
                quote!((#(#parts,)*))
            }
            TypeRef::Map(value) => {
                let map = self.map();
                let value = self.ty(value);
                quote!(#map<String, #value>)
            }
            TypeRef::Nullable(inner) => {
                let inner = self.ty(inner);
                quote!(Option<#inner>)
            }
            TypeRef::Named(id) => self.model(*id),
            TypeRef::Any => quote!(serde_json::Value),
            TypeRef::Foreign(own) => foreign(&own.path),
        }
    }

    /// The path of a model.
    pub(super) fn model(&mut self, id: TypeId) -> TokenStream {
        let name = &self.plan.names.of_type(id).ty;
        let ident = name.ident();
        if self.home == Home::Elsewhere {
            self.import("crate", &["models"]);
            return quote!(models::#ident);
        }
        if self.home == Home::Aliases {
            return quote!(super::#ident);
        }
        if self.own != Some(id) {
            self.siblings.insert(name.as_str().to_owned());
        }
        quote!(#ident)
    }

    /// The type of maps.
    pub(super) fn map(&mut self) -> Ident {
        let (module, name) = self.plan.settings.types.map.path();
        self.imports.entry(module).or_default().insert(name);
        ident(name)
    }

    /// Whether arguments of a type are whatever becomes one: where a library of dates was asked for.
    pub(super) fn is_converted(&self, ty: &TypeRef) -> bool {
        self.plan.is_converted(ty)
    }

    fn scalar(&mut self, scalar: Scalar) -> TokenStream {
        match scalar {
            Scalar::Boolean => quote!(bool),
            Scalar::I32 => quote!(i32),
            Scalar::I64 => quote!(i64),
            Scalar::U32 => quote!(u32),
            Scalar::U64 => quote!(u64),
            Scalar::F64 => quote!(f64),
            Scalar::String => quote!(String),
            Scalar::Secret => self.imported("crate::runtime::secret", "Secret"),
            Scalar::Uuid => self.imported("uuid", "Uuid"),
            Scalar::DateTime => self.imported("crate::runtime::date_time", "DateTime"),
            Scalar::Date => self.imported("crate::runtime::date", "Date"),
            Scalar::Base64 => self.imported("crate::runtime::base64", "Base64"),
            Scalar::Bytes => quote!(bytes::Bytes),
        }
    }

    /// The type of a field that holds `inner` in the states of `presence`.
    pub(super) fn field(&mut self, inner: &TokenStream, presence: Presence) -> TokenStream {
        match presence {
            Presence::Required => inner.clone(),
            Presence::RequiredNullable | Presence::Optional => quote!(Option<#inner>),
            Presence::OptionalNullable => {
                self.import("crate::runtime::json", &["Nullable"]);
                quote!(Nullable<#inner>)
            }
        }
    }

    /// The `use` items of the file.
    pub(super) fn uses(&self) -> TokenStream {
        let imports = self.imports.iter().map(|(module, names)| {
            let module = path(module);
            let names: Vec<Ident> = names.iter().map(|name| ident(name)).collect();
            use_item(&module, &names)
        });
        let siblings: Vec<Ident> = self.siblings.iter().map(|name| ident(name)).collect();
        let siblings = (!siblings.is_empty()).then(|| use_item(&quote!(super), &siblings));
        quote! {
            #(#imports)*
            #siblings
        }
    }
}

/// The path of a type of the user's own, which the settings have been checked for.
pub(super) fn foreign(path: &str) -> TokenStream {
    path.parse().unwrap_or_default()
}

fn use_item(module: &TokenStream, names: &[Ident]) -> TokenStream {
    match names {
        [only] => quote!(use #module::#only;),
        several => quote!(use #module::{#(#several),*};),
    }
}

fn path(module: &str) -> TokenStream {
    let segments: Vec<Ident> = module.split("::").map(ident).collect();
    quote!(#(#segments)::*)
}

/// The word that keeps clippy quiet about variants of different sizes.
///
/// Which variants are large follows from the members of every branch: boxes would come and go with them.
pub(super) fn size_lint(variants: usize) -> Option<TokenStream> {
    (variants > 1).then(|| {
        quote!(#[allow(clippy::large_enum_variant, reason = "sizes change with the description")])
    })
}

/// A fixed word of the emitter as a token.
pub(super) fn ident(word: &str) -> Ident {
    Ident::new(word, Span::call_site())
}

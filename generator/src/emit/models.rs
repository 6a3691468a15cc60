//! Models: one file per named type.

mod codec;
mod enumeration;
mod object;
mod union;
mod wrapper;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Comment;
use super::scope::Scope;
use super::{File, Plan};
use crate::ir::{Shape, TypeDef, TypeId};

/// The files of all models.
pub(super) fn files<'a>(plan: &'a Plan<'a>) -> Vec<File<'a>> {
    let mut files = vec![File::rust("src/models.rs", || list(plan))];
    if aliases(plan).next().is_some() {
        files.push(File::rust("src/models/aliases.rs", || alias_items(plan)));
    }
    files.extend(own_files(plan).map(|(id, definition)| {
        let path = format!("src/models/{}.rs", plan.names.of_type(id).module);
        File::rust(path, move || model(plan, id, definition))
    }));
    files
}

/// The types that have a file of their own: all but aliases.
fn own_files<'a>(plan: &'a Plan<'a>) -> impl Iterator<Item = (TypeId, &'a TypeDef)> {
    plan.api
        .types
        .iter()
        .filter(|(_, definition)| !matches!(definition.shape, Shape::Alias(_)))
}

fn aliases<'a>(plan: &'a Plan<'a>) -> impl Iterator<Item = (TypeId, &'a TypeDef)> {
    plan.api
        .types
        .iter()
        .filter(|(_, definition)| matches!(definition.shape, Shape::Alias(_)))
}

/// `models.rs`: the list, sorted by name so that an added model is one added line.
fn list(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new("The types that requests send and responses bring.").inner();
    let mut own: Vec<_> = own_files(plan)
        .map(|(id, _)| (plan.names.of_type(id), plan.model_gate(id)))
        .collect();
    own.sort_by_key(|(names, _)| names.module.clone());
    let modules = own.iter().map(|(names, gate)| {
        let module = names.module.ident();
        quote!(#gate mod #module;)
    });
    let exports = own.iter().map(|(names, gate)| {
        let (module, ty) = (names.module.ident(), names.ty.ident());
        quote!(#gate pub use #module::#ty;)
    });
    let (alias_module, alias_exports) = alias_list(plan);
    quote! {
        #docs
        #alias_module
        #(#modules)*
        #alias_exports
        #(#exports)*
    }
}

/// The module of the aliases, and what it exports; nothing where there are none.
fn alias_list(plan: &Plan<'_>) -> (Option<TokenStream>, TokenStream) {
    let mut named: Vec<_> = aliases(plan)
        .map(|(id, _)| (plan.names.of_type(id).ty.clone(), id))
        .collect();
    named.sort();
    let module = (!named.is_empty()).then(|| {
        quote!(
            mod aliases;
        )
    });
    let (gated, always): (Vec<_>, Vec<_>) = named
        .into_iter()
        .map(|(name, id)| (name.ident(), plan.model_gate(id)))
        .partition(|(_, gate)| gate.is_some());
    let always: Vec<_> = always.into_iter().map(|(name, _)| name).collect();
    let always = (!always.is_empty()).then(|| quote!(pub use aliases::{#(#always),*};));
    let gated = gated
        .iter()
        .map(|(name, gate)| quote!(#gate pub use aliases::#name;));
    (module, quote!(#always #(#gated)*))
}

/// `aliases.rs`: schemas that give another type a name.
fn alias_items(plan: &Plan<'_>) -> TokenStream {
    let mut scope = Scope::of_aliases(plan);
    let mut sorted: Vec<_> = aliases(plan).collect();
    sorted.sort_by_key(|(id, _)| plan.names.of_type(*id).ty.clone());
    let items: Vec<TokenStream> = sorted
        .iter()
        .map(|(id, definition)| {
            let Shape::Alias(ty) = &definition.shape else {
                return TokenStream::new();
            };
            let docs = comment(definition).outer();
            let name = plan.names.of_type(*id).ty.ident();
            let (gate, ty) = (plan.model_gate(*id), scope.ty(ty));
            quote! { #docs #gate pub type #name = #ty; }
        })
        .collect();
    let uses = scope.uses();
    let docs = Comment::new("Schemas that give another type a name.").inner();
    quote! { #docs #uses #(#items)* }
}

fn model(plan: &Plan<'_>, id: TypeId, definition: &TypeDef) -> TokenStream {
    let mut scope = Scope::of_model(plan, Some(id));
    let items = match &definition.shape {
        Shape::Object(object) => object::items(plan, &mut scope, id, definition, object),
        Shape::Enumeration(enumeration) => {
            enumeration::items(plan, &mut scope, id, definition, enumeration)
        }
        Shape::Union(union) => union::items(plan, &mut scope, id, definition, union),
        Shape::Wrapper(ty) | Shape::Alias(ty) => {
            wrapper::items(plan, &mut scope, id, definition, ty)
        }
    };
    let uses = scope.uses();
    let docs = Comment::new(format!(
        "{}.",
        super::text::code(definition.origin.pointer.as_str())
    ))
    .inner();
    quote! { #docs #uses #items }
}

/// The derives of a type that are not its own, and its attributes, as the settings say; `own` are those it has anyway.
fn extras(plan: &Plan<'_>, id: TypeId, own: &[&str]) -> (Vec<TokenStream>, Vec<TokenStream>) {
    let pointer = &plan.api.types.get(id).origin.pointer;
    let schema = plan.settings.schema_override(pointer.as_str());
    let named = schema.into_iter().flat_map(|schema| &schema.derives);
    let mut derives: Vec<&str> = Vec::new();
    for name in plan.settings.derives.iter().chain(named) {
        let possible = plan.facts.can_derive(id, name, plan.settings.types.map);
        derives.extend(possible.filter(|name| !own.contains(name) && !derives.contains(name)));
    }
    let attributes = schema.into_iter().flat_map(|schema| &schema.attributes);
    (
        derives.into_iter().map(checked).collect(),
        attributes.map(|text| checked(text)).collect(),
    )
}

/// Rust of the settings, which the reader of them has parsed.
fn checked(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// The comment of a type.
fn comment(definition: &TypeDef) -> Comment {
    let key = definition.origin.pointer.last().unwrap_or_default();
    let mut comment = Comment::from_docs(&definition.docs, format!("{}.", super::text::code(&key)));
    if definition.docs.deprecated {
        comment.paragraph(["Deprecated."]);
    }
    comment
}

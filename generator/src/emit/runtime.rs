//! `runtime`: the hand-written half, copied module by module as needed.

mod package;

use std::collections::BTreeSet;

use apicrate_runtime::source::{self, Module};
use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Comment;
use super::operations::list_element;
use super::scope::ident;
use super::{File, Plan};
use crate::ir::{Additional, Items, Operation, Payload, Scalar, Sent, Shape, TypeRef};
use crate::settings::{MapType, RuntimeLayout, rust};

/// Modules that only some clients need, with the scalar that needs each.
const OPTIONAL: [(&str, Scalar); 4] = [
    ("uuid", Scalar::Uuid),
    ("date_time", Scalar::DateTime),
    ("date", Scalar::Date),
    ("base64", Scalar::Base64),
];

/// Modules that every client needs; what these need in turn comes along.
const ALWAYS: [&str; 12] = [
    "blocking",
    "call",
    "client",
    "error",
    "json",
    "mock",
    "operation",
    "options",
    "replay",
    "request",
    "response",
    "secret",
];

/// What it is.
const DOCS: &str = "The half of the client that is the same for every API.";

/// The list of modules and the modules themselves.
pub(super) fn files<'a>(plan: &'a Plan<'a>) -> Vec<File<'a>> {
    match plan.package.runtime {
        RuntimeLayout::Module => in_crate(plan),
        RuntimeLayout::Package => package::files(plan),
    }
}

fn in_crate<'a>(plan: &'a Plan<'a>) -> Vec<File<'a>> {
    let mut files = vec![File::rust("src/runtime.rs", || list(plan))];
    for (name, text) in modules(plan).iter().flat_map(|module| module.files) {
        files.push(File::text(format!("src/runtime/{name}"), *text));
    }
    files
}

/// The modules that this client needs.
pub(super) fn modules(plan: &Plan<'_>) -> Vec<&'static Module> {
    let used = used(plan);
    let optional = OPTIONAL
        .iter()
        .filter(|(_, scalar)| used.scalars.contains(scalar))
        .map(|(name, _)| *name);
    let names: Vec<&str> = ALWAYS
        .iter()
        .copied()
        .chain(optional)
        .chain(used.has_tuples.then_some("tuple"))
        .chain(of_choices(plan, &used))
        .chain((!foreign_types(plan).is_empty()).then_some("foreign"))
        .chain(of_bodies(plan))
        .chain(of_streams(plan))
        .chain(has_pages(plan).then_some("pages"))
        .chain(has_headers(plan).then_some("response_header"))
        .collect();
    source::with_needs(&names)
}

/// The modules that the settings ask for by their choice of types.
fn of_choices(plan: &Plan<'_>, used: &Used) -> Vec<&'static str> {
    let types = &plan.settings.types;
    let has = |scalar| used.scalars.contains(&scalar);
    let date_time = has(Scalar::DateTime).then_some(types.date_time.library());
    let date = has(Scalar::Date).then_some(types.date.library());
    let mut names = Vec::new();
    // What there is for jiff stands beside the types themselves.
    names.extend(match date_time.flatten() {
        Some("chrono") => Some("chrono_date_time"),
        Some("time") => Some("time_date_time"),
        _ => None,
    });
    names.extend(match date.flatten() {
        Some("chrono") => Some("chrono_date"),
        Some("time") => Some("time_date"),
        _ => None,
    });
    names.extend(match types.map {
        MapType::HashMap if used.has_maps => Some("hash_map"),
        MapType::IndexMap if used.has_maps => Some("index_map"),
        _ => None,
    });
    names
}

/// Whether any response has documented headers.
fn has_headers(plan: &Plan<'_>) -> bool {
    let mut operations = plan.api.operations.iter();
    operations.any(|operation| !operation.headers().is_empty())
}

/// Whether any result comes in pages.
fn has_pages(plan: &Plan<'_>) -> bool {
    let mut operations = plan.api.operations.iter();
    operations.any(|operation| operation.pagination.is_some())
}

/// The modules that streamed responses need.
fn of_streams(plan: &Plan<'_>) -> impl Iterator<Item = &'static str> {
    let operations = plan.api.operations.iter();
    operations.filter_map(|operation| {
        let Some(stream) = operation.stream() else {
            return list_element(plan.api, operation).map(|_| "elements");
        };
        Some(match stream.items {
            Items::Bytes => "stream",
            Items::Events | Items::JsonEvents(_) => "events",
            Items::Lines(_) => "lines",
        })
    })
}

/// The modules that request bodies need.
fn of_bodies(plan: &Plan<'_>) -> impl Iterator<Item = &'static str> {
    let bodies = plan
        .api
        .operations
        .iter()
        .filter_map(|operation| operation.body.as_ref());
    let contents = bodies.flat_map(|body| &body.contents);
    contents.filter_map(|content| match &content.payload {
        Sent::Form(_) => Some("form"),
        Sent::Multipart(_) => Some("multipart"),
        Sent::Json(_) | Sent::Text | Sent::Bytes => None,
    })
}

fn list(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new(DOCS).inner();
    let modules = modules(plan);
    let declarations = declarations(&modules);
    quote! {
        #docs
        #(#declarations)*
    }
}

fn declarations<'m>(modules: &'m [&'static Module]) -> impl Iterator<Item = TokenStream> + use<'m> {
    modules.iter().map(|module| {
        let name = ident(module.name);
        let feature = module
            .feature
            .map(|feature| quote!(#[cfg(feature = #feature)]));
        let hidden = module.hidden.then(|| quote!(#[doc(hidden)]));
        if module.public {
            quote!(#feature #hidden pub mod #name;)
        } else {
            quote!(#feature mod #name;)
        }
    })
}

/// What the crate's root has of the runtime's macros: where it is a package, they are not there by themselves.
pub(super) fn macros(plan: &Plan<'_>) -> Option<TokenStream> {
    let is_package = plan.package.runtime == RuntimeLayout::Package;
    is_package.then(|| package::macros(plan))
}

/// Types of the runtime that appear in the models, for the crate's root.
pub(super) fn exports(plan: &Plan<'_>) -> TokenStream {
    let used = used(plan);
    let uses = |scalar| used.scalars.contains(&scalar);
    let date_time = uses(Scalar::DateTime).then(|| {
        quote!(
            pub use runtime::date_time::DateTime;
        )
    });
    let date = uses(Scalar::Date).then(|| {
        quote!(
            pub use runtime::date::Date;
        )
    });
    let base64 = uses(Scalar::Base64).then(|| {
        quote!(
            pub use runtime::base64::Base64;
        )
    });
    quote! {
        #base64
        #date
        #date_time
        pub use runtime::json::{Extra, Json, Nullable};
    }
}

/// The types of the user's own that have no codec yet: not the client's own ones.
pub(super) fn foreign_types(plan: &Plan<'_>) -> Vec<String> {
    let mut all = used(plan).foreign;
    all.retain(|path| !rust::has_codec(path));
    all.into_iter().collect()
}

/// What appears anywhere in the types that are emitted.
#[derive(Default)]
struct Used {
    scalars: BTreeSet<Scalar>,
    has_tuples: bool,
    has_maps: bool,
    foreign: BTreeSet<String>,
}

fn used(plan: &Plan<'_>) -> Used {
    let mut found = Used::default();
    for (_, definition) in plan.api.types.iter() {
        match &definition.shape {
            Shape::Object(object) => {
                object
                    .properties
                    .iter()
                    .for_each(|property| collect(&property.ty, &mut found));
                if let Additional::Typed(ty) = &object.additional {
                    found.has_maps = true;
                    collect(ty, &mut found);
                }
            }
            Shape::Union(union) => union
                .variants
                .iter()
                .for_each(|variant| collect(&variant.ty, &mut found)),
            Shape::Alias(ty) | Shape::Wrapper(ty) => collect(ty, &mut found),
            Shape::Enumeration(_) => {}
        }
    }
    plan.api
        .operations
        .iter()
        .for_each(|operation| of_operation(operation, &mut found));
    for incoming in &plan.api.incoming {
        if let Payload::Json(ty) = &incoming.payload {
            collect(ty, &mut found);
        }
    }
    found
}

fn of_operation(operation: &Operation, found: &mut Used) {
    operation
        .parameters
        .iter()
        .for_each(|parameter| collect(&parameter.ty, found));
    operation
        .body
        .iter()
        .flat_map(|body| &body.contents)
        .flat_map(|content| content.payload.types())
        .for_each(|ty| collect(ty, found));
    for response in operation.successes.iter().chain(&operation.errors) {
        if let Some(Payload::Json(ty)) = &response.payload {
            collect(ty, found);
        }
        response
            .headers
            .iter()
            .for_each(|header| collect(&header.ty, found));
        let stream = response.stream.as_ref();
        if let Some(ty) = stream.and_then(|stream| stream.items.ty()) {
            collect(ty, found);
        }
    }
}

fn collect(ty: &TypeRef, found: &mut Used) {
    match ty {
        TypeRef::Scalar(scalar) => {
            found.scalars.insert(*scalar);
        }
        TypeRef::Map(inner) => {
            found.has_maps = true;
            collect(inner, found);
        }
        TypeRef::Array(inner) | TypeRef::Nullable(inner) => collect(inner, found),
        TypeRef::Tuple(parts) => {
            found.has_tuples = true;
            parts.iter().for_each(|part| collect(part, found));
        }
        TypeRef::Foreign(own) => {
            found.foreign.insert(own.path.clone());
        }
        TypeRef::Named(_) | TypeRef::Any => {}
    }
}

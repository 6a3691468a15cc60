//! The plan becomes files. Nothing here can fail: every decision was taken by an earlier phase.

mod answer;
mod client;
mod docs;
mod errors;
mod example;
mod foreign;
mod gates;
mod headers;
mod incoming;
mod manifest;
mod mock;
mod models;
mod operations;
mod pages;
mod readme;
mod runtime;
mod scope;
mod selftests;
mod text;

pub(crate) use example::Calls;
pub(crate) use pages::Book;

use proc_macro2::TokenStream;
use quote::quote;

use crate::analyse::Facts;
use crate::files::Files;
use crate::ir::{Api, Scalar, TypeRef};
use crate::name::Names;
use crate::settings::{Package, Settings};

/// Everything that emitting looks at.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// What to emit.
    pub api: &'a Api,
    /// What is known of it.
    pub facts: &'a Facts,
    /// What everything is called.
    pub names: &'a Names,
    /// The package that is emitted.
    pub package: &'a Package,
    /// What the settings add: derives, attributes, crates, features, and which parts are emitted.
    pub settings: &'a Settings,
    /// The examples of calls, which rustdoc and the pages both show.
    pub calls: &'a Calls,
}

impl Plan<'_> {
    /// The package's name.
    pub fn package_name(&self) -> String {
        self.package.name_for(&self.api.info.title)
    }

    /// Whether arguments of a type are whatever becomes one: where a library of dates was asked for.
    pub fn is_converted(&self, ty: &TypeRef) -> bool {
        let types = &self.settings.types;
        let choice = match ty {
            TypeRef::Scalar(Scalar::DateTime) => types.date_time,
            TypeRef::Scalar(Scalar::Date) => types.date,
            _ => return false,
        };
        choice.library().is_some()
    }

    /// The name of the runtime, where that is a package; not that of a crate of the user's.
    pub fn runtime_package_name(&self) -> String {
        let mut name = format!("{}-runtime", self.package_name());
        let library = |name: &str| name.replace('-', "_");
        let taken = &self.settings.dependencies;
        while taken.keys().any(|taken| library(taken) == library(&name)) {
            name.push_str("-own");
        }
        name
    }

    /// The name by which Rust code uses the runtime, where that is a package.
    pub fn runtime_crate_name(&self) -> String {
        self.runtime_package_name().replace('-', "_")
    }

    /// The name by which Rust code uses the crate.
    pub fn crate_name(&self) -> String {
        self.package_name().replace('-', "_")
    }
}

/// A file of the emitted crate.
pub struct File<'a> {
    /// Its path, relative to the crate.
    pub path: String,
    /// What is in it.
    pub content: Content<'a>,
}

/// What is in a file.
pub enum Content<'a> {
    /// Rust, to be formatted. A closure, because tokens cannot be handed to another thread.
    Rust(Box<dyn Fn() -> TokenStream + Send + Sync + 'a>),
    /// Anything else, as it is.
    Text(String),
    /// Text that takes its time: made where Rust is formatted, several at a time.
    Page(Box<dyn Fn() -> String + Send + Sync + 'a>),
}

impl<'a> File<'a> {
    fn rust(path: impl Into<String>, tokens: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self {
            path: path.into(),
            content: Content::Rust(Box::new(tokens)),
        }
    }

    fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            content: Content::Text(text.into()),
        }
    }
}

/// The files that the user's own code begins with: written once, where there is none, and the user's from then on.
pub fn starters(plan: &Plan<'_>) -> Files {
    let ext = plan.package.ext.then_some((EXT, EXT_TEXT));
    ext.into_iter().collect()
}

/// The module of hand-written code.
const EXT: &str = "src/ext/mod.rs";

const EXT_TEXT: &str = "\
//! Code that is written by hand. Codegen never touches this folder.
//!
//! It is part of the crate, so it can add methods to the emitted types: `impl crate::models::Pet { … }`.
";

/// All files of the client crate.
pub fn client_crate<'a>(plan: &'a Plan<'a>) -> Vec<File<'a>> {
    let mut files = vec![
        manifest::cargo_toml(plan),
        manifest::rustfmt_toml(),
        readme::readme(plan),
        File::rust("src/lib.rs", || library(plan)),
        File::rust("src/client.rs", || client::client(plan)),
    ];
    files.extend(models::files(plan));
    files.extend(operations::files(plan));
    files.extend(errors::files(plan));
    files.extend(headers::files(plan));
    files.extend(incoming::files(plan));
    files.extend(foreign::files(plan));
    files.extend(runtime::files(plan));
    if plan.settings.output.tests {
        files.extend(selftests::files(plan));
    }
    files
}

/// `lib.rs`: the table of contents.
fn library(plan: &Plan<'_>) -> TokenStream {
    let docs = docs::library(plan);
    let modules = modules(plan);
    let servers = (!plan.api.servers.is_empty()).then(|| quote!(Server,));
    let groups = plan.names.groups.iter().enumerate().map(|(index, group)| {
        let (module, ty) = (group.module.ident(), group.ty.ident());
        let gate = plan.group_gate(index);
        quote!(#gate pub use operations::#module::#ty;)
    });
    let unused = plan.unused_lint();
    let values = runtime::exports(plan);
    let macros = runtime::macros(plan);
    quote! {
        #docs
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #unused
        #modules
        #macros
        pub use client::{#servers API};
        #(#groups)*
        pub use runtime::budget::RetryBudget;
        pub use runtime::call::Call;
        pub use runtime::client::{Client, ClientBuilder};
        pub use runtime::error::{Error, ErrorKind};
        pub use runtime::http_transport::HttpSettings;
        #values
        pub use runtime::limiter::Limiter;
        #[cfg(feature = "mock")]
        pub use runtime::mock::Mock;
        pub use runtime::options::CallOptions;
        pub use runtime::redirect::Redirects;
        pub use runtime::response::ApiResponse;
        pub use runtime::retry::RetryPolicy;
        pub use runtime::secret::Secret;
    }
}

/// The crate's modules; those that not every API needs, where it does.
fn modules(plan: &Plan<'_>) -> TokenStream {
    let errors = (!plan.facts.error_sets.is_empty()).then(|| {
        quote!(
            pub mod errors;
        )
    });
    let headers = (!plan.names.header_sets.is_empty()).then(|| {
        quote!(
            mod headers;
        )
    });
    let incoming = (!plan.api.incoming.is_empty()).then(|| {
        quote!(
            pub mod incoming;
        )
    });
    let foreign = (!runtime::foreign_types(plan).is_empty()).then(|| {
        quote!(
            mod foreign;
        )
    });
    let ext = plan.package.ext.then(|| {
        quote!(
            pub mod ext;
        )
    });
    quote! {
        mod client;
        #errors
        #ext
        #foreign
        #headers
        #incoming
        pub mod models;
        pub mod operations;
        pub mod runtime;
    }
}

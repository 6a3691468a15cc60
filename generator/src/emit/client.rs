//! `client.rs`: what this API adds to the runtime's client and its builder.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Comment;
use super::operations::alternatives;
use super::scope::ident;
use super::{Plan, mock, text};
use crate::ir::{CredentialKind, SecurityScheme, ServerTemplate, ServerVariable};
use crate::name::{Name, words};

/// The servers, the credentials and the groups.
pub(super) fn client(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new(
        "What this API adds to the client: its servers, its credentials, its operations.",
    )
    .inner();
    let has_credentials = plan
        .api
        .schemes
        .iter()
        .any(|scheme| scheme.kind != CredentialKind::MutualTls);
    let credential = has_credentials.then(|| {
        quote! {
            use crate::runtime::credential::Credential;
            use crate::runtime::secret::Secret;
        }
    });
    let has_providers = plan
        .api
        .schemes
        .iter()
        .any(|scheme| scheme.kind == CredentialKind::Bearer);
    let provider = has_providers.then(|| {
        quote!(
            use crate::runtime::token::TokenProvider;
        )
    });
    let description = description(plan);
    let security = is_shared_security_used(plan).then(|| security(plan));
    let servers = servers(plan);
    let groups = groups(plan);
    let builder = builder(plan);
    let mock = mock::client(plan);
    quote! {
        #docs
        use crate::runtime::client::{Api, Client, ClientBuilder};
        #credential
        #provider
        #description
        #security
        #servers
        #groups
        #builder
        #mock
    }
}

fn description(plan: &Plan<'_>) -> TokenStream {
    let info = &plan.api.info;
    let (title, version) = (text::plain(&info.title), text::plain(&info.version));
    let server = match plan.api.servers.first() {
        Some(server) => {
            let url = &server.url;
            quote!(Some(#url))
        }
        None => quote!(None),
    };
    quote! {
        /// What the client knows of the API as a whole.
        pub static API: Api = Api {
            name: #title,
            version: #version,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            default_server: #server,
        };
    }
}

fn is_shared_security_used(plan: &Plan<'_>) -> bool {
    let security = &plan.api.security;
    !security.is_empty()
        && plan
            .api
            .operations
            .iter()
            .any(|operation| operation.security == *security)
}

fn security(plan: &Plan<'_>) -> TokenStream {
    let alternatives = alternatives(&plan.api.security);
    quote! {
        /// What a call needs unless its operation says otherwise: one of these lists of schemes.
        pub(crate) const SECURITY: &[&[&str]] = #alternatives;
    }
}

fn servers(plan: &Plan<'_>) -> TokenStream {
    if plan.api.servers.is_empty() {
        return TokenStream::new();
    }
    let rows = plan.api.servers.iter().zip(&plan.names.servers);
    let variants = rows.clone().enumerate().map(|(index, (server, name))| {
        let mut comment = Comment::new(format!("{}.", text::code(&server.url)));
        comment.document(server.description.as_deref());
        let (docs, name) = (comment.outer(), name.ident());
        let default = (index == 0).then(|| quote!(#[default]));
        quote! { #docs #default #name }
    });
    let urls = rows.map(|(server, name)| {
        let (url, name) = (&server.url, name.ident());
        quote!(Self::#name => #url)
    });
    let templates = plan
        .api
        .servers
        .iter()
        .zip(&plan.names.servers)
        .filter_map(|(server, name)| Some(template(server.template.as_ref()?, name)));
    quote! {
        /// The servers that the description names; the first is the default.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Server {
            #(#variants,)*
        }
        impl Server {
            /// The base URL.
            #[must_use]
            pub fn url(self) -> &'static str {
                match self {
                    #(#urls,)*
                }
            }
            #(#templates)*
        }
    }
}

/// A function that gives the URL of a server with other values for its variables.
fn template(template: &ServerTemplate, server: &Name) -> TokenStream {
    let name = ident(&format!("{}_url", words::snake(server.as_str(), "server")));
    let mut comment = Comment::new(format!(
        "The base URL of [`Self::{server}`] with values for its variables,"
    ));
    comment.paragraph(["for [`ClientBuilder::base_url`]."]);
    comment.paragraph(template.variables.iter().map(variable_line));
    let docs = comment.outer();
    let wishes = template
        .variables
        .iter()
        .map(|variable| words::snake(&variable.name, "variable"));
    let arguments: Vec<_> = wishes.map(|name| ident(&name)).collect();
    let replacements = template
        .variables
        .iter()
        .zip(&arguments)
        .map(|(variable, argument)| {
            let slot = format!("{{{}}}", variable.name);
            let keep = ident(if stands_in_path(&template.url, &slot) {
                "Path"
            } else {
                "Unreserved"
            });
            quote!(.replace(#slot, &percent::encode(#argument, percent::Keep::#keep)))
        });
    let url = &template.url;
    quote! {
        #docs
        #[must_use]
        pub fn #name(#(#arguments: &str),*) -> String {
            use crate::runtime::percent;
            #url.to_owned() #(#replacements)*
        }
    }
}

/// Whether a variable stands behind the host: only there may its value have slashes.
fn stands_in_path(url: &str, slot: &str) -> bool {
    let behind_scheme = url.find("://").map_or(0, |at| at + 3);
    let path = url
        .get(behind_scheme..)
        .and_then(|rest| rest.find('/'))
        .map(|at| at + behind_scheme);
    path.is_some_and(|path| url.find(slot).is_some_and(|at| at > path))
}

fn variable_line(variable: &ServerVariable) -> String {
    let words = variable
        .description
        .as_deref()
        .map(text::summary)
        .unwrap_or_default();
    let values: Vec<String> = variable
        .values
        .iter()
        .map(|value| text::code(value))
        .collect();
    let values = if values.is_empty() {
        String::new()
    } else {
        format!(" One of {}.", values.join(", "))
    };
    let default = text::plain(&variable.default);
    format!(
        "* `{}`: {words}{values} Default `{default}`.",
        words::snake(&variable.name, "variable")
    )
}

fn groups(plan: &Plan<'_>) -> TokenStream {
    let methods = plan
        .api
        .groups
        .iter()
        .zip(&plan.names.groups)
        .map(|(group, names)| {
            let title = if group.tag.is_empty() {
                "Operations without a tag".to_owned()
            } else {
                text::plain(&group.tag)
            };
            let docs = Comment::new(format!("{title}.")).outer();
            let (module, ty) = (names.module.ident(), names.ty.ident());
            quote! {
                #docs
                pub fn #module(&self) -> crate::operations::#module::#ty {
                    crate::operations::#module::#ty::new(self)
                }
            }
        });
    quote! {
        impl Client {
            /// Begins to configure a client.
            pub fn builder() -> ClientBuilder {
                ClientBuilder::new(&API)
            }
            #(#methods)*
        }
    }
}

fn builder(plan: &Plan<'_>) -> TokenStream {
    let server = (!plan.api.servers.is_empty()).then(|| {
        quote! {
            /// Chooses one of the servers that the description names.
            pub fn server(self, server: Server) -> Self {
                self.base_url(server.url())
            }
        }
    });
    let credentials = plan
        .api
        .schemes
        .iter()
        .zip(plan.names.schemes.iter().zip(&plan.names.providers))
        .map(|(scheme, (name, provider))| {
            let secret = credential(scheme, name);
            let provider =
                (scheme.kind == CredentialKind::Bearer).then(|| self::provider(scheme, provider));
            quote!(#secret #provider)
        });
    let credentials: Vec<TokenStream> = credentials.collect();
    if server.is_none() && credentials.iter().all(TokenStream::is_empty) {
        return TokenStream::new();
    }
    quote! {
        impl ClientBuilder {
            #server
            #(#credentials)*
        }
    }
}

/// The builder's method for the credentials of one scheme.
fn credential(scheme: &SecurityScheme, name: &Name) -> TokenStream {
    let (key, method) = (&scheme.key, name.ident());
    let (arguments, value, what) = match &scheme.kind {
        CredentialKind::Header { name, prefix } => {
            let behind = if prefix.is_empty() {
                String::new()
            } else {
                format!(", behind `{prefix}`")
            };
            let what = format!("Credentials of `{key}`: sent in the header `{name}`{behind}.");
            (
                quote!(secret: impl Into<Secret>),
                quote!(Credential::header(#name, #prefix, secret)),
                what,
            )
        }
        CredentialKind::Query { name } => {
            let what = format!("Credentials of `{key}`: sent as the query parameter `{name}`.");
            (
                quote!(secret: impl Into<Secret>),
                quote!(Credential::query(#name, secret)),
                what,
            )
        }
        CredentialKind::Cookie { name } => {
            let what = format!("Credentials of `{key}`: sent as the cookie `{name}`.");
            (
                quote!(secret: impl Into<Secret>),
                quote!(Credential::cookie(#name, secret)),
                what,
            )
        }
        CredentialKind::Basic => {
            let what = format!(
                "Credentials of `{key}`: user name and password, sent by HTTP Basic authentication."
            );
            let arguments = quote!(user: impl Into<String>, password: impl Into<Secret>);
            (arguments, quote!(Credential::basic(user, password)), what)
        }
        CredentialKind::Bearer => {
            let what = format!("Credentials of `{key}`: a bearer token.");
            (
                quote!(token: impl Into<Secret>),
                quote!(Credential::bearer(token)),
                what,
            )
        }
        // A certificate is given to the transport.
        CredentialKind::MutualTls => return TokenStream::new(),
    };
    let mut comment = Comment::new(text::lines(&what).join(" "));
    comment.document(scheme.description.as_deref());
    let docs = comment.outer();
    quote! {
        #docs
        pub fn #method(self, #arguments) -> Self {
            self.credential(#key, #value)
        }
    }
}

/// The builder's method for a provider of the tokens of one scheme.
fn provider(scheme: &SecurityScheme, name: &Name) -> TokenStream {
    let (key, method) = (&scheme.key, name.ident());
    let mut comment = Comment::new(format!(
        "Credentials of `{key}`: bearer tokens that `provider` fetches when they are needed."
    ));
    comment.paragraph([
        "A token is kept until shortly before its end, or until the server refuses it with 401.",
    ]);
    let docs = comment.outer();
    quote! {
        #docs
        pub fn #method(self, provider: impl TokenProvider) -> Self {
            self.credential(#key, Credential::provider(provider))
        }
    }
}

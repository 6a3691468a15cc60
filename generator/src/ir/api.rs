//! The whole API.

use super::{Docs, Incoming, Operation, Origin, Requirement, SecurityScheme, Types};

/// An API as a client sees it.
#[derive(Debug, Clone)]
pub struct Api {
    /// Its name and version.
    pub info: Info,
    /// Where it can be reached, in document order.
    pub servers: Vec<Server>,
    /// How callers prove who they are, in document order.
    pub schemes: Vec<SecurityScheme>,
    /// What a call needs unless its operation says otherwise.
    pub security: Vec<Requirement>,
    /// The groups that operations stand in, one a tag, in document order.
    pub groups: Vec<Group>,
    /// The operations, in document order.
    pub operations: Vec<Operation>,
    /// What the server sends by itself, in document order.
    pub incoming: Vec<Incoming>,
    /// The named types, in document order.
    pub types: Types,
}

/// The name and version of an API (OpenAPI 3.1 §4.8.2, Info Object).
#[derive(Debug, Clone)]
pub struct Info {
    /// Its title.
    pub title: String,
    /// The version of the API, which is not that of the crate.
    pub version: String,
    /// What the document says about it.
    pub description: Option<String>,
}

/// A place where the API can be reached (OpenAPI 3.1 §4.8.5, Server Object).
#[derive(Debug, Clone)]
pub struct Server {
    /// Where it stands in the document.
    pub origin: Origin,
    /// Its URL, the variables replaced by their defaults.
    pub url: String,
    /// What the document calls it.
    pub description: Option<String>,
    /// Its URL as a template, where it has variables.
    pub template: Option<ServerTemplate>,
}

/// A server's URL with variables (OpenAPI 3.1 §4.8.6, Server Variable Object).
#[derive(Debug, Clone)]
pub struct ServerTemplate {
    /// The URL, with the variables' names in braces.
    pub url: String,
    /// The variables, in document order.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Its name.
    pub name: String,
    /// Its default.
    pub default: String,
    /// The values that it may have; any when empty.
    pub values: Vec<String>,
    /// What the document says about it.
    pub description: Option<String>,
}

/// Operations that share their first tag.
#[derive(Debug, Clone)]
pub struct Group {
    /// Where the tag is declared, or first used.
    pub origin: Origin,
    /// The tag; empty for operations without one.
    pub tag: String,
    /// What the document says about it.
    pub docs: Docs,
}

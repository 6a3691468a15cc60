//! How callers prove who they are.

use super::Origin;

/// A way to prove who calls (OpenAPI 3.1 §4.8.27, Security Scheme Object).
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Where it stands.
    pub origin: Origin,
    /// Its key in `components/securitySchemes`.
    pub key: String,
    /// What the document says about it.
    pub description: Option<String>,
    /// What is sent.
    pub kind: CredentialKind,
    /// The name of the builder's method, when the settings choose one.
    pub method: Option<String>,
}

/// What a security scheme sends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CredentialKind {
    /// A secret in a header, behind a prefix.
    Header {
        /// The header's name.
        name: String,
        /// What stands before the secret, the blank included; may be empty.
        prefix: String,
    },
    /// A secret in the query.
    Query {
        /// The query parameter's name.
        name: String,
    },
    /// A secret in a cookie.
    Cookie {
        /// The cookie's name.
        name: String,
    },
    /// User name and password (RFC 7617).
    Basic,
    /// A bearer token (RFC 6750): `http` bearer, OAuth 2, OpenID Connect.
    Bearer,
    /// A client certificate: a matter of the transport.
    MutualTls,
}

/// Schemes that are all needed for a call, without [`CredentialKind::MutualTls`]; a call needs one
/// requirement of a list.
pub type Requirement = Vec<String>;

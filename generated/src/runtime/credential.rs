//! Credentials, and the choice among an operation's security alternatives.

use std::sync::Arc;

use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use super::base64;
use super::error::{Error, ErrorKind};
use super::header::{header_name, header_value};
use super::operation::{Operation, SecurityRequirement};
use super::percent::{Keep, encode};
use super::secret::Secret;
use super::token::{TokenCache, TokenProvider};

/// What proves to the server who calls, for one security scheme. `Debug` shows no secret.
#[derive(Clone, Debug)]
pub struct Credential(Place);

#[derive(Clone, Debug)]
enum Place {
    Header {
        name: &'static str,
        value: Secret,
    },
    Query {
        name: &'static str,
        value: Secret,
    },
    Cookie {
        name: &'static str,
        value: Secret,
    },
    Basic {
        user: String,
        password: Secret,
    },
    Token {
        name: &'static str,
        cache: Arc<TokenCache>,
    },
}

impl Credential {
    /// The header `name` with the value `prefix` + `secret`; the prefix may be empty.
    pub fn header(name: &'static str, prefix: &str, secret: impl Into<Secret>) -> Self {
        let value = Secret::from(format!("{prefix}{}", secret.into().expose()));
        Self(Place::Header { name, value })
    }

    /// The query parameter `name`.
    pub fn query(name: &'static str, secret: impl Into<Secret>) -> Self {
        Self(Place::Query {
            name,
            value: secret.into(),
        })
    }

    /// The cookie `name`, whose value goes out as it is.
    pub fn cookie(name: &'static str, secret: impl Into<Secret>) -> Self {
        Self(Place::Cookie {
            name,
            value: secret.into(),
        })
    }

    /// HTTP Basic (RFC 7617), in UTF-8.
    pub fn basic(user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Place::Basic {
            user: user.into(),
            password: password.into(),
        })
    }

    /// A bearer token (RFC 6750).
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self::header("authorization", "Bearer ", token)
    }

    /// Bearer tokens that `provider` fetches when they are needed. Copies of the credential share
    /// the token.
    pub fn provider(provider: impl TokenProvider) -> Self {
        Self::header_provider("authorization", "Bearer ", provider)
    }

    /// The header `name` with the value `prefix` + a token that `provider` fetches when it is
    /// needed. Copies of the credential share the token.
    pub fn header_provider(
        name: &'static str,
        prefix: &'static str,
        provider: impl TokenProvider,
    ) -> Self {
        let cache = Arc::new(TokenCache::new(prefix, provider));
        Self(Place::Token { name, cache })
    }

    /// Checks the credential once, so that a call only has to add it.
    pub(super) fn prepare(&self, scheme: &'static str) -> Result<Prepared, Error> {
        let refuse = |why| {
            Error::new(
                ErrorKind::Configuration,
                format!("the credential `{scheme}` {why}"),
            )
        };
        match &self.0 {
            Place::Header { name, value } => {
                let name = header_name(name, ErrorKind::Configuration)?;
                Ok(Prepared::Header(name, sensitive(scheme, value.expose())?))
            }
            Place::Query { name, value } => {
                let [name, value] =
                    [name, value.expose()].map(|text| encode(text, Keep::Unreserved));
                Ok(Prepared::Query(Secret::from(format!("{name}={value}"))))
            }
            Place::Cookie { name, value } if value.expose().bytes().all(is_cookie_octet) => Ok(
                Prepared::Cookie(Secret::from(format!("{name}={}", value.expose()))),
            ),
            Place::Cookie { .. } => Err(refuse("has characters that a cookie cannot have")),
            Place::Token { name, cache } => {
                let name = header_name(name, ErrorKind::Configuration)?;
                Ok(Prepared::Token(name, cache.clone()))
            }
            Place::Basic { user, .. } if user.contains(':') => {
                Err(refuse("has a colon in its user name"))
            }
            Place::Basic { user, password } => {
                let pair = base64::encode(format!("{user}:{}", password.expose()).as_bytes());
                Ok(Prepared::Header(
                    AUTHORIZATION,
                    sensitive(scheme, &format!("Basic {pair}"))?,
                ))
            }
        }
    }
}

/// A credential that is ready to be added to a request.
#[derive(Clone)]
pub(super) enum Prepared {
    /// A header, marked as sensitive.
    Header(HeaderName, HeaderValue),
    /// A header whose value every attempt asks for.
    Token(HeaderName, Arc<TokenCache>),
    /// An encoded `name=value` of the query.
    Query(Secret),
    /// A `name=value` of the cookie header.
    Cookie(Secret),
}

fn sensitive(scheme: &str, text: &str) -> Result<HeaderValue, Error> {
    let mut value = header_value(scheme, text, ErrorKind::Configuration)?;
    value.set_sensitive(true);
    Ok(value)
}

/// RFC 6265, section 4.1.1, `cookie-octet`.
fn is_cookie_octet(byte: u8) -> bool {
    byte.is_ascii_graphic() && !b"\",;\\".contains(&byte)
}

/// The schemes that a call of `operation` uses: of the alternatives whose every scheme is in
/// `available`, the one with most schemes, and the first of these in document order.
///
/// # Errors
///
/// When no alternative has all its credentials; the text names the alternatives.
pub(super) fn choose(
    operation: &Operation,
    available: impl Fn(&str) -> bool,
) -> Result<SecurityRequirement, Error> {
    let met = operation
        .security
        .iter()
        .filter(|all| all.iter().all(|scheme| available(scheme)));
    // `max_by_key` would take the last of equals.
    let best = met.reduce(|best, next| if next.len() > best.len() { next } else { best });
    match best {
        Some(best) => Ok(best),
        None if operation.security.is_empty() => Ok(&[]),
        None => Err(Error::new(
            ErrorKind::MissingCredentials,
            format!(
                "credentials are missing; the operation needs {}",
                named(operation.security)
            ),
        )),
    }
}

/// The alternatives of `security`, for people.
fn named(security: &[SecurityRequirement]) -> String {
    let mut names = String::new();
    for all in security {
        let mut between = if names.is_empty() { "" } else { ", or " };
        for scheme in *all {
            names.push_str(between);
            names.push_str(scheme);
            between = " + ";
        }
    }
    names
}

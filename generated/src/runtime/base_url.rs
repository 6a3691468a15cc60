//! The URL that every path of the API follows.

use http::Uri;
use http::uri::PathAndQuery;
use url::{Host, Position, Url};

use super::error::{Error, ErrorKind};
use super::path;

/// A checked base URL: `http` or `https`, a host, and perhaps a path prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme, host and port.
    origin: String,
    /// The same, ready to be given a path.
    uri: Uri,
    /// Empty, or a path that begins but does not end with `/`.
    prefix: String,
    /// Whether the host is this machine.
    loopback: bool,
    /// Whether others on the way could read what is sent.
    exposed: bool,
}

impl BaseUrl {
    /// Checks `text`. A trailing `/` does not matter.
    ///
    /// # Errors
    ///
    /// Of kind [`ErrorKind::Configuration`], when `text` is not such a URL or has a user name,
    /// password, query or fragment. The error does not quote it.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let refuse = |why| Error::new(ErrorKind::Configuration, format!("the base URL {why}"));
        let url = Url::parse(text).map_err(|_| refuse("is not an absolute URL"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("is neither http nor https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse(
                "has a user name or password; set a credential instead",
            ));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("has a query or a fragment"));
        }
        let origin = url[..Position::AfterPort].to_owned();
        Ok(Self {
            uri: Uri::try_from(&origin).map_err(|_| refuse("is not one that HTTP knows"))?,
            origin,
            prefix: url.path().trim_end_matches('/').to_owned(),
            loopback: is_loopback(&url),
            exposed: url.scheme() == "http" && !is_loopback(&url),
        })
    }

    /// Whether the host is this machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Whether it is plain `http` to a host that is not this one.
    #[must_use]
    pub fn is_exposed(&self) -> bool {
        self.exposed
    }

    /// The whole URL for an encoded `path`, which begins with `/`, and an encoded `query`.
    ///
    /// # Errors
    ///
    /// Of kind [`ErrorKind::InvalidParameter`], when a URL parser would read another path or
    /// query than those given, or when the URL is too long.
    pub fn join(&self, path: &str, query: &str) -> Result<Uri, Error> {
        self.built(&[&self.prefix, path], query)
    }

    /// The same for a path `template`, filled with `values`.
    ///
    /// # Errors
    ///
    /// As for [`Self::join`], and when the path cannot be [filled](path::fill_into).
    pub(super) fn filled(
        &self,
        template: &str,
        values: &[(&'static str, String)],
        query: &str,
    ) -> Result<Uri, Error> {
        let length = self.prefix.len() + path::filled_length(template, values);
        let mut text = with_room(length, query);
        text.push_str(&self.prefix);
        path::fill_into(&mut text, template, values)?;
        self.finished(text, true, query)
    }

    /// The same for a whole `path`, which has the base URL's own path in it where it should.
    ///
    /// # Errors
    ///
    /// As for [`Self::join`].
    pub(super) fn at(&self, path: &str, query: &str) -> Result<Uri, Error> {
        self.built(&[path], query)
    }

    fn built(&self, path: &[&str], query: &str) -> Result<Uri, Error> {
        let mut text = with_room(path.iter().map(|part| part.len()).sum(), query);
        path.iter().for_each(|part| text.push_str(part));
        let is_plain = is_plain_path(&text);
        self.finished(text, is_plain, query)
    }

    /// The URL of the path `text`, which a URL parser surely takes as it is if it `is_plain`.
    fn finished(&self, mut text: String, is_plain: bool, query: &str) -> Result<Uri, Error> {
        let is_plain = is_plain && query.bytes().all(is_plain_in_query);
        if !query.is_empty() {
            text.push('?');
            text.push_str(query);
        }
        // What does not begin with a slash would become part of the host.
        let is_path = text.starts_with('/');
        // What parses to another URL would go to another place than the template says.
        let same = is_path && (is_plain || self.is_kept(&text));
        let uri = same.then(|| self.with_path(text)).flatten();
        uri.ok_or_else(|| {
            let what = "the parameters do not make a valid URL, or too long a one";
            Error::new(ErrorKind::InvalidParameter, what)
        })
    }

    /// Whether a URL parser takes path and query as they are.
    fn is_kept(&self, path_and_query: &str) -> bool {
        let text = format!("{}{path_and_query}", self.origin);
        Url::parse(&text).is_ok_and(|url| url.as_str() == text && url.fragment().is_none())
    }

    fn with_path(&self, path_and_query: String) -> Option<Uri> {
        if self.origin.len() + path_and_query.len() > LONGEST {
            return None;
        }
        let mut parts = self.uri.clone().into_parts();
        parts.path_and_query = Some(PathAndQuery::try_from(path_and_query).ok()?);
        Uri::from_parts(parts).ok()
    }
}

/// The most bytes that a URL may have: what [`Uri`] takes.
const LONGEST: usize = 65_534;

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}{}", self.origin, self.prefix)
    }
}

/// Room for a path of `length` bytes and the query, and for nothing else: what is left over would have to be given back.
fn with_room(length: usize, query: &str) -> String {
    let of_query = if query.is_empty() { 0 } else { 1 + query.len() };
    String::with_capacity(length + of_query)
}

/// Whether a URL parser surely takes `path` as it is: it has only characters that stand for
/// themselves, and no segment that could be a dot segment. To parse it would take longer than all
/// else that makes a request.
fn is_plain_path(path: &str) -> bool {
    let mut after_slash = false;
    path.starts_with('/')
        && path.bytes().all(|byte| {
            let may_be_dots = after_slash && matches!(byte, b'.' | b'%');
            after_slash = byte == b'/';
            is_plain(byte) && !may_be_dots
        })
}

/// Whether a URL parser surely takes the byte as it is within a query.
fn is_plain_in_query(byte: u8) -> bool {
    is_plain(byte) || byte == b'?'
}

/// The letters, digits, and `!$%&()*+,-./:;=@_~` below 64 and those above, a bit for each: every byte of every
/// URL is looked up.
const PLAIN: [u64; 2] = [
    bits(b"!$%&()*+,-./0123456789:;="),
    bits(b"@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"),
];

const fn bits(mut bytes: &[u8]) -> u64 {
    let mut all = 0;
    while let [first, rest @ ..] = bytes {
        all |= 1 << (*first % 64);
        bytes = rest;
    }
    all
}

fn is_plain(byte: u8) -> bool {
    let [low, high] = PLAIN;
    let bits = if byte < 64 { low } else { high };
    byte.is_ascii() && (bits >> (byte % 64)) & 1 == 1
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

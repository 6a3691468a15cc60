//! The URL that every path of the API follows.

use url::{Host, Position, Url};

use super::error::{Error, ErrorKind};

/// A checked base URL: `http` or `https`, a host, and perhaps a path prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// Scheme, host and port.
    origin: String,
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
        Ok(Self {
            origin: url[..Position::AfterPort].to_owned(),
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
    pub fn join(&self, path: &str, query: &str) -> Result<http::Uri, Error> {
        self.at(&format!("{}{path}", self.prefix), query)
    }

    /// The same for a whole `path`, which has the base URL's own path in it where it should.
    ///
    /// # Errors
    ///
    /// As for [`Self::join`].
    pub(super) fn at(&self, path: &str, query: &str) -> Result<http::Uri, Error> {
        let mut text = format!("{}{path}", self.origin);
        let query = Some(query).filter(|query| !query.is_empty());
        if let Some(query) = query {
            text.push('?');
            text.push_str(query);
        }
        // What parses to another URL would go to another place than the template says.
        let same =
            Url::parse(&text).is_ok_and(|url| url.as_str() == text && url.fragment().is_none());
        let uri = same.then(|| http::Uri::try_from(text).ok()).flatten();
        uri.ok_or_else(|| {
            let what = "the parameters do not make a valid URL, or too long a one";
            Error::new(ErrorKind::InvalidParameter, what)
        })
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}{}", self.origin, self.prefix)
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

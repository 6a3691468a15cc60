//! The default transport, over reqwest with its redirects, retries and cookies switched off.

use std::future::ready;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http::uri::Authority;
use http_body::{Frame, SizeHint};

use super::transport::{
    Body, Transport, TransportError, TransportErrorKind, TransportFuture, io_kind,
};

/// How connections are made and kept. What is not set is as reqwest has it.
#[derive(Clone, Debug)]
#[must_use = "settings do nothing until a transport is built of them"]
pub struct HttpSettings {
    connect_timeout: Duration,
    idle_timeout: Option<Duration>,
    max_idle_per_host: Option<usize>,
    no_proxy: bool,
    #[cfg(feature = "http2")]
    http2_only: bool,
    #[cfg(feature = "http2")]
    http2_keep_alive: Option<Duration>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_millis(3_100),
            idle_timeout: None,
            max_idle_per_host: None,
            no_proxy: false,
            #[cfg(feature = "http2")]
            http2_only: false,
            #[cfg(feature = "http2")]
            http2_keep_alive: None,
        }
    }
}

impl HttpSettings {
    /// The default settings.
    pub fn new() -> Self {
        Self::default()
    }

    /// The time to connect, name resolution and TLS included: 3.1 s unless set.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// The time that a connection is kept for the next call: 90 s unless set.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = Some(timeout);
        self
    }

    /// How many connections to a host are kept for later calls: all unless set. With 0 each call
    /// makes its own.
    pub fn max_idle_per_host(mut self, connections: usize) -> Self {
        self.max_idle_per_host = Some(connections);
        self
    }

    /// Does not use the proxies that the environment names.
    pub fn no_proxy(mut self) -> Self {
        self.no_proxy = true;
        self
    }

    /// Speaks HTTP/2 and nothing else, over plain `http` as well ("prior knowledge"). Otherwise
    /// it is used where TLS agrees on it.
    #[cfg(feature = "http2")]
    pub fn http2_only(mut self) -> Self {
        self.http2_only = true;
        self
    }

    /// Sends a ping on each HTTP/2 connection, used or not, as often as this, and gives a
    /// connection up that does not answer in 20 s: not unless set.
    #[cfg(feature = "http2")]
    pub fn http2_keep_alive(mut self, interval: Duration) -> Self {
        self.http2_keep_alive = Some(interval);
        self
    }

    fn builder(&self) -> reqwest::ClientBuilder {
        // What the client counts as attempts must be all that goes out, and credentials must not
        // follow a redirect to another origin: hence neither retries nor redirects nor referrers.
        let mut builder = reqwest::Client::builder()
            .connect_timeout(self.connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false);
        if let Some(timeout) = self.idle_timeout {
            builder = builder.pool_idle_timeout(timeout);
        }
        if let Some(connections) = self.max_idle_per_host {
            builder = builder.pool_max_idle_per_host(connections);
        }
        if self.no_proxy {
            builder = builder.no_proxy();
        }
        #[cfg(feature = "http2")]
        if self.http2_only {
            builder = builder.http2_prior_knowledge();
        }
        #[cfg(feature = "http2")]
        if let Some(interval) = self.http2_keep_alive {
            builder = builder
                .http2_keep_alive_interval(interval)
                .http2_keep_alive_while_idle(true);
        }
        builder
    }
}

/// A pool of HTTP connections, for use within a Tokio runtime that has IO and time enabled: requests are sent and awaited
/// there. Proxies are taken from the environment.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    client: reqwest::Client,
    /// Where the first request went: mostly, all others go there too.
    origin: Arc<OnceLock<Origin>>,
}

/// Scheme, host and port, parsed once.
#[derive(Debug)]
struct Origin {
    uri: Uri,
    url: reqwest::Url,
}

impl HttpTransport {
    /// A pool of connections with these settings.
    ///
    /// # Errors
    ///
    /// When the TLS library or the system's settings for it cannot be loaded.
    pub fn new(settings: &HttpSettings) -> Result<Self, TransportError> {
        let client = settings.builder().build();
        let client = client
            .map_err(|error| TransportError::new(TransportErrorKind::Refused).because_of(&error))?;
        Ok(Self::from_client(client))
    }

    /// Sends through a client of your own, for what [`HttpSettings`] does not have: other
    /// certificates, proxies, name resolution.
    ///
    /// Build it with `redirect(reqwest::redirect::Policy::none())`,
    /// `retry(reqwest::retry::never())` and `referer(false)`: otherwise credentials may follow a
    /// redirect to another origin, and more requests go out than are counted.
    #[must_use]
    pub fn from_client(client: reqwest::Client) -> Self {
        Self {
            client,
            origin: Arc::default(),
        }
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        self.execute(request.map(reqwest::Body::from))
    }

    fn send_stream(&self, request: http::Request<Body>) -> TransportFuture {
        self.execute(request.map(|body| reqwest::Body::wrap(Shared(Mutex::new(body)))))
    }
}

impl HttpTransport {
    fn execute(&self, request: http::Request<reqwest::Body>) -> TransportFuture {
        let (parts, body) = request.into_parts();
        let url = match self.url(&parts.uri) {
            Ok(url) => url,
            Err(error) => return Box::pin(ready(Err(error))),
        };
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        *request.body_mut() = Some(body);
        // Not within what is waited for, which would have room for the request to its end.
        let response = self.client.execute(request);
        Box::pin(async move {
            let response = response.await.map_err(|error| head(&error))?;
            Ok(http::Response::from(response).map(Body::new))
        })
    }
}

impl HttpTransport {
    /// The URL that `uri` is. To parse host and port takes longer than all the rest of a request.
    fn url(&self, uri: &Uri) -> Result<reqwest::Url, TransportError> {
        if let Some(origin) = self.origin.get()
            && origin.uri.authority().map(Authority::as_str)
                == uri.authority().map(Authority::as_str)
            && origin.uri.scheme() == uri.scheme()
        {
            let mut url = origin.url.clone();
            url.set_path(uri.path());
            if let Some(query) = uri.query() {
                url.set_query(Some(query));
            }
            return Ok(url);
        }
        let refused = |_| TransportError::new(TransportErrorKind::Refused);
        let url = reqwest::Url::parse(&uri.to_string()).map_err(refused)?;
        self.origin.get_or_init(|| {
            let mut url = url.clone();
            url.set_query(None);
            let uri = uri.clone();
            Origin { uri, url }
        });
        Ok(url)
    }
}

/// A body that threads may share, which reqwest asks for and nothing does.
struct Shared(Mutex<Body>);

impl Shared {
    /// The body. A panic of another thread that holds it does not harm it.
    fn body(&mut self) -> &mut Body {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner)
    }
}

impl http_body::Body for Shared {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(self.body()).poll_frame(context)
    }

    fn size_hint(&self) -> SizeHint {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.size_hint()
    }
}

/// Classifies an error that came in place of a response.
fn head(error: &reqwest::Error) -> TransportError {
    let kind = if error.is_builder() {
        TransportErrorKind::Refused
    } else if is_unprocessed(error) {
        TransportErrorKind::Unprocessed
    } else if !error.is_connect() {
        TransportErrorKind::Broken
    } else if error.is_dns() {
        TransportErrorKind::Resolve
    } else if error.is_timeout() {
        TransportErrorKind::ConnectTimeout
    } else if is_tls(error) && !is_tunnel(error) {
        TransportErrorKind::Tls
    } else {
        TransportErrorKind::Connect
    };
    TransportError::new(kind).because_of(error)
}

/// Whether making the connection failed above TCP. TLS libraries report through an [`io::Error`]
/// with `InvalidData` (rustls), or with no `io::Error` at all (native-tls).
fn is_tls(error: &reqwest::Error) -> bool {
    matches!(
        io_kind(error),
        None | Some(io::ErrorKind::InvalidData | io::ErrorKind::Other)
    )
}

/// Whether a proxy made no tunnel to the server (`CONNECT`, RFC 9110, section 9.3.6). The error for
/// it is of a type that has no public name, and has a cause only where TCP or TLS failed.
fn is_tunnel(error: &(dyn std::error::Error + 'static)) -> bool {
    match error.source() {
        Some(cause) => is_tunnel(cause),
        None => error.to_string().starts_with("tunnel error"),
    }
}

/// Whether the server named the request as one that it has not processed (RFC 9113, section 8.7).
/// A `GOAWAY` is the error of just those streams whose number is above the one that it has.
#[cfg(feature = "http2")]
fn is_unprocessed(error: &(dyn std::error::Error + 'static)) -> bool {
    match error.downcast_ref::<h2::Error>() {
        Some(error) if error.is_remote() => {
            error.is_go_away() || error.reason() == Some(h2::Reason::REFUSED_STREAM)
        }
        Some(_) => false,
        None => error.source().is_some_and(is_unprocessed),
    }
}

#[cfg(not(feature = "http2"))]
fn is_unprocessed(_: &(dyn std::error::Error + 'static)) -> bool {
    false
}

impl From<reqwest::Error> for TransportError {
    /// Classifies an error that came while the body was read.
    fn from(error: reqwest::Error) -> Self {
        Self::new(TransportErrorKind::Body).because_of(&error)
    }
}

//! The default transport, over reqwest with its redirects, retries and cookies switched off.

use std::io;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::transport::{
    Body, Transport, TransportError, TransportErrorKind, TransportFuture, io_kind,
};

/// A pool of HTTP connections, for use within a Tokio runtime that has IO and time enabled. Proxies
/// are taken from the environment.
#[derive(Clone, Debug)]
pub struct HttpTransport {
    client: reqwest::Client,
}

impl HttpTransport {
    /// A pool whose connections must be made within `connect_timeout`, name and TLS included.
    ///
    /// With `direct`, proxies of the environment are not used: what is sent to this machine over
    /// plain http must not pass through another one.
    ///
    /// # Errors
    ///
    /// When the TLS library or the system's settings for it cannot be loaded.
    pub fn new(connect_timeout: Duration, direct: bool) -> Result<Self, TransportError> {
        // What the client counts as attempts must be all that goes out, and credentials must not
        // follow a redirect to another origin: hence neither retries nor redirects nor referrers.
        let builder = reqwest::Client::builder();
        let builder = if direct { builder.no_proxy() } else { builder };
        let client = builder
            .connect_timeout(connect_timeout)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .build()
            .map_err(|error| TransportError::new(TransportErrorKind::Refused).because_of(&error))?;
        Ok(Self { client })
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
        let client = self.client.clone();
        Box::pin(async move {
            let request = reqwest::Request::try_from(request).map_err(|error| head(&error))?;
            let response = client
                .execute(request)
                .await
                .map_err(|error| head(&error))?;
            Ok(http::Response::from(response).map(Body::new))
        })
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
    } else if !error.is_connect() {
        TransportErrorKind::Broken
    } else if error.is_dns() {
        TransportErrorKind::Resolve
    } else if error.is_timeout() {
        TransportErrorKind::ConnectTimeout
    } else if is_tls(error) {
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

impl From<reqwest::Error> for TransportError {
    /// Classifies an error that came while the body was read.
    fn from(error: reqwest::Error) -> Self {
        Self::new(TransportErrorKind::Body).because_of(&error)
    }
}

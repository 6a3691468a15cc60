//! The seam between the client and the network: one trait with one method.

use std::error::Error as StdError;
use std::fmt;
use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};

/// What [`Transport::send`] returns: the head of the response, with a body still to be read.
pub type TransportFuture =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send>>;

/// Sends one request and receives one response: no redirects, no retries, no cookies.
///
/// Implement it to test without a network or to bring another HTTP stack. A dropped future must
/// stop the exchange. Limits on time and size are the caller's, except for the time to connect.
pub trait Transport: Send + Sync + 'static {
    /// Sends `request`, whose URI is absolute and must go out as it is.
    ///
    /// # Errors
    ///
    /// A [`TransportError`] whose kind says how far the request came; a response of any status
    /// is not an error.
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture;

    /// Sends `request`, reading its body as it goes out. Unless you implement it, such requests
    /// are refused.
    ///
    /// # Errors
    ///
    /// As for [`Self::send`].
    fn send_stream(&self, request: http::Request<Body>) -> TransportFuture {
        drop(request);
        Box::pin(async { Err(TransportError::new(TransportErrorKind::Refused)) })
    }
}

/// A body that is read chunk by chunk: of a response, after decompression, or of a request.
pub struct Body(UnsyncBoxBody<Bytes, TransportError>);

impl Body {
    /// A body that is read from `source`.
    pub fn new<B>(source: B) -> Self
    where
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<TransportError>,
    {
        Self(source.map_err(Into::into).boxed_unsync())
    }

    /// The next chunk; `None` at the end.
    ///
    /// # Errors
    ///
    /// When the body breaks off or cannot be decompressed.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// The next chunk, if it is there.
    pub(super) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, TransportError>> {
        while let Some(frame) = ready!(Pin::new(&mut self.0).poll_frame(context)) {
            // What is not data is trailers, which nothing here needs.
            if let Ok(data) = frame?.into_data() {
                return Poll::Ready(Ok(Some(data)));
            }
        }
        Poll::Ready(Ok(None))
    }

    /// The length in bytes, where it is known before anything is read.
    pub(super) fn length(&self) -> Option<u64> {
        self.size_hint().exact()
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        Pin::new(&mut self.0).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.0.size_hint()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(
            Full::new(bytes)
                .map_err(|never| match never {})
                .boxed_unsync(),
        )
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Body")
    }
}

/// How far a request came that got no whole response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The transport could not take the request; nothing was sent.
    Refused,
    /// The host's name did not resolve; nothing was sent.
    Resolve,
    /// No connection was made; nothing was sent.
    Connect,
    /// No connection was made in the time for it; nothing was sent.
    ConnectTimeout,
    /// No trusted connection was made (TLS); nothing was sent.
    Tls,
    /// The server said that it has not processed the request, nor ever will: HTTP/2
    /// `REFUSED_STREAM`, or `GOAWAY` with the number of an earlier request (RFC 9113, section
    /// 8.7).
    Unprocessed,
    /// The connection failed after the request may have left.
    Broken,
    /// The body broke off or could not be decompressed.
    Body,
}

impl TransportErrorKind {
    /// Whether it is certain that the server has done nothing about the request.
    #[must_use]
    pub fn is_unsent(self) -> bool {
        !matches!(self, Self::Broken | Self::Body)
    }

    fn text(self) -> &'static str {
        match self {
            Self::Refused => "the request could not be sent",
            Self::Resolve => "the host's name could not be resolved",
            Self::Connect => "no connection could be made",
            Self::ConnectTimeout => "no connection was made in time",
            Self::Tls => "the server's TLS handshake or certificate was not accepted",
            Self::Unprocessed => "the server refused the request unprocessed",
            Self::Broken => "the connection failed before the response",
            Self::Body => "the response's body broke off or could not be decompressed",
        }
    }
}

/// Why a [`Transport`] has no whole response. It keeps no text of the underlying library, since
/// such text may quote URLs; of the cause only the [`io::ErrorKind`] remains.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    cause: Option<io::Error>,
}

impl TransportError {
    /// An error of this kind, without a cause.
    #[must_use]
    pub fn new(kind: TransportErrorKind) -> Self {
        Self { kind, cause: None }
    }

    /// Adds the first [`io::Error`] in `error`'s chain as the cause, by its kind alone, unless
    /// that says nothing.
    #[must_use]
    pub fn because_of(mut self, error: &(dyn StdError + 'static)) -> Self {
        let kind = io_kind(error).filter(|kind| *kind != io::ErrorKind::Other);
        self.cause = kind.map(io::Error::from);
        self
    }

    /// Adds a text of our own as the cause.
    #[cfg(feature = "mock")]
    pub(super) fn explained(mut self, what: String) -> Self {
        self.cause = Some(io::Error::other(what));
        self
    }

    /// How far the request came.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

/// The kind of the first [`io::Error`] in the chain that begins with `error`.
pub(super) fn io_kind(error: &(dyn StdError + 'static)) -> Option<io::ErrorKind> {
    match error.downcast_ref::<io::Error>() {
        Some(error) => Some(error.kind()),
        None => io_kind(error.source()?),
    }
}

impl From<io::Error> for TransportError {
    /// What went wrong while a request's body was read.
    fn from(error: io::Error) -> Self {
        Self::new(TransportErrorKind::Body).because_of(&error)
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind.text())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.cause.as_ref().map(|cause| cause as _)
    }
}

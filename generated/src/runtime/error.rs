//! The one error type of the client.

use std::any::Any;
use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::excerpt::excerpt;
use super::problem::Problem;
use super::response::media_type;
use super::retry_after::retry_after;
use super::transport::{TransportError, TransportErrorKind};

/// How many bytes of a response's body an error keeps: 64 KiB.
pub const KEPT_BODY: usize = 64 * 1024;

/// The headers that servers name a request in, by preference.
const REQUEST_ID_HEADERS: [&str; 4] = [
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
];

/// What went wrong, roughly; [`Error`] has the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client's settings cannot work. Nothing was sent.
    Configuration,
    /// No alternative of the operation's security has all its credentials. Nothing was sent.
    MissingCredentials,
    /// A parameter's value cannot be sent where it belongs. Nothing was sent.
    InvalidParameter,
    /// The body cannot be written, such as a number that is not finite. Nothing was sent.
    Encode,
    /// Code of the caller's failed: a token provider or an interceptor. The attempt was not sent.
    Hook,
    /// The client's own rate limit leaves no room before the time is up. The attempt was not sent.
    RateLimit,
    /// No connection was made. Nothing was sent.
    Connect,
    /// A time limit passed, or the body came too slowly.
    Timeout,
    /// The connection failed, the response broke off, or the server refused the request unprocessed.
    Transport,
    /// The server answered with a status that is no success; documented or not.
    Api,
    /// The server answered with a 2xx status that the description does not list.
    UnexpectedStatus,
    /// The body is of another media type than documented.
    UnexpectedMediaType,
    /// The body is empty where it must not be.
    EmptyBody,
    /// The body is larger than the limit.
    TooLarge,
    /// The body is not what the description says.
    Decode,
    /// A page does not lead on as pages do: back to an earlier one, to another origin, or nowhere
    /// although it says that more follow.
    Pagination,
}

/// Why a call, or building a client, failed.
///
/// Neither `Debug` nor `Display` nor any [source](StdError::source) shows a header's value, a
/// body, a URL or a credential. `Display` does not repeat the source.
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    operation: &'static str,
    detail: Cow<'static, str>,
    response: Option<Answer>,
    attempts: u32,
    may_have_been_applied: bool,
    transport: Option<TransportErrorKind>,
    /// What the client's own limit asks for.
    wait: Option<Duration>,
    documented: Option<Box<dyn Any + Send + Sync>>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

/// What of a response an error keeps.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    retry_after: Option<Duration>,
    body: Option<Bytes>,
}

impl Error {
    pub(super) fn new(kind: ErrorKind, detail: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner {
            kind,
            operation: "",
            detail: detail.into(),
            response: None,
            attempts: 0,
            may_have_been_applied: false,
            transport: None,
            wait: None,
            documented: None,
            source: None,
        }))
    }

    pub(super) fn of_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = operation;
        self
    }

    pub(super) fn because_of(mut self, source: impl StdError + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    pub(super) fn of_transport(mut self, error: TransportError) -> Self {
        self.0.transport = Some(error.kind());
        self.because_of(error)
    }

    pub(super) fn with_wait(mut self, wait: Duration) -> Self {
        self.0.wait = Some(wait);
        self
    }

    pub(super) fn after(mut self, attempts: u32, may_have_been_applied: bool) -> Self {
        self.0.attempts = attempts;
        self.0.may_have_been_applied = may_have_been_applied;
        self
    }

    pub(super) fn with_head(mut self, status: StatusCode, headers: HeaderMap) -> Self {
        self.0.response = Some(Answer {
            status,
            retry_after: retry_after(&headers),
            headers,
            body: None,
        });
        self
    }

    pub(super) fn with_body(mut self, body: &Bytes) -> Self {
        if let Some(answer) = &mut self.0.response {
            // A slice would keep the whole body alive for as long as the error lives.
            let kept = body.get(..KEPT_BODY).map(Bytes::copy_from_slice);
            answer.body = Some(kept.unwrap_or_else(|| body.clone()));
        }
        self
    }

    pub(super) fn with_documented(mut self, error: Box<dyn Any + Send + Sync>) -> Self {
        self.0.documented = Some(error);
        self
    }

    /// What went wrong, roughly.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The id of the operation that was called; empty when a client could not be built.
    #[must_use]
    pub fn operation(&self) -> &str {
        self.0.operation
    }

    /// The status of the response, once there was one.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.0
            .response
            .as_ref()
            .map(|answer| answer.status.as_u16())
    }

    /// The headers of the response, once there was one.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.response.as_ref().map(|answer| &answer.headers)
    }

    /// The body of the response, if it was read; its first [`KEPT_BODY`] bytes when it is longer.
    #[must_use]
    pub fn body(&self) -> Option<&[u8]> {
        self.0.response.as_ref()?.body.as_deref()
    }

    /// The beginning of the body as text of at most 512 bytes, to be shown to people: without
    /// control characters, and with `***` for whatever looks like a key or token. It is still
    /// the server's text; `Display` and `Debug` leave it out.
    #[must_use]
    pub fn excerpt(&self) -> Option<String> {
        self.body().map(excerpt)
    }

    /// What the body says of the problem, if it is `application/problem+json` (RFC 9457) and was
    /// kept whole.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        let is_problem = media_type(self.headers()?)? == "application/problem+json";
        is_problem.then(|| Problem::parse(self.body()?)).flatten()
    }

    /// How long to wait before the next call: after the response, as the server asked in
    /// `Retry-After`; or until there is room in the client's own rate limit, when that is what the
    /// call failed for.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        let asked = self
            .0
            .response
            .as_ref()
            .and_then(|answer| answer.retry_after);
        asked.or(self.0.wait)
    }

    /// How far the request came, where the transport failed.
    #[must_use]
    pub fn transport(&self) -> Option<TransportErrorKind> {
        self.0.transport
    }

    /// The id that the server gave the request, from the response's headers.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let headers = self.headers()?;
        REQUEST_ID_HEADERS
            .iter()
            .find_map(|name| headers.get(*name)?.to_str().ok())
    }

    /// How many times the request was tried: 0 when it was refused before anything was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the server may have carried the operation out all the same, in any attempt.
    ///
    /// False when nothing was sent, when the method is one that changes nothing (such as `GET`),
    /// and when the server refused with a 3xx or 4xx status. True when the connection failed or a
    /// time limit passed after the request may have left, for any 5xx status, and when the server
    /// reported success but its body could not be used.
    #[must_use]
    pub fn may_have_been_applied(&self) -> bool {
        self.0.may_have_been_applied
    }

    /// The documented error of the operation, if the response was one and could be read.
    #[must_use]
    pub fn documented<E: 'static>(&self) -> Option<&E> {
        self.0.documented.as_ref()?.downcast_ref()
    }

    /// Whether a time limit passed: of connecting, of an attempt, or of the whole call.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }

    /// Whether no connection was made, for want of time too.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        use TransportErrorKind::Unprocessed;
        let transport = self.0.transport.filter(|kind| *kind != Unprocessed);
        transport.is_some_and(TransportErrorKind::is_unsent)
    }

    /// Whether the server answered 429.
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.status() == Some(429)
    }

    /// Whether the server answered 404.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// Whether the credentials are missing, or were refused with 401 or 403.
    #[must_use]
    pub fn is_auth(&self) -> bool {
        self.kind() == ErrorKind::MissingCredentials || matches!(self.status(), Some(401 | 403))
    }

    /// Whether a response came whole, but its body could not be read as documented.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        use ErrorKind::{Decode, EmptyBody, UnexpectedMediaType};
        matches!(self.kind(), Decode | EmptyBody | UnexpectedMediaType)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.operation().is_empty() {
            write!(formatter, "{}: ", self.operation())?;
        }
        formatter.write_str(&self.0.detail)?;
        if let Some(status) = self.status() {
            write!(formatter, " (status {status})")?;
        }
        if self.attempts() > 1 {
            write!(formatter, " after {} attempts", self.attempts())?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Error")
            .field("kind", &self.kind())
            .field("operation", &self.operation())
            .field("detail", &self.0.detail)
            .field("status", &self.status())
            .field("attempts", &self.attempts())
            .field("may_have_been_applied", &self.may_have_been_applied())
            .field("source", &self.0.source)
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

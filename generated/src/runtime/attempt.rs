//! One attempt of a call: a request and its response, within the attempt's limits.

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, Method, StatusCode, Uri};
use tokio::time::{Instant, timeout_at};

use super::admission::Permit;
use super::budget::RetryBudget;
use super::error::Error;
use super::failure::{Failure, Head};
use super::gate::{Gate, Pass};
use super::intercept::{Intercept, Outbound};
use super::lend::Shelf;
use super::operation::Operation;
use super::redirect::{Redirects, Trail};
use super::response::RawResponse;
use super::retry::RetryPolicy;
use super::setup::Limits;
use super::stall::Pace;
use super::transport::{Body, Transport, TransportError, TransportErrorKind, TransportFuture};

/// A request as every attempt sends it, with the limits of the call.
pub(super) struct Outgoing {
    pub(super) operation: &'static Operation,
    pub(super) uri: Uri,
    pub(super) headers: HeaderMap,
    pub(super) payload: Payload,
    pub(super) limits: Limits,
    pub(super) retry: RetryPolicy,
    pub(super) budget: RetryBudget,
    /// Whether to send it twice has the same effect as to send it once.
    pub(super) idempotent: bool,
    pub(super) redirects: Redirects,
    pub(super) gate: Gate,
    pub(super) interceptors: Arc<[Arc<dyn Intercept>]>,
    pub(super) transport: Arc<dyn Transport>,
}

/// What a request sends as its body.
pub(super) enum Payload {
    Bytes(Bytes),
    /// A stream, which cannot be read again.
    Stream(Shelf),
}

/// What is read of the body of a success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Whole,
    /// Nothing: the caller reads it.
    Nothing,
}

/// A response of any status; with its body where that has not been read.
pub(super) type Answer = (RawResponse, Option<Unread>);

/// A body that the caller reads, with the request's place among those in flight.
pub(super) type Unread = (Body, Permit);

impl Outgoing {
    /// Whether the body can still be sent.
    pub(super) fn has_body(&self) -> bool {
        match &self.payload {
            Payload::Bytes(_) => true,
            Payload::Stream(shelf) => shelf.is_full(),
        }
    }

    /// Attempt `number`, before `deadline`.
    pub(super) async fn attempt(
        &self,
        pass: &mut Pass,
        number: u32,
        deadline: Option<Instant>,
        reading: Reading,
    ) -> Result<Answer, Error> {
        let end = [after(self.limits.attempt), deadline];
        let end = end.into_iter().flatten().min();
        let mut head = None;
        let exchange = self.exchange(pass, number, &mut head, reading);
        let outcome = match end {
            Some(end) => timeout_at(end, exchange)
                .await
                .unwrap_or(Err(Failure::Timeout)),
            None => exchange.await,
        };
        match (outcome, head) {
            (Ok((bytes, unread)), Some((status, headers))) => {
                let response = RawResponse::new(self.operation, status, headers, bytes, number);
                Ok((response, unread))
            }
            (Ok(_), None) => Err(Failure::Timeout.into_error(None, self.operation, number)),
            (Err(failure), head) => Err(failure.into_error(head, self.operation, number)),
        }
    }

    /// Sends, and reads the response. `head` is filled as soon as it is known, so that it is not
    /// lost when the time is up while the body is read.
    async fn exchange(
        &self,
        pass: &mut Pass,
        number: u32,
        head: &mut Option<Head>,
        reading: Reading,
    ) -> Result<(Bytes, Option<Unread>), Failure> {
        let response = self.send_along(pass, number).await?;
        let (body, length) = self.open(response, head);
        let status = head.as_ref().map(|(status, _)| status.as_u16());
        let is_success = status.is_some_and(|status| self.operation.is_success(status));
        if is_success && reading == Reading::Nothing {
            return Ok((Bytes::new(), Some((body, pass.permit.take()))));
        }
        Ok((self.read(body, length).await?, None))
    }

    /// Puts the head of `response` into `head`; gives the body, and the length that it must have.
    fn open(
        &self,
        response: http::Response<Body>,
        head: &mut Option<Head>,
    ) -> (Body, Option<usize>) {
        let (parts, body) = response.into_parts();
        let length = body_length(&self.operation.method, &parts);
        *head = Some((parts.status, parts.headers));
        (body, length)
    }

    /// Sends, follows redirects as far as allowed, and gives what answers at the end.
    async fn send_along(&self, pass: &Pass, number: u32) -> Result<http::Response<Body>, Failure> {
        let response = self.send(pass, number, self.uri.clone())?.await;
        let response = response.map_err(Failure::Transport)?;
        match self.redirects {
            Redirects::None => Ok(response),
            // Apart, so that calls that follow none have no room for it.
            Redirects::SameOrigin(_) => Box::pin(self.follow(pass, number, response)).await,
        }
    }

    /// Follows redirects from `response` on.
    async fn follow(
        &self,
        pass: &Pass,
        number: u32,
        mut response: http::Response<Body>,
    ) -> Result<http::Response<Body>, Failure> {
        let mut trail = Trail::new(self.redirects, &self.operation.method, &self.uri);
        loop {
            let (head, body) = response.into_parts();
            let next = self.has_body().then(|| trail.follow(&head)).flatten();
            let Some(uri) = next else {
                return Ok(http::Response::from_parts(head, body));
            };
            let next = self.send(pass, number, uri)?.await;
            response = next.map_err(Failure::Transport)?;
        }
    }

    /// Sends, and gives what waits for the head of the response. No `async fn`, which would have room for all of the
    /// request while it waits.
    fn send(&self, pass: &Pass, number: u32, uri: Uri) -> Result<TransportFuture, Failure> {
        let headers = self.headers(pass, number, &uri)?;
        let mut request = http::Request::new(());
        *request.method_mut() = self.operation.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = headers;
        match &self.payload {
            Payload::Bytes(bytes) => Ok(self.transport.send(request.map(|()| bytes.clone()))),
            Payload::Stream(shelf) => {
                let body = shelf.lend().ok_or_else(|| {
                    Failure::Transport(TransportError::new(TransportErrorKind::Refused))
                })?;
                Ok(self.transport.send_stream(request.map(|()| body)))
            }
        }
    }

    /// The headers of the request to `uri` of attempt `number`.
    fn headers(&self, pass: &Pass, number: u32, uri: &Uri) -> Result<HeaderMap, Failure> {
        let mut headers = self.headers.clone();
        pass.sign(&mut headers);
        let outbound = Outbound {
            operation: self.operation,
            uri,
            headers: &mut headers,
            body: match &self.payload {
                Payload::Bytes(bytes) => Some(bytes),
                Payload::Stream(_) => None,
            },
            attempt: number,
        };
        outbound.show(&self.interceptors).map_err(Failure::Hook)?;
        Ok(headers)
    }

    async fn read(&self, mut body: Body, length: Option<usize>) -> Result<Bytes, Failure> {
        let max = self.limits.max_body;
        if length.is_some_and(|length| length > max) {
            return Err(Failure::TooLarge);
        }
        let mut pace = Pace::new(self.limits.stall);
        let mut whole = Whole::default();
        loop {
            let chunk = pace.chunk(&mut body).await.map_err(|_| Failure::Stalled)?;
            let Some(chunk) = chunk.map_err(Failure::Transport)? else {
                break;
            };
            if chunk.len() > max - whole.len() {
                return Err(Failure::TooLarge);
            }
            whole.push(chunk, length);
        }
        if length.is_some_and(|length| length != whole.len()) {
            return Err(Failure::Transport(TransportError::new(
                TransportErrorKind::Body,
            )));
        }
        Ok(whole.into_bytes())
    }
}

/// A body that is put together. One that came in one piece is not copied.
#[derive(Default)]
struct Whole {
    first: Bytes,
    all: BytesMut,
}

impl Whole {
    /// What is set aside at once for a body that is announced; what is not sent costs nothing then.
    const AT_ONCE: usize = 256 * 1024;

    fn len(&self) -> usize {
        self.first.len() + self.all.len()
    }

    /// Adds a piece of a body of `length` bytes, if that is known.
    fn push(&mut self, chunk: Bytes, length: Option<usize>) {
        if self.len() == 0 {
            self.first = chunk;
            return;
        }
        if !self.first.is_empty() {
            let first = std::mem::take(&mut self.first);
            self.all.reserve(length.unwrap_or(0).min(Self::AT_ONCE));
            self.all.extend_from_slice(&first);
        }
        self.all.extend_from_slice(&chunk);
    }

    fn into_bytes(self) -> Bytes {
        if self.all.is_empty() {
            self.first
        } else {
            self.all.freeze()
        }
    }
}

/// The length that the body must have, unless it has none or was compressed on the way.
fn body_length(method: &Method, head: &http::response::Parts) -> Option<usize> {
    let bodiless = [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&head.status);
    announced_length(&head.headers).filter(|_| !bodiless && *method != Method::HEAD)
}

/// The length that the headers give, unless the body was compressed on the way.
pub(super) fn announced_length(headers: &HeaderMap) -> Option<usize> {
    if headers.contains_key(CONTENT_ENCODING) {
        return None;
    }
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// `duration` from now; `None` when that is too far away to be said.
pub(super) fn after(duration: Duration) -> Option<Instant> {
    Instant::now().checked_add(duration)
}

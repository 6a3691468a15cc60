//! The executor: one call, made of attempts.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};
use http::{HeaderMap, Method, StatusCode};
use tokio::time::{Instant, timeout_at};

use super::error::{Error, ErrorKind};
use super::operation::Operation;
use super::request::Request;
use super::response::{ApiResponse, Decoder, RawResponse};
use super::transport::{Body, Transport, TransportError, TransportErrorKind};

/// A call that is on its way once it is polled, within a Tokio runtime that has time enabled.
/// Dropping it ends the call.
#[must_use = "a call does nothing unless it is awaited"]
pub struct Call<T> {
    exchange: Pin<Box<dyn Future<Output = Result<RawResponse, Error>> + Send>>,
    decode: Decoder<T>,
}

impl<T> Call<T> {
    pub(super) fn new(request: Request, decode: Decoder<T>) -> Self {
        Self {
            exchange: Box::pin(execute(request)),
            decode,
        }
    }
}

impl<T> Future for Call<T> {
    type Output = Result<ApiResponse<T>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.exchange.as_mut().poll(context));
        Poll::Ready(response.and_then(|response| response.into_api_response(self.decode)))
    }
}

impl<T> fmt::Debug for Call<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Call")
    }
}

/// A request as every attempt sends it, with the limits of the call.
pub(super) struct Outgoing {
    pub(super) operation: &'static Operation,
    pub(super) uri: http::Uri,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// What is sent in place of `body`, once: a stream cannot be read again.
    pub(super) stream: Mutex<Option<Body>>,
    pub(super) attempt_timeout: Duration,
    pub(super) total_timeout: Duration,
    pub(super) max_body: usize,
    pub(super) transport: Arc<dyn Transport>,
}

/// Makes the call; the response is one of success.
async fn execute(request: Request) -> Result<RawResponse, Error> {
    let outgoing = request.finish()?;
    let deadline = after(outgoing.total_timeout);
    let response = attempt(&outgoing, 1, deadline).await?;
    if outgoing.operation.is_success(response.status()) {
        Ok(response)
    } else {
        Err(response.into_api_error())
    }
}

/// One request and its whole response, of any status, before `deadline`.
async fn attempt(
    outgoing: &Outgoing,
    number: u32,
    deadline: Option<Instant>,
) -> Result<RawResponse, Error> {
    let end = [after(outgoing.attempt_timeout), deadline]
        .into_iter()
        .flatten()
        .min();
    let mut head = None;
    let exchange = exchange(outgoing, &mut head);
    let outcome = match end {
        Some(end) => timeout_at(end, exchange)
            .await
            .unwrap_or(Err(Failure::Timeout)),
        None => exchange.await,
    };
    match (outcome, head) {
        (Ok(body), Some((status, headers))) => Ok(RawResponse::new(
            outgoing.operation,
            status,
            headers,
            body,
            number,
        )),
        (Ok(_), None) => Err(failed(Failure::Timeout, None, outgoing.operation, number)),
        (Err(failure), head) => Err(failed(failure, head, outgoing.operation, number)),
    }
}

pub(super) type Head = (StatusCode, HeaderMap);

/// Why an attempt has no whole response.
pub(super) enum Failure {
    Timeout,
    TooLarge,
    Transport(TransportError),
}

/// Sends, and reads to the end. `head` is filled as soon as it is known, so that it is not lost
/// when the time is up while the body is read.
async fn exchange(outgoing: &Outgoing, head: &mut Option<Head>) -> Result<Bytes, Failure> {
    let (parts, body) = send(outgoing).await?.into_parts();
    let has_body = outgoing.operation.method != Method::HEAD
        && !matches!(
            parts.status,
            StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED
        );
    let length = announced_length(&parts.headers).filter(|_| has_body);
    *head = Some((parts.status, parts.headers));
    read(body, length, outgoing.max_body).await
}

/// Sends, and waits for the head of the response.
pub(super) async fn send(outgoing: &Outgoing) -> Result<http::Response<Body>, Failure> {
    let mut request = http::Request::new(());
    *request.method_mut() = outgoing.operation.method.clone();
    *request.uri_mut() = outgoing.uri.clone();
    *request.headers_mut() = outgoing.headers.clone();
    let stream = outgoing.stream.lock();
    let stream = stream.unwrap_or_else(PoisonError::into_inner).take();
    let response = match stream {
        Some(body) => outgoing.transport.send_stream(request.map(|()| body)),
        None => outgoing
            .transport
            .send(request.map(|()| outgoing.body.clone())),
    };
    response.await.map_err(Failure::Transport)
}

/// The length that the body must have, unless it was compressed on the way.
pub(super) fn announced_length(headers: &HeaderMap) -> Option<usize> {
    if headers.contains_key(CONTENT_ENCODING) {
        return None;
    }
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

pub(super) async fn read(
    mut body: Body,
    length: Option<usize>,
    max: usize,
) -> Result<Bytes, Failure> {
    if length.is_some_and(|length| length > max) {
        return Err(Failure::TooLarge);
    }
    let mut whole = BytesMut::new();
    while let Some(chunk) = body.chunk().await.map_err(Failure::Transport)? {
        if chunk.len() > max - whole.len() {
            return Err(Failure::TooLarge);
        }
        whole.extend_from_slice(&chunk);
    }
    if length.is_some_and(|length| length != whole.len()) {
        return Err(Failure::Transport(TransportError::new(
            TransportErrorKind::Body,
        )));
    }
    Ok(whole.freeze())
}

pub(super) fn failed(
    failure: Failure,
    head: Option<Head>,
    operation: &'static Operation,
    attempts: u32,
) -> Error {
    let status = head.as_ref().map(|(status, _)| *status);
    let (error, unsent) = match failure {
        Failure::Timeout => {
            let what = match status {
                Some(_) => "the time was up before the whole body had come",
                None => "the time was up before the server answered",
            };
            (Error::new(ErrorKind::Timeout, what), false)
        }
        Failure::TooLarge => (
            Error::new(ErrorKind::TooLarge, "the body is larger than the limit"),
            false,
        ),
        Failure::Transport(error) => {
            let kind = error.kind();
            (
                Error::new(kind_of(kind), what_of(kind)).of_transport(error),
                kind.is_unsent(),
            )
        }
    };
    let error = match head {
        Some((status, headers)) => error.with_head(status, headers),
        None => error,
    };
    let applied = !unsent && may_have_been_applied(operation, status);
    error.of_operation(operation.id).after(attempts, applied)
}

fn kind_of(kind: TransportErrorKind) -> ErrorKind {
    match kind {
        TransportErrorKind::ConnectTimeout => ErrorKind::Timeout,
        kind if kind.is_unsent() => ErrorKind::Connect,
        _ => ErrorKind::Transport,
    }
}

fn what_of(kind: TransportErrorKind) -> &'static str {
    match kind {
        TransportErrorKind::Body => "the response did not come whole",
        kind if kind.is_unsent() => "the server was not reached, and nothing was sent",
        _ => "the connection failed while the call was on its way",
    }
}

/// Whether a request that left, and was answered with `status` if at all, may have had its effect.
pub(super) fn may_have_been_applied(operation: &Operation, status: Option<StatusCode>) -> bool {
    let refused = status.is_some_and(|status| status.is_redirection() || status.is_client_error());
    !operation.method.is_safe() && !refused
}

/// `duration` from now; `None` when that is too far away to be said.
pub(super) fn after(duration: Duration) -> Option<Instant> {
    Instant::now().checked_add(duration)
}

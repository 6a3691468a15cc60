//! Responses that are read as they come.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::header::ACCEPT;
use http::{HeaderMap, StatusCode};
use tokio::time::timeout_at;

use super::call::{self, Failure, Outgoing};
use super::error::Error;
use super::operation::Operation;
use super::request::Request;
use super::response::{ApiResponse, BodyFault, RawResponse};
use super::transport::{Body, TransportError, TransportErrorKind};

/// Makes what a call gives of the bytes of a success.
pub type Open<S> = fn(ByteStream) -> Result<S, BodyFault>;

/// A call that ends when the head of a success has come; what it gives is read after that.
///
/// The limits of time hold up to the head. After it, the limit of an attempt holds for each wait
/// for more bytes, and there is none for the whole. Nor is there a limit of size, but for single
/// events and lines, which may be as large as a whole body.
#[must_use = "a call does nothing unless it is awaited"]
pub struct StreamCall<S> {
    exchange: Pin<Box<dyn Future<Output = Result<ByteStream, Error>> + Send>>,
    open: Open<S>,
}

impl Request {
    /// The call, which starts when it is first polled; `open` makes of the bytes what it gives.
    /// It asks for `accept`, media types with commas between them.
    pub fn stream<S>(mut self, accept: &'static str, open: Open<S>) -> StreamCall<S> {
        if !accept.is_empty() {
            self.set_header(ACCEPT, accept);
        }
        StreamCall {
            exchange: Box::pin(execute(self)),
            open,
        }
    }
}

impl<S> Future for StreamCall<S> {
    type Output = Result<ApiResponse<S>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let bytes = ready!(self.exchange.as_mut().poll(context))?;
        let (status, headers) = (bytes.status, bytes.headers.clone());
        let operation = bytes.operation;
        Poll::Ready(match (self.open)(bytes) {
            Ok(data) => Ok(ApiResponse::new(data, status, headers)),
            Err(fault) => {
                let response = RawResponse::new(operation, status, headers, Bytes::new(), 1);
                Err(response.into_body_error(fault))
            }
        })
    }
}

impl<S> fmt::Debug for StreamCall<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StreamCall")
    }
}

/// Makes the call up to the head of a success. The body of an error is read whole.
async fn execute(request: Request) -> Result<ByteStream, Error> {
    let outgoing = request.finish()?;
    let operation = outgoing.operation;
    let mut head = None;
    let end = [outgoing.attempt_timeout, outgoing.total_timeout];
    let end = end.into_iter().filter_map(call::after).min();
    let opened = open(&outgoing, &mut head);
    let outcome = match end {
        Some(end) => timeout_at(end, opened)
            .await
            .unwrap_or(Err(Failure::Timeout)),
        None => opened.await,
    };
    match (outcome, head) {
        (Ok(Opened::Success(bytes)), _) => Ok(bytes),
        (Ok(Opened::Other(body)), Some((status, headers))) => {
            Err(RawResponse::new(operation, status, headers, body, 1).into_api_error())
        }
        (Ok(Opened::Other(_)), None) => Err(call::failed(Failure::Timeout, None, operation, 1)),
        (Err(failure), head) => Err(call::failed(failure, head, operation, 1)),
    }
}

enum Opened {
    Success(ByteStream),
    Other(Bytes),
}

async fn open(outgoing: &Outgoing, head: &mut Option<call::Head>) -> Result<Opened, Failure> {
    let (parts, body) = call::send(outgoing).await?.into_parts();
    let length = call::announced_length(&parts.headers);
    *head = Some((parts.status, parts.headers.clone()));
    if !outgoing.operation.is_success(parts.status.as_u16()) {
        let body = call::read(body, length, outgoing.max_body).await?;
        return Ok(Opened::Other(body));
    }
    Ok(Opened::Success(ByteStream {
        body,
        operation: outgoing.operation,
        status: parts.status,
        headers: parts.headers,
        left: length.and_then(|length| u64::try_from(length).ok()),
        patience: outgoing.attempt_timeout,
        max_item: outgoing.max_body,
        is_over: false,
    }))
}

/// The body of a response, read chunk by chunk, after decompression. Dropping it ends the
/// exchange.
pub struct ByteStream {
    body: Body,
    operation: &'static Operation,
    status: StatusCode,
    headers: HeaderMap,
    /// The bytes that are still to come, where the response said how many.
    left: Option<u64>,
    patience: Duration,
    max_item: usize,
    is_over: bool,
}

impl ByteStream {
    /// Takes the bytes as they are.
    ///
    /// # Errors
    ///
    /// None.
    pub fn open(bytes: Self) -> Result<Self, BodyFault> {
        Ok(bytes)
    }

    /// The next bytes, as many as have come; `None` at the end, and after an error.
    ///
    /// # Errors
    ///
    /// When the body breaks off, cannot be decompressed, or nothing comes for as long as an
    /// attempt may take.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        if self.is_over {
            return Ok(None);
        }
        let next = match call::after(self.patience) {
            Some(end) => timeout_at(end, self.body.chunk()).await,
            None => Ok(self.body.chunk().await),
        };
        let counted = match next {
            Ok(Ok(chunk)) => self.count(chunk),
            Ok(Err(error)) => Err(Failure::Transport(error)),
            Err(_) => Err(Failure::Timeout),
        };
        self.is_over = !matches!(counted, Ok(Some(_)));
        counted.map_err(|failure| self.failed(failure))
    }

    /// Checks that as many bytes come as were announced.
    fn count(&mut self, chunk: Option<Bytes>) -> Result<Option<Bytes>, Failure> {
        let Some(left) = &mut self.left else {
            return Ok(chunk);
        };
        let length = chunk.as_ref().map_or(0, |chunk| chunk.len() as u64);
        let is_short = chunk.is_none() && *left > 0;
        match left.checked_sub(length).filter(|_| !is_short) {
            Some(rest) => {
                *left = rest;
                Ok(chunk)
            }
            None => Err(Failure::Transport(TransportError::new(
                TransportErrorKind::Body,
            ))),
        }
    }

    /// The media type without its parameters, in lower case; `None` when the server named none.
    #[must_use]
    pub fn media_type(&self) -> Option<String> {
        super::response::media_type(&self.headers)
    }

    /// The most bytes that one event or line may have.
    #[must_use]
    pub fn max_item(&self) -> usize {
        self.max_item
    }

    /// The error of an event or line that is larger than that.
    #[must_use]
    pub fn too_large(&self) -> Error {
        self.failed(Failure::TooLarge)
    }

    /// The error of an event or line that is not as documented.
    #[must_use]
    pub fn undecodable(&self, fault: BodyFault) -> Error {
        let (status, headers) = (self.status, self.headers.clone());
        RawResponse::new(self.operation, status, headers, Bytes::new(), 1).into_body_error(fault)
    }

    fn failed(&self, failure: Failure) -> Error {
        let head = (self.status, self.headers.clone());
        call::failed(failure, Some(head), self.operation, 1)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ByteStream")
            .field("operation", &self.operation.id)
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

//! Responses that are read as they come.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::ACCEPT;
use tokio::time::{Sleep, sleep_until};

use super::admission::Permit;
use super::attempt::{Reading, Unread, after, announced_length};
use super::call::{Exchange, execute};
use super::error::Error;
use super::failure::Failure;
use super::request::Request;
use super::response::{ApiResponse, BodyFault, RawResponse, names_json};
use super::setup::Limits;
use super::transport::{Body, TransportError, TransportErrorKind};

/// Makes what a call gives of the bytes of a success.
pub type Open<S> = fn(ByteStream) -> Result<S, BodyFault>;

/// A call that ends when the head of a success has come; what it gives is read after that.
///
/// The limits of time hold up to the head, and so do retries. After it, the idle timeout holds for
/// each wait for more bytes, and there is no limit for the whole. Nor is there a limit of size, but
/// for single events, lines and elements of a list, which may be as large as a whole body.
#[must_use = "a call does nothing unless it is awaited"]
pub struct StreamCall<S> {
    exchange: Exchange,
    limits: Limits,
    open: Open<S>,
}

impl Request {
    /// The call, which starts when it is first polled; `open` makes of the bytes what it gives.
    /// It asks for `accept`, media types with commas between them.
    pub fn stream<S>(mut self, accept: &'static str, open: Open<S>) -> StreamCall<S> {
        if !accept.is_empty() {
            self.set_header(ACCEPT, accept.into());
        }
        let limits = self.limits();
        StreamCall {
            exchange: execute(self, Reading::Nothing),
            limits,
            open,
        }
    }
}

impl<S> Future for StreamCall<S> {
    type Output = Result<ApiResponse<S>, Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let (head, unread) = ready!(self.exchange.as_mut().poll(context))?;
        let unread = unread.unwrap_or_else(|| (Body::from(Bytes::new()), None));
        let bytes = ByteStream::new(head.clone(), unread, &self.limits);
        Poll::Ready(match (self.open)(bytes) {
            Ok(data) => Ok(head.with_data(data)),
            Err(fault) => Err(head.into_body_error(fault)),
        })
    }
}

#[cfg(feature = "blocking")]
impl<S> StreamCall<S> {
    /// Makes the call and waits on this thread until the head of a success has come. What it
    /// gives is read with [`blocking::iter`](super::blocking::iter).
    ///
    /// # Errors
    ///
    /// As [`Call::wait`](super::call::Call::wait).
    pub fn wait(self) -> Result<ApiResponse<S>, Error> {
        super::blocking::block_on(self)?
    }
}

impl<S> fmt::Debug for StreamCall<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("StreamCall")
    }
}

/// The body of a response, read chunk by chunk, after decompression. Dropping it ends the
/// exchange.
pub struct ByteStream {
    /// The response without its body.
    head: RawResponse,
    body: Body,
    /// The bytes that are still to come, where the response said how many.
    left: Option<u64>,
    /// How long each chunk is waited for.
    patience: Option<Duration>,
    idle: Option<Duration>,
    /// The end of the wait for the next chunk.
    end: Option<Pin<Box<Sleep>>>,
    max_item: usize,
    is_over: bool,
    /// The request's place among those in flight, until the end.
    permit: Permit,
}

impl ByteStream {
    fn new(head: RawResponse, (body, permit): Unread, limits: &Limits) -> Self {
        let length = announced_length(head.headers());
        Self {
            head,
            body,
            left: length.and_then(|length| u64::try_from(length).ok()),
            patience: Some(limits.idle.unwrap_or(limits.stall)),
            idle: limits.idle,
            end: None,
            max_item: limits.max_body,
            is_over: false,
            permit,
        }
    }

    /// Takes the bytes as they are.
    ///
    /// # Errors
    ///
    /// None.
    pub fn open(bytes: Self) -> Result<Self, BodyFault> {
        Ok(bytes)
    }

    /// Waits for the next bytes for as long as the idle timeout says, and for ever where none was
    /// set: for streams in which nothing comes for a while, such as those of events.
    pub fn allow_gaps(&mut self) {
        self.patience = self.idle;
    }

    /// The next bytes, as many as have come; `None` at the end, and after an error.
    ///
    /// # Errors
    ///
    /// When the body breaks off, cannot be decompressed, or nothing comes for too long.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        // A wait that was given up before does not count.
        self.end = None;
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// The next bytes, if they are there.
    pub(super) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Bytes>, Error>> {
        if self.is_over {
            return Poll::Ready(Ok(None));
        }
        let counted = match self.body.poll_chunk(context) {
            Poll::Ready(Ok(chunk)) => self.count(chunk),
            Poll::Ready(Err(error)) => Err(Failure::Transport(error)),
            Poll::Pending => {
                ready!(self.poll_end(context));
                Err(Failure::Stalled)
            }
        };
        self.end = None;
        self.is_over = !matches!(counted, Ok(Some(_)));
        if self.is_over {
            self.permit = None;
        }
        Poll::Ready(counted.map_err(|failure| self.failed(failure)))
    }

    /// Whether the wait for the next bytes, which begins now unless it has begun, is over.
    fn poll_end(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.end.is_none() {
            let end = self.patience.and_then(after);
            self.end = end.map(|end| Box::pin(sleep_until(end)));
        }
        match &mut self.end {
            Some(end) => end.as_mut().poll(context),
            None => Poll::Pending,
        }
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
        self.head.media_type()
    }

    /// Whether the media type is that of JSON, or missing.
    #[must_use]
    pub fn is_json(&self) -> bool {
        names_json(&self.head.headers)
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
        self.head.clone().into_body_error(fault)
    }

    fn failed(&self, failure: Failure) -> Error {
        let head = (self.head.status, self.head.headers.clone());
        failure.into_error(Some(head), self.head.operation, self.head.attempts)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(context).map(Result::transpose)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ByteStream")
            .field("operation", &self.head.operation.id)
            .field("left", &self.left)
            .finish_non_exhaustive()
    }
}

//! Streams of JSON texts: NDJSON and JSON Lines, a text a line, and JSON text sequences (RFC
//! 7464).

use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::error::Error;
use super::json::{self, Decode};
use super::records::Records;
use super::response::BodyFault;
use super::stream::ByteStream;

/// The items of a stream, decoded one by one as they come. Empty lines are passed over.
#[derive(Debug)]
pub struct Lines<T> {
    records: Records,
    items: PhantomData<fn() -> T>,
}

impl<T: Decode> Lines<T> {
    /// Reads `bytes` by their media type: a text sequence where it says so, lines otherwise.
    ///
    /// # Errors
    ///
    /// For a media type that is neither of these nor one that says nothing (`application/json`,
    /// `text/plain`, `application/octet-stream`, or none).
    pub fn open(bytes: ByteStream) -> Result<Self, BodyFault> {
        let media_type = bytes.media_type();
        let ends: &[u8] = match media_type.as_deref() {
            Some("application/json-seq") => b"\x1e",
            Some(named) if !is_lines(named) => return Err(BodyFault::UnexpectedMediaType),
            _ => b"\n",
        };
        Ok(Self {
            records: Records::new(bytes, ends),
            items: PhantomData,
        })
    }

    /// The next item; `None` at the end, and after an error of the stream itself. After an item
    /// that is not as documented, the next one can be read.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            let record = match ready!(self.records.poll_next(context)) {
                Ok(Some((record, _))) => record,
                Ok(None) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error))),
            };
            if !record.iter().all(u8::is_ascii_whitespace) {
                let item = json::from_slice(&record);
                let item = item.map_err(|fault| self.records.source().undecodable(fault.into()));
                return Poll::Ready(Some(item));
            }
        }
    }
}

impl<T: Decode> Stream for Lines<T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

fn is_lines(media_type: &str) -> bool {
    let subtype = media_type
        .strip_prefix("application/")
        .unwrap_or(media_type);
    let subtype = subtype.strip_prefix("x-").unwrap_or(subtype);
    matches!(
        subtype,
        "ndjson" | "jsonl" | "jsonlines" | "json-lines" | "json" | "octet-stream" | "text/plain"
    )
}

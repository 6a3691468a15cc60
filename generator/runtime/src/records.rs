//! Cutting a stream into records.

use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes, BytesMut};

use super::error::Error;
use super::stream::ByteStream;

/// A record and the byte that it ends in, if it ends in one.
type Record = (Bytes, Option<u8>);

/// Reads records that end in one of a few bytes.
#[derive(Debug)]
pub(super) struct Records {
    bytes: ByteStream,
    ends: &'static [u8],
    /// What has come of the next records.
    buffer: BytesMut,
    /// How much of the buffer has been looked at: no record ends in it.
    seen: usize,
    is_over: bool,
}

impl Records {
    pub(super) fn new(mut bytes: ByteStream, ends: &'static [u8]) -> Self {
        bytes.allow_gaps();
        Self {
            bytes,
            ends,
            buffer: BytesMut::new(),
            seen: 0,
            is_over: false,
        }
    }

    /// The stream that is cut.
    pub(super) fn source(&self) -> &ByteStream {
        &self.bytes
    }

    /// Reads no further.
    pub(super) fn stop(&mut self) {
        self.is_over = true;
        self.buffer.clear();
        self.seen = 0;
    }

    /// The next record with the byte that it ends in; none of the last one, if anything is left
    /// when the stream ends. `None` at the end, and after an error.
    pub(super) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Option<Record>, Error>> {
        loop {
            if let Some(record) = self.take() {
                return Poll::Ready(Ok(Some(record)));
            }
            if self.is_over {
                let rest = self.buffer.split().freeze();
                self.seen = 0;
                return Poll::Ready(Ok((!rest.is_empty()).then_some((rest, None))));
            }
            if self.buffer.len() > self.bytes.max_item() {
                self.stop();
                return Poll::Ready(Err(self.bytes.too_large()));
            }
            match ready!(self.bytes.poll_chunk(context)) {
                Ok(Some(chunk)) => self.buffer.extend_from_slice(&chunk),
                Ok(None) => self.is_over = true,
                Err(error) => {
                    self.stop();
                    return Poll::Ready(Err(error));
                }
            }
        }
    }

    /// The first record of the buffer, if all of it is there.
    fn take(&mut self) -> Option<Record> {
        let fresh = self.buffer.get(self.seen..).unwrap_or_default();
        let Some(position) = fresh.iter().position(|byte| self.ends.contains(byte)) else {
            self.seen = self.buffer.len();
            return None;
        };
        let record = self.buffer.split_to(self.seen + position).freeze();
        self.seen = 0;
        let end = self.buffer.first().copied();
        self.buffer.advance(1);
        Some((record, end))
    }
}

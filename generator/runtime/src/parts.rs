//! Pieces of a body, one after the other.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::transport::{Body, TransportError};
use super::upload::Upload;

/// A body that is made of others.
pub(super) struct Parts {
    pieces: VecDeque<Upload>,
}

impl Parts {
    pub(super) fn new() -> Self {
        Self {
            pieces: VecDeque::new(),
        }
    }

    pub(super) fn push(&mut self, piece: Upload) {
        self.pieces.push_back(piece);
    }

    /// Bytes where every piece is bytes, else a stream.
    pub(super) fn into_upload(self) -> Upload {
        let mut whole = BytesMut::new();
        for piece in &self.pieces {
            match piece {
                Upload::Bytes(bytes) => whole.extend_from_slice(bytes),
                Upload::Stream(_) => return Upload::Stream(Body::new(self)),
            }
        }
        Upload::Bytes(whole.freeze())
    }
}

impl HttpBody for Parts {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        while let Some(piece) = self.pieces.front_mut() {
            let frame = match piece {
                Upload::Bytes(bytes) => {
                    let bytes = std::mem::take(bytes);
                    (!bytes.is_empty()).then(|| Ok(Frame::data(bytes)))
                }
                Upload::Stream(body) => ready!(Pin::new(body).poll_frame(context)),
            };
            if frame.is_some() {
                return Poll::Ready(frame);
            }
            self.pieces.pop_front();
        }
        Poll::Ready(None)
    }

    fn size_hint(&self) -> SizeHint {
        let lengths = self.pieces.iter().map(Upload::length);
        match lengths.sum::<Option<u64>>() {
            Some(length) => SizeHint::with_exact(length),
            None => SizeHint::new(),
        }
    }
}

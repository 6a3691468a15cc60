//! Bodies that come too slowly to wait for.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use tokio::time::{Instant, timeout_at};

use super::transport::{Body, TransportError};

/// Into how many parts the time is cut: a stall is seen no later than one part after it is one.
const PARTS: usize = 10;

/// Watches that a body brings one byte a second, on average over the last `grace`.
pub(super) struct Pace {
    /// What the last parts have brought, the current one first; before the body, all was well.
    parts: [u64; PARTS],
    part: Duration,
    /// When the current part ends: set when it is first waited for.
    end: Option<Instant>,
    due: u64,
}

/// Too little has come.
pub(super) struct Stalled;

impl Pace {
    pub(super) fn new(grace: Duration) -> Self {
        let due = grace.as_secs().max(1);
        let mut parts = [due; PARTS];
        if let Some(current) = parts.first_mut() {
            *current = 0;
        }
        Self {
            parts,
            part: grace / 10,
            end: None,
            due,
        }
    }

    /// The next chunk of `body`.
    pub(super) async fn chunk(
        &mut self,
        body: &mut Body,
    ) -> Result<Result<Option<Bytes>, TransportError>, Stalled> {
        loop {
            // What has come already is taken even when the part is over: only waiting counts. It needs
            // neither clock nor timer.
            let come = poll_fn(|context| Poll::Ready(body.poll_chunk(context))).await;
            if let Poll::Ready(chunk) = come {
                self.count(&chunk);
                return Ok(chunk);
            }
            let first = || Instant::now().checked_add(self.part);
            self.end = self.end.or_else(first);
            let Some(end) = self.end else {
                return Ok(body.chunk().await);
            };
            if let Ok(chunk) = timeout_at(end, body.chunk()).await {
                self.count(&chunk);
                return Ok(chunk);
            }
            self.turn()?;
        }
    }

    fn count(&mut self, chunk: &Result<Option<Bytes>, TransportError>) {
        if let (Ok(Some(chunk)), Some(current)) = (chunk, self.parts.first_mut()) {
            *current = current.saturating_add(chunk.len() as u64);
        }
    }

    /// Ends the current part.
    fn turn(&mut self) -> Result<(), Stalled> {
        let brought = self
            .parts
            .iter()
            .fold(0, |sum: u64, part| sum.saturating_add(*part));
        if brought < self.due {
            return Err(Stalled);
        }
        self.parts.rotate_right(1);
        if let Some(current) = self.parts.first_mut() {
            *current = 0;
        }
        // From the last part's end, so that late timers do not add up; from now if that has passed
        // too, since a part that nobody waited in shows nothing.
        let now = Instant::now();
        let next = self.end.and_then(|end| end.checked_add(self.part));
        let next = next.filter(|next| *next > now);
        self.end = next.or_else(|| now.checked_add(self.part));
        Ok(())
    }
}

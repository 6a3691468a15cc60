//! What an attempt waits for before it goes out: a place among those in flight, then the rate.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use super::error::{Error, ErrorKind};
use super::limiter::Limiter;

/// The limits of a client, shared by its clones.
#[derive(Clone, Debug, Default)]
pub(super) struct Admission {
    limiter: Option<Limiter>,
    in_flight: Option<Arc<Semaphore>>,
}

/// A place among the requests in flight, to be kept until the response has been read. `None`
/// where there is no limit.
pub(super) type Permit = Option<OwnedSemaphorePermit>;

impl Admission {
    pub(super) fn new(limiter: Option<Limiter>, max_in_flight: Option<usize>) -> Self {
        let places = |max: usize| Arc::new(Semaphore::new(max.clamp(1, Semaphore::MAX_PERMITS)));
        Self {
            limiter,
            in_flight: max_in_flight.map(places),
        }
    }

    /// Waits until an attempt may go. A dropped future has used nothing up.
    ///
    /// # Errors
    ///
    /// When that would not be before `deadline`. Nothing has been sent then.
    pub(super) async fn enter(&self, deadline: Option<Instant>) -> Result<Permit, Error> {
        // The place comes first: the server counts a request when it comes, not when it was let go.
        let permit = match &self.in_flight {
            Some(places) => place(places, deadline).await?,
            None => None,
        };
        if let Some(limiter) = &self.limiter {
            limiter.acquire(deadline).await?;
        }
        Ok(permit)
    }
}

async fn place(places: &Arc<Semaphore>, deadline: Option<Instant>) -> Result<Permit, Error> {
    let permit = places.clone().acquire_owned();
    let permit = match deadline {
        Some(deadline) => timeout_at(deadline, permit).await.map_err(|_| {
            let what = "the time was up while too many other calls were in flight";
            Error::new(ErrorKind::Timeout, what)
        })?,
        None => permit.await,
    };
    // The semaphore is never closed.
    Ok(permit.ok())
}

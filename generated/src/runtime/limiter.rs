//! A limit on how many requests go out in a time, kept on this side so that the server has none
//! to refuse.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep};

use super::error::{Error, ErrorKind};

/// The longest window that a limit can have: a year.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// A limit on the requests of any window of time, such as 5,000 an hour, whether the server's
/// windows begin on the hour or slide.
///
/// Requests go out one by one at an even pace; after a pause, up to [`burst`](Self::burst) of them
/// at once. Those that wait go in the order in which they came. Clones share the count: give one
/// limiter to all clients that use the same credential. It knows nothing of other processes.
///
/// ```text
/// Client::builder().rate_limit(Limiter::per_hour(5_000))
/// ```
#[derive(Clone)]
pub struct Limiter {
    requests: u32,
    window: Duration,
    shared: Arc<Shared>,
}

/// The state of the generic cell rate algorithm (GCRA).
struct Shared {
    /// The time between two requests at an even pace.
    interval: Duration,
    /// How long before its time at an even pace a request may go.
    tolerance: Duration,
    pace: Mutex<Pace>,
    /// Held by the request that goes next. Tokio hands it on in the order of asking.
    turn: tokio::sync::Mutex<()>,
}

struct Pace {
    /// When the next request is due at an even pace; in the past after a pause.
    due: Instant,
    waiting: u32,
}

impl Limiter {
    /// At most `requests` (at least 1) in any window of this length (at most a year).
    #[must_use]
    pub fn new(requests: u32, window: Duration) -> Self {
        Self::with_burst(requests, window, requests / 200)
    }

    /// At most `requests` in any second.
    #[must_use]
    pub fn per_second(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(1))
    }

    /// At most `requests` in any minute.
    #[must_use]
    pub fn per_minute(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(60))
    }

    /// At most `requests` in any hour.
    #[must_use]
    pub fn per_hour(requests: u32) -> Self {
        Self::new(requests, Duration::from_secs(60 * 60))
    }

    /// A new limiter of this limit that lets up to `requests` go at once: half a percent of the
    /// limit unless set, and at least one.
    ///
    /// What may go at once is taken from the even pace, so that the limit holds all the same: with
    /// a burst of a tenth, a lasting load gets nine tenths of the limit.
    #[must_use]
    pub fn burst(&self, requests: u32) -> Self {
        Self::with_burst(self.requests, self.window, requests)
    }

    fn with_burst(requests: u32, window: Duration, burst: u32) -> Self {
        let requests = requests.max(1);
        let burst = burst.clamp(1, requests);
        let window = window.min(LONGEST);
        // A window that begins with a burst has room for window/interval further requests, less
        // one. The nanosecond makes up for the division, and for windows that include both ends.
        let interval = window / (requests - burst + 1) + Duration::from_nanos(1);
        Self {
            requests,
            window,
            shared: Arc::new(Shared {
                interval,
                tolerance: interval * (burst - 1),
                pace: Mutex::new(Pace {
                    due: Instant::now(),
                    waiting: 0,
                }),
                turn: tokio::sync::Mutex::new(()),
            }),
        }
    }

    /// Waits until a request may go. A dropped future has used nothing up.
    ///
    /// # Errors
    ///
    /// At once, when those that wait already leave no room before `deadline`; it says how long the
    /// wait would have been.
    pub(super) async fn acquire(&self, deadline: Option<Instant>) -> Result<(), Error> {
        let mut place = self.shared.queue_up(deadline)?;
        let _turn = self.shared.turn.lock().await;
        let due = self.shared.pace().due;
        let wait = self.shared.wait(due, Instant::now());
        if !wait.is_zero() {
            sleep(wait).await;
        }
        place.has_gone = true;
        Ok(())
    }
}

impl Shared {
    fn pace(&self) -> MutexGuard<'_, Pace> {
        self.pace.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How long after `now` a request may go that is due at `due`.
    fn wait(&self, due: Instant, now: Instant) -> Duration {
        due.saturating_duration_since(now + self.tolerance)
    }

    fn queue_up(&self, deadline: Option<Instant>) -> Result<Place<'_>, Error> {
        let mut pace = self.pace();
        let now = Instant::now();
        let due = pace.due.max(now) + self.interval * pace.waiting;
        let start = now + self.wait(due, now);
        if deadline.is_some_and(|deadline| start > deadline) {
            let what = "the rate limit leaves no room before the time is up";
            return Err(Error::new(ErrorKind::RateLimit, what).with_wait(start - now));
        }
        pace.waiting += 1;
        Ok(Place {
            shared: self,
            has_gone: false,
        })
    }
}

/// A place among those that wait, given up when it is dropped.
struct Place<'s> {
    shared: &'s Shared,
    has_gone: bool,
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut pace = self.shared.pace();
        pace.waiting -= 1;
        if self.has_gone {
            pace.due = pace.due.max(Instant::now()) + self.shared.interval;
        }
    }
}

impl fmt::Debug for Limiter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Limiter")
            .field("requests", &self.requests)
            .field("window", &self.window)
            .finish_non_exhaustive()
    }
}

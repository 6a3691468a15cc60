//! When a call is tried again, and after how long.

use std::time::Duration;

use tokio::time::Instant;

use super::error::{Error, ErrorKind};
use super::random;
use super::transport::TransportErrorKind;

/// How often a call is tried, and how long it waits in between.
///
/// An attempt is repeated when its fault may pass and the repetition does no harm:
///
/// | fault | every call | idempotent calls only |
/// |---|---|---|
/// | the name did not resolve, no connection, HTTP/2 refused the stream | yes | |
/// | 429 | yes | |
/// | 408, 502, 503, 504 (500 if [allowed](Self::retry_500)) | | yes |
/// | the attempt's time was up, the connection failed, the body broke off or stalled | | yes |
/// | TLS refused, any other status, a body too large or not as documented | no | no |
///
/// Idempotent are the methods that RFC 9110, section 9.2.2, calls so (`GET`, `HEAD`, `PUT`,
/// `DELETE`, `OPTIONS`, `TRACE`), operations that are declared so, and calls with an idempotency
/// key.
///
/// Before the n-th retry the call waits for a random time between 0 and
/// `min(longest_backoff, backoff · 2^(n-1))`, after the time that the server asks for in
/// `Retry-After`. A wait that would end after the call's time limit is not begun: the call fails
/// with the error at hand. Retries draw on the client's
/// [`RetryBudget`](super::budget::RetryBudget).
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    attempts: u32,
    backoff: Duration,
    longest_backoff: Duration,
    longest_retry_after: Duration,
    retry_500: bool,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            attempts: 3,
            backoff: Duration::from_millis(500),
            longest_backoff: Duration::from_secs(20),
            longest_retry_after: Duration::from_secs(60),
            retry_500: false,
        }
    }
}

impl RetryPolicy {
    /// Three attempts, with backoff from 0.5 s to 20 s.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One attempt.
    #[must_use]
    pub fn none() -> Self {
        Self::new().attempts(1)
    }

    /// How often a call is tried at most, the first attempt included: 3 unless set. 0 is as 1.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The longest wait before the first retry, doubled with each: 0.5 s unless set.
    #[must_use]
    pub fn backoff(mut self, backoff: Duration) -> Self {
        self.backoff = backoff;
        self
    }

    /// What the wait is not doubled beyond: 20 s unless set.
    #[must_use]
    pub fn longest_backoff(mut self, longest: Duration) -> Self {
        self.longest_backoff = longest;
        self
    }

    /// The longest time in `Retry-After` that is waited for: 60 s unless set. When the server
    /// asks for more, the call fails at once, with the time in
    /// [`Error::retry_after`](super::error::Error::retry_after).
    #[must_use]
    pub fn longest_retry_after(mut self, longest: Duration) -> Self {
        self.longest_retry_after = longest;
        self
    }

    /// Whether idempotent calls are repeated after a status of 500: not unless set, since that
    /// most often is a fault that stays.
    #[must_use]
    pub fn retry_500(mut self, retry: bool) -> Self {
        self.retry_500 = retry;
        self
    }

    /// Whether there is an attempt after attempt `number`.
    pub(super) fn has_more(&self, number: u32) -> bool {
        number < self.attempts
    }

    /// How long to wait after attempt `number` (from 1) failed; `None` when it was the last.
    pub(super) fn wait(
        &self,
        number: u32,
        error: &Error,
        idempotent: bool,
        deadline: Option<Instant>,
    ) -> Option<Duration> {
        if !self.has_more(number) || !self.may_pass(error, idempotent) {
            return None;
        }
        let asked = error.retry_after().unwrap_or_default();
        if asked > self.longest_retry_after {
            return None;
        }
        let wait = asked.checked_add(self.jitter(number))?;
        let end = Instant::now().checked_add(wait)?;
        deadline
            .is_none_or(|deadline| end < deadline)
            .then_some(wait)
    }

    /// Whether the fault may pass and another attempt does no harm.
    fn may_pass(&self, error: &Error, idempotent: bool) -> bool {
        use TransportErrorKind::{Connect, ConnectTimeout, Refused, Resolve, Tls, Unprocessed};
        match (error.transport(), error.status()) {
            (Some(Resolve | Connect | ConnectTimeout | Unprocessed), _) => true,
            (Some(Refused | Tls), _) => false,
            (_, Some(429)) => true,
            (_, Some(408 | 502 | 503 | 504)) => idempotent,
            (_, Some(500)) => idempotent && self.retry_500,
            (_, None | Some(200..=299)) => {
                idempotent && matches!(error.kind(), ErrorKind::Timeout | ErrorKind::Transport)
            }
            (_, Some(_)) => false,
        }
    }

    /// A random part of the backoff after attempt `number`: all of it is as likely as none, which
    /// spreads the retries of many clients best.
    fn jitter(&self, number: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(number.saturating_sub(1));
        let bound = self
            .backoff
            .saturating_mul(doubled)
            .min(self.longest_backoff);
        let nanos = u64::try_from(bound.as_nanos()).unwrap_or(u64::MAX);
        Duration::from_nanos(random::up_to(nanos))
    }
}

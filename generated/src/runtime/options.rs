//! What a caller may set for one call.

use std::fmt;
use std::time::Duration;

/// Settings of one call that go before the client's own.
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(super) total_timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) headers: Vec<(String, String)>,
}

impl CallOptions {
    /// No settings: all is as the client has it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The time for the whole call, from sending to the last byte of the body.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.total_timeout = Some(timeout);
        self
    }

    /// The time for one attempt.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// A header to send, in place of any of this name that the client would send. One that is
    /// not valid, or that frames the message, is an error when the call is sent.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        formatter
            .debug_struct("CallOptions")
            .field("timeout", &self.total_timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("headers", &names)
            .finish()
    }
}

//! The client and its settings.
//!
//! What the API adds to them are methods of their own: servers, credentials, groups of operations.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::budget::RetryBudget;
use super::credential::Credential;
use super::error::Error;
use super::http_transport::HttpSettings;
use super::intercept::Intercept;
use super::limiter::Limiter;
use super::operation::Operation;
use super::redirect::Redirects;
use super::request::Request;
use super::retry::RetryPolicy;
pub use super::setup::Api;
use super::setup::{Setup, Shared};
use super::transport::Transport;

/// A client of the API. Clones share connections and settings.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

impl Client {
    /// A request of `operation`, still without its parameters.
    #[must_use]
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.shared.clone(), operation)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.fmt(formatter)
    }
}

/// The settings of a [`Client`], each with a default.
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    setup: Setup,
}

impl ClientBuilder {
    /// The default settings for `api`.
    pub fn new(api: &'static Api) -> Self {
        Self {
            setup: Setup::new(api),
        }
    }

    /// The URL that every path follows; its own path is kept as a prefix.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.setup.base_url = Some(url.into());
        self
    }

    /// The `user-agent` header.
    pub fn user_agent(self, value: impl Into<String>) -> Self {
        self.header("user-agent", value)
    }

    /// A header of every request, in place of an earlier one of this name.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.setup.headers.push((name.into(), value.into()));
        self
    }

    /// The credential of a security scheme, in place of an earlier one.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.setup.credentials.retain(|(name, _)| *name != scheme);
        self.setup.credentials.push((scheme, credential));
        self
    }

    /// The time to connect, name resolution and TLS included: 3.1 s unless set. A transport of
    /// your own has its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.setup.http = self.setup.http.connect_timeout(timeout);
        self
    }

    /// How connections are made and kept, in place of [`connect_timeout`](Self::connect_timeout).
    /// A transport of your own has its own settings.
    pub fn http(mut self, settings: HttpSettings) -> Self {
        self.setup.http = settings;
        self
    }

    /// The time for one attempt, from connecting to the last byte: 30 s unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.setup.limits.attempt = timeout;
        self
    }

    /// The time for a whole call, with all attempts and the waits between them: 90 s unless set.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.setup.limits.total = timeout;
        self
    }

    /// The time after which a body that brings less than a byte a second, on average, ends the
    /// attempt: 10 s unless set. [`Duration::MAX`] means that there is no such limit.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.setup.limits.stall = timeout;
        self
    }

    /// The time that a stream may bring nothing before it ends in an error. Unless set, there is
    /// none for events and lines, and the stall timeout holds for other streams.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.setup.limits.idle = Some(timeout);
        self
    }

    /// When calls are tried again: [`RetryPolicy::new`] unless set.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.setup.retry = policy;
        self
    }

    /// What all retries draw on: a budget of the client's own, of 100 retries, unless set.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.setup.budget = budget;
        self
    }

    /// Which redirects are followed: none unless set.
    pub fn redirects(mut self, redirects: Redirects) -> Self {
        self.setup.redirects = redirects;
        self
    }

    /// The most bytes that a response's body may have after decompression: 32 MiB unless set.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.setup.limits.max_body = bytes;
        self
    }

    /// Whether credentials may go over plain `http` to a host that is not this one.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.setup.allow_plain_http = allow;
        self
    }

    /// What sends the requests, in place of the default
    /// [`HttpTransport`](super::http_transport::HttpTransport).
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.setup.transport = Some(transport);
        self
    }

    /// A limit on the requests of any window of time, which each attempt waits for; none unless
    /// set. Give clones of one limiter to all clients that use the same credential.
    pub fn rate_limit(mut self, limiter: Limiter) -> Self {
        self.setup.rate_limit = Some(limiter);
        self
    }

    /// How many requests may be in flight at a time (at least 1), each until its response has been
    /// read, or a streamed one dropped; no limit unless set.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.setup.max_in_flight = Some(requests);
        self
    }

    /// Shows every attempt to `interceptor` just before it goes out, after those set earlier.
    pub fn intercept(mut self, interceptor: impl Intercept) -> Self {
        self.setup.interceptors.push(Arc::new(interceptor));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// Of kind [`ErrorKind::Configuration`](super::error::ErrorKind::Configuration): when there is
    /// no base URL or it cannot be used, when a header or credential has characters that it cannot
    /// have, when credentials would go over plain `http`, or when TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let shared = self.setup.build()?;
        Ok(Client { shared })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.setup.fmt(formatter)
    }
}

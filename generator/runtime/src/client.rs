//! The client and its settings.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;

use super::admission::Admission;
use super::attempt::Limits;
use super::base_url::BaseUrl;
use super::budget::RetryBudget;
use super::credential::{Credential, Prepared};
use super::error::{Error, ErrorKind};
use super::header::{header_name, header_value};
use super::http_transport::{HttpSettings, HttpTransport};
use super::intercept::Intercept;
use super::limiter::Limiter;
use super::operation::Operation;
use super::redirect::Redirects;
use super::request::Request;
use super::retry::RetryPolicy;
use super::transport::Transport;

/// What is known of the API as a whole before a client is built.
#[derive(Debug)]
pub struct Api {
    /// The title of the description.
    pub name: &'static str,
    /// The version of the description.
    pub version: &'static str,
    /// The `user-agent` header, unless the builder is given another.
    pub user_agent: &'static str,
    /// The base URL, unless the builder is given another.
    pub default_server: Option<&'static str>,
}

/// A client of the API. Clones share connections and settings.
#[derive(Clone)]
pub struct Client {
    core: Arc<Core>,
}

/// What all clones of a client share.
pub(super) struct Core {
    pub(super) api: &'static Api,
    base: BaseUrl,
    /// Whether the caller left the choice to the description.
    is_default_base: bool,
    allow_plain_http: bool,
    pub(super) headers: HeaderMap,
    pub(super) limits: Limits,
    pub(super) retry: RetryPolicy,
    pub(super) budget: RetryBudget,
    pub(super) redirects: Redirects,
    pub(super) transport: Arc<dyn Transport>,
    pub(super) admission: Admission,
    pub(super) interceptors: Arc<[Arc<dyn Intercept>]>,
    credentials: Vec<(&'static str, Prepared)>,
}

impl Core {
    /// The base URL for an operation: its own, where it has one and the caller has set none.
    pub(super) fn base_of(&self, operation: &Operation) -> Result<Cow<'_, BaseUrl>, Error> {
        let Some(server) = operation.server.filter(|_| self.is_default_base) else {
            return Ok(Cow::Borrowed(&self.base));
        };
        let base = BaseUrl::parse(server)?;
        check_exposure(&base, !self.credentials.is_empty(), self.allow_plain_http)?;
        Ok(Cow::Owned(base))
    }

    pub(super) fn credential(&self, scheme: &str) -> Option<&Prepared> {
        let found = self.credentials.iter().find(|(name, _)| *name == scheme);
        found.map(|(_, credential)| credential)
    }
}

impl Client {
    /// A request of `operation`, still without its parameters.
    #[must_use]
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }

    pub(super) fn core(&self) -> &Core {
        &self.core
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self
            .core
            .credentials
            .iter()
            .map(|(name, _)| *name)
            .collect();
        formatter
            .debug_struct("Client")
            .field("api", &self.core.api.name)
            .field("base_url", &self.core.base.to_string())
            .field("credentials", &schemes)
            .finish_non_exhaustive()
    }
}

/// The settings of a [`Client`], each with a default.
#[derive(Clone)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    headers: Vec<(String, String)>,
    credentials: Vec<(&'static str, Credential)>,
    http: HttpSettings,
    limits: Limits,
    retry: RetryPolicy,
    budget: RetryBudget,
    redirects: Redirects,
    allow_plain_http: bool,
    transport: Option<Arc<dyn Transport>>,
    rate_limit: Option<Limiter>,
    max_in_flight: Option<usize>,
    interceptors: Vec<Arc<dyn Intercept>>,
}

impl ClientBuilder {
    /// The default settings for `api`.
    pub fn new(api: &'static Api) -> Self {
        Self {
            api,
            base_url: None,
            headers: Vec::new(),
            credentials: Vec::new(),
            http: HttpSettings::new(),
            limits: Limits {
                attempt: Duration::from_secs(30),
                total: Duration::from_secs(90),
                stall: Duration::from_secs(10),
                idle: None,
                max_body: 32 * 1024 * 1024,
            },
            retry: RetryPolicy::new(),
            budget: RetryBudget::default(),
            redirects: Redirects::None,
            allow_plain_http: false,
            transport: None,
            rate_limit: None,
            max_in_flight: None,
            interceptors: Vec::new(),
        }
    }

    /// The URL that every path follows; its own path is kept as a prefix.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(url.into());
        self
    }

    /// The `user-agent` header.
    pub fn user_agent(self, value: impl Into<String>) -> Self {
        self.header("user-agent", value)
    }

    /// A header of every request, in place of an earlier one of this name.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The credential of a security scheme, in place of an earlier one.
    pub fn credential(mut self, scheme: &'static str, credential: Credential) -> Self {
        self.credentials.retain(|(name, _)| *name != scheme);
        self.credentials.push((scheme, credential));
        self
    }

    /// The time to connect, name resolution and TLS included: 3.1 s unless set. A transport of
    /// your own has its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.http = self.http.connect_timeout(timeout);
        self
    }

    /// How connections are made and kept, in place of [`connect_timeout`](Self::connect_timeout).
    /// A transport of your own has its own settings.
    pub fn http(mut self, settings: HttpSettings) -> Self {
        self.http = settings;
        self
    }

    /// The time for one attempt, from connecting to the last byte: 30 s unless set.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.limits.attempt = timeout;
        self
    }

    /// The time for a whole call, with all attempts and the waits between them: 90 s unless set.
    pub fn total_timeout(mut self, timeout: Duration) -> Self {
        self.limits.total = timeout;
        self
    }

    /// The time after which a body that brings less than a byte a second, on average, ends the
    /// attempt: 10 s unless set. [`Duration::MAX`] means that there is no such limit.
    pub fn stall_timeout(mut self, timeout: Duration) -> Self {
        self.limits.stall = timeout;
        self
    }

    /// The time that a stream may bring nothing before it ends in an error. Unless set, there is
    /// none for events and lines, and the stall timeout holds for other streams.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.limits.idle = Some(timeout);
        self
    }

    /// When calls are tried again: [`RetryPolicy::new`] unless set.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// What all retries draw on: a budget of the client's own, of 100 retries, unless set.
    pub fn retry_budget(mut self, budget: RetryBudget) -> Self {
        self.budget = budget;
        self
    }

    /// Which redirects are followed: none unless set.
    pub fn redirects(mut self, redirects: Redirects) -> Self {
        self.redirects = redirects;
        self
    }

    /// The most bytes that a response's body may have after decompression: 32 MiB unless set.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.limits.max_body = bytes;
        self
    }

    /// Whether credentials may go over plain `http` to a host that is not this one.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// What sends the requests, in place of the default [`HttpTransport`].
    pub fn transport(mut self, transport: Arc<dyn Transport>) -> Self {
        self.transport = Some(transport);
        self
    }

    /// A limit on the requests of any window of time, which each attempt waits for; none unless
    /// set. Give clones of one limiter to all clients that use the same credential.
    pub fn rate_limit(mut self, limiter: Limiter) -> Self {
        self.rate_limit = Some(limiter);
        self
    }

    /// How many requests may be in flight at a time (at least 1), each until its response has been
    /// read, or a streamed one dropped; no limit unless set.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.max_in_flight = Some(requests);
        self
    }

    /// Shows every attempt to `interceptor` just before it goes out, after those set earlier.
    pub fn intercept(mut self, interceptor: impl Intercept) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// Of kind [`ErrorKind::Configuration`]: when there is no base URL or it cannot be used, when
    /// a header or credential has characters that it cannot have, when credentials would go over
    /// plain `http`, or when TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let base = self.base_url.as_deref().or(self.api.default_server);
        let base = base.ok_or_else(|| {
            Error::new(
                ErrorKind::Configuration,
                "there is no base URL, and the API has no default",
            )
        })?;
        let base = BaseUrl::parse(base)?;
        check_exposure(&base, !self.credentials.is_empty(), self.allow_plain_http)?;
        let credentials = self.credentials.iter().map(|(scheme, credential)| {
            credential
                .prepare(scheme)
                .map(|prepared| (*scheme, prepared))
        });
        let transport = match self.transport.clone() {
            Some(transport) => transport,
            None => http_transport(&self.http, &base)?,
        };
        let headers = self.default_headers()?;
        let core = Core {
            api: self.api,
            base,
            is_default_base: self.base_url.is_none(),
            allow_plain_http: self.allow_plain_http,
            headers,
            limits: self.limits,
            retry: self.retry,
            budget: self.budget,
            redirects: self.redirects,
            transport,
            admission: Admission::new(self.rate_limit, self.max_in_flight),
            interceptors: self.interceptors.into(),
            credentials: credentials.collect::<Result<_, _>>()?,
        };
        Ok(Client {
            core: Arc::new(core),
        })
    }

    fn default_headers(&self) -> Result<HeaderMap, Error> {
        let kind = ErrorKind::Configuration;
        let mut headers = HeaderMap::new();
        headers.insert(
            USER_AGENT,
            header_value("user-agent", self.api.user_agent, kind)?,
        );
        for (name, value) in &self.headers {
            headers.insert(header_name(name, kind)?, header_value(name, value, kind)?);
        }
        Ok(headers)
    }
}

/// The default transport. What is sent to this machine must not pass through another one, which
/// a proxy may be.
fn http_transport(settings: &HttpSettings, base: &BaseUrl) -> Result<Arc<dyn Transport>, Error> {
    let transport = if base.is_loopback() {
        HttpTransport::new(&settings.clone().no_proxy())
    } else {
        HttpTransport::new(settings)
    };
    match transport {
        Ok(transport) => Ok(Arc::new(transport)),
        Err(error) => {
            let what = "TLS cannot be set up";
            Err(Error::new(ErrorKind::Configuration, what).of_transport(error))
        }
    }
}

/// Refuses to let credentials go where others could read them.
fn check_exposure(base: &BaseUrl, has_credentials: bool, is_allowed: bool) -> Result<(), Error> {
    if base.is_exposed() && has_credentials && !is_allowed {
        let what = "credentials would go over plain http; use https, or allow it";
        return Err(Error::new(ErrorKind::Configuration, what));
    }
    Ok(())
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the base URL, which is not checked yet, nor a header's value is shown.
        formatter
            .debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

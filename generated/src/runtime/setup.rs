//! What a client is made from, and what it is made of: the half of it that no API adds to.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;
use http::header::USER_AGENT;

use super::admission::Admission;
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

/// Limits of time and size.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// Of one attempt.
    pub attempt: Duration,
    /// Of the whole call.
    pub total: Duration,
    /// How long a body may bring less than a byte a second.
    pub stall: Duration,
    /// How long a stream of events or lines may bring nothing.
    pub idle: Option<Duration>,
    /// The most bytes of a body.
    pub max_body: usize,
}

/// What is set before a client is built.
#[derive(Clone)]
#[non_exhaustive]
pub struct Setup {
    /// What is known of the API.
    pub api: &'static Api,
    /// The URL that every path follows, where it is not the API's own.
    pub base_url: Option<String>,
    /// Headers of every request; of one name, the last counts.
    pub headers: Vec<(String, String)>,
    /// Credentials by security scheme.
    pub credentials: Vec<(&'static str, Credential)>,
    /// How connections are made and kept.
    pub http: HttpSettings,
    /// Limits of time and size.
    pub limits: Limits,
    /// When calls are tried again.
    pub retry: RetryPolicy,
    /// What all retries draw on.
    pub budget: RetryBudget,
    /// Which redirects are followed.
    pub redirects: Redirects,
    /// Whether credentials may go over plain `http` to a host that is not this one.
    pub allow_plain_http: bool,
    /// What sends the requests, where it is not the default.
    pub transport: Option<Arc<dyn Transport>>,
    /// A limit on the requests of any window of time.
    pub rate_limit: Option<Limiter>,
    /// How many requests may be in flight at a time.
    pub max_in_flight: Option<usize>,
    /// What is shown every attempt, in this order.
    pub interceptors: Vec<Arc<dyn Intercept>>,
}

impl Setup {
    /// The defaults for `api`.
    #[must_use]
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

    /// What all clones of the client will share.
    ///
    /// # Errors
    ///
    /// As the builder's `build`.
    pub fn build(self) -> Result<Arc<Shared>, Error> {
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
        Ok(Arc::new(Shared {
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
        }))
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

impl fmt::Debug for Setup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither the base URL, which is not checked yet, nor a header's value is shown.
        formatter
            .debug_struct("ClientBuilder")
            .field("api", &self.api.name)
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

/// What all clones of a client share.
pub struct Shared {
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

impl Shared {
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

impl fmt::Debug for Shared {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let schemes: Vec<&str> = self.credentials.iter().map(|(name, _)| *name).collect();
        formatter
            .debug_struct("Client")
            .field("api", &self.api.name)
            .field("base_url", &self.base.to_string())
            .field("credentials", &schemes)
            .finish_non_exhaustive()
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

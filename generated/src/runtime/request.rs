//! A call under construction: what an operation's builder fills in.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::attempt::{Outgoing, Payload};
use super::call::Call;
use super::credential::{self, Prepared};
use super::error::{Error, ErrorKind};
use super::gate::Gate;
use super::header::{header_name, header_value};
use super::json::{self, Encode, View};
use super::lend::Shelf;
use super::operation::{Idempotency, Operation};
use super::options::CallOptions;
use super::parameter::{Location, Parameter};
use super::random;
use super::response::Decoder;
use super::setup::{Limits, Shared};
use super::token::TokenCache;
use super::upload::Upload;

/// How many headers a request usually has.
const USUAL_HEADERS: usize = 6;

/// A request of one operation. Setters never fail: the first thing that is wrong is kept, and is
/// what the call ends in, before anything is sent.
pub struct Request {
    pub(super) shared: Arc<Shared>,
    pub(super) operation: &'static Operation,
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: String,
    /// What the description has in the query of each call, encoded.
    pub(super) fixed: &'static str,
    /// The whole path, where it is not the operation's own.
    pub(super) whole_path: Option<String>,
    pub(super) cookies: Vec<String>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Upload>,
    pub(super) options: CallOptions,
    pub(super) error: Option<Error>,
}

impl Request {
    /// A request of `operation`, still without its parameters.
    #[must_use]
    #[doc(hidden)]
    pub fn new(shared: Arc<Shared>, operation: &'static Operation) -> Self {
        // A copy would have no room for those that follow.
        let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
        for (name, value) in &shared.headers {
            headers.append(name, value.clone());
        }
        let mut request = Self {
            shared,
            operation,
            path: Vec::new(),
            query: String::new(),
            fixed: "",
            whole_path: None,
            cookies: Vec::new(),
            headers,
            body: None,
            options: CallOptions::new(),
            error: None,
        };
        if !operation.accept.is_empty() {
            request.set_header(ACCEPT, operation.accept.into());
        }
        request
    }

    /// Sets what the description has in the query of each call, encoded. A pair gives way to what the call itself has of
    /// the same name.
    pub fn query(&mut self, pairs: &'static str) {
        self.fixed = pairs;
    }

    /// Sets a path parameter of style `simple`.
    pub fn path(&mut self, name: &'static str, value: &dyn Encode) {
        self.parameter(&Parameter::path(name), value);
    }

    /// Sets a parameter. One that is null, absent or an empty array is not sent.
    pub fn parameter(&mut self, parameter: &Parameter, value: &dyn Encode) {
        let placed = parameter.expand(value).and_then(|text| match text {
            Some(text) => self.place(parameter, text),
            None => Ok(()),
        });
        self.keep(placed);
    }

    fn place(&mut self, parameter: &Parameter, text: String) -> Result<(), Error> {
        match parameter.location {
            Location::Path => self.path.push((parameter.name, text)),
            Location::Query => add_to_query(&mut self.query, &text),
            Location::Cookie => self.cookies.push(text),
            Location::Header => {
                let name = header_name(parameter.name, ErrorKind::InvalidParameter)?;
                let mut value = header_value(parameter.name, &text, ErrorKind::InvalidParameter)?;
                value.set_sensitive(parameter.secret);
                self.headers.insert(name, value);
            }
        }
        Ok(())
    }

    /// Sets the body to the JSON of `value` without its `readOnly` members.
    pub fn json(&mut self, media_type: &'static str, value: &dyn Encode) {
        match json::to_vec(value, View::Request) {
            Ok(body) => self.bytes(media_type, body),
            Err(fault) => self.keep(Err(Error::new(
                ErrorKind::Encode,
                "the body cannot be written as JSON",
            )
            .because_of(fault))),
        }
    }

    /// Sets the body to these bytes.
    pub fn bytes(&mut self, media_type: &'static str, body: impl Into<Bytes>) {
        self.upload(media_type, Upload::Bytes(body.into()));
    }

    /// Sets the body to bytes, or to a stream that is read as it goes out.
    pub fn upload(&mut self, media_type: impl Into<Cow<'static, str>>, body: impl Into<Upload>) {
        self.set_header(CONTENT_TYPE, media_type.into());
        self.body = Some(body.into());
    }

    /// Sets a header whose value the description gives.
    pub(super) fn set_header(&mut self, name: HeaderName, text: Cow<'static, str>) {
        let value = match &text {
            // Text of the description need not be copied.
            Cow::Borrowed(text) => {
                HeaderValue::from_maybe_shared(Bytes::from_static(text.as_bytes())).ok()
            }
            Cow::Owned(_) => None,
        };
        let value = value.map_or_else(
            || header_value(name.as_str(), &text, ErrorKind::Configuration),
            Ok,
        );
        match value {
            Ok(value) => drop(self.headers.insert(name, value)),
            Err(error) => self.keep(Err(error)),
        }
    }

    /// Sets the options of this call.
    pub fn options(&mut self, options: CallOptions) {
        self.options = options;
    }

    /// The call, which starts when it is first polled; `decode` reads a success.
    pub fn send<T>(self, decode: Decoder<T>) -> Call<T> {
        Call::new(self, decode)
    }

    fn keep(&mut self, outcome: Result<(), Error>) {
        if let Err(error) = outcome {
            self.fail(error);
        }
    }

    pub(super) fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    /// The limits of this call.
    pub(super) fn limits(&self) -> Limits {
        let (options, limits) = (&self.options, &self.shared.limits);
        Limits {
            attempt: options.attempt_timeout.unwrap_or(limits.attempt),
            total: options.total_timeout.unwrap_or(limits.total),
            stall: options.stall_timeout.unwrap_or(limits.stall),
            idle: options.idle_timeout.or(limits.idle),
            max_body: limits.max_body,
        }
    }

    /// Everything that does not change from attempt to attempt.
    pub(super) fn finish(mut self) -> Result<Box<Outgoing>, Error> {
        let operation = self.operation;
        match self.error.take() {
            Some(error) => Err(error),
            None => self.assemble(),
        }
        .map_err(|error| error.of_operation(operation.id))
    }

    fn assemble(mut self) -> Result<Box<Outgoing>, Error> {
        let mut tokens = self.authorise()?;
        // RFC 9110, section 8.6: where a body is usual, its absence is said.
        let usual = [Method::POST, Method::PUT, Method::PATCH].contains(&self.operation.method);
        let length = match &self.body {
            Some(body) => body.length(),
            None => usual.then_some(0),
        };
        if let Some(length) = length {
            self.headers
                .insert(CONTENT_LENGTH, HeaderValue::from(length));
        }
        if !self.cookies.is_empty() {
            let mut value = header_value("cookie", &self.cookies.join("; "), ErrorKind::Encode)?;
            value.set_sensitive(true);
            self.headers.insert(COOKIE, value);
        }
        for (name, value) in &self.options.headers {
            let header = header_name(name, ErrorKind::InvalidParameter)?;
            tokens.retain(|(name, _)| *name != header);
            self.headers.insert(
                header,
                header_value(name, value, ErrorKind::InvalidParameter)?,
            );
        }
        let idempotent = self.mark()?;
        let uri = self.uri()?;
        let shared = &self.shared;
        let limits = self.limits();
        let payload = match self.body {
            Some(Upload::Bytes(bytes)) => Payload::Bytes(bytes),
            Some(Upload::Stream(stream)) => Payload::Stream(Shelf::new(stream)),
            None => Payload::Bytes(Bytes::new()),
        };
        Ok(Box::new(Outgoing {
            operation: self.operation,
            uri,
            headers: self.headers,
            payload,
            limits,
            retry: self.options.retry.unwrap_or_else(|| shared.retry.clone()),
            budget: shared.budget.clone(),
            idempotent,
            redirects: shared.redirects,
            gate: Gate {
                tokens,
                admission: shared.admission.clone(),
            },
            interceptors: shared.interceptors.clone(),
            transport: shared.transport.clone(),
        }))
    }

    /// Adds the idempotency key, if there is to be one; tells whether the call may be repeated.
    fn mark(&mut self) -> Result<bool, Error> {
        let key = self.options.idempotency_key.take();
        let name = match self.operation.idempotency {
            Idempotency::Key(name) => Some(name),
            _ => key.is_some().then_some("idempotency-key"),
        };
        let has_key = name.is_some();
        if let Some(name) = name {
            let name = header_name(name, ErrorKind::InvalidParameter)?;
            let missing = !self.headers.contains_key(&name);
            if let Some(key) = key.or_else(|| missing.then(random::uuid)) {
                let value = header_value(name.as_str(), &key, ErrorKind::InvalidParameter)?;
                self.headers.insert(name, value);
            }
        }
        let declared = self.operation.idempotency == Idempotency::Declared;
        let by_nature = has_key || declared || self.operation.method.is_idempotent();
        Ok(self.options.idempotent.unwrap_or(by_nature))
    }

    /// Where the request goes.
    pub(super) fn uri(&self) -> Result<http::Uri, Error> {
        let base = self.shared.base_of(self.operation)?;
        match &self.whole_path {
            Some(path) => base.at(path, &self.query),
            None => base.filled(self.operation.path, &self.path, &self.whole_query()),
        }
    }

    /// The query with what the description has in it.
    fn whole_query(&self) -> Cow<'_, str> {
        if self.fixed.is_empty() {
            return Cow::Borrowed(&self.query);
        }
        let mut query = String::new();
        for pair in self.fixed.split('&') {
            if self
                .query
                .split('&')
                .all(|own| name_of(own) != name_of(pair))
            {
                add_to_query(&mut query, pair);
            }
        }
        if !self.query.is_empty() {
            add_to_query(&mut query, &self.query);
        }
        Cow::Owned(query)
    }

    /// Adds the credentials of the operation's security; gives those that each attempt asks for.
    fn authorise(&mut self) -> Result<Vec<(HeaderName, Arc<TokenCache>)>, Error> {
        let mut tokens = Vec::new();
        let shared = &self.shared;
        let chosen =
            credential::choose(self.operation, |scheme| shared.credential(scheme).is_some())?;
        for credential in chosen.iter().filter_map(|scheme| shared.credential(scheme)) {
            match credential {
                Prepared::Header(name, value) => {
                    self.headers.insert(name.clone(), value.clone());
                }
                Prepared::Token(name, cache) => tokens.push((name.clone(), cache.clone())),
                Prepared::Query(pair) => set_in_query(&mut self.query, pair.expose()),
                Prepared::Cookie(pair) => self.cookies.push(pair.expose().to_owned()),
            }
        }
        Ok(tokens)
    }
}

/// Adds a pair of name and value, in place of any of the same name.
pub(super) fn set_in_query(query: &mut String, pair: &str) {
    let mut others = String::new();
    for other in query.split('&') {
        if name_of(other) != name_of(pair) {
            add_to_query(&mut others, other);
        }
    }
    add_to_query(&mut others, pair);
    *query = others;
}

/// The encoded name of a pair of the query.
fn name_of(pair: &str) -> Option<&str> {
    pair.split('=').next()
}

fn add_to_query(query: &mut String, pairs: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.push_str(pairs);
}

impl fmt::Debug for Request {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Request")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

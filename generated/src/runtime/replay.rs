//! A transport for tests that answers from a script, without a socket.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Request, Response, StatusCode};

use super::transport::{Body, Transport, TransportError, TransportErrorKind, TransportFuture};

/// Answers requests from a script and keeps what it has seen. Clones share both.
///
/// ```text
/// let replay = Replay::new().on(Method::GET, "/users/1", Answer::json(200, r#"{"id":1}"#));
/// let client = Client::builder().transport(Arc::new(replay.clone())).build()?;
/// // … calls of the client …
/// replay.verify()?;
/// ```
#[derive(Clone, Default)]
pub struct Replay(Arc<Mutex<Script>>);

#[derive(Default)]
struct Script {
    answers: Vec<(Method, String, Answer)>,
    seen: Vec<Request<Bytes>>,
    /// Method and path of what no answer was left for.
    unexpected: Vec<String>,
}

impl Replay {
    /// A script without answers: no request is expected.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Expects one request of `method` for exactly this path, and query if there is one, and
    /// answers it. Answers to the same request are given in the order in which they were added.
    #[must_use]
    pub fn on(self, method: Method, target: impl Into<String>, answer: Answer) -> Self {
        let expected = (method, target.into(), answer);
        self.script().answers.push(expected);
        self
    }

    /// The requests so far, in the order in which they came.
    #[must_use]
    pub fn requests(&self) -> Vec<Request<Bytes>> {
        self.script().seen.clone()
    }

    /// Checks that every answer was asked for, and nothing else.
    ///
    /// # Errors
    ///
    /// Lists what was expected and did not come, and what came and was not expected.
    pub fn verify(&self) -> Result<(), ReplayError> {
        let script = self.script();
        let left = script.answers.iter();
        let unused = left.map(|(method, target, _)| format!("{method} {target}: did not come"));
        let unexpected = script.unexpected.iter();
        let unexpected = unexpected.map(|request| format!("{request}: not expected"));
        let faults: Vec<String> = unused.chain(unexpected).collect();
        if faults.is_empty() {
            return Ok(());
        }
        Err(ReplayError(faults.join("; ")))
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Replay {
    fn send(&self, request: Request<Bytes>) -> TransportFuture {
        let answer = self.script().answer(request);
        Box::pin(async move {
            match answer.0 {
                Ok(response) => Ok(response.map(Body::from)),
                Err(kind) => Err(TransportError::new(kind)),
            }
        })
    }
}

impl Script {
    fn answer(&mut self, request: Request<Bytes>) -> Answer {
        let (method, uri) = (request.method(), request.uri());
        let target = uri.path_and_query().map_or("/", |target| target.as_str());
        let mut answers = self.answers.iter();
        let place = answers.position(|(expected, at, _)| expected == method && at == target);
        if place.is_none() {
            // The values of a query may be secrets.
            let query = if uri.query().is_some() { "?…" } else { "" };
            self.unexpected
                .push(format!("{method} {}{query}", uri.path()));
        }
        self.seen.push(request);
        place.map_or(Answer::failure(TransportErrorKind::Refused), |place| {
            self.answers.remove(place).2
        })
    }
}

/// What a [`Replay`] answers to one request: any [`Response`], or a failure.
#[derive(Clone)]
pub struct Answer(Result<Response<Bytes>, TransportErrorKind>);

impl Answer {
    /// A response without headers and body. A status that HTTP does not have (RFC 9110, section
    /// 15) becomes 500.
    #[must_use]
    pub fn status(status: u16) -> Self {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() =
            StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Self(Ok(response))
    }

    /// A response with this JSON text.
    #[must_use]
    pub fn json(status: u16, text: impl Into<String>) -> Self {
        let json = HeaderValue::from_static("application/json");
        Self(Self::status(status).0.map(|mut response| {
            response.headers_mut().insert(CONTENT_TYPE, json);
            response.map(|_| Bytes::from(text.into()))
        }))
    }

    /// No response: the transport fails in this way.
    #[must_use]
    pub fn failure(kind: TransportErrorKind) -> Self {
        Self(Err(kind))
    }
}

impl From<Response<Bytes>> for Answer {
    fn from(response: Response<Bytes>) -> Self {
        Self(Ok(response))
    }
}

/// How the requests differ from the script of a [`Replay`]. It shows no query but the script's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayError(String);

impl fmt::Display for ReplayError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for ReplayError {}

impl fmt::Debug for Replay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let script = self.script();
        formatter
            .debug_struct("Replay")
            .field("left", &script.answers.len())
            .field("seen", &script.seen.len())
            .finish()
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let outcome = self.0.as_ref().map(Response::status);
        formatter.debug_tuple("Answer").field(&outcome).finish()
    }
}

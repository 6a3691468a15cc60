//! The answers of a mock: which response comes to which call.

use std::fmt;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::{Bytes, BytesMut};
use http::Request;

use super::hook::BoxError;
use super::intercept::Outbound;
use super::json::Encode;
use super::mock_answer::Answer;
use super::mock_match::{Condition, Seen};
use super::operation::Operation;
use super::transport::{Body, Transport, TransportError, TransportErrorKind, TransportFuture};

/// Tells the transport which operation a request is of; it is taken off again there.
const MARK: &str = "x-mock-operation";

/// An operation that can be mocked: every request builder is one.
pub trait Mocked {
    /// The data of a success.
    type Data;
    /// The documented errors.
    type Error: MockedError;

    /// What is known of the operation.
    fn operation() -> &'static Operation;

    /// The response that brings `data`, with the first documented status that it can come with.
    fn answer(data: &Self::Data) -> Answer;
}

/// Documented errors of an operation.
pub trait MockedError {
    /// The response that is this error. Where a whole range of statuses is documented, it has the
    /// first of them, and 500 for any.
    fn answer(&self) -> Answer;
}

/// The documented errors of an operation that has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undocumented {}

impl MockedError for Undocumented {
    fn answer(&self) -> Answer {
        match *self {}
    }
}

/// The answers of a mock and the calls that came. Clones share them.
#[derive(Clone, Default)]
pub struct Answers(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    routes: Vec<Route>,
    calls: Vec<Received>,
    unanswered: Vec<String>,
}

/// Answers to the calls of one operation that meet conditions.
struct Route {
    operation: &'static Operation,
    conditions: Vec<Condition>,
    most: Option<usize>,
    answer: Result<Answer, TransportErrorKind>,
    calls: usize,
}

impl Answers {
    /// Lets a request tell which operation it is of.
    ///
    /// # Errors
    ///
    /// When the operation's id cannot be sent.
    pub fn mark(request: &mut Outbound<'_>) -> Result<(), BoxError> {
        let id = request.operation().id;
        Ok(request.set_header(MARK, id)?)
    }

    /// Begins an answer to calls of the operation `O`, whose request builder names it.
    ///
    /// Of several answers that fit a call, the first one that was added and is not used up comes.
    pub fn when<O: Mocked>(&self) -> When<'_, O> {
        When {
            answers: self,
            conditions: Vec::new(),
            most: None,
            operation: PhantomData,
        }
    }

    /// The calls so far, answered or not, in the order in which they came.
    #[must_use]
    pub fn calls(&self) -> Vec<Received> {
        self.state().calls.clone()
    }

    /// The calls of the operation `O` so far.
    #[must_use]
    pub fn calls_of<O: Mocked>(&self) -> Vec<Received> {
        let mut calls = self.calls();
        calls.retain(|call| call.operation == O::operation().id);
        calls
    }

    /// Checks that every call had an answer, and that every answer with
    /// [`times`](When::times) came as often.
    ///
    /// # Errors
    ///
    /// Lists the calls without an answer, each with why no answer fits it, and the answers that
    /// did not come.
    pub fn verify(&self) -> Result<(), MockError> {
        let state = self.state();
        let missing = state.routes.iter().filter_map(|route| {
            let most = route.most.filter(|most| route.calls < *most)?;
            let (id, calls) = (route.operation.id, route.calls);
            Some(format!("`{id}` was called {calls} times, not {most}"))
        });
        let faults: Vec<String> = state.unanswered.iter().cloned().chain(missing).collect();
        match faults.as_slice() {
            [] => Ok(()),
            faults => Err(MockError(faults.join("; "))),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An answer that is being made: conditions first, then what comes.
#[must_use = "an answer is added by `respond`, `fail`, `answer` or `break_off`"]
pub struct When<'m, O> {
    answers: &'m Answers,
    conditions: Vec<Condition>,
    most: Option<usize>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Mocked> When<'_, O> {
    /// Only calls whose path has this value for the parameter `name`.
    pub fn path(self, name: &str, value: impl fmt::Display) -> Self {
        self.with(Condition::path(name, value.to_string()))
    }

    /// Only calls whose query has this pair.
    pub fn query(self, name: &str, value: impl fmt::Display) -> Self {
        self.with(Condition::query(name, value.to_string()))
    }

    /// Only calls with this header.
    pub fn header(self, name: &str, value: impl fmt::Display) -> Self {
        self.with(Condition::header(name, value.to_string()))
    }

    /// Only calls whose body is the JSON of `value`, without its `readOnly` members.
    pub fn body(self, value: &dyn Encode) -> Self {
        self.with(Condition::body(value))
    }

    /// Only calls that `holds` holds for; `what` says in words what that is.
    pub fn matching(
        self,
        what: impl Into<String>,
        holds: impl Fn(&Request<Bytes>) -> bool + Send + Sync + 'static,
    ) -> Self {
        self.with(Condition::new(what, move |seen: &Seen<'_>| {
            holds(seen.request)
        }))
    }

    /// Only the first `count` calls, and `Mock::verify` wants as many.
    pub fn times(mut self, count: usize) -> Self {
        self.most = Some(count);
        self
    }

    /// Answers with a success that brings `data`.
    pub fn respond(self, data: &O::Data) -> Answered {
        self.answer(O::answer(data))
    }

    /// Answers with a documented error.
    pub fn fail(self, error: &O::Error) -> Answered {
        self.answer(error.answer())
    }

    /// Answers with any response.
    pub fn answer(self, answer: Answer) -> Answered {
        self.add(Ok(answer))
    }

    /// Answers with a failure of the transport.
    pub fn break_off(self, kind: TransportErrorKind) -> Answered {
        self.add(Err(kind))
    }

    fn with(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    fn add(self, answer: Result<Answer, TransportErrorKind>) -> Answered {
        let mut state = self.answers.state();
        state.routes.push(Route {
            operation: O::operation(),
            conditions: self.conditions,
            most: self.most,
            answer,
            calls: 0,
        });
        Answered {
            answers: self.answers.clone(),
            route: state.routes.len() - 1,
        }
    }
}

/// An answer of a mock: how often it came.
#[derive(Clone, Debug)]
pub struct Answered {
    answers: Answers,
    route: usize,
}

impl Answered {
    /// How many calls it has answered.
    #[must_use]
    pub fn calls(&self) -> usize {
        let state = self.answers.state();
        state.routes.get(self.route).map_or(0, |route| route.calls)
    }
}

/// A call that a mock has received. `Debug` shows its operation alone.
#[derive(Clone)]
pub struct Received {
    operation: String,
    request: Request<Bytes>,
}

impl Received {
    /// The id of the operation.
    #[must_use]
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The request as it was sent.
    #[must_use]
    pub fn request(&self) -> &Request<Bytes> {
        &self.request
    }

    /// The body as JSON, if it is that.
    #[must_use]
    pub fn json(&self) -> Option<serde_json::Value> {
        serde_json::from_slice(self.request.body()).ok()
    }
}

impl fmt::Debug for Received {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Received")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

impl Transport for Answers {
    fn send(&self, request: Request<Bytes>) -> TransportFuture {
        let outcome = self.state().receive(request);
        Box::pin(async { outcome })
    }

    fn send_stream(&self, request: Request<Body>) -> TransportFuture {
        let answers = self.clone();
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut whole = BytesMut::new();
            while let Some(chunk) = body.chunk().await? {
                whole.extend_from_slice(&chunk);
            }
            let request = Request::from_parts(head, whole.freeze());
            answers.state().receive(request)
        })
    }
}

impl State {
    /// Keeps a request and finds its answer.
    fn receive(
        &mut self,
        mut request: Request<Bytes>,
    ) -> Result<http::Response<Body>, TransportError> {
        let mark = request.headers_mut().remove(MARK);
        let operation = mark.map_or_else(String::new, |id| {
            String::from_utf8_lossy(id.as_bytes()).into_owned()
        });
        let mut reasons = Vec::new();
        let mut found = None;
        for route in &mut self.routes {
            if route.operation.id == operation {
                match route.problem(&request) {
                    None => {
                        found = Some(route);
                        break;
                    }
                    Some(reason) => reasons.push(reason),
                }
            }
        }
        let answer = match found {
            Some(route) => {
                route.calls += 1;
                match &route.answer {
                    Ok(answer) => answer.response(),
                    Err(kind) => Err(TransportError::new(*kind)),
                }
            }
            None => {
                let reason = match reasons.as_slice() {
                    [] => "there is none for this operation".to_owned(),
                    reasons => reasons.join(", "),
                };
                let what = format!("the mock has no answer to `{operation}`: {reason}");
                self.unanswered.push(what.clone());
                Err(TransportError::new(TransportErrorKind::Refused).explained(what))
            }
        };
        self.calls.push(Received { operation, request });
        answer
    }
}

impl Route {
    /// Why it is no answer to `request`, if it is none.
    fn problem(&self, request: &Request<Bytes>) -> Option<String> {
        let seen = Seen {
            request,
            template: self.operation.path,
        };
        if self.most.is_some_and(|most| self.calls >= most) {
            return Some(format!("one was for {} calls", self.calls));
        }
        let mut conditions = self.conditions.iter();
        let broken = conditions.find(|condition| !condition.holds(&seen))?;
        Some(format!("one wants {}", broken.what()))
    }
}

/// What a mock was asked for in vain, and what did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MockError(String);

impl fmt::Display for MockError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for MockError {}

impl fmt::Debug for Answers {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = self.state();
        formatter
            .debug_struct("Mock")
            .field("answers", &state.routes.len())
            .field("calls", &state.calls.len())
            .finish()
    }
}

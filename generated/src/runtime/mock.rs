//! A typed mock of the API, for tests of code that calls it: when this operation is called, then
//! that response comes. Nothing goes over a network.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::Request;

use super::client::ClientBuilder;
pub use super::mock_answer::Answer;
use super::mock_answers::Answers;
pub use super::mock_answers::{
    Answered, MockError, Mocked, MockedError, Received, Undocumented, When,
};
use super::retry::RetryPolicy;
use super::transport::{Body, Transport, TransportFuture};

/// A mock of the API. Clones share its answers and what it has seen.
///
/// ```text
/// let mock = Mock::new();
/// let found = mock.when::<GetPet>().path("id", 7).respond(&Pet::new("Rex"));
/// let client = mock.client().build()?;
/// // … code that uses the client …
/// assert_eq!(found.calls(), 1);
/// mock.verify()?;
/// ```
#[derive(Clone, Default)]
pub struct Mock(Answers);

impl Mock {
    /// A mock without answers: every call fails.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Begins an answer to calls of the operation `O`, whose request builder names it.
    ///
    /// Of several answers that fit a call, the first one that was added and is not used up comes.
    pub fn when<O: Mocked>(&self) -> When<'_, O> {
        self.0.when()
    }

    /// Gives `builder` this mock as its transport, a base URL, and no retries.
    pub fn configure(&self, builder: ClientBuilder) -> ClientBuilder {
        builder
            .base_url("https://mock.invalid")
            .retry(RetryPolicy::none())
            .intercept(Answers::mark)
            .transport(Arc::new(self.clone()))
    }

    /// The calls so far, answered or not, in the order in which they came.
    #[must_use]
    pub fn calls(&self) -> Vec<Received> {
        self.0.calls()
    }

    /// The calls of the operation `O` so far.
    #[must_use]
    pub fn calls_of<O: Mocked>(&self) -> Vec<Received> {
        self.0.calls_of::<O>()
    }

    /// Checks that every call had an answer, and that every answer with
    /// [`times`](When::times) came as often.
    ///
    /// # Errors
    ///
    /// Lists the calls without an answer, each with why no answer fits it, and the answers that
    /// did not come.
    pub fn verify(&self) -> Result<(), MockError> {
        self.0.verify()
    }
}

impl Transport for Mock {
    fn send(&self, request: Request<Bytes>) -> TransportFuture {
        self.0.send(request)
    }

    fn send_stream(&self, request: Request<Body>) -> TransportFuture {
        self.0.send_stream(request)
    }
}

impl fmt::Debug for Mock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

//! A transport that does what it is told, attempt by attempt, with no network: for paused time.

use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use apicrate_runtime::client::ClientBuilder;
use apicrate_runtime::retry::RetryPolicy;
use apicrate_runtime::transport::{
    Body, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use bytes::Bytes;
use http_body::Frame;
use tokio::time::{Instant, Sleep, sleep};

/// What one attempt ends in.
#[derive(Clone)]
pub(crate) enum Step {
    Fail(TransportErrorKind),
    /// Never answers.
    Hang,
    /// Status, headers, body, and how the body ends.
    Answer(u16, Vec<(&'static str, String)>, Feed),
}

/// A body whose chunks come after these waits.
#[derive(Clone)]
pub(crate) struct Feed {
    pub(crate) chunks: VecDeque<(Duration, Bytes)>,
    pub(crate) end: End,
}

#[derive(Clone, Copy)]
pub(crate) enum End {
    Whole,
    Broken,
    Silence,
}

impl Step {
    /// This status with a body of JSON.
    pub(crate) fn status(status: u16) -> Self {
        Self::with(status, &[])
    }

    pub(crate) fn with(status: u16, headers: &[(&'static str, &str)]) -> Self {
        let headers = headers.iter().map(|(name, text)| (*name, (*text).into()));
        Self::Answer(status, headers.collect(), Feed::of("7", End::Whole))
    }

    pub(crate) fn body(feed: Feed) -> Self {
        Self::Answer(200, Vec::new(), feed)
    }
}

impl Feed {
    pub(crate) fn of(text: &'static str, end: End) -> Self {
        Self::every(Duration::ZERO, &[text], end)
    }

    pub(crate) fn every(wait: Duration, chunks: &[&'static str], end: End) -> Self {
        let chunks = chunks
            .iter()
            .map(|text| (wait, Bytes::from_static(text.as_bytes())));
        Self {
            chunks: chunks.collect(),
            end,
        }
    }
}

/// The attempts that were made, and what is to come: the last step is repeated for ever.
pub(crate) struct Script {
    steps: Mutex<VecDeque<Step>>,
    pub(crate) sent: Mutex<Vec<(Instant, http::Request<Bytes>)>>,
}

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Arc<Self> {
        Arc::new(Self {
            steps: Mutex::new(steps.into_iter().collect()),
            sent: Mutex::default(),
        })
    }

    /// A builder of clients that retry as by default.
    pub(crate) fn builder(self: &Arc<Self>) -> ClientBuilder {
        ClientBuilder::new(&super::API)
            .base_url("https://api.example")
            .transport(self.clone())
            .retry(RetryPolicy::new())
    }

    pub(crate) fn attempts(&self) -> usize {
        self.sent.lock().expect("not poisoned").len()
    }

    /// The times from attempt to attempt.
    pub(crate) fn waits(&self) -> Vec<Duration> {
        let sent = self.sent.lock().expect("not poisoned");
        sent.windows(2).map(|pair| pair[1].0 - pair[0].0).collect()
    }

    fn next(&self) -> Step {
        let mut steps = self.steps.lock().expect("not poisoned");
        match steps.len() {
            1 => steps[0].clone(),
            _ => steps.pop_front().expect("a step"),
        }
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        let now = Instant::now();
        self.sent.lock().expect("not poisoned").push((now, request));
        let step = self.next();
        Box::pin(async move {
            match step {
                Step::Fail(kind) => Err(TransportError::new(kind)),
                Step::Hang => std::future::pending().await,
                Step::Answer(status, headers, feed) => {
                    let mut response = http::Response::builder().status(status);
                    for (name, text) in headers {
                        response = response.header(name, text);
                    }
                    let body = Body::new(Fed { feed, wait: None });
                    Ok(response.body(body).expect("a response"))
                }
            }
        })
    }

    fn send_stream(&self, request: http::Request<Body>) -> TransportFuture {
        // Nothing of the body is read.
        self.send(request.map(|_| Bytes::new()))
    }
}

struct Fed {
    feed: Feed,
    wait: Option<Pin<Box<Sleep>>>,
}

impl http_body::Body for Fed {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let Some((wait, chunk)) = self.feed.chunks.front().cloned() else {
            return match self.feed.end {
                End::Whole => Poll::Ready(None),
                End::Broken => {
                    Poll::Ready(Some(Err(TransportError::new(TransportErrorKind::Body))))
                }
                End::Silence => Poll::Pending,
            };
        };
        if !wait.is_zero() {
            let waiting = self.wait.get_or_insert_with(|| Box::pin(sleep(wait)));
            ready!(waiting.as_mut().poll(context));
        }
        self.wait = None;
        self.feed.chunks.pop_front();
        Poll::Ready(Some(Ok(Frame::data(chunk))))
    }
}

//! The HTTP half of the runtime, over real sockets on loopback wherever bytes matter.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod blocking;
mod bodies;
mod elements;
mod errors;
mod failures;
mod hooks;
mod http2;
mod in_flight;
mod limits;
mod mock;
mod pages;
mod paths;
mod redirects;
mod response_headers;
mod retries;
mod script;
mod secrets;
mod security;
mod server;
mod servers;
mod settings;
mod spans;
mod stalls;
mod streams;
mod styles;
mod tokens;
mod waits;
mod wire;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use apicrate_runtime::client::{Api, Client, ClientBuilder};
use apicrate_runtime::operation::{Idempotency, Method, Operation, Status};
use apicrate_runtime::retry::RetryPolicy;
use apicrate_runtime::transport::{Body, Transport, TransportFuture};
use bytes::Bytes;

static API: Api = Api {
    name: "Test",
    version: "1.2.3",
    user_agent: "test-api/0.1.0 (spec 1.2.3)",
    default_server: None,
};

/// A builder with short limits, so that no test hangs, and of one attempt a call.
fn builder(url: &str) -> ClientBuilder {
    ClientBuilder::new(&API)
        .base_url(url)
        .retry(RetryPolicy::none())
        .total_timeout(Duration::from_secs(10))
}

fn client(url: &str) -> Client {
    builder(url).build().expect("valid settings")
}

/// An operation without security whose one success is 200.
fn operation(method: Method, path: &'static str) -> Operation {
    Operation {
        id: "testOperation",
        method,
        path,
        accept: "application/json",
        security: &[],
        success: &[Status::Code(200)],
        server: None,
        idempotency: Idempotency::ByMethod,
        error: None,
    }
}

fn leak(operation: Operation) -> &'static Operation {
    Box::leak(Box::new(operation))
}

/// A transport that keeps the requests and answers each with an empty 200.
#[derive(Default)]
struct Capture {
    requests: Mutex<Vec<http::Request<Bytes>>>,
}

impl Capture {
    fn client() -> (Client, Arc<Self>) {
        let capture = Arc::new(Self::default());
        let transport: Arc<dyn Transport> = capture.clone();
        let builder = builder("https://api.example").transport(transport);
        (builder.build().expect("valid settings"), capture)
    }

    fn take(&self) -> Vec<http::Request<Bytes>> {
        std::mem::take(&mut self.requests.lock().expect("not poisoned"))
    }
}

impl Transport for Capture {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        self.requests.lock().expect("not poisoned").push(request);
        Box::pin(async { Ok(http::Response::new(Body::from(Bytes::new()))) })
    }
}

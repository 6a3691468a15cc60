//! The runtime's client, with requests that are kept and not sent.

use std::sync::{Arc, Mutex, PoisonError};

use apicrate_runtime::client::{Api, Client, ClientBuilder};
use apicrate_runtime::operation::{Idempotency, Method, Operation, Status};
use apicrate_runtime::retry::RetryPolicy;
use apicrate_runtime::transport::{Body, Transport, TransportFuture};
use bytes::Bytes;
use xtask::exit::Failure;

static API: Api = Api {
    name: "Sweep",
    version: "1",
    user_agent: "sweep/1",
    default_server: None,
};

/// A transport that keeps requests, and answers each with 200.
#[derive(Clone)]
pub(crate) struct Capture {
    kept: Arc<Mutex<Vec<http::Request<Bytes>>>>,
    /// What it keeps for a request: a client may be broken on purpose.
    keeps: Keeps,
}

/// What is sent in place of a request.
pub(crate) type Keeps = fn(http::Request<Bytes>) -> Vec<http::Request<Bytes>>;

impl Default for Capture {
    fn default() -> Self {
        Self::of(|request| vec![request])
    }
}

impl Capture {
    /// A transport that keeps what `keeps` makes of a request.
    pub(crate) fn of(keeps: Keeps) -> Self {
        let kept = Arc::default();
        Self { kept, keeps }
    }

    /// The requests since the last time.
    pub(crate) fn take(&self) -> Vec<http::Request<Bytes>> {
        std::mem::take(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Capture {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend((self.keeps)(request));
        Box::pin(async { Ok(http::Response::new(Body::from(Bytes::new()))) })
    }
}

/// A client of the server at `base`; over the network unless there is a `transport`.
///
/// # Errors
///
/// When the runtime refuses its settings.
pub(crate) fn client(base: &str, transport: Option<Capture>) -> Result<Client, Failure> {
    let mut builder = ClientBuilder::new(&API)
        .base_url(base)
        .retry(RetryPolicy::none());
    if let Some(transport) = transport {
        builder = builder.transport(Arc::new(transport));
    }
    builder.build().map_err(|e| Failure::new(e.to_string()))
}

/// An operation of the runtime's; it lives as long as the process, as those of emitted crates do.
///
/// # Errors
///
/// When `method` is no HTTP method.
pub(crate) fn operation(method: &str, path: &str) -> Result<&'static Operation, Failure> {
    let method = Method::from_bytes(method.as_bytes());
    Ok(Box::leak(Box::new(Operation {
        id: "sweep",
        method: method.map_err(|e| Failure::new(e.to_string()))?,
        path: leak(path),
        server: None,
        accept: "",
        security: &[],
        success: &[Status::Code(200)],
        idempotency: Idempotency::ByMethod,
        error: None,
    })))
}

/// A name that lives as long as the process.
pub(crate) fn leak(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// Runs futures on this thread.
///
/// # Errors
///
/// When the system refuses.
pub(crate) fn tokio() -> Result<tokio::runtime::Runtime, Failure> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let tokio = builder.enable_all().build();
    tokio.map_err(|e| Failure::new(format!("cannot start Tokio: {e}")))
}

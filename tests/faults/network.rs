//! The ways in which the client under test reaches a server: always by its own transport, given a
//! resolver or an authority where the fault asks for one.

use std::collections::VecDeque;
use std::error::Error;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use mist_api::runtime::http_transport::HttpTransport;
use mist_api::runtime::transport::{Body, Transport, TransportError, TransportFuture};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::server::record::{Record, lock};

type Failure = Box<dyn Error + Send + Sync>;

/// The settings that the client under test gives its own pool.
fn settings() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(Duration::from_millis(3_100))
}

/// Trusts `authority`, DER, and nobody else.
pub(crate) fn trusting(authority: &[u8]) -> Result<HttpTransport, Failure> {
    let authority = reqwest::Certificate::from_der(authority)?;
    let client = settings().tls_certs_only([authority]).build()?;
    Ok(HttpTransport::from_client(client))
}

/// Resolves every name to the next of `answers`, port included; the last one stays. `None` is a
/// failure, counted as an attempt.
pub(crate) fn resolving(
    answers: Vec<Option<SocketAddr>>,
    record: Arc<Record>,
) -> Result<HttpTransport, Failure> {
    let names = Names {
        answers: Mutex::new(answers.into()),
        record,
    };
    let client = settings().dns_resolver(names).build()?;
    Ok(HttpTransport::from_client(client))
}

struct Names {
    answers: Mutex<VecDeque<Option<SocketAddr>>>,
    record: Arc<Record>,
}

impl Resolve for Names {
    fn resolve(&self, _: Name) -> Resolving {
        let mut answers = lock(&self.answers);
        let is_last = answers.len() == 1;
        let answer = answers.front().copied().flatten();
        if !is_last {
            // Nobody who listens will count this attempt.
            self.record.attempt();
            answers.pop_front();
        }
        let answer = match answer {
            Some(address) => Ok(Box::new(std::iter::once(address)) as Addrs),
            None => Err(io::Error::other("no such host").into()),
        };
        Box::pin(async move { answer })
    }
}

/// Passes everything on, and counts the bytes of bodies that the client takes, after
/// decompression.
pub(crate) struct Meter {
    inner: HttpTransport,
    taken: Arc<AtomicU64>,
}

impl Meter {
    /// Around `inner`.
    pub(crate) fn new(inner: HttpTransport, taken: Arc<AtomicU64>) -> Self {
        Self { inner, taken }
    }
}

impl Transport for Meter {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        let response = self.inner.send(request);
        let taken = self.taken.clone();
        Box::pin(async move {
            let response = response.await?;
            Ok(response.map(|body| Body::new(Metered { body, taken })))
        })
    }
}

struct Metered {
    body: Body,
    taken: Arc<AtomicU64>,
}

impl http_body::Body for Metered {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
        if let Some(data) = frame
            .as_ref()
            .and_then(|frame| frame.as_ref().ok()?.data_ref())
        {
            self.taken.fetch_add(data.len() as u64, Ordering::Relaxed);
        }
        Poll::Ready(frame)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

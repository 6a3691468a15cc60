//! The cap on requests in flight.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use apicrate_runtime::operation::Method;
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::response;
use apicrate_runtime::stream::ByteStream;
use apicrate_runtime::transport::{Body, Transport, TransportFuture};
use bytes::Bytes;
use http_body::Frame;
use tokio::task::JoinSet;
use tokio::time::{Instant, Sleep, sleep, timeout};

use super::limits::{HOUR, call, calls, patient};
use super::{leak, operation};

/// A server that takes a second for each response and keeps how many are under way.
#[derive(Default)]
struct Slow {
    now: Arc<AtomicUsize>,
    most: AtomicUsize,
    total: AtomicUsize,
}

struct UnderWay(Arc<AtomicUsize>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// A body whose one chunk takes half a second.
struct SlowBody(Pin<Box<Sleep>>, Option<UnderWay>);

impl http_body::Body for SlowBody {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, std::io::Error>>> {
        ready!(self.0.as_mut().poll(context));
        let chunk = self.1.take().map(|_| Ok(Frame::data(Bytes::from("x"))));
        Poll::Ready(chunk)
    }
}

impl Transport for Slow {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        self.total.fetch_add(1, Ordering::SeqCst);
        let under_way = UnderWay(self.now.clone());
        Box::pin(async move {
            let half = Duration::from_millis(500);
            sleep(half).await;
            let body = SlowBody(Box::pin(sleep(half)), Some(under_way));
            Ok(http::Response::new(Body::new(body)))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn no_more_requests_are_in_flight_than_allowed() {
    let slow = Arc::new(Slow::default());
    let client = patient(slow.clone())
        .max_in_flight(7)
        .build()
        .expect("valid settings");
    let start = Instant::now();
    calls(&[client], 700).await;
    assert_eq!(slow.most.load(Ordering::SeqCst), 7);
    let took = start.elapsed();
    assert!(
        took >= Duration::from_secs(100) && took < Duration::from_secs(101),
        "{took:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn dropped_calls_give_their_places_back() {
    let slow = Arc::new(Slow::default());
    let client = patient(slow.clone())
        .max_in_flight(3)
        .build()
        .expect("valid settings");
    let operation = leak(operation(Method::POST, "/"));
    // Dropped while they wait for a place, for the head, and for the body.
    for after in [1, 250, 499, 501, 750, 999, 1_200, 1_900] {
        let mut tasks = JoinSet::new();
        for _ in 0..20 {
            tasks.spawn(call(client.clone(), operation));
        }
        sleep(Duration::from_millis(after)).await;
        tasks.shutdown().await;
        assert_eq!(slow.now.load(Ordering::SeqCst), 0, "after {after} ms");
    }
    let start = Instant::now();
    calls(&[client], 3).await;
    assert!(
        start.elapsed() < Duration::from_millis(1_100),
        "all places are free"
    );
    assert_eq!(slow.most.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn a_stream_keeps_its_place_until_it_ends_or_is_dropped() {
    let slow = Arc::new(Slow::default());
    let client = patient(slow.clone())
        .max_in_flight(1)
        .build()
        .expect("valid settings");
    let operation = leak(operation(Method::GET, "/"));
    let open = async || {
        let call = client.request(operation).stream("", ByteStream::open);
        call.await.map(|response| response.into_data())
    };
    let mut first = open().await.expect("opened");
    assert!(timeout(HOUR, open()).await.is_err(), "no place");
    assert_eq!(
        first.chunk().await.expect("a chunk"),
        Some(Bytes::from("x"))
    );
    assert_eq!(first.chunk().await.expect("the end"), None);
    let second = open().await.expect("the first has ended");
    assert!(timeout(HOUR, open()).await.is_err(), "no place");
    drop(second);
    open().await.expect("the second was dropped");
    assert_eq!(slow.total.load(Ordering::SeqCst), 3);
}

#[tokio::test(start_paused = true)]
async fn no_place_before_the_deadline_is_a_timeout_with_nothing_sent() {
    let slow = Arc::new(Slow::default());
    let client = patient(slow.clone())
        .max_in_flight(1)
        .build()
        .expect("valid settings");
    let operation = leak(operation(Method::POST, "/"));
    let first = tokio::spawn(call(client.clone(), operation));
    tokio::task::yield_now().await;
    let mut request = client.request(operation);
    request.options(CallOptions::new().timeout(Duration::from_millis(300)));
    let error = request.send(response::empty).await.expect_err("no place");
    assert!(error.is_timeout() && !error.may_have_been_applied());
    assert_eq!(error.attempts(), 0);
    first.await.expect("no panic").expect("sent");
    assert_eq!(slow.total.load(Ordering::SeqCst), 1);
}

//! The client's own limit on the requests in a window of time.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apicrate_runtime::client::{Client, ClientBuilder};
use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::limiter::Limiter;
use apicrate_runtime::operation::{Method, Operation};
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::replay::{Answer, Replay};
use apicrate_runtime::response;
use apicrate_runtime::retry::RetryPolicy;
use apicrate_runtime::transport::{Body, Transport, TransportFuture};
use bytes::Bytes;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::{builder, leak, operation};

pub(super) const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);
const QUOTA: usize = 5_000;

/// A server that counts the requests of sliding windows of an hour and of hours on the clock, and
/// answers what is above the quota in either with 429.
struct Quota {
    start: Instant,
    sliding: Mutex<VecDeque<Instant>>,
    hours: Mutex<Vec<usize>>,
    refused: AtomicUsize,
}

impl Quota {
    /// A server whose hours on the clock began this long ago.
    fn since(past: Duration) -> Arc<Self> {
        Arc::new(Self {
            start: Instant::now() - past,
            sliding: Mutex::default(),
            hours: Mutex::default(),
            refused: AtomicUsize::new(0),
        })
    }

    fn take(&self) -> bool {
        let now = Instant::now();
        let mut sliding = self.sliding.lock().expect("not poisoned");
        sliding.push_back(now);
        while sliding.front().is_some_and(|first| now - *first > HOUR) {
            sliding.pop_front();
        }
        let hour = usize::try_from((now - self.start).as_secs() / 3_600).expect("few hours");
        let mut hours = self.hours.lock().expect("not poisoned");
        hours.resize(hour + 1, 0);
        hours[hour] += 1;
        let is_allowed = sliding.len() <= QUOTA && hours[hour] <= QUOTA;
        if !is_allowed {
            self.refused.fetch_add(1, Ordering::Relaxed);
        }
        is_allowed
    }

    fn refused(&self) -> usize {
        self.refused.load(Ordering::Relaxed)
    }

    fn served(&self) -> usize {
        self.hours.lock().expect("not poisoned").iter().sum()
    }

    /// How much of the quota of its whole hours but the first and last was used.
    fn used(&self) -> Vec<usize> {
        let hours = self.hours.lock().expect("not poisoned");
        hours[1..hours.len() - 1].to_vec()
    }

    fn client(self: &Arc<Self>, limiter: &Limiter) -> Client {
        let builder = patient(self.clone()).rate_limit(limiter.clone());
        builder.build().expect("valid settings")
    }
}

impl Transport for Quota {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture {
        let status = if self.take() { 200 } else { 429 };
        Box::pin(async move {
            let mut response = http::Response::new(Body::from(Bytes::new()));
            *response.status_mut() = http::StatusCode::from_u16(status).expect("a status");
            Ok(response)
        })
    }
}

/// A builder whose calls have all the time they want.
pub(super) fn patient(transport: Arc<dyn Transport>) -> ClientBuilder {
    builder("https://api.example")
        .transport(transport)
        .total_timeout(DAY)
        .attempt_timeout(DAY)
}

pub(super) async fn call(client: Client, operation: &'static Operation) -> Result<(), Error> {
    let request = client.request(operation);
    request.send(response::empty).await.map(drop)
}

/// Makes `count` calls at once through these clients in turn.
pub(super) async fn calls(clients: &[Client], count: usize) {
    let operation = leak(operation(Method::POST, "/"));
    let mut tasks = JoinSet::new();
    for client in clients.iter().cycle().take(count) {
        tasks.spawn(call(client.clone(), operation));
    }
    while let Some(outcome) = tasks.join_next().await {
        outcome.expect("no panic").expect("not refused");
    }
}

#[tokio::test(start_paused = true)]
async fn four_tokens_and_twenty_thousand_calls_are_never_refused_and_use_the_quota() {
    let quotas: [_; 4] = std::array::from_fn(|_| Quota::since(Duration::ZERO));
    let clients = quotas
        .each_ref()
        .map(|quota| quota.client(&Limiter::per_hour(5_000)));
    let start = Instant::now();
    calls(&clients, 20_000).await;
    let took = start.elapsed();
    let refused: usize = quotas.iter().map(|quota| quota.refused()).sum();
    let share = HOUR.as_secs_f64() / took.as_secs_f64();
    println!(
        "20,000 calls, 4 tokens: {took:?}, {refused} refused, {:.2} % of the quota",
        share * 100.0
    );
    assert_eq!(refused, 0);
    assert!(share >= 0.99, "{share}");
    assert!(quotas.iter().all(|quota| quota.served() == QUOTA));
}

#[tokio::test(start_paused = true)]
async fn a_lasting_load_uses_the_quota_of_every_hour() {
    // The server's hours begin anywhere between those of the client.
    for past in [Duration::ZERO, HOUR / 3, HOUR - Duration::from_secs(7)] {
        let quota = Quota::since(past);
        calls(&[quota.client(&Limiter::per_hour(5_000))], 20_000).await;
        assert_eq!(quota.refused(), 0);
        let used = quota.used();
        assert!(used.len() >= 3, "{used:?}");
        assert!(used.iter().all(|used| used * 100 >= QUOTA * 99), "{used:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_hundred_clones_share_one_count() {
    let quota = Quota::since(Duration::ZERO);
    let limiter = Limiter::per_hour(5_000);
    let clients: Vec<Client> = (0..100).map(|_| quota.client(&limiter.clone())).collect();
    let start = Instant::now();
    calls(&clients, 5_000).await;
    assert_eq!((quota.refused(), quota.served()), (0, 5_000));
    assert!(start.elapsed() > HOUR * 99 / 100);
}

#[tokio::test(start_paused = true)]
async fn pauses_and_bursts_do_not_break_the_limit() {
    for burst in [1, 25, 500, 2_500] {
        let quota = Quota::since(Duration::ZERO);
        let clients = [quota.client(&Limiter::per_hour(5_000).burst(burst))];
        for round in 0..6 {
            calls(&clients, burst as usize).await;
            sleep(Duration::from_secs(500 + round * 97)).await;
        }
        assert_eq!(quota.refused(), 0, "burst {burst}");
    }
    // Small limits, where one request more or less shows.
    for (requests, burst) in [(1, 1), (2, 1), (2, 2), (3, 2), (7, 7), (0, 0)] {
        let limiter = Limiter::per_minute(requests).burst(burst);
        let times = Arc::new(Times::default());
        let client = patient(times.clone()).rate_limit(limiter).build();
        calls(&[client.expect("valid settings")], 20).await;
        let times = times.0.lock().expect("not poisoned");
        let windows = times.windows(requests.max(1) as usize + 1);
        let minute = Duration::from_secs(60);
        assert!(
            windows
                .into_iter()
                .all(|window| window[window.len() - 1] - window[0] > minute)
        );
    }
}

/// Keeps when each request came.
#[derive(Default)]
struct Times(Mutex<Vec<Instant>>);

impl Transport for Times {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture {
        self.0.lock().expect("not poisoned").push(Instant::now());
        Box::pin(async { Ok(http::Response::new(Body::from(Bytes::new()))) })
    }
}

#[tokio::test(start_paused = true)]
async fn every_attempt_takes_its_turn() {
    let unavailable = || Answer::status(503);
    let replay = Replay::new()
        .on(Method::PUT, "/", unavailable())
        .on(Method::PUT, "/", unavailable())
        .on(Method::PUT, "/", Answer::status(200));
    let client = patient(Arc::new(replay.clone()))
        .retry(RetryPolicy::new().backoff(Duration::ZERO))
        .rate_limit(Limiter::per_minute(1))
        .build()
        .expect("valid settings");
    let start = Instant::now();
    let put = leak(operation(Method::PUT, "/"));
    call(client, put).await.expect("the third attempt");
    replay.verify().expect("three attempts");
    let took = start.elapsed();
    let two = Duration::from_secs(120);
    assert!(
        took > two && took < two + Duration::from_millis(100),
        "{took:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn what_waits_goes_in_order_and_what_is_dropped_uses_nothing_up() {
    let times = Arc::new(Times::default());
    let client = patient(times.clone())
        .rate_limit(Limiter::per_second(1))
        .build();
    let client = client.expect("valid settings");
    let operation = leak(operation(Method::POST, "/"));
    let order = Arc::new(Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for number in 0..10 {
        let (client, order) = (client.clone(), order.clone());
        tasks.push(tokio::spawn(async move {
            call(client, operation).await.expect("sent");
            order.lock().expect("not poisoned").push(number);
        }));
        tokio::task::yield_now().await;
    }
    // The one whose turn it is, one in the middle, and the last one give up.
    sleep(Duration::from_millis(500)).await;
    for number in [1, 5, 9] {
        tasks[number].abort();
    }
    for task in tasks {
        let _ = task.await;
    }
    assert_eq!(*order.lock().expect("not poisoned"), [0, 2, 3, 4, 6, 7, 8]);
    let times = times.0.lock().expect("not poisoned");
    let took = times[times.len() - 1] - times[0];
    let expected = Duration::from_secs(6);
    assert!(
        took >= expected && took < expected + Duration::from_millis(100),
        "{took:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn no_room_before_the_deadline_is_an_error_at_once() {
    let times = Arc::new(Times::default());
    let client = patient(times.clone())
        .rate_limit(Limiter::per_second(1))
        .build();
    let client = client.expect("valid settings");
    let operation = leak(operation(Method::POST, "/"));
    let start = Instant::now();
    let mut tasks = JoinSet::new();
    for _ in 0..4 {
        tasks.spawn(call(client.clone(), operation));
        tokio::task::yield_now().await;
    }
    // One has gone, three wait: the next would go after four seconds.
    let mut request = client.request(operation);
    request.options(CallOptions::new().timeout(Duration::from_millis(3_500)));
    let error = request.send(response::empty).await.expect_err("no room");
    assert_eq!(start.elapsed(), Duration::ZERO);
    assert_eq!(error.kind(), ErrorKind::RateLimit);
    let wait = error.retry_after().expect("the wait for room");
    assert!(
        wait > Duration::from_secs(4) && wait < Duration::from_millis(4_001),
        "{wait:?}"
    );
    assert!(!error.may_have_been_applied());
    assert_eq!((error.attempts(), error.operation()), (0, "testOperation"));
    let mut request = client.request(operation);
    request.options(CallOptions::new().timeout(Duration::from_millis(4_500)));
    request.send(response::empty).await.expect("room");
    tasks.join_all().await;
    assert_eq!(times.0.lock().expect("not poisoned").len(), 5);
}

#[test]
fn limits_show_what_they_are() {
    let shown = format!("{:?}", Limiter::per_hour(5_000));
    assert_eq!(shown, "Limiter { requests: 5000, window: 3600s, .. }");
}

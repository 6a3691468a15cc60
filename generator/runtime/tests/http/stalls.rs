//! Bodies that come slowly, or not at all.

use std::sync::Arc;
use std::time::Duration;

use apicrate_runtime::error::Error;
use apicrate_runtime::events::EventStream;
use apicrate_runtime::lines::Lines;
use apicrate_runtime::operation::Method;
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::request::Request;
use apicrate_runtime::response;
use apicrate_runtime::stream::ByteStream;
use bytes::Bytes;
use tokio::time::{Instant, timeout};

use super::script::{End, Feed, Script, Step};
use super::{leak, operation};

const SECOND: Duration = Duration::from_secs(1);
/// Far beyond all other limits.
const DAY: Duration = Duration::from_secs(86_400);

/// Downloads what comes so, with no limit but that of a stall.
async fn download(feed: Feed) -> (Result<Bytes, Error>, Duration) {
    let script = Script::new([Step::body(feed)]);
    let client = script.builder().total_timeout(DAY).attempt_timeout(DAY);
    let client = client.build().expect("valid settings");
    let request = client.request(leak(operation(Method::POST, "/")));
    let start = Instant::now();
    let outcome = request.send(response::bytes).await;
    (outcome.map(|answer| answer.data), start.elapsed())
}

fn assert_stalled(outcome: Result<Bytes, Error>) {
    let error = outcome.expect_err("a stall");
    assert!(error.is_timeout() && error.may_have_been_applied());
    assert_eq!((error.status(), error.attempts()), (Some(200), 1));
    assert_eq!(
        error.to_string(),
        "testOperation: the body came too slowly (status 200)"
    );
}

#[tokio::test(start_paused = true)]
async fn a_drip_is_seen_within_the_grace_and_a_second() {
    for every in [1_500, 2_000, 4_000, 9_999] {
        let every = Duration::from_millis(every);
        let (outcome, took) = download(Feed::every(every, &["x"; 1_000], End::Whole)).await;
        assert_stalled(outcome);
        assert!(
            took >= 10 * SECOND && took <= 11 * SECOND,
            "{every:?}: {took:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn late_timers_do_not_add_up() {
    // As on a busy machine, the clock goes on in leaps: timers fire up to 0.7 s late.
    let busy = tokio::spawn(async {
        for _ in 0..100 {
            tokio::time::advance(Duration::from_millis(700)).await;
        }
    });
    let (outcome, took) = download(Feed::every(2 * SECOND, &["x"; 1_000], End::Whole)).await;
    busy.abort();
    assert_stalled(outcome);
    assert!(took <= 12 * SECOND, "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn silence_is_seen_wherever_it_begins() {
    for before in [0, 1, 25, 100] {
        let feed = Feed::every(SECOND / 5, &["0123456789"; 1_000][..before], End::Silence);
        let (outcome, took) = download(feed).await;
        assert_stalled(outcome);
        let silent = took - SECOND / 5 * u32::try_from(before).expect("small");
        assert!(
            silent >= 9 * SECOND && silent <= 11 * SECOND,
            "{before}: {silent:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn ten_bytes_a_second_never_stall() {
    for (every, chunk) in [
        (SECOND / 10, "x"),
        (SECOND, "0123456789"),
        (
            5 * SECOND,
            "01234567890123456789012345678901234567890123456789",
        ),
    ] {
        let (outcome, took) = download(Feed::every(every, &[chunk; 600], End::Whole)).await;
        assert_eq!(outcome.expect("slow, but steady").len(), 600 * chunk.len());
        assert!(took >= 60 * SECOND);
    }
}

#[tokio::test(start_paused = true)]
async fn the_grace_is_set_by_client_and_call() {
    for (by_client, by_call, expected) in [
        (Some(2), None, 2),
        (None, Some(3), 3),
        (Some(2), Some(4), 4),
    ] {
        let script = Script::new([Step::body(Feed::of("", End::Silence))]);
        let mut builder = script.builder();
        if let Some(grace) = by_client {
            builder = builder.stall_timeout(grace * SECOND);
        }
        let client = builder.build().expect("valid settings");
        let mut request = client.request(leak(operation(Method::POST, "/")));
        if let Some(grace) = by_call {
            request.options(CallOptions::new().stall_timeout(grace * SECOND));
        }
        let start = Instant::now();
        request.send(response::bytes).await.expect_err("a stall");
        let took = start.elapsed();
        assert!(
            took >= expected * SECOND && took <= expected * SECOND + SECOND / 10,
            "{took:?}"
        );
    }
    let script = Script::new([Step::body(Feed::of("", End::Silence))]);
    let client = script.builder().stall_timeout(Duration::MAX).build();
    let request = client
        .expect("valid settings")
        .request(leak(operation(Method::POST, "/")));
    let start = Instant::now();
    request
        .send(response::bytes)
        .await
        .expect_err("the attempt's time is up");
    assert_eq!(start.elapsed().as_secs(), 30);
}

#[tokio::test(start_paused = true)]
async fn a_stalled_read_is_tried_again() {
    let script = Script::new([Step::body(Feed::of("", End::Silence)), Step::status(200)]);
    let client = script.builder().build().expect("valid settings");
    let request = client.request(leak(operation(Method::GET, "/")));
    request.send(response::bytes).await.expect("a success");
    assert_eq!(script.attempts(), 2);
}

/// The status 200 and a stream whose one line is followed by silence.
fn silent(media_type: &str) -> Arc<Script> {
    let headers = vec![("content-type", media_type.to_owned())];
    let feed = Feed::of("data: 1\n\n", End::Silence);
    Script::new([Step::Answer(200, headers, feed)])
}

/// A request of what the script answers.
fn request(script: &Arc<Script>, options: CallOptions) -> Request {
    let client = script.builder().build().expect("valid settings");
    let mut request = client.request(leak(operation(Method::GET, "/")));
    request.options(options);
    request
}

#[tokio::test(start_paused = true)]
async fn a_download_may_stall() {
    let request = request(&silent("image/png"), CallOptions::new());
    let opened = request.stream("", ByteStream::open).await;
    let mut bytes = opened.expect("a head").data;
    bytes.chunk().await.expect("bytes");
    let start = Instant::now();
    let error = bytes.chunk().await.expect_err("a stall");
    assert!(error.is_timeout());
    assert_eq!(start.elapsed().as_secs(), 10);
}

#[tokio::test(start_paused = true)]
async fn events_may_be_far_apart() {
    let script = silent("text/event-stream");
    for (limit, options) in [
        (None, CallOptions::new()),
        (Some(20), CallOptions::new().idle_timeout(20 * SECOND)),
    ] {
        let opened = request(&script, options).stream("", EventStream::text);
        let mut events = opened.await.expect("a head").data;
        events.next().await.expect("an event").expect("text");
        let start = Instant::now();
        match (timeout(DAY, events.next()).await, limit) {
            (Err(_), None) => {}
            (Ok(Some(Err(error))), Some(limit)) => {
                assert!(error.is_timeout());
                assert_eq!(start.elapsed().as_secs(), limit);
            }
            (other, _) => unreachable!("{other:?}"),
        }
    }
}

#[tokio::test(start_paused = true)]
async fn lines_may_be_far_apart() {
    let feed = Feed::every(60 * SECOND, &["1\n", "2\n"], End::Whole);
    let request = request(&Script::new([Step::body(feed)]), CallOptions::new());
    let opened = request.stream("", Lines::<i64>::open).await;
    let mut lines = opened.expect("a head").data;
    for expected in [1, 2] {
        let line = lines.next().await.expect("a line");
        assert_eq!(line.expect("a number"), expected);
    }
    assert!(lines.next().await.is_none());
}

//! How long a call waits before it is tried again, and what all calls together may add.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use apicrate_runtime::budget::RetryBudget;
use apicrate_runtime::client::Client;
use apicrate_runtime::error::Error;
use apicrate_runtime::operation::Method;
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::response;
use apicrate_runtime::retry::RetryPolicy;
use tokio::time::Instant;

use super::script::{Script, Step};
use super::{leak, operation};

const SECOND: Duration = Duration::from_secs(1);

fn client(script: &Arc<Script>) -> Client {
    script.builder().build().expect("valid settings")
}

async fn get(client: &Client, options: CallOptions) -> Result<(), Error> {
    let mut request = client.request(leak(operation(Method::GET, "/")));
    request.options(options);
    request.send(response::empty).await.map(|_| ())
}

#[tokio::test(start_paused = true)]
async fn waits_are_random_and_within_bounds() {
    let policy = RetryPolicy::new().attempts(9);
    let mut shares = Vec::new();
    for _ in 0..1_250 {
        let script = Script::new([Step::status(503)]);
        let builder = script.builder().retry_budget(RetryBudget::new(u32::MAX));
        let client = builder.total_timeout(300 * SECOND).retry(policy.clone());
        let client = client.build().expect("valid settings");
        get(&client, CallOptions::new())
            .await
            .expect_err("an outage");
        let waits = script.waits();
        assert_eq!(waits.len(), 8);
        for (number, wait) in waits.into_iter().enumerate() {
            let bound = (SECOND / 2 * 2_u32.pow(number as u32)).min(20 * SECOND);
            // Tokio's clock counts whole milliseconds, and rounds up.
            assert!(
                wait <= bound + Duration::from_millis(1),
                "{number}: {wait:?}"
            );
            shares.push(wait.as_secs_f64() / bound.as_secs_f64());
        }
    }
    // Kolmogorov-Smirnov against the uniform distribution: p = 0.001 for 10,000 samples.
    shares.sort_by(f64::total_cmp);
    let count = shares.len() as f64;
    let distance = shares.iter().enumerate().map(|(index, share)| {
        let index = index as f64;
        (share - index / count)
            .abs()
            .max((share - (index + 1.0) / count).abs())
    });
    let distance = distance.fold(0.0, f64::max);
    assert!(distance < 1.95 / count.sqrt(), "{distance}");
}

fn http_date(from_now: i64) -> String {
    let now = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a clock");
    date(i64::try_from(now.as_secs()).expect("a time") + from_now)
}

/// The IMF-fixdate of seconds since 1970-01-01.
fn date(seconds: i64) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let time = jiff::Timestamp::from_second(seconds).expect("a time");
    let time = jiff::tz::Offset::UTC.to_datetime(time);
    let month = MONTHS[time.month() as usize - 1];
    let (day, year) = (time.day(), time.year());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    format!("Day, {day:02} {month} {year} {hour:02}:{minute:02}:{second:02} GMT")
}

/// What the client understands of these headers of a 429.
async fn understood(headers: &[(&'static str, &str)]) -> Option<Duration> {
    let script = Script::new([Step::with(429, headers)]);
    let options = CallOptions::new().retry(RetryPolicy::none());
    let error = get(&client(&script), options).await.expect_err("refused");
    error.retry_after()
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_understood_in_seconds() {
    for (text, expected) in [
        ("5", Some(5)),
        (" 5 ", Some(5)),
        ("0", Some(0)),
        ("007", Some(7)),
        ("1000000000", Some(1_000_000_000)),
        ("99999999999999999999999", Some(u64::MAX)),
        ("-1", None),
        ("+1", None),
        ("1.5", None),
        ("1e9", None),
        ("", None),
        ("soon", None),
        ("\u{665}", None),
    ] {
        let wait = understood(&[("retry-after", text)]).await;
        assert_eq!(wait, expected.map(Duration::from_secs), "{text}");
    }
    assert_eq!(understood(&[]).await, None);
    let several = ["3", "9", "x"].map(|text| ("retry-after", text));
    assert_eq!(understood(&several).await, Some(9 * SECOND));
}

#[tokio::test(start_paused = true)]
async fn retry_after_is_understood_as_a_date() {
    for (text, expected) in [
        ("Sun, 06 Nov 1994 08:49:37 GMT", Some(7)),
        ("Sunday, 06-Nov-94 08:49:37 GMT", Some(7)),
        ("Sun Nov  6 08:49:37 1994", Some(7)),
        ("Mon, 07 Nov 1994 00:00:00 GMT", Some(54_630)),
        ("Sun, 06 Nov 1994 08:49:00 GMT", Some(0)),
        ("Sun, 06 Nov 1994 25:49:37 GMT", None),
        ("Sun, 06 Nov 1994 8:49:37 GMT", None),
        ("Sun, 31 Feb 1994 08:49:37 GMT", None),
        ("Sun, 06 Nov 1994 08:49:37 CET", None),
        ("Sun, 06 Nov 1994 08:49 GMT", None),
    ] {
        let date = ("date", "Sun, 06 Nov 1994 08:49:30 GMT");
        let wait = understood(&[date, ("retry-after", text)]).await;
        assert_eq!(wait, expected.map(Duration::from_secs), "{text}");
    }
    // Without the server's own date the clock of this machine decides; with it, it does not.
    let near = understood(&[("retry-after", &http_date(30))]).await;
    let near = near.expect("a date").as_secs();
    assert!((28..=30).contains(&near), "{near}");
    let past = understood(&[("retry-after", &http_date(-30))]).await;
    assert_eq!(past, Some(Duration::ZERO));
    for skew in [-3_600, 3_600] {
        let (now, then) = (http_date(skew), http_date(skew + 5));
        let wait = understood(&[("date", &now), ("retry-after", &then)]).await;
        let wait = wait.expect("a date").as_secs();
        assert!((5..=6).contains(&wait), "{wait}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_server_is_given_the_time_that_it_asks_for() {
    for status in [429, 503] {
        let script = Script::new([
            Step::with(status, &[("retry-after", "7")]),
            Step::status(200),
        ]);
        get(&client(&script), CallOptions::new())
            .await
            .expect("a success");
        let wait = script.waits()[0];
        assert!(
            wait >= 7 * SECOND && wait <= 7 * SECOND + SECOND / 2 + SECOND / 100,
            "{wait:?}"
        );
    }
    // A success that carries it is a success.
    let script = Script::new([Step::with(200, &[("retry-after", "7")])]);
    get(&client(&script), CallOptions::new())
        .await
        .expect("a success");
    assert_eq!(script.attempts(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_too_long_is_not_begun() {
    let long = || Step::with(429, &[("retry-after", "61")]);
    let longer = RetryPolicy::new().longest_retry_after(100 * SECOND);
    for (step, options, asked) in [
        (long(), CallOptions::new(), Some(61 * SECOND)),
        (
            long(),
            CallOptions::new()
                .retry(longer.clone())
                .timeout(61 * SECOND),
            Some(61 * SECOND),
        ),
        (
            Step::with(503, &[("retry-after", "5")]),
            CallOptions::new().timeout(5 * SECOND),
            Some(5 * SECOND),
        ),
        (
            Step::status(503),
            CallOptions::new().timeout(Duration::ZERO),
            None,
        ),
    ] {
        let script = Script::new([step]);
        let start = Instant::now();
        let error = get(&client(&script), options).await.expect_err("too long");
        assert_eq!(
            start.elapsed(),
            Duration::ZERO,
            "time is paused: no wait at all"
        );
        assert_eq!((error.retry_after(), script.attempts()), (asked, 1));
        assert_eq!(error.attempts(), 1);
    }
    let script = Script::new([long(), Step::status(200)]);
    get(&client(&script), CallOptions::new().retry(longer))
        .await
        .expect("it fits");
}

#[tokio::test(start_paused = true)]
async fn the_deadline_beats_every_wait() {
    for total in [1, 2, 5, 29, 31, 61, 100] {
        for step in [
            Step::Hang,
            Step::status(503),
            Step::with(503, &[("retry-after", "2")]),
        ] {
            let script = Script::new([step]);
            let policy = RetryPolicy::new().attempts(1_000);
            let options = CallOptions::new().timeout(total * SECOND).retry(policy);
            let start = Instant::now();
            get(&client(&script), options).await.expect_err("an outage");
            let took = start.elapsed();
            assert!(
                took <= total * SECOND + Duration::from_millis(1),
                "{took:?} of {total} s"
            );
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_outage_costs_little_more_than_the_calls() {
    let script = Script::new([Step::status(503)]);
    let client = client(&script);
    for _ in 0..10_000 {
        get(&client.clone(), CallOptions::new())
            .await
            .expect_err("an outage");
    }
    let attempts = script.attempts();
    println!("10,000 calls in an outage: {attempts} attempts; of three attempts each: 30,000");
    assert!(
        attempts <= 12_000,
        "{attempts} attempts; of three attempts each: 30,000"
    );
}

#[tokio::test(start_paused = true)]
async fn an_outage_after_good_times_costs_no_more() {
    let script = Script::new(
        vec![Step::status(200); 10_000]
            .into_iter()
            .chain([Step::status(503)]),
    );
    let client = client(&script);
    for _ in 0..10_000 {
        get(&client, CallOptions::new()).await.expect("a success");
    }
    for _ in 0..10_000 {
        get(&client, CallOptions::new())
            .await
            .expect_err("an outage");
    }
    let attempts = script.attempts() - 10_000;
    assert!(attempts <= 12_000, "{attempts}");
}

#[tokio::test(start_paused = true)]
async fn successes_earn_retries() {
    let budget = RetryBudget::new(2);
    let script = Script::new([Step::status(503)]);
    let broken = script.builder().retry_budget(budget.clone());
    let broken = broken.build().expect("valid settings");
    get(&broken, CallOptions::new())
        .await
        .expect_err("an outage");
    assert_eq!((budget.left(), script.attempts()), (0, 3));
    let error = get(&broken, CallOptions::new())
        .await
        .expect_err("an outage");
    assert_eq!((budget.left(), error.attempts()), (0, 1));

    let good = Script::new([Step::status(200)]);
    let good = good.builder().retry_budget(budget.clone());
    let good = good.build().expect("valid settings");
    for (calls, left) in [(4, 0), (1, 1), (5, 2), (50, 2)] {
        for _ in 0..calls {
            get(&good, CallOptions::new()).await.expect("a success");
        }
        assert_eq!(budget.left(), left);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_gives_its_retry_back() {
    let budget = RetryBudget::new(3);
    let script = Script::new([Step::with(503, &[("retry-after", "10")])]);
    let client = script.builder().retry_budget(budget.clone());
    let client = client.build().expect("valid settings");
    let call = get(&client, CallOptions::new());
    tokio::time::timeout(5 * SECOND, call)
        .await
        .expect_err("it waits");
    assert_eq!((budget.left(), script.attempts()), (3, 1));
    tokio::time::sleep(60 * SECOND).await;
    assert_eq!(script.attempts(), 1, "nothing is sent later");
}

//! `outage`: what a full outage costs, in simulated time.
//!
//! Nothing here touches a socket: a transport that always answers 503 stands for the server, and
//! Tokio's clock is paused, so that it jumps from wait to wait.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use mist_api::runtime::budget::RetryBudget;
use mist_api::runtime::transport::{Body, Transport, TransportFuture};
use mist_api::{CallOptions, Client};
use tokio::task::JoinSet;
use tokio::time::Instant;
use uuid::Uuid;

use crate::server::record::lock;

const CALLS: usize = 10_000;
/// What all attempts may come to: a fifth more than the calls.
const MOST: usize = 12_000;
/// The default policy's backoff before the first retry, at most; it doubles.
const BACKOFF: Duration = Duration::from_millis(500);
/// What it is not doubled beyond.
const LONGEST: Duration = Duration::from_secs(20);
/// Tokio's timers are as fine as this.
const TICK: Duration = Duration::from_millis(1);
/// Bounds the distance of the delays' distribution from the uniform one, as the
/// Kolmogorov-Smirnov test has it: 1 run in 10,000 is farther off by chance.
const FARTHEST: f64 = 2.23;

/// Runs the outage in several forms and prints what each cost; returns whether all is in bounds.
///
/// # Errors
///
/// When the clock or a client cannot be set up.
pub(crate) fn run() -> Result<bool, String> {
    println!("    {CALLS} calls, all answered with 503      attempts   longest delay");
    let mut passed = true;
    for (name, at_a_time) in [
        ("one after the other", 1),
        ("100 at a time", 100),
        ("all at once", CALLS),
    ] {
        let figures = simulate(at_a_time, None)?;
        figures.print(name);
        passed &= figures.attempts <= MOST && figures.out_of_bounds == 0;
    }
    let plain = simulate(100, Some(RetryBudget::new(u32::MAX)))?;
    plain.print("100 at a time, no budget");
    let distance = plain.distance();
    println!(
        "\n{} delays without a budget: {} out of bounds; distance from uniform {distance:.2} (at \
         most {FARTHEST})",
        plain.delays.len(),
        plain.out_of_bounds,
    );
    println!(
        "at most {MOST} attempts for {CALLS} calls; retrying three times without a budget costs {}",
        plain.attempts
    );
    Ok(passed && plain.out_of_bounds == 0 && distance <= FARTHEST)
}

/// What an outage cost.
struct Figures {
    attempts: usize,
    /// Each delay as a part of its bound.
    delays: Vec<f64>,
    longest: Duration,
    out_of_bounds: usize,
}

impl Figures {
    fn print(&self, name: &str) {
        let longest = self.longest.as_secs_f64();
        println!("    {name:38} {:10}   {longest:11.3} s", self.attempts);
    }

    /// The Kolmogorov-Smirnov statistic against the uniform distribution, times the root of the
    /// number of delays.
    #[expect(clippy::cast_precision_loss, reason = "counts of some thousands")]
    fn distance(&self) -> f64 {
        let mut sorted = self.delays.clone();
        sorted.sort_by(f64::total_cmp);
        let count = sorted.len() as f64;
        let distances = sorted.iter().enumerate().map(|(index, delay)| {
            let (below, with) = (index as f64 / count, (index + 1) as f64 / count);
            (delay - below).abs().max((delay - with).abs())
        });
        distances.fold(0.0, f64::max) * count.sqrt()
    }
}

fn simulate(at_a_time: usize, budget: Option<RetryBudget>) -> Result<Figures, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .map_err(|error| error.to_string())?;
    let down = Arc::new(Down {
        attempts: Mutex::new(vec![Vec::new(); CALLS]),
    });
    let builder = Client::builder()
        .base_url("http://127.0.0.1")
        .api_token("token")
        .transport(down.clone());
    let builder = match budget {
        Some(budget) => builder.retry_budget(budget),
        None => builder,
    };
    let client = builder.build().map_err(|error| error.to_string())?;
    runtime.block_on(call_all(client, at_a_time))?;
    let attempts = lock(&down.attempts);
    Ok(figures(&attempts))
}

/// Makes the calls, so many at a time; all of them must fail.
async fn call_all(client: Client, at_a_time: usize) -> Result<(), String> {
    let mut tasks = JoinSet::new();
    for first in 0..at_a_time {
        let tokens = client.orgs_api_tokens();
        tasks.spawn(async move {
            let mut succeeded = 0;
            for number in (first..CALLS).step_by(at_a_time) {
                let options = CallOptions::new().header("x-call", number.to_string());
                let call = tokens.get_org_api_token(Uuid::nil(), Uuid::nil());
                succeeded += usize::from(call.options(options).send().await.is_ok());
            }
            succeeded
        });
    }
    match tasks.join_all().await.iter().sum() {
        0 => Ok(()),
        succeeded => Err(format!("{succeeded} calls succeeded in a full outage")),
    }
}

fn figures(calls: &[Vec<Instant>]) -> Figures {
    let mut figures = Figures {
        attempts: calls.iter().map(Vec::len).sum(),
        delays: Vec::new(),
        longest: Duration::ZERO,
        out_of_bounds: 0,
    };
    for call in calls {
        let later = call.iter().skip(1);
        let mut bound = BACKOFF;
        for (before, after) in call.iter().zip(later) {
            let delay = after.duration_since(*before);
            figures.out_of_bounds += usize::from(delay > bound + TICK);
            figures.longest = figures.longest.max(delay);
            figures
                .delays
                .push(delay.as_secs_f64() / bound.as_secs_f64());
            bound = (bound * 2).min(LONGEST);
        }
    }
    figures
}

/// A server that is down, and when it was asked for each call.
struct Down {
    attempts: Mutex<Vec<Vec<Instant>>>,
}

impl Transport for Down {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        let number = request.headers().get("x-call");
        let number = number.and_then(|number| number.to_str().ok()?.parse::<usize>().ok());
        let mut attempts = lock(&self.attempts);
        if let Some(attempts) = number.and_then(|number| attempts.get_mut(number)) {
            attempts.push(Instant::now());
        }
        let mut response = http::Response::new(Body::from(Bytes::new()));
        *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
        Box::pin(async { Ok(response) })
    }
}

//! `outage`, second part: a limiter for each token keeps a server from refusing any call, and
//! leaves next to nothing of the quota unused; in simulated time.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use mist_api::Client;
use mist_api::runtime::limiter::Limiter;
use mist_api::runtime::transport::{Body, Transport, TransportFuture};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use crate::secrets::TOKEN_JSON;
use crate::server::record::lock;

/// How many credentials there are, each with a quota of its own.
const TOKENS: usize = 4;
/// How many calls are made with each.
const CALLS: usize = 20_000;
/// What the server accepts of each in any window.
const QUOTA: u32 = 5_000;
const WINDOW: Duration = Duration::from_secs(60 * 60);
/// How many calls are on their way with each at a time.
const AT_A_TIME: usize = 16;
/// How long the server takes to answer.
const LATENCY: Duration = Duration::from_millis(50);
/// The part of the quota that must be used.
const USED: f64 = 0.99;

/// Makes the calls with a limiter, and for comparison without; returns whether with one none was
/// refused and the quota was used.
///
/// # Errors
///
/// When the clock or a client cannot be set up.
pub(crate) fn run() -> Result<bool, String> {
    println!("\n    {TOKENS} tokens, {QUOTA} requests in any hour     answered   429   quota used");
    let limited = simulate(CALLS, true)?;
    limited.print("with a limiter each");
    let plain = simulate(CALLS / 2, false)?;
    plain.print("without, half as many calls");
    // A server that never refuses would prove nothing.
    if plain.refused == 0 {
        return Err("the server did not object to calls beyond the quota".to_owned());
    }
    Ok(limited.refused == 0 && limited.answered == TOKENS * CALLS && limited.used() >= USED)
}

/// What came of the calls.
struct Figures {
    answered: usize,
    refused: usize,
    time: Duration,
}

impl Figures {
    fn print(&self, name: &str) {
        let (answered, refused) = (self.answered, self.refused);
        let used = self.used() * 100.0;
        println!("    {name:38}  {answered:10} {refused:5}  {used:9.2} %");
    }

    /// The part of what the quota allows in the time that was answered.
    #[expect(clippy::cast_precision_loss, reason = "counts of some thousands")]
    fn used(&self) -> f64 {
        let windows = self.time.as_secs_f64() / WINDOW.as_secs_f64();
        // A run that is shorter than a window has all of its quota.
        self.answered as f64 / (TOKENS as f64 * f64::from(QUOTA) * windows.max(1.0))
    }
}

fn simulate(calls: usize, limited: bool) -> Result<Figures, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let begin = Instant::now();
        let counter = Arc::new(Counter::default());
        let mut tasks = JoinSet::new();
        for token in 0..TOKENS {
            let builder = Client::builder()
                .base_url("http://127.0.0.1")
                .api_token(format!("token-{token}"))
                .transport(counter.clone());
            let builder = if limited {
                builder.rate_limit(Limiter::new(QUOTA, WINDOW))
            } else {
                builder
            };
            let client = builder.build().map_err(|error| error.to_string())?;
            for first in 0..AT_A_TIME {
                tasks.spawn(some(
                    client.clone(),
                    (first..calls).step_by(AT_A_TIME).len(),
                ));
            }
        }
        let answered = tasks.join_all().await.iter().sum();
        let refused = *lock(&counter.refused);
        Ok(Figures {
            answered,
            refused,
            time: begin.elapsed(),
        })
    })
}

/// So many calls one after the other; returns how many were answered well.
async fn some(client: Client, calls: usize) -> usize {
    let mut answered = 0;
    for _ in 0..calls {
        let tokens = client.orgs_api_tokens();
        let call = tokens.get_org_api_token(Uuid::nil(), Uuid::nil());
        answered += usize::from(call.send().await.is_ok());
    }
    answered
}

/// A server with a quota for each credential, counted over the hour before each request: what it
/// accepts, one that counts from hour to hour accepts as well.
#[derive(Default)]
struct Counter {
    accepted: Mutex<BTreeMap<Vec<u8>, VecDeque<Instant>>>,
    refused: Mutex<usize>,
}

impl Counter {
    fn accepts(&self, credential: Vec<u8>) -> bool {
        let mut all = lock(&self.accepted);
        let accepted = all.entry(credential).or_default();
        let now = Instant::now();
        while accepted
            .front()
            .is_some_and(|first| now.duration_since(*first) > WINDOW)
        {
            accepted.pop_front();
        }
        let accepts = accepted.len() < QUOTA as usize;
        if accepts {
            accepted.push_back(now);
        } else {
            *lock(&self.refused) += 1;
        }
        accepts
    }
}

impl Transport for Counter {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        let credential = request.headers().get(AUTHORIZATION);
        let credential = credential.map(|value| value.as_bytes().to_vec());
        let accepts = self.accepts(credential.unwrap_or_default());
        Box::pin(async move {
            sleep(LATENCY).await;
            let mut response =
                http::Response::new(Body::from(Bytes::from_static(TOKEN_JSON.as_bytes())));
            let json = HeaderValue::from_static("application/json");
            response.headers_mut().insert(CONTENT_TYPE, json);
            if !accepts {
                *response.status_mut() = http::StatusCode::TOO_MANY_REQUESTS;
            }
            Ok(response)
        })
    }
}

//! Tokens from a provider: asked for once, kept, renewed in time, dropped when refused.

use std::error::Error as _;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apicrate_runtime::client::Client;
use apicrate_runtime::credential::Credential;
use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::hook::HookError;
use apicrate_runtime::operation::{Method, Operation};
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::response;
use apicrate_runtime::retry::RetryPolicy;
use apicrate_runtime::token::{Token, TokenFuture, TokenProvider};
use apicrate_runtime::transport::{Body, Transport, TransportFuture};
use bytes::Bytes;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::{builder, leak, operation};

/// Gives `token-1`, `token-2` and so on, each after a time and for a time.
struct Identity {
    delay: Duration,
    lifetime: Option<Duration>,
    fails: AtomicBool,
    asked: AtomicUsize,
}

impl Identity {
    fn new(delay: u64, lifetime: Option<u64>) -> Arc<Self> {
        Arc::new(Self {
            delay: Duration::from_secs(delay),
            lifetime: lifetime.map(Duration::from_secs),
            fails: AtomicBool::new(false),
            asked: AtomicUsize::new(0),
        })
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

struct Provider(Arc<Identity>);

impl TokenProvider for Provider {
    fn token(&self) -> TokenFuture {
        let identity = self.0.clone();
        Box::pin(async move {
            let number = identity.asked.fetch_add(1, Ordering::SeqCst) + 1;
            sleep(identity.delay).await;
            if identity.fails.load(Ordering::SeqCst) {
                return Err("the identity server is down".into());
            }
            let token = Token::new(format!("token-{number}"));
            Ok(match identity.lifetime {
                Some(lifetime) => token.expires_in(lifetime),
                None => token,
            })
        })
    }
}

/// Keeps the tokens that came and refuses some with 401.
#[derive(Default)]
struct Api {
    tokens: Mutex<Vec<String>>,
    refused: Mutex<Vec<&'static str>>,
}

impl Api {
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut self.tokens.lock().expect("not poisoned"))
    }
}

impl Transport for Api {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        let token = request.headers().get("authorization").map(|value| {
            let token = value.to_str().expect("text").to_owned();
            assert!(value.is_sensitive() || token == "mine");
            token
        });
        let token = token.unwrap_or_default();
        let refused = self.refused.lock().expect("not poisoned");
        let is_refused = refused.iter().any(|refused| token.ends_with(refused));
        self.tokens.lock().expect("not poisoned").push(token);
        Box::pin(async move {
            let mut response = http::Response::new(Body::from(Bytes::new()));
            if is_refused {
                *response.status_mut() = http::StatusCode::UNAUTHORIZED;
            }
            Ok(response)
        })
    }
}

fn client(api: &Arc<Api>, identity: &Arc<Identity>) -> Client {
    let credential = Credential::provider(Provider(identity.clone()));
    client_with(api, credential)
}

fn client_with(api: &Arc<Api>, credential: Credential) -> Client {
    builder("https://api.example")
        .transport(api.clone())
        .credential("oauth", credential)
        .retry(RetryPolicy::new())
        .build()
        .expect("valid settings")
}

fn secured(method: Method) -> &'static Operation {
    leak(Operation {
        security: &[&["oauth"]],
        ..operation(method, "/")
    })
}

async fn call(client: &Client) -> Result<(), Error> {
    let request = client.request(secured(Method::POST));
    request.send(response::empty).await.map(drop)
}

/// Makes calls at once; how many went well.
async fn calls(client: &Client, count: usize) -> usize {
    let mut tasks = JoinSet::new();
    for _ in 0..count {
        let client = client.clone();
        tasks.spawn(async move { call(&client).await });
    }
    tasks
        .join_all()
        .await
        .iter()
        .filter(|outcome| outcome.is_ok())
        .count()
}

#[tokio::test(start_paused = true)]
async fn a_hundred_calls_at_once_ask_once() {
    let (api, identity) = (Arc::new(Api::default()), Identity::new(2, Some(3_600)));
    let client = client(&api, &identity);
    assert_eq!(calls(&client, 100).await, 100);
    assert_eq!(identity.asked(), 1);
    let tokens = api.take();
    assert_eq!(tokens.len(), 100);
    assert!(tokens.iter().all(|token| token == "Bearer token-1"));
}

#[tokio::test(start_paused = true)]
async fn a_failure_is_shared_as_well_and_nothing_is_sent() {
    let (api, identity) = (Arc::new(Api::default()), Identity::new(2, None));
    let client = client(&api, &identity);
    identity.fails.store(true, Ordering::SeqCst);
    assert_eq!(calls(&client, 100).await, 0);
    assert_eq!(identity.asked(), 1);
    assert_eq!(api.take(), [""; 0]);
    let error = call(&client).await.expect_err("no token");
    assert_eq!(identity.asked(), 2, "the next call tries again");
    assert_eq!(error.kind(), ErrorKind::Hook);
    assert_eq!(
        (error.attempts(), error.may_have_been_applied()),
        (0, false)
    );
    assert_eq!(
        error.to_string(),
        "testOperation: the token provider failed"
    );
    let source = error
        .source()
        .and_then(|source| source.downcast_ref::<HookError>());
    let source = source.expect("the provider's error");
    assert!(!format!("{source} {source:?}").contains("down"));
    assert_eq!(source.get_ref().to_string(), "the identity server is down");
    identity.fails.store(false, Ordering::SeqCst);
    call(&client).await.expect("a token");
}

#[tokio::test(start_paused = true)]
async fn a_token_is_renewed_before_its_end_by_one_call_while_others_go_on() {
    let (api, identity) = (Arc::new(Api::default()), Identity::new(2, Some(3_600)));
    let client = client(&api, &identity);
    call(&client).await.expect("sent");
    sleep(Duration::from_secs(3_500)).await;
    call(&client).await.expect("sent");
    assert_eq!(identity.asked(), 1);
    sleep(Duration::from_secs(75)).await;
    api.take();
    // 25 s before the end: one renews, and the others do not wait.
    assert_eq!(calls(&client, 10).await, 10);
    assert_eq!(identity.asked(), 2);
    let tokens = api.take();
    assert_eq!(tokens[..9], ["Bearer token-1"; 9]);
    assert_eq!(tokens[9], "Bearer token-2");
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_fails_in_good_time_harms_nobody() {
    let (api, identity) = (Arc::new(Api::default()), Identity::new(0, Some(100)));
    let client = client(&api, &identity);
    call(&client).await.expect("sent");
    identity.fails.store(true, Ordering::SeqCst);
    sleep(Duration::from_millis(80_100)).await;
    for _ in 0..100 {
        call(&client).await.expect("the token still holds");
        sleep(Duration::from_millis(100)).await;
    }
    assert!(
        identity.asked() <= 12,
        "asked {} times in 10 s",
        identity.asked()
    );
    sleep(Duration::from_secs(10)).await;
    let error = call(&client).await.expect_err("the token has ended");
    assert_eq!(error.kind(), ErrorKind::Hook);
}

#[tokio::test(start_paused = true)]
async fn a_renewal_that_hangs_holds_a_call_up_for_five_seconds() {
    let (api, identity) = (Arc::new(Api::default()), Identity::new(8, Some(100)));
    let client = client(&api, &identity);
    call(&client).await.expect("sent");
    sleep(Duration::from_secs(80)).await;
    let start = Instant::now();
    call(&client).await.expect("the token still holds");
    assert_eq!(start.elapsed().as_secs(), 5);
}

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_renewed_and_the_call_repeated_once() {
    let (api, identity) = (Arc::new(Api::default()), Identity::new(0, None));
    let client = client(&api, &identity);
    api.refused.lock().expect("not poisoned").push("token-1");
    call(&client).await.expect("sent with another token");
    assert_eq!(api.take(), ["Bearer token-1", "Bearer token-2"]);
    api.refused.lock().expect("not poisoned").push("-2");
    api.refused.lock().expect("not poisoned").push("-3");
    let error = call(&client).await.expect_err("refused again");
    assert_eq!(api.take(), ["Bearer token-2", "Bearer token-3"]);
    assert_eq!((error.status(), error.attempts()), (Some(401), 2));
    assert!(error.is_auth() && !error.may_have_been_applied());
    // Calls that were refused at the same time ask for one token.
    api.refused.lock().expect("not poisoned").clear();
    let asked = identity.asked();
    api.refused.lock().expect("not poisoned").push("-3");
    assert_eq!(calls(&client, 50).await, 50);
    assert_eq!(identity.asked(), asked + 1);
}

#[tokio::test(start_paused = true)]
async fn one_attempt_is_one_attempt() {
    let (api, identity) = (Arc::new(Api::default()), Identity::new(0, None));
    api.refused.lock().expect("not poisoned").push("token-1");
    let client = client(&api, &identity);
    let mut request = client.request(secured(Method::GET));
    request.options(CallOptions::new().retry(RetryPolicy::none()));
    let error = request.send(response::empty).await.expect_err("refused");
    assert_eq!((error.status(), error.attempts()), (Some(401), 1));
    call(&client).await.expect("another token");
    assert_eq!(api.take(), ["Bearer token-1", "Bearer token-2"]);
}

#[tokio::test(start_paused = true)]
async fn a_fixed_credential_is_not_tried_again() {
    let api = Arc::new(Api::default());
    api.refused.lock().expect("not poisoned").push("fixed");
    let client = client_with(&api, Credential::bearer("fixed"));
    let error = call(&client).await.expect_err("refused");
    assert_eq!((error.status(), error.attempts()), (Some(401), 1));
    assert_eq!(api.take().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_hangs_ends_at_the_deadline_and_one_that_waits_takes_over() {
    let (api, identity) = (Arc::new(Api::default()), Identity::new(8, None));
    let client = client(&api, &identity);
    let mut request = client.request(secured(Method::GET));
    request.options(CallOptions::new().timeout(Duration::from_secs(3)));
    let hasty = tokio::spawn(request.send(response::empty));
    tokio::task::yield_now().await;
    let start = Instant::now();
    assert_eq!(
        calls(&client, 5).await,
        0,
        "3 s + 8 s are more than a call may take"
    );
    assert_eq!(start.elapsed().as_secs(), 10);
    let error = hasty.await.expect("no panic").expect_err("the time is up");
    assert!(error.is_timeout() && !error.may_have_been_applied());
    assert_eq!(error.attempts(), 0);
    assert_eq!(api.take(), [""; 0]);
}

#[tokio::test(start_paused = true)]
async fn functions_are_providers_and_the_callers_own_header_goes_before() {
    let api = Arc::new(Api::default());
    let provider = || async { Ok(Token::new("t").expires_in(Duration::MAX)) };
    let client = client_with(
        &api,
        Credential::header_provider("authorization", "Token ", provider),
    );
    call(&client).await.expect("sent");
    let mut request = client.request(secured(Method::GET));
    request.options(CallOptions::new().header("Authorization", "mine"));
    request.send(response::empty).await.expect("sent");
    assert_eq!(api.take(), ["Token t", "mine"]);
}

#[tokio::test(start_paused = true)]
async fn a_token_that_no_header_can_have_is_refused() {
    let api = Arc::new(Api::default());
    let client = client_with(
        &api,
        Credential::provider(|| async { Ok(Token::new("hunter2\n")) }),
    );
    let error = call(&client).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Hook);
    assert_eq!(api.take(), [""; 0]);
    for text in [format!("{error}"), format!("{error:?}")] {
        assert!(!text.contains("hunter2"), "{text}");
    }
}

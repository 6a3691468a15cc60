//! Which faults are tried again, for which calls.

use std::sync::Arc;
use std::time::Duration;

use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::operation::{Idempotency, Method, Operation};
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::response::{self, ApiResponse};
use apicrate_runtime::retry::RetryPolicy;
use apicrate_runtime::transport::{Body, TransportErrorKind as Fault};
use apicrate_runtime::upload::Upload;
use bytes::Bytes;

use super::script::{End, Feed, Script, Step};
use super::{leak, operation};

const READS: [Method; 4] = [Method::GET, Method::HEAD, Method::OPTIONS, Method::TRACE];
const WRITES: [Method; 2] = [Method::PUT, Method::DELETE];
const ONCE: [Method; 2] = [Method::POST, Method::PATCH];

type Answer = Result<ApiResponse<i64>, Error>;

async fn call(script: &Arc<Script>, operation: Operation, options: CallOptions) -> Answer {
    let client = script.builder().build().expect("valid settings");
    let mut request = client.request(leak(operation));
    request.options(options);
    request.send(response::json).await
}

/// A fault by name.
type Named = (&'static str, Step);

fn body(text: &'static str, end: End) -> Step {
    Step::body(Feed::of(text, end))
}

fn cut(status: u16) -> Step {
    Step::Answer(status, Vec::new(), Feed::of("7", End::Broken))
}

/// Faults after which nothing can have been done.
fn harmless() -> Vec<Named> {
    vec![
        ("no name", Step::Fail(Fault::Resolve)),
        ("no connection", Step::Fail(Fault::Connect)),
        ("connect timeout", Step::Fail(Fault::ConnectTimeout)),
        ("unprocessed", Step::Fail(Fault::Unprocessed)),
        ("429", Step::status(429)),
        ("429 cut", cut(429)),
        ("429 after", Step::with(429, &[("retry-after", "3")])),
    ]
}

/// Faults that may pass, but after which something may have been done.
fn passing() -> Vec<Named> {
    let mut faults = vec![
        ("broken", Step::Fail(Fault::Broken)),
        ("no answer", Step::Hang),
        ("cut", cut(200)),
        ("silent", body("7", End::Silence)),
        ("short", Step::with(200, &[("content-length", "2")])),
        ("503 after", Step::with(503, &[("retry-after", "3")])),
    ];
    faults.extend([408, 502, 503, 504].map(|status| ("busy", Step::status(status))));
    faults
}

/// Faults that stay.
fn lasting() -> Vec<Named> {
    let mut faults = vec![
        ("TLS", Step::Fail(Fault::Tls)),
        ("refused by the transport", Step::Fail(Fault::Refused)),
        ("empty", body("", End::Whole)),
        ("not JSON", body("7 8", End::Whole)),
        ("html", Step::with(200, &[("content-type", "text/html")])),
        (
            "too large",
            Step::with(200, &[("content-length", "99999999")]),
        ),
        ("redirect", Step::with(307, &[("location", "/x")])),
        ("400 cut", cut(400)),
    ];
    let statuses = [400, 401, 403, 404, 409, 422, 500, 501, 505];
    faults.extend(statuses.map(|status| ("refused or broken", Step::status(status))));
    faults
}

/// Operations and options, and whether a call of them counts as idempotent.
fn callers() -> Vec<(Operation, CallOptions, bool)> {
    let none = CallOptions::new;
    let mut callers = Vec::new();
    for method in READS.into_iter().chain(WRITES) {
        callers.push((operation(method.clone(), "/"), none(), true));
        callers.push((operation(method, "/"), none().idempotent(false), false));
    }
    for method in ONCE {
        let with = |idempotency| Operation {
            idempotency,
            ..operation(method.clone(), "/")
        };
        let plain = || with(Idempotency::ByMethod);
        callers.push((with(Idempotency::Declared), none(), true));
        callers.push((with(Idempotency::Key("Idempotency-Key")), none(), true));
        callers.push((plain(), none().idempotency_key("k"), true));
        callers.push((plain(), none().idempotent(true), true));
        callers.push((plain(), none(), false));
    }
    callers
}

/// Checks that just those calls are tried again after these faults; the number of calls.
async fn check(faults: Vec<Named>, retried: fn(bool) -> bool) -> usize {
    let mut cells = 0;
    for (name, step) in faults {
        for (operation, options, is_idempotent) in callers() {
            let method = operation.method.clone();
            if method == Method::HEAD && ["short", "too large"].contains(&name) {
                continue; // The length is that of the body that `GET` would get.
            }
            let script = Script::new([step.clone(), Step::status(200)]);
            let outcome = call(&script, operation, options).await;
            let again = retried(is_idempotent);
            let what = format!("{name}, {method}, idempotent: {is_idempotent}");
            assert_eq!(outcome.is_ok(), again, "{what}: {outcome:?}");
            assert_eq!(script.attempts(), 1 + usize::from(again), "{what}");
            if let Err(error) = outcome {
                assert_eq!(error.attempts(), 1, "{what}");
            }
            cells += 1;
        }
    }
    cells
}

#[tokio::test(start_paused = true)]
async fn a_fault_is_tried_again_by_those_whom_it_does_no_harm() {
    let cells = check(harmless(), |_| true).await
        + check(passing(), |is_idempotent| is_idempotent).await
        + check(lasting(), |_| false).await;
    assert_eq!(cells, (7 + 10 + 17) * 22 - 4);
}

#[tokio::test(start_paused = true)]
async fn a_500_is_tried_again_only_when_allowed() {
    for (method, attempts) in [(Method::GET, 2), (Method::POST, 1)] {
        let script = Script::new([Step::status(500), Step::status(200)]);
        let options = CallOptions::new().retry(RetryPolicy::new().retry_500(true));
        let outcome = call(&script, operation(method, "/"), options).await;
        assert_eq!(script.attempts(), attempts);
        assert_eq!(outcome.is_ok(), attempts == 2);
    }
}

#[tokio::test(start_paused = true)]
async fn the_number_of_attempts_is_kept() {
    for (policy, attempts) in [
        (RetryPolicy::new(), 3),
        (RetryPolicy::none(), 1),
        (RetryPolicy::new().attempts(0), 1),
        (RetryPolicy::new().attempts(7), 7),
    ] {
        let script = Script::new([Step::status(503)]);
        let options = CallOptions::new().retry(policy);
        let outcome = call(&script, operation(Method::GET, "/"), options).await;
        let error = outcome.expect_err("an outage");
        assert_eq!((error.attempts(), error.status()), (attempts, Some(503)));
        assert_eq!(script.attempts(), attempts as usize);
    }
}

#[tokio::test(start_paused = true)]
async fn what_one_attempt_may_have_done_the_next_cannot_undo() {
    let script = Script::new([Step::Fail(Fault::Broken), Step::status(404)]);
    let outcome = call(&script, operation(Method::DELETE, "/"), CallOptions::new()).await;
    let error = outcome.expect_err("not found any more");
    assert!(error.is_not_found() && error.may_have_been_applied());
    assert_eq!(error.attempts(), 2);
    assert_eq!(
        error.to_string(),
        "testOperation: the server answered with an error (status 404) after 2 attempts"
    );

    let script = Script::new([Step::Fail(Fault::Unprocessed), Step::status(404)]);
    let outcome = call(&script, operation(Method::POST, "/"), CallOptions::new()).await;
    let error = outcome.expect_err("refused");
    assert!(!error.may_have_been_applied(), "no attempt can have been");
}

#[tokio::test(start_paused = true)]
async fn a_refused_stream_is_a_failure_that_has_done_nothing() {
    let script = Script::new([Step::Fail(Fault::Unprocessed)]);
    let outcome = call(&script, operation(Method::POST, "/"), CallOptions::new()).await;
    let error = outcome.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.transport(), Some(Fault::Unprocessed));
    assert!(!error.is_connect() && !error.may_have_been_applied());
    assert_eq!(error.attempts(), 3);
}

/// The header `name` of each attempt.
fn sent(script: &Script, name: &str) -> Vec<Option<String>> {
    let sent = script.sent.lock().expect("not poisoned");
    let headers = sent.iter().map(|(_, request)| request.headers().get(name));
    let text = headers.map(|value| value.map(|value| value.to_str().expect("text").to_owned()));
    text.collect()
}

#[tokio::test(start_paused = true)]
async fn a_call_has_one_key_for_all_attempts() {
    const KEYED: Idempotency = Idempotency::Key("X-Idempotency-Key");
    let keyed = || Operation {
        idempotency: KEYED,
        ..operation(Method::POST, "/")
    };
    let mut keys = Vec::new();
    for _ in 0..100 {
        let script = Script::new([Step::status(503), Step::status(503), Step::status(200)]);
        call(&script, keyed(), CallOptions::new())
            .await
            .expect("a success");
        let sent = sent(&script, "x-idempotency-key");
        assert_eq!(sent.len(), 3);
        let key = sent[0].clone().expect("a key");
        assert!(sent.iter().all(|other| other.as_ref() == Some(&key)));
        let dashes: Vec<usize> = key.match_indices('-').map(|(at, _)| at).collect();
        assert_eq!((key.len(), dashes), (36, vec![8, 13, 18, 23]), "{key}");
        assert_eq!(&key[14..15], "4");
        assert!(["8", "9", "a", "b"].contains(&&key[19..20]), "{key}");
        keys.push(key);
    }
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 100, "each call has its own");

    for options in [
        CallOptions::new().idempotency_key("mine"),
        CallOptions::new().header("x-idempotency-key", "mine"),
    ] {
        let script = Script::new([Step::status(200)]);
        call(&script, keyed(), options).await.expect("a success");
        assert_eq!(
            sent(&script, "x-idempotency-key"),
            [Some("mine".to_owned())]
        );
    }
    let script = Script::new([Step::status(200)]);
    let options = CallOptions::new().idempotency_key("mine");
    call(&script, operation(Method::POST, "/"), options)
        .await
        .expect("a success");
    assert_eq!(sent(&script, "idempotency-key"), [Some("mine".to_owned())]);

    let script = Script::new([Step::status(200)]);
    let options = CallOptions::new().idempotency_key("a\nb");
    let error = call(&script, keyed(), options)
        .await
        .expect_err("no header");
    assert_eq!(
        (error.kind(), error.attempts()),
        (ErrorKind::InvalidParameter, 0)
    );
    assert!(!format!("{error:?}").contains("a\\nb"));
}

#[tokio::test]
async fn a_stream_is_sent_again_only_if_nothing_was_read_of_it() {
    let upload = || Upload::Stream(Body::from(Bytes::from_static(b"once")));
    let script = Script::new([Step::Fail(Fault::Connect), Step::status(200)]);
    let client = script.builder().build().expect("valid settings");
    let mut request = client.request(leak(operation(Method::POST, "/")));
    request.upload("text/plain", upload());
    request.send(response::empty).await.expect("a success");
    assert_eq!(script.attempts(), 2);

    // Nobody listens: over a real socket, the body comes back each time.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let policy = RetryPolicy::new().backoff(Duration::from_millis(10));
    let client = super::builder(&url).retry(policy).build();
    let mut request = client
        .expect("valid settings")
        .request(leak(operation(Method::POST, "/")));
    request.upload("text/plain", upload());
    let error = request.send(response::empty).await.expect_err("refused");
    assert!(error.is_connect());
    assert_eq!(error.attempts(), 3);

    // A server that reads it, and is busy.
    let server = super::server::Server::json("503 Busy", "").await;
    let client = super::builder(&server.url()).retry(RetryPolicy::new());
    let client = client.build().expect("valid settings");
    let mut request = client.request(leak(operation(Method::PUT, "/")));
    request.upload("text/plain", upload());
    let error = request.send(response::empty).await.expect_err("busy");
    assert_eq!((error.status(), error.attempts()), (Some(503), 1));
    assert_eq!(server.request().body, b"once");
}

#[tokio::test(start_paused = true)]
async fn a_stream_of_events_is_opened_again() {
    use apicrate_runtime::stream::ByteStream;
    let script = Script::new([Step::status(503), Step::status(200)]);
    let client = script.builder().build().expect("valid settings");
    let request = client.request(leak(operation(Method::GET, "/")));
    let stream = request.stream("", ByteStream::open).await;
    let mut stream = stream.expect("a success").into_data();
    assert_eq!(
        stream.chunk().await.expect("bytes"),
        Some(Bytes::from_static(b"7"))
    );
    assert_eq!(script.attempts(), 2);
    assert!(script.waits()[0] <= Duration::from_millis(500));
}

//! Interceptors: what they see, what they may change, what their failures end in.

use std::error::Error as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apicrate_runtime::credential::Credential;
use apicrate_runtime::error::ErrorKind;
use apicrate_runtime::hook::{BoxError, HookError};
use apicrate_runtime::intercept::{Intercept, Outbound};
use apicrate_runtime::operation::{Method, Operation};
use apicrate_runtime::replay::{Answer, Replay};
use apicrate_runtime::response;
use apicrate_runtime::retry::RetryPolicy;
use apicrate_runtime::token::Token;
use apicrate_runtime::transport::{Body, TransportErrorKind};
use apicrate_runtime::upload::Upload;
use bytes::Bytes;

use super::{builder, leak, operation};

fn secured(method: Method) -> &'static Operation {
    leak(Operation {
        security: &[&["token"]],
        ..operation(method, "/things/{id}")
    })
}

/// Signs method, path and query, body, token and attempt.
struct Signer;

impl Intercept for Signer {
    fn intercept(&self, request: &mut Outbound<'_>) -> Result<(), BoxError> {
        let token = request.headers().get("authorization");
        let signature = format!(
            "{} {} {} {:?} {:?} {}",
            request.operation().id,
            request.method(),
            request.uri(),
            request.body().map(<[u8]>::len),
            token.ok_or("no token")?.to_str()?,
            request.attempt(),
        );
        Ok(request.set_header("x-signature", &signature)?)
    }
}

#[tokio::test(start_paused = true)]
async fn an_interceptor_sees_each_attempt_as_it_goes_out() {
    let target = "/things/a%2Fb";
    let replay = Replay::new()
        .on(
            Method::POST,
            target,
            Answer::failure(TransportErrorKind::Connect),
        )
        .on(Method::POST, target, Answer::json(200, "null"));
    let client = builder("https://api.example")
        .transport(Arc::new(replay.clone()))
        .retry(RetryPolicy::new())
        .credential(
            "token",
            Credential::provider(|| async { Ok(Token::new("t")) }),
        )
        .intercept(Signer)
        .intercept(|request: &mut Outbound<'_>| Ok(request.set_header("X-Second", "2")?))
        .build()
        .expect("valid settings");
    let mut request = client.request(secured(Method::POST));
    request.path("id", &"a/b");
    request.json("application/json", &"body");
    request.send(response::empty).await.expect("success");
    replay.verify().expect("two requests");
    let requests = replay.requests();
    for (number, request) in requests.iter().enumerate() {
        let signature = &request.headers()["x-signature"];
        assert!(signature.is_sensitive());
        let expected = format!(
            "testOperation POST https://api.example/things/a%2Fb Some(6) \"Bearer t\" {}",
            number + 1
        );
        assert_eq!(signature.to_str().expect("text"), expected);
        assert_eq!(request.headers()["x-second"], "2");
    }
}

#[tokio::test]
async fn a_streamed_body_is_not_shown() {
    let replay = Replay::new();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = seen.clone();
    let client = builder("https://api.example")
        .transport(Arc::new(replay))
        .intercept(move |request: &mut Outbound<'_>| {
            let body = request.body().map(<[u8]>::to_vec);
            kept.lock().map_err(|_| "poisoned")?.push(body);
            Ok(())
        })
        .build()
        .expect("valid settings");
    let mut request = client.request(leak(operation(Method::POST, "/")));
    let body = Upload::Stream(Body::from(Bytes::from("x")));
    request.upload("text/plain", body);
    let refused = request.send(response::empty).await.expect_err("no streams");
    assert!(!refused.may_have_been_applied());
    assert_eq!(*seen.lock().expect("not poisoned"), [None]);
}

#[tokio::test(start_paused = true)]
async fn a_failure_ends_the_call_with_nothing_sent() {
    let replay = Replay::new().on(
        Method::POST,
        "/things/1",
        Answer::failure(TransportErrorKind::Connect),
    );
    let client = builder("https://api.example")
        .transport(Arc::new(replay.clone()))
        .retry(RetryPolicy::new())
        .credential("token", Credential::bearer("t"))
        .intercept(|request: &mut Outbound<'_>| match request.attempt() {
            1 => Ok(()),
            _ => Err("the key hunter2 has gone".into()),
        })
        .build()
        .expect("valid settings");
    let mut request = client.request(secured(Method::POST));
    request.path("id", &1);
    let error = request.send(response::empty).await.expect_err("refused");
    replay.verify().expect("one request");
    assert_eq!(error.kind(), ErrorKind::Hook);
    assert!(!error.may_have_been_applied());
    assert_eq!(error.attempts(), 2);
    let source = error
        .source()
        .and_then(|source| source.downcast_ref::<HookError>());
    let source = source.expect("the interceptor's error");
    assert_eq!(source.get_ref().to_string(), "the key hunter2 has gone");
    for text in [
        format!("{error} {error:?} {error:#?}"),
        format!("{source} {source:?} {:?}", source.source()),
    ] {
        assert!(!text.contains("hunter2"), "{text}");
    }
}

#[tokio::test]
async fn framing_and_destination_are_out_of_reach() {
    for (name, value) in [
        ("host", "evil.example"),
        ("Content-Length", "0"),
        ("transfer-encoding", "chunked"),
        ("connection", "close"),
        ("x y", "1"),
        ("x", "a\r\nb: c"),
    ] {
        let replay = Replay::new();
        let client = builder("https://api.example")
            .transport(Arc::new(replay.clone()))
            .intercept(move |request: &mut Outbound<'_>| Ok(request.set_header(name, value)?))
            .build()
            .expect("valid settings");
        let request = client.request(leak(operation(Method::GET, "/")));
        let error = request.send(response::empty).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Hook, "{name}");
        assert!(replay.requests().is_empty());
    }
}

#[tokio::test(start_paused = true)]
async fn a_script_is_followed_and_deviations_are_listed() {
    let replay = Replay::new()
        .on(Method::GET, "/things/1?a=1", Answer::json(200, "1"))
        .on(Method::GET, "/things/1?a=1", Answer::json(200, "2"))
        .on(Method::GET, "/things/2", Answer::status(404))
        .on(
            Method::PUT,
            "/things/3",
            http::Response::new(Bytes::from("3")).into(),
        );
    let client = builder("https://api.example")
        .transport(Arc::new(replay.clone()))
        .build()
        .expect("valid settings");
    let get = leak(operation(Method::GET, "/things/{id}"));
    let call = async |id: i64, a: Option<i64>| {
        let mut request = client.request(get);
        request.path("id", &id);
        request.parameter(&apicrate_runtime::parameter::Parameter::query("a"), &a);
        let call = request.send(response::json::<i64>);
        tokio::time::timeout(Duration::from_secs(5), call)
            .await
            .expect("in time")
    };
    assert_eq!(call(1, Some(1)).await.expect("the first answer").data, 1);
    assert_eq!(call(1, Some(1)).await.expect("the second answer").data, 2);
    let error = call(2, None).await.expect_err("404");
    assert!(error.is_not_found());
    let error = call(1, Some(7)).await.expect_err("not in the script");
    assert!(!error.may_have_been_applied());
    assert_eq!(replay.requests().len(), 4);
    let error = replay.verify().expect_err("deviations");
    assert_eq!(
        error.to_string(),
        "PUT /things/3: did not come; GET /things/1?…: not expected"
    );
    assert_eq!(format!("{replay:?}"), "Replay { left: 1, seen: 4 }");
    assert_eq!(
        format!("{:?}", Answer::json(200, "hunter2")),
        "Answer(Ok(200))"
    );
}

//! Redirects: none by default, and never to another origin.

use std::sync::Arc;

use apicrate_runtime::credential::Credential;
use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::operation::{Method, Operation};
use apicrate_runtime::redirect::Redirects;
use apicrate_runtime::response::{self, ApiResponse};
use apicrate_runtime::upload::Upload;

use super::script::{Script, Step};
use super::{leak, operation};

const STATUSES: [u16; 5] = [301, 302, 303, 307, 308];

async fn call(
    script: &Arc<Script>,
    redirects: Redirects,
    method: Method,
) -> Result<ApiResponse<()>, Error> {
    let client = script
        .builder()
        .redirects(redirects)
        .credential("header", Credential::header("x-key", "", "hidden"))
        .credential("query", Credential::query("key", "hidden"));
    let client = client.build().expect("valid settings");
    let operation = Operation {
        security: &[&["header", "query"]],
        ..operation(method.clone(), "/a/b")
    };
    let mut request = client.request(leak(operation));
    if method == Method::POST {
        request.bytes("text/plain", "body");
    }
    request.send(response::empty).await
}

fn to(status: u16, location: &str) -> Step {
    Step::with(status, &[("location", location)])
}

/// The URLs that were asked for.
fn targets(script: &Script) -> Vec<String> {
    let sent = script.sent.lock().expect("not poisoned");
    sent.iter()
        .map(|(_, request)| request.uri().to_string())
        .collect()
}

fn assert_refused(outcome: Result<ApiResponse<()>, Error>, status: u16) {
    let error = outcome.expect_err("not followed");
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Api, Some(status))
    );
    assert_eq!(error.attempts(), 1);
    assert!(!error.may_have_been_applied());
}

#[tokio::test(start_paused = true)]
async fn nothing_leaves_the_origin() {
    let elsewhere = [
        "https://other.example/a",
        "https://api.example:444/a",
        "http://api.example/a",
        "https://user@api.example/a",
        "https://user:pass@api.example/a",
        "//other.example/a",
        "https://api.example.other.example/a",
        "https://api.example@other.example/a",
        "\\\\other.example/a",
        "javascript:alert(1)",
        "https://",
    ];
    for redirects in [Redirects::None, Redirects::SameOrigin(5)] {
        for status in STATUSES {
            for location in elsewhere {
                for method in [Method::GET, Method::POST] {
                    let script = Script::new([to(status, location), Step::status(200)]);
                    assert_refused(call(&script, redirects, method).await, status);
                    assert_eq!(targets(&script), ["https://api.example/a/b?key=hidden"]);
                }
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn only_redirects_that_keep_the_method_are_followed() {
    for status in STATUSES {
        for (method, follows) in [
            (Method::GET, true),
            (Method::HEAD, true),
            (Method::POST, status >= 307),
            (Method::PUT, status >= 307),
            (Method::DELETE, status >= 307),
        ] {
            let script = Script::new([to(status, "/c"), Step::status(200)]);
            let outcome = call(&script, Redirects::SameOrigin(1), method.clone()).await;
            assert_eq!(outcome.is_ok(), follows, "{status} {method}");
            let sent = script.sent.lock().expect("not poisoned");
            assert_eq!(sent.len(), 1 + usize::from(follows));
            let (_, last) = &sent[sent.len() - 1];
            let (_, first) = &sent[0];
            assert_eq!((last.method(), last.body()), (first.method(), first.body()));
            assert_eq!(last.headers(), first.headers());
        }
    }
    for status in [300, 304, 305, 306] {
        let script = Script::new([to(status, "/c"), Step::status(200)]);
        assert_refused(
            call(&script, Redirects::SameOrigin(1), Method::GET).await,
            status,
        );
    }
}

#[tokio::test(start_paused = true)]
async fn locations_are_resolved() {
    for (location, target) in [
        ("/c", "https://api.example/c"),
        ("c?x=1#part", "https://api.example/a/c?x=1"),
        ("../c", "https://api.example/c"),
        ("?x=1", "https://api.example/a/b?x=1"),
        ("HTTPS://API.example:443/c", "https://api.example/c"),
        ("//api.example/c", "https://api.example/c"),
    ] {
        let script = Script::new([to(302, location), Step::status(200)]);
        let outcome = call(&script, Redirects::SameOrigin(1), Method::GET).await;
        outcome.expect("a success");
        assert_eq!(targets(&script)[1], target, "{location}");
    }
    let without = Script::new([Step::with(302, &[])]);
    assert_refused(
        call(&without, Redirects::SameOrigin(1), Method::GET).await,
        302,
    );
    let two = [("location", "/c"), ("location", "/d")];
    let two = Script::new([Step::with(302, &two)]);
    assert_refused(call(&two, Redirects::SameOrigin(1), Method::GET).await, 302);
}

#[tokio::test(start_paused = true)]
async fn loops_and_long_ways_end() {
    let script = Script::new([to(302, "/a/b?key=hidden")]);
    assert_refused(
        call(&script, Redirects::SameOrigin(9), Method::GET).await,
        302,
    );
    assert_eq!(script.attempts(), 1, "it leads to itself");

    let script = Script::new([to(302, "/c"), to(302, "/d"), to(302, "/c")]);
    assert_refused(
        call(&script, Redirects::SameOrigin(9), Method::GET).await,
        302,
    );
    assert_eq!(script.attempts(), 3);

    for limit in 0..3 {
        let script = Script::new(["/1", "/2", "/3", "/4"].map(|location| to(302, location)));
        assert_refused(
            call(&script, Redirects::SameOrigin(limit), Method::GET).await,
            302,
        );
        assert_eq!(script.attempts(), 1 + usize::from(limit));
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_with_redirects_is_one() {
    let script = Script::new([
        to(307, "/c"),
        Step::status(503),
        to(307, "/c"),
        Step::status(200),
    ]);
    let outcome = call(&script, Redirects::SameOrigin(1), Method::GET).await;
    outcome.expect("a success on the second attempt");
    assert_eq!(script.attempts(), 4);

    let script = Script::new([to(307, "/c"), Step::Hang]);
    let outcome = call(&script, Redirects::SameOrigin(1), Method::POST).await;
    let error = outcome.expect_err("no answer");
    assert!(error.is_timeout() && error.may_have_been_applied());
    assert_eq!((error.attempts(), error.status()), (1, None));
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_was_read_is_not_sent_along() {
    let server = super::server::Server::answering("307 There", "location: /c\r\n", b"").await;
    let client = super::builder(&server.url()).redirects(Redirects::SameOrigin(5));
    let client = client.build().expect("valid settings");
    let mut request = client.request(leak(operation(Method::POST, "/")));
    let body = apicrate_runtime::transport::Body::from(bytes::Bytes::from_static(b"once"));
    request.upload("text/plain", Upload::Stream(body));
    let error = request.send(response::empty).await.expect_err("a redirect");
    assert_eq!(error.status(), Some(307));
    assert_eq!(server.request().body, b"once");
}

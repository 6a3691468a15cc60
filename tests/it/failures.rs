//! Calls that do not get a usable answer: redirects, time limits, connections, bodies.

use std::time::{Duration, Instant};

use mist_api::{CallOptions, Client, ErrorKind};
use serde_json::json;

use crate::calls::{self, ID, Operation};
use crate::server::{Reply, Server};

#[tokio::test]
async fn redirects_are_not_followed() {
    let target = Server::start(calls::answer).await;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}{}", target.url(), calls::PATH);
        let server = Server::replying(Reply::status(status).header("location", location)).await;
        let outcome = calls::call(&server.tokens(), Operation::Get).await;
        let error = outcome.expect_err("no success");
        assert_eq!(
            (error.kind(), error.status()),
            (ErrorKind::Api, Some(status))
        );
        assert_eq!(server.received().len(), 1);
    }
    assert_eq!(
        target.received().len(),
        0,
        "the credential stays with its host"
    );
}

#[tokio::test]
async fn an_attempt_has_a_time_limit() {
    let reply = Reply::json(200, "[]").after(Duration::from_secs(30));
    let server = Server::replying(reply).await;
    let builder = server.client().api_token("abc123");
    let client = builder.attempt_timeout(Duration::from_millis(100)).build();
    let tokens = client.expect("a client").orgs_api_tokens();
    let started = Instant::now();
    let read = calls::call(&tokens, Operation::List)
        .await
        .expect_err("late");
    let write = calls::call(&tokens, Operation::Create)
        .await
        .expect_err("late");
    assert!(started.elapsed() < Duration::from_secs(10));
    assert!(read.is_timeout() && write.is_timeout());
    assert_eq!((read.kind(), read.status()), (ErrorKind::Timeout, None));
    assert!(!read.may_have_been_applied(), "reading changes nothing");
    assert!(
        write.may_have_been_applied(),
        "the server may have made the token"
    );
}

#[tokio::test]
async fn a_call_has_a_time_limit_of_its_own() {
    let reply = Reply::json(200, "[]").after(Duration::from_secs(30));
    let server = Server::replying(reply).await;
    let options = CallOptions::new().timeout(Duration::from_millis(100));
    let call = server.tokens().list_org_api_tokens(ID).options(options);
    assert!(call.send().await.expect_err("late").is_timeout());
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_from_one_that_is_slow() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let client = Client::builder().base_url(url).api_token("abc123").build();
    let tokens = client.expect("a client").orgs_api_tokens();
    let error = calls::call(&tokens, Operation::Create)
        .await
        .expect_err("nobody listens");
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_connect() && !error.is_timeout() && !error.may_have_been_applied());
}

#[tokio::test]
async fn bodies_that_are_not_as_described_are_told_apart() {
    let replies = [
        (Reply::json(200, "{\"name\": 7}"), ErrorKind::Decode),
        (Reply::json(200, "{}"), ErrorKind::Decode),
        (Reply::json(200, "{\"name\": \"a\"} x"), ErrorKind::Decode),
        (Reply::json(200, "{\"name\": \"a\""), ErrorKind::Decode),
        (
            Reply::json(200, "{\"name\": \"a\", \"name\": \"b\"}"),
            ErrorKind::Decode,
        ),
        (Reply::json(200, ""), ErrorKind::EmptyBody),
        (
            Reply::typed(200, "text/html", "<p>"),
            ErrorKind::UnexpectedMediaType,
        ),
    ];
    for (reply, kind) in replies {
        let server = Server::replying(reply.clone()).await;
        let outcome = calls::call(&server.tokens(), Operation::Get).await;
        let error = outcome.expect_err("not usable");
        assert_eq!(
            (error.kind(), error.status()),
            (kind, Some(200)),
            "{reply:?}"
        );
        assert!(error.is_decode());
    }
}

#[tokio::test]
async fn a_body_has_a_limit() {
    let long = "x".repeat(2_000);
    let server = Server::replying(Reply::json(200, json!({ "name": long }))).await;
    let client = server.client().api_token("abc123").max_body(1_000).build();
    let tokens = client.expect("a client").orgs_api_tokens();
    let error = calls::call(&tokens, Operation::Get)
        .await
        .expect_err("too large");
    assert_eq!(error.kind(), ErrorKind::TooLarge);
}

#[tokio::test]
async fn options_add_headers_to_one_call() {
    let server = Server::start(calls::answer).await;
    let tokens = server.tokens();
    let options = CallOptions::new().header("x-trace", "7");
    tokens
        .list_org_api_tokens(ID)
        .options(options)
        .send()
        .await
        .expect("a success");
    tokens
        .list_org_api_tokens(ID)
        .send()
        .await
        .expect("a success");
    let received = server.received();
    assert_eq!(received[0].header("x-trace"), Some("7"));
    assert_eq!(received[1].header("x-trace"), None);
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_refused_early() {
    let server = Server::start(calls::answer).await;
    for (name, value) in [("x-trace", "a\r\nb: c"), ("content-length", "3"), ("", "a")] {
        let options = CallOptions::new().header(name, value);
        let call = server.tokens().list_org_api_tokens(ID).options(options);
        let error = call.send().await.expect_err("refused");
        assert_eq!((error.attempts(), error.status()), (0, None), "{name}");
    }
    assert_eq!(server.received().len(), 0);
}

#[tokio::test]
async fn nothing_is_sent_before_the_call_is_awaited() {
    let server = Server::start(calls::answer).await;
    let tokens = server.tokens();
    let call = tokens.delete_org_api_token(ID, ID).send();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(server.received().len(), 0);
    call.await.expect("a success");
    assert_eq!(server.received().len(), 1);
}

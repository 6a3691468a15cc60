//! What goes wrong on the way: limits of time and size, broken exchanges, redirects.

use std::sync::Arc;
use std::time::{Duration, Instant};

use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::operation::Method;
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::response;
use apicrate_runtime::transport::{Body, Transport, TransportFuture};
use bytes::Bytes;
use serde_json::Value;
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use super::server::{Behaviour, Server, response as answer};
use super::{builder, client, leak, operation};

const SHORT: Duration = Duration::from_millis(200);

/// Calls `url` with this method and expects an error.
async fn failure(url: &str, method: Method) -> Error {
    let client = builder(url).attempt_timeout(SHORT).max_body(1_000).build();
    let request = client
        .expect("valid settings")
        .request(leak(operation(method, "/")));
    request
        .send(response::json::<Value>)
        .await
        .expect_err("a failure")
}

fn assert_in_time(start: Instant) {
    let took = start.elapsed();
    assert!(
        took >= SHORT && took < SHORT + Duration::from_millis(250),
        "{took:?}"
    );
}

#[tokio::test]
async fn a_server_that_does_not_answer_ends_at_the_attempts_limit() {
    for (method, ambiguous) in [
        (Method::GET, false),
        (Method::POST, true),
        (Method::PUT, true),
        (Method::DELETE, true),
    ] {
        let server = Server::start(Behaviour::Stall(Vec::new())).await;
        let start = Instant::now();
        let error = failure(&server.url(), method).await;
        assert_in_time(start);
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert!(error.is_timeout() && !error.is_connect());
        assert_eq!((error.status(), error.attempts()), (None, 1));
        assert_eq!(error.may_have_been_applied(), ambiguous);
        assert_eq!(server.requests().len(), 1);
    }
}

#[tokio::test]
async fn a_body_that_stalls_keeps_the_status() {
    let whole = answer("200 OK", "x-request-id: r-1\r\n", b"[1,2,3]");
    let server = Server::start(Behaviour::Stall(whole[..whole.len() - 3].to_vec())).await;
    let start = Instant::now();
    let error = failure(&server.url(), Method::POST).await;
    assert_in_time(start);
    assert!(error.is_timeout());
    assert_eq!(error.status(), Some(200));
    assert_eq!(error.request_id(), Some("r-1"));
    assert_eq!(error.body(), None);
    assert!(error.may_have_been_applied());
}

#[tokio::test]
async fn the_limit_of_the_call_beats_that_of_the_attempt() {
    let server = Server::start(Behaviour::Stall(Vec::new())).await;
    let client = builder(&server.url())
        .total_timeout(SHORT)
        .build()
        .expect("valid settings");
    let start = Instant::now();
    let request = client.request(leak(operation(Method::GET, "/")));
    let error = request.send(response::empty).await.expect_err("a failure");
    assert_in_time(start);
    assert!(error.is_timeout());

    for options in [
        CallOptions::new().timeout(SHORT),
        CallOptions::new().attempt_timeout(SHORT),
    ] {
        let client = super::client(&server.url());
        let mut request = client.request(leak(operation(Method::GET, "/")));
        request.options(options);
        let start = Instant::now();
        assert!(
            request
                .send(response::empty)
                .await
                .expect_err("a failure")
                .is_timeout()
        );
        assert_in_time(start);
    }
}

#[tokio::test]
async fn a_limit_beyond_all_time_is_no_limit() {
    let server = Server::json("200 OK", "null").await;
    let client = builder(&server.url())
        .total_timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX);
    let client = client.build().expect("valid settings");
    let request = client.request(leak(operation(Method::GET, "/")));
    request.send(response::empty).await.expect("success");
}

#[tokio::test]
async fn connecting_has_its_own_limit() {
    // A listener whose queue is full neither takes nor refuses further connections.
    let socket = TcpSocket::new_v4().expect("a socket");
    socket
        .bind("127.0.0.1:0".parse().expect("an address"))
        .expect("a free port");
    let listener = socket.listen(1).expect("listening");
    let address = listener.local_addr().expect("an address");
    let mut queue = Vec::new();
    while let Ok(stream) = tokio::time::timeout(SHORT, TcpStream::connect(address)).await {
        queue.push(stream.expect("connected"));
    }
    let client = builder(&format!("http://{address}"))
        .connect_timeout(SHORT)
        .build();
    let start = Instant::now();
    let request = client
        .expect("valid settings")
        .request(leak(operation(Method::POST, "/")));
    let error = request.send(response::empty).await.expect_err("a failure");
    assert_in_time(start);
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.is_timeout() && error.is_connect());
    assert!(!error.may_have_been_applied());
}

#[tokio::test]
async fn a_refused_connection_has_sent_nothing() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    drop(listener);
    let error = failure(&url, Method::POST).await;
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_connect() && !error.is_timeout());
    assert!(!error.may_have_been_applied());
    assert_eq!(
        error.to_string(),
        "testOperation: the server was not reached, and nothing was sent"
    );
}

#[tokio::test]
async fn a_name_that_does_not_resolve_has_sent_nothing() {
    // RFC 6761: `.invalid` never resolves. The wait for it is the resolver's.
    let client = builder("http://host.invalid")
        .build()
        .expect("valid settings");
    let request = client.request(leak(operation(Method::POST, "/")));
    let error = request.send(response::empty).await.expect_err("a failure");
    assert!(error.is_connect(), "{error:?}");
    assert!(!error.may_have_been_applied());
}

#[tokio::test]
async fn a_closed_connection_may_have_been_enough() {
    let server = Server::start(Behaviour::Answer(Vec::new())).await;
    let error = failure(&server.url(), Method::POST).await;
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.may_have_been_applied());
    assert_eq!(server.requests().len(), 1, "it is not sent again");
    let error = failure(&server.url(), Method::GET).await;
    assert!(!error.may_have_been_applied());
}

#[tokio::test]
async fn no_cut_of_a_response_is_accepted() {
    let lengths = answer(
        "200 OK",
        "content-type: application/json\r\n",
        b"[1,22,333]",
    );
    let chunks = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n\
        4\r\n[1,2\r\n6\r\n2,333]\r\n0\r\n\r\n";
    for whole in [lengths.as_slice(), chunks] {
        let server = Server::start(Behaviour::Answer(whole.to_vec())).await;
        let request = client(&server.url()).request(leak(operation(Method::GET, "/")));
        request
            .send(response::json::<Value>)
            .await
            .expect("the whole is a success");
        for cut in 0..whole.len() {
            let server = Server::start(Behaviour::Answer(whole[..cut].to_vec())).await;
            let error = failure(&server.url(), Method::PUT).await;
            assert_eq!(error.kind(), ErrorKind::Transport, "cut at {cut}");
            assert!(error.may_have_been_applied());
        }
    }
}

/// Answers with two bytes, announcing this length and perhaps a compression.
struct Announcing(&'static str, Option<&'static str>);

impl Transport for Announcing {
    fn send(&self, _: http::Request<Bytes>) -> TransportFuture {
        let mut response = http::Response::new(Body::from(Bytes::from_static(b"42")));
        let headers = response.headers_mut();
        headers.insert("content-length", http::HeaderValue::from_static(self.0));
        if let Some(compression) = self.1 {
            headers.insert(
                "content-encoding",
                http::HeaderValue::from_static(compression),
            );
        }
        Box::pin(async { Ok(response) })
    }
}

#[tokio::test]
async fn the_length_is_enforced_on_every_transport() {
    for (length, compression, whole) in [
        ("2", None, true),
        ("3", None, false),
        ("1", None, false),
        ("9", Some("gzip"), true),
    ] {
        let transport = Arc::new(Announcing(length, compression));
        let client = builder("https://api.example").transport(transport).build();
        let request = client
            .expect("valid settings")
            .request(leak(operation(Method::GET, "/")));
        match request.send(response::json::<i64>).await {
            Ok(answer) => assert!(whole && answer.data == 42, "{length}"),
            Err(error) => assert!(!whole && error.kind() == ErrorKind::Transport, "{length}"),
        }
    }
}

#[tokio::test]
async fn a_body_above_the_limit_is_not_read() {
    for (headers, length) in [
        ("content-length: 5000\r\n", 5_000),
        ("", 1_001),
        ("", 200_000),
    ] {
        let head = format!("HTTP/1.1 200 OK\r\n{headers}connection: close\r\n\r\n");
        let body = vec![b' '; length];
        let server = Server::start(Behaviour::Answer([head.as_bytes(), &body].concat())).await;
        let error = failure(&server.url(), Method::GET).await;
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert_eq!(error.status(), Some(200));
    }
    let body = [b"1".as_slice(), &[b' '; 999]].concat();
    let server = Server::answering("200 OK", "", &body).await;
    let client = builder(&server.url())
        .max_body(1_000)
        .build()
        .expect("valid settings");
    let request = client.request(leak(operation(Method::GET, "/")));
    request
        .send(response::json::<Value>)
        .await
        .expect("the limit itself is allowed");
}

#[tokio::test]
async fn redirects_are_not_followed() {
    let other = Server::json("200 OK", "null").await;
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let location = format!("location: {}/\r\n", other.url());
        let server = Server::answering(status, &location, b"").await;
        let error = failure(&server.url(), Method::POST).await;
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.status(), status[..3].parse().ok());
        assert!(!error.may_have_been_applied());
        assert_eq!(server.requests().len(), 1);
        assert!(
            error
                .to_string()
                .contains("a redirect, which is not followed"),
            "{error}"
        );
    }
    assert!(other.requests().is_empty());
}

#[tokio::test]
async fn a_dropped_call_sends_nothing_more() {
    let server = Server::json("200 OK", "null").await;
    let call = client(&server.url())
        .request(leak(operation(Method::GET, "/")))
        .send(response::empty);
    drop(call);
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(server.requests().is_empty());
}

//! Responses that are read as they come.

use std::time::Duration;

use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::events::{Event, EventStream};
use apicrate_runtime::lines::Lines;
use apicrate_runtime::operation::{Method, Operation, Status};
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::response;
use apicrate_runtime::stream::{ByteStream, Open};
use serde_json::{Value, json};

use super::server::{Behaviour, Server, response as answer};
use super::{builder, client, leak, operation};

async fn opened<S>(server: &Server, accept: &'static str, open: Open<S>) -> Result<S, Error> {
    let request = client(&server.url()).request(leak(operation(Method::GET, "/")));
    Ok(request.stream(accept, open).await?.into_data())
}

async fn whole(bytes: &mut ByteStream) -> Result<Vec<u8>, Error> {
    let mut whole = Vec::new();
    while let Some(chunk) = bytes.chunk().await? {
        whole.extend_from_slice(&chunk);
    }
    Ok(whole)
}

async fn events<T>(text: &[u8], open: Open<EventStream<T>>) -> Vec<Result<Event<T>, ErrorKind>> {
    let server = Server::answering("200 OK", "content-type: text/event-stream\r\n", text).await;
    let mut stream = opened(&server, "text/event-stream", open)
        .await
        .expect("a stream");
    let mut events = Vec::new();
    while let Some(event) = stream.next().await {
        events.push(event.map_err(|error| error.kind()));
    }
    events
}

#[tokio::test]
async fn a_download_is_larger_than_a_body_may_be() {
    let body = vec![7; 300_000];
    let server = Server::answering("200 OK", "content-type: image/png\r\nx-id: 1\r\n", &body).await;
    let client = builder(&server.url()).max_body(1000).build();
    let request = client
        .expect("valid settings")
        .request(leak(operation(Method::GET, "/file")));
    let mut answer = request
        .stream("image/png, application/pdf", ByteStream::open)
        .await
        .expect("a stream");
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["x-id"], "1");
    assert_eq!(answer.data.media_type().as_deref(), Some("image/png"));
    assert_eq!(whole(&mut answer.data).await.expect("all of it"), body);
    assert_eq!(answer.data.chunk().await.expect("the end"), None);
    let received = server.request();
    assert_eq!(
        received.header("accept"),
        Some("image/png, application/pdf")
    );
}

#[tokio::test]
async fn an_error_is_read_whole_and_typed_as_ever() {
    let server = Server::json("404 Not Found", r#"{"detail":"no"}"#).await;
    let error = opened(&server, "", ByteStream::open)
        .await
        .expect_err("no success");
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(404)));
    assert_eq!(error.body(), Some(&br#"{"detail":"no"}"#[..]));
    assert_eq!(server.request().header("accept"), Some("application/json"));
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_an_error_once() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\nabc";
    let server = Server::start(Behaviour::Answer(head.as_bytes().to_vec())).await;
    let mut bytes = opened(&server, "", ByteStream::open).await.expect("a head");
    let error = whole(&mut bytes).await.expect_err("too short");
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Transport, Some(200))
    );
    assert_eq!(bytes.chunk().await.expect("over"), None);
}

#[tokio::test]
async fn each_wait_has_a_limit() {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\ndata: 1\n\ndata: 2";
    let server = Server::start(Behaviour::Stall(head.as_bytes().to_vec())).await;
    let mut request = client(&server.url()).request(leak(operation(Method::GET, "/")));
    request.options(CallOptions::new().idle_timeout(Duration::from_millis(200)));
    let call = request.stream("text/event-stream", EventStream::<i64>::json);
    let mut stream = call.await.expect("a head").into_data();
    let first = stream.next().await.expect("an event").expect("a number");
    assert_eq!(first.data, 1);
    let error = stream.next().await.expect("an error").expect_err("stalled");
    assert!(error.is_timeout(), "{error:?}");
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn events_are_cut_as_the_standard_says() {
    let text = "\u{feff}: hello\r\ndata: one\r\ndata:two\r\n\r\nevent: add\rid: 7\rretry: 250\rdata\r\r\
                id: 8\nunknown: x\n\ndata: last\n\ndata: cut off";
    let found = events(text.as_bytes(), EventStream::text).await;
    let found: Vec<_> = found
        .into_iter()
        .map(|event| event.expect("an event"))
        .map(|event| (event.data, event.event, event.id, event.retry))
        .collect();
    let retry = Some(Duration::from_millis(250));
    let text = |text: &str| text.to_owned();
    let expected = [
        (text("one\ntwo"), text("message"), None, None),
        (text(""), text("add"), Some(text("7")), retry),
        (text("last"), text("message"), Some(text("8")), retry),
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn events_are_decoded_up_to_the_sign_of_the_end() {
    let text = b"data: {\"a\":1}\n\ndata: nothing\n\ndata: [2]\n\ndata: [DONE]\n\ndata: 3\n\n";
    let found = events(text, EventStream::<Value>::json).await;
    let found: Vec<_> = found
        .into_iter()
        .map(|event| event.map(|event| event.data))
        .collect();
    assert_eq!(
        found,
        [Ok(json!({"a": 1})), Err(ErrorKind::Decode), Ok(json!([2]))]
    );
}

#[tokio::test]
async fn an_event_has_the_size_of_a_body_at_most() {
    for text in [
        "data: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "data: aaaaaaaa\ndata: aaaaaaaaaaa\n\n",
    ] {
        let body = answer(
            "200 OK",
            "content-type: text/event-stream\r\n",
            text.as_bytes(),
        );
        let server = Server::start(Behaviour::Answer(body)).await;
        let client = builder(&server.url()).max_body(16).build();
        let request = client
            .expect("valid settings")
            .request(leak(operation(Method::GET, "/")));
        let call = request.stream("text/event-stream", EventStream::text);
        let mut stream = call.await.expect("a stream").into_data();
        let error = stream.next().await.expect("an error").expect_err("large");
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert!(stream.next().await.is_none());
    }
}

#[tokio::test]
async fn another_media_type_is_no_stream_of_events() {
    let server = Server::json("200 OK", "{}").await;
    let error = opened(&server, "text/event-stream", EventStream::text)
        .await
        .expect_err("JSON");
    assert_eq!(error.kind(), ErrorKind::UnexpectedMediaType);
    let server = Server::answering("200 OK", "content-type: text/html\r\n", b"<p>").await;
    let error = opened(&server, "application/x-ndjson", Lines::<Value>::open)
        .await
        .expect_err("HTML");
    assert_eq!(error.kind(), ErrorKind::UnexpectedMediaType);
}

#[tokio::test]
async fn lines_are_items() {
    let types = ["application/x-ndjson", "application/jsonl", "text/plain"];
    for media_type in types {
        let header = format!("content-type: {media_type}; charset=utf-8\r\n");
        let server = Server::answering("200 OK", &header, b"1\r\n\n \n\"a\"\nx\n[2]").await;
        let mut lines = opened(&server, "application/x-ndjson", Lines::<Value>::open)
            .await
            .expect("a stream");
        let mut found = Vec::new();
        while let Some(item) = lines.next().await {
            found.push(item.map_err(|error| error.is_decode()));
        }
        assert_eq!(
            found,
            [Ok(json!(1)), Ok(json!("a")), Err(true), Ok(json!([2]))]
        );
    }
}

#[tokio::test]
async fn text_sequences_are_items() {
    let header = "content-type: application/json-seq\r\n";
    let server = Server::answering("200 OK", header, b"\x1e{\n\"a\": 1}\n\x1e2\n\x1e").await;
    let open = Lines::<Value>::open;
    let mut lines = opened(&server, "application/json-seq", open)
        .await
        .expect("a stream");
    let first = lines.next().await.expect("an item").expect("JSON");
    assert_eq!(first, json!({"a": 1}));
    assert_eq!(
        lines.next().await.expect("an item").expect("JSON"),
        json!(2)
    );
    assert!(lines.next().await.is_none());
}

#[tokio::test]
async fn a_stream_can_be_a_range_and_read_whole_too() {
    let header = "content-type: application/x-ndjson\r\n";
    let server = Server::answering("206 Partial Content", header, b"1\n2\n").await;
    let operation = leak(Operation {
        success: &[Status::Range(2)],
        ..operation(Method::GET, "/")
    });
    let request = client(&server.url()).request(operation);
    let text = request.send(response::text).await.expect("success");
    assert_eq!((text.status(), text.data.as_str()), (206, "1\n2\n"));
    let request = client(&server.url()).request(operation);
    let call = request.stream("application/x-ndjson", Lines::<i64>::open);
    let mut lines = call.await.expect("success").into_data();
    assert_eq!(lines.next().await.expect("an item").expect("a number"), 1);
}

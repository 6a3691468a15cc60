//! Bodies that are not JSON: forms, parts, bytes and streams.

use apicrate_runtime::multipart::{File, Multipart};
use apicrate_runtime::operation::Method;
use apicrate_runtime::parameter::{Parameter, Style};
use apicrate_runtime::request::Request;
use apicrate_runtime::response;
use apicrate_runtime::transport::{Body, TransportError};
use bytes::Bytes;
use http_body::Frame;
use serde_json::json;

use super::server::{Received, Server};
use super::{Capture, client, leak, operation};

/// A stream of these chunks, whose length nobody knows.
fn stream(chunks: &[&'static str]) -> Body {
    let frames = chunks
        .iter()
        .map(|chunk| Ok::<_, TransportError>(Frame::data(Bytes::from_static(chunk.as_bytes()))))
        .collect::<Vec<_>>();
    Body::new(Chunks(frames.into_iter()))
}

struct Chunks(std::vec::IntoIter<Result<Frame<Bytes>, TransportError>>);

impl http_body::Body for Chunks {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        std::task::Poll::Ready(self.0.next())
    }
}

async fn sent(fill: impl FnOnce(&mut Request)) -> Received {
    let server = Server::json("200 OK", "null").await;
    let mut request = client(&server.url()).request(leak(operation(Method::POST, "/")));
    fill(&mut request);
    request.send(response::empty).await.expect("success");
    server.request()
}

#[tokio::test]
async fn a_form_is_written_by_default_and_by_style() {
    let value = json!({
        "name": "a b&c=ü", "empty": "", "nothing": null, "count": 3, "on": true,
        "list": ["x", "y z"], "none": [], "object": {"a": [1]}, "objects": [{"b": 2}],
        "joined": [1, 2], "deep": {"k": {"l": "v"}}, "whole": [1, 2], "kept": "a/b",
    });
    let members = [
        Parameter::query("joined").explode(false),
        Parameter::query("deep").style(Style::DeepObject),
        Parameter::query("whole").style(Style::Json),
        Parameter::query("kept").allow_reserved(true),
    ];
    let media_type = "application/x-www-form-urlencoded";
    let received = sent(|request| request.form(media_type, &value, &members)).await;
    assert_eq!(received.header("content-type"), Some(media_type));
    assert_eq!(
        String::from_utf8(received.body).expect("text"),
        "name=a%20b%26c%3D%C3%BC&empty=&count=3&on=true&list=x&list=y%20z\
         &object=%7B%22a%22%3A%5B1%5D%7D&objects=%7B%22b%22%3A2%7D&joined=1,2\
         &deep%5Bk%5D%5Bl%5D=v&whole=%5B1%2C2%5D&kept=a/b"
    );
}

#[tokio::test]
async fn a_form_of_nothing_is_empty_and_of_no_object_is_refused() {
    let media_type = "application/x-www-form-urlencoded";
    let received = sent(|request| request.form(media_type, &json!(null), &[])).await;
    assert_eq!(received.header("content-length"), Some("0"));
    let (client, capture) = Capture::client();
    let mut request = client.request(leak(operation(Method::POST, "/")));
    request.form(media_type, &json!([1]), &[]);
    let error = request.send(response::empty).await.expect_err("no object");
    assert_eq!(
        error.to_string(),
        "testOperation: the body cannot be written as a form"
    );
    assert!(capture.take().is_empty());
}

#[tokio::test]
async fn parts_go_out_with_their_heads_and_a_length() {
    let received = sent(|request| {
        let mut parts = Multipart::new();
        let file = File::new("a \"b\"\r\n.png", &b"\x89PNG"[..]);
        parts.file("file", Some("image/png"), file.header("x-id", "7"));
        parts.file(
            "other",
            Some("image/png"),
            File::nameless("t").media_type("text/css"),
        );
        parts.value("text", None, &"grüße");
        parts.value("count", None, &3_i64);
        parts.value("nothing", None, &None::<String>);
        parts.value("object", None, &json!({"a": 1}));
        parts.value("quoted", Some("application/json"), &"a");
        request.multipart("multipart/form-data", parts);
    })
    .await;
    let boundary = "part-0000000000000000-0000";
    assert_eq!(
        received.header("content-type"),
        Some(format!("multipart/form-data; boundary={boundary}").as_str())
    );
    assert_eq!(received.header("transfer-encoding"), None);
    let expected = [
        "content-disposition: form-data; name=\"file\"; filename=\"a %22b%22%0D%0A.png\"\r\n\
         content-type: image/png\r\nx-id: 7\r\n\r\n?PNG",
        "content-disposition: form-data; name=\"other\"\r\ncontent-type: text/css\r\n\r\nt",
        "content-disposition: form-data; name=\"text\"\r\n\r\ngrüße",
        "content-disposition: form-data; name=\"count\"\r\n\r\n3",
        "content-disposition: form-data; name=\"object\"\r\ncontent-type: application/json\r\n\r\n{\"a\":1}",
        "content-disposition: form-data; name=\"quoted\"\r\ncontent-type: application/json\r\n\r\n\"a\"",
    ];
    let expected: String = expected
        .iter()
        .map(|part| format!("--{boundary}\r\n{part}\r\n"))
        .collect();
    let body: Vec<u8> = received
        .body
        .iter()
        .map(|byte| if *byte == 0x89 { b'?' } else { *byte })
        .collect();
    assert_eq!(
        String::from_utf8(body).expect("text"),
        format!("{expected}--{boundary}--\r\n")
    );
}

#[tokio::test]
async fn the_boundary_is_in_no_part() {
    let received = sent(|request| {
        let mut parts = Multipart::new();
        parts.value(
            "a",
            None,
            &"--part-0000000000000000-0000 and part-0000000000000000-0001",
        );
        request.multipart("multipart/mixed", parts);
    })
    .await;
    let said = received.header("content-type").expect("a media type");
    assert_eq!(said, "multipart/mixed; boundary=part-0000000000000000-0002");
    assert!(
        received
            .body
            .starts_with(b"--part-0000000000000000-0002\r\n\r\n--part-0")
    );
}

#[tokio::test]
async fn a_part_with_a_broken_head_is_refused() {
    for (file, expected) in [
        (
            File::new("a", "b").media_type("text/\u{7}"),
            "the value of the header `content-type` has control characters",
        ),
        (
            File::new("a", "b").header("a b", "c"),
            "the header `a b` does not have a valid name",
        ),
        (
            File::new("a", "b").header("content-length", "1"),
            "the header `content-length` is the transport's to set",
        ),
    ] {
        let (client, capture) = Capture::client();
        let mut request = client.request(leak(operation(Method::POST, "/")));
        let mut parts = Multipart::new();
        parts.file("a", None, file);
        request.multipart("multipart/form-data", parts);
        let error = request
            .send(response::empty)
            .await
            .expect_err("a broken head");
        assert_eq!(error.to_string(), format!("testOperation: {expected}"));
        assert!(capture.take().is_empty());
    }
}

#[tokio::test]
async fn streams_go_out_in_chunks_or_with_their_length() {
    let known = Body::from(Bytes::from_static(b"whole"));
    let received = sent(|request| request.upload("application/octet-stream", known)).await;
    assert_eq!(received.header("content-length"), Some("5"));
    assert_eq!(received.body, b"whole");

    let received = sent(|request| request.upload("text/plain", stream(&["ab", "c"]))).await;
    assert_eq!(received.header("content-length"), None);
    assert_eq!(received.header("transfer-encoding"), Some("chunked"));

    let received = sent(|request| {
        let mut parts = Multipart::new();
        parts.file(
            "a",
            None,
            File::new("b", Body::from(Bytes::from_static(b"cd"))),
        );
        request.multipart("multipart/form-data", parts);
    })
    .await;
    let length: usize = received
        .header("content-length")
        .expect("a length")
        .parse()
        .expect("a number");
    assert_eq!(received.body.len(), length);
    let text = String::from_utf8(received.body).expect("text");
    assert!(
        text.contains("\r\ncontent-type: application/octet-stream\r\n\r\ncd\r\n--part-"),
        "{text}"
    );
    assert!(
        !text.contains("part-0000000000000000-0000"),
        "foreseeable: {text}"
    );
}

#[tokio::test]
async fn a_transport_without_streams_refuses_them() {
    let (client, capture) = Capture::client();
    let mut request = client.request(leak(operation(Method::POST, "/")));
    request.upload("text/plain", stream(&["a"]));
    let error = request.send(response::empty).await.expect_err("no streams");
    assert!(
        error.is_connect() && !error.may_have_been_applied(),
        "{error:?}"
    );
    assert!(capture.take().is_empty());
}

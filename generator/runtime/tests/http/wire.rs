//! What goes over the wire, and what of the answer comes back.

use apicrate_runtime::json::{Json, Nullable};
use apicrate_runtime::operation::{Method, Operation, Status};
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::parameter::Parameter;
use apicrate_runtime::response;
use serde_json::{Value, json};

use super::server::Server;
use super::{API, builder, client, leak, operation};

#[tokio::test]
async fn every_method_goes_out_with_its_headers() {
    for method in [
        Method::GET,
        Method::PUT,
        Method::POST,
        Method::DELETE,
        Method::OPTIONS,
        Method::PATCH,
    ] {
        let server = Server::json("200 OK", "[1,2]").await;
        let request =
            client(&server.url()).request(leak(operation(method.clone(), "/api/v1/things")));
        let answer = request
            .send(response::json::<Vec<i64>>)
            .await
            .expect("success");
        assert_eq!(answer.data, [1, 2]);
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "application/json");

        let received = server.request();
        assert_eq!(received.line, format!("{method} /api/v1/things HTTP/1.1"));
        assert_eq!(received.header("accept"), Some("application/json"));
        assert_eq!(received.header("user-agent"), Some(API.user_agent));
        assert_eq!(
            received.header("host"),
            Some(server.address.to_string().as_str())
        );
        assert_eq!(received.header("transfer-encoding"), None);
        assert_eq!(received.header("authorization"), None);
    }
}

#[tokio::test]
async fn head_has_no_body_whatever_its_length_says() {
    let server = Server::start(super::server::Behaviour::Answer(
        b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\nconnection: close\r\n\r\n".to_vec(),
    ))
    .await;
    let request = client(&server.url()).request(leak(operation(Method::HEAD, "/")));
    request.send(response::empty).await.expect("success");
    assert_eq!(server.request().line, "HEAD / HTTP/1.1");
}

#[tokio::test]
async fn a_body_goes_out_with_its_length() {
    let server = Server::json("200 OK", "null").await;
    let mut request = client(&server.url()).request(leak(operation(Method::POST, "/things")));
    request.json("application/json", &json!({"list": [1, null], "name": "a"}));
    request.send(response::empty).await.expect("success");

    let received = server.request();
    assert_eq!(received.header("content-type"), Some("application/json"));
    let lengths: Vec<_> = received
        .headers
        .iter()
        .filter(|(name, _)| name == "content-length")
        .collect();
    assert_eq!(lengths, [&("content-length".to_owned(), "28".to_owned())]);
    assert_eq!(received.header("transfer-encoding"), None);
    assert_eq!(received.body, br#"{"list":[1,null],"name":"a"}"#);
}

#[tokio::test]
async fn a_missing_body_has_no_media_type() {
    let server = Server::json("200 OK", "null").await;
    let request = client(&server.url()).request(leak(operation(Method::POST, "/things")));
    request.send(response::empty).await.expect("success");
    let received = server.request();
    assert_eq!(received.header("content-type"), None);
    assert_eq!(received.header("content-length"), Some("0"));
    assert_eq!(received.header("transfer-encoding"), None);
    assert!(received.body.is_empty());
}

#[tokio::test]
async fn the_prefix_of_the_base_url_is_kept() {
    for (suffix, expected) in [
        ("", "/pets/7"),
        ("/", "/pets/7"),
        ("/api/v2", "/api/v2/pets/7"),
        ("/api/v2/", "/api/v2/pets/7"),
    ] {
        let server = Server::json("200 OK", "null").await;
        let client = client(&format!("{}{suffix}", server.url()));
        let mut request = client.request(leak(operation(Method::GET, "/pets/{id}")));
        request.path("id", &7_i64);
        request.send(response::empty).await.expect("success");
        assert_eq!(server.request().target(), expected);
    }
}

#[tokio::test]
async fn parameters_of_every_place_go_out_together() {
    let server = Server::json("200 OK", "null").await;
    let mut request =
        client(&server.url()).request(leak(operation(Method::GET, "/a/{id}/b.{ext}")));
    request.path("id", &"x/ü");
    request.path("ext", &"tar.gz");
    request.parameter(&Parameter::query("limit"), &10_i64);
    request.parameter(&Parameter::query("absent"), &None::<String>);
    request.parameter(&Parameter::query("null"), &Nullable::<String>::Null);
    request.parameter(&Parameter::query("text"), &"a b&c");
    request.parameter(&Parameter::header("X-Trace"), &"a, b");
    request.parameter(&Parameter::cookie("theme"), &"dark mode");
    request.parameter(&Parameter::cookie("size"), &3_i64);
    request.send(response::empty).await.expect("success");

    let received = server.request();
    assert_eq!(
        received.target(),
        "/a/x%2F%C3%BC/b.tar.gz?limit=10&text=a%20b%26c"
    );
    assert_eq!(received.header("x-trace"), Some("a, b"));
    assert_eq!(received.header("cookie"), Some("theme=dark%20mode; size=3"));
}

#[tokio::test]
async fn options_of_a_call_go_before_the_clients_settings() {
    let server = Server::json("200 OK", "null").await;
    let client = builder(&server.url())
        .user_agent("mine/1")
        .header("x-team", "a")
        .build();
    let client = client.expect("valid settings");
    let mut request = client.request(leak(operation(Method::GET, "/")));
    request.options(
        CallOptions::new()
            .header("X-Team", "b")
            .header("accept", "text/plain"),
    );
    request.send(response::empty).await.expect("success");
    let received = server.request();
    assert_eq!(received.header("user-agent"), Some("mine/1"));
    assert_eq!(received.header("x-team"), Some("b"));
    assert_eq!(received.header("accept"), Some("text/plain"));
}

#[tokio::test]
async fn successes_are_those_that_are_documented() {
    let cases: [(&'static [Status], &str, bool); 7] = [
        (&[Status::Code(200)], "200 OK", true),
        (&[Status::Code(200)], "201 Created", false),
        (&[Status::Code(200), Status::Code(201)], "201 Created", true),
        (&[Status::Range(2)], "299 Odd", true),
        (&[Status::Default], "202 Accepted", true),
        (&[Status::Default], "404 Not Found", false),
        (&[Status::Code(302)], "302 Found", true),
    ];
    for (success, status, expected) in cases {
        let server = Server::json(status, "null").await;
        let operation = leak(Operation {
            success,
            ..operation(Method::GET, "/")
        });
        let outcome = client(&server.url())
            .request(operation)
            .send(response::empty)
            .await;
        assert_eq!(outcome.is_ok(), expected, "{status}");
    }
}

#[tokio::test]
async fn bodies_are_read_in_each_way() {
    let text =
        Server::answering("200 OK", "content-type: text/plain\r\n", "grüße".as_bytes()).await;
    let call = client(&text.url())
        .request(leak(operation(Method::GET, "/")))
        .send(response::text);
    assert_eq!(call.await.expect("success").into_data(), "grüße");

    let bytes = Server::answering("200 OK", "", &[0, 159, 146]).await;
    let call = client(&bytes.url())
        .request(leak(operation(Method::GET, "/")))
        .send(response::bytes);
    assert_eq!(&call.await.expect("success").data[..], [0, 159, 146]);

    let empty = Server::answering("200 OK", "content-type: text/html\r\n", b"").await;
    let call = client(&empty.url())
        .request(leak(operation(Method::GET, "/")))
        .send(response::optional_json::<Value>);
    assert_eq!(call.await.expect("success").data, None);
}

#[tokio::test]
async fn json_is_known_by_its_media_type() {
    let types = [
        ("content-type: application/json; charset=utf-8\r\n", true),
        ("content-type: Application/JSON\r\n", true),
        ("content-type: application/vnd.api+json\r\n", true),
        ("content-type: application/problem+json ; a=b\r\n", true),
        ("", true),
        ("content-type: text/html\r\n", false),
        ("content-type: application/jsonp\r\n", false),
    ];
    for (header, accepted) in types {
        let server = Server::answering("200 OK", header, b"{\"a\":1e400}").await;
        let request = client(&server.url()).request(leak(operation(Method::GET, "/")));
        let outcome = request.send(response::json::<Json>).await;
        assert_eq!(outcome.is_ok(), accepted, "{header}");
    }
}

#[tokio::test]
async fn compressed_bodies_are_read_after_decompression() {
    // `printf '[1,2,3]' | gzip -n`
    const GZIP: &[u8] = &[
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0x8b, 0x36, 0xd4, 0x31, 0xd2,
        0x31, 0x8e, 0x05, 0x00, 0xe9, 0xb3, 0x6d, 0xfd, 0x07, 0x00, 0x00, 0x00,
    ];
    let headers = "content-type: application/json\r\ncontent-encoding: gzip\r\n";
    let server = Server::answering("200 OK", headers, GZIP).await;
    let request = client(&server.url()).request(leak(operation(Method::GET, "/")));
    let answer = request
        .send(response::json::<Vec<i64>>)
        .await
        .expect("success");
    assert_eq!(answer.data, [1, 2, 3]);
    assert_eq!(server.request().header("accept-encoding"), Some("gzip"));
}

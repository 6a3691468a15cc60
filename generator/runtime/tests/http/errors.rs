//! What an error tells of an answer.

use std::error::Error as _;

use apicrate_runtime::error::{Error, ErrorKind, KEPT_BODY};
use apicrate_runtime::json::Fault;
use apicrate_runtime::operation::{DocumentedError, Method, Operation, error_decoder};
use apicrate_runtime::response::{self, BodyFault, RawResponse};
use serde_json::{Value, json};

use super::server::Server;
use super::{client, leak, operation};

#[derive(Debug, PartialEq)]
enum Documented {
    BadRequest(Value),
    NotFound,
}

impl DocumentedError for Documented {
    fn decode(response: &RawResponse) -> Option<Result<Self, BodyFault>> {
        match response.status() {
            400 => Some(response::json(response).map(Self::BadRequest)),
            404 => Some(response::empty(response).map(|()| Self::NotFound)),
            _ => None,
        }
    }
}

async fn failure(server: &Server, method: Method) -> Error {
    let operation = Operation {
        error: Some(error_decoder::<Documented>),
        ..operation(method, "/")
    };
    let request = client(&server.url()).request(leak(operation));
    request
        .send(response::json::<i64>)
        .await
        .expect_err("a failure")
}

#[tokio::test]
async fn documented_errors_come_typed() {
    let server = Server::json("400 Bad Request", r#"{"detail":"x"}"#).await;
    let error = failure(&server, Method::POST).await;
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.status(), Some(400));
    assert_eq!(
        error.documented::<Documented>(),
        Some(&Documented::BadRequest(json!({"detail": "x"})))
    );
    assert_eq!(error.documented::<String>(), None);
    assert_eq!(error.body(), Some(br#"{"detail":"x"}"#.as_slice()));
    assert_eq!(error.operation(), "testOperation");
    assert_eq!(error.attempts(), 1);
    assert!(!error.may_have_been_applied());
    assert_eq!(
        error.to_string(),
        "testOperation: the server answered with an error (status 400)"
    );

    let server = Server::answering("404 Not Found", "", b"").await;
    let error = failure(&server, Method::GET).await;
    assert!(error.is_not_found());
    assert_eq!(
        error.documented::<Documented>(),
        Some(&Documented::NotFound)
    );
}

#[tokio::test]
async fn a_documented_error_with_another_body_keeps_its_status() {
    let server = Server::answering("400 Bad Request", "content-type: text/html\r\n", b"<h1>").await;
    let error = failure(&server, Method::POST).await;
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(400)));
    assert_eq!(error.documented::<Documented>(), None);
    assert_eq!(error.body(), Some(b"<h1>".as_slice()));
    let source = error.source().expect("a source").to_string();
    assert_eq!(source, "the media type is not the documented one");
}

#[tokio::test]
async fn undocumented_statuses_are_errors_with_their_bytes() {
    for (status, kind, applied) in [
        ("418 Teapot", ErrorKind::Api, false),
        ("500 Oops", ErrorKind::Api, true),
        ("599 Odd", ErrorKind::Api, true),
        ("299 Odd", ErrorKind::UnexpectedStatus, true),
        ("204 No Content", ErrorKind::UnexpectedStatus, true),
    ] {
        let body = if status.starts_with("204") { "" } else { "[1]" };
        let server = Server::json(status, body).await;
        let error = failure(&server, Method::POST).await;
        assert_eq!(error.kind(), kind, "{status}");
        assert_eq!(error.status(), status[..3].parse().ok());
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert_eq!(error.documented::<Documented>(), None);
        assert_eq!(error.may_have_been_applied(), applied, "{status}");
    }
}

#[tokio::test]
async fn predicates_tell_the_usual_statuses() {
    let server = Server::json("429 Slow", "").await;
    assert!(failure(&server, Method::GET).await.is_rate_limited());
    for status in ["401 No", "403 No"] {
        let server = Server::json(status, "").await;
        let error = failure(&server, Method::GET).await;
        assert!(error.is_auth() && !error.is_rate_limited() && !error.is_decode());
    }
}

#[tokio::test]
async fn bodies_that_do_not_fit_are_told_apart() {
    let json = "content-type: application/json\r\n";
    let cases = [
        (json, "", ErrorKind::EmptyBody),
        (
            "content-type: text/html\r\n",
            "<html>",
            ErrorKind::UnexpectedMediaType,
        ),
        (json, "7 8", ErrorKind::Decode),
        (json, "\"seven\"", ErrorKind::Decode),
        (json, "[7", ErrorKind::Decode),
    ];
    for (headers, body, kind) in cases {
        let server = Server::answering("200 OK", headers, body.as_bytes()).await;
        let error = failure(&server, Method::POST).await;
        assert_eq!(error.kind(), kind, "{body}");
        assert!(error.is_decode());
        assert_eq!(error.status(), Some(200));
        assert_eq!(error.body(), Some(body.as_bytes()));
        assert!(
            error.may_have_been_applied(),
            "the server said that it succeeded"
        );
        if kind == ErrorKind::Decode {
            let fault = error
                .source()
                .expect("a source")
                .source()
                .expect("the codec's fault");
            assert!(fault.is::<Fault>());
        }
    }
}

#[tokio::test]
async fn the_kept_body_is_bounded() {
    let server = Server::json("500 Oops", &"x".repeat(KEPT_BODY + 1)).await;
    let error = failure(&server, Method::GET).await;
    assert_eq!(error.body().map(<[u8]>::len), Some(KEPT_BODY));
}

#[tokio::test]
async fn the_request_id_is_found_under_its_usual_names() {
    for name in ["x-request-id", "Request-Id", "X-Correlation-ID"] {
        let server = Server::answering("500 Oops", &format!("{name}: r-7\r\n"), b"").await;
        let error = failure(&server, Method::GET).await;
        assert_eq!(error.request_id(), Some("r-7"));
        assert_eq!(error.headers().map(http::HeaderMap::len), Some(3));
    }
}

#[test]
fn errors_and_calls_can_be_sent_between_threads() {
    fn sendable<T: Send + Sync + 'static>() {}
    fn movable<T: Send + Unpin + 'static>() {}
    sendable::<Error>();
    sendable::<apicrate_runtime::client::Client>();
    movable::<apicrate_runtime::call::Call<Value>>();
}

#[tokio::test]
async fn an_excerpt_is_short_and_shows_no_token() {
    let page = "<html>\r\n<h1>502 Bad Gateway</h1>\u{1b}[2J\u{202e}\0 nginx/1.18.0, cloudflare-nginx; \
                Authorization: Token abcdef0123456789 eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl!";
    let shown = "<html>  <h1>502 Bad Gateway</h1> [2J   nginx/1.18.0, cloudflare-nginx; \
                 Authorization: Token *** ***!";
    for (status, kind) in [
        ("502 Bad Gateway", ErrorKind::Api),
        ("200 OK", ErrorKind::UnexpectedMediaType),
    ] {
        let html = "content-type: text/html\r\n";
        let server = Server::answering(status, html, page.as_bytes()).await;
        let error = failure(&server, Method::GET).await;
        assert_eq!(error.kind(), kind);
        assert_eq!(error.status(), status[..3].parse().ok());
        assert_eq!(error.excerpt().as_deref(), Some(shown));
        let all = format!("{error} {error:?} {:#?}", error.source());
        assert!(!all.contains("Gateway"), "{all}");
    }
    for body in [
        "\u{e9}".repeat(2_000),
        "a1".repeat(2_000),
        "a b ".repeat(2_000),
    ] {
        let server = Server::answering("500 Oops", "", body.as_bytes()).await;
        let excerpt = failure(&server, Method::GET).await.excerpt();
        let excerpt = excerpt.expect("a body");
        assert!(excerpt.len() <= 512 && !excerpt.contains("a1"), "{excerpt}");
    }
    let body = "0123456789abcdef ".repeat(120) + "01234567secret01234567secret";
    let server = Server::answering("500 Oops", "", body.as_bytes()).await;
    let excerpt = failure(&server, Method::GET).await.excerpt();
    assert_eq!(excerpt, Some("*** ".repeat(120)));
    // A token that begins within the excerpt and ends beyond it.
    let body = format!("{} secret0123456789secret", " ".repeat(500));
    let server = Server::answering("500 Oops", "", body.as_bytes()).await;
    let excerpt = failure(&server, Method::GET).await.excerpt();
    assert!(!excerpt.expect("a body").contains("secret"));
}

#[tokio::test]
async fn problem_details_are_understood() {
    let body = r#"{"type":"https://example.com/probs/out-of-credit","title":"No credit.","status":403,
        "detail":"It costs 50.","instance":"/account/12345","balance":30}"#;
    let headers = "content-type: Application/Problem+JSON; charset=utf-8\r\n";
    let server = Server::answering("403 No", headers, body.as_bytes()).await;
    let problem = failure(&server, Method::POST).await.problem();
    let problem = problem.expect("a problem");
    assert_eq!(problem.kind, "https://example.com/probs/out-of-credit");
    assert_eq!(problem.title.as_deref(), Some("No credit."));
    assert_eq!(problem.status, Some(403));
    assert_eq!(problem.detail.as_deref(), Some("It costs 50."));
    assert_eq!(problem.instance.as_deref(), Some("/account/12345"));

    // RFC 9457, section 3.1: what is of another type is ignored.
    let body = r#"{"title":7,"status":"403","detail":null}"#;
    let server = Server::answering("403 No", headers, body.as_bytes()).await;
    let problem = failure(&server, Method::POST).await.problem();
    let problem = problem.expect("a problem");
    assert_eq!(problem.kind, "about:blank");
    assert_eq!(
        (problem.title, problem.status, problem.detail),
        (None, None, None)
    );

    for (headers, body) in [
        ("content-type: application/json\r\n", "{}"),
        (headers, "[]"),
        (headers, "{"),
        (headers, ""),
        ("", "{}"),
    ] {
        let server = Server::answering("400 No", headers, body.as_bytes()).await;
        assert_eq!(failure(&server, Method::POST).await.problem(), None);
    }
}

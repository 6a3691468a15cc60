//! The mock: which call gets which answer, what is kept of it, and what is said of a call without one.

use std::error::Error as _;
use std::sync::OnceLock;

use apicrate_runtime::client::Client;
use apicrate_runtime::error::Error;
use apicrate_runtime::mock::{Answer, Mock, Mocked, MockedError};
use apicrate_runtime::operation::{Method, Operation};
use apicrate_runtime::parameter::Parameter;
use apicrate_runtime::response;
use apicrate_runtime::transport::{Body, TransportErrorKind};
use apicrate_runtime::upload::Upload;
use bytes::Bytes;

use super::{builder, leak, operation};

/// `PUT /pets/{id}.{format}`, whose success is a number.
struct PutPet;

/// Its documented error.
struct Gone;

impl MockedError for Gone {
    fn answer(&self) -> Answer {
        Answer::empty(410)
    }
}

impl Mocked for PutPet {
    type Data = i64;
    type Error = Gone;

    fn operation() -> &'static Operation {
        static OPERATION: OnceLock<&'static Operation> = OnceLock::new();
        OPERATION.get_or_init(|| {
            leak(Operation {
                id: "putPet",
                ..operation(Method::PUT, "/pets/{id}.{format}")
            })
        })
    }

    fn answer(data: &i64) -> Answer {
        Answer::json(200, "application/json", data)
    }
}

/// An operation on the same path that nothing is answered to.
fn other() -> &'static Operation {
    leak(Operation {
        id: "otherPet",
        ..operation(Method::PUT, "/pets/{id}.{format}")
    })
}

fn client(mock: &Mock) -> Client {
    let configured = mock.configure(builder("https://replaced.example"));
    configured.build().expect("valid settings")
}

/// Calls the operation, with this id, kind in the query, and JSON.
async fn put(mock: &Mock, id: &str, kind: &str, body: &str) -> Result<i64, Error> {
    put_as(PutPet::operation(), mock, id, kind, body).await
}

async fn put_as(
    operation: &'static Operation,
    mock: &Mock,
    id: &str,
    kind: &str,
    body: &str,
) -> Result<i64, Error> {
    let mut request = client(mock).request(operation);
    request.path("id", &id);
    request.path("format", &"json");
    request.parameter(&Parameter::query("kind"), &kind);
    request.json("application/json", &body);
    let response = request.send(response::json::<i64>).await?;
    Ok(response.into_data())
}

#[tokio::test]
async fn conditions_choose_the_answer() {
    let mock = Mock::new();
    let by_path = mock.when::<PutPet>().path("id", "a/b").respond(&1);
    let by_query = mock.when::<PutPet>().query("kind", "big cat").respond(&2);
    let by_body = mock.when::<PutPet>().body(&"x").respond(&3);
    let by_hand = mock
        .when::<PutPet>()
        .matching("a short path", |request| request.uri().path().len() < 13);
    by_hand.fail(&Gone);
    assert_eq!(put(&mock, "a/b", "", "").await.ok(), Some(1));
    assert_eq!(put(&mock, "c", "big cat", "").await.ok(), Some(2));
    assert_eq!(put(&mock, "c", "", "x").await.ok(), Some(3));
    let gone = put(&mock, "c", "", "").await.expect_err("gone");
    assert_eq!(gone.status(), Some(410));
    let counts = [by_path.calls(), by_query.calls(), by_body.calls()];
    assert_eq!(counts, [1, 1, 1]);
    assert_eq!(mock.verify(), Ok(()));
    let calls = mock.calls_of::<PutPet>();
    assert_eq!(calls.len(), 4);
    let third = calls.get(2).expect("a third call");
    assert_eq!(third.operation(), "putPet");
    assert_eq!(third.json(), Some("x".into()));
    let headers = third.request().headers();
    assert!(headers.keys().all(|name| !name.as_str().contains("mock")));
}

#[tokio::test]
async fn answers_are_used_up_in_order() {
    let mock = Mock::new();
    let broken = TransportErrorKind::Connect;
    mock.when::<PutPet>().times(1).break_off(broken);
    mock.when::<PutPet>().times(2).respond(&1);
    mock.when::<PutPet>()
        .header("content-type", "application/json")
        .respond(&2);
    let first = put(&mock, "a", "", "").await.expect_err("broken off");
    assert_eq!(first.transport(), Some(broken));
    let told = mock.verify().expect_err("two are missing").to_string();
    assert_eq!(told, "`putPet` was called 0 times, not 2");
    for expected in [1, 1, 2, 2] {
        assert_eq!(put(&mock, "a", "", "").await.ok(), Some(expected));
    }
    assert_eq!(mock.verify(), Ok(()));
}

#[tokio::test]
async fn a_call_without_an_answer_says_why() {
    let mock = Mock::new();
    mock.when::<PutPet>().path("id", 7).times(1).respond(&1);
    let error = put(&mock, "8", "", "").await.expect_err("another pet");
    assert_eq!(error.transport(), Some(TransportErrorKind::Refused));
    let cause = error.source().and_then(|error| error.source());
    let cause = cause.expect("the transport's error has a cause");
    // What a test that unwraps prints.
    assert!(format!("{error:?}").contains("no answer"), "{error:?}");
    let why = "the mock has no answer to `putPet`: one wants `id` in the path to be `7`";
    assert_eq!(cause.to_string(), why);
    put(&mock, "7", "", "").await.expect("the pet");
    put(&mock, "7", "", "").await.expect_err("used up");
    let asked = put_as(other(), &mock, "7", "", "").await;
    asked.expect_err("another operation");
    let told = mock.verify().expect_err("three calls").to_string();
    let told: Vec<&str> = told.split("; ").collect();
    assert_eq!(
        told,
        [
            why,
            "the mock has no answer to `putPet`: one was for 1 calls",
            "the mock has no answer to `otherPet`: there is none for this operation",
        ]
    );
}

#[tokio::test]
async fn streamed_bodies_are_read() {
    let mock = Mock::new();
    mock.when::<PutPet>().respond(&1);
    let mut request = client(&mock).request(PutPet::operation());
    request.path("id", &"a");
    request.path("format", &"b");
    let body = Body::from(Bytes::from_static(b"content"));
    request.upload("text/plain", Upload::Stream(body));
    let call = request.send(response::json::<i64>);
    assert_eq!(call.await.expect("an answer").data, 1);
    let calls = mock.calls();
    let sent = calls.first().map(|call| call.request().body().clone());
    assert_eq!(sent, Some(Bytes::from_static(b"content")));
}

#[tokio::test]
async fn a_response_that_cannot_be_is_an_error_of_the_call() {
    let bad = [
        Answer::empty(99),
        Answer::json(200, "application/json", &f64::NAN),
        Answer::empty(200).header("a b", "c"),
    ];
    for answer in bad {
        let mock = Mock::new();
        mock.when::<PutPet>().answer(answer);
        let error = put(&mock, "a", "", "").await.expect_err("no response");
        assert_eq!(error.transport(), Some(TransportErrorKind::Refused));
    }
    let shown = format!("{:?}", Answer::empty(204).header("x-key", "secret"));
    assert!(
        shown.contains("204") && !shown.contains("secret"),
        "{shown}"
    );
}

//! Pages that do not lead on as pages do.

use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::operation::Method;
use apicrate_runtime::pagination::{Last, Next, Pagination};
use apicrate_runtime::parameter::Parameter;
use apicrate_runtime::response;
use apicrate_runtime::transport::Body;
use bytes::Bytes;
use serde_json::json;

use super::{Book, CURSOR, all, request};

/// The items of `book`, and the error that it must end in.
async fn stuck(book: Book, pagination: &'static Pagination) -> (Vec<i64>, Error, usize) {
    let (client, book) = book.open();
    let (items, error) = all(request(&client).items(pagination)).await;
    (items, error.expect("an error"), book.asked().len())
}

fn page(data: &[i64], next: &str) -> String {
    json!({ "data": data, "meta": { "next": next } }).to_string()
}

#[tokio::test]
async fn a_cursor_that_has_been_is_an_error_after_its_page() {
    let book = Book::default()
        .page("/v1/things", &page(&[1], "a"))
        .page("/v1/things?cursor=a", &page(&[2], "b"))
        .page("/v1/things?cursor=b", &page(&[3], "a"));
    let (items, error, asked) = stuck(book, &CURSOR).await;
    assert_eq!((items, asked), (vec![1, 2, 3], 3));
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Pagination, Some(200))
    );
    assert_eq!(error.operation(), "testOperation");
}

#[tokio::test]
async fn the_callers_own_cursor_counts() {
    let (client, book) = Book::default()
        .page("/v1/things?cursor=a", &page(&[1], "a"))
        .open();
    let mut request = request(&client);
    request.parameter(&Parameter::query("cursor"), &"a");
    let (items, error) = all(request.items(&CURSOR)).await;
    assert_eq!(items, [1]);
    assert_eq!(error.expect("a circle").kind(), ErrorKind::Pagination);
    assert_eq!(book.asked().len(), 1);
}

#[tokio::test]
async fn a_link_back_is_an_error() {
    static LINK: Pagination = Pagination {
        next: Next::Link {
            member: &["meta", "next"],
        },
        last: Last::Unsaid,
        items: Some(&["data"]),
    };
    let book = Book::default()
        .page("/v1/things", &page(&[1], "?page=2"))
        .page("/v1/things?page=2", &page(&[2], "/v1/things"));
    let (items, error, asked) = stuck(book, &LINK).await;
    assert_eq!((items, asked), (vec![1, 2], 2));
    assert_eq!(error.kind(), ErrorKind::Pagination);
}

#[tokio::test]
async fn a_server_that_knows_no_pages_is_found_out() {
    static PAGE: Pagination = Pagination {
        next: Next::Page {
            parameter: Parameter::query("page"),
            first: 1,
        },
        last: Last::Unsaid,
        items: Some(&[]),
    };
    let book = Book::default()
        .page("/v1/things", "[1,2]")
        .page("/v1/things?page=2", "[1,2]");
    let (items, error, asked) = stuck(book, &PAGE).await;
    assert_eq!((items, asked), (vec![1, 2], 2));
    assert_eq!(error.kind(), ErrorKind::Pagination);
}

#[tokio::test]
async fn more_that_cannot_be_had_is_an_error() {
    static FLAG: Pagination = Pagination {
        next: Next::Cursor {
            parameter: Parameter::query("cursor"),
            member: &["meta", "next"],
        },
        last: Last::Flag {
            member: &["more"],
            value: false,
        },
        items: Some(&["data"]),
    };
    let book = Book::default().page("/v1/things", r#"{"data":[1],"more":true,"meta":{}}"#);
    let (items, error, _) = stuck(book, &FLAG).await;
    assert_eq!((items, error.kind()), (vec![1], ErrorKind::Pagination));
    // A last page may name a cursor all the same.
    let last = r#"{"data":[1],"more":false,"meta":{"next":"x"}}"#;
    let (client, book) = Book::default().page("/v1/things", last).open();
    let (items, error) = all(request(&client).items(&FLAG)).await;
    assert_eq!((items, error.is_none()), (vec![1], true));
    assert_eq!(book.asked().len(), 1);
}

#[tokio::test]
async fn some_empty_pages_are_passed_over_but_not_without_end() {
    let chain = |length: usize| {
        let mut book = Book::default().page("/v1/things", &page(&[], "1"));
        for number in 1..length {
            let next = (number + 1).to_string();
            book = book.page(&format!("/v1/things?cursor={number}"), &page(&[], &next));
        }
        book.page(&format!("/v1/things?cursor={length}"), &page(&[7], ""))
    };
    let (client, _) = chain(50).open();
    let (items, error) = all(request(&client).items(&CURSOR)).await;
    assert_eq!((items, error.is_none()), (vec![7], true));
    let (items, error, asked) = stuck(chain(500), &CURSOR).await;
    assert_eq!((items.len(), asked), (0, 101));
    assert_eq!(error.kind(), ErrorKind::Pagination);
}

#[tokio::test]
async fn bodies_are_checked_as_those_of_any_call() {
    for (body, kind) in [
        (r#"{"data":[1]"#, ErrorKind::Decode),
        (r#"{"data":[1]} x"#, ErrorKind::Decode),
        (r#"{"data":{}}"#, ErrorKind::Decode),
        (r#"{"data":[1],"meta":{"next":[2]}}"#, ErrorKind::Decode),
        ("", ErrorKind::EmptyBody),
    ] {
        let book = Book::default().page("/v1/things", body);
        let (items, error, asked) = stuck(book, &CURSOR).await;
        assert_eq!((items.len(), error.kind(), asked), (0, kind, 1), "{body}");
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_decoded_is_the_end() {
    let (client, book) = Book::default()
        .page("/v1/things", &page(&[1], "a"))
        .page("/v1/things?cursor=a", &page(&[2], ""))
        .open();
    let mut pages = request(&client).pages::<bool>(&CURSOR, response::json);
    let error = pages.next().await.expect("a page").expect_err("no bool");
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(pages.next().await.is_none());
    assert_eq!(book.asked().len(), 1);
}

#[tokio::test]
async fn what_is_wrong_with_the_request_is_told_once() {
    let (client, book) = Book::default().open();
    let mut request = client.request(super::leak(super::operation(Method::GET, "/things/{id}")));
    request.path("id", &"..");
    let (items, error) = all(request.items(&CURSOR)).await;
    assert_eq!((items.len(), book.asked().len()), (0, 0));
    assert_eq!(
        error.expect("a refusal").kind(),
        ErrorKind::InvalidParameter
    );
}

#[tokio::test]
async fn a_body_goes_out_again_unless_it_is_a_stream() {
    for is_stream in [false, true] {
        let (client, book) = Book::default()
            .page("/v1/things", &page(&[1], "a"))
            .page("/v1/things?cursor=a", &page(&[2], ""))
            .open();
        let operation = super::operation(Method::POST, "/things");
        let mut request = client.request(super::leak(operation));
        match is_stream {
            true => request.upload("text/plain", Body::from(Bytes::from("x"))),
            false => request.bytes("text/plain", "x"),
        }
        let (items, error) = all(request.items(&CURSOR)).await;
        let asked = book.asked.lock().expect("not poisoned");
        if is_stream {
            assert_eq!((items, asked.len()), (vec![1], 1));
            let error = error.expect("the stream has been read");
            assert_eq!(error.kind(), ErrorKind::Encode);
        } else {
            assert_eq!((items, error.is_none()), (vec![1, 2], true));
            assert!(asked.iter().all(|request| request.body() == "x"));
        }
    }
}

//! Results that come in pages.

mod guards;
mod links;
mod styles;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apicrate_runtime::client::Client;
use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::operation::Method;
use apicrate_runtime::pages::Items;
use apicrate_runtime::pagination::{Last, Next, Pagination};
use apicrate_runtime::parameter::Parameter;
use apicrate_runtime::request::Request;
use apicrate_runtime::retry::RetryPolicy;
use apicrate_runtime::transport::{
    Body, Transport, TransportError, TransportErrorKind, TransportFuture,
};
use bytes::Bytes;

use super::{builder, leak, operation};

const BASE: &str = "https://api.example/v1";

/// Headers and body.
type Answer = (Vec<(&'static str, String)>, String);

/// A server of pages: headers and body by path and query. What it does not have is an error.
#[derive(Default)]
struct Book {
    pages: BTreeMap<String, Answer>,
    asked: Mutex<Vec<http::Request<Bytes>>>,
    /// Which of the requests fail on the way.
    broken: Mutex<Vec<usize>>,
    /// How long each answer takes.
    delay: Duration,
}

impl Book {
    fn page(mut self, target: &str, body: &str) -> Self {
        let json = ("content-type", "application/json".to_owned());
        let page = (vec![json], body.to_owned());
        self.pages.insert(target.to_owned(), page);
        self
    }

    fn header(mut self, target: &str, name: &'static str, value: &str) -> Self {
        let page = self.pages.get_mut(target).expect("a page");
        page.0.push((name, value.to_owned()));
        self
    }

    fn open(self) -> (Client, Arc<Self>) {
        let book = Arc::new(self);
        let transport: Arc<dyn Transport> = book.clone();
        let builder = builder(BASE)
            .retry(RetryPolicy::default())
            .transport(transport);
        (builder.build().expect("valid settings"), book)
    }

    /// Path and query of every request so far, with the host where it is not the API's.
    fn asked(&self) -> Vec<String> {
        let asked = self.asked.lock().expect("not poisoned");
        let uris = asked.iter().map(|request| request.uri().to_string());
        uris.map(|uri| uri.trim_start_matches("https://api.example").to_owned())
            .collect()
    }
}

impl Transport for Book {
    fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
        let target = request.uri().path_and_query().expect("a path").to_string();
        let page = self.pages.get(&target).cloned();
        let mut asked = self.asked.lock().expect("not poisoned");
        let mut broken = self.broken.lock().expect("not poisoned");
        let number = asked.len();
        asked.push(request);
        if let Some(position) = broken.iter().position(|broken| *broken == number) {
            broken.remove(position);
            return Box::pin(async { Err(TransportError::new(TransportErrorKind::Broken)) });
        }
        let delay = self.delay;
        Box::pin(async move {
            tokio::time::sleep(delay).await;
            let Some((headers, body)) = page else {
                let mut response = http::Response::new(Body::from(Bytes::new()));
                *response.status_mut() = http::StatusCode::NOT_FOUND;
                return Ok(response);
            };
            let mut response = http::Response::new(Body::from(Bytes::from(body)));
            for (name, value) in headers {
                let value = value.parse().expect("a header's value");
                response.headers_mut().append(name, value);
            }
            Ok(response)
        })
    }
    fn send_stream(&self, request: http::Request<Body>) -> TransportFuture {
        self.send(request.map(|_| Bytes::from_static(b"streamed")))
    }
}

fn request(client: &Client) -> Request {
    client.request(leak(operation(Method::GET, "/things")))
}

/// Reads to the end: the items, and the error that it ended in, if any.
async fn all(mut items: Items<i64>) -> (Vec<i64>, Option<Error>) {
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        match item {
            Ok(item) => found.push(item),
            Err(error) => {
                assert!(items.next().await.is_none(), "an error is the end");
                return (found, Some(error));
            }
        }
    }
    assert!(items.next().await.is_none(), "the end is the end");
    (found, None)
}

static CURSOR: Pagination = Pagination {
    next: Next::Cursor {
        parameter: Parameter::query("cursor"),
        member: &["meta", "next"],
    },
    last: Last::Unsaid,
    items: Some(&["data"]),
};

/// Five pages of two items each.
fn five_pages() -> Book {
    let mut book = Book::default();
    for page in 0..5 {
        let target = match page {
            0 => "/v1/things".to_owned(),
            _ => format!("/v1/things?cursor=c%2F{page}"),
        };
        let next = match page {
            4 => "null".to_owned(),
            _ => format!("\"c/{}\"", page + 1),
        };
        let (first, second) = (page * 2, page * 2 + 1);
        let body = format!("{{\"data\":[{first},{second}],\"meta\":{{\"next\":{next}}}}}");
        book = book.page(&target, &body);
    }
    book
}

#[tokio::test]
async fn all_items_come_once_and_in_order() {
    let (client, book) = five_pages().open();
    let (items, error) = all(request(&client).items(&CURSOR)).await;
    assert_eq!(items, (0..10).collect::<Vec<_>>());
    assert!(error.is_none(), "{error:?}");
    assert_eq!(book.asked()[1], "/v1/things?cursor=c%2F1");
    assert_eq!(book.asked().len(), 5);
}

#[tokio::test]
async fn what_the_description_has_in_the_query_is_on_every_page() {
    let first = r#"{"data":[0],"meta":{"next":"a"}}"#;
    let last = r#"{"data":[1],"meta":{"next":null}}"#;
    let targets = [
        "/v1/things?beta=true&cursor=",
        "/v1/things?beta=true&cursor=a",
    ];
    let book = Book::default()
        .page(targets[0], first)
        .page(targets[1], last);
    let (client, book) = book.open();
    let mut request = request(&client);
    request.query("beta=true&cursor=");
    let (items, error) = all(request.items(&CURSOR)).await;
    assert_eq!(items, [0, 1]);
    assert!(error.is_none(), "{error:?}");
    assert_eq!(book.asked(), targets);
}

#[tokio::test(start_paused = true)]
async fn a_fault_on_any_page_neither_doubles_nor_skips() {
    for page in 0..5 {
        let (client, book) = five_pages().open();
        book.broken.lock().expect("not poisoned").push(page);
        let (items, error) = all(request(&client).items(&CURSOR)).await;
        assert!(error.is_none(), "{error:?}");
        let due: Vec<i64> = (0..10).collect();
        assert_eq!(items, due, "with a fault on page {page}");
        assert_eq!(book.asked().len(), 6);
    }
}

#[tokio::test(start_paused = true)]
async fn a_fault_that_stays_is_the_end_and_what_came_before_is_whole() {
    for page in 0..5 {
        let (client, book) = five_pages().open();
        let attempts = page..page + 3;
        book.broken.lock().expect("not poisoned").extend(attempts);
        let (items, error) = all(request(&client).items(&CURSOR)).await;
        let error = error.expect("an error");
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 3));
        assert_eq!(items, (0..10).take(page * 2).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn an_item_that_is_not_as_documented_is_told_and_passed_over() {
    let (client, _) = Book::default()
        .page("/v1/things", r#"{"data":[1,"two",3]}"#)
        .open();
    let mut items = request(&client).items::<i64>(&CURSOR);
    assert_eq!(items.next().await.expect("an item").expect("a number"), 1);
    let error = items.next().await.expect("an item").expect_err("a text");
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Decode, Some(200))
    );
    assert_eq!(items.next().await.expect("an item").expect("a number"), 3);
    assert!(items.next().await.is_none());
}

#[tokio::test]
async fn nothing_is_asked_for_before_it_is_wanted() {
    let (client, book) = five_pages().open();
    let mut items = request(&client).items::<i64>(&CURSOR);
    assert_eq!(book.asked().len(), 0);
    for _ in 0..2 {
        items.next().await.expect("an item").expect("a number");
    }
    assert_eq!(book.asked().len(), 1);
    drop(items);
    assert_eq!(book.asked().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn limits_of_time_are_those_of_a_page() {
    let book = Book {
        delay: Duration::from_secs(6),
        ..five_pages()
    };
    let start = tokio::time::Instant::now();
    // The client's limit for a call is ten seconds.
    let (items, error) = all(request(&book.open().0).items(&CURSOR)).await;
    assert_eq!((items.len(), error.is_none()), (10, true));
    assert!(start.elapsed() >= Duration::from_secs(30));
}

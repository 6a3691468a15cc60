//! Where the next page is, and what marks the last.

use apicrate_runtime::client::ClientBuilder;
use apicrate_runtime::credential::Credential;
use apicrate_runtime::operation::{Method, Operation};
use apicrate_runtime::pagination::{Last, Next, Pagination};
use apicrate_runtime::parameter::Parameter;
use apicrate_runtime::response;
use futures_core::Stream;
use serde_json::Value;

use super::{BASE, Book, CURSOR, all, five_pages, leak, operation, request};

static PAGE: Pagination = Pagination {
    next: Next::Page {
        parameter: Parameter::query("page[number]"),
        first: 1,
    },
    last: Last::TotalHeader {
        name: "x-total-count",
    },
    items: Some(&[]),
};

fn numbered() -> Book {
    Book::default()
        .page("/v1/things?limit=2", "[1,2]")
        .page("/v1/things?limit=2&page%5Bnumber%5D=2", "[3,4]")
        .page("/v1/things?limit=2&page%5Bnumber%5D=3", "[5]")
        .page("/v1/things?limit=2&page%5Bnumber%5D=4", "[]")
}

#[tokio::test]
async fn pages_are_numbered_up_to_an_empty_one() {
    let (client, book) = numbered().open();
    let mut request = request(&client);
    request.parameter(&Parameter::query("limit"), &2);
    let (items, error) = all(request.items(&PAGE)).await;
    assert_eq!((items, error.is_none()), (vec![1, 2, 3, 4, 5], true));
    assert_eq!(book.asked().len(), 4);
}

#[tokio::test]
async fn a_total_spares_the_empty_page() {
    let total = "/v1/things?limit=2&page%5Bnumber%5D=3";
    let (client, book) = numbered().header(total, "X-Total-Count", "5").open();
    let mut request = request(&client);
    request.parameter(&Parameter::query("limit"), &2);
    let (items, error) = all(request.items(&PAGE)).await;
    assert_eq!((items, error.is_none()), (vec![1, 2, 3, 4, 5], true));
    assert_eq!(book.asked().len(), 3);
}

#[tokio::test]
async fn a_walk_begins_where_the_caller_says() {
    let (client, _) = Book::default()
        .page("/v1/things?page%5Bnumber%5D=3&limit=2", "[5]")
        .page("/v1/things?limit=2&page%5Bnumber%5D=4", "[]")
        .open();
    let mut request = request(&client);
    request.parameter(&Parameter::query("page[number]"), &3);
    request.parameter(&Parameter::query("limit"), &2);
    let (items, error) = all(request.items(&PAGE)).await;
    assert_eq!((items, error.is_none()), (vec![5], true));
}

#[tokio::test]
async fn offsets_count_items_and_end_at_the_total() {
    static OFFSET: Pagination = Pagination {
        next: Next::Offset {
            parameter: Parameter::query("offset"),
        },
        last: Last::Total { member: &["total"] },
        items: Some(&["results"]),
    };
    let (client, book) = Book::default()
        .page("/v1/things?offset=1", r#"{"results":[1,2],"total":4}"#)
        .page("/v1/things?offset=3", r#"{"results":[3],"total":4}"#)
        .open();
    let mut request = request(&client);
    request.parameter(&Parameter::query("offset"), &1);
    let (items, error) = all(request.items(&OFFSET)).await;
    assert_eq!((items, error.is_none()), (vec![1, 2, 3], true));
    assert_eq!(book.asked(), ["/v1/things?offset=1", "/v1/things?offset=3"]);
}

#[tokio::test]
async fn pages_end_at_their_number() {
    static COUNTED: Pagination = Pagination {
        next: Next::Page {
            parameter: Parameter::query("page"),
            first: 0,
        },
        last: Last::PageCount {
            member: &["meta", "pages"],
        },
        items: None,
    };
    let (client, book) = Book::default()
        .page("/v1/things", r#"{"a":1,"meta":{"pages":2}}"#)
        .page("/v1/things?page=1", r#"{"a":2,"meta":{"pages":2}}"#)
        .open();
    let mut pages = request(&client).pages::<Value>(&COUNTED, response::json);
    let mut count = 0;
    while let Some(page) = pages.next().await {
        assert_eq!(page.expect("a page").status(), 200);
        count += 1;
    }
    assert_eq!((count, book.asked().len()), (2, 2));
}

#[tokio::test]
async fn the_last_item_leads_on_while_there_are_more() {
    static LAST: Pagination = Pagination {
        next: Next::LastItem {
            parameter: Parameter::query("starting_after"),
            member: &["id"],
        },
        last: Last::Flag {
            member: &["has_more"],
            value: false,
        },
        items: Some(&["data"]),
    };
    let (client, book) = Book::default()
        .page(
            "/v1/things",
            r#"{"data":[{"id":"a"},{"id":"b"}],"has_more":true}"#,
        )
        .page(
            "/v1/things?starting_after=b",
            r#"{"data":[{"id":"c"}],"has_more":false}"#,
        )
        .open();
    let mut items = request(&client).items::<Value>(&LAST);
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.expect("an item")["id"].clone());
    }
    assert_eq!(found, ["a", "b", "c"]);
    assert_eq!(book.asked().len(), 2);
}

#[tokio::test]
async fn credentials_and_headers_go_with_every_page() {
    let keyed = five_pages().pages.into_iter().map(|(target, page)| {
        let sign = if target.contains('?') { '&' } else { '?' };
        (format!("{target}{sign}key=k"), page)
    });
    let book = Book {
        pages: keyed.collect(),
        ..Book::default()
    };
    let book = std::sync::Arc::new(book);
    let transport: std::sync::Arc<dyn apicrate_runtime::transport::Transport> = book.clone();
    let client = ClientBuilder::new(&super::super::API)
        .base_url(BASE)
        .transport(transport)
        .header("x-team", "red")
        .credential("key", Credential::query("key", "k"))
        .build()
        .expect("valid settings");
    let operation = leak(Operation {
        security: &[&["key"]],
        ..operation(Method::GET, "/things")
    });
    let (items, error) = all(client.request(operation).items(&CURSOR)).await;
    assert_eq!((items.len(), error.is_none()), (10, true));
    for request in book.asked.lock().expect("not poisoned").iter() {
        assert_eq!(request.headers()["x-team"], "red");
    }
}

#[tokio::test]
async fn items_are_a_stream() {
    let (client, _) = five_pages().open();
    let mut items = Box::pin(request(&client).items::<i64>(&CURSOR));
    let mut sum = 0;
    while let Some(item) = std::future::poll_fn(|context| items.as_mut().poll_next(context)).await {
        sum += item.expect("a number");
    }
    assert_eq!(sum, 45);
}

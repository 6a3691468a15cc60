//! Links to the next page, in the body and in the header.

use apicrate_runtime::error::ErrorKind;
use apicrate_runtime::pagination::{Last, Next, Pagination};

use super::{Book, all, request};

static LINK: Pagination = Pagination {
    next: Next::Link {
        member: &["links", "next"],
    },
    last: Last::Unsaid,
    items: Some(&["data"]),
};

static HEADER: Pagination = Pagination {
    next: Next::LinkHeader,
    last: Last::Unsaid,
    items: Some(&[]),
};

fn linked(next: &str) -> Book {
    let first = format!(r#"{{"data":[1],"links":{{"next":{next:?}}}}}"#);
    Book::default().page("/v1/things", &first)
}

#[tokio::test]
async fn links_are_followed_wherever_they_lead_in_the_same_origin() {
    for (link, target) in [
        ("https://api.example/v1/things?page=2", "/v1/things?page=2"),
        (
            "https://API.example:443/v1/things?page=2#top",
            "/v1/things?page=2",
        ),
        ("/v1/things?page=2", "/v1/things?page=2"),
        ("?page=2", "/v1/things?page=2"),
        ("things/next", "/v1/things/next"),
        ("/other?a=%5Bx%5D+y", "/other?a=%5Bx%5D+y"),
    ] {
        let book = linked(link).page(target, r#"{"data":[2],"links":{"next":""}}"#);
        let (client, book) = book.open();
        let (items, error) = all(request(&client).items(&LINK)).await;
        assert!(error.is_none(), "{link}: {error:?}");
        assert_eq!(items, [1, 2], "{link}");
        assert_eq!(book.asked(), ["/v1/things", target]);
    }
}

#[tokio::test]
async fn foreign_links_are_refused_and_nothing_is_sent_there() {
    for link in [
        "https://evil.example/v1/things?page=2",
        "http://api.example/v1/things?page=2",
        "https://api.example:8443/v1/things",
        "https://api.example@evil.example/",
        "https://user:pw@api.example/v1/things?page=2",
        "//evil.example/v1/things",
        "\\\\evil.example/v1/things",
        "https://[",
        "file:///etc/passwd",
    ] {
        let (client, book) = linked(link).open();
        let (items, error) = all(request(&client).items(&LINK)).await;
        let error = error.expect("a refusal");
        assert_eq!(error.kind(), ErrorKind::Pagination, "{link}");
        assert!(
            !format!("{error:?} {error}").contains("example"),
            "{error:?}"
        );
        assert_eq!(items, [1], "the page before is whole");
        assert_eq!(book.asked(), ["/v1/things"], "{link}");
    }
}

#[tokio::test]
async fn the_header_names_the_next_page_in_many_spellings() {
    for header in [
        r#"<https://api.example/v1/things?page=2>; rel="next""#,
        r#"</v1/things?page=1>; rel=prev, </v1/things?page=2>; rel=next"#,
        r#"</x>; title="a, <b>; rel=next"; rel="last", <?page=2>;REL="start NEXT""#,
        r#"</x>; rel=prev; rel=next, <?page=2> ; rel = next"#,
        r#"</x>; title="\", <y>; rel=next" ,<?page=2>; title=a; rel=next"#,
    ] {
        let book = Book::default()
            .page("/v1/things", "[1]")
            .header("/v1/things", "link", r#"</v1/first>; rel="first""#)
            .header("/v1/things", "link", header)
            .page("/v1/things?page=2", "[2]");
        let (client, _) = book.open();
        let (items, error) = all(request(&client).items(&HEADER)).await;
        assert!(error.is_none(), "{header}: {error:?}");
        assert_eq!(items, [1, 2], "{header}");
    }
}

#[tokio::test]
async fn a_header_without_a_next_link_is_the_end() {
    for header in [
        "",
        "next",
        "<",
        "</v1/things?page=2>",
        "</v1/things?page=2>; rel=nexter",
        r#"</v1/things?page=2>; title="; rel=next""#,
        "</v1/things?page=2; rel=next",
    ] {
        let book = Book::default()
            .page("/v1/things", "[1]")
            .header("/v1/things", "link", header);
        let (client, book) = book.open();
        let (items, error) = all(request(&client).items(&HEADER)).await;
        assert_eq!((items, error.is_none()), (vec![1], true), "{header}");
        assert_eq!(book.asked().len(), 1);
    }
}

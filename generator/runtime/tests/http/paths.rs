//! No value may lead a request elsewhere.

use apicrate_runtime::base_url::BaseUrl;
use apicrate_runtime::error::{Error, ErrorKind};
use apicrate_runtime::operation::Method;
use apicrate_runtime::options::CallOptions;
use apicrate_runtime::parameter::{Parameter, Style};
use apicrate_runtime::path;
use apicrate_runtime::percent::{Keep, encode};
use apicrate_runtime::response;
use proptest::prelude::*;

use super::server::Server;
use super::{Capture, client, leak, operation};

/// Hostile values, and the segment that each becomes; `None` for those that are refused.
const HOSTILE: [(&str, Option<&str>); 14] = [
    ("", None),
    (".", None),
    ("..", None),
    ("%2e%2e", None),
    ("%2E.", None),
    ("a/b", Some("a%2Fb")),
    ("../../admin", Some("..%2F..%2Fadmin")),
    ("\\", Some("%5C")),
    ("?", Some("%3F")),
    ("#", Some("%23")),
    (";", Some("%3B")),
    ("\r\n", Some("%0D%0A")),
    ("\0", Some("%00")),
    ("\u{ff0e}\u{ff0e}", Some("%EF%BC%8E%EF%BC%8E")),
];

#[tokio::test]
async fn hostile_values_are_encoded_or_refused() {
    for (template, before, after) in [
        ("/orgs/{id}/tokens/x", "/orgs/", "/tokens/x"),
        ("/orgs/x/{id}", "/orgs/x/", ""),
    ] {
        for (value, expected) in HOSTILE {
            let server = Server::json("200 OK", "null").await;
            let mut request =
                client(&server.url()).request(leak(operation(Method::DELETE, template)));
            request.path("id", &value);
            let outcome = request.send(response::empty).await;
            if let Some(segment) = expected {
                outcome.expect("sent");
                assert_eq!(
                    server.request().target(),
                    format!("{before}{segment}{after}")
                );
            } else {
                let error = outcome.expect_err("refused");
                assert_eq!(error.kind(), ErrorKind::InvalidParameter, "{value:?}");
                assert_eq!(error.attempts(), 0);
                assert!(!error.may_have_been_applied());
                assert!(server.requests().is_empty(), "nothing is sent");
            }
        }
    }
}

#[tokio::test]
async fn a_path_without_its_slash_is_no_part_of_the_host() {
    for template in ["users", "*", "{id}", "users/{id}"] {
        let mut request =
            client("https://api.example").request(leak(operation(Method::GET, template)));
        request.path("id", &"evil");
        let error = request.send(response::empty).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidParameter, "{template}");
        assert_eq!(error.attempts(), 0, "{template}");
    }
}

proptest! {
    #[test]
    fn any_value_stays_in_its_segment(value in "\\PC*|[./%2eE\\\\]{0,6}|[\\x00-\\x7f]{0,4}") {
        let base = BaseUrl::parse("https://api.example/v1").expect("a base URL");
        let values = [("x", encode(&value, Keep::Unreserved))];
        let Ok(path) = fill("/a/{x}/b", &values) else {
            prop_assert!(value.len() <= 12, "only dot segments are refused");
            return Ok(());
        };
        let uri = base.join(&path, "").expect("an encoded path is a path");
        let segments: Vec<&str> = uri.path().split('/').collect();
        prop_assert_eq!(&segments[..3], &["", "v1", "a"]);
        prop_assert_eq!(&segments[4..], &["b"]);
        let decoded: Vec<u8> = percent_decode(segments[3]);
        prop_assert_eq!(decoded, value.into_bytes());
    }
}

proptest! {
    /// So that a filled path need not be parsed before it is sent.
    #[test]
    fn a_url_parser_takes_a_filled_path_as_it_is(
        template in "(/([^{}]|[.%2eE'\\\\:@&+|^`]){0,4}){0,3}/(\\{x\\}|[^{}]){0,3}",
        value in "\\PC*|[./%2eE\\\\]{0,6}|[\\x00-\\x7f]{0,4}",
    ) {
        let values = [("x", encode(&value, Keep::Unreserved))];
        if let Ok(path) = fill(&template, &values) {
            let whole = format!("https://api.example/v1{path}");
            let parsed = url::Url::parse(&whole).expect("a URL");
            prop_assert_eq!(parsed.as_str(), whole);
        }
    }
}

/// `template`, filled.
fn fill(template: &str, values: &[(&'static str, String)]) -> Result<String, Error> {
    let mut path = String::new();
    path::fill_into(&mut path, template, values).map(|()| path)
}

fn percent_decode(text: &str) -> Vec<u8> {
    let mut pieces = text.split('%');
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).expect("two digits"));
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    bytes
}

#[test]
fn whole_segments_count_and_not_single_values() {
    let filled = |template, values: &[(&'static str, &str)]| {
        let values: Vec<_> = values
            .iter()
            .map(|(name, text)| (*name, (*text).to_owned()))
            .collect();
        fill(template, &values)
    };
    assert_eq!(filled("/a/c.{x}", &[("x", "")]).expect("filled"), "/a/c.");
    assert_eq!(
        filled("/a/{x}{y}", &[("x", "."), ("y", "a")]).expect("filled"),
        "/a/.a"
    );
    assert!(filled("/a/{x}{y}", &[("x", "."), ("y", ".")]).is_err());
    assert!(filled("/a/{x}{y}", &[("x", ""), ("y", "")]).is_err());
    assert!(filled("/a/.{x}", &[("x", "%2E")]).is_err());
    assert!(filled("/a/{x}", &[("x", "%252e.")]).is_err());
    assert!(filled("/a/../{x}", &[("x", "b")]).is_err());
    // Of the template itself, empty segments are meant.
    assert_eq!(filled("/a//{x}/", &[("x", "b")]).expect("filled"), "/a//b/");
    assert_eq!(filled("/", &[]).expect("filled"), "/");
    assert_eq!(
        filled("/a b/ü?#%41%", &[]).expect("filled"),
        "/a%20b/%C3%BC%3F%23%41%25"
    );
    for broken in ["/a/{x", "/a/{y}"] {
        let error = filled(broken, &[("x", "b")]).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidParameter);
    }
}

#[test]
fn a_url_is_taken_just_where_a_parser_leaves_it_alone() {
    let base = BaseUrl::parse("https://api.example").unwrap();
    for byte in 0..0x80_u8 {
        let character = char::from(byte);
        for path in [format!("/a{character}b"), format!("/{character}")] {
            let text = format!("https://api.example{path}");
            let parsed = url::Url::parse(&text).unwrap();
            let kept = parsed.as_str() == text && parsed.fragment().is_none();
            let joined = base.join(&path, "").map(|uri| uri.to_string());
            assert_eq!(joined.ok(), kept.then_some(text), "{path:?}");
        }
    }
}

#[tokio::test]
async fn null_and_empty_arrays_do_not_fill_a_path() {
    let (client, capture) = Capture::client();
    for style in [Style::Simple, Style::Label, Style::Matrix] {
        let mut request = client.request(leak(operation(Method::GET, "/a/{id}")));
        request.parameter(&Parameter::path("id").style(style), &Vec::<String>::new());
        let error = request.send(response::empty).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidParameter);
        assert_eq!(
            error.to_string(),
            "testOperation: the path parameter `id` has no value"
        );
    }
    assert!(capture.take().is_empty());
}

#[tokio::test]
async fn a_pair_of_the_description_gives_way_to_one_of_the_call() {
    let targets = [
        (None, "/a?kind=all&beta"),
        (Some("kind"), "/a?beta&kind=b"),
        (Some("beta"), "/a?kind=all&beta=b"),
        (Some("other"), "/a?kind=all&beta&other=b"),
    ];
    for (name, target) in targets {
        let (client, capture) = Capture::client();
        let mut request = client.request(leak(operation(Method::GET, "/a")));
        request.query("kind=all&beta");
        if let Some(name) = name {
            request.parameter(&Parameter::query(name), &"b");
        }
        request.send(response::empty).await.expect("success");
        let sent = capture.take();
        let sent: Vec<_> = sent
            .iter()
            .map(|sent| sent.uri().path_and_query().expect("a path").as_str())
            .collect();
        assert_eq!(sent, [target]);
    }
}

#[tokio::test]
async fn header_values_cannot_add_headers() {
    for value in ["a\r\nx-evil: 1", "a\nb", "a\rb", "a\0b", "\u{7f}"] {
        let (client, capture) = Capture::client();
        let mut request = client.request(leak(operation(Method::GET, "/")));
        request.parameter(&Parameter::header("x-name"), &value);
        let error = request.send(response::empty).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidParameter);
        assert!(capture.take().is_empty());
    }
    let server = Server::json("200 OK", "null").await;
    let mut request = client(&server.url()).request(leak(operation(Method::GET, "/")));
    request.parameter(&Parameter::header("x-name"), &"grüße");
    request.send(response::empty).await.expect("success");
    assert_eq!(server.request().header("x-name"), Some("grüße"));
}

#[tokio::test]
async fn headers_that_frame_or_route_are_refused() {
    for name in [
        "Content-Length",
        "transfer-encoding",
        "host",
        "connection",
        "a b",
        "",
        "x:y",
    ] {
        let (client, capture) = Capture::client();
        let mut request = client.request(leak(operation(Method::GET, "/")));
        request.options(CallOptions::new().header(name, "1"));
        let error = request.send(response::empty).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidParameter, "{name}");
        assert!(capture.take().is_empty());
    }
}

#[tokio::test]
async fn the_first_fault_is_the_one_reported() {
    let (client, capture) = Capture::client();
    let mut request = client.request(leak(operation(Method::POST, "/{id}")));
    request.parameter(&Parameter::query("ratio"), &f64::NAN);
    request.json("application/json", &f64::INFINITY);
    let error = request.send(response::empty).await.expect_err("refused");
    assert_eq!(
        error.to_string(),
        "testOperation: the parameter `ratio` cannot be written"
    );
    assert!(capture.take().is_empty());

    let mut request = client.request(leak(operation(Method::POST, "/")));
    request.json("application/json", &f64::INFINITY);
    let error = request.send(response::empty).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert!(capture.take().is_empty());
}

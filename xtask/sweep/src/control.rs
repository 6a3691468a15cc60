//! The checks, on clients that are broken on purpose: each must be found out.

use bytes::Bytes;
use http::{HeaderValue, Method, Request, Uri};
use serde_json::{Value, json};

use super::api::{self, Operation};
use super::capture::{Capture, Keeps};
use super::models::{self, Case, Expected};
use super::tally::Tally;
use super::{parameters, paths};

fn document() -> Value {
    let text = |place: &str| json!({"name": "text", "in": place, "schema": {"type": "string"}});
    json!({"paths": {"/things/{id}/parts": {"get": {"parameters": [text("query"), text("header")]}}}})
}

/// What the check of paths says of a client that sends this.
fn paths_sent(keeps: Keeps) -> (usize, usize) {
    let tree = document();
    let operations = api::operations(&tree);
    let tally = paths::sweep(&operations, &Capture::of(keeps));
    tally.map_or((0, 0), |tally| tally.figures())
}

/// The same of the check of query and header.
fn parameters_sent(keeps: Keeps) -> (usize, usize) {
    let tree = document();
    let operations: Vec<Operation> = api::operations(&tree);
    let tally = parameters::sweep(&operations, &Capture::of(keeps));
    tally.map_or((0, 0), |tally| tally.figures())
}

/// The request with another URI, if it is one.
fn to(mut request: Request<Bytes>, uri: &str) -> Vec<Request<Bytes>> {
    if let Ok(uri) = uri.parse::<Uri>() {
        *request.uri_mut() = uri;
    }
    vec![request]
}

fn with_uri(request: Request<Bytes>, from: &str, into: &str) -> Vec<Request<Bytes>> {
    let uri = request.uri().to_string().replace(from, into);
    to(request, &uri)
}

#[test]
fn a_client_as_it_is_passes() {
    assert_eq!(paths_sent(|request| vec![request]), (12, 12));
    assert_eq!(parameters_sent(|request| vec![request]), (14, 14));
}

#[test]
fn a_slot_that_is_not_escaped_is_found() {
    assert_eq!(
        paths_sent(|request| with_uri(request, "%2F", "/")),
        (11, 12)
    );
    assert_eq!(
        paths_sent(|request| with_uri(request, "%3F", "?")),
        (11, 12)
    );
    assert_eq!(
        paths_sent(|request| with_uri(request, "%23", "#")),
        (11, 12)
    );
}

#[test]
fn requests_that_go_elsewhere_are_found() {
    // Four of the values are refused before anything is sent.
    assert_eq!(
        paths_sent(|request| with_uri(request, "/parts", "")),
        (4, 12)
    );
    assert_eq!(paths_sent(|request| with_uri(request, "api.", "")), (4, 12));
    let other = |mut request: Request<Bytes>| {
        *request.method_mut() = Method::POST;
        vec![request]
    };
    assert_eq!(paths_sent(other), (4, 12));
    assert_eq!(
        paths_sent(|request| vec![request.clone(), request]),
        (4, 12)
    );
    assert_eq!(paths_sent(|_| Vec::new()), (4, 12));
}

#[test]
fn values_that_become_parameters_or_headers_are_found() {
    assert!(is_found(parameters_sent(|request| with_uri(
        request, "%26", "&"
    ))));
    assert!(is_found(parameters_sent(|request| with_uri(
        request, "/fixed", ""
    ))));
    let injected = |mut request: Request<Bytes>| {
        let value = HeaderValue::from_static("1");
        request.headers_mut().insert("x-injected", value);
        vec![request]
    };
    assert!(is_found(parameters_sent(injected)));
}

/// Whether some cases passed, such as what is refused, and some did not.
fn is_found((passed, all): (usize, usize)) -> bool {
    passed < all && all == 14
}

#[test]
fn a_closed_enumeration_is_found() {
    let case = |expected| Case {
        place: "/".to_owned(),
        ty: Ok("T".to_owned()),
        value: json!("new"),
        expected,
    };
    let unknown = case(Expected::Unknown);
    assert!(models::judge(&unknown, "?\"new\"").is_ok());
    for answer in ["-unknown variant", "+\"new\"", "?\"old\"", "?", ""] {
        assert!(models::judge(&unknown, answer).is_err(), "{answer}");
    }
    let same = case(Expected::Same);
    assert!(models::judge(&same, "+\"new\"").is_ok());
    for answer in ["-no", "+null", "+", ""] {
        assert!(models::judge(&same, answer).is_err(), "{answer}");
    }
    let refused = case(Expected::Refused("name".to_owned()));
    assert!(models::judge(&refused, "-name is missing").is_ok());
    for answer in ["+\"new\"", "-id is missing", ""] {
        assert!(models::judge(&refused, answer).is_err(), "{answer}");
    }
}

#[test]
fn cases_that_are_missing_are_found() {
    let mut tally = Tally::new("control");
    tally.count(|| "a".to_owned(), Ok(()));
    assert!(tally.show(Some(1)) && tally.show(None));
    assert!(!tally.show(Some(2)));
    tally.count(|| "b".to_owned(), Err("broken".to_owned()));
    assert!(!tally.show(Some(2)) && !tally.show(None));
}

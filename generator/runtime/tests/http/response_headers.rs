//! Documented headers, read as their types.

use apicrate_runtime::response_header::{list, value};
use http::header::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

fn headers(listed: &[(&'static str, &[u8])]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in listed {
        let value = HeaderValue::from_bytes(value).expect("a valid value");
        headers.append(HeaderName::from_static(name), value);
    }
    headers
}

#[test]
fn values_are_read_as_their_types() {
    let headers = headers(&[
        ("number", b" 12 "),
        ("flag", b"true"),
        ("text", b"a \"b\", 12"),
        ("id", b"a40f5d1f-d889-42e9-94ea-b9b33585fc6b"),
        ("empty", b""),
        ("latin", b"\xe9"),
    ]);
    assert_eq!(value::<i64>(&headers, "number"), Some(12));
    assert_eq!(value::<f64>(&headers, "number"), Some(12.0));
    assert_eq!(value::<String>(&headers, "number").as_deref(), Some("12"));
    assert_eq!(value::<bool>(&headers, "flag"), Some(true));
    assert_eq!(
        value::<String>(&headers, "text").as_deref(),
        Some("a \"b\", 12")
    );
    assert!(value::<Uuid>(&headers, "id").is_some());
    assert_eq!(value::<String>(&headers, "empty").as_deref(), Some(""));
    assert_eq!(value::<i64>(&headers, "text"), None);
    assert_eq!(value::<i64>(&headers, "empty"), None);
    assert_eq!(value::<String>(&headers, "latin"), None);
    assert_eq!(value::<String>(&headers, "absent"), None);
}

#[test]
fn lists_may_stand_in_several_headers() {
    let headers = headers(&[("n", b"1, 2,"), ("n", b"3"), ("none", b""), ("bad", b"1,x")]);
    assert_eq!(list::<i64>(&headers, "n"), Some(vec![1, 2, 3]));
    assert_eq!(list::<i64>(&headers, "none"), Some(Vec::new()));
    assert_eq!(list::<i64>(&headers, "bad"), None);
    assert_eq!(list::<i64>(&headers, "absent"), None);
}

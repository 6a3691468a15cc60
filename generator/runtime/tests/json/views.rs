//! What of a value is sent: absent, null and value, and members that only the server sets.

use std::collections::BTreeMap;

use apicrate_runtime::json::{Encode, Nullable, View, from_str, to_string, to_vec};

use crate::models::Token;

const TOKEN: &str = r#"{"id":"5c5e1a2b-0000-4000-8000-000000000001","name":"a","role":"read","note":null,"unknown":1}"#;

#[test]
fn the_request_view_leaves_out_what_only_the_server_sets() {
    let token: Token = from_str(TOKEN).unwrap();
    assert_eq!(to_string(&token, View::Full).unwrap(), TOKEN);
    assert_eq!(
        to_vec(&token, View::Request).unwrap(),
        br#"{"name":"a","role":"read","note":null,"unknown":1}"#
    );
    let nested = vec![BTreeMap::from([("k".to_owned(), token)])];
    assert_eq!(
        to_string(&nested, View::Request).unwrap(),
        r#"[{"k":{"name":"a","role":"read","note":null,"unknown":1}}]"#
    );
}

#[test]
fn absent_null_and_value_are_told_apart() {
    for (member, value) in [
        ("", Nullable::Absent),
        (r#","last_used":null"#, Nullable::Null),
        (r#","last_used":1.5"#, Nullable::Value(1.5)),
    ] {
        let text = format!(r#"{{"name":"a","role":"read"{member},"note":null}}"#);
        let token: Token = from_str(&text).unwrap();
        assert_eq!(token.last_used, value);
        assert_eq!(to_string(&token, View::Full).unwrap(), text);
    }
}

#[test]
fn nullable_helpers() {
    let value = Nullable::from(3);
    assert_eq!(
        (value.value(), value.as_option()),
        (Some(&3), Some(Some(&3)))
    );
    assert_eq!(Nullable::<i32>::from(None), Nullable::Null);
    assert_eq!(Nullable::<i32>::from(Some(3)), value);
    assert_eq!(Nullable::<i32>::default(), Nullable::Absent);
    assert_eq!(Nullable::<i32>::Null.as_option(), Some(None));
    assert_eq!(Nullable::<i32>::Absent.as_option(), None);
    assert!(Nullable::<i32>::Null.is_null() && Nullable::<i32>::Absent.is_absent());
    assert!(value.is_value() && value.into_value() == Some(3));
    let mut value = Nullable::from(3);
    *value.value_mut().unwrap() += 1;
    assert_eq!(value, Nullable::Value(4));
}

#[test]
fn values_of_the_standard_library() {
    let text = |value: &dyn Encode| to_string(value, View::Full).unwrap();
    assert_eq!(
        text(&"a\"b\\\u{1}\u{7f}é\n"),
        "\"a\\\"b\\\\\\u0001\u{7f}é\\n\""
    );
    assert_eq!(text(&true), "true");
    assert_eq!(text(&None::<i32>), "null");
    assert_eq!(text(&()), "null");
    assert_eq!(text(&[1, 2].as_slice()), "[1,2]");
    assert_eq!(text(&Vec::<i32>::new()), "[]");
    assert_eq!(text(&BTreeMap::<String, i32>::new()), "{}");
    assert_eq!(
        text(&BTreeMap::from([("a/b".to_owned(), Some(1))])),
        r#"{"a/b":1}"#
    );
    assert_eq!(
        text(&Box::new(uuid::Uuid::nil())),
        "\"00000000-0000-0000-0000-000000000000\""
    );
}

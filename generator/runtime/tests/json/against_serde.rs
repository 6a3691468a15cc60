//! What derived serde reads and writes, the codec reads and writes.

use apicrate_runtime::json::{View, from_slice, to_string, to_vec};
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use serde_json::Value;

use crate::models::{Node, Token, derived};

prop_compose! {
    fn uuids()(number: u128) -> String { uuid::Uuid::from_u128(number).to_string() }
}

fn floats() -> impl Strategy<Value = f64> {
    any::<f64>().prop_filter("JSON has finite numbers only", |value| value.is_finite())
}

fn privileges() -> impl Strategy<Value = derived::Privilege> {
    (uuids(), any::<String>()).prop_map(|(org_id, since)| derived::Privilege { org_id, since })
}

fn tokens() -> impl Strategy<Value = derived::Token> {
    let front = (
        of(uuids()),
        any::<String>(),
        any::<String>(),
        of(any::<i64>()),
        of(any::<u32>()),
    );
    let back = (
        of(floats()),
        of(any::<bool>()),
        of(of(floats())),
        of(any::<String>()),
        of(vec(privileges(), 0..3)),
        of(btree_map(
            any::<String>(),
            vec(of(any::<i32>()), 0..3),
            0..3,
        )),
    );
    (front, back).prop_map(|((id, name, role, count, limit), back)| {
        let (ratio, active, last_used, note, privileges, labels) = back;
        derived::Token {
            id,
            name,
            role,
            count,
            limit,
            ratio,
            active,
            last_used,
            note,
            privileges,
            labels,
        }
    })
}

fn nodes() -> impl Strategy<Value = derived::Node> {
    let pets = || {
        prop_oneof![
            any::<i32>().prop_map(|lives| derived::Pet::Cat { lives }),
            vec(any::<String>(), 0..3).prop_map(|tricks| derived::Pet::Dog { tricks }),
        ]
    };
    let leaf = pets().prop_map(|pet| derived::Node {
        pet,
        next: None,
        children: Vec::new(),
        named: Default::default(),
    });
    leaf.prop_recursive(4, 24, 3, move |inner| {
        let next = of(inner.clone().prop_map(Box::new));
        let named = btree_map("[A-Z ]{0,6}", inner.clone(), 0..3);
        (pets(), next, vec(inner, 0..3), named).prop_map(|(pet, next, children, named)| {
            derived::Node {
                pet,
                next,
                children,
                named,
            }
        })
    })
}

fn tree(text: &[u8]) -> Value {
    serde_json::from_slice(text).unwrap()
}

proptest! {
    #[test]
    fn a_model_round_trips_as_derived_code_does(expected in tokens()) {
        let text = serde_json::to_vec(&expected).unwrap();
        let token: Token = from_slice(&text).unwrap();
        let written = to_vec(&token, View::Full).unwrap();
        prop_assert_eq!(serde_json::from_slice::<derived::Token>(&written).unwrap(), expected);
        prop_assert_eq!(from_slice::<Token>(&written).unwrap(), token);
    }

    #[test]
    fn the_order_of_members_does_not_matter(expected in tokens()) {
        let text = serde_json::to_vec(&expected).unwrap();
        let token: Token = from_slice(&text).unwrap();
        let Value::Object(members) = tree(&text) else { unreachable!("a token is an object") };
        let turned: serde_json::Map<_, _> = members.into_iter().rev().collect();
        let text = serde_json::to_vec_pretty(&turned).unwrap();
        prop_assert_eq!(from_slice::<Token>(&text).unwrap(), token);
    }

    #[test]
    fn recursive_models_and_alternatives_round_trip(expected in nodes()) {
        let text = serde_json::to_vec(&expected).unwrap();
        let node: Node = from_slice(&text).unwrap();
        let written = to_vec(&node, View::Full).unwrap();
        prop_assert_eq!(serde_json::from_slice::<derived::Node>(&written).unwrap(), expected);
    }

    #[test]
    fn serde_gives_the_same_as_the_codec(expected in tokens()) {
        let text = serde_json::to_vec(&expected).unwrap();
        let token: Token = from_slice(&text).unwrap();
        let through: Token = serde_json::from_slice(&text).unwrap();
        prop_assert_eq!(&through, &token);
let written = serde_json::to_string(&token).unwrap();
        prop_assert_eq!(serde_json::from_str::<derived::Token>(&written).unwrap(), expected);
        let value = serde_json::to_value(&token).unwrap();
        prop_assert_eq!(serde_json::from_value::<Token>(value).unwrap(), token);
    }

    #[test]
    fn any_text_is_read_as_serde_json_reads_it(text in any_text()) {
        let ours = from_slice::<Value>(text.as_bytes());
        let theirs = serde_json::from_str::<Value>(&text);
        prop_assert_eq!(ours.ok(), theirs.ok(), "{}", text);
    }

    #[test]
    fn strings_round_trip(text: String) {
        let written = to_string(&text, View::Full).unwrap();
        prop_assert_eq!(&written, &serde_json::to_string(&text).unwrap());
        prop_assert_eq!(from_slice::<String>(written.as_bytes()).unwrap(), text);
    }
}

/// Text that is nearly JSON: its characters in any order, and spans of well-formed text.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        r#"[\[\]{},:"0-9.eE+\-\\utrfalsn /]{0,4}"#,
        Just("\"a\\u00e9\\n\"".to_owned()),
        Just("\\ud83d\\ude00".to_owned()),
        Just("{\"a\":1,\"b\":[true,null]}".to_owned()),
        Just("[1.5e3,-0,0.1]".to_owned()),
        Just(",".to_owned()),
    ];
    vec(pieces, 0..5).prop_map(|pieces| pieces.concat())
}

#[test]
fn null_for_an_optional_member_counts_as_absent() {
    let token: Token =
        from_slice(br#"{"id":null,"name":"a","role":"read","count":null,"note":null}"#).unwrap();
    assert_eq!(token.id, None);
    assert_eq!(token.count, None);
    let written = to_string(&token, View::Full).unwrap();
    assert_eq!(written, r#"{"name":"a","role":"read","note":null}"#);
}

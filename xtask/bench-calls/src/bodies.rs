//! The bodies that are read and written, each with and without members that no model knows.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::Failure;
use crate::rivals::plain;

/// One model, about 200 bytes.
pub fn small(has_unknown: bool) -> Result<Vec<u8>, Failure> {
    let body = json!({
        "created_by": "ann@example.com",
        "created_time": 1_626_875_902.5,
        "id": Uuid::from_u128(0x497f_6eca_6276_4993_bfeb_53cb_bbba_6f08),
        "name": "org_token_xyz",
        "privileges": [{ "role": "admin", "scope": "org" }],
    });
    written(body, has_unknown)
}

/// A list of models, about 100 kB.
pub fn large(has_unknown: bool) -> Result<Vec<u8>, Failure> {
    written((0..200_u32).map(token).collect(), has_unknown)
}

fn token(number: u32) -> Value {
    let id = Uuid::from_u128(0x497f_6eca_6276_4993_bfeb_53cb_0000_0000 + u128::from(number));
    json!({
        "created_by": "ann@example.com",
        "created_time": 1_626_875_902.5 + f64::from(number),
        "id": id,
        "last_used": 1_690_115_110.25,
        "name": format!("token {number} of the \"night\" shift"),
        "org_id": id,
        "privileges": [
            { "org_id": id, "role": "admin", "scope": "org" },
            { "role": "read", "scope": "site", "site_id": id, "views": ["reporting", "location"] },
        ],
        "src_ips": ["10.2.3.3", "172.3.3.3"],
    })
}

/// Models in models, six deep, about 2 kB.
pub fn deep(has_unknown: bool) -> Result<Vec<u8>, Failure> {
    written(place(0, 1), has_unknown)
}

/// The members are in the order in which the models write them.
fn place(depth: u32, number: u32) -> Value {
    let name = format!("place {number} at {depth}");
    let mut body = Map::from_iter(
        [
            ("active", json!(number.is_multiple_of(2))),
            ("area", json!(f64::from(number) + 0.75)),
            ("count", json!(u64::from(number) * 1_234_567)),
            ("id", json!(number)),
            ("labels", json!(["north wing", "public", name])),
            ("name", json!(name)),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    );
    if number.is_multiple_of(3) {
        let note = "The door says \"closed\"\nbut is open.";
        body.insert("note".to_owned(), note.into());
    }
    if depth < 5 {
        let children = if depth.is_multiple_of(2) { 1 } else { 2 };
        let places = (0..children).map(|child| place(depth + 1, number * 2 + child));
        body.insert("places".to_owned(), places.collect());
    }
    body.into()
}

fn written(mut body: Value, has_unknown: bool) -> Result<Vec<u8>, Failure> {
    if has_unknown {
        add_unknown(&mut body);
    }
    Ok(serde_json::to_vec(&body)?)
}

/// Adds a few members to each object.
fn add_unknown(body: &mut Value) {
    match body {
        Value::Array(items) => items.iter_mut().for_each(add_unknown),
        Value::Object(members) => {
            members.values_mut().for_each(add_unknown);
            members.insert("x_revision".to_owned(), json!(17));
            members.insert(
                "x_source".to_owned(),
                json!({ "kind": "import", "by": [1, 2] }),
            );
        }
        _ => {}
    }
}

/// What is sent to make a token.
pub fn created() -> plain::Token {
    plain::Token {
        name: "a token".to_owned(),
        src_ips: Some(["10.2.3.3", "172.3.3.3"].map(str::to_owned).to_vec()),
        ..plain::Token::default()
    }
}

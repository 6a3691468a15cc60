//! Types of the user's own, which only serde knows.

use std::collections::BTreeMap;

use apicrate_runtime::json::{Nullable, View, from_str, to_string};
use serde::{Deserialize, Serialize};

/// An amount of money, which the API writes as text.
#[derive(Clone, Debug, PartialEq)]
struct Cents(u64);

impl Serialize for Cents {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            0 => Err(serde::ser::Error::custom("nothing")),
            cents => serializer.collect_str(&format_args!("{}.{:02}", cents / 100, cents % 100)),
        }
    }
}

impl<'de> Deserialize<'de> for Cents {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let cents = text.replace('.', "").parse();
        cents.map(Self).map_err(|_| serde::de::Error::custom(text))
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Point {
    x: f64,
    y: Option<Cents>,
}

apicrate_runtime::foreign_type!(Cents, Point);

#[track_caller]
fn goes_around<T: apicrate_runtime::json::Decode + apicrate_runtime::json::Encode>(text: &str) {
    let value: T = from_str(text).unwrap();
    assert_eq!(to_string(&value, View::Full).unwrap(), text);
}

#[test]
fn it_stands_wherever_a_type_of_the_codec_does() {
    goes_around::<Cents>(r#""1.25""#);
    goes_around::<Vec<Cents>>(r#"["1.25","0.02"]"#);
    goes_around::<BTreeMap<String, Option<Cents>>>(r#"{"a":"1.25","b":null}"#);
    goes_around::<(Point, bool)>(r#"[{"x":1.5,"y":"0.10"},true]"#);
    let nullable: Nullable<Cents> = from_str("null").unwrap();
    assert_eq!(nullable, Nullable::Null);
}

#[test]
fn what_does_not_fit_is_told_at_its_place_and_never_shown() {
    let fault = from_str::<Vec<Cents>>(r#"["1.25", "secret"]"#).unwrap_err();
    let told = "the value does not fit its type at $[1] (byte 9)";
    assert_eq!(fault.to_string(), told);
    assert!(!format!("{fault:?}").contains("secret"));
    let fault = from_str::<Vec<Cents>>(r#"["1.25", tru]"#).unwrap_err();
    assert_eq!(fault.to_string(), "the text is not JSON at $[1] (byte 9)");
}

#[test]
fn what_serde_refuses_to_write_fails_at_its_place() {
    let fault = to_string(&vec![Cents(1), Cents(0)], View::Full).unwrap_err();
    let told = "the value cannot be written as JSON at $[1]";
    assert_eq!(fault.to_string(), told);
}

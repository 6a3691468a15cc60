//! Numbers and undeclared members come through unchanged, or not at all.

use std::hash::{BuildHasher, RandomState};

use apicrate_runtime::json::{Decode, Encode, Extra, FaultKind, Json, View, from_str, to_string};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::models::{Cat, Role, Token};

#[track_caller]
fn reads<T: Decode + PartialEq + std::fmt::Debug>(text: &str, value: T) {
    assert_eq!(from_str::<T>(text).unwrap(), value, "{text}");
}

#[track_caller]
fn range<T: Decode + std::fmt::Debug>(text: &str) {
    let kind = from_str::<T>(text).unwrap_err().kind();
    assert!(matches!(kind, FaultKind::Range(_)), "{text}: {kind:?}");
}

#[test]
fn integers_by_value_and_not_by_spelling() {
    for text in [
        "1000",
        "1e3",
        "1E+3",
        "1000.0",
        "0.1e4",
        "10000e-1",
        "1000.000e0",
        "100000.0e-2",
    ] {
        reads(text, 1000_i32);
        reads(text, 1000_u64);
    }
    reads("-0", 0_i64);
    reads("-0.0", 0_u32);
    reads("0e999999999999999999999", 0_i64);
    reads("1626875902.0", 1_626_875_902_i64);
    reads("9223372036854775807", i64::MAX);
    reads("-9223372036854775808.00", i64::MIN);
    reads("18446744073709551615", u64::MAX);
    reads("9007199254740993", 9_007_199_254_740_993_i64);
}

#[test]
fn integers_out_of_range_never_wrap() {
    range::<i32>("2147483648");
    range::<i32>("-2147483649");
    range::<i32>("3e9");
    range::<u32>("-1");
    range::<u32>("4294967296");
    range::<u64>("-1");
    range::<u64>("18446744073709551616");
    range::<i64>("9223372036854775808");
    range::<i64>("1e19");
    range::<i64>("1e400");
    range::<i64>("1e999999999999999999999");
    range::<i64>(&format!("1{}", "0".repeat(5000)));
    for text in [
        "1.5",
        "1e-1",
        "0.1",
        "1e-999999999999999999999",
        "1000.0001",
    ] {
        let kind = from_str::<i64>(text).unwrap_err().kind();
        assert!(matches!(kind, FaultKind::Type { .. }), "{text}: {kind:?}");
    }
}

#[test]
fn floats_are_finite() {
    reads("1626875902", 1_626_875_902_f64);
    reads("1e308", 1e308_f64);
    reads("1e-999", 0_f64);
    reads("0.1", 0.1_f32);
    for text in ["1e999", "-1e999", "1e309"] {
        range::<f64>(text);
        range::<Value>(text);
    }
    range::<f32>("1e39");
}

#[test]
fn numbers_are_written_without_a_fraction_where_there_is_none() {
    for (value, text) in [
        (1_626_875_902.0, "1626875902"),
        (-3.0, "-3"),
        (0.0, "0"),
        (-0.0, "-0"),
        (1e300, "1e300"),
        (0.1, "0.1"),
        (1e-7, "1e-7"),
        (9_007_199_254_740_993.0, "9007199254740992"),
        (1e22, "1e22"),
    ] {
        assert_eq!(to_string(&value, View::Full).unwrap(), text);
        assert_eq!(
            from_str::<f64>(text).unwrap().to_bits(),
            f64::to_bits(value)
        );
    }
    assert_eq!(to_string(&0.1_f32, View::Full).unwrap(), "0.1");
    assert_eq!(to_string(&2.0_f32, View::Full).unwrap(), "2");
    for value in [i64::MIN, -1, 0, 9, 10, 99, 100, i64::MAX] {
        assert_eq!(to_string(&value, View::Full).unwrap(), value.to_string());
    }
    assert_eq!(
        to_string(&u64::MAX, View::Full).unwrap(),
        u64::MAX.to_string()
    );
}

#[test]
fn a_number_that_is_not_finite_is_not_written() {
    let mut token: Token = from_str(r#"{"name":"a","role":"read","note":null}"#).unwrap();
    token.ratio = Some(f64::NAN);
    token.last_used = f64::INFINITY.into();
    let fault = to_string(&token, View::Full).unwrap_err();
    assert_eq!(
        (fault.kind(), fault.path().as_str()),
        (FaultKind::NotFinite, "$.ratio")
    );
    assert!(serde_json::to_string(&token).is_err());
    let nested: Vec<Box<dyn Encode>> = vec![Box::new(1), Box::new(vec![0.5, f64::NEG_INFINITY])];
    let fault = to_string(&nested, View::Full).unwrap_err();
    assert_eq!(fault.path(), "$[1][1]");
}

#[test]
fn undeclared_members_keep_every_byte() {
    let values = [
        "1e400",
        "0.10",
        "-0",
        "1E+2",
        "123456789012345678901234567890",
        "[1, 2 ]",
        "{\"a\" :null}",
        r#""\u00e9\/""#,
        "true",
    ];
    for value in values {
        let text = format!(r#"{{"name":"a","role":"read","note":null,"x":1.0,"y":{value}}}"#);
        let token: Token = from_str(&text).unwrap();
        assert_eq!(token.extra.get("y").unwrap().get(), value);
        assert_eq!(to_string(&token, View::Full).unwrap(), text);
        assert_eq!(to_string(&token, View::Request).unwrap(), text);
    }
}

#[test]
fn unknown_enum_values_come_back_as_they_were() {
    let role: Role = from_str(r#""oper\u0061tor\n""#).unwrap();
    assert_eq!(role, Role::Unknown("operator\n".to_owned()));
    assert_eq!(to_string(&role, View::Full).unwrap(), r#""operator\n""#);
    assert_eq!(
        serde_json::from_value::<Role>(json!("read")).unwrap(),
        Role::Read
    );
    assert_eq!(Role::from("admin").to_string(), "admin");
    assert_eq!(Role::from(String::from("read")).as_str(), "read");
}

#[test]
fn values_of_an_open_enum_are_compared_by_their_text() {
    let by_hand = Role::Unknown("admin".to_owned());
    assert_eq!(by_hand, Role::Admin);
    assert_ne!(by_hand, Role::Read);
    let hasher = RandomState::new();
    assert_eq!(hasher.hash_one(&by_hand), hasher.hash_one(Role::Admin));
    assert_ne!(hasher.hash_one(&by_hand), hasher.hash_one(Role::Read));
    let mut all = [
        Role::Read,
        Role::Unknown("operator".to_owned()),
        Role::Admin,
    ];
    all.sort();
    assert_eq!(
        all.map(|role| role.to_string()),
        ["admin", "operator", "read"]
    );
}

#[test]
fn extra_members_are_an_ordered_map() {
    let mut extra = Extra::new();
    assert!(extra.is_empty());
    assert_eq!(extra.insert("b", json!(1)), None);
    assert_eq!(extra.insert("a", json!([true])), None);
    assert_eq!(extra.insert("b", json!("x")).unwrap().get(), "1");
    let names: Vec<_> = extra.iter().map(|(name, _)| name).collect();
    assert_eq!((names, extra.len()), (vec!["b", "a"], 2));
    let mut turned = Extra::new();
    turned.insert("a", json!([true]));
    turned.insert("b", json!("x"));
    assert_eq!(extra, turned);
    turned.insert("b", json!("y"));
    assert_ne!(extra, turned);
    assert_eq!(format!("{extra:?}"), r#"{"b", "a"}"#);
    assert_eq!(extra.remove("b").unwrap().get(), "\"x\"");
    assert_eq!(extra.get("b"), None);
}

#[test]
fn an_extra_member_cannot_stand_in_for_a_declared_one() {
    let mut cat: Cat = from_str(r#"{"kind":"cat","lives":9}"#).unwrap();
    cat.extra.insert("lives", json!(8));
    let fault = to_string(&cat, View::Full).unwrap_err();
    assert_eq!(
        (fault.kind(), fault.path().as_str()),
        (FaultKind::Duplicate, "$.lives")
    );
}

#[test]
fn raw_json_is_checked_and_hides_its_content() {
    let json: Json = r#" {"a": [1.50, "secret"]} "#.parse().unwrap();
    assert_eq!(json.get(), r#"{"a": [1.50, "secret"]}"#);
    assert_eq!(format!("{json:?}"), "Json(23 bytes)");
    assert_eq!(json.to_value().unwrap(), json!({"a": [1.5, "secret"]}));
    assert_eq!(
        Json::of(&vec![1, 2]).unwrap().parse::<Vec<i64>>().unwrap(),
        [1, 2]
    );
    assert!("{".parse::<Json>().is_err());
    assert!("1 2".parse::<Json>().is_err());
    assert_eq!(
        serde_json::from_value::<Json>(json!({"a": 1}))
            .unwrap()
            .get(),
        r#"{"a":1}"#
    );
    assert_eq!(
        serde_json::to_value(&json).unwrap(),
        json!({"a": [1.5, "secret"]})
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    /// A number spelt as mantissa, fraction and exponent is read exactly, or refused.
    #[test]
    fn an_integer_is_exact_or_refused(
        negative: bool, whole in 0..=u64::MAX, zeros in 0_usize..20, shift in -25_i32..25,
    ) {
        let sign = if negative { "-" } else { "" };
        let text = format!("{sign}{whole}.{}e{shift}", "0".repeat(zeros + 1));
        let exact = scaled(whole, shift).map(|value| if negative { -value } else { value });
        prop_assert_eq!(from_str::<i64>(&text).ok(), exact.and_then(|value| value.try_into().ok()));
        prop_assert_eq!(from_str::<u64>(&text).ok(), exact.and_then(|value| value.try_into().ok()));
        prop_assert_eq!(from_str::<i32>(&text).ok(), exact.and_then(|value| value.try_into().ok()));
        prop_assert_eq!(from_str::<u32>(&text).ok(), exact.and_then(|value| value.try_into().ok()));
    }

    #[test]
    fn an_integer_round_trips(value: i64, other: u64) {
        let text = to_string(&value, View::Full).unwrap();
        prop_assert_eq!(&text, &value.to_string());
        prop_assert_eq!(from_str::<i64>(&text).unwrap(), value);
        let text = to_string(&other, View::Full).unwrap();
        prop_assert_eq!(from_str::<u64>(&text).unwrap(), other);
    }

    #[test]
    fn a_float_round_trips(value: f64, single: f32) {
        if value.is_finite() {
            let text = to_string(&value, View::Full).unwrap();
            prop_assert_eq!(from_str::<f64>(&text).unwrap().to_bits(), value.to_bits());
        }
        if single.is_finite() {
            let text = to_string(&single, View::Full).unwrap();
            prop_assert_eq!(from_str::<f32>(&text).unwrap().to_bits(), single.to_bits());
        }
    }
}

/// `whole × 10^shift`, when that is an integer of at most 38 digits.
fn scaled(whole: u64, shift: i32) -> Option<i128> {
    let power = 10_i128.checked_pow(shift.unsigned_abs())?;
    if whole == 0 {
        Some(0)
    } else if shift >= 0 {
        i128::from(whole).checked_mul(power)
    } else {
        (i128::from(whole) % power == 0).then(|| i128::from(whole) / power)
    }
}

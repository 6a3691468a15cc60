//! Instants, days and bytes, kept as their exact text.

use std::time::{Duration, UNIX_EPOCH};

use apicrate_runtime::base64::{self, Base64};
use apicrate_runtime::date::Date;
use apicrate_runtime::date_time::DateTime;
use apicrate_runtime::json::{View, from_str, to_string};
use proptest::prelude::*;

#[track_caller]
fn instant(text: &str, nanoseconds: i128) {
    let instant: DateTime = text.parse().unwrap();
    assert_eq!(instant.unix_nanoseconds(), Some(nanoseconds), "{text}");
    assert_eq!(instant.as_str(), text);
}

#[test]
fn instants() {
    instant("1970-01-01T00:00:00Z", 0);
    instant("1969-12-31T23:59:59.5Z", -500_000_000);
    instant("2026-11-23T20:15:00+01:00", 1_795_461_300_000_000_000);
    instant("2026-11-23t19:15:00.000000001z", 1_795_461_300_000_000_001);
    instant(
        "2026-11-23T19:15:00.0000000019999999999999999999Z",
        1_795_461_300_000_000_001,
    );
    instant("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000);
    instant("0000-01-01T00:00:00Z", -62_167_219_200_000_000_000);
    instant(
        "9999-12-31T23:59:59-23:59",
        (253_402_300_799 + 86_340) * 1_000_000_000,
    );
    for text in [
        "",
        "2026-11-23",
        "2026-11-23 19:15:00Z",
        "2026-11-23T19:15:00",
        "2026-11-23T19:15Z",
        "2026-11-23T24:00:00Z",
        "2026-11-23T19:60:00Z",
        "2026-11-23T19:15:61Z",
        "2026-11-23T19:15:00.Z",
        "2026-11-23T19:15:00.1x2Z",
        "2026-11-23T19:15:00+0100",
        "2026-11-23T19:15:00+24:00",
        "2026-11-23T19:15:00+01:60",
        "2026-11-31T19:15:00Z",
        "2026-02-29T19:15:00Z",
        "26-11-23T19:15:00Z",
        "2026-11-23T1:15:00Z",
        "+026-11-23T19:15:00Z",
        "2026-11-23T19:15:00é",
        "2026-11-23T19:15:0é",
    ] {
        assert!(text.parse::<DateTime>().is_err(), "{text}");
        // A response is still read, and goes back as it came.
        let json = to_string(&text, View::Full).unwrap();
        let kept: DateTime = from_str(&json).unwrap();
        assert_eq!((kept.unix_seconds(), kept.to_system_time()), (None, None));
        assert_eq!(to_string(&kept, View::Full).unwrap(), json);
    }
}

#[test]
fn instants_from_numbers() {
    let text = |seconds| DateTime::from_unix_seconds(seconds).map(|time| time.to_string());
    assert_eq!(text(1_795_461_300).as_deref(), Some("2026-11-23T19:15:00Z"));
    assert_eq!(
        text(-62_167_219_200).as_deref(),
        Some("0000-01-01T00:00:00Z")
    );
    assert_eq!(
        text(253_402_300_799).as_deref(),
        Some("9999-12-31T23:59:59Z")
    );
    for outside in [253_402_300_800, -62_167_219_201, i64::MAX, i64::MIN] {
        assert_eq!(text(outside), None);
    }
    let time = UNIX_EPOCH + Duration::from_millis(1_500);
    let instant = DateTime::try_from(time).unwrap();
    assert_eq!(instant.as_str(), "1970-01-01T00:00:01.5Z");
    assert_eq!(instant.to_system_time(), Some(time));
    let before = UNIX_EPOCH - Duration::from_millis(1_500);
    let instant = DateTime::try_from(before).unwrap();
    assert_eq!(instant.as_str(), "1969-12-31T23:59:58.5Z");
    assert_eq!(instant.to_system_time(), Some(before));
}

#[test]
fn days() {
    let day: Date = "2024-02-29".parse().unwrap();
    assert_eq!(
        (day.civil(), day.as_str()),
        (Some((2024, 2, 29)), "2024-02-29")
    );
    assert_eq!(Date::new(2026, 11, 3).unwrap().to_string(), "2026-11-03");
    assert_eq!(Date::new(2100, 2, 29), None);
    assert_eq!(Date::new(2000, 2, 30), None);
    for text in [
        "",
        "2023-02-29",
        "2023-00-10",
        "2023-13-10",
        "2023-1-10",
        "2023-01-10Z",
        "-001-01-01",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    let kept: Date = from_str("\"soon\"").unwrap();
    assert_eq!((kept.civil(), kept.as_str()), (None, "soon"));
}

#[test]
fn base64_of_rfc_4648() {
    for (bytes, text) in [
        ("", ""),
        ("f", "Zg=="),
        ("fo", "Zm8="),
        ("foo", "Zm9v"),
        ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ] {
        assert_eq!(base64::encode(bytes.as_bytes()), text);
        assert_eq!(base64::decode(text).as_deref(), Some(bytes.as_bytes()));
        assert_eq!(
            base64::decode(text.trim_end_matches('=')).as_deref(),
            Some(bytes.as_bytes())
        );
    }
    for text in [
        "Z", "Zg=", "Zg===", "=", "====", "Zh==", "Zm9=", "Zm 9v", "Zm9v\n", "Zm-_", "Z=g=",
    ] {
        assert_eq!(base64::decode(text), None, "{text}");
    }
    let value = Base64::from(&b"secret"[..]);
    assert_eq!(format!("{value:?}"), "Base64(8 bytes)");
    assert_eq!(value.to_bytes().unwrap(), b"secret");
    assert!("?".parse::<Base64>().is_err());
    assert_eq!(from_str::<Base64>("\"?\"").unwrap().as_str(), "?");
}

proptest! {
    #[test]
    fn instants_agree_with_jiff(seconds in -62_167_219_200_i64..253_402_207_200, nanos in 0..1_000_000_000_i128) {
        let nanoseconds = i128::from(seconds) * 1_000_000_000 + nanos;
        let instant = DateTime::from_unix_nanoseconds(nanoseconds).unwrap();
        prop_assert_eq!(instant.unix_nanoseconds(), Some(nanoseconds));
        let theirs = jiff::Timestamp::from_nanosecond(nanoseconds).unwrap();
        prop_assert_eq!(instant.to_jiff(), Some(theirs));
        prop_assert_eq!(instant.as_str(), theirs.to_string());
        prop_assert_eq!(DateTime::from(theirs), instant);
    }

    #[test]
    fn days_agree_with_jiff(year in 0_i16..=9999, month in 1_i8..=12, day in 1_i8..=31) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let theirs = jiff::civil::Date::new(year, month, day).ok();
        let ours = text.parse::<Date>().ok();
        prop_assert_eq!(ours.as_ref().and_then(Date::to_jiff), theirs);
        prop_assert_eq!(theirs.map(Date::from), ours);
    }

    #[test]
    fn any_text_is_no_panic(text: String) {
        let _ = text.parse::<DateTime>();
        let _ = text.parse::<Date>();
        if let Some(bytes) = base64::decode(&text) {
            let again = base64::encode(&bytes);
            prop_assert_eq!(again.trim_end_matches('='), text.trim_end_matches('='));
        }
    }

    #[test]
    fn base64_round_trips(bytes: Vec<u8>) {
        prop_assert_eq!(base64::decode(&base64::encode(&bytes)), Some(bytes));
    }
}

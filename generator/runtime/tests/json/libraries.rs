//! Dates to and from the libraries that the settings of a client can ask for, and other maps.

#![allow(clippy::disallowed_types, reason = "a hash map is what is tested")]

use std::collections::HashMap;

use apicrate_runtime::date::Date;
use apicrate_runtime::date_time::DateTime;
use apicrate_runtime::json::{Nullable, View, from_str, to_string};
use indexmap::IndexMap;

fn instant(text: &str) -> DateTime {
    from_str(&format!("{text:?}")).unwrap()
}

#[test]
fn instants_are_the_same_in_each_library() {
    for text in [
        "2026-11-23T20:15:00.5Z",
        "1969-12-31T23:59:59.999999999Z",
        "0000-01-01T00:00:00Z",
    ] {
        let time = instant(text);
        let nanoseconds = time.unix_nanoseconds().unwrap();
        let (chrono, jiff, other) = (
            time.to_chrono().unwrap(),
            time.to_jiff().unwrap(),
            time.to_time().unwrap(),
        );
        assert_eq!(other.unix_timestamp_nanos(), nanoseconds);
        assert_eq!(jiff.as_nanosecond(), nanoseconds);
        assert_eq!(chrono.timestamp(), time.unix_seconds().unwrap());
        for back in [
            DateTime::from(chrono),
            DateTime::from(jiff),
            DateTime::from(other),
        ] {
            assert_eq!(back.unix_nanoseconds(), Some(nanoseconds), "{back}");
        }
        assert_eq!(
            Nullable::<DateTime>::from(other),
            Nullable::Value(DateTime::from(other))
        );
    }
    let wrong = instant("tomorrow");
    assert!(chrono::DateTime::<chrono::Utc>::try_from(&wrong).is_err());
    assert!(jiff::Timestamp::try_from(&wrong).is_err());
    assert!(time::OffsetDateTime::try_from(&wrong).is_err());
}

#[test]
fn offsets_stay_where_rfc_3339_has_them() {
    let time = instant("2026-11-23T20:15:00Z").to_time().unwrap();
    for (hours, minutes, seconds, expected) in [
        (2, 0, 0, "2026-11-23T22:15:00+02:00"),
        (-3, -30, 0, "2026-11-23T16:45:00-03:30"),
        (0, -30, 0, "2026-11-23T19:45:00-00:30"),
        (1, 0, 1, "2026-11-23T20:15:00Z"),
    ] {
        let offset = time::UtcOffset::from_hms(hours, minutes, seconds).unwrap();
        assert_eq!(DateTime::from(time.to_offset(offset)).as_str(), expected);
    }
    let offset = chrono::FixedOffset::east_opt(7200).unwrap();
    let time = instant("2026-11-23T20:15:00Z").to_chrono().unwrap();
    let written = DateTime::from(time.with_timezone(&offset));
    assert_eq!(written.as_str(), "2026-11-23T22:15:00+02:00");
}

#[test]
fn years_that_rfc_3339_does_not_have_are_not_mistaken_for_others() {
    let time = time::Date::from_calendar_date(-44, time::Month::March, 15).unwrap();
    let chrono = chrono::NaiveDate::from_ymd_opt(12_345, 1, 1).unwrap();
    let jiff = jiff::civil::Date::new(-44, 3, 15).unwrap();
    for date in [Date::from(time), Date::from(chrono), Date::from(jiff)] {
        assert_eq!(date.civil(), None, "{date}");
    }
    let midnight = DateTime::from(time.midnight().assume_utc());
    assert_eq!(midnight.as_str(), "-0044-03-15T00:00:00Z");
    assert_eq!(midnight.unix_nanoseconds(), None);
}

#[test]
fn days_are_the_same_in_each_library() {
    let date: Date = "2024-02-29".parse().unwrap();
    assert_eq!(Date::from(date.to_chrono().unwrap()), date);
    assert_eq!(Date::from(date.to_time().unwrap()), date);
    assert_eq!(Date::from(date.to_jiff().unwrap()), date);
    let wrong: Date = from_str("\"2023-02-29\"").unwrap();
    assert!(chrono::NaiveDate::try_from(&wrong).is_err());
    assert!(time::Date::try_from(&wrong).is_err());
    assert!(jiff::civil::Date::try_from(&wrong).is_err());
}

#[test]
fn other_maps_are_written_in_an_order_of_their_own() {
    let text = r#"{"b":1,"a":null,"c":3}"#;
    let hashed: HashMap<String, Option<i64>> = from_str(text).unwrap();
    assert_eq!(
        to_string(&hashed, View::Full).unwrap(),
        r#"{"a":null,"b":1,"c":3}"#
    );
    let ordered: IndexMap<String, Option<i64>> = from_str(text).unwrap();
    assert_eq!(to_string(&ordered, View::Full).unwrap(), text);
    for text in [r#"{"a":1,"a":2}"#, r#"{"a":"x"}"#] {
        let hashed = from_str::<HashMap<String, i64>>(text).unwrap_err();
        let ordered = from_str::<IndexMap<String, i64>>(text).unwrap_err();
        assert_eq!(hashed.to_string(), ordered.to_string());
        assert_eq!(hashed.path(), "$.a");
    }
}

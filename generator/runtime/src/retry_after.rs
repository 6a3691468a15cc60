//! `Retry-After` (RFC 9110, section 10.2.3), and the dates of HTTP (section 5.6.7).

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, RETRY_AFTER};

use super::calendar::day_number;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// How long after the response the server asks to wait: the longest of several such headers, and
/// no time for a date in the past. What is neither seconds nor a date counts for nothing.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let values = headers.get_all(RETRY_AFTER).iter();
    let texts = values.filter_map(|value| value.to_str().ok().map(str::trim));
    texts.filter_map(|text| wait(text, headers)).max()
}

fn wait(text: &str, headers: &HeaderMap) -> Option<Duration> {
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than fit are a long time all the same.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let wait = parse_date(text)? - now(headers)?;
    Some(Duration::from_secs(u64::try_from(wait).unwrap_or(0)))
}

/// The time of the response by the server's own clock, which the client's may differ from.
fn now(headers: &HeaderMap) -> Option<i64> {
    let date = headers.get(DATE).and_then(|value| value.to_str().ok());
    date.and_then(parse_date).or_else(clock)
}

/// The seconds since 1970-01-01 by the clock of this machine.
fn clock() -> Option<i64> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.ok()?.as_secs().try_into().ok()
}

/// The seconds from 1970-01-01 to a date in any of the three forms.
fn parse_date(text: &str) -> Option<i64> {
    let words = text.split([' ', ',', '-']).filter(|word| !word.is_empty());
    let words: Vec<&str> = words.collect();
    let (day, month, year, time) = match *words.as_slice() {
        // `Sun, 06 Nov 1994 08:49:37 GMT` and `Sunday, 06-Nov-94 08:49:37 GMT`.
        [_, day, month, year, time, "GMT"] => (day, month, year, time),
        // `Sun Nov  6 08:49:37 1994`.
        [_, month, day, time, year] => (day, month, year, time),
        _ => return None,
    };
    let month = MONTHS.iter().position(|name| *name == month)?;
    let month = i64::try_from(month).ok()? + 1;
    let day = day_number(full_year(year)?, month, digits(day)?)?;
    let mut seconds = 0;
    for (part, below) in time.split(':').zip([24, 60, 61]) {
        seconds = seconds * 60 + digits(part).filter(|part| *part < below)?;
    }
    (time.len() == 8).then_some(day * 86_400 + seconds)
}

/// A year of two digits that would be more than 50 years ahead lies in the past.
fn full_year(text: &str) -> Option<i64> {
    let year = digits(text)?;
    if text.len() != 2 {
        return Some(year);
    }
    let this = 1970 + clock()? / 31_556_952;
    let year = this - this % 100 + year;
    Some(if year > this + 50 { year - 100 } else { year })
}

/// A number of a few digits and nothing else.
fn digits(text: &str) -> Option<i64> {
    let plain = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

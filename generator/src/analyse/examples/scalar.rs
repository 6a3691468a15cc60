//! Values without parts: reading and making them.

use serde_json::{Number, Value};

use crate::ir::{Bound, Limits, Scalar};

/// What a type reads of a value: what it writes back, and what is wrong though it reads it.
pub(super) struct Read {
    pub(super) written: Value,
    pub(super) complaint: Option<&'static str>,
}

impl Read {
    fn plain(written: Value) -> Self {
        Self {
            written,
            complaint: None,
        }
    }

    fn but(written: &str, is_well: bool, complaint: &'static str) -> Self {
        Self {
            written: written.into(),
            complaint: (!is_well).then_some(complaint),
        }
    }
}

/// Reads `value` as the emitted type does.
///
/// # Errors
///
/// What is wrong with a value that it refuses.
pub(super) fn read(scalar: Scalar, value: &Value) -> Result<Read, String> {
    match scalar {
        Scalar::Boolean => match value {
            Value::Bool(_) => Ok(Read::plain(value.clone())),
            other => Err(unexpected("a boolean", other)),
        },
        Scalar::I32 => integer(value, i32::MIN.into(), i32::MAX.into()),
        Scalar::I64 => integer(value, i64::MIN.into(), i64::MAX.into()),
        Scalar::U32 => integer(value, 0, u32::MAX.into()),
        Scalar::U64 => integer(value, 0, u64::MAX.into()),
        Scalar::F64 => match value {
            Value::Number(number) => Ok(Read::plain(float(number))),
            other => Err(unexpected("a number", other)),
        },
        _ => match value {
            Value::String(text) => of_text(scalar, text),
            other => Err(unexpected("a string", other)),
        },
    }
}

fn of_text(scalar: Scalar, text: &str) -> Result<Read, String> {
    Ok(match scalar {
        Scalar::Uuid => match uuid(text) {
            Some(written) => Read::plain(written.into()),
            None => return Err("this is not a UUID".to_owned()),
        },
        Scalar::DateTime => Read::but(
            text,
            is_date_time(text),
            "this is not a date and time of RFC 3339",
        ),
        Scalar::Date => Read::but(text, is_date(text), "this is not a date of RFC 3339"),
        Scalar::Base64 => match is_base64(text) {
            true => Read::plain(text.into()),
            false => return Err("this is not base64".to_owned()),
        },
        _ => Read::plain(text.into()),
    })
}

/// The kind of a value, with its article.
pub(super) fn unexpected(expected: &str, found: &Value) -> String {
    let found = match found {
        Value::Null => "`null`",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    format!("this is {found}, not {expected}")
}

fn integer(value: &Value, least: i128, most: i128) -> Result<Read, String> {
    let Value::Number(number) = value else {
        return Err(unexpected("an integer", value));
    };
    let Some(whole) = whole(number) else {
        return Err("this is a number with a fraction, not an integer".to_owned());
    };
    if whole < least || whole > most {
        return Err(format!("{number} does not fit the integer's range"));
    }
    let written = i64::try_from(whole)
        .map(Value::from)
        .or_else(|_| u64::try_from(whole).map(Value::from));
    written
        .map(Read::plain)
        .map_err(|_| format!("{number} does not fit the integer's range"))
}

/// The number, if it has no fraction.
fn whole(number: &Number) -> Option<i128> {
    /// Beyond it, an `f64` no longer says which integer was meant.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(number), ..) => Some(number.into()),
        (_, Some(number), _) => Some(number.into()),
        (.., Some(number)) if number.fract() == 0.0 && number.abs() < EXACT => Some(number as i128),
        _ => None,
    }
}

/// The number as it is written: a whole one without a fraction.
pub(super) fn float(number: &Number) -> Value {
    let is_negative_zero = number
        .as_f64()
        .is_some_and(|number| number == 0.0 && number.is_sign_negative());
    match whole(number).and_then(|whole| i64::try_from(whole).ok()) {
        Some(whole) if !is_negative_zero => whole.into(),
        _ => Value::Number(number.clone()),
    }
}

/// A UUID as the client writes it (RFC 9562 §4), from the spellings with hyphens and without.
fn uuid(text: &str) -> Option<String> {
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    let digits: String = text.chars().filter(|character| *character != '-').collect();
    let is_shaped = parts == [8, 4, 4, 4, 12] || parts == [32];
    let is_well = is_shaped && digits.chars().all(|digit| digit.is_ascii_hexdigit());
    is_well.then(|| {
        let digits = digits.to_ascii_lowercase();
        let mut written = String::with_capacity(36);
        for (index, digit) in digits.chars().enumerate() {
            if [8, 12, 16, 20].contains(&index) {
                written.push('-');
            }
            written.push(digit);
        }
        written
    })
}

/// Exactly the digits of a number below `most`, or equal to it.
fn two_digits(text: &str, most: u8) -> bool {
    text.len() == 2
        && text.bytes().all(|digit| digit.is_ascii_digit())
        && text.parse().is_ok_and(|number: u8| number <= most)
}

/// `full-date` (RFC 3339 §5.6).
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let is_year = year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit());
    if !is_year || !two_digits(month, 12) || !two_digits(day, 31) {
        return false;
    }
    let (year, month, day) = (
        year.parse().unwrap_or(0_u16),
        month.parse().unwrap_or(0_u8),
        day.parse().unwrap_or(0_u8),
    );
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        0 => 0,
        _ => 31,
    };
    (1..=days).contains(&day)
}

/// `date-time` (RFC 3339 §5.6).
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else {
        return false;
    };
    let (time, is_offset) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, true),
        None => match time
            .rfind(['+', '-'])
            .and_then(|at| time.split_at_checked(at))
        {
            Some((time, offset)) => (time, offset.get(1..).is_some_and(is_offset)),
            None => return false,
        },
    };
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let parts: Vec<&str> = time.split(':').collect();
    let [hour, minute, second] = parts.as_slice() else {
        return false;
    };
    let is_fraction = !fraction.is_empty() && fraction.bytes().all(|digit| digit.is_ascii_digit());
    is_date(date)
        && is_offset
        && is_fraction
        && two_digits(hour, 23)
        && two_digits(minute, 59)
        && two_digits(second, 60)
}

fn is_offset(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(hour, minute)| two_digits(hour, 23) && two_digits(minute, 59))
}

/// Base64 with its padding (RFC 4648 §4): what is read is written back as it was.
fn is_base64(text: &str) -> bool {
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    let is_alphabet = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    // The bits that the padding leaves over are zero in what is written.
    let has_no_rest = match (padding, data.bytes().last()) {
        (0, _) => true,
        (1, Some(last)) => b"AEIMQUYcgkosw048".contains(&last),
        (2, Some(last)) => b"AQgw".contains(&last),
        _ => false,
    };
    text.len().is_multiple_of(4) && data.bytes().all(is_alphabet) && has_no_rest
}

/// A value of a scalar within `limits`, as far as they can be kept.
pub(super) fn make(scalar: Scalar, limits: &Limits) -> Value {
    match scalar {
        Scalar::Boolean => true.into(),
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 => {
            (number(limits, 1.0) as i64).into()
        }
        Scalar::F64 => {
            Number::from_f64(number(limits, 0.5)).map_or_else(|| 1.into(), |number| float(&number))
        }
        Scalar::String => text(limits).into(),
        Scalar::Secret => fitted("secret", limits).into(),
        Scalar::Uuid => "7f5b1c2e-9a4d-4e3b-8c6f-0a1b2c3d4e5f".into(),
        Scalar::DateTime => "2026-01-31T12:30:00Z".into(),
        Scalar::Date => "2026-01-31".into(),
        Scalar::Base64 => "aGVsbG8=".into(),
        Scalar::Bytes => "hello".into(),
    }
}

/// A number within the bounds, with steps of `step` from them.
fn number(limits: &Limits, step: f64) -> f64 {
    let inside = |bound: Bound, step: f64| {
        let end = if step.abs() < 1.0 {
            bound.number
        } else if step > 0.0 {
            bound.number.ceil()
        } else {
            bound.number.floor()
        };
        if bound.is_exclusive && end == bound.number {
            end + step
        } else {
            end
        }
    };
    let is_low = limits
        .minimum
        .is_some_and(|least| step < least.number || step == least.number && least.is_exclusive);
    let is_high = limits
        .maximum
        .is_some_and(|most| step > most.number || step == most.number && most.is_exclusive);
    match (limits.minimum, limits.maximum) {
        (Some(least), _) if is_low => inside(least, step),
        (_, Some(most)) if is_high => inside(most, -step),
        _ => step,
    }
}

/// A text of the format, else a word of the length.
fn text(limits: &Limits) -> String {
    let text = match limits.format.as_deref().unwrap_or_default() {
        "email" | "idn-email" => "someone@example.com",
        "uri" | "url" | "iri" | "uri-reference" | "iri-reference" => "https://example.com/path",
        "uri-template" => "https://example.com/{id}",
        "hostname" | "idn-hostname" => "host.example.com",
        "ipv4" | "ip" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "mac" => "00:00:5e:00:53:01",
        "time" => "12:30:00Z",
        "duration" => "PT1H",
        "date-time" => "2026-01-31T12:30:00Z",
        "date" => "2026-01-31",
        "uuid" => "7f5b1c2e-9a4d-4e3b-8c6f-0a1b2c3d4e5f",
        "json-pointer" => "/path",
        "regex" => "^.*$",
        "byte" => "aGVsbG8=",
        _ => return fitted("text", limits),
    };
    text.to_owned()
}

/// The word, cut or filled up to the length that is wanted.
fn fitted(word: &str, limits: &Limits) -> String {
    /// Longer ones help nobody.
    const LONGEST: usize = 256;
    let least = limits.length.0.unwrap_or_default().min(LONGEST);
    let most = limits.length.1.unwrap_or(usize::MAX);
    let mut text: String = word.chars().take(most).collect();
    while text.len() < least {
        text.push('x');
    }
    text
}

//! An instant (`format: date-time`).

use std::fmt;
use std::str::FromStr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::json::{Decode, Encode, Fault, FaultKind, Reader, Writer};
use super::rfc3339::{civil, digits, parse_date};

const DAY: i64 = 86_400;
const BILLION: i128 = 1_000_000_000;

/// A `date-time` of RFC 3339, such as `2026-11-23T20:15:00.5Z`, kept as its exact text.
///
/// A response is not refused for an instant that is wrong: whatever string comes is kept and goes
/// back unchanged, and the conversions say `None`. `FromStr` is strict. Equality is that of the
/// text; compare [`Self::unix_nanoseconds`] to compare instants.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateTime(Box<str>);

impl DateTime {
    /// The instant this many seconds after 1970-01-01T00:00:00Z; `None` outside of the years from
    /// 0 to 9999.
    #[must_use]
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        Self::from_unix_nanoseconds(i128::from(seconds) * BILLION)
    }

    /// The instant this many nanoseconds after 1970-01-01T00:00:00Z; `None` outside of the years
    /// from 0 to 9999.
    #[must_use]
    pub fn from_unix_nanoseconds(nanoseconds: i128) -> Option<Self> {
        let seconds = i64::try_from(nanoseconds.div_euclid(BILLION)).ok()?;
        let fraction = nanoseconds.rem_euclid(BILLION);
        let second = seconds.rem_euclid(DAY);
        // Far enough outside of the years that have a text, and safe to count with.
        let days = seconds.div_euclid(DAY).clamp(-1_000_000, 4_000_000);
        let (year, month, day) = civil(days);
        if !(0..=9999).contains(&year) {
            return None;
        }
        let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
        let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        if fraction != 0 {
            text.push_str(format!(".{fraction:09}").trim_end_matches('0'));
        }
        text.push('Z');
        Some(Self(text.into()))
    }

    /// Text as it is, whether it is an instant or not.
    pub(super) fn from_text(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down; `None` when the text is not an
    /// instant.
    #[must_use]
    pub fn unix_seconds(&self) -> Option<i64> {
        i64::try_from(self.unix_nanoseconds()?.div_euclid(BILLION)).ok()
    }

    /// Nanoseconds since 1970-01-01T00:00:00Z; digits beyond the ninth are dropped, and a leap
    /// second counts as the first second of the next minute. `None` when the text is not an instant.
    #[must_use]
    pub fn unix_nanoseconds(&self) -> Option<i128> {
        parse(&self.0)
    }

    /// The instant as the standard library has it; `None` when the text is not an instant, or the
    /// platform cannot hold it.
    #[must_use]
    pub fn to_system_time(&self) -> Option<SystemTime> {
        let nanoseconds = self.unix_nanoseconds()?;
        let seconds = u64::try_from((nanoseconds / BILLION).unsigned_abs()).ok()?;
        let fraction = u32::try_from((nanoseconds % BILLION).unsigned_abs()).ok()?;
        let distance = Duration::new(seconds, fraction);
        if nanoseconds < 0 {
            UNIX_EPOCH.checked_sub(distance)
        } else {
            UNIX_EPOCH.checked_add(distance)
        }
    }

    /// The instant in jiff's terms; `None` when the text is not an instant.
    #[cfg(feature = "jiff")]
    #[must_use]
    pub fn to_jiff(&self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::from_nanosecond(self.unix_nanoseconds()?).ok()
    }
}

/// `date "T" time offset` of RFC 3339 section 5.6 as nanoseconds since 1970.
fn parse(text: &str) -> Option<i128> {
    let (date, time) = text.split_once(['T', 't'])?;
    let (time, offset) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, 0),
        None => {
            let (time, offset) = time.split_at_checked(time.rfind(['+', '-'])?)?;
            (time, parse_offset(offset)?)
        }
    };
    let (time, fraction) = match time.split_once('.') {
        Some((time, fraction)) => (time, parse_fraction(fraction)?),
        None => (time, 0),
    };
    let mut parts = time.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    let (hour, minute, second) = (digits(hour, 2)?, digits(minute, 2)?, digits(second, 2)?);
    if parts.next().is_some() || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = parse_date(date)? * DAY + hour * 3600 + minute * 60 + second - offset;
    Some(i128::from(seconds) * BILLION + i128::from(fraction))
}

/// `+hh:mm` or `-hh:mm` in seconds.
fn parse_offset(text: &str) -> Option<i64> {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hour, minute) = text.get(1..)?.split_once(':')?;
    let (hour, minute) = (digits(hour, 2)?, digits(minute, 2)?);
    (hour <= 23 && minute <= 59).then_some(sign * (hour * 3600 + minute * 60))
}

/// The digits after the point, at least one, in nanoseconds.
fn parse_fraction(text: &str) -> Option<i64> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let nine = text.bytes().chain(std::iter::repeat(b'0')).take(9);
    plain.then(|| nine.fold(0, |value, digit| value * 10 + i64::from(digit - b'0')))
}

/// Strict: [`FaultKind::Format`] for what is not an instant.
impl FromStr for DateTime {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        match parse(text) {
            Some(_) => Ok(Self(text.into())),
            None => Err(Fault::new(FaultKind::Format("date-time"))),
        }
    }
}

/// Only the years from 0 to 9999 have a text.
impl TryFrom<SystemTime> for DateTime {
    type Error = Fault;

    fn try_from(time: SystemTime) -> Result<Self, Fault> {
        let nanoseconds = match time.duration_since(UNIX_EPOCH) {
            Ok(after) => i128::try_from(after.as_nanos()).ok(),
            Err(before) => i128::try_from(before.duration().as_nanos())
                .ok()
                .map(|nanos| -nanos),
        };
        let instant = nanoseconds.and_then(Self::from_unix_nanoseconds);
        instant.ok_or_else(|| Fault::new(FaultKind::Format("date-time")))
    }
}

/// [`FaultKind::Format`] when the text is not an instant.
#[cfg(feature = "jiff")]
impl TryFrom<&DateTime> for jiff::Timestamp {
    type Error = Fault;

    fn try_from(time: &DateTime) -> Result<Self, Fault> {
        let time = time.to_jiff();
        time.ok_or_else(|| Fault::new(FaultKind::Format("date-time")))
    }
}

/// Years before 0 get a sign, which RFC 3339 does not have.
#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for DateTime {
    fn from(time: jiff::Timestamp) -> Self {
        Self::from_text(time.to_string())
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for super::json::Nullable<DateTime> {
    fn from(time: jiff::Timestamp) -> Self {
        Self::Value(time.into())
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// Any string is kept.
impl Decode for DateTime {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        Ok(Self::from_text(&*reader.string()?))
    }
}

impl Encode for DateTime {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}

//! Instants to and from the crate `time`.

use time::{OffsetDateTime, UtcOffset};

use super::date_time::DateTime;
use super::json::{Fault, FaultKind, Nullable};

impl DateTime {
    /// The instant in `time`'s terms, in UTC; `None` when the text is not an instant.
    #[must_use]
    pub fn to_time(&self) -> Option<OffsetDateTime> {
        OffsetDateTime::from_unix_timestamp_nanos(self.unix_nanoseconds()?).ok()
    }
}

/// [`FaultKind::Format`] when the text is not an instant.
impl TryFrom<&DateTime> for OffsetDateTime {
    type Error = Fault;

    fn try_from(time: &DateTime) -> Result<Self, Fault> {
        let time = time.to_time();
        time.ok_or_else(|| Fault::new(FaultKind::Format("date-time")))
    }
}

/// With the offset that it has, if RFC 3339 has it too: one of whole minutes. Years outside of 0 to
/// 9999 get a sign, which RFC 3339 does not have.
impl From<OffsetDateTime> for DateTime {
    fn from(time: OffsetDateTime) -> Self {
        let time = match time.offset().seconds_past_minute() {
            0 => time,
            _ => time.to_offset(UtcOffset::UTC),
        };
        let sign = match time.year() {
            0..=9999 => "",
            10_000.. => "+",
            _ => "-",
        };
        let (year, month, day) = (
            time.year().unsigned_abs(),
            u8::from(time.month()),
            time.day(),
        );
        let (hour, minute, second) = time.time().as_hms();
        let mut text =
            format!("{sign}{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        if time.nanosecond() != 0 {
            let fraction = format!(".{:09}", time.nanosecond());
            text.push_str(fraction.trim_end_matches('0'));
        }
        match time.offset().as_hms() {
            (0, 0, _) => text.push('Z'),
            (hours, minutes, _) => {
                let sign = if hours < 0 || minutes < 0 { '-' } else { '+' };
                let (hours, minutes) = (hours.unsigned_abs(), minutes.unsigned_abs());
                text.push_str(&format!("{sign}{hours:02}:{minutes:02}"));
            }
        }
        Self::from_text(text)
    }
}

impl From<OffsetDateTime> for Nullable<DateTime> {
    fn from(time: OffsetDateTime) -> Self {
        Self::Value(time.into())
    }
}

//! Instants to and from chrono.

use std::fmt;

use chrono::{SecondsFormat, TimeZone, Utc};

use super::date_time::DateTime;
use super::json::{Fault, FaultKind, Nullable};

const BILLION: i128 = 1_000_000_000;

impl DateTime {
    /// The instant in chrono's terms; `None` when the text is not an instant.
    #[must_use]
    pub fn to_chrono(&self) -> Option<chrono::DateTime<Utc>> {
        let nanoseconds = self.unix_nanoseconds()?;
        let seconds = i64::try_from(nanoseconds.div_euclid(BILLION)).ok()?;
        let fraction = u32::try_from(nanoseconds.rem_euclid(BILLION)).ok()?;
        chrono::DateTime::from_timestamp(seconds, fraction)
    }
}

/// [`FaultKind::Format`] when the text is not an instant.
impl TryFrom<&DateTime> for chrono::DateTime<Utc> {
    type Error = Fault;

    fn try_from(time: &DateTime) -> Result<Self, Fault> {
        let time = time.to_chrono();
        time.ok_or_else(|| Fault::new(FaultKind::Format("date-time")))
    }
}

/// With the offset that it has. Years outside of 0 to 9999 get a sign, which RFC 3339 does not have.
impl<Tz: TimeZone<Offset: fmt::Display>> From<chrono::DateTime<Tz>> for DateTime {
    fn from(time: chrono::DateTime<Tz>) -> Self {
        Self::from_text(time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl<Tz: TimeZone<Offset: fmt::Display>> From<chrono::DateTime<Tz>> for Nullable<DateTime> {
    fn from(time: chrono::DateTime<Tz>) -> Self {
        Self::Value(time.into())
    }
}

//! Days to and from chrono.

use chrono::NaiveDate;

use super::date::Date;
use super::json::{Fault, FaultKind, Nullable};

impl Date {
    /// The day in chrono's terms; `None` when the text is not a day.
    #[must_use]
    pub fn to_chrono(&self) -> Option<NaiveDate> {
        let (year, month, day) = self.civil()?;
        NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
    }
}

/// [`FaultKind::Format`] when the text is not a day.
impl TryFrom<&Date> for NaiveDate {
    type Error = Fault;

    fn try_from(date: &Date) -> Result<Self, Fault> {
        let date = date.to_chrono();
        date.ok_or_else(|| Fault::new(FaultKind::Format("date")))
    }
}

/// Years outside of 0 to 9999 get a sign, which RFC 3339 does not have.
impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self::from_text(date.to_string())
    }
}

impl From<NaiveDate> for Nullable<Date> {
    fn from(date: NaiveDate) -> Self {
        Self::Value(date.into())
    }
}

//! Days to and from the crate `time`.

use time::Month;

use super::date::Date;
use super::json::{Fault, FaultKind, Nullable};

impl Date {
    /// The day in `time`'s terms; `None` when the text is not a day.
    #[must_use]
    pub fn to_time(&self) -> Option<time::Date> {
        let (year, month, day) = self.civil()?;
        let month = Month::try_from(month).ok()?;
        time::Date::from_calendar_date(year.into(), month, day).ok()
    }
}

/// [`FaultKind::Format`] when the text is not a day.
impl TryFrom<&Date> for time::Date {
    type Error = Fault;

    fn try_from(date: &Date) -> Result<Self, Fault> {
        let date = date.to_time();
        date.ok_or_else(|| Fault::new(FaultKind::Format("date")))
    }
}

/// Years outside of 0 to 9999 get a sign, which RFC 3339 does not have.
impl From<time::Date> for Date {
    fn from(date: time::Date) -> Self {
        let sign = match date.year() {
            0..=9999 => "",
            10_000.. => "+",
            _ => "-",
        };
        let (year, month, day) = (
            date.year().unsigned_abs(),
            u8::from(date.month()),
            date.day(),
        );
        Self::from_text(format!("{sign}{year:04}-{month:02}-{day:02}"))
    }
}

impl From<time::Date> for Nullable<Date> {
    fn from(date: time::Date) -> Self {
        Self::Value(date.into())
    }
}

//! A calendar day (`format: date`).

use std::fmt;
use std::str::FromStr;

use super::calendar::day_number;
use super::json::{Decode, Encode, Fault, FaultKind, Reader, Writer};
use super::rfc3339::{civil, parse_date};

/// A `full-date` of RFC 3339, such as `2026-11-23`, kept as its exact text.
///
/// A response is not refused for a day that is wrong: whatever string comes is kept and goes back
/// unchanged, and [`Self::civil`] says `None`. `FromStr` is strict.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date(Box<str>);

impl Date {
    /// The day of a year from 0 to 9999, month and day counted from 1; `None` when the calendar
    /// does not have it.
    #[must_use]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        day_number(year.into(), month.into(), day.into())?;
        Some(Self(format!("{year:04}-{month:02}-{day:02}").into()))
    }

    /// Text as it is, whether it is a day or not.
    pub(super) fn from_text(text: impl Into<Box<str>>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Year, month and day; `None` when the text is not a day.
    #[must_use]
    pub fn civil(&self) -> Option<(u16, u8, u8)> {
        let (year, month, day) = civil(parse_date(&self.0)?);
        Some((
            year.try_into().ok()?,
            month.try_into().ok()?,
            day.try_into().ok()?,
        ))
    }

    /// The day in jiff's terms; `None` when the text is not a day.
    #[cfg(feature = "jiff")]
    #[must_use]
    pub fn to_jiff(&self) -> Option<jiff::civil::Date> {
        let (year, month, day) = self.civil()?;
        let (year, month, day) = (
            year.try_into().ok()?,
            month.try_into().ok()?,
            day.try_into().ok()?,
        );
        jiff::civil::Date::new(year, month, day).ok()
    }
}

/// Strict: [`FaultKind::Format`] for what is not a day.
impl FromStr for Date {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        match parse_date(text) {
            Some(_) => Ok(Self(text.into())),
            None => Err(Fault::new(FaultKind::Format("date"))),
        }
    }
}

/// [`FaultKind::Format`] when the text is not a day.
#[cfg(feature = "jiff")]
impl TryFrom<&Date> for jiff::civil::Date {
    type Error = Fault;

    fn try_from(date: &Date) -> Result<Self, Fault> {
        let date = date.to_jiff();
        date.ok_or_else(|| Fault::new(FaultKind::Format("date")))
    }
}

/// Years before 0 get a sign, which RFC 3339 does not have.
#[cfg(feature = "jiff")]
impl From<jiff::civil::Date> for Date {
    fn from(date: jiff::civil::Date) -> Self {
        Self::from_text(date.to_string())
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::civil::Date> for super::json::Nullable<Date> {
    fn from(date: jiff::civil::Date) -> Self {
        Self::Value(date.into())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

/// Any string is kept.
impl Decode for Date {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        Ok(Self::from_text(&*reader.string()?))
    }
}

impl Encode for Date {
    fn encode(&self, writer: &mut Writer) {
        writer.string(&self.0);
    }
}

//! `[types]`: which Rust types kinds of values have.

/// `[types]`: which Rust types kinds of values have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeChoices {
    /// Strings of `format: date-time`.
    pub date_time: Dates,
    /// Strings of `format: date`.
    pub date: Dates,
    /// Objects that are maps.
    pub map: MapType,
}

/// What values of a date's format are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dates {
    /// `"text"`: the client's own type, which keeps the text.
    #[default]
    Text,
    /// `"string"`: `String`.
    String,
    /// `"chrono"`: the client's own type, with conversions to and from that library.
    Chrono,
    /// `"jiff"`: the same.
    Jiff,
    /// `"time"`: the same.
    Time,
}

impl Dates {
    /// All choices, with their words.
    pub(crate) const ALL: [(&'static str, Self); 5] = [
        ("text", Self::Text),
        ("string", Self::String),
        ("chrono", Self::Chrono),
        ("jiff", Self::Jiff),
        ("time", Self::Time),
    ];

    /// The library that values are converted to and from, by the name of its crate.
    #[must_use]
    pub fn library(self) -> Option<&'static str> {
        match self {
            Self::Text | Self::String => None,
            Self::Chrono => Some("chrono"),
            Self::Jiff => Some("jiff"),
            Self::Time => Some("time"),
        }
    }
}

/// What objects are that are maps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MapType {
    /// `"BTreeMap"`: in the order of the names.
    #[default]
    BTreeMap,
    /// `"HashMap"`: in no order; written in that of the names.
    HashMap,
    /// `"IndexMap"`: in the order in which members came.
    IndexMap,
}

impl MapType {
    /// All choices, with their words.
    pub(crate) const ALL: [(&'static str, Self); 3] = [
        ("BTreeMap", Self::BTreeMap),
        ("HashMap", Self::HashMap),
        ("IndexMap", Self::IndexMap),
    ];

    /// The module that the type is in, and its name.
    #[must_use]
    pub fn path(self) -> (&'static str, &'static str) {
        match self {
            Self::BTreeMap => ("std::collections", "BTreeMap"),
            Self::HashMap => ("std::collections", "HashMap"),
            Self::IndexMap => ("indexmap", "IndexMap"),
        }
    }
}

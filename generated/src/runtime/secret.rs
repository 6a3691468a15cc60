//! A text that must not be shown.

use std::fmt;

use super::json::{Decode, Encode, Fault, Reader, Writer};

/// A password, token or key. `Debug` prints `***`, there is no `Display`; [`Secret::expose`] is
/// the one way to the text. As a member of a model it is written to the wire as it is.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Secret(Box<str>);

impl Secret {
    /// Wraps `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into().into_boxed_str())
    }

    /// The text itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("***")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl Decode for Secret {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        String::decode(reader).map(Self::new)
    }
}

impl Encode for Secret {
    fn encode(&self, writer: &mut Writer) {
        self.expose().encode(writer);
    }
}

//! A value kept as its exact JSON text.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use super::{Decode, Encode, Fault, Reader, View, Writer, from_str, to_string};

/// Any JSON value, as its exact text: numbers keep every digit, objects their order.
///
/// Equality is that of the text, so `1.0` and `1` differ, and white space inside counts. `Debug`
/// shows the length only, because the value may be a secret.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

impl Json {
    /// Takes over text that a [`Reader`] or a [`Writer`] has passed.
    pub(super) fn from_checked(text: &str) -> Self {
        Self(text.into())
    }

    /// The JSON text.
    #[must_use]
    pub fn get(&self) -> &str {
        &self.0
    }

    /// Decodes the value as a type of the client.
    ///
    /// # Errors
    ///
    /// A [`Fault`] with the path inside the value, when it does not fit `T`.
    pub fn parse<T: Decode>(&self) -> Result<T, Fault> {
        from_str(&self.0)
    }

    /// Encodes a value of the client, in the full view.
    ///
    /// # Errors
    ///
    /// As for [`to_vec`](super::to_vec).
    pub fn of(value: &dyn Encode) -> Result<Self, Fault> {
        Ok(Self(to_string(value, View::Full)?.into()))
    }

    /// The value as a tree. Numbers become the nearest of what [`serde_json::Number`] holds.
    ///
    /// # Errors
    ///
    /// When a number is too large for that, or a name occurs twice in an object.
    pub fn to_value(&self) -> Result<Value, Fault> {
        self.parse()
    }
}

impl FromStr for Json {
    type Err = Fault;

    fn from_str(text: &str) -> Result<Self, Fault> {
        from_str(text)
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self(value.to_string().into())
    }
}

impl From<&Value> for Json {
    fn from(value: &Value) -> Self {
        Self(value.to_string().into())
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Json({} bytes)", self.0.len())
    }
}

impl Decode for Json {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, Fault> {
        Ok(reader.raw()?.to_json())
    }

    fn from_null() -> Option<Self> {
        Some(Self("null".into()))
    }
}

impl Encode for Json {
    fn encode(&self, writer: &mut Writer) {
        writer.json(self);
    }
}

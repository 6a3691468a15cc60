//! A value whose text has been checked but not decoded: what alternatives are told apart by.

use std::borrow::Cow;
use std::fmt;

use super::effort::Effort;
use super::number::{self, NotInteger};
use super::{Decode, Fault, Json, Reader};

/// The kind of a JSON value, as JSON Schema counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number whose value is whole, however it is spelt.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    pub(super) fn of_number(text: &str) -> Self {
        match number::integer(text) {
            Ok(_) | Err(NotInteger::Large) => Self::Integer,
            Err(NotInteger::Fraction) => Self::Number,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

/// The text of one value inside a document that is being read. See [`Reader::raw`].
///
/// `Debug` shows its length only.
#[derive(Clone, Copy)]
pub struct Raw<'a> {
    pub(super) text: &'a str,
    pub(super) origin: usize,
    /// How deeply the value is nested, so that decoding it does not start at zero again.
    pub(super) depth: u8,
    pub(super) effort: &'a Effort,
}

impl<'a> Raw<'a> {
    /// The exact text, without white space around it.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The value's kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.text.as_bytes().first() {
            Some(b't' | b'f') => Kind::Bool,
            Some(b'"') => Kind::String,
            Some(b'[') => Kind::Array,
            Some(b'{') => Kind::Object,
            Some(b'-' | b'0'..=b'9') => Kind::of_number(self.text),
            _ => Kind::Null,
        }
    }

    /// Decodes the value.
    ///
    /// # Errors
    ///
    /// A [`Fault`] with the path inside the value, when it does not fit `T`.
    pub fn decode<T: Decode>(&self) -> Result<T, Fault> {
        T::decode(&mut Reader::again(self)?)
    }

    /// Decodes the value as one of several alternatives: `None` when it does not fit `T`.
    #[must_use]
    pub fn try_decode<T: Decode>(&self) -> Option<T> {
        self.decode().ok()
    }

    /// The object's members, name and value, up to the first for which `found` gives something.
    fn find<R>(&self, found: &mut dyn FnMut(&str, Raw<'a>) -> Option<R>) -> Option<R> {
        let mut reader = Reader::over(self);
        reader.enter_object().ok()?;
        let mut first = true;
        while let Ok(Some(name)) = reader.next_member(first) {
            first = false;
            let value = reader.raw().ok()?;
            if let Some(result) = found(&name, value) {
                return Some(result);
            }
        }
        None
    }

    /// The object's member of that name; `None` for what is not an object, too.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<Raw<'a>> {
        self.find(&mut |other, value| (other == name).then_some(value))
    }

    /// Whether the value is an object with a member of that name.
    #[must_use]
    pub fn has_member(&self, name: &str) -> bool {
        self.member(name).is_some()
    }

    /// Whether the value is an object and all its members' names are among `names`.
    #[must_use]
    pub fn has_only_members(&self, names: &[&str]) -> bool {
        let other = |name: &str, _| (!names.contains(&name)).then_some(());
        self.kind() == Kind::Object && self.find(&mut { other }).is_none()
    }

    /// How many of the object's members have one of these names; none for what is not an object.
    #[must_use]
    pub fn known_members(&self, names: &[&str]) -> usize {
        let mut known = 0;
        let mut count = |name: &str, _| {
            known += usize::from(names.contains(&name));
            None::<()>
        };
        if self.kind() == Kind::Object {
            let _ = self.find(&mut count);
        }
        known
    }

    /// The text of the member of that name: a string's content, a number or boolean as it is
    /// spelt; `None` when it is not there, `null`, an array or an object.
    #[must_use]
    pub fn member_text(&self, name: &str) -> Option<Cow<'a, str>> {
        self.member(name)?.scalar_text()
    }

    /// The value's own text by the same rule as [`Self::member_text`].
    #[must_use]
    pub fn scalar_text(&self) -> Option<Cow<'a, str>> {
        match self.kind() {
            Kind::String => Reader::over(self).string().ok(),
            Kind::Bool | Kind::Integer | Kind::Number => Some(Cow::Borrowed(self.text)),
            Kind::Null | Kind::Array | Kind::Object => None,
        }
    }

    /// The items of an array.
    ///
    /// # Errors
    ///
    /// For a value of another kind.
    pub fn items(&self) -> Result<Vec<Raw<'a>>, Fault> {
        let mut reader = Reader::over(self);
        reader.enter_array()?;
        let mut items = Vec::new();
        while reader.next_item(items.is_empty())? {
            items.push(reader.raw()?);
        }
        Ok(items)
    }

    /// A copy of the text that outlives the document.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::from_checked(self.text)
    }
}

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Raw({} bytes)", self.text.len())
    }
}

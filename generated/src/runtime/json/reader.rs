//! The pull reader: one pass over the text, one value at a time.

use std::borrow::Cow;

use super::effort::Effort;
use super::number::{self, NotInteger};
use super::scan;
use super::{Fault, FaultKind, Kind, Raw};

/// How deeply arrays and objects may be nested.
pub const MAX_DEPTH: u8 = 128;

/// A reader of JSON text, positioned before a value.
///
/// Each call takes one value, or fails with a [`Fault`] whose path is relative to that value.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) position: usize,
    /// Where `text` starts in the whole document.
    pub(super) origin: usize,
    pub(super) depth: u8,
    pub(super) effort: &'a Effort,
}

/// The bytes as text, when all of them are UTF-8.
pub(super) fn utf8(bytes: &[u8]) -> Result<&str, Fault> {
    std::str::from_utf8(bytes).map_err(|error| Fault::new(FaultKind::Utf8).at(error.valid_up_to()))
}

impl<'a> Reader<'a> {
    /// A reader of a whole document, which must not be empty.
    pub(super) fn new(text: &'a str, effort: &'a Effort) -> Result<Self, Fault> {
        let mut reader = Self {
            text,
            position: 0,
            origin: 0,
            depth: 0,
            effort,
        };
        match reader.peek() {
            Some(_) => Ok(reader),
            None => Err(reader.fault(FaultKind::Empty)),
        }
    }

    /// A reader of an element of the array that is the document.
    pub(super) fn within_array(text: &'a str, origin: usize, effort: &'a Effort) -> Self {
        Self {
            text,
            position: 0,
            origin,
            depth: 1,
            effort,
        }
    }

    /// A second reader of a value that has been read over once.
    pub(super) fn again(raw: &Raw<'a>) -> Result<Self, Fault> {
        raw.effort.spend(raw.text)?;
        Ok(Self::over(raw))
    }

    /// The same without counting it, for a look at the members' names.
    pub(super) fn over(raw: &Raw<'a>) -> Self {
        let Raw {
            text,
            origin,
            depth,
            effort,
        } = *raw;
        Self {
            text,
            position: 0,
            origin,
            depth,
            effort,
        }
    }

    /// Nothing but white space may be left.
    pub(super) fn finish(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(_) => Err(self.fault(FaultKind::Trailing)),
            None => self.effort.check(),
        }
    }

    /// A fault at the reader's position, for a type that decodes itself.
    #[must_use]
    #[cold]
    pub fn fault(&self, kind: FaultKind) -> Fault {
        Fault::new(kind).at(self.origin + self.position)
    }

    /// The fault of a value of another kind than `expected` at the reader's position.
    #[must_use]
    #[cold]
    pub fn unexpected(&mut self, expected: Kind) -> Fault {
        match self.kind() {
            Ok(found) => self.fault(FaultKind::Type { expected, found }),
            Err(fault) => fault,
        }
    }

    fn rest(&self) -> &'a [u8] {
        self.text
            .as_bytes()
            .get(self.position..)
            .unwrap_or_default()
    }

    /// Skips white space and looks at the next byte.
    pub(super) fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.position) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.position += 1,
                other => return other.copied(),
            }
        }
    }

    /// A fault of form: the text ends here, or goes on wrongly.
    #[cold]
    pub(super) fn malformed(&self) -> Fault {
        match self.rest().first() {
            Some(_) => self.fault(FaultKind::Syntax),
            None => self.fault(FaultKind::Truncated),
        }
    }

    /// The kind of the next value, which stays where it is.
    ///
    /// # Errors
    ///
    /// When no value starts here.
    pub fn kind(&mut self) -> Result<Kind, Fault> {
        match self.peek() {
            Some(b'n') => Ok(Kind::Null),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'"') => Ok(Kind::String),
            Some(b'[') => Ok(Kind::Array),
            Some(b'{') => Ok(Kind::Object),
            Some(b'-' | b'0'..=b'9') => match scan::number_length(self.rest()) {
                Ok(length) => {
                    let text = self.text.get(self.position..self.position + length);
                    Ok(Kind::of_number(text.unwrap_or_default()))
                }
                Err((kind, index)) => Err(Fault::new(kind).at(self.origin + self.position + index)),
            },
            _ => Err(self.malformed()),
        }
    }

    /// Takes `word`, which starts with the byte that was peeked.
    pub(super) fn word(&mut self, word: &str) -> Result<(), Fault> {
        let rest = self.rest();
        if rest.starts_with(word.as_bytes()) {
            self.position += word.len();
            Ok(())
        } else if word.as_bytes().starts_with(rest) {
            Err(self.fault(FaultKind::Truncated))
        } else {
            Err(self.fault(FaultKind::Syntax))
        }
    }

    /// Takes the next value if it is `null`, and says whether it was.
    ///
    /// # Errors
    ///
    /// When the text is not JSON.
    pub fn null(&mut self) -> Result<bool, Fault> {
        match self.peek() {
            Some(b'n') => self.word("null").map(|()| true),
            _ => Ok(false),
        }
    }

    /// Takes a boolean.
    ///
    /// # Errors
    ///
    /// When the next value is of another kind, or the text is not JSON.
    pub fn bool(&mut self) -> Result<bool, Fault> {
        match self.peek() {
            Some(b't') => self.word("true").map(|()| true),
            Some(b'f') => self.word("false").map(|()| false),
            _ => Err(self.unexpected(Kind::Bool)),
        }
    }

    /// Takes a number and gives its text.
    ///
    /// # Errors
    ///
    /// When the next value is of another kind, or the text is not JSON.
    pub fn number(&mut self) -> Result<&'a str, Fault> {
        self.number_as(Kind::Number)
    }

    fn number_as(&mut self, expected: Kind) -> Result<&'a str, Fault> {
        let Some(b'-' | b'0'..=b'9') = self.peek() else {
            return Err(self.unexpected(expected));
        };
        match scan::number_length(self.rest()) {
            Ok(length) => {
                let start = self.position;
                self.position += length;
                Ok(self.text.get(start..self.position).unwrap_or_default())
            }
            Err((kind, index)) => Err(Fault::new(kind).at(self.origin + self.position + index)),
        }
    }

    /// Takes a number that is an integer by value (`1`, `1.0`, `1e3`) and fits `name`'s type.
    ///
    /// # Errors
    ///
    /// When the next value is of another kind, has a fraction, or does not fit.
    pub fn integer<T: TryFrom<i128>>(&mut self, name: &'static str) -> Result<T, Fault> {
        let value = self.wide_integer(name)?;
        T::try_from(value).map_err(|_| self.fault(FaultKind::Range(name)))
    }

    fn wide_integer(&mut self, name: &'static str) -> Result<i128, Fault> {
        let text = self.number_as(Kind::Integer)?;
        number::integer(text).map_err(|reason| match reason {
            NotInteger::Fraction => self.fault(FaultKind::Type {
                expected: Kind::Integer,
                found: Kind::Number,
            }),
            NotInteger::Large => self.fault(FaultKind::Range(name)),
        })
    }

    /// Takes a string, as what is made of it.
    ///
    /// # Errors
    ///
    /// As for [`Self::string`].
    pub fn string_as<T: for<'t> From<&'t str>>(&mut self) -> Result<T, Fault> {
        self.string().map(|text| T::from(&text))
    }

    /// Takes a string.
    ///
    /// # Errors
    ///
    /// When the next value is of another kind, or the text is not JSON.
    pub fn string(&mut self) -> Result<Cow<'a, str>, Fault> {
        match self.peek() {
            Some(b'"') => self.quoted(),
            _ => Err(self.unexpected(Kind::String)),
        }
    }

    /// A string whose opening quote is at the position.
    pub(super) fn quoted(&mut self) -> Result<Cow<'a, str>, Fault> {
        self.position += 1;
        let start = self.position;
        self.position += scan::plain_prefix(self.rest());
        let plain = self.text.get(start..self.position).unwrap_or_default();
        match self.rest().first() {
            Some(b'"') => {
                self.position += 1;
                Ok(Cow::Borrowed(plain))
            }
            Some(b'\\') => self.escaped(plain.to_owned()).map(Cow::Owned),
            _ => Err(self.malformed()),
        }
    }

    /// The rest of a string from its first escape on, after what is in `content`.
    fn escaped(&mut self, mut content: String) -> Result<String, Fault> {
        loop {
            match self.rest().first() {
                Some(b'"') => {
                    self.position += 1;
                    return Ok(content);
                }
                Some(b'\\') => {
                    let after = self.rest().get(1..).unwrap_or_default();
                    let (character, length) =
                        scan::escape(after).map_err(|kind| self.fault(kind))?;
                    content.push(character);
                    self.position += 1 + length;
                }
                _ => {
                    let length = scan::plain_prefix(self.rest());
                    let end = self.position + length;
                    content.push_str(self.text.get(self.position..end).unwrap_or_default());
                    self.position = end;
                    if length == 0 {
                        return Err(self.malformed());
                    }
                }
            }
        }
    }
}

//! The pull reader: one pass over the text, one value at a time.

use std::borrow::Cow;
use std::cell::Cell;

use super::number::{self, NotInteger};
use super::scan;
use super::{Fault, FaultKind, Field, Kind, Raw, Rest};

/// How deeply arrays and objects may be nested.
pub const MAX_DEPTH: u8 = 128;

/// How many bytes may be read again to tell alternatives apart: this many times the document's
/// length, and a fixed amount for small documents. One extra pass for each level of nesting fits.
const EFFORT_PER_BYTE: u64 = 64;
const EFFORT_AT_LEAST: u64 = 1 << 20;

/// A reader of JSON text, positioned before a value.
///
/// Each call takes one value, or fails with a [`Fault`] whose path is relative to that value.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    position: usize,
    /// Where `text` starts in the whole document.
    origin: usize,
    depth: u8,
    effort: &'a Effort,
}

/// The bytes that may still be read again, shared by all readers of one document.
///
/// Without it, alternatives nested in alternatives would double the work with each level.
#[derive(Debug)]
pub(super) struct Effort(Cell<Option<u64>>);

impl Effort {
    pub(super) fn for_document(text: &str) -> Self {
        let length = u64::try_from(text.len()).unwrap_or(u64::MAX);
        let bytes = length
            .saturating_mul(EFFORT_PER_BYTE)
            .saturating_add(EFFORT_AT_LEAST);
        Self(Cell::new(Some(bytes)))
    }

    /// Takes what reading `text` again costs; once that is not there, nothing is any more.
    fn spend(&self, text: &str) -> Result<(), Fault> {
        let cost = u64::try_from(text.len()).unwrap_or(u64::MAX);
        self.0
            .set(self.0.get().and_then(|left| left.checked_sub(cost)));
        self.check()
    }

    fn check(&self) -> Result<(), Fault> {
        match self.0.get() {
            Some(_) => Ok(()),
            None => Err(Fault::new(FaultKind::Effort)),
        }
    }
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
    fn peek(&mut self) -> Option<u8> {
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
    fn malformed(&self) -> Fault {
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
    fn word(&mut self, word: &str) -> Result<(), Fault> {
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
    fn quoted(&mut self) -> Result<Cow<'a, str>, Fault> {
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

    /// Goes into an array or an object.
    fn enter(&mut self) -> Result<(), Fault> {
        if self.depth == MAX_DEPTH {
            return Err(self.fault(FaultKind::Depth));
        }
        self.depth += 1;
        self.position += 1;
        Ok(())
    }

    /// After the opening bracket (`first`) or an item: whether one more item follows. Takes the
    /// comma before it, or the closing bracket.
    fn more(&mut self, first: bool, close: u8) -> Result<bool, Fault> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.position += 1;
                self.depth = self.depth.saturating_sub(1);
                Ok(false)
            }
            Some(b',') if !first => {
                self.position += 1;
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(self.malformed()),
        }
    }

    /// Takes an array, calling `item` at each of its items, which `item` must take.
    ///
    /// # Errors
    ///
    /// When the next value is of another kind, the text is not JSON, or `item` fails.
    pub fn array(
        &mut self,
        item: &mut dyn FnMut(&mut Self) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        let Some(b'[') = self.peek() else {
            return Err(self.unexpected(Kind::Array));
        };
        self.enter()?;
        let mut index = 0;
        while self.more(index == 0, b']')? {
            item(self).map_err(|fault| fault.in_item(index))?;
            index += 1;
        }
        Ok(())
    }

    /// Goes into an object, whose members [`Self::next_member`] then gives.
    pub(super) fn enter_object(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'{') => self.enter(),
            _ => Err(self.unexpected(Kind::Object)),
        }
    }

    /// The name of the next member, whose value is then at the position, or `None` at the end.
    pub(super) fn next_member(&mut self, first: bool) -> Result<Option<Cow<'a, str>>, Fault> {
        if !self.more(first, b'}')? {
            return Ok(None);
        }
        let Some(b'"') = self.peek() else {
            return Err(self.malformed());
        };
        let name = self.quoted()?;
        let Some(b':') = self.peek() else {
            return Err(self.malformed());
        };
        self.position += 1;
        Ok(Some(name))
    }

    /// Takes an object: the value of each member goes to the slot of its name in `fields`, and
    /// what has none goes to `rest`.
    ///
    /// Members usually come in the order of the description, so the search for a name starts after
    /// the last hit.
    ///
    /// # Errors
    ///
    /// When the next value is of another kind, the text is not JSON, a name occurs twice, or a
    /// slot fails.
    pub fn object(&mut self, fields: &mut [Field<'_>], rest: &mut dyn Rest) -> Result<(), Fault> {
        self.enter_object()?;
        let mut seen = Seen::default();
        let mut next = 0;
        let mut first = true;
        while let Some(name) = self.next_member(first)? {
            first = false;
            match position(fields, &name, next) {
                Some((index, (_, slot))) => {
                    if !seen.insert(index) {
                        return Err(self.fault(FaultKind::Duplicate).in_member(&name));
                    }
                    slot.fill(self).map_err(|fault| fault.in_member(&name))?;
                    next = index + 1;
                }
                None => rest
                    .member(&name, self)
                    .map_err(|fault| fault.in_member(&name))?,
            }
        }
        match rest.repeated() {
            Some(name) => Err(self.fault(FaultKind::Duplicate).in_member(name)),
            None => Ok(()),
        }
    }

    /// Takes a value of any kind and gives its text, checked but not decoded.
    ///
    /// # Errors
    ///
    /// When the text is not JSON.
    pub fn raw(&mut self) -> Result<Raw<'a>, Fault> {
        self.peek();
        let (start, depth) = (self.position, self.depth);
        self.skip()?;
        let text = self.text.get(start..self.position).unwrap_or_default();
        Ok(Raw {
            text,
            origin: self.origin + start,
            depth,
            effort: self.effort,
        })
    }

    /// Takes a value of any kind and forgets it. It is checked to be JSON all the same, except that
    /// names may occur twice in it.
    ///
    /// # Errors
    ///
    /// When the text is not JSON.
    pub fn skip(&mut self) -> Result<(), Fault> {
        match self.peek() {
            Some(b'n') => self.word("null"),
            Some(b't') => self.word("true"),
            Some(b'f') => self.word("false"),
            Some(b'"') => self.quoted().map(drop),
            Some(b'[') => self.array(&mut Self::skip),
            Some(b'{') => self.skip_object(),
            Some(_) => self.number().map(drop),
            None => Err(self.malformed()),
        }
    }

    fn skip_object(&mut self) -> Result<(), Fault> {
        self.enter_object()?;
        let mut first = true;
        while let Some(name) = self.next_member(first)? {
            first = false;
            self.skip().map_err(|fault| fault.in_member(&name))?;
        }
        Ok(())
    }
}

/// The field of that name, looked for from `next` on and then from the start.
fn position<'f, 's>(
    fields: &'f mut [Field<'s>],
    name: &str,
    next: usize,
) -> Option<(usize, &'f mut Field<'s>)> {
    let (before, after) = fields.split_at(next.min(fields.len()));
    let index = match after.iter().position(|field| field.0 == name) {
        Some(index) => next + index,
        None => before.iter().position(|field| field.0 == name)?,
    };
    fields.get_mut(index).map(|field| (index, field))
}

/// The indices of the members that have been there.
#[derive(Default)]
struct Seen {
    low: u64,
    /// Bits for the indices from 64 on; most objects need none.
    high: Vec<u64>,
}

impl Seen {
    /// Whether `index` is new.
    fn insert(&mut self, index: usize) -> bool {
        let bit = 1u64 << (index % 64);
        let word = match (index / 64).checked_sub(1) {
            None => &mut self.low,
            Some(word) => {
                if self.high.len() <= word {
                    self.high.resize(word + 1, 0);
                }
                match self.high.get_mut(word) {
                    Some(word) => word,
                    None => return true,
                }
            }
        };
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
}

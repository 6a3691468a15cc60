//! What is wrong with a document or a value, and where.

use std::fmt;

use super::Kind;

/// The longest part of a member's name that a path shows, in characters.
const SHOWN_NAME: usize = 64;

/// A value that could not be decoded or encoded.
///
/// It says what is wrong and where, and never shows a value: names of members are the only part of
/// the input that it keeps.
#[derive(Clone, PartialEq, Eq)]
pub struct Fault(Box<Inner>);

#[derive(Clone, PartialEq, Eq)]
struct Inner {
    kind: FaultKind,
    offset: Option<usize>,
    /// From the innermost step to the outermost, in the order in which the calls return.
    path: Vec<Step>,
}

#[derive(Clone, PartialEq, Eq)]
enum Step {
    Member(Box<str>),
    Item(usize),
}

/// The sort of a [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FaultKind {
    /// There is no value at all, only white space at most.
    Empty,
    /// The bytes are not UTF-8.
    Utf8,
    /// The text is not JSON (RFC 8259).
    Syntax,
    /// The text ends inside a value.
    Truncated,
    /// Something other than white space follows the value.
    Trailing,
    /// Arrays and objects are nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    Depth,
    /// Telling nested alternatives apart would take too many passes over the document.
    Effort,
    /// A name occurs twice in one object.
    Duplicate,
    /// The value is of another kind than the one that is due.
    Type {
        /// The kind that is due.
        expected: Kind,
        /// The kind that is there.
        found: Kind,
    },
    /// A number does not fit the named type without changing its value.
    Range(&'static str),
    /// A string is not of the named format.
    Format(&'static str),
    /// A required member is not there, or is `null` where `null` is not allowed.
    Missing,
    /// A number to encode is infinite or not a number.
    NotFinite,
    /// The value fits none of the alternatives.
    NoAlternative,
    /// The value breaks a rule of its type, which the text names.
    Invalid(&'static str),
}

impl Fault {
    /// A fault without a place yet.
    #[must_use]
    #[cold]
    pub fn new(kind: FaultKind) -> Self {
        Self(Box::new(Inner {
            kind,
            offset: None,
            path: Vec::new(),
        }))
    }

    /// The same fault at a byte offset from the document's start; the first offset stays.
    #[must_use]
    #[cold]
    pub fn at(mut self, offset: usize) -> Self {
        self.0.offset.get_or_insert(offset);
        self
    }

    /// The same fault, seen from the object whose member `name` has it.
    #[must_use]
    #[cold]
    pub fn in_member(mut self, name: &str) -> Self {
        self.push_member(name);
        self
    }

    /// The same fault, seen from the array whose item `index` (from 0) has it.
    #[must_use]
    #[cold]
    pub fn in_item(mut self, index: usize) -> Self {
        self.push_item(index);
        self
    }

    #[cold]
    pub(super) fn push_member(&mut self, name: &str) {
        self.0.path.push(Step::Member(name.into()));
    }

    #[cold]
    pub(super) fn push_item(&mut self, index: usize) {
        self.0.path.push(Step::Item(index));
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> FaultKind {
        self.0.kind
    }

    /// Where in the document the fault was noticed, in bytes from its start; `None` for what is not
    /// in the document (a missing member) and for faults of encoding.
    #[must_use]
    pub fn offset(&self) -> Option<usize> {
        self.0.offset
    }

    /// The place as a path: `$.privileges[0].org_id`. A name that is not an identifier is quoted
    /// and escaped, and a long one is cut.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::from("$");
        for step in self.0.path.iter().rev() {
            match step {
                Step::Item(index) => path.push_str(&format!("[{index}]")),
                Step::Member(name) if is_plain(name) => {
                    path.push('.');
                    path.push_str(name);
                }
                Step::Member(name) => {
                    let shown: String = name.chars().take(SHOWN_NAME).collect();
                    let cut = if shown.len() < name.len() { "…" } else { "" };
                    path.push_str(&format!("[\"{}{cut}\"]", shown.escape_debug()));
                }
            }
        }
        path
    }
}

/// Whether a name can stand in a path without quotes.
fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= SHOWN_NAME
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

impl fmt::Display for FaultKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => formatter.write_str("there is no value"),
            Self::Utf8 => formatter.write_str("the text is not UTF-8"),
            Self::Syntax => formatter.write_str("the text is not JSON"),
            Self::Truncated => formatter.write_str("the text ends inside a value"),
            Self::Trailing => formatter.write_str("the text goes on after the value"),
            Self::Depth => formatter.write_str("the value is nested too deeply"),
            Self::Effort => formatter.write_str("the alternatives take too long to tell apart"),
            Self::Duplicate => formatter.write_str("the member occurs twice"),
            Self::Type { expected, found } => {
                write!(formatter, "{expected} is due, {found} is there")
            }
            Self::Range(name) => write!(formatter, "the number does not fit {name} exactly"),
            Self::Format(name) => write!(formatter, "the string is not of format {name}"),
            Self::Missing => formatter.write_str("the required member is missing or null"),
            Self::NotFinite => formatter.write_str("the number is not finite"),
            Self::NoAlternative => formatter.write_str("the value fits none of the alternatives"),
            Self::Invalid(rule) => formatter.write_str(rule),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at {}", self.0.kind, self.path())?;
        match self.0.offset {
            Some(offset) => write!(formatter, " (byte {offset})"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Fault")
            .field("kind", &self.0.kind)
            .field("path", &self.path())
            .field("offset", &self.0.offset)
            .finish()
    }
}

impl std::error::Error for Fault {}

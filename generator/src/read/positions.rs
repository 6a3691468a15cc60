//! From JSON pointers to lines and columns: a second read that keeps positions and no values.
//!
//! Only done when there is a diagnostic to show. The only module that uses `saphyr_parser`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, Span};

use super::MAX_NESTING;
use crate::pointer::Pointer;

/// Where a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters of this line to point at, at least 1.
    pub length: usize,
}

impl Position {
    /// The start of a text.
    const START: Self = Self {
        line: 1,
        column: 1,
        length: 1,
    };

    fn new(span: Span) -> Self {
        let same_line = span.start.line() == span.end.line();
        let length = if same_line {
            span.end.index().saturating_sub(span.start.index())
        } else {
            1
        };
        let column = span.start.col() + 1;
        Self {
            line: span.start.line().max(1),
            column,
            length: length.max(1),
        }
    }
}

/// The positions of all values of a YAML or JSON text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Positions {
    found: BTreeMap<Pointer, Position>,
}

impl Positions {
    /// Reads `text`. Where it is broken, positions are known as far as it could be read. A key
    /// that stands twice has the position of the last.
    #[must_use]
    pub(crate) fn of(text: &str) -> Self {
        let text = without_surrogates(text);
        let mut builder = Builder::default();
        for event in Parser::new_from_str(&text) {
            match event {
                Ok((event, span)) if builder.frames.len() <= MAX_NESTING => {
                    builder.event(&event, span);
                }
                _ => break,
            }
        }
        Self {
            found: builder.found,
        }
    }

    /// Where the value at `pointer` is written; if there is none, its nearest ancestor.
    #[must_use]
    pub(crate) fn find(&self, pointer: &Pointer) -> Position {
        let mut pointer = pointer.clone();
        loop {
            if let Some(position) = self.found.get(&pointer) {
                return *position;
            }
            if !pointer.pop() {
                return Position::START;
            }
        }
    }
}

/// JSON writes characters beyond the basic plane as two escapes, which YAML refuses. Here only
/// their length matters.
fn without_surrogates(text: &str) -> Cow<'_, str> {
    if !text.starts_with(['{', '[']) || !(text.contains("\\ud") || text.contains("\\uD")) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        clean.push_str(before);
        let is_surrogate = after.starts_with("ud") || after.starts_with("uD");
        let taken = if is_surrogate {
            5
        } else {
            after.chars().next().map_or(0, char::len_utf8)
        };
        let (escape, after) = after.split_at_checked(taken).unwrap_or((after, ""));
        if is_surrogate {
            clean.push_str("......");
        } else {
            clean.push('\\');
            clean.push_str(escape);
        }
        rest = after;
    }
    clean.push_str(rest);
    Cow::Owned(clean)
}

#[derive(Default)]
struct Builder {
    pointer: Pointer,
    frames: Vec<Frame>,
    found: BTreeMap<Pointer, Position>,
}

/// A list or a mapping that is being read.
struct Frame {
    /// The next element of a list, or `None` in a mapping.
    index: Option<usize>,
    /// In a mapping: the key that was read last, while its value is awaited.
    key: Option<Position>,
    /// Whether this is itself a key (`? [a, b]`), which no pointer leads to.
    is_key: bool,
}

impl Builder {
    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, ..) => self.leaf(text, span),
            Event::Alias(_) => self.leaf("*", span),
            Event::SequenceStart(..) => self.open(Some(0), span),
            Event::MappingStart(..) => self.open(None, span),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            _ => {}
        }
    }

    fn leaf(&mut self, text: &str, span: Span) {
        if !self.start(Some(text), span) {
            self.end_of_value();
        }
    }

    fn close(&mut self) {
        if self.frames.pop().is_some_and(|frame| !frame.is_key) {
            self.end_of_value();
        }
    }

    fn open(&mut self, index: Option<usize>, span: Span) {
        let is_key = self.start(None, span);
        self.frames.push(Frame {
            index,
            key: None,
            is_key,
        });
    }

    /// Notes where a node starts; `scalar` is its text, if it is one. Whether it is a key.
    fn start(&mut self, scalar: Option<&str>, span: Span) -> bool {
        let here = Position::new(span);
        let Some(frame) = self.frames.last_mut() else {
            self.found.insert(self.pointer.clone(), here);
            return false;
        };
        let position = match (&mut frame.index, frame.key) {
            (Some(index), _) => {
                self.pointer.push_index(*index);
                *index += 1;
                here
            }
            (None, None) => {
                frame.key = Some(here);
                self.pointer.push(scalar.unwrap_or("?"));
                return true;
            }
            // A list or a mapping can be long: what names it is easier to recognise.
            (None, Some(key)) if scalar.is_none() || here.line != key.line => key,
            (None, Some(_)) => here,
        };
        self.found.insert(self.pointer.clone(), position);
        false
    }

    fn end_of_value(&mut self) {
        self.pointer.pop();
        if let Some(frame) = self.frames.last_mut() {
            frame.key = None;
        }
    }
}

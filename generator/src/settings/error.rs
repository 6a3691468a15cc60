//! Problems of a settings file, with their place.

use std::error::Error;
use std::fmt;

/// A place in a text file. Lines and columns count from 1, columns in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1; 0 for what was not read from a file.
    pub line: usize,
    /// Column, from 1; 0 for what was not read from a file.
    pub column: usize,
}

impl Position {
    /// The place of the byte `offset` of `text`; of its end when `offset` lies behind it.
    pub(crate) fn of(text: &str, offset: usize) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let (lines, last) = match before.rfind('\n') {
            Some(end) => (
                before.matches('\n').count(),
                before.get(end + 1..).unwrap_or(""),
            ),
            None => (0, before),
        };
        Self {
            line: lines + 1,
            column: last.chars().count() + 1,
        }
    }
}

/// One problem of a settings file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsError {
    /// What is wrong and what to do, one sentence or two.
    pub message: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in characters.
    pub column: usize,
}

impl SettingsError {
    pub(crate) fn new(position: Position, message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            line: position.line,
            column: position.column,
        }
    }
}

impl fmt::Display for SettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.line, self.column, self.message)
    }
}

impl Error for SettingsError {}

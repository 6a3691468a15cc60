//! One change, as it is reported.

use crate::pointer::Pointer;
use crate::surface::{Delta, Verdict};

/// One change.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What kind of change it is: `property-added`.
    pub code: &'static str,
    /// What has changed, as a sentence without its full stop.
    pub message: String,
    /// Where it stands in the old document.
    pub old: Option<Side>,
    /// Where it stands in the new document.
    pub new: Option<Side>,
    /// The Rust item that is concerned, without the crate's name.
    pub item: String,
    /// How the surface of the crate changes with it.
    pub surface: Vec<Delta>,
    /// Does code that compiled still compile?
    pub api: Verdict,
    /// Do calls that worked still work?
    pub wire: Verdict,
    /// Whether code compiles as before and means something else.
    pub is_silent: bool,
}

/// A place in one of the two documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The place in the file's own tree.
    pub pointer: Pointer,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// The line's text.
    pub text: String,
}

/// A change before the surfaces are looked at.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) old: Option<Pointer>,
    pub(super) new: Option<Pointer>,
    /// The items that the change shows in; those below them belong to it as well.
    pub(super) touches: Vec<String>,
    pub(super) wire: Verdict,
    pub(super) is_docs: bool,
}

impl Draft {
    pub(super) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            old: None,
            new: None,
            touches: Vec::new(),
            wire: Verdict::None,
            is_docs: false,
        }
    }

    pub(super) fn at(mut self, old: Option<&Pointer>, new: Option<&Pointer>) -> Self {
        self.old = old.cloned();
        self.new = new.cloned();
        self
    }

    pub(super) fn touching(mut self, items: impl IntoIterator<Item = String>) -> Self {
        self.touches.extend(items);
        self
    }

    pub(super) fn wire(mut self, verdict: Verdict) -> Self {
        self.wire = verdict;
        self
    }
}

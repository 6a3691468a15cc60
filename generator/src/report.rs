//! Diagnostics: what is wrong with a document, where, and what to do about it.
//!
//! Phases put diagnostics into one [`Report`] and carry on, so that one run tells them all.

mod code;
mod machine;
mod origins;
mod render;
mod similar;
mod site;

pub use self::code::{Code, UnknownCode};
pub(crate) use self::machine::workflow_command;
pub use self::machine::{github, json};
pub use self::origins::{Location, Origins};
pub use self::render::render;
pub(crate) use self::similar::{did_you_mean, misspelled, similar};
pub(crate) use self::site::Texts;

use crate::pointer::Pointer;

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is left out of the generated crate; the run fails.
    Error,
    /// The document is wrong, but what it means could be worked out.
    Warning,
    /// Worth knowing; nothing is wrong.
    Note,
}

impl Severity {
    /// The lower-case English word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A place in a text: for what is wrong where there is no tree that a pointer could point into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The document's path, as its [`Source`](crate::inputs::Source) says.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// One thing to tell the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of problem.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where, in the document as the phases see it; [`Origins`] leads back to the file.
    pub pointer: Pointer,
    /// Where, if the text could not be read or is not the document's; stands instead of `pointer`.
    pub place: Option<Place>,
    /// What is wrong: one sentence without a full stop.
    pub message: String,
    /// What to do about it: one sentence without a full stop.
    pub help: String,
}

/// Collects the diagnostics of a run, in the order in which they are found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// An empty report.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `diagnostic`.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Adds all diagnostics of `later`, in their order.
    pub(crate) fn append(&mut self, later: Self) {
        self.diagnostics.extend(later.diagnostics);
    }

    /// Adds an error at `pointer`; `help` says what to do.
    pub fn error(
        &mut self,
        code: Code,
        pointer: &Pointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(Severity::Error, code, pointer, message.into(), help.into());
    }

    /// Adds a warning at `pointer`; `help` says what to do.
    pub fn warn(
        &mut self,
        code: Code,
        pointer: &Pointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(
            Severity::Warning,
            code,
            pointer,
            message.into(),
            help.into(),
        );
    }

    /// Adds a note at `pointer`; `help` says what to do.
    pub fn note(
        &mut self,
        code: Code,
        pointer: &Pointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.add(Severity::Note, code, pointer, message.into(), help.into());
    }

    /// Adds an error at a place in a text that could not be read.
    pub fn error_in_text(
        &mut self,
        code: Code,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic {
            code,
            severity: Severity::Error,
            pointer: Pointer::root(),
            place: Some(place),
            message: message.into(),
            help: help.into(),
        });
    }

    /// Adds a warning at a place in a text that is not the document's.
    pub fn warn_in_text(
        &mut self,
        code: Code,
        place: Place,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic {
            code,
            severity: Severity::Warning,
            pointer: Pointer::root(),
            place: Some(place),
            message: message.into(),
            help: help.into(),
        });
    }

    /// Whether there is an error among the diagnostics.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|d| d.severity == Severity::Error)
    }

    /// Whether there is an error at `pointer` or inside of it.
    #[must_use]
    pub fn has_error_within(&self, pointer: &Pointer) -> bool {
        let is_within = |d: &&Diagnostic| d.pointer.strip_prefix(pointer).is_some();
        let errors = self
            .diagnostics
            .iter()
            .filter(|d| d.severity == Severity::Error);
        errors.into_iter().any(|d| is_within(&d))
    }

    /// The diagnostics so far.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Keeps only the diagnostics that `keep` says to keep.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.diagnostics.retain(keep);
    }

    /// All diagnostics, in the order in which they were found.
    #[must_use]
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    fn add(
        &mut self,
        severity: Severity,
        code: Code,
        pointer: &Pointer,
        message: String,
        help: String,
    ) {
        let pointer = pointer.clone();
        self.push(Diagnostic {
            code,
            severity,
            pointer,
            place: None,
            message,
            help,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_errors_are_errors() {
        let mut report = Report::new();
        report.note(Code::MixedVersions, &Pointer::root(), "note", "help");
        report.warn(Code::WrongType, &Pointer::root(), "warning", "help");
        assert!(!report.has_errors());
        report.error(Code::InvalidSyntax, &Pointer::root(), "error", "help");
        assert!(report.has_errors());
        assert_eq!(report.into_diagnostics().len(), 3);
    }
}

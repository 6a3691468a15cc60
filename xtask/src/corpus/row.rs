//! What came of one document.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use apicrate::Outcome;
use apicrate::pointer::Pointer;
use apicrate::report::{Code, Diagnostic, Severity};

/// How a run of the generator on one document ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// There is a crate.
    #[default]
    Generated,
    /// The document cannot be read at all, which its diagnostics say.
    Refused,
    /// The file cannot be read from the disk.
    Missing,
    /// There is neither a crate nor an error that says why, or the crate is not Rust.
    Wrong,
    /// The generator panicked.
    Panicked,
    /// The process of the generator died: an abort or a stack overflow.
    Died,
    /// The generator took longer than it may.
    Late,
}

impl End {
    /// Whether the generator has failed, whatever the document is like.
    #[must_use]
    pub fn is_failure(self) -> bool {
        !matches!(self, Self::Generated | Self::Refused)
    }
}

/// What came of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// The document, as the list of expectations names it.
    pub document: String,
    /// How the run ended.
    pub end: End,
    /// What there is to say of a failure.
    pub detail: String,
    /// Operations emitted and in the document.
    pub operations: (usize, usize),
    /// Component schemas emitted and in the document.
    pub schemas: (usize, usize),
    /// How many errors there are of each code.
    pub errors: BTreeMap<String, usize>,
    /// How many warnings there are.
    pub warnings: usize,
    /// How many notes there are.
    pub notes: usize,
    /// The operations and component schemas that are left out, by their pointer, and why.
    pub left_out: BTreeMap<String, String>,
    /// Lines of the emitted Rust files, the runtime's left out.
    pub lines: usize,
    /// How long generating took, in seconds.
    pub generate_seconds: f64,
    /// What came of compiling the crate, if it was compiled.
    pub check: Option<Check>,
}

/// What came of compiling a crate, and of running its tests if they were run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// How long it took, in seconds, dependencies included where they were not compiled before.
    pub seconds: f64,
    /// The first error; none if all is well.
    pub error: Option<String>,
}

impl Row {
    /// The row of a run that gave nothing.
    #[must_use]
    pub fn failed(document: &str, end: End, detail: impl Into<String>) -> Self {
        Self {
            document: document.to_owned(),
            end,
            detail: detail.into(),
            ..Self::default()
        }
    }

    /// The row of a run that has come to its end.
    #[must_use]
    pub fn new(document: &str, outcome: &Outcome) -> Self {
        let count = |severity| {
            let all = outcome.diagnostics.iter();
            all.filter(|found| found.severity == severity).count()
        };
        let mut errors = BTreeMap::new();
        for found in errors_of(outcome) {
            *errors.entry(found.code.as_str().to_owned()).or_default() += 1;
        }
        let left_out = outcome.left_out.iter();
        let summary = outcome.summary;
        let mut row = Self {
            document: document.to_owned(),
            operations: (summary.operations, summary.operations_total),
            schemas: (summary.schemas, summary.schemas_total),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
            left_out: left_out
                .map(|at| (at.as_str().to_owned(), reason(outcome, at)))
                .collect(),
            errors,
            ..Self::default()
        };
        if outcome.files.is_none() {
            row.end = match row.errors.is_empty() {
                true => End::Wrong,
                false => End::Refused,
            };
        }
        row
    }

    /// How many errors there are.
    #[must_use]
    pub fn error_count(&self) -> usize {
        self.errors.values().sum()
    }
}

fn errors_of(outcome: &Outcome) -> impl Iterator<Item = &Diagnostic> {
    let all = outcome.diagnostics.iter();
    all.filter(|found| found.severity == Severity::Error)
}

/// Why what stands at `place` is left out: the first error inside of it that is not a consequence.
fn reason(outcome: &Outcome, place: &Pointer) -> String {
    let within = |found: &&Diagnostic| found.pointer.strip_prefix(place).is_some();
    let is_cause = |found: &&Diagnostic| found.code != Code::OperationLeftOut;
    let found = errors_of(outcome)
        .filter(within)
        .find(is_cause)
        .or_else(|| errors_of(outcome).find(within));
    match found {
        Some(found) => format!("{}: {}", found.code, found.message),
        None => "it uses something that is left out".to_owned(),
    }
}

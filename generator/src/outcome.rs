//! What a run of the generator gives.

use crate::files::Files;
use crate::inputs::Source;
use crate::ir::{Api, Shape};
use crate::report::{Diagnostic, Origins, Report};
use crate::select::Left;

/// What a run of the generator gives.
#[derive(Debug)]
pub struct Outcome {
    /// The emitted crate; none when the document has errors and the settings do not say to keep going.
    pub files: Option<Files>,
    /// What the document was lowered to; none when it could not be read.
    pub api: Option<Api>,
    /// Everything that there is to say about the document, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Leads from the places of diagnostics back to files and lines.
    pub origins: Origins,
    /// What was generated, in numbers.
    pub summary: Summary,
}

/// What was generated, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Operations.
    pub operations: usize,
    /// Types with a file of their own.
    pub models: usize,
    /// Operations that the selection left out.
    pub left_out_operations: usize,
    /// Components that the selection left out.
    pub left_out_components: usize,
}

impl Outcome {
    /// The outcome for a document that could not be read.
    pub(crate) fn unreadable(root: &Source, report: Report) -> Self {
        Self {
            files: None,
            api: None,
            diagnostics: report.into_diagnostics(),
            origins: Origins::new(root),
            summary: Summary::default(),
        }
    }

    /// The outcome for a document that went through all phases.
    pub(crate) fn new(
        files: Files,
        api: Api,
        left: Left,
        origins: Origins,
        report: Report,
        keep_going: bool,
    ) -> Self {
        let models = api
            .types
            .iter()
            .filter(|(_, definition)| !matches!(definition.shape, Shape::Alias(_)));
        let summary = Summary {
            operations: api.operations.len(),
            models: models.count(),
            left_out_operations: left.operations,
            left_out_components: left.components,
        };
        let is_whole = keep_going || !report.has_errors();
        Self {
            files: is_whole.then_some(files),
            api: Some(api),
            diagnostics: report.into_diagnostics(),
            origins,
            summary,
        }
    }
}

//! What a run of the generator gives.

#[cfg(test)]
mod tests;
mod types;
mod whole;

use std::collections::{BTreeMap, BTreeSet};

use crate::files::Files;
use crate::inputs::Source;
use crate::ir::{Api, Shape};
use crate::name::Names;
use crate::pointer::Pointer;
use crate::report::{Diagnostic, Origins, Report};
use crate::select::Left;
use crate::settings::MapType;
use crate::surface::Surface;

pub(crate) use self::whole::Whole;

/// What a run of the generator gives.
#[derive(Debug)]
pub struct Outcome {
    /// The emitted crate; none when the document has errors and the settings do not say to keep going.
    pub files: Option<Files>,
    /// Files that the user's own code begins with, such as `src/ext/mod.rs`. They belong to no run: whoever writes the
    /// crate writes them where their folder is not there yet, and never again.
    pub starters: Files,
    /// What the document was lowered to; none when it could not be read.
    pub api: Option<Api>,
    /// Everything that there is to say about the document, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Leads from the places of diagnostics back to files and lines.
    pub origins: Origins,
    /// What was generated, in numbers.
    pub summary: Summary,
    /// The operations and component schemas of the document that could not be generated, in
    /// document order. [`Outcome::diagnostics`] says why.
    pub left_out: Vec<Pointer>,
    /// What code that uses the crate can name.
    pub surface: Surface,
    pub(crate) names: Names,
    crate_name: String,
    map: MapType,
}

/// What was generated, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Operations.
    pub operations: usize,
    /// Operations that the selected part of the document has.
    pub operations_total: usize,
    /// Operations whose results come in pages.
    pub paged: usize,
    /// Schemas of `components/schemas` that have a type.
    pub schemas: usize,
    /// Schemas of `components/schemas` that the selected part of the document has.
    pub schemas_total: usize,
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
            starters: Files::new(),
            api: None,
            diagnostics: report.into_diagnostics(),
            origins: Origins::new(root),
            summary: Summary::default(),
            left_out: Vec::new(),
            surface: Surface::default(),
            names: Names::default(),
            crate_name: String::new(),
            map: MapType::default(),
        }
    }

    /// The outcome for a document that went through all phases, of which there were `whole` and `left`.
    pub(crate) fn new(
        emitted: Option<(Files, Surface)>,
        api: Api,
        (names, crate_name, map): (Names, String, MapType),
        (whole, left): (Whole, Left),
        origins: Origins,
        report: Report,
        keep_going: bool,
    ) -> Self {
        let models = api
            .types
            .iter()
            .filter(|(_, definition)| !matches!(definition.shape, Shape::Alias(_)));
        let types = api.types.iter().map(|(_, definition)| &definition.origin);
        let operations = api.operations.iter().map(|operation| &operation.origin);
        let made: BTreeSet<&Pointer> = types.chain(operations).map(|at| &at.pointer).collect();
        let is_made = |at: &&Pointer| made.contains(at);
        let summary = Summary {
            operations: api.operations.len(),
            operations_total: whole.operations.len(),
            paged: api
                .operations
                .iter()
                .filter(|operation| operation.pagination.is_some())
                .count(),
            schemas: whole.schemas.iter().filter(is_made).count(),
            schemas_total: whole.schemas.len(),
            models: models.count(),
            left_out_operations: left.operations,
            left_out_components: left.components,
        };
        let all = whole.operations.iter().chain(&whole.schemas);
        let left_out = all.filter(|at| !is_made(at)).cloned().collect();
        let is_whole = keep_going || !report.has_errors();
        let (files, surface) = emitted.unzip();
        Self {
            files: files.filter(|_| is_whole),
            starters: Files::new(),
            api: Some(api),
            diagnostics: report.into_diagnostics(),
            origins,
            summary,
            left_out,
            surface: surface.unwrap_or_default(),
            names,
            crate_name,
            map,
        }
    }

    /// The names of this run that the next one is to keep, for [`Lock::names`](crate::lock::Lock::names).
    #[must_use]
    pub fn locked_names(&self) -> BTreeMap<String, String> {
        let Some(api) = &self.api else {
            return BTreeMap::new();
        };
        crate::name::locked(api, &crate::analyse::facts(api), &self.names)
    }

    /// Which Rust type values of which schema have: the place of the schema in the document that
    /// [`bundled`](crate::bundled) gives, and the path of the type for code that uses the crate.
    ///
    /// Schemas whose values have no type of their own, such as the parts of an `allOf`, are not there.
    #[must_use]
    pub fn type_paths(&self) -> BTreeMap<Pointer, String> {
        let Some(api) = &self.api else {
            return BTreeMap::new();
        };
        let crate_name = (self.crate_name.as_str(), self.map);
        types::TypePaths::new(api, &self.names, crate_name, &self.origins).collect()
    }
}

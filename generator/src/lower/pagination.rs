//! Results that come in pages: found by the shape of parameters and responses, or named in the settings.

mod detect;
mod named;
mod view;
mod words;

use super::Context;
use crate::ir::{LastPage, NextPage, Operation, Pagination};
use crate::report::Code;
use crate::settings::Settings;
use view::View;

impl Context<'_> {
    /// Finds out which operations have results that come in pages. All types must be known by now.
    pub(super) fn paginate(&mut self, operations: &mut [Operation]) {
        for operation in operations {
            let settings = self.settings;
            let own = settings
                .operation(&operation.id, operation.method.as_str(), &operation.path)
                .and_then(|own| Some((own, own.pagination.as_ref()?)));
            let Some(view) = View::of(&self.types, operation) else {
                if let Some((own, _)) = own {
                    self.misfit(
                        operation,
                        own.position.line,
                        "it has no JSON response that all successes share",
                    );
                }
                continue;
            };
            let found = match own {
                None if settings.pagination.detect => Ok(detect::pagination(&view)),
                None => Ok(None),
                Some((_, wanted)) => named::pagination(&view, wanted),
            };
            match (found, own) {
                (Ok(found), _) => {
                    operation.pagination = found.map(|found| completed(found, settings));
                }
                (Err(why), Some((own, _))) => self.misfit(operation, own.position.line, &why),
                (Err(_), None) => {}
            }
        }
    }

    fn misfit(&mut self, operation: &Operation, line: usize, why: &str) {
        self.report.error(
            Code::PaginationMismatch,
            &operation.origin.pointer,
            format!("the settings (line {line}) say how the result of this operation comes in pages, but {why}"),
            "correct the settings, or the document",
        );
    }
}

/// Counted pages end as the settings say of all, where nothing else marks the last.
fn completed(mut found: Pagination, settings: &Settings) -> Pagination {
    let is_counted = matches!(found.next, NextPage::Page { .. } | NextPage::Offset { .. });
    if let (true, LastPage::Unsaid, Some(name)) =
        (is_counted, &found.last, &settings.pagination.total_header)
    {
        found.last = LastPage::TotalHeader { name: name.clone() };
    }
    found
}

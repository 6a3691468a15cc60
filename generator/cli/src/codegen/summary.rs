//! The line that a run ends with.

use apicrate::Outcome;
use apicrate::report::Severity;

use crate::tree::{Difference, Written};

/// What there is to say of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    operations: (usize, usize),
    paged: usize,
    schemas: (usize, usize),
    models: usize,
    left_out: usize,
    files: String,
    problems: [usize; 3],
}

impl Summary {
    pub(super) fn new(outcome: &Outcome) -> Self {
        let count = |severity| {
            let all = outcome.diagnostics.iter();
            all.filter(|diagnostic| diagnostic.severity == severity)
                .count()
        };
        Self {
            operations: (outcome.summary.operations, outcome.summary.operations_total),
            paged: outcome.summary.paged,
            schemas: (outcome.summary.schemas, outcome.summary.schemas_total),
            models: outcome.summary.models,
            left_out: outcome.summary.left_out_operations,
            files: "nothing generated".to_owned(),
            problems: [Severity::Error, Severity::Warning, Severity::Note].map(count),
        }
    }

    pub(super) fn written(&mut self, done: &Written) {
        let (written, removed) = (done.written.len(), done.removed.len());
        let total = written + done.unchanged;
        self.files = format!(
            "{}: {written} written, {removed} removed, {} unchanged",
            counted(total, "file"),
            done.unchanged
        );
    }

    pub(super) fn compared(&mut self, differences: &[Difference]) {
        self.files = match differences.len() {
            0 => "up to date".to_owned(),
            found => counted(found, "difference"),
        };
    }

    pub(super) fn rehearsed(&mut self, files: usize) {
        self.files = match files {
            0 => "this generator writes the same".to_owned(),
            files => format!("this generator writes {} otherwise", counted(files, "file")),
        };
    }

    /// The line of a run that finds all `files`, and their manifest, as they should be.
    pub(super) fn repeated(&self, files: usize) -> String {
        let mut again = self.clone();
        again.written(&Written {
            unchanged: files + 1,
            ..Written::default()
        });
        again.told()
    }

    /// The line, without the time.
    pub(super) fn told(&self) -> String {
        let mut line = of_all(self.operations, "operation");
        if self.left_out > 0 {
            line.push_str(&format!(" ({} not selected)", self.left_out));
        }
        if self.paged > 0 {
            line.push_str(&format!(", {} of them in pages", self.paged));
        }
        line.push_str(&format!(
            ", {}, {}; {}",
            of_all(self.schemas, "schema"),
            counted(self.models, "model"),
            self.files
        ));
        let names = ["error", "warning", "note"];
        let found: Vec<String> = self
            .problems
            .iter()
            .zip(names)
            .filter(|(count, _)| **count > 0)
            .map(|(count, name)| counted(*count, name))
            .collect();
        let problems = match found.is_empty() {
            true => "no diagnostics".to_owned(),
            false => found.join(", "),
        };
        line.push_str(&format!("; {problems}"));
        line
    }
}

/// What was emitted, and of how many if some are missing: `4/5 operations`.
fn of_all((emitted, total): (usize, usize), noun: &str) -> String {
    match emitted == total {
        true => counted(total, noun),
        false => format!("{emitted}/{}", counted(total, noun)),
    }
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_counts_everything() {
        let mut summary = Summary {
            operations: (5, 5),
            paged: 2,
            schemas: (3, 4),
            models: 1,
            left_out: 1006,
            problems: [0, 1, 2],
            ..Summary::default()
        };
        summary.written(&Written {
            written: vec!["a".to_owned()],
            removed: Vec::new(),
            unchanged: 2,
        });
        assert_eq!(
            summary.told(),
            "5 operations (1006 not selected), 2 of them in pages, 3/4 schemas, 1 model; 3 files: 1 written, 0 removed, \
             2 unchanged; 1 warning, 2 notes"
        );
        summary.compared(&[]);
        summary.problems = [0; 3];
        assert!(summary.told().ends_with("up to date; no diagnostics"));
    }
}

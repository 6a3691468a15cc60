//! From text to an untyped tree and the version of OpenAPI that it is written in.
//!
//! The only module that knows how YAML and JSON are read: swapping the YAML library touches
//! nothing else.

mod ahead;
pub(crate) mod positions;
mod tree;
mod version;

use serde_json::Value;

pub(crate) use self::ahead::Ahead;
pub(crate) use self::version::{Version, version as version_of};

use crate::inputs::Source;
use crate::report::{Code, Origins, Place, Report};

/// How deep values may nest. The libraries that read YAML and JSON stop a little further on.
pub(crate) const MAX_NESTING: usize = 120;

/// An OpenAPI document as an untyped tree. The phases up to normalising pass it on, changed.
#[derive(Clone, Debug)]
pub(crate) struct Document {
    /// The tree; its root is an object.
    pub value: Value,
    /// The version that the document says it is written in.
    pub version: Version,
    /// The way back to the files.
    pub origins: Origins,
}

/// Reads the root document: YAML or JSON, OpenAPI 3.0 or 3.1; on so many `threads`.
///
/// `None` when there is nothing to go on with; `report` says why.
#[must_use]
pub(crate) fn read(source: &Source, threads: usize, report: &mut Report) -> Option<Document> {
    let value = read_tree_on(threads, source, report)?;
    if !value.is_object() {
        let message = if value.is_null() {
            "the document is empty"
        } else {
            "the document is not an object"
        };
        report.error(
            Code::NotADocument,
            &crate::pointer::Pointer::root(),
            message,
            "check that the file is the one that you mean",
        );
        return None;
    }
    let version = version_of(&value, report)?;
    Some(Document {
        value,
        version,
        origins: Origins::new(source),
    })
}

/// Reads any YAML or JSON text as a tree: string keys, finite numbers, no duplicate keys.
///
/// `None` when it could not be read or must not be used; `report` says why.
#[must_use]
pub(crate) fn read_tree(source: &Source, report: &mut Report) -> Option<Value> {
    read_tree_on(1, source, report)
}

fn read_tree_on(threads: usize, source: &Source, report: &mut Report) -> Option<Value> {
    let text = without_mark(&source.text);
    let reading = tree::parse(text, threads);
    if reading.problems.is_empty() {
        return reading.value;
    }
    let positions = positions::Positions::of(text);
    for problem in reading.problems {
        let (line, column) = problem.position.unwrap_or_else(|| {
            let position = positions.find(&problem.pointer);
            (position.line, position.column)
        });
        let place = Place {
            file: source.path.clone(),
            line,
            column,
        };
        report.error_in_text(problem.code, place, problem.message, problem.help);
    }
    None
}

/// The text without the byte order mark that some editors put in front.
pub(crate) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

#[cfg(test)]
mod tests;

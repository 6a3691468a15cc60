//! Diagnostics for other programs: JSON, and the annotations of GitHub's workflows.

#[cfg(test)]
mod tests;

use serde_json::json;

use super::site::Texts;
use crate::report::{Diagnostic, Origins, Severity};

/// Each of `diagnostics` as one line of JSON: an object with the members `code`, `title`,
/// `severity`, `message`, `help`, `file`, `line`, `column` and `pointer`.
///
/// Lines and columns (in characters) count from 1. `pointer` is the JSON pointer (RFC 6901) in the
/// document as the generator sees it, or null where the text itself could not be read.
#[must_use]
pub fn json(diagnostics: &[Diagnostic], origins: &Origins) -> String {
    let mut texts = Texts::new(origins);
    let lines = diagnostics.iter().map(|diagnostic| {
        let site = texts.site(diagnostic);
        let pointer = diagnostic.pointer.as_str();
        let object = json!({
            "code": diagnostic.code.as_str(),
            "title": diagnostic.code.title(),
            "severity": diagnostic.severity.as_str(),
            "message": diagnostic.message,
            "help": diagnostic.help,
            "file": site.file,
            "line": site.position.line,
            "column": site.position.column,
            "pointer": diagnostic.place.is_none().then_some(pointer),
        });
        format!("{object}\n")
    });
    lines.collect()
}

/// Each of `diagnostics` as one workflow command, with which GitHub marks the line in a pull
/// request: `::error file=…,line=…,col=…,title=AC0401::message`.
#[must_use]
pub fn github(diagnostics: &[Diagnostic], origins: &Origins) -> String {
    let mut texts = Texts::new(origins);
    let lines = diagnostics.iter().map(|diagnostic| {
        let site = texts.site(diagnostic);
        let level = match diagnostic.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut message = diagnostic.message.clone();
        if !diagnostic.help.is_empty() {
            message.push_str("\nhelp: ");
            message.push_str(&diagnostic.help);
        }
        let place = (site.position.line, site.position.column);
        workflow_command(level, &site.file, place, diagnostic.code.as_str(), &message)
    });
    lines.collect()
}

/// A line with which a workflow of GitHub marks a place: its `level` is `error`, `warning` or `notice`; `line` and
/// `column` count from 1.
pub(crate) fn workflow_command(
    level: &str,
    file: &str,
    (line, column): (usize, usize),
    title: &str,
    message: &str,
) -> String {
    let (file, title, message) = (property(file), property(title), data(message));
    format!("::{level} file={file},line={line},col={column},title={title}::{message}\n")
}

/// `text` as the message of a workflow command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// `text` as the value of a property of a workflow command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

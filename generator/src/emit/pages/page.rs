//! A page of Markdown, block by block.

use super::super::text;
use crate::ir::Docs;

/// Blocks of Markdown with an empty line between each two.
#[derive(Debug)]
pub(in crate::emit) struct Page {
    lines: Vec<String>,
}

impl Page {
    /// A page with a title.
    pub(super) fn new(title: &str) -> Self {
        Self {
            lines: vec![format!("# {title}")],
        }
    }

    /// Adds a heading below the title; pages link to it.
    pub(super) fn heading(&mut self, title: &str) {
        self.paragraph([format!("## {title}")]);
    }

    /// Adds the name of what follows. It is no heading, so that no anchor is taken by a word like "Errors".
    pub(super) fn label(&mut self, name: &str) {
        self.paragraph([format!("**{name}**")]);
    }

    /// Adds lines of ours, if there are any.
    pub(super) fn paragraph<L: Into<String>>(&mut self, lines: impl IntoIterator<Item = L>) {
        let mut lines = lines.into_iter().map(Into::into).peekable();
        if lines.peek().is_some() {
            self.lines.push(String::new());
            self.lines.extend(lines);
        }
    }

    /// Adds words of the document.
    pub(super) fn document(&mut self, words: Option<&str>) {
        self.paragraph(words.map(text::lines).unwrap_or_default());
    }

    /// Adds what the document says about something.
    pub(super) fn docs(&mut self, docs: &Docs) {
        self.document(docs.summary.as_deref());
        if docs.description != docs.summary {
            self.document(docs.description.as_deref());
        }
        if docs.deprecated {
            self.paragraph(["Deprecated."]);
        }
        if let Some(line) = constraints(docs) {
            self.paragraph([line]);
        }
    }

    /// Adds a table; nothing where it has no rows.
    pub(super) fn table<const N: usize>(&mut self, header: [&str; N], rows: Vec<[String; N]>) {
        if rows.is_empty() {
            return;
        }
        let row = |cells: &[String; N]| format!("| {} |", cells.join(" | ")).replace("|  |", "| |");
        self.lines.push(String::new());
        self.lines.push(format!("| {} |", header.join(" | ")));
        self.lines.push(format!("|{}", "---|".repeat(N)));
        self.lines.extend(rows.iter().map(row));
    }

    /// Adds a block of code in a language.
    ///
    /// `code` has no line that begins with a backtick: it is formatted Rust or JSON.
    pub(super) fn code(&mut self, language: &str, code: impl IntoIterator<Item = String>) {
        self.lines.push(String::new());
        self.lines.push(format!("```{language}"));
        self.lines.extend(code);
        self.lines.push("```".to_owned());
    }

    /// The text of the page.
    pub(super) fn into_text(self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }
}

/// What the server enforces, on one line.
pub(super) fn constraints(docs: &Docs) -> Option<String> {
    let listed = docs.constraints.join("; ");
    (!listed.is_empty()).then(|| format!("Constraints: {}.", text::plain(&listed)))
}

/// A cell that describes something: the document's words, then `further` sentences of ours.
///
/// Long words are shortened; `details` then has them as a whole, to stand below the table.
pub(super) fn describe(
    docs: &Docs,
    further: impl IntoIterator<Item = String>,
    details: &mut Vec<(String, Vec<String>)>,
    name: &str,
) -> String {
    let words = match (&docs.summary, &docs.description) {
        (Some(summary), Some(words)) if summary != words => vec![summary, words],
        (summary, words) => summary.iter().chain(words).take(1).collect(),
    };
    let mut sentences = Vec::new();
    for words in words {
        let cell = text::cell(words);
        if !cell.is_whole {
            details.push((text::code(name), text::lines(words)));
        }
        sentences.push(cell.line);
    }
    sentences.extend(docs.deprecated.then(|| "Deprecated.".to_owned()));
    sentences.extend(constraints(docs));
    sentences.extend(further);
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

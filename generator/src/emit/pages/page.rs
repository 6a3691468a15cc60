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
        if !docs.constraints.is_empty() {
            let listed = docs.constraints.join("; ");
            self.paragraph([format!("Constraints: {}.", text::plain(&listed))]);
        }
    }

    /// Adds a table; nothing where it has no rows.
    pub(super) fn table<const N: usize>(&mut self, header: [&str; N], rows: Vec<[String; N]>) {
        if rows.is_empty() {
            return;
        }
        self.lines.push(String::new());
        self.lines.push(row(header.iter().copied()));
        self.lines.push(format!("|{}", "---|".repeat(N)));
        let rows = rows.iter();
        self.lines
            .extend(rows.map(|cells| row(cells.iter().map(String::as_str))));
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

/// The line of a row; its cells hold no line break and no `|` but escaped ones.
fn row<'c>(cells: impl Iterator<Item = &'c str>) -> String {
    let mut line = "|".to_owned();
    for cell in cells {
        line.push(' ');
        if !cell.is_empty() {
            line.push_str(cell);
            line.push(' ');
        }
        line.push('|');
    }
    line
}

/// Words that are too long for a table, each with the name of what they describe.
#[derive(Debug, Default)]
pub(super) struct Details(Vec<(String, Vec<String>)>);

impl Details {
    /// The words of the document about `name` for a cell; as a whole they stand below the table if they are long.
    pub(super) fn words(&mut self, docs: &Docs, name: &str) -> String {
        let words: Vec<&String> = match (&docs.summary, &docs.description) {
            (Some(summary), Some(words)) if summary != words => vec![summary, words],
            (summary, words) => summary.iter().chain(words).take(1).collect(),
        };
        let cells = words.into_iter().map(|words| {
            let cell = text::cell(words);
            if !cell.is_whole {
                self.0.push((text::code(name), text::lines(words)));
            }
            cell.line
        });
        let mut cells: Vec<String> = cells.collect();
        cells.retain(|cell| !cell.is_empty());
        cells.join(" – ")
    }

    /// As [`words`](Self::words), of something that has a description only.
    pub(super) fn description(&mut self, words: Option<&String>, name: &str) -> String {
        let docs = Docs {
            description: words.cloned(),
            ..Docs::default()
        };
        self.words(&docs, name)
    }

    /// Adds them to the page, below the table.
    pub(super) fn below(self, page: &mut Page) {
        for (name, lines) in self.0 {
            page.paragraph([format!("{name}:")]);
            page.paragraph(lines);
        }
    }
}

/// What holds for a value beyond its type, for a cell: `first`, then what the document says.
pub(super) fn rules(first: &str, further: impl IntoIterator<Item = String>, docs: &Docs) -> String {
    let mut rules = vec![first.to_owned()];
    rules.extend(docs.deprecated.then(|| "deprecated".to_owned()));
    rules.extend(further);
    rules.extend(docs.constraints.iter().map(|rule| {
        let cell = text::cell(rule);
        if cell.is_whole {
            cell.line
        } else {
            text::plain(rule)
        }
    }));
    rules.join("; ")
}

/// The rule for a value that is taken when there is none.
pub(super) fn default(value: Option<&serde_json::Value>) -> Option<String> {
    value.map(|value| format!("{} when absent", text::code(&value.to_string())))
}

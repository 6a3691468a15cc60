//! Rustdoc: the words of the document, made harmless, and what the generator knows.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{Plan, text};
use crate::ir::Docs;

/// Lines of a rustdoc comment, in paragraphs.
#[derive(Debug, Clone, Default)]
pub(super) struct Comment {
    lines: Vec<String>,
}

impl Comment {
    /// A comment that begins with a sentence of ours.
    pub(super) fn new(first: impl Into<String>) -> Self {
        Self {
            lines: vec![first.into()],
        }
    }

    /// A comment that begins with the words of the document, or with `fallback` where it has none.
    pub(super) fn from_docs(docs: &Docs, fallback: impl Into<String>) -> Self {
        let mut comment = Self::default();
        comment.document(docs.summary.as_deref());
        if docs.description != docs.summary {
            comment.document(docs.description.as_deref());
        }
        if comment.lines.is_empty() {
            comment.lines.push(fallback.into());
        }
        comment.constraints(docs);
        comment
    }

    /// Adds a paragraph of the document's words.
    pub(super) fn document(&mut self, words: Option<&str>) {
        let lines = words.map(text::lines).unwrap_or_default();
        self.paragraph(lines);
    }

    /// Adds a paragraph of our own lines.
    pub(super) fn paragraph<L: Into<String>>(&mut self, lines: impl IntoIterator<Item = L>) {
        let mut lines = lines.into_iter().map(Into::into).peekable();
        if lines.peek().is_none() {
            return;
        }
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.extend(lines);
    }

    fn constraints(&mut self, docs: &Docs) {
        if !docs.constraints.is_empty() {
            self.paragraph([format!(
                "Constraints: {}.",
                text::plain(&docs.constraints.join("; "))
            )]);
        }
    }

    /// The attributes of an item.
    pub(super) fn outer(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| literal(line));
        quote!(#(#[doc = #lines])*)
    }

    /// The attributes of a module, inside of it.
    pub(super) fn inner(&self) -> TokenStream {
        let lines = self.lines.iter().map(|line| literal(line));
        quote!(#(#![doc = #lines])*)
    }
}

/// A line as a raw literal, or an escaped one where the text would end the raw one. The formatter takes it out again and
/// writes it behind `///`; to escape it for that, and to read what is escaped, would be three times the work.
fn literal(line: &str) -> Literal {
    let space = if line.is_empty() { "" } else { " " };
    let raw = format!("r#\"{space}{line}\"#").parse();
    raw.unwrap_or_else(|_| Literal::string(&format!("{space}{line}")))
}

/// The crate's own comment.
pub(super) fn library(plan: &Plan<'_>) -> TokenStream {
    let info = &plan.api.info;
    let mut comment = Comment::new(format!(
        "Client of the {}, version {}.",
        text::plain(&info.title),
        text::plain(&info.version)
    ));
    comment.document(info.description.as_deref());
    comment.paragraph(["# Use"]);
    comment.paragraph(super::example::client_lines(plan));
    comment.paragraph([
        "Calls are grouped by tag, each a request builder: what is required comes first, options are setters, and",
        "`send` performs the call. Every call gives an [`ApiResponse`] or the crate's one [`Error`].",
    ]);
    comment.inner()
}

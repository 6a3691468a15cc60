//! A description in a cell of a table: one line, which cannot end the cell or the row.

use super::tree::{self, Alignment, Block, Inline, Table};
use super::{bare, chars, inline, plain, read, settle, summary, write};

/// The most characters of a paragraph that is shown as a whole.
const MAX_CHARS: usize = 400;

/// What a cell shows of a description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::emit) struct Cell {
    /// The line; empty when the description shows nothing.
    pub(in crate::emit) line: String,
    /// Whether that is all that the description says.
    pub(in crate::emit) is_whole: bool,
}

/// The CommonMark `text` for a cell of a table: with the markup that [`lines`](super::lines) would keep if it is one
/// paragraph that is not long, otherwise its first sentences.
#[must_use]
pub(in crate::emit) fn cell(text: &str) -> Cell {
    if let Some(line) = bare::line(text).filter(|line| line.len() <= MAX_CHARS) {
        return Cell {
            line: line.to_owned(),
            is_whole: true,
        };
    }
    let blocks = read::read(&chars::clean(text));
    let (line, is_whole) = match blocks.as_slice() {
        [] => (String::new(), true),
        [Block::Paragraph(inlines)] if length(inlines) <= MAX_CHARS => (row(inlines), true),
        blocks => (plain(&summary::first_sentences(blocks)), false),
    };
    Cell { line, is_whole }
}

fn length(inlines: &[Inline]) -> usize {
    let lines = tree::text_lines(&[Block::Paragraph(inlines.to_vec())]);
    lines.iter().map(|line| line.chars().count()).sum()
}

/// Running text on one line, checked as [`settle`] checks everything: as the cell that it will be.
fn row(inlines: &[Inline]) -> String {
    let mut one_line = Vec::with_capacity(inlines.len());
    for inline in inlines {
        let inline = match inline {
            Inline::Soft | Inline::Hard => Inline::Text(" ".to_owned()),
            other => other.clone(),
        };
        tree::append(&mut one_line, inline);
    }
    let cell = inline::finish(one_line);
    let rows = vec![vec![vec![Inline::Text("x".to_owned())]], vec![cell]];
    let table = Block::Table(Table {
        columns: vec![Alignment::None],
        rows,
    });
    let written = match settle::settle(vec![table]).as_slice() {
        [Block::Table(table)] => {
            let cells = table.rows.last().and_then(|row| row.first());
            cells.map(|cell| write::inlines(cell, true).join(" "))
        }
        _ => None,
    };
    written.filter(|line| !is_divided(line)).unwrap_or_else(|| {
        plain(&tree::text_lines(&[Block::Paragraph(inlines.to_vec())]).join(" "))
    })
}

/// Whether a `|` in `line` could be taken for the end of the cell.
///
/// In code, backslashes are characters; not every reader of tables agrees what two of them before a `|` are.
fn is_divided(line: &str) -> bool {
    let mut is_escaped = false;
    line.chars().any(|c| {
        let divides = c == '|' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        divides
    })
}

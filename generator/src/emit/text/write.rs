//! The tree of what is kept to lines of CommonMark.

use super::escape;
use super::tree::{Alignment, Block, Inline, List, Style, Table};

/// The largest number that CommonMark takes for an item's.
const MAX_NUMBER: u64 = 999_999_999;

/// The lines of `blocks`, with an empty one between each two.
pub(super) fn blocks(blocks: &[Block]) -> Vec<String> {
    sequence(blocks, true)
}

fn sequence(blocks: &[Block], loose: bool) -> Vec<String> {
    let mut lines = Vec::new();
    // Two lists in a row are told apart by their markers.
    let mut alternate = false;
    let mut before: Option<&Block> = None;
    for current in blocks {
        alternate = !alternate && before.is_some_and(|before| is_same_kind(before, current));
        if loose && before.is_some() {
            lines.push(String::new());
        }
        lines.extend(block(current, alternate));
        before = Some(current);
    }
    lines
}

fn is_same_kind(one: &Block, other: &Block) -> bool {
    match (one, other) {
        (Block::List(one), Block::List(other)) => one.start.is_some() == other.start.is_some(),
        _ => false,
    }
}

fn block(block: &Block, alternate: bool) -> Vec<String> {
    match block {
        Block::Paragraph(text) => {
            let lines = inlines(text, false);
            lines.iter().map(|line| escape::line_start(line)).collect()
        }
        Block::Code(code) => fenced(code),
        Block::Rule => vec!["___".to_owned()],
        Block::Quote(blocks) => prefixed(&sequence(blocks, true), ">", ">"),
        Block::List(list) => items(list, alternate),
        Block::Table(table) => rows(table),
        Block::Plain(lines) => lines.iter().map(|line| escape::all(line)).collect(),
    }
}

fn fenced(code: &[String]) -> Vec<String> {
    let longest = code.iter().map(|line| escape::longest_run(line)).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    let mut lines = vec![format!("{fence}text")];
    lines.extend(code.iter().cloned());
    lines.push(fence);
    lines
}

fn items(list: &List, alternate: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, item) in (list.start.unwrap_or(0)..).zip(&list.items) {
        let marker = match (list.start, alternate) {
            (None, false) => "-".to_owned(),
            (None, true) => "*".to_owned(),
            (Some(_), false) => format!("{}.", number.min(MAX_NUMBER)),
            (Some(_), true) => format!("{})", number.min(MAX_NUMBER)),
        };
        if list.loose && !lines.is_empty() {
            lines.push(String::new());
        }
        let indent = " ".repeat(marker.len());
        lines.extend(prefixed(&sequence(item, list.loose), &marker, &indent));
    }
    lines
}

/// `lines` after `first` or `others` and a blank; no blanks at the end of a line.
fn prefixed(lines: &[String], first: &str, others: &str) -> Vec<String> {
    let prefixes = std::iter::once(first).chain(std::iter::repeat(others));
    prefixes
        .zip(lines)
        .map(|(prefix, line)| {
            let line = format!("{prefix} {line}");
            line.trim_end_matches(' ').to_owned()
        })
        .collect()
}

fn rows(table: &Table) -> Vec<String> {
    let mut rows = table.rows.iter();
    let mut header = cells(rows.next().map_or(&[], Vec::as_slice));
    header.resize(table.columns.len(), String::new());
    let rule = table.columns.iter().map(|column| match column {
        Alignment::None => "---",
        Alignment::Left => ":--",
        Alignment::Center => ":-:",
        Alignment::Right => "--:",
    });
    let rule: Vec<String> = rule.map(str::to_owned).collect();
    let mut lines = vec![row(&header), row(&rule)];
    lines.extend(rows.map(|cell| row(&cells(cell))));
    lines
}

fn cells(row: &[Vec<Inline>]) -> Vec<String> {
    row.iter()
        .map(|cell| inlines(cell, true).join(" "))
        .collect()
}

fn row(cells: &[String]) -> String {
    let mut line = "|".to_owned();
    for cell in cells {
        line.extend([" ", cell, " |"]);
    }
    line
}

/// The lines of running text, which do not stand at the start of a line yet.
pub(super) fn inlines(inlines: &[Inline], in_cell: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) => escape::text(text, in_cell, &mut line),
            Inline::Code(code) => escape::code_span(code, in_cell, &mut line),
            Inline::Url(url) => line.extend(["<", url, ">"]),
            Inline::Start(style) | Inline::End(style) => line.push_str(mark(*style)),
            Inline::LinkStart => {
                // With a `!` before it the link would be an image.
                if line.ends_with('!') {
                    line.truncate(line.len() - 1);
                    line.push_str("\\!");
                }
                line.push('[');
            }
            Inline::LinkEnd(url) => {
                line.push_str("](");
                escape::target(url, &mut line);
                line.push(')');
            }
            Inline::Soft => lines.push(std::mem::take(&mut line)),
            Inline::Hard => {
                line.push('\\');
                lines.push(std::mem::take(&mut line));
            }
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

fn mark(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "*",
        Style::Strong => "**",
        Style::Strike => "~~",
    }
}

//! What is kept of a description: all that the writer can write.
//!
//! Whatever is not a variant here was turned into something that is when the text was read: HTML,
//! footnotes and task markers into text, headings into bold paragraphs, images into links, links
//! without an `http` target into their text, bare URLs into autolinks.

/// A piece of text that stands on lines of its own. None is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Running text.
    Paragraph(Vec<Inline>),
    /// The lines of a code block, which is never code to rustdoc.
    Code(Vec<String>),
    /// A thematic break.
    Rule,
    /// A block quote.
    Quote(Vec<Block>),
    /// A list.
    List(List),
    /// A table.
    Table(Table),
    /// Lines without any markup, for what could not be kept otherwise.
    Plain(Vec<String>),
}

/// A bulleted or numbered list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct List {
    /// The first number of a numbered list.
    pub(super) start: Option<u64>,
    /// Whether blank lines stand between the items and between the blocks in them.
    pub(super) loose: bool,
    /// The blocks of each item.
    pub(super) items: Vec<Vec<Block>>,
}

/// How the cells of a column are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alignment {
    /// As the page sets them.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A table; a row may have fewer cells than there are columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// One per column.
    pub(super) columns: Vec<Alignment>,
    /// The heading row and the others.
    pub(super) rows: Vec<Vec<Vec<Inline>>>,
}

/// A way to set off running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `*…*`
    Emphasis,
    /// `**…**`
    Strong,
    /// `~~…~~`
    Strike,
}

/// A piece of running text. Starts and ends are balanced, and none is within its own kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    /// Characters that stand for themselves.
    Text(String),
    /// A code span.
    Code(String),
    /// A URL that is shown as it is.
    Url(String),
    /// From here text is set off.
    Start(Style),
    /// To here text was set off.
    End(Style),
    /// From here text is a link.
    LinkStart,
    /// To here text was a link, and this is its target.
    LinkEnd(String),
    /// A line break in the source, shown as a blank.
    Soft,
    /// A line break.
    Hard,
}

/// Appends `inline` to `inlines`; text to text and code to code, which would not read as two.
pub(super) fn append(inlines: &mut Vec<Inline>, inline: Inline) {
    match (inlines.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (Some(Inline::Code(before)), Inline::Code(code)) => before.push_str(&code),
        (_, inline) => inlines.push(inline),
    }
}

/// The lines of text in `blocks`, without markup.
pub(super) fn text_lines(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(inlines) => push_lines(inlines, &mut lines),
            Block::Code(text) | Block::Plain(text) => lines.extend(text.iter().cloned()),
            Block::Rule => {}
            Block::Quote(blocks) => lines.extend(text_lines(blocks)),
            Block::List(list) => {
                lines.extend(list.items.iter().flat_map(|item| text_lines(item)));
            }
            Block::Table(table) => table
                .rows
                .iter()
                .flatten()
                .for_each(|cell| push_lines(cell, &mut lines)),
        }
    }
    lines
}

fn push_lines(inlines: &[Inline], lines: &mut Vec<String>) {
    let mut line = String::new();
    for inline in inlines {
        match inline {
            Inline::Text(text) | Inline::Code(text) | Inline::Url(text) => line.push_str(text),
            Inline::Soft | Inline::Hard => lines.push(std::mem::take(&mut line)),
            Inline::Start(_) | Inline::End(_) | Inline::LinkStart | Inline::LinkEnd(_) => {}
        }
    }
    lines.push(line);
}

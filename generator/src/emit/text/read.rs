//! CommonMark to the tree of what is kept.

use pulldown_cmark::{Alignment as Column, TagEnd};
use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};

use super::inline::{Gather, http_url};
use super::tree::{Alignment, Block, Inline, List, Style, Table};

/// The extensions that rustdoc turns on, but for typographic quotes, which only change what is shown.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS);

/// Containers within containers beyond this many are left out, and their content is kept.
const MAX_DEPTH: usize = 8;

/// What is kept of `text`.
pub(super) fn read(text: &str) -> Vec<Block> {
    let mut reader = Reader::default();
    Parser::new_ext(text, OPTIONS).for_each(|event| reader.event(event));
    reader.finish()
}

/// What `text` is to rustdoc, which takes any bracket for a link; `None` if that is anything that
/// must not be in a doc comment.
pub(super) fn read_back(text: &str) -> Option<Vec<Block>> {
    let mut resolve = |_: BrokenLink<'_>| Some((CowStr::from(""), CowStr::from("")));
    let mut reader = Reader::default();
    for event in Parser::new_with_broken_link_callback(text, OPTIONS, Some(&mut resolve)) {
        if !is_harmless(&event) {
            return None;
        }
        reader.event(event);
    }
    Some(reader.finish())
}

/// Whether `event` is one of those that the writer means to cause.
fn is_harmless(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => language.as_ref() == "text",
            Tag::Link {
                link_type,
                dest_url,
                ..
            } => {
                matches!(link_type, LinkType::Inline | LinkType::Autolink)
                    && http_url(dest_url).is_some()
            }
            Tag::Paragraph | Tag::BlockQuote(_) | Tag::List(_) | Tag::Item => true,
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => true,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => true,
            _ => false,
        },
        Event::End(_) | Event::Text(_) | Event::Code(_) | Event::Rule => true,
        Event::SoftBreak | Event::HardBreak => true,
        _ => false,
    }
}

/// A container that is open.
#[derive(Debug)]
enum Frame {
    Quote(Vec<Block>),
    List(List),
    Item(Vec<Block>),
}

#[derive(Debug, Default)]
struct Reader {
    /// The blocks outside of any container.
    blocks: Vec<Block>,
    frames: Vec<Frame>,
    /// How many containers are open that were left out.
    left_out: usize,
    inlines: Gather,
    /// The text of the code block that is open.
    code: Option<String>,
    table: Option<Table>,
    /// Whether a line break would end what is being read.
    one_line: bool,
    /// Whether the next paragraph goes on from the text before it.
    joined: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => match &mut self.code {
                Some(code) => code.push_str(&text),
                None => self.inlines.text(&text),
            },
            Event::Code(code) => self.inlines.code(&code),
            Event::Html(html) => self.html_lines(&html),
            Event::InlineHtml(html) if is_line_break(&html) => self.line_break(Inline::Hard),
            Event::InlineHtml(html) if self.one_line => self.inlines.text(&html),
            Event::InlineHtml(html) => self.inlines.lines(&html),
            Event::SoftBreak => self.line_break(Inline::Soft),
            Event::HardBreak => self.line_break(Inline::Hard),
            Event::Rule => {
                self.flush();
                self.push(Block::Rule);
            }
            Event::FootnoteReference(label) => self.inlines.text(&format!("[^{label}]")),
            Event::TaskListMarker(done) => self.inlines.text(if done { "[x] " } else { "[ ] " }),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.inlines.text(&text),
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Emphasis => return self.inlines.start(Style::Emphasis),
            Tag::Strong => return self.inlines.start(Style::Strong),
            Tag::Strikethrough => return self.inlines.start(Style::Strike),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                return self.inlines.link_start(&dest_url);
            }
            Tag::Paragraph if std::mem::take(&mut self.joined) => return,
            _ => self.flush(),
        }
        match tag {
            Tag::Paragraph => {
                if let [.., Frame::List(list), Frame::Item(_)] = self.frames.as_mut_slice() {
                    list.loose |= self.left_out == 0;
                }
            }
            Tag::Heading { .. } => {
                self.one_line = true;
                self.inlines.start(Style::Strong);
            }
            Tag::BlockQuote(_) => self.open(Frame::Quote(Vec::new())),
            Tag::List(start) => self.open(Frame::List(List {
                start,
                loose: false,
                items: Vec::new(),
            })),
            Tag::Item => self.open(Frame::Item(Vec::new())),
            Tag::FootnoteDefinition(label) => {
                self.inlines.text(&format!("[^{label}]: "));
                self.joined = true;
            }
            Tag::CodeBlock(_) => self.code = Some(String::new()),
            Tag::Table(columns) => {
                self.one_line = true;
                self.table = Some(Table {
                    columns: columns.iter().map(alignment).collect(),
                    rows: Vec::new(),
                });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.inlines.end(),
            TagEnd::Link | TagEnd::Image => self.inlines.link_end(),
            TagEnd::Heading(_) => {
                self.inlines.end();
                self.flush();
                self.one_line = false;
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => {
                self.flush();
                self.close();
            }
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                self.push_code(&code);
            }
            TagEnd::TableCell => {
                let cell = self.inlines.take();
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(cell);
                }
            }
            TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    trim_row(table);
                }
            }
            TagEnd::Table => {
                self.one_line = false;
                let table = self.table.take().map(Block::Table);
                table.into_iter().for_each(|table| self.push(table));
            }
            _ => self.flush(),
        }
    }

    fn line_break(&mut self, kind: Inline) {
        if self.one_line {
            self.inlines.text(" ");
        } else {
            self.inlines.line_break(kind);
        }
    }

    /// Adds lines of an HTML block as text: a blank one ends a paragraph.
    fn html_lines(&mut self, html: &str) {
        for line in html.split_inclusive('\n') {
            if line.trim().is_empty() || is_line_break(line.trim()) {
                self.flush();
            } else {
                self.inlines.lines(line);
            }
        }
    }

    /// Opens a container, or counts it when it is too deep.
    fn open(&mut self, frame: Frame) {
        // A list takes its items along, so that none stands alone.
        let deep = self.frames.len() >= MAX_DEPTH && !matches!(frame, Frame::Item(_));
        if deep || self.left_out > 0 {
            self.left_out += 1;
        } else {
            self.frames.push(frame);
        }
    }

    /// Closes the container that was opened last, and keeps it unless it is empty.
    fn close(&mut self) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        match self.frames.pop() {
            Some(Frame::Quote(blocks)) if !blocks.is_empty() => self.push(Block::Quote(blocks)),
            Some(Frame::Item(blocks)) if !blocks.is_empty() => {
                if let Some(Frame::List(list)) = self.frames.last_mut() {
                    list.items.push(blocks);
                }
            }
            Some(Frame::List(mut list)) if !list.items.is_empty() => {
                settle_looseness(&mut list);
                self.push(Block::List(list));
            }
            _ => {}
        }
    }

    /// Ends the paragraph that is being read, if any.
    fn flush(&mut self) {
        self.joined = false;
        let inlines = self.inlines.take();
        if !inlines.is_empty() {
            self.push(Block::Paragraph(inlines));
        }
    }

    fn push_code(&mut self, code: &str) {
        let lines: Vec<&str> = code.split('\n').map(str::trim_end).collect();
        let shown = |line: &&str| !line.is_empty();
        let first = lines.iter().position(shown);
        let last = lines.iter().rposition(shown);
        if let Some((first, last)) = first.zip(last) {
            let lines = lines.get(first..=last).unwrap_or_default();
            self.push(Block::Code(
                lines.iter().map(|&line| line.to_owned()).collect(),
            ));
        }
    }

    fn push(&mut self, block: Block) {
        match self.frames.last_mut() {
            Some(Frame::Quote(blocks) | Frame::Item(blocks)) => blocks.push(block),
            Some(Frame::List(list)) => list.items.push(vec![block]),
            None => self.blocks.push(block),
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }
}

fn is_line_break(html: &str) -> bool {
    ["<br>", "<br/>", "<br />"]
        .iter()
        .any(|tag| html.eq_ignore_ascii_case(tag))
}

fn alignment(column: &Column) -> Alignment {
    match column {
        Column::None => Alignment::None,
        Column::Left => Alignment::Left,
        Column::Center => Alignment::Center,
        Column::Right => Alignment::Right,
    }
}

/// Takes empty cells off the end of the last row, and the row if it has no others.
fn trim_row(table: &mut Table) {
    if let Some(row) = table.rows.last_mut() {
        while row.last().is_some_and(Vec::is_empty) {
            row.pop();
        }
        if row.is_empty() {
            table.rows.pop();
        }
    }
}

/// Makes `list` loose if its blocks would not be told apart without blank lines, and tight if it has
/// nowhere to put one.
fn settle_looseness(list: &mut List) {
    let single = matches!(list.items.as_slice(), [item] if item.len() == 1);
    list.loose = !single && (list.loose || !list.items.iter().all(|item| is_tight(item)));
}

/// Whether all blocks of `item` but the first are lists that may directly follow text.
fn is_tight(item: &[Block]) -> bool {
    let follows = |block: &Block| matches!(block, Block::List(list) if !list.loose && matches!(list.start, None | Some(1)));
    let first_ok = !matches!(item.first(), Some(Block::List(list)) if list.loose);
    first_ok && item.iter().skip(1).all(follows)
}

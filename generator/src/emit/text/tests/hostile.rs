//! Texts that nobody would write, and what must hold of their lines whatever they are.

use std::fmt::Write as _;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::super::{cell, code, escape, lines, plain, summary};

/// Pieces that mean something to CommonMark, rustdoc or a browser, alone or next to each other.
const PIECES: &[&str] = &[
    "a",
    "b c",
    "word ",
    " ",
    "  ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\n    ",
    "\r",
    "\r\n",
    "\u{2028}",
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "~~~",
    "`",
    "``",
    "```",
    "```rust\n",
    "```\n",
    "\\",
    "\\\n",
    "  \n",
    "[",
    "]",
    "(",
    ")",
    "[a]",
    "[a](",
    "![",
    "!",
    "[x]: http://a.b\n",
    "[a][x]",
    "[^1]",
    "[^1]: ",
    "](http://a.b)",
    "](javascript:x)",
    "<http://a.b>",
    "<javascript:x>",
    "<a@b.c>",
    "http://a.b",
    "https://a.b/c_d_(e).",
    "http://a.b/{c}",
    "https://",
    "<",
    ">",
    "<b>",
    "</b>",
    "<br>",
    "<br/>\n",
    "<!--",
    "-->",
    "<script>",
    "<pre>\n",
    "<div>\n",
    "<?",
    "<![CDATA[",
    "&",
    "&amp;",
    "&lt;",
    "&#10;",
    "&#32;",
    "&nbsp;",
    "&#x202E;",
    "&#96;",
    "&#42;",
    ";",
    "# ",
    "#",
    "### ",
    "=",
    "===\n",
    "-",
    "- ",
    "---\n",
    "+ ",
    "* ",
    "1. ",
    "7) ",
    "999999999. ",
    "> ",
    ">",
    "|",
    "| a | b |\n",
    "|---|:-:|\n",
    "--|--\n",
    ":-\n",
    "- [ ] ",
    "[x] ",
    ":",
    "\u{202E}",
    "\u{2066}",
    "\u{200B}",
    "\0",
    "\u{7}",
    "\u{FEFF}",
    "\u{A0}",
    "\u{3000}",
    "é",
    "漢字",
    "🏴",
    "\"",
    "'",
    "{",
    "}",
    "$",
    "^",
    "%",
    "fn main() {}",
    "\n- ",
    "\n  ",
    "\n> ",
    "\n1. ",
    "\n\n\n",
];

struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % limit
    }

    fn text(&mut self) -> String {
        let pieces = 1 + self.below(24);
        (0..pieces)
            .map(|_| PIECES[self.below(PIECES.len())])
            .collect()
    }
}

/// rustdoc's own options, `main_body_opts`.
fn rustdoc() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// What is wrong with `markdown` as a doc comment.
fn faults(markdown: &str) -> String {
    let mut faults = String::new();
    let mut verbatim = 0;
    // rustdoc takes each bracket for a link to an item, as this does.
    let mut resolve = |_: BrokenLink<'_>| Some((CowStr::from("item"), CowStr::from("")));
    for event in Parser::new_with_broken_link_callback(markdown, rustdoc(), Some(&mut resolve)) {
        let fault = match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                verbatim += 1;
                info.as_ref() != "text"
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                verbatim += 1;
                !(dest_url.starts_with("http://") || dest_url.starts_with("https://"))
            }
            Event::Start(
                Tag::CodeBlock(_)
                | Tag::Heading { .. }
                | Tag::Image { .. }
                | Tag::HtmlBlock
                | Tag::FootnoteDefinition(_),
            )
            | Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_) => true,
            Event::Text(text) => verbatim == 0 && text.contains("http://a.b"),
            Event::End(TagEnd::CodeBlock | TagEnd::Link) => {
                verbatim -= 1;
                false
            }
            _ => false,
        };
        if fault {
            let _ = write!(faults, "{event:?} ");
        }
    }
    if let Some(c) = markdown.chars().find(|c| is_unseen(*c)) {
        let _ = write!(faults, "{c:?} ");
    }
    faults
}

fn is_unseen(c: char) -> bool {
    c.is_control() && c != '\n'
        || c.is_whitespace() && c != '\n' && c != ' '
        || "\u{61C}\u{200B}\u{200E}\u{200F}\u{FEFF}".contains(c)
        || ('\u{202A}'..='\u{202E}').contains(&c)
        || ('\u{2066}'..='\u{2069}').contains(&c)
}

fn check(text: &str) {
    let lines = lines(text);
    let joined = lines.join("\n");
    assert_eq!(faults(&joined), "", "{text:?} gave\n{joined}");
    assert!(
        lines
            .iter()
            .all(|line| !line.ends_with(' ') && !line.contains('\n')),
        "{text:?}"
    );
    assert!(
        lines.first().is_none_or(|line| !line.is_empty()),
        "{text:?}"
    );
    assert!(lines.last().is_none_or(|line| !line.is_empty()), "{text:?}");
    for line in [plain(text), summary(text), code(text)] {
        assert_eq!(faults(&line), "", "{text:?} gave {line}");
        assert!(!line.contains('\n'), "{text:?}");
        let row = format!("| a | b |\n|---|---|\n| {line} | end |");
        let cells = Parser::new_ext(&row, rustdoc());
        let cells = cells.filter(|event| *event == Event::Start(Tag::TableCell));
        assert_eq!(cells.count(), 4, "{text:?} gave {row}");
    }
}

/// Checks the text as a cell of a table.
fn check_cell(text: &str) {
    let line = cell(text).line;
    let row = format!("| a | b |\n|---|---|\n| {line} | end |");
    assert_eq!(row.lines().count(), 3, "{text:?} gave {row}");
    assert_eq!(faults(&row), "", "{text:?} gave {row}");
    let events: Vec<Event<'_>> = Parser::new_ext(&row, rustdoc()).collect();
    let last = events
        .iter()
        .rev()
        .find(|event| matches!(event, Event::Text(_)));
    assert_eq!(
        last,
        Some(&Event::Text("end".into())),
        "{text:?} gave {row}"
    );
}

fn run(seed: u64, count: usize) {
    let mut random = Random(seed);
    for _ in 0..count {
        let text = random.text();
        check(&text);
        check_cell(&text);
    }
}

#[test]
fn any_mixture_of_markup_is_harmless() {
    run(0x9E37_79B9_7F4A_7C15, 8_000);
}

#[test]
fn writing_what_was_written_changes_nothing() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for _ in 0..4_000 {
        let text = random.text();
        let once = lines(&text);
        assert_eq!(lines(&once.join("\n")), once, "{text:?}");
    }
}

#[test]
fn plain_lines_mean_nothing_wherever_they_stand() {
    let mut random = Random(0x1234_5678_9ABC_DEF1);
    for _ in 0..2_000 {
        let line = escape::all(&random.text().replace(|c: char| c.is_control(), " "));
        let allowed = |event: &Event<'_>| {
            matches!(
                event,
                Event::Text(_) | Event::Start(Tag::Paragraph) | Event::End(_)
            )
        };
        let line = line.trim();
        assert!(
            Parser::new_ext(line, rustdoc()).all(|event| allowed(&event)),
            "{line:?}"
        );
    }
}

#[test]
fn time_grows_with_the_text_alone() {
    let deep =
        |count: usize, mark: &str| format!("{}a\n{}", mark.repeat(count), "a\n".repeat(count));
    let stairs: String = (0..400)
        .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
        .collect();
    let cases = [
        deep(20_000, ">"),
        deep(20_000, "> "),
        deep(20_000, "- "),
        deep(20_000, "1. "),
        stairs + &"b\n".repeat(20_000),
        "[".repeat(50_000) + &"](http://a.b)".repeat(5_000),
        "*a **b ~c ".repeat(10_000),
        "http".repeat(25_000),
        "http://".repeat(15_000),
        "`".repeat(50_000) + "a",
        "<a b=\"".repeat(15_000),
        format!(
            "{}\n{}\n{}",
            "|a".repeat(500),
            "|-".repeat(500),
            "|a\n".repeat(20_000)
        ),
        "&a".repeat(50_000),
        "a\\|`b|` | ".repeat(10_000),
    ];
    for text in cases {
        // A quadratic path takes minutes here: the run's own time limit would tell.
        check(&text);
    }
}

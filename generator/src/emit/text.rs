//! CommonMark from a description in, harmless rustdoc out.
//!
//! A description is written by somebody else, and rustdoc does more with Markdown than show it: it
//! compiles and runs code blocks, resolves brackets as paths, passes HTML through to the page, and
//! its lints and those of Clippy fail a build over what they find. So the text is not patched: it
//! is parsed, only what is on a short list is kept (see [`tree`]), and that is written anew in one
//! canonical form. Every block is then read back as rustdoc would read it; one that does not come
//! out the same is written once more as text alone, with every punctuation mark escaped. The promise
//! thus does not hang on the escaping rules being complete.
//!
//! Existing writers of CommonMark keep HTML, link targets, code blocks and definitions as they are,
//! and none escapes for rustdoc's reading of brackets; the little that is kept here needs little.

mod bare;
mod cell;
mod chars;
mod escape;
mod inline;
mod read;
mod settle;
mod summary;
#[cfg(test)]
mod tests;
mod tree;
mod write;

pub(super) use cell::cell;

/// Whether `c` can stand in an emitted text as it is: it is seen, and does not change how others are.
#[must_use]
pub(super) fn is_shown(c: char) -> bool {
    c == ' ' || chars::is_kept(c)
}

/// The lines of a rustdoc comment that shows the CommonMark `text`.
///
/// No line holds a line break, a tab, a control or a bidirectional character or ends in a blank, the
/// first is not empty, and there are none when `text` shows nothing. The caller puts one blank before
/// each line. The author's line breaks stay where they are, so that a changed word changes one line.
///
/// Whatever `text` is, the lines hold no code but `text` blocks, no HTML, no links but `http` and
/// `https` ones, and nothing that rustdoc or Clippy warns about by default. Headings become bold
/// paragraphs, so that they cannot be taken for the sections of the item itself.
#[must_use]
pub(super) fn lines(text: &str) -> Vec<String> {
    if let Some(line) = bare::line(text) {
        return vec![line.to_owned()];
    }
    let blocks = read::read(&chars::clean(text));
    write::blocks(&settle::settle(blocks))
}

/// The start of the CommonMark `text` on one line: as many whole sentences of its first block as fit
/// 120 characters, else the first words and `…`. Empty when `text` shows nothing.
///
/// The line carries no markup, and is escaped as [`plain`] escapes.
#[must_use]
pub(super) fn summary(text: &str) -> String {
    let blocks = read::read(&chars::clean(text));
    plain(&summary::first_sentences(&blocks))
}

/// The text itself, which is not read as CommonMark, on one line that shows it in any Markdown.
///
/// For titles and the like in paragraphs, headings and table cells: control and bidirectional
/// characters are gone, markup and `|` are escaped, and a bare URL is put in `<…>`. Not for a code
/// span, where escapes would show: see [`code`].
#[must_use]
pub(super) fn plain(text: &str) -> String {
    let text = tree::Inline::Text(one_line(text));
    let lines = write::inlines(&inline::finish(vec![text]), true);
    escape::line_start(&lines.join(" "))
}

/// The text itself on one line as a code span, for names and paths anywhere in Markdown.
///
/// Text with a `|`, for which no code span is right both in a table and elsewhere, is escaped as
/// [`plain`] escapes; text that shows nothing is `""`.
#[must_use]
pub(super) fn code(text: &str) -> String {
    let text = one_line(text);
    if text.contains('|') {
        return plain(&text);
    }
    let text = if text.is_empty() { "\"\"" } else { &text };
    let mut span = String::new();
    escape::code_span(text, false, &mut span);
    span
}

/// The text itself on one line, escaped for nothing: for a field of a manifest.
///
/// Control and bidirectional characters are gone, and blanks are single.
#[must_use]
pub(super) fn one_line(text: &str) -> String {
    let text = chars::clean_inline(text);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

//! Diagnostics as text, in the manner of compilers: what, where, the line itself, what to do.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::site::{Site, Texts};
use crate::pointer::Pointer;
use crate::read::positions::Position;
use crate::report::{Diagnostic, Origins, Severity};

/// Lines longer than this many bytes are not shown: nobody would recognise a place in them.
const LONGEST_LINE: usize = 240;

/// Renders `diagnostics` one below the other, with colours for a terminal if `styled`.
///
/// `origins` leads from their pointers to the files; the texts are read a second time for it.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], origins: &Origins, styled: bool) -> String {
    let renderer = if styled {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii);
    let mut texts = Texts::new(origins);
    let mut output = String::new();
    for diagnostic in diagnostics {
        let site = texts.site(diagnostic);
        let at = origins.before_moves(&diagnostic.pointer);
        output.push_str(&renderer.render(&[group(diagnostic, &site, &at)]));
        output.push_str("\n\n");
    }
    output
}

fn group<'a>(diagnostic: &'a Diagnostic, site: &'a Site, at: &Pointer) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level
        .primary_title(&diagnostic.message)
        .id(diagnostic.code.as_str());
    let Position { line, column, .. } = site.position;
    let mut group = if site.line.len() > LONGEST_LINE || site.line.trim().is_empty() {
        title.element(Origin::path(&site.file).line(line).char_column(column))
    } else {
        let primary = AnnotationKind::Primary.span(bytes(&site.line, site.position));
        let snippet = Snippet::source(&site.line)
            .line_start(line)
            .path(&site.file);
        title.element(snippet.annotation(primary))
    };
    if diagnostic.place.is_none() {
        let words = if at.is_root() {
            "at the document's root".to_owned()
        } else {
            format!("at {at}")
        };
        group = group.element(Level::NOTE.message(words));
    }
    if diagnostic.help.is_empty() {
        return group;
    }
    group.element(Level::HELP.message(&diagnostic.help))
}

/// The range of bytes that `position` points at in its `line`.
fn bytes(line: &str, position: Position) -> std::ops::Range<usize> {
    let byte = |column: usize| {
        line.char_indices()
            .nth(column)
            .map_or(line.len(), |(at, _)| at)
    };
    let start = byte(position.column.saturating_sub(1));
    start..byte(position.column.saturating_sub(1) + position.length)
}

#[cfg(test)]
mod tests;

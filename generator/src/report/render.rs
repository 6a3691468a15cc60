//! Diagnostics as text, in the manner of compilers: what, where, the line itself, what to do.

use std::collections::BTreeMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::read::positions::{Position, Positions};
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
    let mut texts = Texts {
        origins,
        files: BTreeMap::new(),
    };
    let mut output = String::new();
    for diagnostic in diagnostics {
        let site = texts.site(diagnostic);
        output.push_str(&renderer.render(&[group(diagnostic, &site)]));
        output.push_str("\n\n");
    }
    output
}

/// Where a diagnostic points: a file, a position in it and the line's text.
struct Site {
    file: String,
    position: Position,
    line: String,
}

/// The files that diagnostics were found in so far.
struct Texts<'o> {
    origins: &'o Origins,
    files: BTreeMap<String, File<'o>>,
}

struct File<'o> {
    lines: Vec<&'o str>,
    positions: Positions,
}

impl<'o> Texts<'o> {
    fn site(&mut self, diagnostic: &Diagnostic) -> Site {
        if let Some(place) = &diagnostic.place {
            let position = Position {
                line: place.line,
                column: place.column,
                length: 1,
            };
            let text = self.origins.text(&place.file);
            let line = text.and_then(|text| lines(text).nth(place.line.saturating_sub(1)));
            return Site {
                file: place.file.clone(),
                position,
                line: line.unwrap_or_default().to_owned(),
            };
        }
        let location = self.origins.locate(&diagnostic.pointer);
        let origins = self.origins;
        let file = self.files.entry(location.file.clone()).or_insert_with(|| {
            let text = origins.text(&location.file).unwrap_or_default();
            File {
                lines: lines(text).collect(),
                positions: Positions::of(text),
            }
        });
        let position = file.positions.find(&location.pointer);
        let line = file.lines.get(position.line.saturating_sub(1));
        Site {
            file: location.file,
            position,
            line: (*line.unwrap_or(&"")).to_owned(),
        }
    }
}

/// The lines as YAML counts them: a carriage return alone ends one, too.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

fn group<'a>(diagnostic: &'a Diagnostic, site: &'a Site) -> Group<'a> {
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
        let pointer = diagnostic.pointer.as_str();
        let at = if pointer.is_empty() {
            "at the document's root".to_owned()
        } else {
            format!("at {pointer}")
        };
        group = group.element(Level::NOTE.message(at));
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

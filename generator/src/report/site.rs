//! From a diagnostic to the line and column to show.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::pointer::Pointer;
use crate::read::positions::{Position, Positions};
use crate::report::{Diagnostic, Origins};

/// Where a diagnostic points: a file, a position in it and the line's text.
pub(crate) struct Site {
    pub(crate) file: String,
    pub(crate) pointer: Pointer,
    pub(crate) position: Position,
    pub(crate) line: String,
}

/// The files that diagnostics were found in so far.
pub(crate) struct Texts<'o> {
    origins: &'o Origins,
    files: BTreeMap<String, File<'o>>,
}

struct File<'o> {
    lines: Vec<&'o str>,
    positions: Cow<'o, Positions>,
}

impl<'o> Texts<'o> {
    pub(crate) fn new(origins: &'o Origins) -> Self {
        Self {
            origins,
            files: BTreeMap::new(),
        }
    }

    /// Where `diagnostic` points. The first time in a file, its text is read again for it.
    pub(super) fn site(&mut self, diagnostic: &Diagnostic) -> Site {
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
                pointer: diagnostic.pointer.clone(),
                position,
                line: line.unwrap_or_default().to_owned(),
            };
        }
        self.at(&diagnostic.pointer)
    }

    /// Where what the phases know as `pointer` stands.
    pub(crate) fn at(&mut self, pointer: &Pointer) -> Site {
        let location = self.origins.locate(pointer);
        let origins = self.origins;
        let file = self.files.entry(location.file.clone()).or_insert_with(|| {
            let text = origins.text(&location.file).unwrap_or_default();
            File {
                lines: lines(text).collect(),
                positions: match origins.positions(&location.file) {
                    Some(known) => Cow::Borrowed(known),
                    None => Cow::Owned(Positions::of(text)),
                },
            }
        });
        let position = file.positions.find(&location.pointer);
        let line = file.lines.get(position.line.saturating_sub(1));
        Site {
            file: location.file,
            pointer: location.pointer,
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

//! The way back from a place in the document that the phases see to a place in a file.

use std::collections::BTreeMap;

use crate::inputs::Source;
use crate::overlay::{self, Found};
use crate::pointer::Pointer;
use crate::read::positions::Positions;
use crate::read::without_mark;
use crate::settings::Settings;

/// Which file each part of the document came from, and where in that file it was.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    root: String,
    texts: BTreeMap<String, String>,
    /// The settings, which are no part of the document but can be pointed at.
    settings: Option<Source>,
    /// What overlays have put into the root document, or moved in it.
    overlaid: BTreeMap<Pointer, Found>,
    mounts: BTreeMap<Pointer, Location>,
    moves: Vec<BTreeMap<Pointer, Pointer>>,
    /// The positions in the root document, where they have been found already.
    positions: Option<Positions>,
}

/// A place in one of the files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file's path, as its [`Source`] says.
    pub file: String,
    /// The place in that file's own tree.
    pub pointer: Pointer,
}

impl Origins {
    /// The origins of a document that is `root` alone.
    #[must_use]
    pub fn new(root: &Source) -> Self {
        let texts = BTreeMap::from([(root.path.clone(), without_mark(&root.text).to_owned())]);
        Self {
            root: root.path.clone(),
            texts,
            ..Self::default()
        }
    }

    /// The path of the root document.
    #[must_use]
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The text of `file`, if it was read.
    #[must_use]
    pub fn text(&self, file: &str) -> Option<&str> {
        let settings = self.settings.as_ref();
        let settings = settings.filter(|settings| settings.path == file);
        match self.texts.get(file) {
            Some(text) => Some(text),
            None => settings.map(|settings| settings.text.as_str()),
        }
    }

    /// The positions in `file`, if they have been found already.
    pub(crate) fn positions(&self, file: &str) -> Option<&Positions> {
        self.positions.as_ref().filter(|_| file == self.root)
    }

    /// Keeps the positions in the root document.
    pub(crate) fn keep_positions(&mut self, positions: Positions) {
        self.positions = Some(positions);
    }

    /// Path and text of every file of the document, its root among them.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts
            .iter()
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Where in which file the value at `pointer` was.
    #[must_use]
    pub fn locate(&self, pointer: &Pointer) -> Location {
        let location = self.in_document(pointer);
        if location.file != self.root {
            return location;
        }
        match overlay::locate(&self.overlaid, &location.pointer) {
            Found::Overlay(location) => location,
            Found::Root(pointer) => Location {
                pointer,
                ..location
            },
        }
    }

    /// Where in which file of the description the value at `pointer` was when the overlays had been applied. What they
    /// bring belongs to the root document: references in it are read as if they stood there.
    pub(crate) fn in_document(&self, pointer: &Pointer) -> Location {
        let pointer = self.before_moves(pointer);
        match nearest(&self.mounts, &pointer) {
            Some((mount, rest)) => Location {
                file: mount.file.clone(),
                pointer: mount.pointer.join(&rest),
            },
            None => Location {
                file: self.root.clone(),
                pointer,
            },
        }
    }

    /// Where the value at `pointer` was in the one document, before anything in it was moved.
    pub(crate) fn before_moves(&self, pointer: &Pointer) -> Pointer {
        let moves = self.moves.iter().rev();
        moves.fold(pointer.clone(), |pointer, moves| before(moves, &pointer))
    }

    /// Keeps where the parts of the root document stood before it was changed, or in which overlay.
    pub(crate) fn overlay(&mut self, found: BTreeMap<Pointer, Found>) {
        self.overlaid = found;
    }

    /// Keeps the text of another file.
    pub(crate) fn add_text(&mut self, source: Source) {
        let text = without_mark(&source.text).to_owned();
        self.texts.insert(source.path, text);
    }

    /// Keeps the text of the settings, in which diagnostics may point.
    pub(crate) fn add_settings(&mut self, settings: &Settings) {
        self.settings.clone_from(&settings.source);
    }

    /// What stands at `pointer` is a copy of what stands at `location`.
    pub(crate) fn mount(&mut self, pointer: Pointer, location: Location) {
        self.mounts.insert(pointer, location);
    }

    /// Moves from here on are made to the document that all moves before have led to.
    pub(crate) fn start_moves(&mut self) {
        self.moves.push(BTreeMap::new());
    }

    /// What stands at `new` stood at `old` when the moves were started.
    pub(crate) fn moved(&mut self, old: Pointer, new: Pointer) {
        if self.moves.is_empty() {
            self.start_moves();
        }
        if let Some(moves) = self.moves.last_mut() {
            moves.insert(new, old);
        }
    }
}

/// Where what stands at `pointer` stood before `moves`, which lead from new to old places. What was
/// moved may have been moved along with something around it, too.
fn before(moves: &BTreeMap<Pointer, Pointer>, pointer: &Pointer) -> Pointer {
    let mut here = pointer.clone();
    let mut tail = Pointer::root();
    while let Some((old, rest)) = nearest(moves, &here) {
        let new_length = here.as_str().len() - rest.as_str().len();
        let mut around = old.clone();
        while here.strip_prefix(&around).is_none() && around.pop() {}
        let own = old.strip_prefix(&around).unwrap_or_default();
        tail = own.join(&rest).join(&tail);
        let shrinks = around.as_str().len() < new_length;
        here = around;
        if !shrinks {
            break;
        }
    }
    here.join(&tail)
}

/// The entry for `pointer` or its nearest ancestor, and the way from there to `pointer`.
fn nearest<'m, T>(map: &'m BTreeMap<Pointer, T>, pointer: &Pointer) -> Option<(&'m T, Pointer)> {
    let mut ancestor = pointer.clone();
    while !map.is_empty() {
        if let Some(found) = map.get(&ancestor) {
            return Some((found, pointer.strip_prefix(&ancestor)?));
        }
        if !ancestor.pop() {
            break;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pointer(text: &str) -> Pointer {
        text.parse().unwrap()
    }

    #[test]
    fn moves_are_undone_in_reverse_and_then_mounts() {
        let mut origins = Origins::new(&Source {
            path: "api.yaml".to_owned(),
            text: String::new(),
        });
        let file = "pet.yaml".to_owned();
        let mount = Location {
            file,
            pointer: pointer("/Pet"),
        };
        origins.mount(pointer("/components/schemas/Pet"), mount);
        origins.start_moves();
        origins.moved(
            pointer("/components/schemas/Pet/a"),
            pointer("/components/schemas/Pet/b"),
        );
        origins.start_moves();
        origins.moved(
            pointer("/components/schemas/Pet/b/1"),
            pointer("/components/schemas/Pet/c"),
        );

        let location = origins.locate(&pointer("/components/schemas/Pet/c/x"));
        assert_eq!(
            (location.file.as_str(), location.pointer.as_str()),
            ("pet.yaml", "/Pet/a/1/x")
        );
        let location = origins.locate(&pointer("/components/schemas/Petty/c"));
        assert_eq!(location.file, "api.yaml");
        assert_eq!(location.pointer.as_str(), "/components/schemas/Petty/c");
    }
}

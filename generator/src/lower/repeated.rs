//! Notes that documents give many reasons for are told once each, with how often.

use std::collections::{BTreeMap, BTreeSet};

use super::Context;
use crate::pointer::Pointer;
use crate::report::Code;

/// The places of each note, by its code, what it says and what to do about it.
pub(super) type Repeated = BTreeMap<(Code, String, &'static str), BTreeSet<Pointer>>;

impl Context<'_> {
    /// Notes that something at `place` is lowered in a simpler way, once for all places where the
    /// same is to be said.
    pub(super) fn note_once(&mut self, place: Pointer, message: String, help: &'static str) {
        self.note_once_as(Code::NotLowered, place, message, help);
    }

    /// Notes something of kind `code` at `place`, once for all places where the same is to be said.
    pub(super) fn note_once_as(
        &mut self,
        code: Code,
        place: Pointer,
        message: String,
        help: &'static str,
    ) {
        let key = (code, message, help);
        self.repeated.entry(key).or_default().insert(place);
    }

    /// Notes that what stands at `place` cannot be said by a type, once for all places where the same
    /// is to be said.
    pub(super) fn note_unsaid(
        &mut self,
        place: Pointer,
        message: impl Into<String>,
        help: &'static str,
    ) {
        self.note_once_as(Code::NotInTypes, place, message.into(), help);
    }

    /// Tells what [`Self::note_once`] has gathered, each at the first of its places.
    pub(super) fn report_repeated(&mut self) {
        for ((code, message, help), places) in std::mem::take(&mut self.repeated) {
            let Some(first) = places.first() else {
                continue;
            };
            let message = match places.len() {
                1 => message,
                2 => format!("{message}; the same in one more place"),
                count => format!("{message}; the same in {} more places", count - 1),
            };
            self.report.note(code, first, message, help);
        }
    }
}

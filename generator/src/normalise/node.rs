//! What a pass sees of the document, and what it can say.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::grammar::{Kind, RESERVED, title, words};
use crate::pointer::Pointer;
use crate::read::Version;
use crate::report::{Code, Report, did_you_mean, misspelled};

/// One object of the document, or what stands in its place.
pub(super) struct Node<'n> {
    pub pointer: &'n Pointer,
    pub kind: Kind,
    pub value: &'n mut Value,
}

impl Node<'_> {
    /// The members, if this is a Schema Object (and not a boolean or something else).
    pub(super) fn schema(&mut self) -> Option<&mut Map<String, Value>> {
        if self.kind == Kind::Schema {
            self.value.as_object_mut()
        } else {
            None
        }
    }
}

/// What the passes tell: diagnostics, counts of what is told once, and moves.
pub(super) struct Notes {
    pub version: Version,
    report: Report,
    counted: BTreeMap<Counted, (usize, Pointer)>,
    /// How often an object of a kind has a member that no version has, and where first.
    unknown: BTreeMap<(Kind, String), (usize, Pointer)>,
    moves: BTreeMap<Pointer, Pointer>,
}

/// Something that is told once for the whole document, however often it occurs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counted {
    /// A word that the document's version does not have.
    ForeignWord(&'static str),
    /// Members beside a `$ref` where only a schema could have them.
    RefSiblings,
}

impl Notes {
    pub(super) fn new(version: Version) -> Self {
        Self {
            version,
            report: Report::new(),
            counted: BTreeMap::new(),
            unknown: BTreeMap::new(),
            moves: BTreeMap::new(),
        }
    }

    pub(super) fn warn(&mut self, code: Code, pointer: &Pointer, message: String, help: &str) {
        self.report.warn(code, pointer, message, help);
    }

    pub(super) fn error(&mut self, code: Code, pointer: &Pointer, message: String, help: &str) {
        self.report.error(code, pointer, message, help);
    }

    /// The member `key` of the object at `pointer` was of the wrong kind; `done` says what it has
    /// become: "was left out", "was read as …".
    pub(super) fn repaired(&mut self, pointer: &Pointer, key: &str, expected: &str, done: &str) {
        let message = format!("`{key}` is not {expected}; it {done}");
        let help = match done.strip_prefix("was read as") {
            Some(_) => "write it as that",
            None => "correct it, or remove it",
        };
        self.warn(Code::WrongType, &pointer.child(key), message, help);
    }

    /// Counts something that is told once, at the first place where it occurs.
    pub(super) fn count(&mut self, what: Counted, pointer: &Pointer) {
        self.counted
            .entry(what)
            .or_insert_with(|| (0, pointer.clone()))
            .0 += 1;
    }

    /// Counts the member `key`, which no version has, of an object of `kind` at `pointer`.
    pub(super) fn count_unknown(&mut self, kind: Kind, key: &str, pointer: &Pointer) {
        let entry = self.unknown.entry((kind, key.to_owned()));
        entry.or_insert_with(|| (0, pointer.child(key))).0 += 1;
    }

    /// What stood at `old` stands at `new` when this pass is done.
    pub(super) fn moved(&mut self, old: Pointer, new: Pointer) {
        self.moves.insert(old, new);
    }

    pub(super) fn take_moves(&mut self) -> BTreeMap<Pointer, Pointer> {
        std::mem::take(&mut self.moves)
    }

    /// Adds what was told of objects further on.
    pub(super) fn absorb(&mut self, later: Self) {
        self.report.append(later.report);
        for (what, (count, first)) in later.counted {
            self.counted.entry(what).or_insert((0, first)).0 += count;
        }
        for (what, (count, first)) in later.unknown {
            self.unknown.entry(what).or_insert((0, first)).0 += count;
        }
        self.moves.extend(later.moves);
    }

    /// Tells `report` everything, and how often what was counted occurs.
    pub(super) fn finish(self, report: &mut Report) {
        report.append(self.report);
        tell_unknown(self.unknown, report);
        let other = match self.version {
            Version::V3_0 => "3.0",
            Version::V3_1 => "3.1",
        };
        for (what, (count, first)) in self.counted {
            let places = places(count);
            match what {
                Counted::ForeignWord(word) => {
                    let message =
                        format!("{word} is used {places}, which OpenAPI {other} does not have");
                    let help = "it is understood as it was meant";
                    report.warn(Code::MixedVersions, &first, message, help);
                }
                Counted::RefSiblings => {
                    let message =
                        format!("members stand beside a `$ref` {places} and are not used");
                    let help = "describe it where the reference leads";
                    report.note(Code::RefSiblings, &first, message, help);
                }
            }
        }
    }
}

/// Tells of members that no version has: of many, the first.
fn tell_unknown(unknown: BTreeMap<(Kind, String), (usize, Pointer)>, report: &mut Report) {
    /// How many are told one by one: a whole map in the wrong place would be as many as it has names.
    const SHOWN: usize = 20;
    /// How many characters of a name are shown.
    const LONGEST: usize = 80;
    let further = unknown.len().saturating_sub(SHOWN);
    for (index, ((kind, key), (count, first))) in unknown.into_iter().enumerate() {
        let (title, places) = (title(kind), places(count));
        let shown: String = key.chars().take(LONGEST).collect();
        let message = format!(
            "`{shown}` is used {places}, which {title} Objects do not have: it is left out"
        );
        let meant = words(kind).and_then(|words| misspelled(&key, words));
        if let Some(meant) = meant {
            report.warn(Code::UnknownMember, &first, message, did_you_mean(meant));
        } else if index < SHOWN {
            let help = "begin its name with `x-` if it is for other tools, or remove it";
            report.note(Code::UnknownMember, &first, message, help);
        }
        if index == SHOWN {
            let message =
                format!("{further} further members are of no object that the specification has");
            let help = "mend those that were told, and look again";
            report.note(Code::UnknownMember, &first, message, help);
        }
    }
}

fn places(count: usize) -> String {
    match count {
        1 => "here".to_owned(),
        2 => "here and in one more place".to_owned(),
        count => format!("here and in {} more places", count - 1),
    }
}

/// The key under which a word that 3.0 does not have is kept.
pub(super) fn kept(word: &str) -> String {
    format!("{RESERVED}{word}")
}

/// Gives the member `old` the name `new`, in its place; false if there is no such member.
pub(super) fn rename(members: &mut Map<String, Value>, old: &str, new: &str) -> bool {
    let Some(at) = members.keys().position(|key| key == old) else {
        return false;
    };
    let Some(value) = members.shift_remove(old) else {
        return false;
    };
    members.shift_insert(at.min(members.len()), new.to_owned(), value);
    true
}

/// Puts `schema` into the `allOf` of `members`.
pub(super) fn add_all_of(members: &mut Map<String, Value>, schema: Value) {
    match members.get_mut("allOf") {
        Some(Value::Array(list)) => list.push(schema),
        _ => {
            members.insert("allOf".to_owned(), Value::Array(vec![schema]));
        }
    }
}

/// What a value is, for messages.
pub(super) fn describe(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

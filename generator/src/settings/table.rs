//! A TOML table that is read key by key, and tells what nobody asked for.

use crate::report::{did_you_mean, similar};
use std::cell::RefCell;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Position, SettingsError};
use crate::pointer::Pointer;

/// The text that is read and what was found wrong with it.
pub(super) struct Source<'t> {
    text: &'t str,
    problems: RefCell<Vec<(usize, String)>>,
}

impl<'t> Source<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            problems: RefCell::default(),
        }
    }

    pub(super) fn position(&self, offset: usize) -> Position {
        Position::of(self.text, offset)
    }

    pub(super) fn problem(&self, offset: usize, message: impl Into<String>) {
        self.problems.borrow_mut().push((offset, message.into()));
    }

    /// All problems in the order of their places.
    pub(super) fn into_errors(self) -> Vec<SettingsError> {
        let mut problems = self.problems.into_inner();
        problems.sort();
        problems
            .into_iter()
            .map(|(offset, message)| SettingsError::new(Position::of(self.text, offset), message))
            .collect()
    }
}

/// One table. Each getter takes a key's value and remembers that the key is known;
/// [`finish`](Self::finish) then reports the others.
pub(super) struct Table<'s, 't> {
    source: &'s Source<'t>,
    /// What messages call the table, such as `[crate]`; empty for the file itself.
    label: String,
    entries: &'s DeTable<'t>,
    known: Vec<&'static str>,
}

impl<'s, 't> Table<'s, 't> {
    pub(super) fn new(source: &'s Source<'t>, label: String, entries: &'s DeTable<'t>) -> Self {
        Self {
            source,
            label,
            entries,
            known: Vec::new(),
        }
    }

    fn value(&mut self, key: &'static str) -> Option<&'s Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.entries.get(key)
    }

    /// A value through `convert`, or a problem that says what was `expected`.
    fn typed<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        convert: impl FnOnce(&'s DeValue<'t>) -> Option<T>,
    ) -> Option<T> {
        let value = self.value(key)?;
        let converted = convert(value.get_ref());
        if converted.is_none() {
            let found = value.get_ref().type_str();
            let message = format!("`{key}` must be {expected}, this is of type {found}");
            self.source.problem(value.span().start, message);
        }
        converted
    }

    pub(super) fn string(&mut self, key: &'static str) -> Option<String> {
        self.typed(key, "a string", |value| value.as_str().map(str::to_owned))
    }

    /// A string for which `valid` holds; otherwise a problem that says it must be `expected`.
    pub(super) fn checked_string(
        &mut self,
        key: &'static str,
        expected: &str,
        valid: impl FnOnce(&str) -> bool,
    ) -> Option<String> {
        let text = self.string(key)?;
        if valid(&text) {
            return Some(text);
        }
        if let Some(value) = self.entries.get(key) {
            let message = format!("`{key}` must be {expected}; {text:?} is not");
            self.source.problem(value.span().start, message);
        }
        None
    }

    pub(super) fn boolean(&mut self, key: &'static str) -> Option<bool> {
        self.typed(key, "`true` or `false`", DeValue::as_bool)
    }

    /// A whole number from 0 on.
    pub(super) fn number(&mut self, key: &'static str) -> Option<u64> {
        self.typed(key, "a whole number from 0 on", |value| {
            value.as_integer()?.as_str().parse().ok()
        })
    }

    /// A JSON pointer (RFC 6901) as a string.
    pub(super) fn pointer(&mut self, key: &'static str) -> Option<Pointer> {
        let expected = "a JSON pointer such as \"/meta/next\", or \"\" for the whole";
        let text = self.checked_string(key, expected, |text| text.parse::<Pointer>().is_ok())?;
        text.parse().ok()
    }

    pub(super) fn strings(&mut self, key: &'static str) -> Vec<String> {
        let strings = self.typed(key, "an array of strings", |value| {
            let items = value.as_array()?.iter();
            items
                .map(|item| item.get_ref().as_str().map(str::to_owned))
                .collect()
        });
        strings.unwrap_or_default()
    }

    /// One of the listed words.
    pub(super) fn choice<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let text = self.string(key)?;
        let chosen = words.iter().find(|(word, _)| *word == text);
        if chosen.is_none() {
            let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let quoted: Vec<String> = names.iter().map(|name| format!("{name:?}")).collect();
            let hint = suggestion(&text, &names);
            let message = format!("`{key}` must be {}{hint}", quoted.join(" or "));
            let offset = self.entries.get(key).map_or(0, |value| value.span().start);
            self.source.problem(offset, message);
        }
        chosen.map(|(_, value)| *value)
    }

    /// A table below this one; a missing one reads as empty.
    pub(super) fn table<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Table<'s, 't>) -> T,
    ) -> Option<T> {
        let entries = self.typed(key, "a table", DeValue::as_table)?;
        let label = match self.label.strip_suffix(']') {
            Some(outer) => format!("{outer}.{key}]"),
            None => format!("[{key}]"),
        };
        let mut table = Table::new(self.source, label, entries);
        let value = read(&mut table);
        table.finish();
        Some(value)
    }

    /// The tables below the table `key`, which the user names freely: name, place of the name, and
    /// what `read` makes of each.
    pub(super) fn named_tables<T>(
        &mut self,
        key: &'static str,
        mut read: impl FnMut(&mut Table<'s, 't>) -> T,
    ) -> Vec<(&'s str, usize, T)> {
        let Some(entries) = self.typed(key, "a table of tables", DeValue::as_table) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for (name, value) in entries {
            let (offset, label) = (name.span().start, format!("[{key}.{:?}]", name.get_ref()));
            let Some(entries) = value.get_ref().as_table() else {
                let message = format!("{label} must be a table");
                self.source.problem(offset, message);
                continue;
            };
            let mut table = Table::new(self.source, label, entries);
            all.push((name.get_ref().as_ref(), offset, read(&mut table)));
            table.finish();
        }
        all
    }

    /// The strings of the table `key`, whose keys are the user's: key, place, and what `read` makes of the string. A
    /// string that `read` refuses is a problem that says it must be what comes with the refusal.
    pub(super) fn named_strings<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Vec<(&'s str, usize, T)> {
        let Some(entries) = self.typed(key, "a table of strings", DeValue::as_table) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for (name, value) in entries {
            let (offset, name) = (name.span().start, name.get_ref().as_ref());
            let read = match value.get_ref().as_str() {
                Some(text) => read(text),
                None => Err(format!(
                    "a string, this is of type {}",
                    value.get_ref().type_str()
                )),
            };
            match read {
                Ok(read) => all.push((name, offset, read)),
                Err(expected) => {
                    let message = format!("`{name}` must be {expected}");
                    self.source.problem(value.span().start, message);
                }
            }
        }
        all
    }

    /// A string that `read` makes something of; what it refuses is a problem as in [`named_strings`](Self::named_strings).
    pub(super) fn read_string<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.string(key)?;
        match read(&text) {
            Ok(read) => Some(read),
            Err(expected) => {
                let offset = self.entries.get(key).map_or(0, |value| value.span().start);
                let message = format!("`{key}` must be {expected}");
                self.source.problem(offset, message);
                None
            }
        }
    }

    /// Strings that `read` makes something of; what it refuses is a problem as in [`named_strings`](Self::named_strings).
    pub(super) fn read_strings<T>(
        &mut self,
        key: &'static str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Vec<T> {
        let texts = self.strings(key);
        let offset = self.entries.get(key).map_or(0, |value| value.span().start);
        let texts = texts.iter().filter_map(|text| match read(text) {
            Ok(read) => Some(read),
            Err(expected) => {
                let message = format!("`{key}` must be {expected}");
                self.source.problem(offset, message);
                None
            }
        });
        texts.collect()
    }

    /// The entries of the table `key`, whose keys are the user's, each a string or a table: key, place, and what `text` or
    /// `table` makes of it.
    pub(super) fn strings_or_tables<T>(
        &mut self,
        key: &'static str,
        text: impl Fn(String) -> T,
        table: impl Fn(&mut Table<'s, 't>) -> T,
    ) -> Vec<(&'s str, usize, T)> {
        let Some(entries) = self.typed(key, "a table", DeValue::as_table) else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for (name, value) in entries {
            let (offset, name) = (name.span().start, name.get_ref().as_ref());
            if let Some(string) = value.get_ref().as_str() {
                all.push((name, offset, text(string.to_owned())));
            } else if let Some(entries) = value.get_ref().as_table() {
                let mut inner = Table::new(self.source, format!("[{key}.{name:?}]"), entries);
                all.push((name, offset, table(&mut inner)));
                inner.finish();
            } else {
                let message = format!("`{name}` must be a string or a table");
                self.source.problem(value.span().start, message);
            }
        }
        all
    }

    /// Reports the keys that no getter asked for.
    pub(super) fn finish(self) {
        let place = match self.label.as_str() {
            "" => "in the settings".to_owned(),
            label => format!("in {label}"),
        };
        for (key, _) in self.entries {
            let name = key.get_ref().as_ref();
            if !self.known.contains(&name) {
                let hint = suggestion(name, &self.known);
                let message = format!("unknown key `{name}` {place}{hint}");
                self.source.problem(key.span().start, message);
            }
        }
    }
}

/// `; did you mean …?` with the nearest of `known`, or else the list of them.
pub(super) fn suggestion(name: &str, known: &[&str]) -> String {
    match similar(name, known.iter().copied()) {
        Some(nearest) => format!("; {}", did_you_mean(nearest)),
        None => format!("; known are: {}", known.join(", ")),
    }
}

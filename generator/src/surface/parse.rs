//! The lines of `api.txt`, read back.

use std::collections::BTreeSet;
use std::fmt;

use super::{Item, Kind, Surface, leading_path};

/// A line is not one that a surface has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSurface {
    /// The line.
    pub line: String,
}

impl fmt::Display for InvalidSurface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not an item of a surface: {}", self.line)
    }
}

impl std::error::Error for InvalidSurface {}

const KINDS: [Kind; 12] = [
    Kind::Module,
    Kind::Use,
    Kind::Struct,
    Kind::Enum,
    Kind::Trait,
    Kind::Type,
    Kind::Field,
    Kind::Variant,
    Kind::Const,
    Kind::Static,
    Kind::Function,
    Kind::Required,
];

/// Reads what [`Surface::text`] writes.
pub(super) fn surface(text: &str) -> Result<Surface, InvalidSurface> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let items = lines.map(|line| {
        item(line).ok_or_else(|| InvalidSurface {
            line: line.to_owned(),
        })
    });
    Ok(Surface {
        items: items.collect::<Result<Vec<Item>, InvalidSurface>>()?,
    })
}

fn item(line: &str) -> Option<Item> {
    let (is_async, line) = match line.strip_prefix("async ") {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let with_word = |kind: &Kind| line.strip_prefix(kind.word())?.strip_prefix(' ');
    let kind = KINDS.into_iter().find(|kind| with_word(kind).is_some())?;
    let rest = with_word(&kind)?;
    let (condition, rest) = condition(rest);
    let (is_deprecated, rest) = flag(rest, " (deprecated)");
    let (is_exhaustive, rest) = flag(rest, " (exhaustive)");
    let path = path(rest);
    let rest = rest.get(path.len()..)?;
    let mut item = Item {
        kind,
        path: path.to_owned(),
        is_async,
        is_deprecated,
        condition,
        ..Item::default()
    };
    match kind {
        Kind::Function | Kind::Required => function(&mut item, rest)?,
        Kind::Struct | Kind::Enum => {
            item.is_open = !is_exhaustive;
            let (generics, rest) = bracketed(rest, '<', '>');
            item.text = generics.to_owned();
            let traits = rest.strip_prefix(": ").map(|traits| split(traits, '+'));
            item.traits = traits.into_iter().flatten().collect::<BTreeSet<String>>();
        }
        _ => item.text = rest.to_owned(),
    }
    Some(item)
}

fn function(item: &mut Item, rest: &str) -> Option<()> {
    let (generics, rest) = bracketed(rest, '<', '>');
    let (arguments, rest) = bracketed(rest, '(', ')');
    item.generics = generics.to_owned();
    item.text = rest.to_owned();
    let arguments = arguments.strip_prefix('(')?.strip_suffix(')')?;
    for argument in split(arguments, ',') {
        let (name, ty) = match argument.split_once(": ") {
            Some((name, ty)) if !name.ends_with("self") => (name, ty),
            _ => ("self", argument.as_str()),
        };
        item.arguments.push(name.to_owned());
        item.types.push(ty.to_owned());
    }
    Some(())
}

fn condition(text: &str) -> (Option<String>, &str) {
    const STARTS: [&str; 4] = ["feature =", "not (", "any (", "all ("];
    let mut starts = text.match_indices(" (").map(|(at, _)| at);
    let found = starts.find_map(|at| {
        let inside = text.get(at + 2..)?.strip_suffix(')')?;
        let is_condition = STARTS.iter().any(|start| inside.starts_with(start));
        is_condition.then_some((Some(inside.to_owned()), text.get(..at)?))
    });
    found.unwrap_or((None, text))
}

fn flag<'t>(text: &'t str, flag: &str) -> (bool, &'t str) {
    match text.strip_suffix(flag) {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

/// The path that `text` begins with: a field stands behind a point.
fn path(text: &str) -> &str {
    leading_path(text, &["::", "."])
}

/// What `text` begins with in brackets of this kind, and the rest.
fn bracketed(text: &str, open: char, close: char) -> (&str, &str) {
    if !text.starts_with(open) {
        return ("", text);
    }
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close && before != '-' {
            depth = depth.saturating_sub(1);
        }
        before = c;
        if depth == 0 {
            return text.split_at(at + c.len_utf8());
        }
    }
    (text, "")
}

/// The parts of `text` between the separators that stand in no brackets.
fn split(text: &str, separator: char) -> Vec<String> {
    let mut parts = Vec::new();
    let mut depth = 0_i32;
    let mut part = String::new();
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' if before == '-' => {}
            '>' | ')' | ']' => depth -= 1,
            _ => {}
        }
        before = c;
        if c == separator && depth == 0 {
            parts.push(part.trim().to_owned());
            part.clear();
        } else {
            part.push(c);
        }
    }
    parts.push(part.trim().to_owned());
    parts.retain(|part| !part.is_empty());
    parts
}

//! For a terminal, in the manner of compilers.

use std::fmt::Write as _;

use super::super::change::Side;
use super::super::{Change, Comparison, Version};
use super::{counts, lines, version};
use crate::surface::Verdict;

/// Longer lines of a document are not shown.
const LONGEST: usize = 160;

/// The changes one below the other, with colours if `styled`; the last line sums up and says which version should
/// follow `base`, when `now` is the one that is set.
#[must_use]
pub fn text(comparison: &Comparison, (base, now): (&Version, &Version), styled: bool) -> String {
    let style = Style { styled };
    let mut out = String::new();
    for change in &comparison.changes {
        one(&mut out, change, &style);
    }
    if !comparison.docs.is_empty() {
        let count = comparison.docs.len();
        let what = comparison.docs.iter().map(|change| {
            let words = change.message.strip_prefix("the words about ");
            words.unwrap_or(&change.message)
        });
        let mut what: Vec<&str> = what.take(4).collect();
        if count > what.len() {
            what.push("…");
        }
        let _ = writeln!(out, "{count} in words alone: {}\n", what.join(", "));
    }
    let verdicts = format!(
        "api {}, wire {}",
        comparison.api().word(),
        comparison.wire().word()
    );
    let said = version(comparison, base, now);
    let _ = writeln!(out, "{}; {verdicts}; {said}", counts(comparison));
    out
}

struct Style {
    styled: bool,
}

impl Style {
    fn paint(&self, code: &str, text: &str) -> String {
        match self.styled {
            true => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            false => text.to_owned(),
        }
    }

    fn verdict(&self, name: &str, verdict: Verdict) -> String {
        let code = match verdict {
            Verdict::Breaking => "1;31",
            Verdict::Minor => "33",
            Verdict::None => "32",
        };
        self.paint(code, &format!("{name} {}", verdict.word()))
    }
}

fn one(out: &mut String, change: &Change, style: &Style) {
    let (api, wire) = (
        style.verdict("api", change.api),
        style.verdict("wire", change.wire),
    );
    let message = style.paint("1", &change.message);
    let _ = writeln!(out, "{api}, {wire}: {message} [{}]", change.code);
    let side = change.new.as_ref().or(change.old.as_ref());
    if let Some(side) = side {
        place(out, side, change.new.is_none(), style);
    }
    let margin = " ".repeat(side.map_or(1, |side| side.line.to_string().len()));
    if change.is_silent {
        let _ = writeln!(
            out,
            "{margin} = note: calls compile as before and mean something else"
        );
    }
    let (shown, more) = lines(&change.surface);
    for line in shown {
        let code = if line.starts_with('-') { "31" } else { "32" };
        let _ = writeln!(out, "{margin} {}", style.paint(code, &line));
    }
    if more > 0 {
        let _ = writeln!(out, "{margin} … and {more} more lines of the surface");
    }
    if change.surface.is_empty() && !change.item.is_empty() {
        let _ = writeln!(out, "{margin} = item: {}", change.item);
    }
    out.push('\n');
}

fn place(out: &mut String, side: &Side, is_old: bool, style: &Style) {
    let number = side.line.to_string();
    let margin = " ".repeat(number.len());
    let before = if is_old { " (before)" } else { "" };
    let arrow = style.paint("34", "-->");
    let _ = writeln!(
        out,
        "{margin}{arrow} {}:{}:{}{before}",
        side.file, side.line, side.column
    );
    let bar = style.paint("34", "|");
    if !side.text.trim().is_empty() && side.text.len() <= LONGEST {
        let number = style.paint("34", &number);
        let _ = writeln!(
            out,
            "{margin} {bar}\n{number} {bar} {}\n{margin} {bar}",
            side.text
        );
    }
    if !side.pointer.is_root() {
        let _ = writeln!(out, "{margin} = at {}", side.pointer);
    }
}

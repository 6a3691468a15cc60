//! For the comment on a pull request.

use std::fmt::Write as _;

use super::super::{Change, Comparison, Version};
use super::{counts, lines, version};

/// A heading with the verdicts, a table of the changes, and folded below it the lines of the surface and what changed
/// in words alone. `base` is the version that is compared with, `now` the one that is set.
#[must_use]
pub fn markdown(comparison: &Comparison, (base, now): (&Version, &Version)) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "### The API changes: api **{}**, wire **{}**\n",
        comparison.api().word(),
        comparison.wire().word()
    );
    let said = version(comparison, base, now);
    let _ = writeln!(out, "{}; {said}.\n", counts(comparison));
    if !comparison.changes.is_empty() {
        out.push_str(
            "| api | wire | change | in Rust | in the description |\n|---|---|---|---|---|\n",
        );
        for change in &comparison.changes {
            row(&mut out, change);
        }
        out.push('\n');
        surface(&mut out, comparison);
    }
    if !comparison.docs.is_empty() {
        let count = comparison.docs.len();
        let _ = writeln!(out, "<details><summary>{count} in words alone</summary>\n");
        for change in &comparison.docs {
            let _ = writeln!(out, "- {}: {}", escaped(&change.message), place(change));
        }
        out.push_str("\n</details>\n");
    }
    out
}

fn row(out: &mut String, change: &Change) {
    let word = |verdict: crate::surface::Verdict| match verdict {
        crate::surface::Verdict::Breaking => "**breaking**",
        other => other.word(),
    };
    let silent = match change.is_silent {
        true => " – calls compile and mean something else",
        false => "",
    };
    let _ = writeln!(
        out,
        "| {} | {} | {}{silent} | {} | {} |",
        word(change.api),
        word(change.wire),
        escaped(&change.message),
        code(&change.item),
        place(change)
    );
}

/// The lines of `api.txt`, each once, in their order.
fn surface(out: &mut String, comparison: &Comparison) {
    let mut all: Vec<_> = comparison
        .changes
        .iter()
        .flat_map(|change| &change.surface)
        .collect();
    all.sort_by(|a, b| a.path().cmp(b.path()));
    all.dedup();
    if all.is_empty() {
        return;
    }
    out.push_str("<details><summary>The public surface</summary>\n\n```diff\n");
    for delta in all {
        for line in lines(std::slice::from_ref(delta)).0 {
            let _ = writeln!(out, "{line}");
        }
    }
    out.push_str("```\n\n</details>\n");
}

fn place(change: &Change) -> String {
    let side = change.new.as_ref().or(change.old.as_ref());
    side.map_or_else(String::new, |side| {
        let before = if change.new.is_none() {
            " (before)"
        } else {
            ""
        };
        format!("{}:{}{before}", code(&side.file), side.line)
    })
}

fn code(text: &str) -> String {
    match text.is_empty() {
        true => String::new(),
        false => format!("`{}`", text.replace('`', "").replace('|', "\\|")),
    }
}

/// Text of the document stays text: no markup, no cell of its own, no mention of people.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    let mut is_code = false;
    for c in text.chars() {
        match c {
            '`' => {
                is_code = !is_code;
                out.push('`');
            }
            '|' => out.push_str("\\|"),
            '\n' | '\r' => out.push(' '),
            '<' | '>' | '*' | '_' | '[' | ']' | '#' if !is_code => {
                out.push('\\');
                out.push(c);
            }
            '@' if !is_code => out.push_str("@\u{200b}"),
            c => out.push(c),
        }
    }
    if is_code {
        out.push('`');
    }
    out
}

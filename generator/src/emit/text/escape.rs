//! Which characters would mean something to CommonMark where they stand.
//!
//! Only those get a backslash, so that the source of the comment stays readable: `org_id`, `a < b`
//! and `AT&T` are left alone.

/// The longest entity name or number, with its `#`.
const LONGEST_ENTITY: usize = 40;

/// Appends `text` to `out`, escaped for running text; in a table cell `|` too.
pub(super) fn text(text: &str, in_cell: bool, out: &mut String) {
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next();
        let special = match c {
            '\\' | '`' | '*' | '~' | '[' | ']' => true,
            '_' => !(is_word(before) && is_word(after)),
            '<' => after.is_none_or(|next| next.is_ascii_alphanumeric() || "/!?".contains(next)),
            '&' => begins_entity(rest.as_str()),
            // A label that begins so would be a footnote's.
            '^' => out.ends_with('['),
            '|' => in_cell,
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = Some(c);
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Whether the `&` before `rest` begins an entity, or may begin one with what follows the text.
fn begins_entity(rest: &str) -> bool {
    let mut rest = rest.chars().take(LONGEST_ENTITY);
    match rest.find(|c| !c.is_ascii_alphanumeric() && *c != '#') {
        Some(end) => end == ';',
        None => true,
    }
}

/// `line` of a paragraph with its first character escaped if it would begin a block.
pub(super) fn line_start(line: &str) -> String {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - rest.len();
    if (1..=9).contains(&digits) && opens(rest, ".)") {
        let (number, rest) = line.split_at_checked(digits).unwrap_or((line, ""));
        return format!("{number}\\{rest}");
    }
    let heading = line.starts_with('#') && {
        let rest = line.trim_start_matches('#');
        rest.is_empty() || rest.starts_with(' ')
    };
    let block = heading
        || line.starts_with('>')
        || opens(line, "-+")
        || is_made_of(line, "=")
        || is_made_of(line, "-:| ");
    if block {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

/// Whether `line` is one of `marks` and then a blank or nothing.
fn opens(line: &str, marks: &str) -> bool {
    let mut chars = line.chars();
    chars.next().is_some_and(|c| marks.contains(c)) && chars.next().is_none_or(|c| c == ' ')
}

/// Whether `line` could underline a heading, break a page or divide a table.
fn is_made_of(line: &str, marks: &str) -> bool {
    !line.is_empty() && line.chars().all(|c| marks.contains(c))
}

/// `line` so that nothing in it means anything: each ASCII punctuation character is escaped.
pub(super) fn all(line: &str) -> String {
    let mut out = String::with_capacity(line.len() * 2);
    for c in line.trim_matches(' ').chars() {
        if c.is_ascii_punctuation() {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A code span with the content `code`, which is not empty.
pub(super) fn code_span(code: &str, in_cell: bool, out: &mut String) {
    let fence = "`".repeat(longest_run(code) + 1);
    let blank = code.trim_matches(' ').is_empty();
    let tight = !(code.starts_with('`') || code.ends_with('`'))
        && (blank || !(code.starts_with(' ') && code.ends_with(' ')));
    let pad = if tight { "" } else { " " };
    let code = if in_cell {
        code.replace('|', "\\|")
    } else {
        code.to_owned()
    };
    out.extend([fence.as_str(), pad, &code, pad, &fence]);
}

/// The length of the longest row of backticks in `text`.
pub(super) fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// A link target, escaped for `(…)`.
pub(super) fn target(url: &str, out: &mut String) {
    let mut rest = url.chars();
    while let Some(c) = rest.next() {
        if "()".contains(c) || c == '&' && begins_entity(rest.as_str()) {
            out.push('\\');
        }
        out.push(c);
    }
}

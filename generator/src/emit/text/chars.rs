//! Characters that a doc comment must not hold, and the shape of lines before they are parsed.

/// What becomes of a character.
enum Fate {
    Keep,
    Blank,
    LineBreak,
    Drop,
}

fn fate(c: char) -> Fate {
    match c {
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::LineBreak,
        // Every other white space: rustdoc and its lints disagree about which of it is blank.
        _ if c.is_whitespace() => Fate::Blank,
        _ if c.is_control() => Fate::Drop,
        // Bidirectional marks and overrides: rustc refuses them in doc comments.
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' => Fate::Drop,
        // Bidirectional isolates, invisible operators and deprecated format characters.
        '\u{2060}'..='\u{206F}' => Fate::Drop,
        // Other characters without a shape. The joiners U+200C and U+200D stay: scripts need them.
        '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' => Fate::Drop,
        // Tags, which can hide text, and the code points that are no characters.
        '\u{E0000}'..='\u{E007F}' | '\u{FDD0}'..='\u{FDEF}' => Fate::Drop,
        _ if u32::from(c) & 0xFFFE == 0xFFFE => Fate::Drop,
        _ => Fate::Keep,
    }
}

/// Whether `c` is written as it is.
pub(super) fn is_kept(c: char) -> bool {
    matches!(fate(c), Fate::Keep)
}

/// The deepest indentation that is kept, and the most container markers that a line may open.
///
/// Nobody writes deeper; without a bound the parser takes quadratic time.
const MAX_INDENT: usize = 120;
const MAX_MARKERS: usize = 50;

/// `text` with `\n` as its only line break, blanks for tabs (at stops of four columns, as CommonMark
/// has them), and without characters that change how the others are shown.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut line = String::new();
    let mut column = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match fate(c) {
            Fate::Keep => {
                line.push(c);
                column += 1;
            }
            Fate::Blank => {
                let width = if c == '\t' { 4 - column % 4 } else { 1 };
                line.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            Fate::LineBreak => {
                if c == '\r' {
                    chars.next_if_eq(&'\n');
                }
                push_line(&line, &mut out);
                out.push('\n');
                line.clear();
                column = 0;
            }
            Fate::Drop => {}
        }
    }
    push_line(&line, &mut out);
    out
}

/// `text` on one line: for what an entity such as `&#10;` or `&#x202E;` turned into.
pub(super) fn clean_inline(text: &str) -> String {
    text.chars()
        .filter_map(|c| match fate(c) {
            Fate::Keep => Some(c),
            Fate::Blank | Fate::LineBreak => Some(' '),
            Fate::Drop => None,
        })
        .collect()
}

/// Appends `line` with its indentation and the number of containers it opens bounded.
fn push_line(line: &str, out: &mut String) {
    let text = line.trim_start_matches(' ');
    let indent = (line.len() - text.len()).min(MAX_INDENT);
    out.extend(std::iter::repeat_n(' ', indent));
    match excess_marker(text).and_then(|at| text.split_at_checked(at)) {
        Some((head, tail)) => out.extend([head, "\\", tail]),
        None => out.push_str(text),
    }
}

/// Where the first marker in `text` stands that would open one container too many.
fn excess_marker(text: &str) -> Option<usize> {
    // A row of marks is a rule or an underline, and opens nothing.
    let is_row = |mark: char| text.chars().all(|c| c == mark || c == ' ');
    if is_row('-') || is_row('*') {
        return None;
    }
    let mut markers = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let before_blank = chars.peek().is_none_or(|(_, next)| *next == ' ');
        match c {
            ' ' | '0'..='9' => {}
            '>' => markers += 1,
            '-' | '+' | '*' | '.' | ')' if before_blank => markers += 1,
            _ => return None,
        }
        if markers > MAX_MARKERS {
            return Some(at);
        }
    }
    None
}

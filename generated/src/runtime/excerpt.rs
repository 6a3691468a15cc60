//! The beginning of a body, fit for people to read.

/// How many bytes of an excerpt there are at most.
const LENGTH: usize = 512;

/// How long a run of letters, digits and what else tokens are made of may be.
const TOKEN: usize = 16;

/// The beginning of `body` as text: without control characters, and with `***` for what looks
/// like a key or token.
pub(super) fn excerpt(body: &[u8]) -> String {
    // Of a token that is cut in two, the first part may not look like one.
    let start = body.get(..4 * LENGTH);
    let text = String::from_utf8_lossy(start.unwrap_or(body));
    let mut rest = match start {
        Some(_) => text.trim_end_matches(is_of_token),
        None => text.as_ref(),
    };
    let mut excerpt = String::new();
    while !rest.is_empty() && excerpt.len() < LENGTH {
        let (run, after) = rest.split_at(rest.find(|c| !is_of_token(c)).unwrap_or(rest.len()));
        let has_digit = run.bytes().any(|byte| byte.is_ascii_digit());
        let is_token = run.len() >= TOKEN && has_digit;
        excerpt.push_str(if is_token { "***" } else { run });
        let mut others = after.chars();
        excerpt.extend(others.next().map(|c| if is_harmful(c) { ' ' } else { c }));
        rest = others.as_str();
    }
    while excerpt.len() > LENGTH {
        excerpt.pop();
    }
    excerpt
}

fn is_of_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "+-./=_~".contains(c)
}

/// Whether `c` could move the cursor, or turn the direction of what follows.
fn is_harmful(c: char) -> bool {
    let turns = matches!(c, '\u{61c}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}

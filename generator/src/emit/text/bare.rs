//! Text in which nothing can mean anything to CommonMark: most descriptions are a few plain words.

/// The line that `text` is, if it is a single one of bare words: reading and writing it would give just that.
pub(super) fn line(text: &str) -> Option<&str> {
    let line = text.trim_end_matches('\n');
    let mut before = None;
    let mut rest = line.bytes().peekable();
    while let Some(byte) = rest.next() {
        let after = rest.peek();
        let is_inside = before.is_some() && after.is_some();
        let is_in_word = is_inside && is_word(before) && is_word(after.copied());
        let is_bare = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => true,
            // Digits at the start could be the number of an item.
            b'0'..=b'9' => before.is_some(),
            // One blank between two words.
            b' ' => is_inside && before != Some(b' '),
            b',' | b'.' | b'/' | b'(' | b')' => before.is_some(),
            b'-' | b'_' | b'\'' => is_in_word,
            _ => false,
        };
        if !is_bare {
            return None;
        }
        before = Some(byte);
    }
    // These begin addresses.
    (before.is_some() && !line.contains("www.")).then_some(line)
}

fn is_word(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::super::{chars, read, settle, write};
    use super::*;

    #[test]
    fn the_short_way_gives_what_the_long_way_gives() {
        for text in [
            "Name of the site",
            "Whether it is on, e.g. always (or not). The WLAN's org_id and/or site-id.",
            "Ends in a line break\n",
            "A, b. c/d (e) 802.11ax 5-10",
        ] {
            let long = write::blocks(&settle::settle(read::read(&chars::clean(text))));
            assert_eq!(line(text).map(|line| vec![line.to_owned()]), Some(long));
        }
    }

    #[test]
    fn whatever_could_mean_something_goes_the_long_way() {
        for text in [
            "",
            "\n",
            " a",
            "a ",
            "a  b",
            "1. a",
            "- a",
            "a\nb",
            "a*b*",
            "_a_",
            "a -b",
            "<b>",
            "&amp;",
            "http://a.b",
            "see www.a.b",
            "a|b",
            "`a`",
            "[a](b)",
            "a:",
            "a\\b",
            "é",
        ] {
            assert_eq!(line(text), None, "{text:?}");
        }
    }
}

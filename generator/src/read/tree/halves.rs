//! A long YAML text in two parts, which can be read at the same time.
//!
//! Nearly every document is a block mapping whose keys begin their lines, and only such a text is cut: before one of the
//! keys. Then each part is a document of its own that says what it says in the whole: what would reach over the cut, such
//! as brackets or quotes that are still open or an alias whose anchor is in the other part, makes one of them no document
//! at all. The text is read as a whole then.

use serde_json::Value;

use super::Reading;

/// Shorter texts are read before a thread has begun.
const LONG: usize = 1 << 18;

/// The halves of `text`, as far as it can be cut in two; none of a short one.
pub(super) fn of(text: &str) -> Option<(&str, &str)> {
    if text.len() < LONG {
        return None;
    }
    let middle = text.len() / 2;
    let cut = cuts(text)?
        .into_iter()
        .min_by_key(|cut| cut.abs_diff(middle))?;
    text.split_at_checked(cut)
}

/// Where `text` could be cut: before each line that begins with a letter. None where its root may be no mapping with keys
/// at the beginning of lines, or where lines that end a document or direct the reader would get into the wrong part.
fn cuts(text: &str) -> Option<Vec<usize>> {
    let mut cuts = Vec::new();
    if !begins_with_a_key(text) || has_other_line_ends(text) {
        return None;
    }
    for (end, _) in text.match_indices('\n') {
        let line = text.get(end + 1..).unwrap_or_default();
        if ["---", "...", "%"]
            .iter()
            .any(|mark| line.starts_with(mark))
        {
            return None;
        }
        if line.starts_with(|first: char| first.is_ascii_alphabetic()) {
            cuts.push(end + 1);
        }
    }
    Some(cuts)
}

/// Whether the first line that says something begins with a key, at its very beginning.
fn begins_with_a_key(text: &str) -> bool {
    let says_nothing = |line: &&str| line.is_empty() || line.starts_with('#') || *line == "---";
    let first = text.lines().find(|line| !says_nothing(line));
    first.is_some_and(|line| {
        line.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '"' | '\''))
    })
}

/// Whether there are lines that end as they do for YAML alone: with a carriage return, or with an end of Unicode's.
fn has_other_line_ends(text: &str) -> bool {
    let lone = |(at, _): (usize, &str)| text.as_bytes().get(at + 1) != Some(&b'\n');
    // One after the other, each is found by its last byte; together they would be looked for character by character.
    let has = |end: &char| text.contains(*end);
    text.match_indices('\r').any(lone) || ['\u{85}', '\u{2028}', '\u{2029}'].iter().any(has)
}

/// What both parts say together; none if one has a problem, is no object, or has a key of the other.
pub(super) fn joined(head: Reading, tail: Reading) -> Option<Value> {
    let (Value::Object(mut whole), Value::Object(rest)) = (sound(head)?, sound(tail)?) else {
        return None;
    };
    if rest.keys().any(|key| whole.contains_key(key)) {
        return None;
    }
    whole.extend(rest);
    Some(Value::Object(whole))
}

fn sound(reading: Reading) -> Option<Value> {
    reading.value.filter(|_| reading.problems.is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::whole_yaml;
    use super::*;

    /// How many of the ways to cut `text` give two parts that say what the whole does; others must be seen to.
    fn well_cut(text: &str) -> usize {
        let whole = whole_yaml(text);
        let cuts = cuts(text).unwrap_or_default().into_iter();
        let joined = cuts.filter_map(|cut| {
            let (head, tail) = text.split_at(cut);
            joined(whole_yaml(head), whole_yaml(tail))
        });
        let joined: Vec<Value> = joined.collect();
        for value in &joined {
            assert_eq!(whole.value.as_ref(), Some(value), "{text}");
            assert!(whole.problems.is_empty(), "{text}");
        }
        joined.len()
    }

    #[test]
    fn parts_say_what_the_whole_does() {
        assert_eq!(well_cut("a: 1\nb:\n- x\n- y: 1\nc: {d: e}\n"), 2);
        assert_eq!(
            well_cut("---\na: |\n  b: 1\n\n  c\nd: >-\n e\nf: g\n  h\n"),
            2
        );
        assert_eq!(well_cut("a: &x {b: 1}\nc: *x\nd: &x 1\ne: *x\n"), 1);
        assert_eq!(well_cut("a: 1\r\n# b: 2\r\nc: 3\r\n"), 1);
    }

    #[test]
    fn what_reaches_over_a_cut_is_seen() {
        for text in [
            "a: \"b\nc: d\"\n",
            "a: 'b\nc: d'\n",
            "a: [b,\nc: d]\n",
            "{a: b,\nc: d}\n",
            "a: b\nc\n",
            "a: &x 1\nb: *x\n",
            "a: 1\na: 2\n",
            "<<: {b: 1}\nb: 2\n",
            "b: 2\n<<: {b: 1}\n",
            "a: 1\n---\nb: 2\n",
            "a: 1\n...\nb: 2\n",
            "%YAML 1.2\n---\na: 1\nb: 2\n",
            "? a\n: b\nc\n",
            "- a\nb: c\n",
            "  a: 1\nb: 2\n",
            "---\n  a: 1\nb: 2\n",
            "{a: b}\nc: d\n",
            "--- {a: 1}\nb: 2\n",
            "# c\n{\"a\": 1}\nb: 2\n",
            "# c\n\u{feff}a: 1\nb: 2\n",
            "!!str \n  ? |1\nb: 1\n",
            "a: 1\r...\r\nb: 2\n",
            "a: 1\u{2028}...\nb: 2\n",
            "a: 1\u{85}...\nb: 2\n",
            "#\u{2029}  ---e:\nb: 1\n",
        ] {
            assert_eq!(well_cut(text), 0, "{text}");
        }
    }

    #[test]
    fn a_long_text_is_cut_near_its_middle() {
        let line = |key: &str, length| format!("{key}: {}\n", "x".repeat(length));
        let text = [line("a", LONG / 2), line("b", LONG / 4), line("c", LONG)].concat();
        let cut = text.find("c: ").unwrap();
        assert_eq!(of(&text), text.split_at_checked(cut));
        assert_eq!(of("a: 1\nb: 2\n"), None);
    }
}

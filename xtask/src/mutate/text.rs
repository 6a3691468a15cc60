//! Damage to the text of a document.

use super::random::Random;

/// Damages `text` in one of many ways; says which.
pub fn damage(text: &mut String, random: &mut Random) -> &'static str {
    match random.below(6) {
        0 => {
            let at = boundary(text, random);
            text.truncate(at);
            "the text cut"
        }
        1 | 2 => {
            duplicate_line(text, random);
            "a line twice"
        }
        3 => {
            const PIECES: &[&str] = &[
                "{", "}", "[", "]", ":", ",", "\"", "'", "\n", "\t", " ", "- ", "&a ", "*a",
                "!!str ", "? ", "|", ">", "%", "@", "\u{0}", "\u{feff}", "\u{2028}", "\r", "#",
                "<<: ", "---\n", "...\n", "\\ud800", "1e999", ".nan", "é", "\u{202e}",
            ];
            let at = boundary(text, random);
            text.insert_str(at, random.one(PIECES).copied().unwrap_or_default());
            "a piece inserted"
        }
        4 => {
            let (from, to) = (boundary(text, random), boundary(text, random));
            let to = to.min(from + random.below(40));
            if let Some(part) = text.get(from..to).map(str::len) {
                text.replace_range(from..from + part, "");
            }
            "a piece taken out"
        }
        _ => {
            let open = ["[", "{\"a\":", "- ", "{a: "].get(random.below(4)).copied();
            let count = [200, 5000, 100_000].get(random.below(3)).copied();
            let at = boundary(text, random);
            text.insert_str(at, &open.unwrap_or("[").repeat(count.unwrap_or(200)));
            "brackets opened"
        }
    }
}

/// A place between two characters.
fn boundary(text: &str, random: &mut Random) -> usize {
    let mut at = random.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn duplicate_line(text: &mut String, random: &mut Random) {
    let from = text
        .get(..boundary(text, random))
        .and_then(|before| before.rfind('\n'));
    let from = from.map_or(0, |end| end + 1);
    let rest = text.get(from..).unwrap_or_default();
    let line = rest
        .split_inclusive('\n')
        .next()
        .unwrap_or_default()
        .to_owned();
    text.insert_str(from, &line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_can_be_damaged() {
        for seed in 0..2000 {
            for text in ["", "é", "a: é\nb: 日本\n", "{\"é\": [\"日\"]}"] {
                damage(&mut text.to_owned(), &mut Random::new(seed));
            }
        }
    }

    #[test]
    fn a_line_stands_twice() {
        let mut text = "a: 1\nb: 2\n".to_owned();
        duplicate_line(&mut text, &mut Random::new(0));
        assert!(
            ["a: 1\na: 1\nb: 2\n", "a: 1\nb: 2\nb: 2\n"].contains(&text.as_str()),
            "{text}"
        );
    }
}

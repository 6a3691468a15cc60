//! What may be named only in some places.

/// A word of the code and where it may stand. A place `a/b` is the file `a/b.rs` and all in `a/b/`.
struct Rule {
    word: &'static str,
    /// The code that the rule is about.
    within: &'static str,
    /// The places below it in which the word may stand.
    allowed: &'static [&'static str],
    reason: &'static str,
}

/// The files that are one phase of the generator need not know of the others' tools.
const RULES: &[Rule] = &[
    Rule {
        word: "serde_yaml",
        within: "generator/src",
        allowed: &["generator/src/read"],
        reason: "only the phase `read` knows how a document is written",
    },
    Rule {
        word: "saphyr",
        within: "generator/src",
        allowed: &["generator/src/read"],
        reason: "only the phase `read` knows how a document is written",
    },
    Rule {
        word: "openapiv3",
        within: "generator/src/emit",
        allowed: &[],
        reason: "code is emitted from the IR",
    },
    Rule {
        word: "quote",
        within: "generator/src/lower",
        allowed: &[],
        reason: "the IR knows nothing of Rust's syntax",
    },
    Rule {
        word: "std::fs",
        within: "generator/src",
        allowed: &[],
        reason: "the generator does no I/O, its callers do",
    },
    Rule {
        word: "std::net",
        within: "generator/src",
        allowed: &[],
        reason: "the generator does no I/O, its callers do",
    },
    Rule {
        word: "std::env",
        within: "generator/src",
        allowed: &[],
        reason: "the same input gives the same bytes, whatever the environment",
    },
    Rule {
        word: "std::time",
        within: "generator/src",
        allowed: &[],
        reason: "the same input gives the same bytes, at any time",
    },
];

/// The lines of `text` that break a rule, with what to say of each.
pub(super) fn found(path: &str, text: &str) -> impl Iterator<Item = (usize, String)> {
    let rules: Vec<&Rule> = RULES.iter().filter(|rule| rule.forbids(path)).collect();
    let lines = text.lines().map(code).zip(1..);
    lines.flat_map(move |(code, line)| {
        let broken: Vec<_> = rules
            .iter()
            .filter(|rule| has_word(code, rule.word))
            .map(|rule| {
                let (word, reason) = (rule.word, rule.reason);
                (line, format!("`{word}` has no business here: {reason}"))
            })
            .collect();
        broken
    })
}

impl Rule {
    fn forbids(&self, path: &str) -> bool {
        is_in(path, self.within) && !self.allowed.iter().any(|place| is_in(path, place))
    }
}

fn is_in(path: &str, place: &str) -> bool {
    let rest = path.strip_prefix(place);
    rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}

/// The part of `line` before a comment.
fn code(line: &str) -> &str {
    line.split("//").next().unwrap_or_default()
}

/// Whether `word` stands in `code`, not as a part of a longer one.
fn has_word(code: &str, word: &str) -> bool {
    let letter = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(start, _)| {
        let before = code.get(..start).unwrap_or_default();
        let after = code.get(start + word.len()..).unwrap_or_default();
        !before.ends_with(letter) && !after.starts_with(letter)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole() {
        assert!(has_word("quote!{}", "quote"));
        assert!(has_word("use quote::quote;", "quote"));
        assert!(!has_word("unquote(quoted)", "quote"));
        assert!(!has_word("quotes", "quote"));
    }
}

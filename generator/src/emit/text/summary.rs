//! The first sentences of a description.

use super::tree::{self, Block};

/// The most characters that a summary has.
const MAX_CHARS: usize = 120;

/// Words that end in a full stop and not in a sentence.
const ABBREVIATIONS: [&str; 7] = ["e.g.", "i.e.", "etc.", "vs.", "cf.", "incl.", "approx."];

/// The sentences that fit of the first block with text; the start of the first if it is too long.
pub(super) fn first_sentences(blocks: &[Block]) -> String {
    let text = blocks
        .iter()
        .map(|block| tree::text_lines(std::slice::from_ref(block)).join(" "))
        .find(|text| !text.trim().is_empty())
        .unwrap_or_default();
    let mut fitting = String::new();
    let mut sentences = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !fitting.is_empty() {
            fitting.push(' ');
        }
        fitting.push_str(word);
        if fitting.chars().count() > MAX_CHARS {
            return match fitting.get(..sentences) {
                Some(whole) if !whole.is_empty() => whole.to_owned(),
                _ => cut(&fitting),
            };
        }
        if ends_sentence(word) {
            sentences = fitting.len();
        }
    }
    fitting
}

fn ends_sentence(word: &str) -> bool {
    let word = word.trim_end_matches(['"', '\'', ')', '”', '’']);
    let bare = word.trim_start_matches(['(', '"', '\'']);
    word.ends_with(['.', '!', '?', '。', '！', '？'])
        && !ABBREVIATIONS
            .iter()
            .any(|short| bare.eq_ignore_ascii_case(short))
}

/// The first words of `text`, which is too long, and `…`.
fn cut(text: &str) -> String {
    let end = text.char_indices().nth(MAX_CHARS - 1).map(|(at, _)| at);
    let head = end.and_then(|end| text.get(..end)).unwrap_or(text);
    // The word that does not fit goes, unless it is all there is.
    let head = head.rsplit_once(' ').map_or(head, |(words, _)| words);
    let head = head.trim_end_matches([' ', ',', ';', ':', '-', '–']);
    format!("{head}…")
}

//! Did you mean: the known name that a misspelled one is most like.

/// How alike two names must be: 1 is equal.
const LIKENESS: f64 = 0.7;

/// How long names are at most, in bytes, that are compared: the time grows with the square.
const LONGEST: usize = 200;

/// The name among `known` that is most like `name`, capitals aside, if any is like it; the first of
/// several that are equally like it.
pub(crate) fn similar<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let lower = name.to_lowercase();
    let likeness = |known: &str| strsim::jaro_winkler(&lower, &known.to_lowercase());
    let known = known.into_iter().filter(|known| known.len() <= LONGEST);
    let scored = known.map(|known| (likeness(known), known));
    let alike = scored.filter(|(score, _)| *score >= LIKENESS);
    let best = alike.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, known)| known)
}

/// The sentence that suggests `known`.
pub(crate) fn did_you_mean(known: &str) -> String {
    format!("did you mean `{known}`?")
}

/// The word among `known` that `name` is a misspelling of: with other capitals, or with a letter or
/// two that are wrong, missing, too many or swapped.
pub(crate) fn misspelled<'n>(
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let lower = name.to_lowercase();
    let allowed = match name.chars().count() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    let distance = |known: &str| strsim::damerau_levenshtein(&lower, &known.to_lowercase());
    let known = known
        .into_iter()
        .filter(|known| known.len().abs_diff(lower.len()) <= 2 * allowed);
    let scored = known.map(|known| (distance(known), known));
    let near = scored.filter(|(distance, _)| *distance <= allowed);
    near.min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn misspelled_words_are_near_and_others_are_not() {
        let known = ["get", "required", "minimum", "maximum", "enum"];
        for (name, meant) in [
            ("requried", Some("required")),
            ("Minimum", Some("minimum")),
            ("enums", Some("enum")),
            ("colour", None),
            ("gt", None),
        ] {
            assert_eq!(misspelled(name, known), meant, "{name}");
        }
    }

    #[test]
    fn long_names_are_like_none() {
        let long = "a".repeat(1_000_000);
        assert_eq!(similar(&long, ["a", &long]), None);
        assert_eq!(misspelled(&long, ["a", &long]), None);
        assert_eq!(similar("Pets", ["Dog", "Pet", &long]), Some("Pet"));
    }
}

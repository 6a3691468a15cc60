//! The verdicts on changes of a description, against those that people wrote beside each pair. `cargo xtask diff
//! --verdicts` asks the compiler as well.

use apicrate::compare::{self, Comparison, Version};
use apicrate::surface::Verdict;
use xtask::diff::pairs::{self, Pair};

use crate::case::{compare as snapshot, each, workspace};

fn all() -> Vec<Pair> {
    pairs::all(&workspace()).expect("readable pairs")
}

fn comparison(pair: &Pair) -> Comparison {
    let [old, new] = [&pair.before, &pair.after].map(|source| {
        let outcome = xtask::diff::generated(source, "pets");
        outcome.unwrap_or_else(|error| panic!("{}: {error}", pair.name))
    });
    compare::compare(&old, &new)
}

#[test]
fn each_change_has_the_verdicts_that_people_gave() {
    each(
        &all(),
        |pair| pair.name.clone(),
        |pair| {
            let found = comparison(pair);
            let words = |api: Verdict, wire: Verdict| (api.word(), wire.word());
            assert_eq!(words(found.api(), found.wire()), words(pair.api, pair.wire));
        },
    );
}

#[test]
fn each_change_is_told_as_reviewed() {
    let version: Version = "0.1.0".parse().expect("a version");
    let mut told = String::new();
    for pair in all() {
        let text = compare::text(&comparison(&pair), (&version, &version), false);
        told.push_str(&format!("=== {}\n{text}\n", pair.name));
    }
    snapshot("changes", "text", &told);
}

#[test]
fn nothing_is_told_of_no_change() {
    for pair in all() {
        let same = Pair {
            after: pair.before.clone(),
            ..pair
        };
        assert!(comparison(&same).is_empty(), "{}", same.name);
    }
}

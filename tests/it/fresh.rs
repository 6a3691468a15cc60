//! The emitted crate in this repository is the one that the description gives, and always the same.

use xtask::tree;

use crate::case::{Case, each, workspace};

#[test]
fn the_emitted_crate_is_fresh() {
    let files = Case::product().files();
    let differences = tree::compare(&workspace().join("generated"), files).expect("comparable");
    let lines: Vec<String> = differences.iter().map(ToString::to_string).collect();
    assert!(
        lines.is_empty(),
        "run `cargo xtask codegen`:\n{}",
        lines.join("\n")
    );
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let mut all = Case::all();
    all.push(Case::product());
    each(
        &all,
        |case| case.name.clone(),
        |case| {
            assert_eq!(case.files(), case.files());
        },
    );
}

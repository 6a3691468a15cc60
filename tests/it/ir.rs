//! What documents mean: the intermediate representation of each case and of the product, and what is
//! said of it.

use apicrate::ir::dump::dump;

use crate::case::{Case, compare, each, rendered};

fn check(case: &Case, snapshot: &str) {
    let outcome = case.generate();
    let said = rendered(&outcome);
    let mut shown = dump(&outcome.api.expect("the document can be read"));
    if !said.is_empty() {
        shown.push_str("\n--- said of it ---\n");
        shown.push_str(&said);
    }
    compare("ir", snapshot, &shown);
}

#[test]
fn each_case_is_lowered_as_reviewed() {
    let name = |case: &Case| case.name.clone();
    each(&Case::all(), name, |case| check(case, &case.name));
}

#[test]
fn the_product_is_lowered_as_reviewed() {
    check(&Case::product(), "@product");
}

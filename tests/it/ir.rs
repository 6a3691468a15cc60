//! What documents mean: the intermediate representation of each case and of the product.

use apicrate::ir::dump::dump;

use crate::case::{Case, compare, each};

fn check(case: &Case, snapshot: &str) {
    let api = case.generate().api.expect("the document can be read");
    compare("ir", snapshot, &dump(&api));
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

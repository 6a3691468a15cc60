//! Tuples: arrays whose positions have types of their own.

use apicrate_runtime::json::{FaultKind, View, from_str, to_string};

type Line = (f64, Option<String>, Vec<i64>);

#[test]
fn every_position_comes_back() {
    for text in [r#"[1.5,"a",[1,2]]"#, "[0,null,[]]"] {
        let line: Line = from_str(text).expect("a line");
        assert_eq!(to_string(&line, View::Request).expect("JSON"), text);
    }
}

#[test]
fn what_is_missing_is_named() {
    let fault = from_str::<Line>("[1.5,null]").expect_err("too short");
    assert_eq!(
        (fault.kind(), fault.path().as_str()),
        (FaultKind::Missing, "$[2]")
    );
    let fault = from_str::<Line>("[null,null,[]]").expect_err("no number");
    assert_eq!(fault.path(), "$[0]");
}

#[test]
fn what_is_too_much_is_refused() {
    let fault = from_str::<(i64,)>("[1,2]").expect_err("too long");
    assert_eq!(fault.path(), "$[1]");
    assert!(matches!(fault.kind(), FaultKind::Invalid(_)), "{fault}");
}

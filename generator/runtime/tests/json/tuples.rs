//! Arrays with a fixed number of items.

use apicrate_runtime::json::{View, from_str, to_string};

type Row = (String, i64, Option<f64>);

#[test]
fn items_go_to_their_positions_and_back() {
    let row: Row = from_str(r#" ["a", 2.0, null] "#).unwrap();
    assert_eq!(row, ("a".to_owned(), 2, None));
    assert_eq!(to_string(&row, View::Full).unwrap(), r#"["a",2,null]"#);
    let nested: Vec<(Row, (bool,))> = from_str(r#"[[["a",1,2.5],[true]]]"#).unwrap();
    let text = to_string(&nested, View::Full).unwrap();
    assert_eq!(text, r#"[[["a",1,2.5],[true]]]"#);
}

#[track_caller]
fn refused(text: &str, expected: &str) {
    let fault = from_str::<Row>(text).unwrap_err();
    assert_eq!(fault.to_string(), expected, "{text}");
}

#[test]
fn other_arrays_are_refused_at_the_item() {
    refused(
        r#"["a",1]"#,
        "the required member is missing or null at $[2]",
    );
    refused(r#"["a"]"#, "the required member is missing or null at $[1]");
    refused(
        r#"["a",1,2,3]"#,
        "the array has too many items at $[3] (byte 9)",
    );
    refused(
        r#"["a","b",2]"#,
        "an integer is due, a string is there at $[1] (byte 5)",
    );
    refused(r#"{}"#, "an array is due, an object is there at $ (byte 0)");
}

//! Every example of the API's own documentation, read and written back.

use std::fs;

use mist_api::models::OrgApitoken;
use mist_api::runtime::json;
use serde_json::Value;

use crate::case::tests;

/// The JSON of `tests/examples/<file>`.
pub(crate) fn example(file: &str) -> Value {
    serde_json::from_str(&text(file)).expect("JSON")
}

fn text(file: &str) -> String {
    fs::read_to_string(tests().join("examples").join(file)).expect("a readable example")
}

/// Reads `file` as a `T` and writes it back, through the client's own codec and through serde.
fn check<T>(file: &str)
where
    T: json::Decode + json::Encode + serde::Serialize + serde::de::DeserializeOwned,
    T: PartialEq + std::fmt::Debug,
{
    let text = text(file);
    let value: T = json::from_slice(text.as_bytes()).expect("the example is as described");
    let written = json::to_vec(&value, json::View::Full).expect("the value can be written");
    let written: Value = serde_json::from_slice(&written).expect("JSON");
    assert_eq!(written, example(file), "{file}");

    let by_serde: T = serde_json::from_str(&text).expect("the example is as described");
    assert_eq!(by_serde, value, "{file}");
    let written = serde_json::to_value(&value).expect("the value can be written");
    assert_eq!(written, example(file), "{file}");
}

#[test]
fn every_example_is_read_and_written_back() {
    check::<OrgApitoken>("create_request.json");
    check::<OrgApitoken>("create_response.json");
    check::<OrgApitoken>("create_sent.json");
    check::<OrgApitoken>("get_response.json");
    check::<Vec<OrgApitoken>>("list_response.json");
    check::<OrgApitoken>("update_request.json");
    check::<OrgApitoken>("update_response.json");
}

#[test]
fn every_example_is_tested() {
    let folder = fs::read_dir(tests().join("examples")).expect("a readable folder");
    assert_eq!(folder.count(), 7, "add new examples to the test above");
}

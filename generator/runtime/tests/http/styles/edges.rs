//! What the style table leaves to its words and to RFC 6570: reserved characters, parts that are
//! empty, and values that are undefined, in every row of the table.

use apicrate_runtime::error::ErrorKind;
use apicrate_runtime::parameter::Parameter;
use serde_json::{Value, json};

use super::{Cells, PATH_ROWS, TABLE, sent};

/// A text with all reserved characters, a percent sign, a blank and what is not ASCII.
const RESERVED: &str = ":/?#[]@!$&'()*+,;=% \"é";
/// The same in percent-encoding.
const ENCODED: &str = "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%20%22%C3%A9";
/// The same where a query may keep its reserved characters.
const KEPT: &str = ":/?%23%5B%5D@!$%26%27()*%2B,;=%25%20%22%C3%A9";

/// How a row writes the values of [`defined`], `RESERVED` standing for that text, encoded.
const DEFINED: [[&str; 6]; 15] = [
    // Path: matrix, label and simple, each exploded next.
    [
        ";color=RESERVED",
        ";color=a%2Cb,c%7Cd%20e",
        ";color=k%2C,v%26%3B",
        ";color=,a",
        ";color=R,",
        ";color=0",
    ],
    [
        ";color=RESERVED",
        ";color=a%2Cb;color=c%7Cd%20e",
        ";k%2C=v%26%3B",
        ";color;color=a",
        ";R",
        ";color=0",
    ],
    [
        ".RESERVED",
        ".a%2Cb,c%7Cd%20e",
        ".k%2C,v%26%3B",
        ".,a",
        ".R,",
        ".0",
    ],
    [
        ".RESERVED",
        ".a%2Cb.c%7Cd%20e",
        ".k%2C=v%26%3B",
        "..a",
        ".R=",
        ".0",
    ],
    [
        "RESERVED",
        "a%2Cb,c%7Cd%20e",
        "k%2C,v%26%3B",
        ",a",
        "R,",
        "0",
    ],
    [
        "RESERVED",
        "a%2Cb,c%7Cd%20e",
        "k%2C=v%26%3B",
        ",a",
        "R=",
        "0",
    ],
    // Header, which is not percent-encoded.
    ["RESERVED", "a,b,c|d e", "k,,v&;", ",a", "R,", "0"],
    ["RESERVED", "a,b,c|d e", "k,=v&;", ",a", "R=", "0"],
    // Query and cookie.
    [
        "color=RESERVED",
        "color=a%2Cb,c%7Cd%20e",
        "color=k%2C,v%26%3B",
        "color=,a",
        "color=R,",
        "color=0",
    ],
    [
        "color=RESERVED",
        "color=a%2Cb&color=c%7Cd%20e",
        "k%2C=v%26%3B",
        "color=&color=a",
        "R=",
        "color=0",
    ],
    [
        "color=RESERVED",
        "color=a%2Cb,c%7Cd%20e",
        "color=k%2C,v%26%3B",
        "color=,a",
        "color=R,",
        "color=0",
    ],
    [
        "color=RESERVED",
        "color=a%2Cb; color=c%7Cd%20e",
        "k%2C=v%26%3B",
        "color=; color=a",
        "R=",
        "color=0",
    ],
    [
        "color=RESERVED",
        "color=a%2Cb%20c%7Cd%20e",
        "color=k%2C%20v%26%3B",
        "color=%20a",
        "color=R%20",
        "color=0",
    ],
    [
        "color=RESERVED",
        "color=a%2Cb%7Cc%7Cd%20e",
        "color=k%2C%7Cv%26%3B",
        "color=%7Ca",
        "color=R%7C",
        "color=0",
    ],
    [
        "color=RESERVED",
        "color=a%2Cb&color=c%7Cd%20e",
        "color%5Bk%2C%5D=v%26%3B",
        "color=&color=a",
        "color%5BR%5D=",
        "color=0",
    ],
];

/// Reserved characters in a string, in elements and in members; empty elements and members, beside
/// `null`, which is left out; and a value that is false but defined.
fn defined() -> [Value; 6] {
    [
        json!(RESERVED),
        json!(["a,b", "c|d e"]),
        json!({"k,": "v&;"}),
        json!([null, "", "a"]),
        json!({"G": null, "R": ""}),
        json!(0),
    ]
}

/// Undefined values (RFC 6570 section 2.3).
fn undefined() -> [Value; 5] {
    [
        json!(null),
        json!([]),
        json!({}),
        json!([null]),
        json!({"a": null}),
    ]
}

pub(super) async fn defined_values(cells: &mut Cells) {
    for ((parameter, _), expected) in TABLE.into_iter().zip(DEFINED) {
        let is_header = format!("{parameter:?}").contains("Header");
        let text = if is_header { RESERVED } else { ENCODED };
        for (value, expected) in defined().iter().zip(expected) {
            let expected = expected.replace("RESERVED", text);
            cells.check(parameter, value, Ok(expected)).await;
        }
    }
}

/// They are left out; a path has to have all its parts, so the call is refused before it is sent.
pub(super) async fn undefined_values(cells: &mut Cells) {
    for (row, (parameter, _)) in TABLE.into_iter().enumerate() {
        for value in undefined() {
            let expected = match row < PATH_ROWS {
                true => Err(ErrorKind::InvalidParameter),
                false => Ok(String::new()),
            };
            cells.check(parameter, &value, expected).await;
        }
    }
}

/// `allowReserved` is a word about queries.
pub(super) async fn allowed_reserved_characters(cells: &mut Cells) {
    for (parameter, _) in TABLE {
        let is_query = format!("{parameter:?}").contains("Query");
        let value = json!(RESERVED);
        let usual = sent(parameter, &value).await;
        let expected = match is_query {
            true => Ok(format!("color={KEPT}")),
            false => usual,
        };
        let parameter: Parameter = parameter.allow_reserved(true);
        cells.check(parameter, &value, expected).await;
    }
}

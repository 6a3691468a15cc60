//! The style table of OpenAPI 3.1.1 (section 4.8.12.3, *Style Examples*), cell by cell.

mod edges;

use apicrate_runtime::error::ErrorKind;
use apicrate_runtime::json::{Encode, Extra, Json, Member, Writer};
use apicrate_runtime::operation::Method;
use apicrate_runtime::parameter::{Parameter, Style};
use apicrate_runtime::response;
use serde_json::{Value, json};

use super::{Capture, leak, operation};

/// The table's object, whose members are written in this order.
struct Rgb;

impl Encode for Rgb {
    fn encode(&self, writer: &mut Writer) {
        let members = [("R", 100_i64), ("G", 200), ("B", 150)];
        let members = members
            .each_ref()
            .map(|(name, value)| Member::required(name, value));
        writer.object(&members, &Extra::new());
    }
}

/// What is sent for `value`: the path after `/x`, the query, or the header's value; empty when
/// the parameter is left out.
async fn sent(parameter: Parameter, value: &dyn Encode) -> Result<String, ErrorKind> {
    let (client, capture) = Capture::client();
    // A literal before the value, so that `.` and the empty string do not make a dot segment.
    let mut request = client.request(leak(operation(Method::GET, "/x{color}")));
    let mut path = true;
    request.parameter(&parameter, value);
    if !format!("{parameter:?}").contains("Path") {
        path = false;
        request.path("color", &"");
    }
    request
        .send(response::empty)
        .await
        .map_err(|error| error.kind())?;
    let requests = capture.take();
    let request = &requests[0];
    let header = |name| request.headers().get(name).map(http::HeaderValue::as_bytes);
    let text = match header("color").or_else(|| header("cookie")) {
        Some(value) => String::from_utf8_lossy(value).into_owned(),
        None if path => request.uri().path()[2..].to_owned(),
        None => request.uri().query().unwrap_or_default().to_owned(),
    };
    Ok(text)
}

/// A row of the table: how an empty string, a string, an array and an object are written.
type Row = (Parameter, [&'static str; 4]);

const PATH: Parameter = Parameter::path("color");
const QUERY: Parameter = Parameter::query("color");
const HEADER: Parameter = Parameter::header("color");
const COOKIE: Parameter = Parameter::cookie("color");

const MATRIX: [&str; 4] = [
    ";color",
    ";color=blue",
    ";color=blue,black,brown",
    ";color=R,100,G,200,B,150",
];
const MATRIX_EXPLODED: [&str; 4] = [
    ";color",
    ";color=blue",
    ";color=blue;color=black;color=brown",
    ";R=100;G=200;B=150",
];
const LABEL: [&str; 4] = [".", ".blue", ".blue,black,brown", ".R,100,G,200,B,150"];
const LABEL_EXPLODED: [&str; 4] = [".", ".blue", ".blue.black.brown", ".R=100.G=200.B=150"];
const SIMPLE: [&str; 4] = ["", "blue", "blue,black,brown", "R,100,G,200,B,150"];
const SIMPLE_EXPLODED: [&str; 4] = ["", "blue", "blue,black,brown", "R=100,G=200,B=150"];
const FORM: [&str; 4] = [
    "color=",
    "color=blue",
    "color=blue,black,brown",
    "color=R,100,G,200,B,150",
];
const FORM_EXPLODED: [&str; 4] = [
    "color=",
    "color=blue",
    "color=blue&color=black&color=brown",
    "R=100&G=200&B=150",
];
/// The table's `&` would be part of the first cookie's value.
const COOKIE_EXPLODED: [&str; 4] = [
    "color=",
    "color=blue",
    "color=blue; color=black; color=brown",
    "R=100; G=200; B=150",
];
// The table has no strings for the last three styles: they are written as in the form style.
const SPACE: [&str; 4] = [
    "color=",
    "color=blue",
    "color=blue%20black%20brown",
    "color=R%20100%20G%20200%20B%20150",
];
const PIPE: [&str; 4] = [
    "color=",
    "color=blue",
    "color=blue%7Cblack%7Cbrown",
    "color=R%7C100%7CG%7C200%7CB%7C150",
];
const DEEP: [&str; 4] = [
    "color=",
    "color=blue",
    "color=blue&color=black&color=brown",
    "color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
];

const TABLE: [Row; 15] = [
    (PATH.style(Style::Matrix), MATRIX),
    (PATH.style(Style::Matrix).explode(true), MATRIX_EXPLODED),
    (PATH.style(Style::Label), LABEL),
    (PATH.style(Style::Label).explode(true), LABEL_EXPLODED),
    (PATH, SIMPLE),
    (PATH.explode(true), SIMPLE_EXPLODED),
    (HEADER, SIMPLE),
    (HEADER.explode(true), SIMPLE_EXPLODED),
    (QUERY.explode(false), FORM),
    (QUERY, FORM_EXPLODED),
    (COOKIE.explode(false), FORM),
    (COOKIE, COOKIE_EXPLODED),
    (QUERY.style(Style::SpaceDelimited), SPACE),
    (QUERY.style(Style::PipeDelimited), PIPE),
    (QUERY.style(Style::DeepObject), DEEP),
];

/// How many rows of the table are of path parameters.
const PATH_ROWS: usize = 6;

/// What came of the cells so far.
#[derive(Default)]
struct Cells {
    total: usize,
    wrong: Vec<String>,
}

impl Cells {
    async fn check(
        &mut self,
        parameter: Parameter,
        value: &dyn Encode,
        expected: Result<String, ErrorKind>,
    ) {
        let found = sent(parameter, value).await;
        self.total += 1;
        if found != expected {
            self.wrong.push(format!(
                "{parameter:?}: {expected:?} is due, {found:?} is sent"
            ));
        }
    }

    fn tell(&self, what: &str) {
        let passed = self.total - self.wrong.len();
        println!("{what}: {passed}/{} cells", self.total);
        assert!(self.wrong.is_empty(), "{:#?}", self.wrong);
    }
}

#[tokio::test]
async fn every_cell_of_the_table_sends_its_bytes() {
    let mut cells = Cells::default();
    for (parameter, expected) in TABLE {
        let values: [&dyn Encode; 4] = [&"", &"blue", &["blue", "black", "brown"].to_vec(), &Rgb];
        for (value, expected) in values.into_iter().zip(expected) {
            cells.check(parameter, value, Ok(expected.to_owned())).await;
        }
    }
    assert_eq!(cells.total, 60);
    cells.tell("the style table");
}

#[tokio::test]
async fn every_row_of_the_table_has_its_edges() {
    let mut cells = Cells::default();
    edges::defined_values(&mut cells).await;
    edges::undefined_values(&mut cells).await;
    edges::allowed_reserved_characters(&mut cells).await;
    assert_eq!(cells.total, 15 * (6 + 5 + 1));
    cells.tell("reserved, empty and null");
}

#[tokio::test]
async fn undefined_elements_and_members_are_left_out() {
    let query = Parameter::query("color");
    assert_eq!(
        sent(query, &json!([1, null, ""])).await.as_deref(),
        Ok("color=1&color=")
    );
    assert_eq!(
        sent(query, &json!({"a": null, "b": true})).await.as_deref(),
        Ok("b=true")
    );
}

#[tokio::test]
async fn reserved_characters_are_encoded() {
    const RESERVED: &str = ":/?#[]@!$&'()*+,;=% \"é";
    const ENCODED: &str = "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%25%20%22%C3%A9";
    let path = Parameter::path("color");
    let query = Parameter::query("color");
    assert_eq!(sent(path, &RESERVED).await.as_deref(), Ok(ENCODED));
    assert_eq!(sent(query, &RESERVED).await, Ok(format!("color={ENCODED}")));
    assert_eq!(
        sent(Parameter::cookie("color"), &RESERVED).await,
        Ok(format!("color={ENCODED}"))
    );
    assert_eq!(
        sent(Parameter::header("color"), &RESERVED).await.as_deref(),
        Ok(RESERVED)
    );
    assert_eq!(
        sent(query, &"a-b.c_d~e").await.as_deref(),
        Ok("color=a-b.c_d~e")
    );
    assert_eq!(
        sent(query, &json!({"a&b": "c=d"})).await.as_deref(),
        Ok("a%26b=c%3Dd")
    );

    let reserved = query.allow_reserved(true);
    assert_eq!(
        sent(reserved, &RESERVED).await.as_deref(),
        Ok("color=:/?%23%5B%5D@!$%26%27()*%2B,;=%25%20%22%C3%A9")
    );
    assert_eq!(
        sent(reserved, &"a%2Fb%zz").await.as_deref(),
        Ok("color=a%2Fb%25zz")
    );
    assert_eq!(
        sent(path.allow_reserved(true), &"a/b").await.as_deref(),
        Ok("a%2Fb")
    );
}

#[tokio::test]
async fn scalars_of_every_type_are_written_as_in_json() {
    let query = Parameter::query("color");
    let cases: [(&dyn Encode, &str); 6] = [
        (&true, "color=true"),
        (&-3_i64, "color=-3"),
        (&u64::MAX, "color=18446744073709551615"),
        (&1.5_f64, "color=1.5"),
        (&1_626_875_902.0_f64, "color=1626875902"),
        (&"line\n\u{1f980}", "color=line%0A%F0%9F%A6%80"),
    ];
    for (value, expected) in cases {
        assert_eq!(sent(query, value).await.as_deref(), Ok(expected));
    }
}

#[tokio::test]
async fn nested_values_need_a_style_that_can_write_them() {
    let nested = json!({"a": {"b": [1, 2], "c d": "e"}, "f": null});
    let query = Parameter::query("color");
    let deep = query.style(Style::DeepObject);
    assert_eq!(
        sent(deep, &nested).await.as_deref(),
        Ok("color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bb%5D=2&color%5Ba%5D%5Bc%20d%5D=e")
    );
    for style in [
        Style::Form,
        Style::SpaceDelimited,
        Style::PipeDelimited,
        Style::Simple,
    ] {
        for explode in [false, true] {
            let parameter = query.style(style).explode(explode);
            for value in [&nested, &json!([[1]])] {
                assert_eq!(
                    sent(parameter, value).await,
                    Err(ErrorKind::InvalidParameter)
                );
            }
        }
    }
}

#[tokio::test]
async fn parameters_with_content_are_json_text() {
    let value: Value = json!({"a": [1, "é"]});
    let query = Parameter::query("color").style(Style::Json);
    assert_eq!(
        sent(query, &value).await.as_deref(),
        Ok("color=%7B%22a%22%3A%5B1%2C%22%C3%A9%22%5D%7D")
    );
    let header = Parameter::header("color").style(Style::Json);
    assert_eq!(
        sent(header, &value).await.as_deref(),
        Ok("{\"a\":[1,\"é\"]}")
    );
    assert_eq!(sent(query, &None::<Json>).await.as_deref(), Ok(""));
}

//! Examples of one operation that have different ids.

use serde_json::Value;

use crate::ir::{Api, Location, Operation, Origin, Scalar, Sent, TypeRef};
use crate::report::{Code, Report};

/// An id in the path, and another one where a body should have the same.
struct Difference<'a> {
    parameter: &'a Origin,
    name: &'a str,
    in_path: &'a str,
    in_body: &'a str,
    body: &'static str,
}

/// Notes the first operation where it is so, with how many others there are: examples are often copied.
pub(super) fn check(api: &Api, report: &mut Report) {
    let mut differing = api.operations.iter().filter_map(difference);
    let Some(first) = differing.next() else {
        return;
    };
    let more = match differing.count() {
        0 => String::new(),
        1 => "; one more operation has such examples".to_owned(),
        count => format!("; {count} more operations have such examples"),
    };
    report.note(
        Code::IdsDisagree,
        &first.parameter.pointer,
        format!(
            "`{}` is `{}` in the example of the path and `{}` in that of the {}{more}",
            first.name, first.in_path, first.in_body, first.body
        ),
        "use one id for one thing; `[examples] id_contradiction = \"allow\"` keeps this quiet",
    );
}

/// The first difference that the operation has.
fn difference(operation: &Operation) -> Option<Difference<'_>> {
    let contents = operation.body.iter().flat_map(|body| &body.contents);
    let sent = contents
        .filter(|content| matches!(content.payload, Sent::Json(_)))
        .flat_map(|content| &content.examples)
        .map(|value| ("request", value));
    let received = operation
        .successes
        .iter()
        .flat_map(|response| &response.examples)
        .map(|value| ("response", value));
    let bodies: Vec<(&'static str, &Value)> = sent.chain(received).collect();
    operation.parameters.iter().find_map(|parameter| {
        let is_id =
            parameter.location == Location::Path && parameter.ty == TypeRef::Scalar(Scalar::Uuid);
        let example = parameter.docs.examples.first().filter(|_| is_id)?;
        let in_path = example.as_str()?;
        bodies.iter().find_map(|(body, value)| {
            let in_body = objects(value).find_map(|object| {
                let text = object.get(&parameter.name)?.as_str()?;
                (is_uuid(text) && !text.eq_ignore_ascii_case(in_path)).then_some(text)
            })?;
            Some(Difference {
                parameter: &parameter.origin,
                name: &parameter.name,
                in_path,
                in_body,
                body,
            })
        })
    })
}

/// The object that a body is, or those that it lists. What lies deeper may speak of other things.
fn objects(value: &Value) -> impl Iterator<Item = &Value> {
    let listed = value.as_array().map_or(&[][..], Vec::as_slice);
    std::iter::once(value).chain(listed)
}

/// Whether `text` is a UUID as people write it (RFC 9562 §4): another text in its place is told otherwise.
fn is_uuid(text: &str) -> bool {
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    groups == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
}

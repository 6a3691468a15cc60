//! Which version of OpenAPI a document is written in.

use serde_json::Value;

use crate::pointer::Pointer;
use crate::report::{Code, Report};

/// A version of the OpenAPI specification, as far as its words differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Version {
    /// OpenAPI 3.0: schemas are an own dialect (`nullable`).
    V3_0,
    /// OpenAPI 3.1, and what later versions share with it: schemas are JSON Schema 2020-12.
    V3_1,
}

/// The version that the root object says; `None` if it cannot be generated from.
pub(crate) fn version(root: &Value, report: &mut Report) -> Option<Version> {
    let pointer = Pointer::root().child("openapi");
    match root.get("openapi") {
        Some(Value::String(text)) => from_text(text, &pointer, report),
        Some(Value::Number(number)) => {
            let text = number.to_string();
            let message = format!("`openapi` is the number {text} and not a string");
            let help = format!("write `openapi: \"{text}.0\"`");
            report.warn(Code::VersionSpelling, &pointer, message, help);
            let full = if text.contains('.') {
                format!("{text}.0")
            } else {
                text
            };
            from_text(&full, &pointer, report)
        }
        Some(_) => refuse(&pointer, "`openapi` is not a version", report),
        None if root.get("swagger").is_some() => {
            let pointer = Pointer::root().child("swagger");
            let message = "this is a Swagger 2.0 document";
            let help = "convert it to OpenAPI 3.0 first, for instance with `npx swagger2openapi`";
            report.error(Code::UnsupportedVersion, &pointer, message, help);
            None
        }
        None => refuse(
            &Pointer::root(),
            "the document has no member `openapi`",
            report,
        ),
    }
}

fn from_text(text: &str, pointer: &Pointer, report: &mut Report) -> Option<Version> {
    let mut numbers = text.trim().split(['.', '-']).map(str::parse::<u32>);
    let (major, minor) = (numbers.next(), numbers.next());
    let version = match (major, minor) {
        (Some(Ok(3)), Some(Ok(0))) => Version::V3_0,
        (Some(Ok(3)), Some(Ok(1))) => Version::V3_1,
        (Some(Ok(3)), Some(Ok(_))) => {
            let message = format!("OpenAPI {text} is newer than what is known here");
            let help = "it is read as OpenAPI 3.1; words that are new in it are not understood";
            report.warn(Code::UnsupportedVersion, pointer, message, help);
            return Some(Version::V3_1);
        }
        _ => {
            return refuse(
                pointer,
                &format!("`{text}` is no supported version"),
                report,
            );
        }
    };
    if !matches!(numbers.next(), Some(Ok(_))) {
        let message = format!("`{text}` is a version without its third number");
        report.warn(
            Code::VersionSpelling,
            pointer,
            message,
            format!("write `{text}.0`"),
        );
    }
    Some(version)
}

fn refuse(pointer: &Pointer, message: &str, report: &mut Report) -> Option<Version> {
    let help = "supported are OpenAPI 3.0 and 3.1, for instance `openapi: \"3.0.3\"`";
    report.error(Code::UnsupportedVersion, pointer, message, help);
    None
}

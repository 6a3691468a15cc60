//! How diagnostics look.

use crate::inputs::Source;
use crate::pointer::Pointer;
use crate::report::{Code, Origins, Place, Report, render};

fn check(text: &str, report: Report, expected: &str) {
    let origins = Origins::new(&Source {
        path: "spec/api.yaml".to_owned(),
        text: text.to_owned(),
    });
    assert_eq!(
        render(&report.into_diagnostics(), &origins, false),
        expected
    );
}

#[test]
fn a_diagnostic_shows_its_line_and_what_to_do() {
    let text = "\u{feff}openapi: 3.0.3\r\npaths:\r\n  /é: { get: tru }\r\n";
    let pointer = Pointer::from_segments(["paths", "/é", "get"]);
    let mut report = Report::new();
    report.error(
        Code::WrongType,
        &pointer,
        "`get` is not an object",
        "write one",
    );
    check(
        text,
        report,
        "error[AC0401]: `get` is not an object
 --> spec/api.yaml:3:14
  |
3 |   /é: { get: tru }
  |              ^^^
  |
  = note: at /paths/~1é/get
  = help: write one

",
    );
}

#[test]
fn places_in_broken_texts_are_shown() {
    let place = Place {
        file: "spec/api.yaml".to_owned(),
        line: 2,
        column: 4,
    };
    let mut report = Report::new();
    report.error_in_text(Code::InvalidSyntax, place, "did not find `]`", "");
    report.note(Code::MixedVersions, &Pointer::root(), "just so", "");
    check(
        "a: [1\nb: 2\n",
        report,
        "error[AC0101]: did not find `]`
 --> spec/api.yaml:2:4
  |
2 | b: 2
  |    ^

note[AC0403]: just so
 --> spec/api.yaml:1:1
  |
1 | a: [1
  | ^
  |
  = note: at the document's root

",
    );
}

#[test]
fn long_lines_and_unknown_places_are_only_named() {
    let mut report = Report::new();
    report.warn(
        Code::WrongType,
        &Pointer::from_segments(["a", "b"]),
        "odd",
        "",
    );
    let text = format!("{{\"x\": \"{}\", \"a\": {{\"b\": 1}}}}", "y".repeat(300));
    check(
        &text,
        report,
        "warning[AC0401]: odd
--> spec/api.yaml:1:322
 = note: at /a/b

",
    );
}

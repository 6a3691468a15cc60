//! What other programs are told.

use super::{github, json};
use crate::inputs::Source;
use crate::pointer::Pointer;
use crate::report::{Code, Origins, Place, Report};

fn origins() -> Origins {
    Origins::new(&Source {
        path: "a,b.yaml".to_owned(),
        text: "openapi: 3.0.3\npaths:\n  /é: { get: tru }\n".to_owned(),
    })
}

fn report() -> Report {
    let pointer = Pointer::from_segments(["paths", "/é", "get"]);
    let place = Place {
        file: "a,b.yaml".to_owned(),
        line: 2,
        column: 4,
    };
    let mut report = Report::new();
    report.warn(Code::WrongType, &pointer, "100 %\nwrong", "write \"one\"");
    report.error_in_text(Code::InvalidSyntax, place, "no text", "");
    report
}

#[test]
fn github_is_told_the_place_in_escaped_text() {
    let expected = "\
::warning file=a%2Cb.yaml,line=3,col=14,title=AC0401::100 %25%0Awrong%0Ahelp: write \"one\"
::error file=a%2Cb.yaml,line=2,col=4,title=AC0101::no text
";
    assert_eq!(github(&report().into_diagnostics(), &origins()), expected);
}

#[test]
fn each_line_of_json_is_one_diagnostic() {
    let text = json(&report().into_diagnostics(), &origins());
    let lines: Vec<serde_json::Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    let expected = serde_json::json!({
        "code": "AC0401",
        "title": Code::WrongType.title(),
        "severity": "warning",
        "message": "100 %\nwrong",
        "help": "write \"one\"",
        "file": "a,b.yaml",
        "line": 3,
        "column": 14,
        "pointer": "/paths/~1é/get",
    });
    assert_eq!(lines[0], expected);
    assert_eq!(lines[1]["pointer"], serde_json::Value::Null);
}

//! The tables of `docs/types.md`: what they say is what the generator gives.

use std::fs;

use serde_json::json;

use crate::case::{Case, workspace};

/// One row: a schema, whether its member is required, and the type of its field.
#[derive(Debug)]
struct Row {
    schema: String,
    required: bool,
    field: String,
}

/// The rows of the page; those of the first table are of members that need not be there.
fn rows() -> Vec<Row> {
    let page = fs::read_to_string(workspace().join("docs/types.md")).expect("a readable page");
    let lines = page.lines().filter(|line| line.starts_with("| `"));
    lines.map(row).collect()
}

fn row(line: &str) -> Row {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let code = |cell: &str| cell.trim_matches('`').to_owned();
    let schema = code(cells[1]);
    match cells[2] {
        required @ ("yes" | "no") => Row {
            schema,
            required: required == "yes",
            field: code(cells[3]),
        },
        ty => Row {
            schema,
            required: false,
            field: format!("Option<{}>", code(ty)),
        },
    }
}

/// A document with a member for each row.
fn document(rows: &[Row]) -> String {
    let members = rows.iter().enumerate();
    let members = members.map(|(index, row)| format!("        row{index}: {}\n", row.schema));
    let required = rows.iter().enumerate().filter(|(_, row)| row.required);
    let required: Vec<String> = required.map(|(index, _)| format!("row{index}")).collect();
    format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: 1.0.0 }}\npaths: {{}}\ncomponents:\n  schemas:\n    Rows:\n      \
         type: object\n      required: {}\n      properties:\n{}",
        json!(required),
        members.collect::<String>()
    )
}

#[test]
fn the_page_says_what_the_generator_gives() {
    let rows = rows();
    assert!(rows.len() > 40, "the page has lost its tables");
    let files = Case::product().with_text(document(&rows)).files();
    let code = files.get("src/models/rows.rs").expect("the model");
    for (index, row) in rows.iter().enumerate() {
        let start = format!("    pub row{index}: ");
        let field = code.lines().find_map(|line| line.strip_prefix(&start));
        assert_eq!(field, Some(format!("{},", row.field)).as_deref(), "{row:?}");
    }
}

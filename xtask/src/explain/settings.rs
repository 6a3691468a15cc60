//! The page with all settings.

use apicrate::settings::shape::{KeyShape, Kind, SHAPE, TableShape};

/// The page, relative to the workspace.
pub const PAGE: &str = "docs/settings.md";

/// The text of [`PAGE`].
#[must_use]
pub fn page() -> String {
    let mut page = "\
# Settings

What the description cannot say stands in `codegen.toml`, which `cargo xtask codegen` reads beside
`openapi.yaml`. Every table and every key may be left out. A key that is not known is an error with
the nearest name that would be; a setting that speaks of what the document does not have is told too.

Editors that know TOML check and complete it from [codegen.schema.json](codegen.schema.json), where the
file's first line is `#:schema` and the way to it (Even Better TOML, taplo).

Written by `cargo xtask explain --page`.
"
    .to_owned();
    SHAPE
        .iter()
        .for_each(|table| page.push_str(&section(table)));
    page
}

fn section(table: &TableShape) -> String {
    let rows: String = table.keys.iter().map(row).collect();
    format!(
        "\n## `[{}]`\n\n{}\n\n| key | value | |\n|---|---|---|\n{rows}",
        table.header, table.about
    )
}

fn row(key: &KeyShape) -> String {
    let kind = match key.kind {
        Kind::Text => "string".to_owned(),
        Kind::Texts => "array of strings".to_owned(),
        Kind::Boolean => "`true` or `false`".to_owned(),
        Kind::Number => "whole number from 0 on".to_owned(),
        Kind::Pointer => "JSON pointer".to_owned(),
        Kind::TypeName => "`UpperCamelCase`".to_owned(),
        Kind::ValueName => "`snake_case`".to_owned(),
        Kind::TypePath => "path of a type".to_owned(),
        Kind::Derives => "array of derive macros".to_owned(),
        Kind::Attributes => "array of attributes".to_owned(),
        Kind::Dependency => "version, or table".to_owned(),
        Kind::Choice(words) => {
            let words: Vec<String> = words.iter().map(|word| format!("`\"{word}\"`")).collect();
            words.join(", ")
        }
    };
    format!("| `{}` | {kind} | {} |\n", key.name, key.about)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_fresh() {
        let place = crate::workspace::root().join(PAGE);
        let text = std::fs::read_to_string(place).unwrap_or_default();
        assert!(text == page(), "run `cargo xtask explain --page`");
    }
}

//! Descriptions in cells of tables.

use super::super::cell;

/// The line of a cell, which must be whole.
fn line(text: &str) -> String {
    let cell = cell(text);
    assert!(cell.is_whole, "{text:?}");
    cell.line
}

#[test]
fn a_paragraph_keeps_its_markup_on_one_line() {
    assert_eq!(line("Of *one*\n`kind`."), "Of *one* `kind`.");
    assert_eq!(line("Two lines,  \nbroken."), "Two lines, broken.");
    assert_eq!(
        line("See [there](https://a.example/b)."),
        "See [there](https://a.example/b)."
    );
    assert_eq!(line(""), "");
}

#[test]
fn what_divides_cells_is_escaped() {
    assert_eq!(line("a | b"), "a \\| b");
    assert_eq!(line("`a|b`"), "`a\\|b`");
    assert_eq!(
        line("[a|b](https://a.example)"),
        "[a\\|b](https://a.example)"
    );
}

#[test]
fn longer_words_are_begun() {
    let begun = cell("The first. And more.\n\n* a list");
    assert_eq!(begun.line, "The first. And more.");
    assert!(!begun.is_whole);
    let long = cell(&"word ".repeat(100));
    assert!(long.line.ends_with('…') && !long.is_whole, "{long:?}");
    let code = cell("```\na|b\n```");
    assert_eq!((code.line.as_str(), code.is_whole), ("a\\|b", false));
}

#[test]
fn nothing_ends_a_cell() {
    let hostile = [
        "a\\|b",
        "\\",
        "a\\",
        "`a\\|`",
        "<b>|</b>",
        "| a | b |\n|---|---|\n| c | d |",
        "``a|`b``",
        "[a|](javascript:x)",
        "![a|b](https://a.example/|)",
        "a\r\n|b",
        "a\u{2028}|b",
        "*|*",
        "~~|~~",
        "<https://a.example/a|b>",
        "\\\\|",
        "&#124;",
        "&vert;",
        "a\u{85}b",
        "| |",
        "`\\`|",
    ];
    for text in hostile {
        let line = cell(text).line;
        let mut is_escaped = false;
        for c in line.chars() {
            assert!(c != '\n' && !c.is_control(), "{text:?}: {line:?}");
            assert!(c != '|' || is_escaped, "{text:?}: {line:?}");
            is_escaped = c == '\\' && !is_escaped;
        }
    }
}

//! What becomes of each thing that a description can hold.

use super::{code, lines, one_line, plain, summary};

mod blocks;
mod cells;
mod hostile;
mod running;

/// Checks the doc comment for `text`.
fn check(text: &str, comment: &str) {
    assert_eq!(lines(text).join("\n"), comment, "{text:?}");
}

#[test]
fn control_and_bidirectional_characters_go() {
    check(
        "a\u{202E}b\u{2066}c\u{200F}d\0e\u{7F}f\u{FEFF}g\u{FFFE}h",
        "abcdefgh",
    );
    check("a&#x202E;b&#x2069;c&#7;d", "abcd");
    check("`a\u{202E}b`", "`ab`");
    check("    a\u{202E}b", "```text\nab\n```");
}

#[test]
fn every_line_break_is_one() {
    check("a\r\nb\rc\u{2028}d\u{2029}e\u{85}f", "a\nb\nc\nd\ne\nf");
    // An entity is a character of the text, not a line of the source.
    check("a&#10;# b&#13;c", "a # b c");
}

#[test]
fn white_space_is_blanks() {
    check("a\tb\u{A0}c\u{3000}d \u{B}", "a   b c d");
    check("-\ta\n\n\tb", "- a\n\n  b");
    check("```\n\ta\n```", "```text\n    a\n```");
}

#[test]
fn nothing_to_show_is_no_lines() {
    for text in [
        "",
        " \n\t\n",
        "\u{200B}",
        "&nbsp;",
        "#",
        "-",
        "> ",
        "[a]: http://b.c",
        "``` \n```",
    ] {
        assert!(lines(text).is_empty(), "{text:?}");
        assert_eq!(summary(text), "", "{text:?}");
    }
}

#[test]
fn a_changed_word_changes_its_line() {
    let text =
        "One line here\nand another, which is quite a bit longer than the first\nand a third.";
    let changed = text.replace("another", "a very much longer second one");
    let pairs: Vec<_> = lines(text).into_iter().zip(lines(&changed)).collect();
    assert_eq!(pairs.len(), 3);
    assert_eq!(pairs.iter().filter(|(one, other)| one != other).count(), 1);
}

#[test]
fn summary_is_whole_sentences() {
    assert_eq!(
        summary("Gets a *pet*.\nOr `two`.\n\nMore."),
        "Gets a pet. Or two."
    );
    let long = format!("Gets, e.g. a pet (or two.) {}.", "More ".repeat(30));
    assert_eq!(summary(&long), "Gets, e.g. a pet (or two.)");
    assert_eq!(summary("# Pets\n\nThe pets."), "Pets");
    assert_eq!(summary("All\nof v1.2 pets"), "All of v1.2 pets");
    assert_eq!(summary("- a\n- b"), "a b");
    assert_eq!(
        summary("a | b [c] see http://a.b/c."),
        "a \\| b \\[c\\] see <http://a.b/c>."
    );
}

#[test]
fn a_long_summary_ends_at_a_word() {
    let cut = summary(&"lorem, ".repeat(40));
    assert!(cut.chars().count() <= 120, "{cut}");
    assert!(cut.ends_with("lorem…"), "{cut}");
    assert_eq!(summary(&"x".repeat(200)).chars().count(), 120);
    assert_eq!(summary(&"漢".repeat(200)).chars().count(), 120);
}

#[test]
fn plain_text_is_shown_as_it_is() {
    assert_eq!(
        plain("a_b *c* [d] <e> f|g"),
        "a_b \\*c\\* \\[d\\] \\<e> f\\|g"
    );
    assert_eq!(plain("# a\n- b\u{202E}"), "\\# a - b");
    assert_eq!(plain("1. a"), "1\\. a");
    assert_eq!(plain("/orgs/{org_id}"), "/orgs/{org_id}");
}

#[test]
fn names_are_code_spans() {
    assert_eq!(code("_a[b]"), "`_a[b]`");
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`a"), "`` `a ``");
    assert_eq!(code("a|b_"), "a\\|b\\_");
    assert_eq!(code("a\nb\u{202E}"), "`a b`");
    assert_eq!(code("\u{202E}"), "`\"\"`");
}

#[test]
fn one_line_is_not_escaped() {
    assert_eq!(one_line(" a\n\t[b]\u{202E} \"c\""), "a [b] \"c\"");
}

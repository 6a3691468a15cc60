//! Code, lists, quotes, tables, headings and HTML.

use super::super::lines;
use super::check;

#[test]
fn fenced_code_is_never_rust() {
    for language in [
        "",
        "rust",
        "rust,no_run",
        "should_panic",
        "json",
        "text,rust",
        "E0001",
    ] {
        check(
            &format!("```{language}\nfn main() {{}}\n```"),
            "```text\nfn main() {}\n```",
        );
        check(&format!("~~~{language}\nx\n~~~"), "```text\nx\n```");
    }
    check("```rust\nnever closed", "```text\nnever closed\n```");
}

#[test]
fn a_fence_is_longer_than_any_inside() {
    check("~~~\n```\nx\n````\n~~~", "`````text\n```\nx\n````\n`````");
}

#[test]
fn indented_code_is_fenced() {
    check(
        "a\n\n    x\n\n      y\n\nb",
        "a\n\n```text\nx\n\n  y\n```\n\nb",
    );
    check("- a\n\n      x", "- a\n\n  ```text\n  x\n  ```");
    check(">     x", "> ```text\n> x\n> ```");
    check("1.     x", "1. ```text\n   x\n   ```");
    check("&#32;&#32;&#32;&#32;x", "x");
}

#[test]
fn code_loses_blank_ends() {
    check("```\n\n  \nx  \n\n```", "```text\nx\n```");
}

#[test]
fn lists_are_indented_by_their_markers() {
    check(
        "* a\nlazy\n* b\n    * c\n        + d",
        "- a\n  lazy\n- b\n  - c\n    - d",
    );
    check("9) a\n10) b\n    c", "9. a\n10. b\n    c");
    check("+ a\n\n  b\n+ c", "- a\n\n  b\n\n- c");
    check("- - a\n  - b", "- - a\n  - b");
    check("-\n- a", "- a");
}

#[test]
fn neighbouring_lists_stay_apart() {
    check("- a\n\n* b\n\n- c", "- a\n\n* b\n\n- c");
    check("1. a\n\n1) b", "1. a\n\n1) b");
}

#[test]
fn a_list_that_cannot_follow_text_gets_a_blank_line() {
    check("- a\n\n  3. b", "- a\n\n  3. b");
    check("a\n3. b", "a\n3\\. b");
}

#[test]
fn numbers_stay_within_nine_digits() {
    check("999999999. a\n1. b", "999999999. a\n999999999. b");
}

#[test]
fn task_markers_are_text() {
    check("- [ ] a\n- [x] b", "- \\[ \\] a\n- \\[x\\] b");
}

#[test]
fn quotes_mark_every_line() {
    check("> a\nlazy\n>\n> b", "> a\n> lazy\n>\n> b");
}

#[test]
fn deep_containers_are_left_out() {
    let text = format!("{}a", "> ".repeat(40));
    check(&text, &format!("{}a", "> ".repeat(8)));
    let nested: String = (0..40)
        .map(|depth| format!("{}- a\n", "  ".repeat(depth)))
        .collect();
    assert!(lines(&nested).iter().all(|line| line.len() < 40));
    assert_eq!(
        lines(&nested)
            .iter()
            .filter(|line| line.contains('a'))
            .count(),
        40
    );
}

#[test]
fn headings_are_bold() {
    check("# Errors", "**Errors**");
    check("### a **b** `c` ###", "**a b `c`**");
    check("a\nb\n===\nc", "**a b**\n\nc");
    check("#\n\n# ", "");
}

#[test]
fn rules_cannot_underline() {
    check("a\n\n---\n\n***", "a\n\n___\n\n___");
    check("- ***", "- ___");
}

#[test]
fn html_is_text() {
    check("a <b>c</b> <!-- d -->", "a \\<b>c\\</b> \\<!-- d -->");
    check(
        "<script>\nx\n\ny\n</script>",
        "\\<script>\nx\n\ny\n\\</script>",
    );
    check(
        "<a href=\"javascript:x\">y</a>",
        "\\<a href=\"javascript:x\">y\\</a>",
    );
    check("&lt;b&gt; &amp;lt;", "\\<b> \\&lt;");
    check("<?a?> <![CDATA[b]]>", "\\<?a?> \\<!\\[CDATA\\[b\\]\\]>");
}

#[test]
fn a_line_break_tag_is_a_line_break() {
    check("a<br>b<BR/>\nc<br />", "a\\\nb\\\nc");
    check("<br>\n\na", "a");
}

#[test]
fn tables_are_written_plainly() {
    check(
        "a|b|c|d\n:-|-:|:-:|-\n`x|y`\n1 \\| 2| [k](http://a.b) |||\n||",
        "| a | b | c | d |\n| :-- | --: | :-: | --- |\n| \\`x | y\\` |\n\
         | 1 \\| 2 | [k](http://a.b) |",
    );
    check("|a|\n|-|\n|`b\\|c`|", "| a |\n| --- |\n| `b\\|c` |");
    check("|<br>|\n|-|\n|a<br>b|", "|  |\n| --- |\n| a b |");
}

#[test]
fn footnotes_are_text() {
    check("a[^1]\n\n[^1]: b\n", "a\\[\\^1\\]\n\n\\[\\^1\\]: b");
    check("[^x]:\n    # b\n\n    c", "\\[\\^x\\]:\n\n**b**\n\nc");
}

#[test]
fn text_does_not_begin_a_block() {
    for text in [
        "\\# a", "\\> a", "\\- a", "\\+ a", "1\\. a", "12\\) a", "a\n\\===", "a\n\\---",
    ] {
        check(text, text);
    }
    check("a | b\n\\---|---", "a | b\n\\---|---");
    check("a\n\\:--", "a\n\\:--");
    check("#a\n-b\n+c\n1.d", "#a\n-b\n+c\n1.d");
}

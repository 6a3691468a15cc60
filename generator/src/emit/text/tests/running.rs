//! Links, brackets, URLs, code spans, emphasis and escapes.

use super::check;

#[test]
fn only_web_links_survive() {
    check(
        "[a](http://b.c) [d](HTTPS://e.f)",
        "[a](http://b.c) [d](HTTPS://e.f)",
    );
    for target in [
        "javascript:x",
        "/a",
        "#a",
        "mailto:a@b.c",
        "data:x",
        "http:a",
        "https://",
        "",
    ] {
        check(&format!("[a]({target})"), "a");
    }
    check("<javascript:x> <a@b.c>", "javascript:x a@b.c");
    check("[a](http://b.c \"title\")", "[a](http://b.c)");
    check("[a](javascript&#58;x)", "a");
}

#[test]
fn link_targets_hold_nothing_but_url_characters() {
    check(
        "[a](<http://b.c/d e\"\\<\\>|`>)",
        "[a](http://b.c/d%20e%22%3C%3E%7C%60)",
    );
    check("[a](http://b.c/é_(d))", "[a](http://b.c/%C3%A9_\\(d\\))");
    check("[a](http://b.c/?a&amp;copy;)", "[a](http://b.c/?a\\&copy;)");
}

#[test]
fn a_link_that_is_its_own_text_is_an_autolink() {
    check("[http://b.c](http://b.c)", "<http://b.c>");
    check("[](http://b.c)", "<http://b.c>");
    check("[http://a.b](http://b.c)", "[http://a.b](http://b.c)");
}

#[test]
fn images_are_links_or_text() {
    check("![a](http://b.c/d.png)", "[a](http://b.c/d.png)");
    check("![](http://b.c/d.png)", "<http://b.c/d.png>");
    check("![a *b*](d.png)", "a *b*");
    check("[![a](http://b.c/d.png)](http://e.f)", "[a](http://e.f)");
    check("Look![a](http://b.c)", "Look[a](http://b.c)");
    check("Look\\![a](http://b.c)", "Look\\![a](http://b.c)");
}

#[test]
fn definitions_vanish_and_their_links_stay() {
    check(
        "[a][b] [b] [c]\n\n[b]: http://d.e\n[c]: c.md",
        "[a](http://d.e) [b](http://d.e) c",
    );
}

#[test]
fn brackets_are_no_paths() {
    check(
        "[Vec] [`Vec`] [a](b [c]: d",
        "\\[Vec\\] \\[`Vec`\\] \\[a\\](b \\[c\\]: d",
    );
    check("a[0] = [1, 2]", "a\\[0\\] = \\[1, 2\\]");
}

#[test]
fn bare_urls_are_autolinks() {
    check("see https://a.b/c_d.", "see <https://a.b/c_d>.");
    check(
        "(http://a.b/c_(d)), http://e.f!",
        "(<http://a.b/c_(d)>), <http://e.f>!",
    );
    check("*http://a.b*", "*<http://a.b>*");
    check("http:// and httpx", "http:// and httpx");
}

#[test]
fn a_url_with_placeholders_is_code() {
    check("https://{org}.a.b/{c}.", "`https://{org}.a.b/{c}`.");
}

#[test]
fn code_spans_keep_their_content() {
    check(
        "`` a`b `` ` ` `[x]` ```` `` ````",
        "``a`b``   `[x]` ``` `` ```",
    );
    check("`a\nb`", "`a b`");
    check("unpaired ` backtick", "unpaired \\` backtick");
    check("\\`a\\` `b`", "\\`a\\` `b`");
}

#[test]
fn emphasis_stays_where_it_reads_back() {
    check(
        "_a_ __b__ ***c*** ~~d~~ ~e~",
        "*a* **b** ***c*** ~~d~~ ~~e~~",
    );
    check("*a *b* c*", "*a b c*");
    check("a * b _c", "a \\* b \\_c");
    // Without the link before it the asterisks would stand between a letter and a quote.
    check("[a](/b)**\"c\"**", "a\"c\"");
}

#[test]
fn what_means_nothing_is_not_escaped() {
    let text = "org_id, a_b_c < 3 & d > 2; AT&T, {x}, #1 (a-b) \"q\" 50% $5 a/b c|d e! f=g";
    check(text, text);
}

#[test]
fn entities_stay_text() {
    check("&amp;copy; &amp;#42; &copy;", "\\&copy; \\&#42; ©");
}

#[test]
fn hard_breaks_are_visible() {
    check("a  \nb\\\nc", "a\\\nb\\\nc");
}

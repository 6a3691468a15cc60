//! The pages in `docs/` of the emitted crates: links arrive, tables hold, examples are those that are compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use apicrate::files::Files;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::case::{Case, each};

/// Every case, and the product.
fn all() -> Vec<Case> {
    let mut all = Case::all();
    all.push(Case::product());
    all
}

/// The pages of a crate, by path.
fn pages(files: &Files) -> BTreeMap<&str, &str> {
    let is_page = |(path, _): &(&str, &str)| path.starts_with("docs/");
    files.iter().filter(is_page).collect()
}

fn events(text: &str) -> impl Iterator<Item = Event<'_>> {
    Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH)
}

/// The anchors that the host of a repository gives to the headings of a page: lower case, without punctuation, blanks
/// as hyphens, the second of a name with a number.
fn anchors(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut heading: Option<String> = None;
    for event in events(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let name = heading.take().expect("a heading").to_lowercase();
                let kept = name
                    .chars()
                    .filter(|c| c.is_alphanumeric() || "_- ".contains(*c));
                let name: String = kept.collect::<String>().replace(' ', "-");
                let mut anchor = name.clone();
                let mut number = 0;
                while !found.insert(anchor.clone()) {
                    number += 1;
                    anchor = format!("{name}-{number}");
                }
            }
            _ => {}
        }
    }
    found
}

/// The path that `link` on the page `from` leads to, and the anchor there.
fn target<'l>(from: &str, link: &'l str) -> (String, Option<&'l str>) {
    let (path, anchor) = match link.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (link, None),
    };
    if path.is_empty() {
        return (from.to_owned(), anchor);
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{from}: {link} leads out"),
            part => parts.push(part),
        }
    }
    (parts.join("/"), anchor)
}

/// Checks the links of a page, and says how many lead to other pages.
fn check_links(files: &Files, path: &str, text: &str) -> usize {
    let mut checked = 0;
    for event in events(text) {
        let Event::Start(Tag::Link { dest_url, .. }) = event else {
            continue;
        };
        if dest_url.starts_with("http://") || dest_url.starts_with("https://") {
            continue;
        }
        let (to, anchor) = target(path, &dest_url);
        let page = files.get(&to);
        let page = page.unwrap_or_else(|| panic!("{path}: nothing at {dest_url}"));
        let is_there = anchor.is_none_or(|anchor| anchors(page).contains(anchor));
        assert!(is_there, "{path}: no heading for {dest_url}");
        checked += 1;
    }
    checked
}

#[test]
fn every_link_arrives() {
    each(
        &all(),
        |case| case.name.clone(),
        |case| {
            let files = case.files();
            let mut checked =
                check_links(&files, "README.md", files.get("README.md").expect("a page"));
            for (path, text) in pages(&files) {
                checked += check_links(&files, path, text);
            }
            assert!(checked >= 2, "{checked} links");
        },
    );
}

#[test]
fn a_link_to_nowhere_is_found() {
    let page = "# A\n\n## `b_c`\n\n[x](b.md#b_c)";
    let files: Files = [("docs/a.md", page), ("docs/b.md", page)]
        .into_iter()
        .collect();
    assert_eq!(check_links(&files, "docs/a.md", page), 1);
    for broken in ["c.md", "b.md#c", "#d", "../b.md"] {
        let page = format!("[x]({broken})");
        let check = || check_links(&files, "docs/a.md", &page);
        assert!(std::panic::catch_unwind(check).is_err(), "{broken}");
    }
}

#[test]
fn pages_hold_no_html_and_no_headings_but_ours() {
    let check = |case: &Case| {
        let files = case.files();
        let operations: BTreeSet<&str> = files
            .paths()
            .filter_map(|path| path.strip_prefix("src/operations/")?.split_once('/'))
            .map(|(group, _)| group)
            .collect();
        let found: BTreeSet<&str> = pages(&files)
            .keys()
            .filter_map(|path| path.strip_prefix("docs/operations/")?.strip_suffix(".md"))
            .collect();
        assert_eq!(found, operations, "a page for each tag");
        for (path, text) in pages(&files) {
            let mut titles = 0;
            for event in events(text) {
                match event {
                    Event::Html(html) | Event::InlineHtml(html) => panic!("{path}: {html}"),
                    Event::Start(Tag::Heading { level, .. }) => match level {
                        HeadingLevel::H1 => titles += 1,
                        HeadingLevel::H2 => assert!(!path.contains("/models/"), "{path}"),
                        level => panic!("{path}: a heading of level {level}"),
                    },
                    _ => {}
                }
            }
            assert_eq!(titles, 1, "{path}");
        }
    };
    each(&all(), |case| case.name.clone(), check);
}

/// The cells of a row, if `line` is one: `|` divides them even in code, unless a backslash stands before it.
fn cells(line: &str) -> Option<usize> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    let mut count = 1;
    let mut is_escaped = false;
    for c in inner.chars() {
        count += usize::from(c == '|' && !is_escaped);
        is_escaped = c == '\\' && !is_escaped;
    }
    Some(count)
}

/// Checks the tables of a page, and says how many rows they have.
fn check_rows(path: &str, text: &str) -> usize {
    let mut rows = 0;
    let mut columns = None;
    let mut is_code = false;
    for line in text.lines() {
        is_code ^= line.starts_with("```");
        match cells(line).filter(|_| !is_code) {
            Some(count) => {
                let columns = *columns.get_or_insert(count);
                assert_eq!(count, columns, "{path}: {line}");
                rows += 1;
            }
            None => columns = None,
        }
    }
    rows
}

#[test]
fn every_row_has_the_cells_of_its_table() {
    assert_eq!(cells("| a | `b \\| c` | |"), Some(3));
    let rows = AtomicUsize::new(0);
    let check = |case: &Case| {
        for (path, text) in pages(&case.files()) {
            rows.fetch_add(check_rows(path, text), Ordering::Relaxed);
        }
    };
    each(&all(), |case| case.name.clone(), check);
    assert!(rows.into_inner() > 1000, "there are tables to check");
}

/// The code blocks of `text` in `language`.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_wanted = false;
    for event in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(name))) => {
                is_wanted = &*name == language;
                if is_wanted {
                    found.push(String::new());
                }
            }
            Event::Text(text) if is_wanted => found.last_mut().expect("a block").push_str(&text),
            Event::End(TagEnd::CodeBlock) => is_wanted = false,
            _ => {}
        }
    }
    found
}

/// What rustdoc shows of the examples of a file, each of which it compiles.
fn doctests(code: &str) -> BTreeSet<String> {
    let comments = code.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = line
            .strip_prefix("///")
            .or_else(|| line.strip_prefix("//!"))?;
        Some(line.strip_prefix(' ').unwrap_or(line))
    });
    let text: Vec<&str> = comments.collect();
    let all = blocks(&text.join("\n"), "no_run").into_iter();
    let shown = |block: String| {
        let lines = block.lines().filter(|line| !line.starts_with("# "));
        lines.map(|line| format!("{line}\n")).collect()
    };
    all.map(shown).collect()
}

#[test]
fn every_example_in_rust_is_a_doctest() {
    let check = |case: &Case| {
        let files = case.files();
        let sources = files.iter().filter(|(path, _)| path.ends_with(".rs"));
        let compiled: BTreeSet<String> = sources.flat_map(|(_, code)| doctests(code)).collect();
        let mut count = 0;
        for (path, text) in pages(&files) {
            for block in blocks(text, "rust") {
                assert!(compiled.contains(&block), "{path} alone has:\n{block}");
                count += 1;
            }
        }
        let operations = case.generate().summary.operations;
        assert_eq!(
            count,
            operations + 1,
            "one for each operation, and one on the index"
        );
    };
    each(&all(), |case| case.name.clone(), check);
}

#[test]
fn every_signature_is_in_the_list_of_the_surface() {
    let check = |case: &Case| {
        let files = case.files();
        let names = |text: &str| -> Vec<String> {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let words = text.split(|c| !is_word(c)).filter(|word| !word.is_empty());
            words.map(str::to_owned).collect()
        };
        let listed: Vec<Vec<String>> = files
            .get("api.txt")
            .expect("a list")
            .lines()
            .map(|line| names(line.trim_end_matches(" (deprecated)")))
            .collect();
        for (path, text) in pages(&files) {
            for line in blocks(text, "rs").iter().flat_map(|block| block.lines()) {
                // The modules of models and operations are left out.
                let words = names(line);
                let is_same = |listed: &Vec<String>| {
                    let mut left = words.iter().peekable();
                    let skipped: Vec<&String> = listed
                        .iter()
                        .filter(|word| left.next_if_eq(word).is_none())
                        .collect();
                    left.next().is_none()
                        && skipped
                            .iter()
                            .all(|word| word.starts_with(char::is_lowercase))
                };
                assert!(listed.iter().any(is_same), "{path}: {line}");
            }
        }
    };
    each(&all(), |case| case.name.clone(), check);
}

#[test]
fn the_settings_switch_them_off() {
    let mut case = Case::product();
    case.settings_mut().output.docs = false;
    let files = case.files();
    assert!(pages(&files).is_empty());
    assert!(!files.get("README.md").expect("a page").contains("docs/"));
}

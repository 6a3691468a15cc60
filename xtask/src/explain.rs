//! `cargo xtask explain`: what the codes of diagnostics mean.

pub mod schema;
pub mod settings;

use std::fs;
use std::path::Path;

use apicrate::report::Code;

use crate::exit::{Exit, Failure};

/// The page with all codes, relative to the workspace.
pub const PAGE: &str = "docs/diagnostics.md";

/// The phases, by the digits that their codes begin with.
const PHASES: &[(&str, &str)] = &[
    ("AC01", "read: the text becomes a tree"),
    ("AC02", "bundle and resolve: references"),
    ("AC03", "select: which operations are wanted"),
    ("AC04", "normalise: every version becomes one"),
    ("AC05", "parse: objects are what they should be"),
    ("AC07", "lower: the document becomes types and operations"),
    ("AC08", "format: code becomes text"),
    ("AC09", "name: everything gets its Rust name"),
];

/// What is to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Every code has a line.
    List,
    /// The code of this text.
    Code(String),
    /// The pages for people are written.
    Page,
}

/// Answers `request` on standard output, or writes [`PAGE`], [`settings::PAGE`] and [`schema::FILE`] in the workspace at
/// `root`.
///
/// # Errors
///
/// When there is no such code or the page cannot be written.
pub fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    match request {
        Request::List => print!("{}", list()),
        Request::Code(text) => println!("{}", explanation(text)?),
        Request::Page => {
            write(root, PAGE, &page())?;
            write(root, settings::PAGE, &settings::page())?;
            write(root, schema::FILE, &schema::text())?;
        }
    }
    Ok(Exit::Done)
}

fn write(root: &Path, page: &str, text: &str) -> Result<(), Failure> {
    let place = root.join(page);
    place
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&place, text))
        .map_err(|error| Failure::new(format!("cannot write {page}: {error}")))?;
    println!("{page} is written");
    Ok(())
}

fn list() -> String {
    let lines = Code::ALL
        .iter()
        .map(|code| format!("{code}  {}\n", code.title()));
    lines.collect()
}

/// What there is to say of the code `text`, in either case and with or without its letters.
fn explanation(text: &str) -> Result<String, Failure> {
    let upper = text.to_uppercase();
    let whole = match upper.starts_with("AC") {
        true => upper,
        false => format!("AC{upper}"),
    };
    let code: Code = whole.parse().map_err(|_| {
        Failure::new(format!(
            "there is no code `{text}`; `cargo xtask explain` lists them all"
        ))
    })?;
    Ok(format!(
        "{code}: {}\n\n{}",
        code.title(),
        wrapped(code.explanation())
    ))
}

/// `text` in lines of at most 80 characters.
fn wrapped(text: &str) -> String {
    let mut wrapped = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > 80 {
            wrapped.push('\n');
            width = 0;
        } else if width > 0 {
            wrapped.push(' ');
            width += 1;
        }
        wrapped.push_str(word);
        width += length;
    }
    wrapped
}

/// The text of [`PAGE`].
#[must_use]
pub fn page() -> String {
    let mut page = "\
# Diagnostics

Every problem of a document is told with one of these codes, in all versions the same one. An
*error* leaves something out of the crate and fails the run (`--keep-going` accepts that), a
*warning* says how something doubtful was understood, a *note* what the client does not do.

Written by `cargo xtask explain --page`; `cargo xtask explain CODE` shows one of them.
`--format github` marks them in pull requests, `--format json` has one object a line.
"
    .to_owned();
    for (digits, phase) in PHASES {
        page.push_str(&format!("\n## {digits}xx: {phase}\n"));
        let of_phase = Code::ALL
            .iter()
            .filter(|code| code.as_str().starts_with(digits));
        for code in of_phase {
            let text = wrapped(code.explanation());
            page.push_str(&format!("\n### {code}: {}\n\n{text}\n", code.title()));
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_however_it_is_written() {
        let text = explanation("AC0102").unwrap();
        assert!(text.starts_with("AC0102: a key stands twice in one mapping\n\n"));
        assert!(text.lines().all(|line| line.len() <= 80));
        assert_eq!(explanation("0102").unwrap(), text);
        assert_eq!(explanation("ac0102").unwrap(), text);
        assert!(
            explanation("E0308")
                .unwrap_err()
                .to_string()
                .contains("`E0308`")
        );
    }

    #[test]
    fn the_page_has_every_code() {
        let page = page();
        for code in Code::ALL {
            assert!(
                page.contains(&format!("\n### {code}: ")),
                "{code} is of no phase"
            );
        }
    }

    #[test]
    fn the_page_is_fresh() {
        let place = crate::workspace::root().join(PAGE);
        let text = fs::read_to_string(place).unwrap_or_default();
        assert!(text == page(), "run `cargo xtask explain --page`");
    }
}

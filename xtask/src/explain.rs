//! `cargo xtask explain --page`: the pages that are made from lists in the code.

pub mod schema;
pub mod settings;

use std::fs;
use std::path::Path;

use apicrate::report::Code;

use apicrate_cli::explain::wrapped;

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
    ("AC06", "name: everything gets its Rust name"),
    ("AC07", "lower: the document becomes types and operations"),
    ("AC08", "format: code becomes text"),
    ("AC09", "overlay: the description is corrected"),
];

/// Writes the pages for people, [`PAGE`], [`settings::PAGE`] and [`schema::FILE`], in the workspace at `root`.
///
/// # Errors
///
/// When a page cannot be written.
pub fn run(root: &Path) -> Result<Exit, Failure> {
    write(root, PAGE, &page())?;
    write(root, settings::PAGE, &settings::page())?;
    write(root, schema::FILE, &schema::text())?;
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

//! `cargo xtask support`: the table of what becomes of each construct, in the README.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::exit::{Exit, Failure};
use crate::workspace;

/// The list, relative to the workspace.
pub const LIST: &str = "tests/support.toml";

/// The page that shows it, relative to the workspace.
pub const PAGE: &str = "README.md";

/// The lines between which the table stands in [`PAGE`].
const MARKS: [&str; 2] = [
    "<!-- Written by `cargo xtask support` from tests/support.toml. -->\n",
    "<!-- End of the table. -->\n",
];

/// The rows of the table, by area.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// What describes values.
    schemas: Vec<Row>,
    /// What describes calls.
    operations: Vec<Row>,
    /// How documents are written.
    documents: Vec<Row>,
    /// Names and texts.
    names: Vec<Row>,
}

/// One construct, and what becomes of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The construct, in the words of the specification; Markdown.
    pub construct: String,
    /// What the client has for it; Markdown.
    pub lowered: String,
    /// The cases that show it, below `tests/cases` or as `invalid/<phase>/<name>`, each with words
    /// that the case has.
    pub shown: BTreeMap<String, String>,
    /// The code of the diagnostic that one of the cases gives; none where nothing is lost.
    pub told: Option<String>,
}

impl Support {
    /// Reads the text of [`LIST`].
    ///
    /// # Errors
    ///
    /// When it is not such a list.
    pub fn parse(text: &str) -> Result<Self, Failure> {
        toml::from_str(text).map_err(|error| Failure::new(format!("{LIST}: {error}")))
    }

    /// All rows, in their order.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.areas().into_iter().flat_map(|(_, rows)| rows)
    }

    fn areas(&self) -> [(&'static str, &[Row]); 4] {
        [
            ("Schemas", &self.schemas),
            ("Operations", &self.operations),
            ("Documents", &self.documents),
            ("Names and texts", &self.names),
        ]
    }

    /// The text of [`PAGE`] with the table in its place; none where the marks are not there.
    #[must_use]
    pub fn written_into(&self, page: &str) -> Option<String> {
        let [start, end] = MARKS;
        let (before, rest) = page.split_once(start)?;
        let (_, after) = rest.split_once(end)?;
        Some(format!("{before}{start}\n{}\n{end}{after}", self.table()))
    }

    fn table(&self) -> String {
        let areas = self.areas().map(|(title, rows)| {
            let rows: String = rows.iter().map(row).collect();
            format!("| {title} | the client | shown by |\n|---|---|---|\n{rows}")
        });
        areas.join("\n")
    }
}

fn row(row: &Row) -> String {
    let told = row.told.as_ref().map(|code| format!(" ({code})"));
    let cases: Vec<String> = row.shown.keys().map(|case| link(case)).collect();
    format!(
        "| {} | {}{} | {} |\n",
        row.construct,
        row.lowered,
        told.unwrap_or_default(),
        cases.join(", ")
    )
}

/// The case as a link; its name without the folders.
fn link(case: &str) -> String {
    let name = case.rsplit('/').next().unwrap_or(case);
    let folder = if case.contains('/') { "" } else { "cases/" };
    let extension = if name.contains("json") {
        "json"
    } else {
        "yaml"
    };
    format!("[{name}](tests/{folder}{case}.{extension})")
}

/// Writes the table into [`PAGE`] of the workspace at `root`.
///
/// # Errors
///
/// When the list or the page cannot be used.
pub fn run(root: &Path) -> Result<Exit, Failure> {
    let support = Support::parse(&workspace::read(&root.join(LIST))?)?;
    let page = workspace::read(&root.join(PAGE))?;
    let written = support
        .written_into(&page)
        .ok_or_else(|| Failure::new(format!("{PAGE} has no place for the table")))?;
    fs::write(root.join(PAGE), written)
        .map_err(|error| Failure::new(format!("cannot write {PAGE}: {error}")))?;
    println!("{PAGE}: {} rows", support.rows().count());
    Ok(Exit::Done)
}

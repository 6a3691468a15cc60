//! What has been measured so far.

use std::fs;
use std::path::PathBuf;

use xtask::exit::Failure;

use crate::row::Row;
use crate::table;

/// All rows of a run, in a file as soon as they are known: a run takes hours, and may end before its time.
#[derive(Debug, Default)]
pub struct Ledger {
    rows: Vec<Row>,
    file: Option<PathBuf>,
}

impl Ledger {
    /// Without rows; `file` gets them as JSON.
    #[must_use]
    pub fn new(file: Option<PathBuf>) -> Self {
        let rows = Vec::new();
        Self { rows, file }
    }

    /// Takes `rows`, and writes all there are.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn add(&mut self, rows: impl IntoIterator<Item = Row>) -> Result<(), Failure> {
        self.rows.extend(rows);
        let Some(file) = &self.file else {
            return Ok(());
        };
        // Beside it first: a run that is ended while it writes leaves what was there.
        let beside = file.with_extension("new");
        fs::write(&beside, table::json(&self.rows))
            .and_then(|()| fs::rename(&beside, file))
            .map_err(|error| Failure::new(format!("{}: {error}", file.display())))
    }

    /// All there are.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }
}

#[cfg(test)]
mod tests {
    use xtask::bench::Section;

    use super::*;
    use crate::row::Unit;

    fn row(what: &str) -> Row {
        Row {
            section: Section::Compile,
            subject: "a.yaml".to_owned(),
            what: what.to_owned(),
            ours: 1.0,
            unit: Unit::UserSeconds,
            rivals: Vec::new(),
            goals: Vec::new(),
        }
    }

    #[test]
    fn the_file_has_all_rows_after_each_of_them() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rows.json");
        let mut ledger = Ledger::new(Some(file.clone()));
        for (number, what) in ["cargo check", "LLVM lines"].into_iter().enumerate() {
            ledger.add([row(what)]).unwrap();
            let text = fs::read_to_string(&file).unwrap();
            let written: Vec<Row> = serde_json::from_str(&text).unwrap();
            assert_eq!(written.len(), number + 1);
            assert_eq!(written.as_slice(), ledger.rows());
        }
    }

    #[test]
    fn a_file_that_cannot_be_written_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = Ledger::new(Some(folder.path().to_path_buf()));
        assert!(ledger.add([row("cargo check")]).is_err());
        assert!(Ledger::default().add([row("cargo check")]).is_ok());
    }
}

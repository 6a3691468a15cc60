//! `--short`: instructions in place of seconds, compared with those on record, for machines whose time is not their own.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use xtask::exit::{Exit, Failure};

use crate::generation::{self, synthetic};
use crate::instructions;

/// The counts on record, relative to the workspace.
const RECORD: &str = "tests/bench/instructions.toml";

/// How many times the count on record a count may be, in percent.
const LIMIT: u64 = 110;

/// What the file of the counts begins with.
const HEAD: &str = "# Instructions, as `cargo xtask bench --short --update` counts them with valgrind. \
                    `--short` fails when one grows by more than a tenth.\n";

/// Counts, and compares with the record, or writes it.
///
/// # Errors
///
/// When something that is counted cannot be run: valgrind has to be installed.
pub fn run(root: &Path, update: bool) -> Result<Exit, Failure> {
    let counts = count(root)?;
    let path = root.join(RECORD);
    if update {
        let lines = counts
            .iter()
            .map(|(name, count)| format!("{name:?} = {count}\n"));
        let text = format!("{HEAD}{}", lines.collect::<String>());
        let written = fs::write(&path, text);
        written.map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
        println!("{RECORD} is written");
        return Ok(Exit::Done);
    }
    let record = xtask::workspace::read(&path)?;
    let record: BTreeMap<String, u64> =
        toml::from_str(&record).map_err(|error| Failure::new(format!("{RECORD}: {error}")))?;
    let (table, is_well) = compare(&record, &counts);
    print!("{table}");
    Ok(if is_well { Exit::Done } else { Exit::Problems })
}

/// What is counted, by name.
fn count(root: &Path) -> Result<BTreeMap<String, u64>, Failure> {
    let program = generation::program(root)?;
    let folder =
        tempfile::tempdir().map_err(|error| Failure::new(format!("no folder: {error}")))?;
    let synthetic = folder.path().join("synthetic.json");
    let written = fs::write(&synthetic, synthetic::document(1));
    written.map_err(|error| Failure::new(format!("{}: {error}", synthetic.display())))?;
    let own = root.join("spec/openapi.yaml");
    let mut counts = BTreeMap::new();
    for (name, document) in [
        ("codegen spec/openapi.yaml", own),
        ("codegen synthetic", synthetic),
    ] {
        let out = folder.path().join(name.replace(['/', ' '], "-"));
        let count = instructions::of_run(&program, &document, &out)?;
        counts.insert(name.to_owned(), count);
    }
    Ok(counts)
}

/// A line for each count, and whether none has grown too much and none is missing.
fn compare(record: &BTreeMap<String, u64>, counts: &BTreeMap<String, u64>) -> (String, bool) {
    let mut table = String::new();
    let mut is_well = record.keys().all(|name| counts.contains_key(name));
    for (name, count) in counts {
        let told = match record.get(name) {
            Some(before) => {
                let is_within = count.saturating_mul(100) <= before.saturating_mul(LIMIT);
                is_well &= is_within;
                let growth = 100.0 * (*count as f64 / *before as f64 - 1.0);
                let verdict = if is_within { "" } else { "  too many" };
                format!("{growth:+.1} %{verdict}")
            }
            None => {
                is_well = false;
                "not on record".to_owned()
            }
        };
        table.push_str(&format!(
            "{name:<40} {:>10.1} M  {told}\n",
            *count as f64 / 1e6
        ));
    }
    for name in record.keys().filter(|name| !counts.contains_key(*name)) {
        table.push_str(&format!("{name:<40} on record, but not counted\n"));
    }
    (table, is_well)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(list: &[(&str, u64)]) -> BTreeMap<String, u64> {
        list.iter()
            .map(|(name, count)| ((*name).to_owned(), *count))
            .collect()
    }

    #[test]
    fn growth_and_gaps_are_found_and_small_changes_are_not() {
        let record = counts(&[("a", 100), ("b", 100)]);
        assert!(compare(&record, &counts(&[("a", 110), ("b", 50)])).1);
        assert!(!compare(&record, &counts(&[("a", 111), ("b", 100)])).1);
        assert!(!compare(&record, &counts(&[("a", 100)])).1);
        assert!(!compare(&record, &counts(&[("a", 1), ("b", 1), ("c", 1)])).1);
    }
}

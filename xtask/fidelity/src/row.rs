//! What came of the examples of one document.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::example::Example;

/// What came of the examples of one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Row {
    /// The document.
    pub document: String,
    /// The valid examples that came back equal.
    pub decoded: usize,
    /// The examples that are valid against their schema.
    pub valid: usize,
    /// All examples with a value and a schema.
    pub total: usize,
    /// The examples that are valid but for a format.
    pub wrong_format: usize,
    /// The schemas that no value can be validated against, and why.
    pub unusable: BTreeMap<String, String>,
    /// The valid examples that did not come back equal, by their place, and why.
    pub misses: BTreeMap<String, String>,
}

impl Row {
    /// A valid example did not come back equal.
    pub(crate) fn miss(&mut self, example: &Example, reason: String) {
        self.misses.insert(example.place.to_string(), reason);
    }

    /// The three numbers, as lists have them.
    pub(crate) fn numbers(&self) -> String {
        format!("{}/{}/{}", self.decoded, self.valid, self.total)
    }
}

/// The table for people, with all misses below it.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut text = format!(
        "{:<36} {:>8} {:>8} {:>8} {:>8} {:>8}\n",
        "document", "decoded", "valid", "total", "format", "unusable"
    );
    let mut line = |name: &str, numbers: [usize; 5]| {
        let numbers: Vec<String> = numbers.iter().map(|n| format!("{n:>8}")).collect();
        text.push_str(&format!("{name:<36} {}\n", numbers.join(" ")));
    };
    let numbers = |row: &Row| {
        let unusable = row.unusable.len();
        [
            row.decoded,
            row.valid,
            row.total,
            row.wrong_format,
            unusable,
        ]
    };
    let mut sum = [0; 5];
    for row in rows {
        line(&row.document, numbers(row));
        sum.iter_mut()
            .zip(numbers(row))
            .for_each(|(sum, n)| *sum += n);
    }
    line("all", sum);
    for row in rows {
        let unusable = row
            .unusable
            .iter()
            .map(|(at, why)| (at, format!("unusable: {why}")));
        let misses = row.misses.iter().map(|(at, why)| (at, why.clone()));
        for (at, why) in unusable.chain(misses) {
            text.push_str(&format!("{} {at}: {why}\n", row.document));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_ends_with_the_sum_and_the_misses() {
        let row = |document: &str, decoded| Row {
            document: document.to_owned(),
            decoded,
            valid: 2,
            total: 3,
            ..Row::default()
        };
        let mut second = row("b", 1);
        second.misses.insert("/x".to_owned(), "no".to_owned());
        let text = table(&[row("a", 2), second]);
        let lines: Vec<Vec<&str>> = text
            .lines()
            .map(|l| l.split_whitespace().collect())
            .collect();
        assert_eq!(lines[3], ["all", "3", "4", "6", "0", "0"]);
        assert_eq!(lines[4], ["b", "/x:", "no"]);
    }
}

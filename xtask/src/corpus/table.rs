//! The rows as text.

use super::row::{End, Row};

/// The rows one below the other, and their sums.
#[must_use]
pub fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.document.chars().count()).max();
    let width = width.unwrap_or_default().max(8);
    let mut text = format!(
        "{:<width$}  {:>11}  {:>11}  {:>6} {:>6} {:>6}  {:>7}  {:>7}  {:>7}  end\n",
        "document",
        "operations",
        "schemas",
        "errors",
        "warn.",
        "notes",
        "gen. s",
        "check s",
        "lines",
    );
    for row in rows {
        text.push_str(&line(row, width, &end(row)));
    }
    text.push_str(&line(&total(rows), width, &ends(rows)));
    text
}

fn line(row: &Row, width: usize, end: &str) -> String {
    let pair = |(some, all): (usize, usize)| format!("{some}/{all}");
    let check = row
        .check
        .as_ref()
        .map_or_else(|| "-".to_owned(), |check| format!("{:.1}", check.seconds));
    let line = format!(
        "{:<width$}  {:>11}  {:>11}  {:>6} {:>6} {:>6}  {:>7.2}  {check:>7}  {:>7}  {end}",
        row.document,
        pair(row.operations),
        pair(row.schemas),
        row.error_count(),
        row.warnings,
        row.notes,
        row.generate_seconds,
        row.lines,
    );
    format!("{}\n", line.trim_end())
}

fn end(row: &Row) -> String {
    let name = match row.end {
        End::Generated => "generated",
        End::Refused => "refused",
        End::Missing => "MISSING",
        End::Wrong => "WRONG",
        End::Panicked => "PANICKED",
        End::Died => "DIED",
        End::Late => "LATE",
    };
    let error = row.check.as_ref().and_then(|check| check.error.as_ref());
    match error {
        Some(error) => format!("DOES NOT COMPILE: {error}"),
        None if row.end == End::Generated && row.check.is_some() => "compiled".to_owned(),
        None if row.detail.is_empty() => name.to_owned(),
        None => format!("{name}: {}", row.detail),
    }
}

/// One row for all.
fn total(rows: &[Row]) -> Row {
    let sum = |of: fn(&Row) -> usize| rows.iter().map(of).sum::<usize>();
    let checks = rows.iter().filter_map(|row| row.check.as_ref());
    let check = checks.map(|check| check.seconds).reduce(|a, b| a + b);
    Row {
        document: format!("{} documents", rows.len()),
        operations: (sum(|row| row.operations.0), sum(|row| row.operations.1)),
        schemas: (sum(|row| row.schemas.0), sum(|row| row.schemas.1)),
        errors: [("all".to_owned(), sum(Row::error_count))].into(),
        warnings: sum(|row| row.warnings),
        notes: sum(|row| row.notes),
        lines: sum(|row| row.lines),
        generate_seconds: rows.iter().map(|row| row.generate_seconds).sum(),
        check: check.map(|seconds| super::row::Check {
            seconds,
            error: None,
        }),
        ..Row::default()
    }
}

/// How many documents ended in which way.
fn ends(rows: &[Row]) -> String {
    let ends = [
        ("generated", count(rows, |row| row.end == End::Generated)),
        ("refused", count(rows, |row| row.end == End::Refused)),
        ("failed", count(rows, |row| row.end.is_failure())),
        (
            "compiled",
            count(rows, |row| is_compiled(row) == Some(true)),
        ),
        (
            "do not compile",
            count(rows, |row| is_compiled(row) == Some(false)),
        ),
    ];
    let told: Vec<String> = ends
        .iter()
        .filter(|(_, count)| *count > 0)
        .map(|(name, count)| format!("{count} {name}"))
        .collect();
    told.join(", ")
}

fn count(rows: &[Row], is_counted: fn(&Row) -> bool) -> usize {
    rows.iter().filter(|row| is_counted(row)).count()
}

fn is_compiled(row: &Row) -> Option<bool> {
    Some(row.check.as_ref()?.error.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_sums_up() {
        let mut good = Row {
            document: "a.yaml".to_owned(),
            operations: (1, 2),
            schemas: (3, 4),
            notes: 5,
            lines: 60,
            generate_seconds: 0.5,
            ..Row::default()
        };
        good.errors.insert("AC0101".to_owned(), 1);
        let bad = Row::failed("b.yaml", End::Panicked, "oh");
        let text = table(&[good, bad]);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[1].ends_with("60  generated"), "{text}");
        assert!(lines[2].ends_with("PANICKED: oh"), "{text}");
        let words: Vec<&str> = lines[3].split_whitespace().collect();
        let expected = "2 documents 1/2 3/4 1 0 5 0.50 - 60 1 generated, 1 failed";
        assert_eq!(words.join(" "), expected);
    }
}

//! Figures as Markdown and as JSON.

use std::fmt::Write as _;

use xtask::bench::Section;

use crate::row::{Goal, Rival, Row, Unit};

/// The table of a section, in Markdown.
#[must_use]
pub fn section(rows: &[Row]) -> String {
    let mut out = "| on | what | ours | others | goal | |\n|---|---|---|---|---|---|\n".to_owned();
    for row in rows {
        let others: Vec<String> = row.rivals.iter().map(|rival| other(row, rival)).collect();
        let goals: Vec<String> = row.goals.iter().map(|goal| told(goal, row.unit)).collect();
        let verdict = match row.is_met() {
            Some(true) => "met",
            Some(false) => "**missed**",
            None => "",
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} | {verdict} |",
            row.subject,
            row.what,
            figure(row.ours, row.unit),
            others.join("; "),
            goals.join("; "),
        );
    }
    out
}

/// All rows, as a JSON array.
#[must_use]
pub fn json(rows: &[Row]) -> String {
    serde_json::to_string_pretty(rows).map_or_else(|error| error.to_string(), |text| text + "\n")
}

/// What a section is called.
#[must_use]
pub fn title(section: Section) -> &'static str {
    match section {
        Section::Generation => "Generation",
        Section::Compile => "Compile time of what is emitted",
        Section::Calls => "Calls",
    }
}

/// The figure of a rival, and ours as many times it.
fn other(row: &Row, rival: &Rival) -> String {
    match &rival.outcome {
        Ok(theirs) => {
            let ratio = row.ours / theirs;
            format!(
                "{} {} (× {ratio:.2})",
                rival.name,
                figure(*theirs, row.unit)
            )
        }
        Err(reason) => format!("{}: {reason}", rival.name),
    }
}

fn told(goal: &Goal, unit: Unit) -> String {
    match goal {
        Goal::Figure(limit) => format!("≤ {}", figure(*limit, unit)),
        Goal::Times(times, name) => format!("≤ × {times:.2} of {name}"),
        Goal::TimesBest(times) => format!("≤ × {times:.2} of the best"),
    }
}

/// A figure for people.
fn figure(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Seconds | Unit::UserSeconds => format!("{value:.2} s"),
        Unit::Nanoseconds if value >= 1e6 => format!("{:.2} ms", value / 1e6),
        Unit::Nanoseconds if value >= 1e3 => format!("{:.2} µs", value / 1e3),
        Unit::Nanoseconds => format!("{value:.0} ns"),
        Unit::Bytes if value >= 1e6 => format!("{:.1} MB", value / 1e6),
        Unit::Bytes => format!("{:.1} kB", value / 1e3),
        Unit::Instructions if value >= 1e6 => format!("{:.1} M instr.", value / 1e6),
        Unit::Instructions if value >= 1e3 => format!("{:.1} k instr.", value / 1e3),
        Unit::Instructions => format!("{value:.0} instr."),
        Unit::Allocations => format!("{value:.0} alloc."),
        Unit::Lines => format!("{value:.0}"),
    }
}

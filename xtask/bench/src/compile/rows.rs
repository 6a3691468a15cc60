//! Rows of the table, of what was measured.

use xtask::bench::Section;
use xtask::exit::Failure;

use super::Entrant;
use super::maker::Maker;
use crate::clock::median;
use crate::row::{Goal, Rival, Row, Unit};

/// What ours may take of what the best of the others takes.
const SHARE: f64 = 0.25;

/// What rows are called in which our runtime is a package of its own.
const APART: &str = ", runtime as a package (not counted)";

/// A row of user seconds for each of ours among `entrants`, beside all others'; `known` are the times of each.
pub(super) fn of_each_of_ours(
    subject: &str,
    what: &str,
    entrants: &[Entrant],
    known: &[Result<Vec<f64>, String>],
) -> Result<Vec<Row>, Failure> {
    let ours = entrants.iter().filter(|entrant| entrant.maker.is_ours());
    let rows = ours.map(|own| {
        let all = entrants.iter().zip(known);
        let beside =
            all.filter(|(entrant, _)| entrant.maker == own.maker || !entrant.maker.is_ours());
        let (entrants, known): (Vec<&Entrant>, Vec<_>) = beside.unzip();
        let what = of_ours(what, own.maker);
        of_times(subject, &what, &entrants, known.into_iter().cloned())
    });
    rows.collect()
}

/// What the row of `what` is called for one of ours.
pub(super) fn of_ours(what: &str, maker: Maker) -> String {
    match maker.is_variant() {
        true => format!("{what}{APART}"),
        false => what.to_owned(),
    }
}

/// The row of user seconds, `known` for each of `entrants` of which ours is the first.
pub(super) fn of_times(
    subject: &str,
    what: &str,
    entrants: &[&Entrant],
    known: impl IntoIterator<Item = Result<Vec<f64>, String>>,
) -> Result<Row, Failure> {
    let figures = entrants
        .iter()
        .map(|entrant| entrant.maker.title())
        .zip(known.into_iter().map(|times| times.map(median)))
        .collect();
    let goals = vec![Goal::TimesBest(SHARE)];
    of(subject, what, Unit::UserSeconds, figures, goals)
}

/// The row of `figures`, of which ours is the first.
pub(super) fn of(
    subject: &str,
    what: &str,
    unit: Unit,
    figures: Vec<(String, Result<f64, String>)>,
    goals: Vec<Goal>,
) -> Result<Row, Failure> {
    let mut figures = figures.into_iter();
    let ours = match figures.next() {
        Some((_, Ok(ours))) => ours,
        Some((_, Err(word))) => {
            return Err(Failure::new(format!("{subject}: our own crate {word}")));
        }
        None => return Err(Failure::new(format!("{subject}: nothing was measured"))),
    };
    let rivals = figures.map(|(name, outcome)| Rival { name, outcome });
    Ok(Row {
        section: Section::Compile,
        subject: subject.to_owned(),
        what: what.to_owned(),
        ours,
        unit,
        rivals: rivals.collect(),
        goals,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::peers::PEERS;

    fn entrants() -> Vec<Entrant> {
        let makers = [Maker::Ours, Maker::Peer(PEERS[0]), Maker::Peer(PEERS[1])];
        let made = || Err("not asked".to_owned());
        makers
            .map(|maker| Entrant {
                maker,
                made: made(),
            })
            .into()
    }

    #[test]
    fn the_median_counts_and_who_fails_keeps_the_word() {
        let known = vec![
            Ok(vec![3.0, 1.0, 2.0]),
            Ok(vec![9.0]),
            Err("refuses".to_owned()),
        ];
        let entrants = entrants();
        let entrants: Vec<&Entrant> = entrants.iter().collect();
        let row = of_times("a.yaml", "cargo check", &entrants, known).unwrap();
        assert_eq!(row.ours, 2.0);
        assert_eq!(row.best().unwrap().name, "ploidy 0.15.0");
        assert_eq!(row.rivals[1].outcome, Err("refuses".to_owned()));
        assert_eq!(row.is_met(), Some(true));
    }

    #[test]
    fn each_of_ours_has_a_row_beside_the_others() {
        let makers = [Maker::Ours, Maker::Apart, Maker::Peer(PEERS[0])];
        let entrants = makers.map(|maker| Entrant {
            maker,
            made: Err("not asked".to_owned()),
        });
        let known = [Ok(vec![3.0]), Ok(vec![1.0]), Ok(vec![4.0])];
        let rows = of_each_of_ours("a.yaml", "cargo check", &entrants, &known).unwrap();
        let seen: Vec<(&str, f64, usize)> = rows
            .iter()
            .map(|row| (row.what.as_str(), row.ours, row.rivals.len()))
            .collect();
        assert_eq!(
            seen,
            [
                ("cargo check", 3.0, 1),
                ("cargo check, runtime as a package (not counted)", 1.0, 1)
            ]
        );
    }

    #[test]
    fn our_own_crate_must_compile() {
        let known = vec![Err("does not compile".to_owned()), Ok(vec![1.0])];
        let entrants = entrants();
        let entrants: Vec<&Entrant> = entrants.iter().collect();
        let failure = of_times("a.yaml", "cargo check", &entrants, known).unwrap_err();
        assert_eq!(
            failure.to_string(),
            "a.yaml: our own crate does not compile"
        );
    }
}

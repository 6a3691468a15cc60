//! A large description of which one tag is built, beside the description of that tag alone.

use xtask::exit::Failure;

use super::build::{Crate, Task};
use super::maker::Maker;
use super::subject::{self, Subject};
use super::{Bench, rows};
use crate::clock::{self, median};
use crate::row::{Goal, Row, Unit};

/// The document that has many tags.
pub(super) const SUBJECT: &str = "mist.yaml";

/// The feature of the tag that the description of this product has alone.
const TAG: &str = "orgs-api-tokens";

/// What the one tag may take of what the description of it alone takes.
const LIMIT: f64 = 1.5;

/// The row of one tag.
pub(super) fn row(bench: &Bench<'_>) -> Result<Row, Failure> {
    let ours = Maker::Ours;
    let mut tagged = Subject::clone(bench.subject);
    tagged.settings.features.tags = true;
    let tagged = bench.made(&ours, &tagged, "bench-tags")?;
    let token = subject::token(bench.root)?;
    let token = bench.made(&ours, &token, &token.slug())?;
    let (tagged, token) = (whole(tagged.made)?, whole(token.made)?);
    let features = format!("rustls,{TAG}");
    let arguments = ["check", "--no-default-features", "--features", &features];
    clock::cost(&mut tagged.cargo(&arguments))?;
    token.prepare(Task::Check).map_err(Failure::new)?;
    let (mut one, mut alone) = (Vec::new(), Vec::new());
    for _ in 0..bench.runs {
        tagged.touch()?;
        one.push(clock::cost(&mut tagged.cargo(&arguments))?.user);
        alone.push(token.again(Task::Check)?.user);
    }
    let figures = vec![
        ("ours".to_owned(), Ok(median(one))),
        (subject::TOKEN.to_owned(), Ok(median(alone))),
    ];
    let goals = vec![Goal::Times(LIMIT, subject::TOKEN.to_owned())];
    let what = "cargo check of one tag";
    rows::of(SUBJECT, what, Unit::UserSeconds, figures, goals)
}

fn whole(made: Result<Crate, String>) -> Result<Crate, Failure> {
    made.map_err(Failure::new)
}

//! One figure, what others have in its place, and what it should be.

use serde::{Deserialize, Serialize};
use xtask::bench::Section;

/// In what a figure is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Seconds of the clock on the wall.
    Seconds,
    /// Seconds of a processor in user mode, all threads and children together.
    UserSeconds,
    /// Nanoseconds.
    Nanoseconds,
    /// Instructions.
    Instructions,
    /// Bytes.
    Bytes,
    /// Lines.
    Lines,
    /// Allocations.
    Allocations,
}

/// What somebody else has in the place of a figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rival {
    /// Who: `ploidy 0.15.0`, `floor`.
    pub name: String,
    /// The figure, or in a word why there is none.
    pub outcome: Result<f64, String>,
}

/// What a figure should be, which is less than something: all are costs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Goal {
    /// At most this.
    Figure(f64),
    /// At most so many times what the rival of this name has.
    Times(f64, String),
    /// At most so many times what the best rival has.
    TimesBest(f64),
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What was measured together.
    #[serde(with = "section_name")]
    pub section: Section,
    /// On what it was measured: `mist.yaml`.
    pub subject: String,
    /// What was measured: `cargo check`.
    pub what: String,
    /// Our figure.
    pub ours: f64,
    /// Its unit.
    pub unit: Unit,
    /// The figures of others.
    pub rivals: Vec<Rival>,
    /// What ours should be; none where it is only told.
    pub goals: Vec<Goal>,
}

/// A section as JSON: its name on the command line.
mod section_name {
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serializer};
    use xtask::bench::Section;

    pub(super) fn serialize<S: Serializer>(
        section: &Section,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(section.name())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Section, D::Error> {
        let name = String::deserialize(deserializer)?;
        let found = Section::ALL
            .into_iter()
            .find(|section| section.name() == name);
        found.ok_or_else(|| D::Error::custom(format!("`{name}` is no section")))
    }
}

impl Row {
    /// The least figure of the rivals that have one.
    #[must_use]
    pub fn best(&self) -> Option<&Rival> {
        let known = self
            .rivals
            .iter()
            .filter_map(|rival| Some((rival, rival.outcome.as_ref().ok()?)));
        let best = known.min_by(|(_, left), (_, right)| left.total_cmp(right));
        best.map(|(rival, _)| rival)
    }

    /// Ours, as many times the figure of the rival called `name`.
    #[must_use]
    pub fn ratio(&self, name: &str) -> Option<f64> {
        let rival = self.rivals.iter().find(|rival| rival.name == name)?;
        rival.outcome.as_ref().ok().map(|theirs| self.ours / theirs)
    }

    /// Whether all goals that can be judged are met; none where there is no such goal.
    #[must_use]
    pub fn is_met(&self) -> Option<bool> {
        let judged: Vec<bool> = self
            .goals
            .iter()
            .filter_map(|goal| self.meets(goal))
            .collect();
        (!judged.is_empty()).then(|| judged.into_iter().all(|met| met))
    }

    fn meets(&self, goal: &Goal) -> Option<bool> {
        match goal {
            Goal::Figure(limit) => Some(self.ours <= *limit),
            Goal::Times(times, name) => self.ratio(name).map(|ratio| ratio <= *times),
            Goal::TimesBest(times) => {
                let best = self.best()?.outcome.as_ref().ok()?;
                Some(self.ours <= times * best)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(goal: Goal) -> Row {
        let rival = |name: &str, outcome| Rival {
            name: name.to_owned(),
            outcome,
        };
        Row {
            section: Section::Compile,
            subject: "a.yaml".to_owned(),
            what: "check".to_owned(),
            ours: 1.0,
            unit: Unit::UserSeconds,
            rivals: vec![
                rival("slow", Ok(4.0)),
                rival("fast", Ok(2.0)),
                rival("broken", Err("refused".to_owned())),
            ],
            goals: vec![goal],
        }
    }

    #[test]
    fn figures_are_read_as_they_were_written() {
        let rows = vec![
            row(Goal::TimesBest(0.5)),
            row(Goal::Times(1.5, "slow".to_owned())),
        ];
        let text = crate::table::json(&rows);
        assert_eq!(serde_json::from_str::<Vec<Row>>(&text).unwrap(), rows);
        let other = text.replace("compile", "weather");
        assert!(serde_json::from_str::<Vec<Row>>(&other).is_err());
    }

    #[test]
    fn goals_are_judged_by_those_who_have_a_figure() {
        assert_eq!(row(Goal::Figure(1.0)).is_met(), Some(true));
        assert_eq!(row(Goal::TimesBest(0.5)).is_met(), Some(true));
        assert_eq!(row(Goal::TimesBest(0.4)).is_met(), Some(false));
        assert_eq!(
            row(Goal::Times(0.25, "slow".to_owned())).is_met(),
            Some(true)
        );
        assert_eq!(row(Goal::Times(0.25, "broken".to_owned())).is_met(), None);
        assert_eq!(
            row(Goal::Times(0.25, "broken".to_owned()))
                .best()
                .map(|best| best.name.as_str()),
            Some("fast")
        );
    }
}

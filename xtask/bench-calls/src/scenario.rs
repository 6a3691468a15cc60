//! What is measured: the same work, done in several ways.

use crate::Failure;

/// Does the work once.
pub type Run = Box<dyn FnMut() -> Result<(), Failure>>;

/// One piece of work with those who compete at it.
pub struct Scenario {
    /// The work.
    pub what: String,
    /// How often it is done for a count of instructions.
    pub times: usize,
    /// Who does it, ours first.
    pub contestants: Vec<(&'static str, Run)>,
}

/// One who competes in a piece of work that others do as well.
pub struct Entry {
    /// The work: [`Scenario::what`].
    pub what: &'static str,
    /// Who does it.
    pub name: &'static str,
    /// How.
    pub run: Run,
}

impl Entry {
    /// Lets it compete.
    pub(crate) fn enter(self, scenarios: &mut [Scenario]) -> Result<(), Failure> {
        let scenario = scenarios
            .iter_mut()
            .find(|scenario| scenario.what == self.what);
        let scenario = scenario.ok_or("there is no such work")?;
        scenario.contestants.push((self.name, self.run));
        Ok(())
    }
}

impl Scenario {
    /// Work that nobody does yet.
    pub fn new(what: impl Into<String>, times: usize) -> Self {
        Self {
            what: what.into(),
            times,
            contestants: Vec::new(),
        }
    }

    /// Adds one who does it.
    pub fn with(
        mut self,
        name: &'static str,
        run: impl FnMut() -> Result<(), Failure> + 'static,
    ) -> Self {
        self.contestants.push((name, Box::new(run)));
        self
    }

    /// What a single contestant is called on the command line.
    pub fn names(&self) -> impl Iterator<Item = String> {
        let names = self.contestants.iter();
        names.map(|(name, _)| format!("{}: {name}", self.what))
    }

    /// The contestant of that name.
    pub fn contestant(&mut self, name: &str) -> Option<&mut Run> {
        let name = name.strip_prefix(&self.what)?.strip_prefix(": ")?;
        let mut contestants = self.contestants.iter_mut();
        contestants.find_map(|(other, run)| (*other == name).then_some(run))
    }
}

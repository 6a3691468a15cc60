//! How many cases of a kind there were, and how many passed.

/// How many misses are shown.
const SHOWN: usize = 20;

/// The cases of one kind.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    name: &'static str,
    passed: usize,
    misses: Vec<String>,
    /// What else is to be said, such as how cases passed.
    note: String,
}

impl Tally {
    pub(crate) fn new(name: &'static str) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// Counts a case, which missed when there is a reason; `place` says which it was.
    pub(crate) fn count(&mut self, place: impl FnOnce() -> String, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.passed += 1,
            Err(reason) => self.misses.push(format!("{}: {reason}", place())),
        }
    }

    /// How many cases passed, and how many there were.
    #[cfg(test)]
    pub(crate) fn figures(&self) -> (usize, usize) {
        (self.passed, self.passed + self.misses.len())
    }

    /// Says something more about the cases.
    pub(crate) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Prints the line of the table, and the first misses to standard error; tells whether all
    /// passed and there are as many as `counted` independently.
    pub(crate) fn show(&self, counted: Option<usize>) -> bool {
        let total = self.passed + self.misses.len();
        let beside = counted.map_or_else(|| "-".to_owned(), |counted| counted.to_string());
        let (name, passed, note) = (self.name, self.passed, &self.note);
        let figure = format!("{passed}/{total}");
        println!("{name:<34} {figure:>13}   counted {beside:>6}   {note}");
        for miss in self.misses.iter().take(SHOWN) {
            eprintln!("{name}: {miss}");
        }
        self.misses.is_empty() && counted.is_none_or(|counted| counted == total)
    }
}

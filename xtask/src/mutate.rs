//! `cargo xtask mutate`: the generator on damaged documents. Each must end in a crate or in
//! diagnostics that say where the damage is: without a panic, an abort or a long wait.

pub mod random;
pub mod text;
pub mod tree;
mod values;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use self::random::Random;
use crate::corpus::documents::{self, Document};
use crate::corpus::pool;
use crate::corpus::row::{End, Row};
use crate::corpus::worker::Job;
use crate::exit::{Exit, Failure};
use crate::progress::Counter;
use crate::{corpus, workspace};

/// The arguments of `mutate`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Documents, lists of documents and folders.
    pub places: Vec<PathBuf>,
    /// `--seed`: what all mutations follow from.
    pub seed: u64,
    /// `--first`: the number of the first mutation.
    pub first: u64,
    /// `--count`: how many mutations to run on.
    pub count: u64,
    /// `--jobs`: how many at a time; as many as there are processors by default.
    pub jobs: Option<usize>,
    /// `--only`: the documents meant, by a pattern.
    pub only: Option<String>,
}

/// Runs `request` in the workspace at `root`. A table of how the runs ended goes to standard
/// output; of each failure the mutated document is kept in `target/mutate`.
///
/// # Errors
///
/// When a place cannot be used.
pub fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    let documents = documents::find(&request.places, request.only.as_deref())?;
    let choice = Choice::new(documents);
    let count = usize::try_from(request.count).unwrap_or(usize::MAX);
    let counter = Counter::new("mutations", count);
    let numbers = request.first..request.first.saturating_add(request.count);
    let jobs = numbers.filter_map(|number| choice.job(request.seed, number));
    let mut ends: BTreeMap<End, usize> = BTreeMap::new();
    let mut slowest = Row::default();
    let width = request.jobs.unwrap_or_else(corpus::width);
    let mut problem = Ok(());
    pool::run(jobs, width, &mut |job, row| {
        counter.step(&job.document);
        *ends.entry(row.end).or_default() += 1;
        if row.end.is_failure() && problem.is_ok() {
            problem = keep(root, &job, &row);
        }
        if row.generate_seconds > slowest.generate_seconds {
            slowest = row;
        }
    })?;
    problem?;
    for (end, count) in &ends {
        println!("{count:>8}  {}", format!("{end:?}").to_lowercase());
    }
    let (seconds, document) = (slowest.generate_seconds, &slowest.document);
    println!("seed {}; slowest: {seconds:.2} s, {document}", request.seed);
    Ok(match ends.keys().any(|end| end.is_failure()) {
        true => Exit::Problems,
        false => Exit::Done,
    })
}

/// The documents, of which small ones are chosen more often than large ones: a run on a thousandth
/// of the size takes a thousandth of the time and finds as much.
struct Choice {
    documents: Vec<(usize, Document)>,
    /// The sum of the weights.
    total: usize,
}

impl Choice {
    fn new(documents: Vec<Document>) -> Self {
        let weight = |document: &Document| {
            let bytes = fs::metadata(&document.path).map_or(0, |data| data.len());
            1 + 10_000_000 / (10_000 + usize::try_from(bytes).unwrap_or(usize::MAX))
        };
        let documents: Vec<_> = documents
            .into_iter()
            .map(|document| (weight(&document), document))
            .collect();
        let total = documents.iter().map(|(weight, _)| weight).sum();
        Self { documents, total }
    }

    /// The mutation of this number.
    fn job(&self, seed: u64, number: u64) -> Option<Job> {
        let mut random = Random::new(Random::new(seed).next_word() ^ number);
        let mut left = random.below(self.total);
        let (_, document) = self.documents.iter().find(|(weight, _)| {
            let is_here = left < *weight;
            left = left.saturating_sub(*weight);
            is_here
        })?;
        Some(Job {
            document: format!("{} --first {number}", document.name),
            path: document.path.clone(),
            package: "mutant".to_owned(),
            mutation: Some(random.next_word()),
            out: None,
        })
    }
}

/// `text` with the damage that follows from `seed`.
#[must_use]
pub fn mutated(text: &str, seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut text = text.to_owned();
    let count = 1 + random.below(3);
    if random.below(4) > 0
        && let Some(mut tree) = parsed(&text)
    {
        for _ in 0..count {
            tree::damage(&mut tree, &mut random);
        }
        text = format!("{tree:#}");
        if random.below(8) > 0 {
            return text;
        }
    }
    text::damage(&mut text, &mut random);
    text
}

fn parsed(text: &str) -> Option<Value> {
    match text.trim_start().starts_with('{') {
        true => serde_json::from_str(text).ok(),
        false => serde_yaml::from_str(text).ok(),
    }
}

/// Tells a failure and keeps the document that it was found with.
fn keep(root: &Path, job: &Job, row: &Row) -> Result<(), Failure> {
    let folder = root.join("target/mutate");
    let seed = job.mutation.unwrap_or_default();
    let text = mutated(&workspace::read(&job.path)?, seed);
    let extension = if text.starts_with('{') {
        "json"
    } else {
        "yaml"
    };
    let place = folder.join(format!("{seed:016x}.{extension}"));
    fs::create_dir_all(&folder)
        .and_then(|()| fs::write(&place, text))
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", place.display())))?;
    let end = format!("{:?}", row.end).to_lowercase();
    let (document, detail, place) = (&row.document, &row.detail, workspace::shown(&place));
    eprintln!("error: {end}: {document}: {detail}\n  kept as {place}");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::worker;

    fn choice() -> Choice {
        let path = workspace::root().join("spec/openapi.yaml");
        let name = "openapi.yaml".to_owned();
        Choice::new(vec![Document { name, path }])
    }

    #[test]
    fn the_same_number_is_the_same_mutation() {
        let text = fs::read_to_string(workspace::root().join("spec/openapi.yaml")).unwrap();
        let seed = |number| choice().job(7, number).unwrap().mutation.unwrap();
        assert_eq!(mutated(&text, seed(3)), mutated(&text, seed(3)));
        assert_ne!(mutated(&text, seed(3)), mutated(&text, seed(4)));
    }

    #[test]
    fn damaged_documents_end_in_a_crate_or_in_diagnostics() {
        // The mutator nests a thousand levels deep: more than a test's thread has stack to write and drop.
        let run = || {
            for number in 0..40 {
                let job = choice().job(1, number).unwrap();
                let row = worker::run(&job);
                assert!(!row.end.is_failure(), "{}: {}", row.document, row.detail);
            }
        };
        let thread = std::thread::Builder::new().stack_size(64 << 20);
        thread.spawn(run).unwrap().join().unwrap();
    }
}

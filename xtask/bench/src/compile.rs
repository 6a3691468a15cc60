//! How long the compiler takes for what is emitted, beside what other generators emit of the same documents.
//!
//! User seconds of Cargo and all compilers that it starts: the wall's clock would tell what else the machine does.

mod build;
mod footprint;
mod incremental;
mod lines;
mod maker;
mod rows;
mod subject;
mod tags;

use std::fs;
use std::path::{Path, PathBuf};

use xtask::bench::Request;
use xtask::exit::Failure;

use self::build::{Crate, Task};
use self::maker::Maker;
use self::subject::Subject;
use crate::ledger::Ledger;
use crate::peers;
use crate::row::Row;

/// Measures the emitted crates of the documents, and of others' where `--peers` asks for it.
///
/// # Errors
///
/// When a document is not there, when a peer cannot be installed, or when our own crate cannot be made or compiled.
pub fn measure(root: &Path, request: &Request, ledger: &mut Ledger) -> Result<(), Failure> {
    let subjects = subject::all(root, request)?;
    let makers = makers(root, request)?;
    for subject in &subjects {
        let bench = Bench {
            root,
            subject,
            runs: request.runs.max(1),
        };
        let all = bench.entrants(&makers)?;
        ledger.add(bench.times(&all, Task::Check)?)?;
        // The rest is measured of the usual one alone.
        let entrants: Vec<&Entrant> = all.iter().filter(|one| !one.maker.is_variant()).collect();
        let makers: Vec<Maker> = entrants.iter().map(|entrant| entrant.maker).collect();
        if subject.is_small() {
            ledger.add([bench.with_runtime(&entrants)?])?;
        }
        ledger.add(bench.times(&all, Task::Release)?)?;
        if subject.is_token() {
            ledger.add([bench.with_dependencies(&entrants)?])?;
            ledger.add(footprint::rows(&bench, &entrants)?)?;
        }
        if subject.is_token() || request.only.is_some() {
            ledger.add(lines::rows(&bench, &all)?)?;
        }
        if subject.name == incremental::SUBJECT {
            ledger.add(incremental::rows(&bench, &makers)?)?;
        }
        if subject.name == tags::SUBJECT {
            ledger.add([tags::row(&bench)?])?;
        }
    }
    Ok(())
}

fn makers(root: &Path, request: &Request) -> Result<Vec<Maker>, Failure> {
    let peers = peers::installed(root, request)?;
    let ours = [Maker::Ours, Maker::Apart];
    Ok(ours
        .into_iter()
        .chain(peers.into_iter().map(Maker::Peer))
        .collect())
}

/// A crate that a generator has made; where there is none, the word why.
struct Entrant {
    maker: Maker,
    made: Result<Crate, String>,
}

/// What is measured of one document.
struct Bench<'a> {
    root: &'a Path,
    subject: &'a Subject,
    runs: usize,
}

impl Bench<'_> {
    /// The folder of all that `maker` has to do with.
    fn home(&self, maker: &Maker) -> PathBuf {
        self.root.join("target/bench").join(maker.name())
    }

    /// The crate that `maker` makes of `subject` in the folder `place`, whose last name is that of the crate.
    fn made(&self, maker: &Maker, subject: &Subject, place: &str) -> Result<Entrant, Failure> {
        let home = self.home(maker);
        let folder = home.join(place);
        fs::create_dir_all(&folder)
            .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
        let name = place.rsplit('/').next().unwrap_or(place);
        let made = maker.make(self.root, subject, &folder, name)?;
        let made = made.map(|()| Crate::new(folder, home.join("target")));
        let made = made.map(|made| match maker {
            Maker::Apart => made.without("runtime"),
            Maker::Ours | Maker::Peer(_) => made,
        });
        Ok(Entrant {
            maker: *maker,
            made,
        })
    }

    fn entrants(&self, makers: &[Maker]) -> Result<Vec<Entrant>, Failure> {
        let name = self.subject.slug();
        let made = makers
            .iter()
            .map(|maker| self.made(maker, self.subject, &name));
        made.collect()
    }

    /// The crates alone: what they depend on is compiled before, and by whom it is has no part in it.
    fn times(&self, entrants: &[Entrant], task: Task) -> Result<Vec<Row>, Failure> {
        let mut known: Vec<Result<Vec<f64>, String>> = Vec::new();
        for entrant in entrants {
            eprintln!(
                "{}: {} of {} …",
                self.subject.name,
                task.title(),
                entrant.maker.name()
            );
            known.push(match &entrant.made {
                Ok(made) => made.prepare(task).map(|()| Vec::new()),
                Err(word) => Err(word.clone()),
            });
        }
        // In turn, so that whatever else the machine does strikes all of them.
        for _ in 0..self.runs {
            for (entrant, times) in entrants.iter().zip(&mut known) {
                if let (Ok(made), Ok(times)) = (&entrant.made, times) {
                    times.push(made.again(task)?.user);
                }
            }
        }
        rows::of_each_of_ours(&self.subject.name, task.title(), entrants, &known)
    }

    /// The crates and the half of them that is the same for each API, whatever package that is in: ours is in the crate.
    fn with_runtime(&self, entrants: &[&Entrant]) -> Result<Row, Failure> {
        let mut known = vec![Ok(Vec::new()); entrants.len()];
        for _ in 0..self.runs {
            for (entrant, times) in entrants.iter().zip(&mut known) {
                let made = entrant.made.as_ref().map_err(Clone::clone);
                let time =
                    made.and_then(|made| made.again_with(entrant.maker.runtime(), Task::Check));
                match (time, &mut *times) {
                    (Ok(cost), Ok(times)) => times.push(cost.user),
                    (Err(word), _) => *times = Err(word),
                    (Ok(_), Err(_)) => {}
                }
            }
        }
        let what = "cargo check, the generator's own runtime too";
        let mut row = rows::of_times(&self.subject.name, what, entrants, known)?;
        row.goals = vec![crate::row::Goal::TimesBest(1.0)];
        Ok(row)
    }

    /// The crates and all they depend on, from nothing, once.
    fn with_dependencies(&self, entrants: &[&Entrant]) -> Result<Row, Failure> {
        let mut known = Vec::new();
        for entrant in entrants {
            eprintln!("dependencies of {} …", entrant.maker.name());
            let clean = self.home(&entrant.maker).join("clean");
            known.push(match &entrant.made {
                Ok(made) => made.whole(&clean, Task::Check).map(|cost| vec![cost.user]),
                Err(word) => Err(word.clone()),
            });
        }
        let what = "cargo check, dependencies too";
        let mut row = rows::of_times(&self.subject.name, what, entrants, known)?;
        row.goals = vec![crate::row::Goal::TimesBest(1.0)];
        Ok(row)
    }
}

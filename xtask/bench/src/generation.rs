//! How long the generator takes: on real documents, on ever larger ones, and where nothing has changed.

pub mod floor;
pub mod synthetic;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use xtask::bench::{Request, Section};
use xtask::exit::Failure;

use crate::clock::{self, Cost, cargo, median};
use crate::instructions;
use crate::ledger::Ledger;
use crate::peers::{self, Peer};
use crate::row::{Goal, Rival, Row, Unit};

/// The documents that are measured, of those in the folder of real ones.
const DOCUMENTS: [&str; 4] = ["mist.yaml", "kittycad.json", "openai.yaml", "box.json"];

/// The one that has goals of its own.
const LARGEST: &str = "mist.yaml";

/// What no generator with this output can do without.
const FLOOR: &str = "floor";

/// The folder of what earlier runs have written.
const ASIDE: &str = "aside";

/// How many times the smallest synthetic document the others are.
const SIZES: [usize; 4] = [1, 2, 4, 8];

/// How many more instructions than in proportion a larger synthetic document may take.
const SLACK: f64 = 1.1;

/// Settings without pages and tests, which no other generator emits.
const CODE_ALONE: &str = "[output]\ndocs = false\ntests = false\n";

/// Measures the generator.
///
/// # Errors
///
/// When something that is measured is missing or cannot be run.
pub fn measure(root: &Path, request: &Request, ledger: &mut Ledger) -> Result<(), Failure> {
    instructions::can_be_counted()?;
    let bench = Bench::new(root, request)?;
    for name in DOCUMENTS {
        if !request.is_meant(name) {
            continue;
        }
        let document = request.corpus.join(name);
        if !document.is_file() {
            let shown = document.display();
            return Err(Failure::new(format!(
                "{shown}: no such document; --corpus DIR says where they are"
            )));
        }
        ledger.add(bench.document(name, &document)?)?;
    }
    ledger.add(bench.growing()?)?;
    ledger.add(bench.own()?)?;
    bench.tidy_up()
}

/// The median of each cost.
fn middle(all: &[Cost]) -> Cost {
    let middle = |of: fn(&Cost) -> f64| median(all.iter().map(of).collect());
    Cost {
        wall: middle(|cost| cost.wall),
        user: middle(|cost| cost.user),
        memory: middle(|cost| cost.memory),
    }
}

/// What all measurements share.
struct Bench<'r> {
    root: &'r Path,
    /// The command that generates, built for release.
    program: PathBuf,
    /// Where crates are written.
    folder: PathBuf,
    runs: usize,
    /// Who is measured beside ours.
    peers: Vec<Peer>,
}

impl<'r> Bench<'r> {
    fn new(root: &'r Path, request: &Request) -> Result<Self, Failure> {
        let folder = root.join("target/bench/generation");
        fs::create_dir_all(&folder)
            .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
        Ok(Self {
            root,
            program: program(root)?,
            folder,
            runs: request.runs.max(1),
            peers: peers::installed(root, request)?,
        })
    }

    /// What one run takes; into a folder that is not there when it begins unless `keep`.
    fn cost(&self, document: &Path, settings: Option<&Path>, keep: bool) -> Result<Cost, Failure> {
        let out = self.folder.join("out");
        if !keep {
            self.set_aside(&out)?;
        }
        let mut command = Command::new(&self.program);
        command
            .arg("codegen")
            .arg("--spec")
            .arg(document)
            .arg("--out")
            .arg(&out);
        if let Some(settings) = settings {
            command.arg("--config").arg(settings);
        }
        clock::cost(&mut command)
    }

    /// Takes `folder` out of the way. It is removed when all is measured: for a while after so many files were, a file
    /// system may take ten times as long for new ones.
    fn set_aside(&self, folder: &Path) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::new(format!("{}: {error}", folder.display()));
        if !folder.exists() {
            return Ok(());
        }
        let aside = self.folder.join(ASIDE);
        fs::create_dir_all(&aside).map_err(failed)?;
        let number = fs::read_dir(&aside).map_err(failed)?.count();
        fs::rename(folder, aside.join(number.to_string())).map_err(failed)
    }

    /// Removes what was set aside.
    fn tidy_up(&self) -> Result<(), Failure> {
        let aside = self.folder.join(ASIDE);
        match fs::remove_dir_all(&aside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Failure::new(format!("{}: {error}", aside.display())))
            }
            _ => Ok(()),
        }
    }

    /// The median of each of some runs' costs.
    fn costs(&self, document: &Path, settings: Option<&Path>, keep: bool) -> Result<Cost, Failure> {
        let all: Result<Vec<Cost>, Failure> = (0..self.runs)
            .map(|_| self.cost(document, settings, keep))
            .collect();
        Ok(middle(&all?))
    }

    fn document(&self, name: &str, document: &Path) -> Result<Vec<Row>, Failure> {
        let settings = self.folder.join("code-alone.toml");
        fs::write(&settings, CODE_ALONE)
            .map_err(|error| Failure::new(format!("{}: {error}", settings.display())))?;
        let (code, peers) = self.code_alone(document, &settings)?;
        let (whole, floor) = self.whole(document)?;
        let unchanged = self.costs(document, None, true)?;
        let row = |what: &str, ours, unit, goals| row(name, what, ours, unit, goals);
        let of_peers = Row {
            rivals: peers,
            ..row(
                "code alone, wall",
                code,
                Unit::Seconds,
                vec![Goal::TimesBest(1.0)],
            )
        };
        let (limits, memory) = match name == LARGEST {
            true => (
                vec![Goal::Figure(1.0), Goal::Times(1.5, FLOOR.to_owned())],
                vec![Goal::Figure(300e6)],
            ),
            false => Default::default(),
        };
        let of_floor = Row {
            rivals: vec![Rival {
                name: FLOOR.to_owned(),
                outcome: Ok(floor),
            }],
            ..row("all, wall", whole.wall, Unit::Seconds, limits)
        };
        let limit = vec![Goal::Figure(0.1)];
        Ok(vec![
            of_floor,
            row("all, user", whole.user, Unit::UserSeconds, Vec::new()),
            of_peers,
            row("peak memory", whole.memory, Unit::Bytes, memory),
            row("unchanged, wall", unchanged.wall, Unit::Seconds, limit),
        ])
    }

    /// What all of it takes, and the floor; in turn, as the machine's speed changes.
    fn whole(&self, document: &Path) -> Result<(Cost, f64), Failure> {
        let (mut costs, mut floors) = (Vec::new(), Vec::new());
        for _ in 0..self.runs {
            costs.push(self.cost(document, None, false)?);
            floors.push(floor::apart(document, &self.folder.join("out"))?);
        }
        Ok((middle(&costs), median(floors)))
    }

    /// The seconds that code alone takes, ours and the peers' in turn; or in a word why a peer makes nothing of the document.
    fn code_alone(&self, document: &Path, settings: &Path) -> Result<(f64, Vec<Rival>), Failure> {
        let place = document.canonicalize();
        let place = place.map_err(|error| Failure::new(format!("no such document: {error}")))?;
        let mut ours = Vec::new();
        let mut peers = Vec::new();
        for peer in &self.peers {
            let folder = self.folder.join(peer.name);
            self.set_aside(&folder)?;
            let outcome = peer.generate(self.root, &place, &folder, "measured")?;
            peers.push((peer, outcome.map(|()| Vec::new())));
        }
        for _ in 0..self.runs {
            ours.push(self.cost(document, Some(settings), false)?.wall);
            for (peer, outcome) in &mut peers {
                if let Ok(walls) = outcome {
                    walls.push(self.of_peer(peer, &place)?);
                }
            }
        }
        let rivals = peers.into_iter().map(|(peer, outcome)| Rival {
            name: peer.title(),
            outcome: outcome.map(median),
        });
        Ok((median(ours), rivals.collect()))
    }

    /// The seconds that `peer` takes, into a folder that is empty.
    fn of_peer(&self, peer: &Peer, document: &Path) -> Result<f64, Failure> {
        let folder = self.folder.join(peer.name);
        self.set_aside(&folder)?;
        fs::create_dir_all(&folder)
            .map_err(|error| Failure::new(format!("{}: {error}", folder.display())))?;
        let mut command = peer.command(self.root, document, &folder, "measured");
        Ok(clock::cost(&mut command)?.wall)
    }

    /// Documents of a growing size: instructions must grow as they do. Seconds stand beside them, and say less: one of the
    /// smallest takes a fifth of one.
    fn growing(&self) -> Result<Vec<Row>, Failure> {
        let mut rows = Vec::new();
        let mut first = None;
        let name = "in proportion".to_owned();
        for size in SIZES {
            let path = self.folder.join(format!("synthetic-{size}.json"));
            let written = fs::write(&path, synthetic::document(size));
            written.map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
            let user = self.costs(&path, None, false)?.user;
            let out = self.folder.join("out");
            self.set_aside(&out)?;
            let count = instructions::of_run(&self.program, &path, &out)? as f64;
            let (smallest, fewest) = *first.get_or_insert((user, count));
            let row = |what: &str, ours, unit, smallest: f64, goals| Row {
                rivals: vec![Rival {
                    name: name.clone(),
                    outcome: Ok(smallest * size as f64),
                }],
                ..row(&format!("synthetic × {size}"), what, ours, unit, goals)
            };
            let goals = vec![Goal::Times(SLACK, name.clone())];
            rows.push(row("user", user, Unit::UserSeconds, smallest, Vec::new()));
            rows.push(row(
                "instructions",
                count,
                Unit::Instructions,
                fewest,
                goals,
            ));
        }
        Ok(rows)
    }

    /// The product's own description, as people run it: unoptimised, and made anew.
    fn own(&self) -> Result<Vec<Row>, Failure> {
        let task = |arguments: &[&str]| {
            let mut command = Command::new(cargo());
            command.arg("xtask").args(arguments).current_dir(self.root);
            command
        };
        clock::cost(&mut task(&["codegen", "--check"]))?;
        let mut walls = Vec::new();
        for _ in 0..self.runs {
            // What is measured is a run that has something to do.
            let _ = fs::remove_dir_all(self.root.join("generated/target/apicrate"));
            walls.push(clock::cost(&mut task(&["codegen"]))?.wall);
        }
        Ok(vec![Row {
            section: Section::Generation,
            subject: "spec/openapi.yaml".to_owned(),
            what: "`cargo xtask codegen`, dev profile, wall".to_owned(),
            ours: median(walls),
            unit: Unit::Seconds,
            rivals: Vec::new(),
            goals: vec![Goal::Figure(0.3)],
        }])
    }
}

/// A figure that stands alone.
fn row(subject: &str, what: &str, ours: f64, unit: Unit, goals: Vec<Goal>) -> Row {
    Row {
        section: Section::Generation,
        subject: subject.to_owned(),
        what: what.to_owned(),
        ours,
        unit,
        rivals: Vec::new(),
        goals,
    }
}

/// Builds the command `apicrate` for release, and says where it is.
///
/// # Errors
///
/// When it does not compile.
pub fn program(root: &Path) -> Result<PathBuf, Failure> {
    let mut build = Command::new(cargo());
    build
        .args(["build", "--release", "--quiet", "--package", "apicrate-cli"])
        .current_dir(root);
    clock::cost(&mut build)?;
    Ok(root.join("target/release/apicrate"))
}

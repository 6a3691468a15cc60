//! `matrix`: every fault with every method, as a table of what came of each.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::calls::Method;
use crate::cell::{Cell, DEADLINE, Ended, Shared};
use crate::judge::{TOLERANCE, judge};
use crate::panics;
use crate::secrets::Search;
use crate::server::Fault;
use crate::server::tls::Tls;
use crate::table::{CONTROLS, End, MATRIX, Row};

/// How many calls run at a time: few enough that they do not slow each other down.
const AT_A_TIME: u32 = 24;
const WIDTH: usize = 26;

/// What came of a cell.
#[derive(Debug, Default)]
struct Outcome {
    /// What was not as expected.
    wrong: Vec<String>,
    slowest: Duration,
    hangs: usize,
    panics: usize,
    /// Requests of a `POST` that were read after one that may have been processed.
    duplicates: usize,
    /// Whether all calls that can end well did.
    recovered: bool,
}

/// Runs the matrix and prints it; returns whether all is as specified.
///
/// # Errors
///
/// When a server or a client cannot be set up.
pub(crate) async fn run(search: Arc<Search>) -> Result<bool, String> {
    let begin = Instant::now();
    let before = search.bytes();
    let tls = Tls::new().map_err(|error| error.to_string())?;
    let shared = Arc::new(Shared {
        tls: Arc::new(tls),
        search,
    });
    let rows: Vec<Row> = CONTROLS.into_iter().chain(MATRIX).collect();
    let outcomes = all(&rows, &shared).await?;
    let search = &shared.search;
    search.is_awake()?;
    let mut cells = rows.iter().zip(outcomes.chunks(Method::ALL.len()));
    let controls: Vec<_> = cells.by_ref().take(CONTROLS.len()).collect();
    let cells: Vec<_> = cells.collect();
    print!("{}", table(&controls));
    println!();
    print!("{}", table(&cells));
    let passed = controls
        .iter()
        .chain(&cells)
        .all(|(_, row)| row.iter().all(is_good));
    let searched = search.bytes() - before;
    summary(&cells, search, searched, begin.elapsed());
    Ok(passed && search.hits() == 0)
}

/// Runs the cells of `rows`, row by row and column by column.
async fn all(rows: &[Row], shared: &Arc<Shared>) -> Result<Vec<Outcome>, String> {
    let mut outcomes: Vec<Outcome> = Vec::new();
    let mut ready = Vec::new();
    let cells = rows
        .iter()
        .flat_map(|row| Method::ALL.map(|method| (*row, method)));
    for (index, (row, method)) in cells.enumerate() {
        outcomes.push(Outcome {
            recovered: true,
            ..Outcome::default()
        });
        for fault in row.faults {
            let cell = Cell::new(&row, *fault, method, shared).await?;
            ready.push((index, row, *fault, method, cell));
        }
    }
    // Nothing else takes the processor's time from here on: the times are the client's. Those with
    // a limit of their own go first, and alone.
    ready.sort_by_key(|(_, row, ..)| row.safe.within.is_none());
    let permits = Arc::new(Semaphore::new(AT_A_TIME as usize));
    let mut tasks = JoinSet::new();
    for (index, row, fault, method, cell) in ready {
        let (permits, shared) = (permits.clone(), shared.clone());
        tasks.spawn(async move {
            let alone = row.safe.within.is_some();
            let share = if alone { AT_A_TIME } else { 1 };
            let permit = permits.acquire_many_owned(share).await;
            let call = async move { one(&row, fault, method, cell, &shared.search).await };
            let outcome = tokio::spawn(call).await;
            drop(permit);
            (index, outcome)
        });
    }
    while let Some(done) = tasks.join_next().await {
        let (index, outcome) = done.map_err(|error| error.to_string())?;
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) => Outcome {
                wrong: vec![format!("panic: {error}")],
                panics: 1,
                ..Outcome::default()
            },
        };
        if let Some(whole) = outcomes.get_mut(index) {
            whole.add(outcome);
        }
    }
    Ok(outcomes)
}

/// Runs one fault of a cell.
async fn one(row: &Row, fault: Fault, method: Method, cell: Cell, search: &Search) -> Outcome {
    let expected = match method {
        Method::Post => &row.post,
        _ => &row.safe,
    };
    let observed = cell.run(search).await;
    let wrong = judge(expected, fault, method, &observed);
    let is_duplicate = method == Method::Post && fault.status() != 429;
    Outcome {
        wrong: wrong
            .into_iter()
            .map(|wrong| format!("{wrong} [{fault:?}]"))
            .collect(),
        slowest: observed.elapsed,
        hangs: usize::from(observed.elapsed > DEADLINE + TOLERANCE),
        panics: 0,
        duplicates: if is_duplicate {
            observed.reads.saturating_sub(1)
        } else {
            0
        },
        recovered: matches!(observed.ended, Ended::Ok),
    }
}

impl Outcome {
    fn add(&mut self, other: Self) {
        self.wrong.extend(other.wrong);
        self.slowest = self.slowest.max(other.slowest);
        self.hangs += other.hangs;
        self.panics += other.panics;
        self.duplicates += other.duplicates;
        self.recovered &= other.recovered;
    }
}

fn is_good(outcome: &Outcome) -> bool {
    outcome.wrong.is_empty()
}

type Rows<'a> = [(&'a Row, &'a [Outcome])];

/// The rows with a column for each method, and below a row why a cell of it failed.
fn table(rows: &Rows<'_>) -> String {
    let mut text = format!("    {:WIDTH$}", "");
    let mut reasons = String::new();
    for method in Method::ALL {
        // Writing to a string does not fail.
        let _ = write!(text, " {:14}", method.name());
    }
    text.push('\n');
    for (row, outcomes) in rows {
        let number = match row.number {
            0 => String::new(),
            number => number.to_string(),
        };
        let _ = write!(text, " {number:>2} {:WIDTH$}", row.name);
        for (outcome, method) in outcomes.iter().zip(Method::ALL) {
            let verdict = if is_good(outcome) { "ok" } else { "FAIL" };
            let time = outcome.slowest.as_secs_f64();
            let _ = write!(text, " {verdict:4} {time:5.2} s  ");
            for wrong in &outcome.wrong {
                let _ = writeln!(reasons, "{number:>3} {}: {wrong}", method.name());
            }
        }
        text.push('\n');
    }
    text + &reasons
}

fn summary(rows: &Rows<'_>, search: &Search, searched: u64, time: Duration) {
    let cells = || rows.iter().flat_map(|(_, row)| row.iter());
    let sum = |of: fn(&Outcome) -> usize| cells().map(of).sum::<usize>();
    let slowest = cells().map(|cell| cell.slowest).max().unwrap_or_default();
    let panics = sum(|cell| cell.panics).max(panics::count());
    #[expect(clippy::cast_precision_loss, reason = "a figure to read")]
    let searched = searched as f64 / 1e6;
    println!(
        "\n{}/{} cells as specified; {} hangs; {panics} panics; {} duplicate POSTs; \
         {} secrets in {searched:.1} MB logged at TRACE or printed",
        cells().filter(|cell| is_good(cell)).count(),
        cells().count(),
        sum(|cell| cell.hangs),
        sum(|cell| cell.duplicates),
        search.hits(),
    );
    let recoverable = |row: &Row, method| {
        let expected = if method == Method::Post {
            row.post
        } else {
            row.safe
        };
        matches!(expected.end, End::Ok)
    };
    let recovered: Vec<bool> = rows
        .iter()
        .flat_map(|(row, outcomes)| {
            outcomes
                .iter()
                .zip(Method::ALL)
                .map(move |cell| (row, cell))
        })
        .filter(|(row, (_, method))| recoverable(row, *method))
        .map(|(_, (outcome, _))| outcome.recovered)
        .collect();
    println!(
        "recoverable faults that ended well: {}/{}; slowest cell {:.2} s of {:.2} s; whole run \
         {:.1} s",
        recovered.iter().filter(|recovered| **recovered).count(),
        recovered.len(),
        slowest.as_secs_f64(),
        (DEADLINE + TOLERANCE).as_secs_f64(),
        time.as_secs_f64(),
    );
    for found in search.found() {
        println!("a secret: {found}");
    }
}

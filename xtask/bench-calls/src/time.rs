//! Wall time: rounds in turn, of which the best counts.

use std::time::{Duration, Instant};

use crate::scenario::{Run, Scenario};
use crate::{Failure, row};

const ROUNDS: usize = 60;
const ROUND: Duration = Duration::from_millis(10);

/// Measures the scenarios one after the other.
pub fn table(scenarios: Vec<Scenario>) -> Result<(), Failure> {
    for mut scenario in scenarios {
        let mut best = Vec::new();
        for (name, run) in &mut scenario.contestants {
            best.push((*name, f64::INFINITY, runs_in_a_round(run)?));
        }
        for _ in 0..ROUNDS {
            for ((_, run), (_, best, times)) in scenario.contestants.iter_mut().zip(&mut best) {
                let start = Instant::now();
                for _ in 0..*times {
                    run()?;
                }
                let each = start.elapsed().as_secs_f64() * 1e9 / f64::from(*times);
                *best = best.min(each);
            }
        }
        let figures: Vec<_> = best.iter().map(|(name, best, _)| (*name, *best)).collect();
        row::print(&scenario.what, "ns", &figures);
    }
    Ok(())
}

/// How often `run` fits into a round. Warms it up as well.
fn runs_in_a_round(run: &mut Run) -> Result<u32, Failure> {
    let start = Instant::now();
    let mut times = 0;
    while start.elapsed() < ROUND {
        run()?;
        times += 1;
    }
    Ok(times.max(1))
}

//! Whether what came of a call is what its cell expects.

use std::time::Duration;

use mist_api::Error;

use crate::calls::Method;
use crate::cell::{DEADLINE, Ended, GRACE, MAX_BODY, Observed};
use crate::server::Fault;
use crate::table::{Claims, End, Expected};

/// How much longer than its limit anything may take.
pub(crate) const TOLERANCE: Duration = Duration::from_millis(250);
/// How much more of a body than its limit may be taken: 64 KiB.
const TAKEN_TOLERANCE: u64 = 64 * 1024;
/// The longest excerpt.
const EXCERPT: usize = 512;

/// Everything that is not as expected.
pub(crate) fn judge(
    expected: &Expected,
    fault: Fault,
    method: Method,
    observed: &Observed,
) -> Vec<String> {
    let mut wrong = Vec::new();
    ending(expected, fault, method, observed, &mut wrong);
    limits(expected, fault, observed, &mut wrong);
    if method == Method::Post && observed.reads > 1 && fault.status() != 429 {
        wrong.push(format!("{} POSTs were read", observed.reads));
    }
    if observed.elsewhere > 0 {
        wrong.push("the other origin was called".to_owned());
    }
    if !observed.authorised {
        wrong.push("a request came without its credentials".to_owned());
    }
    wrong
}

fn ending(
    expected: &Expected,
    fault: Fault,
    method: Method,
    observed: &Observed,
    wrong: &mut Vec<String>,
) {
    let counts = (expected.attempts, expected.reads);
    match (expected.end, &observed.ended) {
        (End::Ok, Ended::Ok) => {}
        (End::Error(claims), Ended::Error(error)) => {
            if error.attempts() as usize != expected.attempts {
                wrong.push(format!("the error tells of {} attempts", error.attempts()));
            }
            said(&claims, error, fault, method, wrong);
        }
        (End::Dropped, Ended::Dropped(well)) => {
            if !well {
                wrong.push("the client's next call failed".to_owned());
            }
            if fault.status() != 429 && observed.open > 0 {
                wrong.push("the connection was kept open".to_owned());
            }
        }
        (_, Ended::Ok) => wrong.push("it succeeded".to_owned()),
        (_, Ended::Error(error)) => wrong.push(format!("{:?}: {error}", error.kind())),
        (_, Ended::Hung) => wrong.push("it did not end".to_owned()),
        (_, Ended::Dropped(_)) => wrong.push("it was dropped".to_owned()),
    }
    if (observed.attempts, observed.reads) != counts {
        let (attempts, reads) = (observed.attempts, observed.reads);
        let (due_attempts, due_reads) = counts;
        wrong.push(format!(
            "{attempts} attempts with {reads} requests, not {due_attempts} with {due_reads}"
        ));
    }
}

/// Compares what the error says with what it must.
fn said(claims: &Claims, error: &Error, fault: Fault, method: Method, wrong: &mut Vec<String>) {
    if !claims.kinds.contains(&error.kind()) {
        wrong.push(format!("the kind is {:?}", error.kind()));
    }
    if claims.status && error.status() != Some(fault.status()) {
        wrong.push(format!("the status is {:?}", error.status()));
    }
    // A call that changes nothing cannot have been applied.
    if claims.ambiguous && method != Method::Get && !error.may_have_been_applied() {
        wrong.push("it is not ambiguous".to_owned());
    }
    if claims.time && error.retry_after().is_none_or(|time| time.is_zero()) {
        wrong.push(format!("the time is {:?}", error.retry_after()));
    }
    if claims.excerpt {
        let is_good = |text: &str| {
            !text.is_empty() && text.len() <= EXCERPT && !text.chars().any(char::is_control)
        };
        if !error.excerpt().is_some_and(|text| is_good(&text)) {
            wrong.push("there is no good excerpt".to_owned());
        }
    }
}

/// Compares times and sizes with their limits.
fn limits(expected: &Expected, fault: Fault, observed: &Observed, wrong: &mut Vec<String>) {
    let limit = expected.within.unwrap_or(DEADLINE + TOLERANCE);
    if observed.elapsed > limit {
        wrong.push(format!("it took {:?}, not {limit:?}", observed.elapsed));
    }
    if !observed.early.is_zero() {
        wrong.push(format!("attempt 2 came {:?} too early", observed.early));
    }
    let stalls = !matches!(expected.end, End::Ok) || expected.attempts > 1;
    if stalls && matches!(fault, Fault::Drips(..)) {
        stall(observed, wrong);
    }
    if let Some(taken) = observed.taken
        && taken > MAX_BODY as u64 + TAKEN_TOLERANCE
    {
        wrong.push(format!("{taken} bytes of the body were taken"));
    }
}

fn stall(observed: &Observed, wrong: &mut Vec<String>) {
    let limit = GRACE + Duration::from_secs(1) + TOLERANCE;
    match observed.abandoned {
        Some(time) if time <= limit => {}
        Some(time) => wrong.push(format!("the stall was seen after {time:?}")),
        None => wrong.push("the stall was not seen".to_owned()),
    }
}

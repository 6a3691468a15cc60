//! What Prism's log says: which requests came in, how they were judged, how they were answered.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One operation as Prism names it: method and path, the parameters filled in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Route {
    /// Upper case.
    pub(super) method: String,
    /// Begins with `/`.
    pub(super) path: String,
}

impl Route {
    fn new(method: &str, path: &str) -> Self {
        Self {
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
        }
    }

    /// The operation that a line of Prism's listing at start names, if it is such a line:
    /// `… info GET http://127.0.0.1:4010/pets/1`.
    pub(super) fn listed(line: &str) -> Option<Self> {
        let (head, url) = line.rsplit_once(" http://")?;
        let method = head.split_whitespace().next_back()?;
        let is_method = method.bytes().all(|byte| byte.is_ascii_uppercase());
        let path = url.get(url.find('/')?..)?;
        is_method.then(|| Self::new(method, path.trim_end()))
    }

    /// The operation that a line about an incoming request names, if it is such a line:
    /// `… [HTTP SERVER] get /pets/1 info Request received`.
    fn received(line: &str) -> Option<Self> {
        let (head, _) = line.split_once("Request received")?;
        let (_, request) = head.split_once("[HTTP SERVER]")?;
        let mut words = request.split_whitespace();
        Some(Self::new(words.next()?, words.next()?))
    }
}

impl fmt::Display for Route {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path)
    }
}

/// The record of a run.
#[derive(Debug, Default)]
pub(super) struct Journal {
    /// How many requests came in.
    pub(super) received: usize,
    /// How many of them passed Prism's validation.
    pub(super) accepted: usize,
    /// The statuses that each operation was answered with.
    pub(super) answers: BTreeMap<Route, BTreeSet<String>>,
    /// Violations, and requests that Prism could not serve, in Prism's words.
    pub(super) objections: Vec<String>,
}

impl Journal {
    /// Reads the record out of the lines that Prism wrote while it served one request at a time.
    pub(super) fn of(lines: &[String]) -> Self {
        let mut journal = Self::default();
        let mut current = None;
        for line in lines {
            if let Some(route) = Route::received(line) {
                journal.received += 1;
                current = Some(route);
            } else if line.contains("The request passed the validation rules") {
                journal.accepted += 1;
            } else if let Some(status) = answered(line) {
                if let Some(route) = &current {
                    journal
                        .answers
                        .entry(route.clone())
                        .or_default()
                        .insert(status.to_owned());
                }
            } else if let Some(objection) = objection(line) {
                journal.objections.push(objection.to_owned());
            }
        }
        journal
    }
}

impl fmt::Display for Journal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (route, statuses) in &self.answers {
            let statuses: Vec<&str> = statuses.iter().map(String::as_str).collect();
            writeln!(formatter, "  {:7} {}", route.method, route.path)?;
            writeln!(formatter, "          answered with {}", statuses.join(", "))?;
        }
        for objection in &self.objections {
            writeln!(formatter, "  Prism: {objection}")?;
        }
        Ok(())
    }
}

/// The status in `… > Responding with "404"`.
fn answered(line: &str) -> Option<&str> {
    line.split_once("> Responding with \"")?.1.split('"').next()
}

/// What Prism objects to in this line, if it does.
fn objection(line: &str) -> Option<&str> {
    ["Violation:", "Request terminated with error:"]
        .into_iter()
        .find_map(|mark| {
            line.find(mark)
                .and_then(|start| line.get(start..))
                .map(str::trim)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn reads_the_listing() {
        let line = "[9:14:07 PM] › [CLI] ℹ  info      GET        http://127.0.0.1:4111/pets/1";
        assert_eq!(Route::listed(line), Some(Route::new("GET", "/pets/1")));
        let start = "[9:14:07 PM] › [CLI] ▶  start     Prism is listening on http://127.0.0.1:4111";
        assert_eq!(Route::listed(start), None);
    }

    #[test]
    fn counts_what_was_accepted_and_answered() {
        let journal = Journal::of(&lines(
            "[1] › [HTTP SERVER] get /pets ℹ  info      Request received\n\
             [1] ›     [VALIDATOR] ✔  success   The request passed the validation rules. Looking\n\
             [1] ›     [NEGOTIATOR] ℹ  info      > Responding with \"200\"\n\
             [1] › [HTTP SERVER] get /pets ℹ  info      Request received\n\
             [1] ›     [VALIDATOR] ✔  success   The request passed the validation rules. Looking\n\
             [1] ›     [NEGOTIATOR] ℹ  info      > Responding with \"404\"",
        ));
        assert_eq!((journal.received, journal.accepted), (2, 2));
        assert!(journal.objections.is_empty());
        let statuses = journal
            .answers
            .get(&Route::new("GET", "/pets"))
            .expect("called");
        assert_eq!(statuses.iter().collect::<Vec<_>>(), ["200", "404"]);
    }

    #[test]
    fn keeps_what_prism_objects_to() {
        let journal = Journal::of(&lines(
            "[1] › [HTTP SERVER] post /pets ℹ  info      Request received\n\
             [1] ›     [VALIDATOR] ⚠  warning   Request did not pass the validation rules\n\
             [1] ›     [NEGOTIATOR] ℹ  info      > Responding with \"400\"\n\
             [1] ›     [VALIDATOR] ✖  error     Violation: request.body must have 'name'\n\
             [1] › [HTTP SERVER] put /pets ✖  error     Request terminated with error: no route",
        ));
        assert_eq!((journal.received, journal.accepted), (1, 0));
        assert_eq!(
            journal.objections,
            [
                "Violation: request.body must have 'name'",
                "Request terminated with error: no route"
            ]
        );
    }
}

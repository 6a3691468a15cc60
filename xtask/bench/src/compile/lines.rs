//! How many lines of LLVM's language the compiler makes of our crate, and of what: what a release build works on.

use std::collections::BTreeMap;
use std::fs;

use xtask::exit::Failure;

use super::{Bench, Entrant, rows};
use crate::clock;
use crate::row::{Row, Unit};

/// How many kinds of functions are told.
const TOLD: usize = 25;

/// A row for each crate of ours.
pub(super) fn rows(bench: &Bench<'_>, entrants: &[Entrant]) -> Result<Vec<Row>, Failure> {
    let ours = entrants.iter().filter(|entrant| entrant.maker.is_ours());
    ours.map(|entrant| row(bench, entrant)).collect()
}

/// The row; what costs most goes to standard error.
fn row(bench: &Bench<'_>, entrant: &Entrant) -> Result<Row, Failure> {
    let name = &bench.subject.name;
    let failed = |reason: String| Failure::new(format!("{name}: {reason}"));
    let made = entrant
        .made
        .as_ref()
        .map_err(|word| failed(format!("our own crate {word}")))?;
    let file = made.target.join(format!("{}.ll", bench.subject.slug()));
    let emit = format!("--emit=llvm-ir={}", file.display());
    let mut command = made.cargo(&["rustc", "--release", "--lib"]);
    // As it comes from the front end, in one piece: what is optimised away has cost time as well.
    command.args([
        "--",
        &emit,
        "-Cno-prepopulate-passes",
        "-Ccodegen-units=1",
        "-Csymbol-mangling-version=v0",
    ]);
    clock::cost(&mut command)?;
    let text = fs::read_to_string(&file).map_err(|error| failed(error.to_string()))?;
    fs::remove_file(&file).map_err(|error| failed(error.to_string()))?;
    let kinds = kinds(&text);
    eprintln!("{name}: lines, functions and their kind");
    for (kind, count) in kinds.iter().take(TOLD) {
        eprintln!("{:>9} {:>6}  {kind}", count.lines, count.functions);
    }
    let total: usize = kinds.iter().map(|(_, count)| count.lines).sum();
    let figures = vec![("ours".to_owned(), Ok(total as f64))];
    let what = rows::of_ours("LLVM lines", entrant.maker);
    rows::of(name, &what, Unit::Lines, figures, Vec::new())
}

/// What the functions of one kind come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    lines: usize,
    functions: usize,
}

/// The functions of `text` by their kind, those with the most lines first.
///
/// The compiler writes the path of a function as a comment above it.
fn kinds(text: &str) -> Vec<(String, Count)> {
    let mut found: BTreeMap<String, Count> = BTreeMap::new();
    let mut named = "";
    let mut lines = None;
    for line in text.lines() {
        if line.starts_with("define ") {
            lines = Some(0);
        } else if line == "}" {
            if let Some(lines) = lines.take() {
                let count = found.entry(kind(named)).or_default();
                count.lines += lines;
                count.functions += 1;
            }
        } else if let Some(lines) = &mut lines {
            *lines += 1;
        } else if let Some(comment) = line.strip_prefix("; ") {
            if !comment.starts_with("Function Attrs") {
                named = comment;
            }
        } else {
            named = "";
        }
    }
    let mut kinds: Vec<(String, Count)> = found.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(count.lines));
    kinds
}

/// A path without what it is an instance of, and where it implements a trait, without the type that does.
fn kind(path: &str) -> String {
    let mut depth = 0_usize;
    let mut bare = String::new();
    let mut inside = String::new();
    let mut before = ' ';
    for c in path.chars() {
        match c {
            '<' => depth += 1,
            // An arrow is no bracket.
            '>' if before != '-' && before != '=' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    if let Some((_, name)) = inside.split_once(" as ") {
                        bare.push_str(&kind(name));
                    } else if bare.is_empty() {
                        bare.push('_');
                    }
                    inside.clear();
                }
            }
            c if depth == 0 => bare.push(c),
            c => inside.push(c),
        }
        if depth > 1 && c == '<' {
            inside.push(c);
        }
        before = c;
    }
    let bare = bare.replace("::::", "::");
    let bare = bare.trim_end_matches("::");
    let is_own = bare.contains("::models::") || bare.contains("::operations::");
    match bare.rsplit_once("::") {
        Some((_, last)) if is_own => format!("models and operations: {last}"),
        _ => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_counted_by_kind() {
        let text = "\
; core::ptr::drop_in_place::<a::models::One>
; Function Attrs: nounwind
define void @one() {
start:
  ret void
}

; core::ptr::drop_in_place::<a::models::Two>
define void @two() {
start:
  br label %bb1
bb1:
  ret void
}
declare void @three()
";
        let expected = Count {
            lines: 6,
            functions: 2,
        };
        assert_eq!(
            kinds(text),
            [("core::ptr::drop_in_place".to_owned(), expected)]
        );
    }

    #[test]
    fn kinds_are_paths_without_instances() {
        assert_eq!(
            kind("<a::models::One as core::fmt::Debug>::fmt"),
            "core::fmt::Debug::fmt"
        );
        assert_eq!(
            kind("<alloc::vec::Vec<a::B<C>> as core::clone::Clone>::clone"),
            "core::clone::Clone::clone"
        );
        assert_eq!(kind("<a::models::one::One>::with_name"), "_::with_name");
        assert_eq!(
            kind("a::operations::b::send"),
            "models and operations: send"
        );
        assert_eq!(
            kind("a::map::<fn() -> b::C, d::E>::{closure#0}"),
            "a::map::{closure#0}"
        );
    }
}

//! How long the functions of a file are.
//!
//! Goes by indentation, which rustfmt guarantees: a function ends at the first line that is a
//! closing brace below the `f` of its `fn`, or below its visibility.

/// A function with a body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Function {
    pub(super) name: String,
    /// The line of the signature's beginning, from 1.
    pub(super) start: usize,
    /// Lines from the signature to the closing brace.
    pub(super) lines: usize,
    /// Whether a written reason stands above it.
    pub(super) has_reason: bool,
}

/// The functions of `text` that take more than a line.
pub(super) fn of(text: &str) -> Vec<Function> {
    let lines: Vec<&str> = text.lines().collect();
    let starts = lines.iter().enumerate();
    starts
        .filter_map(|(start, line)| {
            let name = name(line)?;
            let rest = lines.get(start..)?;
            let above = lines.get(..start).unwrap_or_default();
            Some(Function {
                name: name.to_owned(),
                start: start + 1,
                lines: length(rest)?,
                has_reason: has_reason(above),
            })
        })
        .collect()
}

/// The name of the function whose signature begins on `line`.
fn name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    loop {
        if let Some(name) = rest.strip_prefix("fn ") {
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
            return name.get(..end?);
        }
        let (word, tail) = rest.split_once(' ')?;
        let qualifies = matches!(word, "pub" | "const" | "async" | "extern" | "\"C\"")
            || word.starts_with("pub(");
        if !qualifies {
            return None;
        }
        rest = tail;
    }
}

/// Lines of the function that begins with the first of `lines`, if it has a body.
fn length(lines: &[&str]) -> Option<usize> {
    let first = lines.first()?;
    let indent = first.len() - first.trim_start().len();
    let opening = lines
        .iter()
        .position(|line| line.ends_with(['{', ';', '}']))?;
    if !lines.get(opening)?.ends_with('{') {
        return None;
    }
    let is_end = |line: &&str| line.trim_start() == "}" && line.len() == indent + 1;
    Some(lines.iter().position(is_end)? + 1)
}

/// Whether a reason stands among the comments and attributes that end `above`.
fn has_reason(above: &[&str]) -> bool {
    let belongs = |line: &&&str| line.trim_start().starts_with(['/', '#']);
    above
        .iter()
        .rev()
        .take_while(belongs)
        .any(|line| super::is_reason(line))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_are_found_with_their_length() {
        let text = "\
pub(super) const fn a(
    b: u8,
) -> u8 {
    if b == 0 {
    }
}
trait T {
    fn none(&self) -> u8;
    fn nested<T>()
    where
        T: Copy,
    {
        fn inner() {
        }
    }
    fn empty() {}
}
// fn comment() {
type F = fn (u8);
";
        let found: Vec<_> = of(text)
            .into_iter()
            .map(|function| (function.name, function.start, function.lines))
            .collect();
        let expected = [("a", 1, 6), ("nested", 9, 7), ("inner", 13, 2)];
        assert_eq!(
            found,
            expected.map(|(name, start, lines)| (name.to_owned(), start, lines))
        );
    }
}

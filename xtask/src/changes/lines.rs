//! How many lines of a text are other ones.

/// How two texts differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    /// Lines that only the new text has.
    pub(super) added: usize,
    /// Lines that only the old text has.
    pub(super) removed: usize,
    /// Places where they differ.
    pub(super) hunks: usize,
}

/// Counts the fewest lines that lead from `old` to `new` (Myers, "An O(ND) Difference Algorithm", 1986).
pub(super) fn difference(old: &str, new: &str) -> Difference {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut counted = Difference::default();
    let mut before = None;
    // From the end to the start.
    for step in steps(&old, &new) {
        match step {
            Step::Added => counted.added += 1,
            Step::Removed => counted.removed += 1,
            Step::Same => {}
        }
        if step != Step::Same && matches!(before, None | Some(Step::Same)) {
            counted.hunks += 1;
        }
        before = Some(step);
    }
    counted
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Same,
    Added,
    Removed,
}

/// How far the furthest path reaches in `old`, by its diagonal, after each number of steps.
type Reach = Vec<isize>;

fn steps(old: &[&str], new: &[&str]) -> Vec<Step> {
    let (n, m) = (old.len() as isize, new.len() as isize);
    let same = |x: isize, y: isize| {
        let line = |lines: &[&str], at: isize| {
            usize::try_from(at)
                .ok()
                .and_then(|at| lines.get(at).map(|line| (*line).to_owned()))
        };
        let (a, b) = (line(old, x), line(new, y));
        a.is_some() && a == b
    };
    let mut history: Vec<Reach> = Vec::new();
    let mut reach: Reach = vec![0; 3];
    for depth in 0..=(n + m) {
        let at = |reach: &Reach, k: isize| index(reach, k);
        let mut next: Reach = vec![0; (2 * depth + 5) as usize];
        for k in (-depth..=depth).step_by(2) {
            let down = k == -depth || (k != depth && at(&reach, k - 1) < at(&reach, k + 1));
            let mut x = if depth == 0 {
                0
            } else if down {
                at(&reach, k + 1)
            } else {
                at(&reach, k - 1) + 1
            };
            while same(x, x - k) {
                x += 1;
            }
            set(&mut next, k, x);
            if x >= n && x - k >= m {
                history.push(next);
                return walk_back(&history, n, m);
            }
        }
        history.push(next.clone());
        reach = next;
    }
    Vec::new()
}

/// Diagonals are counted from the middle.
fn index(reach: &Reach, k: isize) -> isize {
    let middle = (reach.len() / 2) as isize;
    let at = usize::try_from(middle + k).ok();
    at.and_then(|at| reach.get(at).copied()).unwrap_or(0)
}

fn set(reach: &mut Reach, k: isize, x: isize) {
    let middle = (reach.len() / 2) as isize;
    if let Some(slot) = usize::try_from(middle + k)
        .ok()
        .and_then(|at| reach.get_mut(at))
    {
        *slot = x;
    }
}

fn walk_back(history: &[Reach], n: isize, m: isize) -> Vec<Step> {
    let (mut x, mut y) = (n, m);
    let mut steps = Vec::new();
    for depth in (1..history.len()).rev() {
        let Some(reach) = history.get(depth - 1) else {
            break;
        };
        let (k, depth) = (x - y, depth as isize);
        let down = k == -depth || (k != depth && index(reach, k - 1) < index(reach, k + 1));
        let from_k = if down { k + 1 } else { k - 1 };
        let from_x = index(reach, from_k);
        let from_y = from_x - from_k;
        let start = if down { from_x } else { from_x + 1 };
        steps.extend((start..x).map(|_| Step::Same));
        steps.push(if down { Step::Added } else { Step::Removed });
        (x, y) = (from_x, from_y);
    }
    steps.extend((0..x).map(|_| Step::Same));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewest_lines_are_counted() {
        let check = |old: &str, new: &str, expected: (usize, usize, usize)| {
            let found = difference(old, new);
            assert_eq!(
                (found.added, found.removed, found.hunks),
                expected,
                "{old:?} {new:?}"
            );
        };
        check("a\nb\nc", "a\nb\nc", (0, 0, 0));
        check("a\nb\nc", "a\nx\nc", (1, 1, 1));
        check("a\nb\nc", "x\na\nb\nc\ny\nz", (3, 0, 2));
        check("a\nb\nc\nd", "b\nd", (0, 2, 2));
        check("", "a\nb", (2, 0, 1));
        check("a\nb", "", (0, 2, 1));
        check("a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc", (2, 3, 4));
    }
}

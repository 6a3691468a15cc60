//! The tables in the README, a section each, and the machine that they were measured on.

use std::fs;
use std::path::Path;
use std::process::Command;

use xtask::bench::Section;
use xtask::exit::Failure;

/// The page, relative to the workspace.
const PAGE: &str = "README.md";

/// Puts the table of `section` into the README.
///
/// # Errors
///
/// When the README cannot be read or written, or has no place for it.
pub fn update(root: &Path, section: Section, table: &str) -> Result<(), Failure> {
    let path = root.join(PAGE);
    let page = xtask::workspace::read(&path)?;
    let text = format!("{}\n\n{table}\n", machine());
    let page = replaced(&page, section, &text).ok_or_else(|| {
        Failure::new(format!(
            "{PAGE}: there is no place for the section {}",
            section.name()
        ))
    })?;
    let written = fs::write(&path, page);
    written.map_err(|error| Failure::new(format!("{PAGE}: {error}")))
}

/// `page` with `text` between the marks of `section`; none where they are not there.
fn replaced(page: &str, section: Section, text: &str) -> Option<String> {
    let start = format!(
        "<!-- Written by `cargo xtask bench --section {} --update`. -->\n",
        section.name()
    );
    let end = format!("<!-- End of {}. -->\n", section.name());
    let (before, rest) = page.split_once(&start)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{start}\n{text}{end}{after}"))
}

/// What there is to say of this machine.
fn machine() -> String {
    let field = |file: &str, name: &str| -> Option<String> {
        let text = fs::read_to_string(file).ok()?;
        let line = text.lines().find(|line| line.starts_with(name))?;
        let (_, value) = line.split_once(':')?;
        Some(value.trim().to_owned())
    };
    let processor =
        field("/proc/cpuinfo", "model name").unwrap_or_else(|| "an unknown processor".to_owned());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = field("/proc/meminfo", "MemTotal")
        .and_then(|text| text.strip_suffix(" kB")?.parse::<f64>().ok())
        .map_or_else(String::new, |kilobytes| {
            format!(", {:.0} GB of memory", kilobytes / 1e6)
        });
    let compiler = Command::new("rustc").arg("--version").output();
    let compiler = compiler.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    format!(
        "On {processor}, {cores} cores{memory}, {}:",
        compiler.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_replaces_the_one_before_and_nothing_else() {
        let page = "a\n<!-- Written by `cargo xtask bench --section calls --update`. -->\nold\n<!-- End of calls. -->\nb\n";
        let new = replaced(page, Section::Calls, "new\n").unwrap();
        assert!(
            new.starts_with("a\n<!--") && new.ends_with("-->\nb\n"),
            "{new}"
        );
        assert!(new.contains("\nnew\n") && !new.contains("old"));
        assert_eq!(
            replaced(&new, Section::Calls, "new\n").as_deref(),
            Some(new.as_str())
        );
        assert_eq!(replaced(page, Section::Compile, "new\n"), None);
    }
}

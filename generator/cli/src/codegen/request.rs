//! What the command line asks for, and the files that this means.

use std::path::{Path, PathBuf};

use apicrate::settings::Selection;

use crate::exit::Failure;
use crate::tree;

const SPEC: &str = "spec/openapi.yaml";
const CONFIG: &str = "spec/codegen.toml";
const OUT: &str = "generated";
const LOCK: &str = "spec/codegen.lock";

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people, in the manner of compilers.
    #[default]
    Text,
    /// One JSON object a line.
    Json,
    /// As commands that have GitHub mark the lines in a pull request.
    Github,
}

impl Format {
    /// The formats by their names on the command line.
    pub const NAMES: [(&str, Self); 3] = [
        ("text", Self::Text),
        ("json", Self::Json),
        ("github", Self::Github),
    ];
}

/// The program that was started: what people type before the name of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Program(pub &'static str);

impl Default for Program {
    fn default() -> Self {
        Self("apicrate")
    }
}

/// The arguments of `codegen`, as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// `--spec`.
    pub spec: Option<PathBuf>,
    /// `--config`.
    pub config: Option<PathBuf>,
    /// `--out`.
    pub out: Option<PathBuf>,
    /// Each `--tag`, `--operation`, `--path`, `--omit-tag`, `--omit-operation` and `--omit-path`.
    pub select: Selection,
    /// Each `--overlay`.
    pub overlays: Vec<PathBuf>,
    /// `--check`.
    pub check: bool,
    /// `--rehearse`.
    pub rehearse: bool,
    /// `--released`.
    pub released: bool,
    /// `--keep-going`.
    pub keep_going: bool,
    /// `--format`.
    pub format: Format,
    /// `--timings`.
    pub timings: bool,
    /// Who asks.
    pub program: Program,
}

/// The files of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    /// The description.
    pub spec: PathBuf,
    /// The settings; `None` for the defaults.
    pub config: Option<PathBuf>,
    /// The folder of the crate.
    pub out: PathBuf,
    /// The lock: beside the workspace's own description, for any other crate in its folder.
    pub lock: PathBuf,
}

impl Request {
    /// Whether the crate is written, and nothing else is done with it.
    pub(super) fn writes(&self) -> bool {
        !(self.check || self.rehearse || self.released)
    }

    /// The files that are meant, in the workspace at `root`.
    ///
    /// # Errors
    ///
    /// When another description than the workspace's own is given without a folder for its crate.
    pub fn paths(&self, root: &Path) -> Result<Paths, Failure> {
        let Some(spec) = &self.spec else {
            let own = || (root.join(OUT), root.join(LOCK));
            let given = |out: &PathBuf| (out.clone(), out.join(tree::LOCK));
            let (out, lock) = self.out.as_ref().map_or_else(own, given);
            return Ok(Paths {
                spec: root.join(SPEC),
                config: Some(self.config.clone().unwrap_or_else(|| root.join(CONFIG))),
                out,
                lock,
            });
        };
        let Some(out) = &self.out else {
            return Err(Failure::new(format!(
                "--spec needs --out DIR, the folder for the crate of {}; `{OUT}` is the crate of \
                 `{SPEC}`",
                spec.display()
            )));
        };
        Ok(Paths {
            spec: spec.clone(),
            config: self.config.clone(),
            out: out.clone(),
            lock: out.join(tree::LOCK),
        })
    }

    /// The command that writes what this request means, for a shell.
    #[must_use]
    pub fn mending_command(&self) -> String {
        let mut command = format!("{} codegen", self.program.0);
        let mut add = |option: &str, value: &str| {
            command.push_str(&format!(" --{option} {}", quoted(value)));
        };
        let paths = [
            ("spec", &self.spec),
            ("config", &self.config),
            ("out", &self.out),
        ];
        for (option, path) in paths {
            if let Some(path) = path {
                add(option, &path.to_string_lossy());
            }
        }
        for overlay in &self.overlays {
            add("overlay", &overlay.to_string_lossy());
        }
        for (option, names) in self.select.lists() {
            names.iter().for_each(|name| add(option, name));
        }
        if self.keep_going {
            command.push_str(" --keep-going");
        }
        command
    }
}

/// `word` as a shell reads it as one word.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./=:@%+,".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_has_defaults() {
        let paths = Request::default().paths(Path::new("/w")).unwrap();
        assert_eq!(paths.spec, Path::new("/w/spec/openapi.yaml"));
        assert_eq!(
            paths.config.as_deref(),
            Some(Path::new("/w/spec/codegen.toml"))
        );
        assert_eq!(paths.out, Path::new("/w/generated"));
    }

    #[test]
    fn another_description_needs_a_folder_and_no_settings() {
        let mut request = Request {
            spec: Some("pets.yaml".into()),
            ..Request::default()
        };
        let refused = request.paths(Path::new("/w")).unwrap_err();
        assert!(refused.to_string().starts_with("--spec needs --out DIR"));
        request.out = Some("pets".into());
        let paths = request.paths(Path::new("/w")).unwrap();
        assert_eq!(paths.config, None);
        assert_eq!(paths.out, Path::new("pets"));
    }

    #[test]
    fn the_mending_command_repeats_what_was_asked() {
        assert_eq!(Request::default().mending_command(), "apicrate codegen");
        let mut select = Selection::default();
        select.tags.push("It's".to_owned());
        select.omit_paths.push("/a*".to_owned());
        let request = Request {
            spec: Some("a b.yaml".into()),
            out: Some("out".into()),
            overlays: vec!["o.yaml".into()],
            select,
            check: true,
            keep_going: true,
            program: Program("cargo xtask"),
            ..Request::default()
        };
        assert_eq!(
            request.mending_command(),
            r"cargo xtask codegen --spec 'a b.yaml' --out out --overlay o.yaml --tag 'It'\''s' --omit-path '/a*' --keep-going"
        );
    }
}

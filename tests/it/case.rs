//! A document to test with: read, generated from, and compared with its snapshot.

use std::fs;
use std::path::{Path, PathBuf};

use apicrate::Outcome;
use apicrate::files::Files;
use apicrate::inputs::{Inputs, Source};
use apicrate::report;
use apicrate::settings::Settings;
use xtask::loader::FileLoader;

/// A document and its settings, which stand beside it in a `.toml` of the same name if it has any.
pub(crate) struct Case {
    /// The file's name without its extension.
    pub(crate) name: String,
    path: PathBuf,
    root: Source,
    settings: Settings,
}

impl Case {
    /// Reads the document at `path`.
    pub(crate) fn read(path: &Path) -> Self {
        let name = path.file_stem().expect("a file").to_string_lossy();
        let file = path.file_name().expect("a file").to_string_lossy();
        let root = Source {
            path: file.into_owned(),
            text: fs::read_to_string(path).expect("a readable document"),
        };
        let mut settings = settings(&path.with_extension("toml"));
        settings.keep_going = said(&root.text, "runs with").as_deref() == Some("--keep-going");
        Self {
            name: name.into_owned(),
            path: path.to_owned(),
            root,
            settings,
        }
    }

    /// Reads every document of `tests/cases`, by name.
    pub(crate) fn all() -> Vec<Self> {
        let paths = documents(&tests().join("cases"));
        let cases = paths.iter().map(|path| Self::read(path));
        cases
            .map(|mut case| {
                let name = format!("case-{}", case.name.replace('_', "-"));
                case.settings.package.name.get_or_insert(name);
                case
            })
            .collect()
    }

    /// Reads the product's own description and settings.
    pub(crate) fn product() -> Self {
        let mut case = Self::read(&workspace().join("spec/openapi.yaml"));
        case.settings = settings(&workspace().join("spec/codegen.toml"));
        case
    }

    /// Sets something else.
    pub(crate) fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        change(&mut self.settings);
    }

    /// The same with another text.
    pub(crate) fn with_text(&self, text: String) -> Self {
        let path = self.root.path.clone();
        Self {
            name: self.name.clone(),
            path: self.path.clone(),
            root: Source { path, text },
            settings: self.settings.clone(),
        }
    }

    /// The settings, to be changed.
    pub(crate) fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    /// The document's text.
    pub(crate) fn text(&self) -> &str {
        &self.root.text
    }

    /// What the case is about: its first line.
    pub(crate) fn title(&self) -> Option<String> {
        let line = self.text().lines().next()?.strip_prefix("# ");
        let line = line.map(str::to_owned);
        line.or_else(|| said(self.text(), "case"))
    }

    /// Which of the emitted files the case is about.
    pub(crate) fn shows(&self) -> Option<String> {
        said(self.text(), "shows")
    }

    /// Generates a crate from the document.
    pub(crate) fn generate(&self) -> Outcome {
        apicrate::generate(&Inputs {
            root: &self.root,
            loader: &FileLoader::beside(&self.path).expect("the document's folder"),
            settings: &self.settings,
            overlays: &self.overlays(),
            lock: None,
        })
    }

    /// The overlays that the settings name, which stand beside the document.
    fn overlays(&self) -> Vec<Source> {
        let files = self.settings.overlays.files.iter();
        files
            .map(|file| Source {
                path: file.clone(),
                text: fs::read_to_string(self.path.with_file_name(file)).expect("an overlay"),
            })
            .collect()
    }

    /// The crate that is generated from the document, which must have no errors.
    pub(crate) fn files(&self) -> Files {
        let outcome = self.generate();
        let said = rendered(&outcome);
        let files = outcome.files;
        files.unwrap_or_else(|| panic!("{} is refused:\n{said}", self.name))
    }
}

/// The settings in the file at `path`; those of an empty one where there is none.
fn settings(path: &Path) -> Settings {
    let Ok(text) = fs::read_to_string(path) else {
        return Settings::default();
    };
    let file = path.file_name().expect("a file").to_string_lossy();
    let path = file.into_owned();
    Settings::read(Source { path, text }).expect("settings without problems")
}

/// What a document says of itself as a case: in a comment `# key: …`, or in JSON, which has none, in
/// a member `x-key`.
fn said(text: &str, key: &str) -> Option<String> {
    let comment = format!("# {key}: ");
    let mut lines = text.lines();
    if let Some(line) = lines.find_map(|line| line.strip_prefix(&comment)) {
        return Some(line.to_owned());
    }
    let document: serde_json::Value = serde_json::from_str(text).ok()?;
    let member = document.get(format!("x-{key}"))?;
    member.as_str().map(str::to_owned)
}

/// The diagnostics of `outcome` as a user sees them.
pub(crate) fn rendered(outcome: &Outcome) -> String {
    report::render(&outcome.diagnostics, &outcome.origins, false)
}

/// Compares `text` with the snapshot `name` in the folder `folder` of `tests/snapshots`.
pub(crate) fn compare(folder: &str, name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(tests().join("snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// Calls `check` with each of `all` and fails at the end with the names of those that failed, so
/// that one run shows every difference.
pub(crate) fn each<T>(all: &[T], name: impl Fn(&T) -> String, check: impl Fn(&T)) {
    let failed: Vec<String> = all
        .iter()
        .filter(|item| {
            let run = std::panic::AssertUnwindSafe(|| check(item));
            std::panic::catch_unwind(run).is_err()
        })
        .map(name)
        .collect();
    assert!(!all.is_empty(), "there is nothing to test");
    assert!(failed.is_empty(), "failed: {}", failed.join(", "));
}

/// The folder of this package.
pub(crate) fn tests() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the workspace.
pub(crate) fn workspace() -> PathBuf {
    xtask::workspace::root()
}

/// The documents that stand in `folder`, sorted.
pub(crate) fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a folder entry").path())
        .filter(|path| {
            let extension = path.extension().unwrap_or_default();
            extension == "yaml" || extension == "json"
        })
        .collect();
    found.sort();
    found
}

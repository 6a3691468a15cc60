//! `diff`: what a new version of the description changes, for a reviewer.

mod base;

use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

use apicrate::Outcome;
use apicrate::compare::{self, Comparison, Version};
use apicrate::inputs::{Inputs, Loader, Source};
use apicrate::lock::Lock;
use apicrate::report;
use apicrate::settings::Settings;

use crate::codegen::{self, seal};
use crate::exit::{Exit, Failure};
use crate::loader::FileLoader;
use crate::workspace;
use base::Base;

/// How the changes are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people, in the manner of compilers.
    #[default]
    Text,
    /// For the comment on a pull request.
    Markdown,
    /// One JSON object.
    Json,
    /// As commands that have GitHub mark the lines in a pull request.
    Github,
}

impl Format {
    /// The formats by their names on the command line.
    pub const NAMES: [(&str, Self); 4] = [
        ("text", Self::Text),
        ("markdown", Self::Markdown),
        ("json", Self::Json),
        ("github", Self::Github),
    ];
}

/// The arguments of `diff`, as they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// The version to compare with: a file, or a revision of the repository; its last one when none is given.
    pub base: Option<String>,
    /// `--spec`.
    pub spec: Option<PathBuf>,
    /// `--config`.
    pub config: Option<PathBuf>,
    /// `--format`.
    pub format: Format,
}

/// One version of the description, with what else decides what is generated from it.
#[derive(Debug)]
pub struct Edition {
    /// The description.
    pub root: Source,
    /// The settings.
    pub settings: Settings,
    /// The overlays that the settings name.
    pub overlays: Vec<Source>,
    /// The names that were given to it.
    pub lock: Option<Lock>,
}

/// Runs `request` in the folder `root` and writes the changes to standard output.
///
/// # Errors
///
/// When a file or revision cannot be read.
pub fn run(root: &Path, request: &Request) -> Result<Exit, Failure> {
    let Some(compared) = told(root, request)? else {
        return Ok(Exit::Problems);
    };
    print!("{}", compared.written(request.format));
    Ok(Exit::Done)
}

/// The changes that `request` asks for; without them, standard error says what is wrong with the description.
fn told(root: &Path, request: &Request) -> Result<Option<Compared>, Failure> {
    match compared(root, request)? {
        Ok(compared) => Ok(Some(compared)),
        Err(broken) => {
            let styled = std::io::stderr().is_terminal();
            let (diagnostics, origins) = (&broken.diagnostics, &broken.origins);
            eprint!("{}", report::render(diagnostics, origins, styled));
            Ok(None)
        }
    }
}

/// What has changed.
#[derive(Debug)]
pub struct Compared {
    /// The changes.
    pub comparison: Comparison,
    /// The version of the crate then.
    pub base: Version,
    /// The version of the crate now.
    pub now: Version,
}

impl Compared {
    /// The changes in `format`.
    #[must_use]
    pub fn written(&self, format: Format) -> String {
        let versions = (&self.base, &self.now);
        match format {
            Format::Text => {
                let styled = std::io::stdout().is_terminal();
                compare::text(&self.comparison, versions, styled)
            }
            Format::Markdown => compare::markdown(&self.comparison, versions),
            Format::Json => compare::json(&self.comparison, versions),
            Format::Github => compare::github(&self.comparison),
        }
    }
}

/// The changes that `request` asks for, or what became of the first of the two descriptions that has errors.
///
/// # Errors
///
/// When a file or revision cannot be read.
pub fn compared(root: &Path, request: &Request) -> Result<Result<Compared, Box<Outcome>>, Failure> {
    let paths = codegen::Request {
        spec: request.spec.clone(),
        config: request.config.clone(),
        // Nothing is written.
        out: request.spec.as_ref().map(|_| PathBuf::new()),
        ..codegen::Request::default()
    }
    .paths(root)?;
    let base = Base::find(request.base.as_deref(), &paths)?;
    let old = base.version()?;
    let new = current(&paths, &old)?;
    let loader = FileLoader::beside(&paths.spec).map_err(|error| {
        let spec = workspace::shown(&paths.spec);
        Failure::new(format!("cannot read the folder of {spec}: {error}"))
    })?;
    let before = generate(&old, base.loader(&loader));
    let after = generate(&new, &loader);
    if before.files.is_none() {
        return Ok(Err(Box::new(before)));
    }
    if after.files.is_none() {
        return Ok(Err(Box::new(after)));
    }
    Ok(Ok(Compared {
        comparison: compare::compare(&before, &after),
        base: version(&old)?,
        now: version(&new)?,
    }))
}

fn version(version: &Edition) -> Result<Version, Failure> {
    let text = &version.settings.package.version;
    let parsed = text.parse();
    parsed.map_err(|error| Failure::new(format!("the crate's version {text:?} is {error}")))
}

/// The version that is there now; names that `old` has stay.
fn current(paths: &codegen::Paths, old: &Edition) -> Result<Edition, Failure> {
    let settings = match &paths.config {
        Some(config) => base::settings(&workspace::read(config)?, &workspace::shown(config))?,
        None => Settings::default(),
    };
    let root = Source {
        path: workspace::shown(&paths.spec),
        text: workspace::read(&paths.spec)?,
    };
    Ok(Edition {
        root,
        overlays: base::overlays(&settings, paths)?,
        settings,
        lock: seal::read(&paths.lock)?.or_else(|| old.lock.clone()),
    })
}

fn generate(version: &Edition, loader: &dyn Loader) -> Outcome {
    apicrate::generate(&Inputs {
        root: &version.root,
        loader,
        settings: &version.settings,
        overlays: &version.overlays,
        lock: version.lock.as_ref(),
    })
}

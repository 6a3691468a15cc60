//! What a run leaves behind so that the next one, when nothing has changed, has nothing to do.
//!
//! The stamp lies in the crate's `target` folder, which belongs to nobody's repository. It is only believed when this very program
//! wrote it, what went in has the same hashes, and no file that came out was touched since: else all is made anew. A
//! comparison (`--check`) never asks it.

use std::fs;
use std::path::Path;
use std::time::UNIX_EPOCH;

use apicrate::Outcome;
use serde_json::{Map, Value, json};

use super::seal::hash;
use super::{Format, Paths, Request};
use crate::{crew, tree, workspace};

/// The folder of the stamp in that of the crate; all in it is ignored by git.
const FOLDER: &str = "target/apicrate";
const FILE: &str = "unchanged.json";

/// What a run that changed nothing says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    /// Its diagnostics.
    pub(super) diagnostics: String,
    /// Its summary, without the time.
    pub(super) summary: String,
}

/// What the run would say whose stamp is still true; none when there is something to do.
pub(super) fn unchanged(paths: &Paths, request: &Request, styled: bool) -> Option<Said> {
    if !request.writes() || request.timings {
        return None;
    }
    let text = fs::read_to_string(paths.out.join(FOLDER).join(FILE)).ok()?;
    let stamp: Value = serde_json::from_str(&text).ok()?;
    let is_same = *stamp.get("asked")? == asked(paths, request, styled)?;
    let inputs = stamp.get("inputs")?.as_object()?;
    let outputs = stamp.get("outputs")?.as_object()?;
    let holds = |path: &str, was: &Value| content(Path::new(path)).is_some_and(|now| now == *was);
    let stands =
        |path: &str, was: &Value| state(&paths.out.join(path)).is_some_and(|now| now == *was);
    let is_fresh = is_same
        && inputs.iter().all(|(path, was)| holds(path, was))
        && outputs.iter().all(|(path, was)| stands(path, was));
    let text = |name| stamp.get(name)?.as_str().map(str::to_owned);
    is_fresh.then_some(Said {
        diagnostics: text("diagnostics")?,
        summary: text("summary")?,
    })
}

/// What a run has read: the files of the description and of the settings with the hashes of their texts.
pub(super) fn read(outcome: &Outcome, paths: &Paths, settings: &str) -> Map<String, Value> {
    let document = outcome.origins.texts();
    let document = document.map(|(path, text)| (path.to_owned(), hash([text]).into()));
    let config = paths.config.iter();
    let config = config.map(|path| (path.to_string_lossy().into_owned(), hash([settings]).into()));
    document.chain(config).collect()
}

/// Leaves a stamp after a run that read `inputs`, brought `files` up to date and would now say `said`. What cannot be
/// written is not missed: the next run makes all anew.
pub(super) fn leave(
    paths: &Paths,
    (request, styled): (&Request, bool),
    (mut inputs, files): (Map<String, Value>, &[String]),
    said: &Said,
) {
    let mut stamp = || {
        // The lock is both: what this run wrote is what the next one reads.
        inputs.insert(paths.lock.to_str()?.to_owned(), content(&paths.lock)?);
        let outputs: Vec<&str> = files
            .iter()
            .map(String::as_str)
            .chain([tree::MANIFEST])
            .collect();
        let states = crew::each(&crew::parts(&outputs), |(_, part)| {
            let states = part.iter();
            let states =
                states.map(|path| Some(((*path).to_owned(), state(&paths.out.join(path))?)));
            states.collect::<Option<Vec<_>>>()
        });
        let outputs: Option<Vec<_>> = states.into_iter().collect();
        let outputs: Map<String, Value> = outputs?.into_iter().flatten().collect();
        Some(json!({
            "asked": asked(paths, request, styled)?,
            "inputs": inputs,
            "outputs": outputs,
            "diagnostics": said.diagnostics,
            "summary": said.summary,
        }))
    };
    let folder = paths.out.join(FOLDER);
    let Some(stamp) = stamp() else {
        return;
    };
    let _ = fs::create_dir_all(&folder)
        .and_then(|()| fs::write(folder.join(".gitignore"), "*\n"))
        .and_then(|()| fs::write(folder.join(FILE), stamp.to_string()));
}

/// Who asks for what: this program as it is on the disk, and its arguments.
fn asked(paths: &Paths, request: &Request, styled: bool) -> Option<Value> {
    let program = std::env::current_exe().ok()?;
    let format = Format::NAMES
        .iter()
        .find(|(_, format)| *format == request.format)?;
    Some(json!({
        "program": [program.to_str()?, state(&program)?],
        "folder": std::env::current_dir().ok()?.to_str()?,
        "paths": format!("{paths:?}"),
        "select": format!("{:?}", request.select),
        "overlays": format!("{:?}", request.overlays),
        "keep_going": request.keep_going,
        "format": format.0,
        "styled": styled,
    }))
}

/// The hash of what stands in a file.
fn content(path: &Path) -> Option<Value> {
    Some(hash([workspace::read(path).ok()?.as_str()]).into())
}

/// Length and time of the last change of a file.
fn state(path: &Path) -> Option<Value> {
    let found = fs::symlink_metadata(path).ok()?;
    let changed = found.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let time = format!("{}.{:09}", changed.as_secs(), changed.subsec_nanos());
    found.is_file().then(|| json!([found.len(), time]))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::codegen::run;

    const DOCUMENT: &str = "openapi: 3.1.0\ninfo: { title: A, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n    \
                            A: { $ref: 'a.yaml#/A' }\n";
    const OVERLAY: &str = "overlay: 1.0.0\ninfo: { title: O, version: '1' }\nactions:\n  - target: $.info\n    \
                           update: { description: x }\n";

    fn request(folder: &Path) -> Request {
        Request {
            spec: Some(folder.join("api.yaml")),
            config: Some(folder.join("codegen.toml")),
            out: Some(folder.join("out")),
            ..Request::default()
        }
    }

    /// What a run would say in `folder` without doing anything.
    fn again(folder: &Path, request: &Request) -> Option<Said> {
        let paths = request.paths(folder).unwrap();
        let styled = std::io::IsTerminal::is_terminal(&std::io::stderr());
        unchanged(&paths, request, styled)
    }

    #[test]
    fn what_is_unchanged_is_not_made_again_and_any_change_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| folder.path().join(name);
        let put = |name: &str, text: &str| fs::write(place(name), text).unwrap();
        put("api.yaml", DOCUMENT);
        put("a.yaml", "A: { type: object }\n");
        put("overlay.yaml", OVERLAY);
        put("codegen.toml", "[overlays]\nfiles = [\"overlay.yaml\"]\n");
        let request = request(folder.path());
        let run = || run(folder.path(), &request).unwrap();
        assert_eq!(again(folder.path(), &request), None);
        run();
        let said = again(folder.path(), &request).unwrap();
        assert!(
            said.summary.contains(": 0 written, 0 removed, "),
            "{said:?}"
        );
        let changes: [(&str, String); 5] = [
            ("api.yaml", format!("{DOCUMENT}    B: {{ type: object }}\n")),
            (
                "a.yaml",
                "A: { type: object, description: other }\n".to_owned(),
            ),
            ("overlay.yaml", OVERLAY.replace(": x", ": y")),
            ("codegen.toml", "[crate]\nversion = \"0.2.0\"\n".to_owned()),
            ("out/src/lib.rs", String::new()),
        ];
        for (name, text) in changes {
            put(name, &text);
            assert_eq!(again(folder.path(), &request), None, "{name}");
            run();
            assert!(again(folder.path(), &request).is_some(), "{name}");
        }
        for name in [
            "out/src/models.rs",
            "out/.apicrate-lock",
            "out/.apicrate-manifest",
        ] {
            fs::remove_file(place(name)).unwrap();
            assert_eq!(again(folder.path(), &request), None, "{name}");
        }
    }

    #[test]
    fn another_command_line_asks_for_another_run() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(
            folder.path().join("api.yaml"),
            DOCUMENT.replace("a.yaml", ""),
        )
        .unwrap();
        let mut request = request(folder.path());
        request.config = None;
        request.keep_going = true;
        run(folder.path(), &request).unwrap();
        assert!(again(folder.path(), &request).is_some());
        let others: [fn(&mut Request); 5] = [
            |request| request.check = true,
            |request| request.released = true,
            |request| request.keep_going = false,
            |request| request.format = Format::Json,
            |request| request.overlays = vec![PathBuf::from("o.yaml")],
        ];
        for change in others {
            let mut other = request.clone();
            change(&mut other);
            assert_eq!(again(folder.path(), &other), None, "{other:?}");
        }
    }
}

//! The command line.

use std::env;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use apicrate::settings::Selection;
use clap::builder::{PossibleValuesParser, TypedValueParser as _, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::codegen::{self, Format, Program, Request};
use crate::exit::{Exit, Failure};
use crate::{diff, explain, review};

/// Runs the command that the command line of this process names, in the current folder, and says how it ended.
///
/// A mistake in the command line ends the process with status 2.
#[must_use]
pub fn main() -> ExitCode {
    let matches = command().get_matches();
    let done = env::current_dir()
        .map_err(|error| Failure::new(format!("there is no current folder: {error}")))
        .and_then(|here| match matches.subcommand() {
            Some((name, arguments)) => run(&here, Program::default(), name, arguments),
            None => Err(Failure::new("no command, see `apicrate help`")),
        });
    match done {
        Ok(exit) => exit.into(),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

/// The whole command line of `apicrate`.
#[must_use]
pub fn command() -> Command {
    Command::new("apicrate")
        .about("Client crates from OpenAPI descriptions")
        .version(apicrate::VERSION)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(subcommands())
}

/// The commands, for the command line of a program that has more of them.
#[must_use]
pub fn subcommands() -> [Command; 4] {
    [
        codegen_command(),
        diff_command(),
        review_command(),
        explain_command(),
    ]
}

/// Runs the command `name` for `program` with `arguments`, its defaults being those of the folder `root`.
///
/// # Errors
///
/// When there is no such command, or a file or folder cannot be used.
pub fn run(
    root: &Path,
    program: Program,
    name: &str,
    arguments: &ArgMatches,
) -> Result<Exit, Failure> {
    match name {
        "codegen" => codegen::run(root, &request(arguments, program)),
        "diff" => diff::run(root, &diff_request(arguments)),
        "review" => review::run(root, &review_request(arguments, program)),
        "explain" => explain::run(arguments.get_one::<String>("code").map(String::as_str)),
        _ => Err(Failure::new(format!("there is no command `{name}`"))),
    }
}

fn codegen_command() -> Command {
    let path = || ValueParser::path_buf();
    Command::new("codegen")
        .about("Generate the client crate from the description")
        .after_help(
            "Status: 0 when all is well, 1 when the description has problems or --check finds\n\
             differences, 2 when the command or a file cannot be used.",
        )
        .args([
            option(
                "spec",
                "FILE",
                "The OpenAPI description [default: spec/openapi.yaml]",
            )
            .value_parser(path()),
            option(
                "config",
                "FILE",
                "The settings [default: spec/codegen.toml; none with --spec]",
            )
            .value_parser(path()),
            option(
                "out",
                "DIR",
                "The crate's folder [default: generated; none with --spec]",
            )
            .value_parser(path()),
            flag(
                "check",
                "Write nothing; fail when the folder is not up to date",
            ),
            flag(
                "rehearse",
                "Write nothing; show what this generator makes otherwise of the same description",
            )
            .conflicts_with("check"),
            flag(
                "released",
                "The crate is out in this version: measure later changes against it",
            )
            .conflicts_with_all(["check", "rehearse"]),
            flag(
                "keep-going",
                "Leave out what cannot be generated and generate the rest",
            ),
            flag("timings", "Say how long each step has taken"),
            option("format", "FORMAT", "How diagnostics are written").value_parser(format_parser()),
        ])
        .args(layer_options())
}

/// What is added to the settings: overlays, and names to be selected or left out.
fn layer_options() -> [Arg; 7] {
    [
        many(
            "overlay",
            "FILE",
            "Apply this overlay, after those of the settings (repeatable)",
        )
        .value_parser(ValueParser::path_buf()),
        many(
            "tag",
            "NAME",
            "Keep the operations of this tag (repeatable)",
        ),
        many(
            "operation",
            "ID",
            "Keep the operation of this id (repeatable)",
        ),
        many(
            "path",
            "PATH",
            "Keep the operations of this path; * is any text (repeatable)",
        ),
        many(
            "omit-tag",
            "NAME",
            "Leave out the operations of this tag (repeatable)",
        ),
        many(
            "omit-operation",
            "ID",
            "Leave out the operation of this id (repeatable)",
        ),
        many(
            "omit-path",
            "PATH",
            "Leave out the operations of this path; * is any text (repeatable)",
        ),
    ]
}

fn format_parser() -> impl clap::builder::IntoResettable<ValueParser> {
    let names = Format::NAMES.map(|(name, _)| name);
    let parser = PossibleValuesParser::new(names).map(|given| {
        let found = Format::NAMES.into_iter().find(|(name, _)| *name == given);
        found.map(|(_, format)| format).unwrap_or_default()
    });
    ValueParser::new(parser)
}

fn diff_command() -> Command {
    Command::new("diff")
        .about("Say what a change of the description means: for code, and on the wire")
        .after_help(
            "Two verdicts: *api*, whether code that compiled still compiles, and *wire*, whether \
             calls that worked still work.\n\
             Status: 0 when both versions could be read, whatever has changed; 1 when one of them \
             has problems.",
        )
        .args([
            Arg::new("base").value_name("BASE").help(
                "What to compare with: a file, or a revision of the repository [default: HEAD]",
            ),
            option(
                "spec",
                "FILE",
                "The OpenAPI description [default: spec/openapi.yaml]",
            )
            .value_parser(ValueParser::path_buf()),
            option(
                "config",
                "FILE",
                "The settings [default: spec/codegen.toml; none with --spec]",
            )
            .value_parser(ValueParser::path_buf()),
            option("format", "FORMAT", "How the changes are written")
                .value_parser(diff_format_parser()),
        ])
}

fn diff_format_parser() -> ValueParser {
    let names = diff::Format::NAMES.map(|(name, _)| name);
    let parser = PossibleValuesParser::new(names).map(|given| {
        let found = diff::Format::NAMES
            .into_iter()
            .find(|(name, _)| *name == given);
        found.map(|(_, format)| format).unwrap_or_default()
    });
    ValueParser::new(parser)
}

fn diff_request(arguments: &ArgMatches) -> diff::Request {
    let path = |name| arguments.get_one::<PathBuf>(name).cloned();
    diff::Request {
        base: arguments.get_one::<String>("base").cloned(),
        spec: path("spec"),
        config: path("config"),
        format: arguments.get_one("format").copied().unwrap_or_default(),
    }
}

fn review_command() -> Command {
    Command::new("review")
        .about("Say what a pull request does to the client: is it up to date, and what has changed")
        .after_help(
            "Runs `codegen --check` and `diff BASE`. The summary is Markdown, for one comment on the pull request.\n\
             Status: 0 when the crate is up to date, whatever has changed; 1 when it is not, or when the description \
             has problems.",
        )
        .args([
            Arg::new("base")
                .value_name("BASE")
                .required(true)
                .help("What the pull request is to be merged into: a revision of the repository"),
            option("summary", "FILE", "Write the summary to this file [default: standard output]")
                .value_parser(ValueParser::path_buf()),
            option("format", "FORMAT", "How diagnostics and changes are written beside it")
                .value_parser(format_parser()),
        ])
}

fn review_request(arguments: &ArgMatches, program: Program) -> review::Request {
    review::Request {
        base: arguments
            .get_one::<String>("base")
            .cloned()
            .unwrap_or_default(),
        summary: arguments.get_one::<PathBuf>("summary").cloned(),
        format: arguments.get_one("format").copied().unwrap_or_default(),
        program,
    }
}

fn explain_command() -> Command {
    Command::new("explain")
        .about("Say what a code of a diagnostic means; without one, list them all")
        .args([Arg::new("code").value_name("CODE").help("Such as AC0102")])
}

fn many(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    option(name, value, help).action(ArgAction::Append)
}

fn option(name: &'static str, value: &'static str, help: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn flag(name: &'static str, help: &'static str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(help)
}

fn request(arguments: &ArgMatches, program: Program) -> Request {
    let path = |name| arguments.get_one::<PathBuf>(name).cloned();
    let names = |name| {
        let all = arguments.get_many::<String>(name).unwrap_or_default();
        all.cloned().collect()
    };
    let mut select = Selection::default();
    select.tags = names("tag");
    select.operations = names("operation");
    select.paths = names("path");
    select.omit_tags = names("omit-tag");
    select.omit_operations = names("omit-operation");
    select.omit_paths = names("omit-path");
    let overlays = arguments.get_many("overlay").unwrap_or_default();
    Request {
        spec: path("spec"),
        config: path("config"),
        out: path("out"),
        select,
        overlays: overlays.cloned().collect(),
        check: arguments.get_flag("check"),
        rehearse: arguments.get_flag("rehearse"),
        released: arguments.get_flag("released"),
        keep_going: arguments.get_flag("keep-going"),
        format: arguments.get_one("format").copied().unwrap_or_default(),
        timings: arguments.get_flag("timings"),
        program,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn arguments_become_a_request() {
        let line = "apicrate codegen --spec a.yaml --out b --tag T --tag U --operation o --check \
                    --omit-path /a* --overlay o.yaml --format github";
        let matches = command().try_get_matches_from(line.split(' ')).unwrap();
        let (task, arguments) = matches.subcommand().unwrap();
        assert_eq!(task, "codegen");
        let mut select = Selection::default();
        select.tags = vec!["T".to_owned(), "U".to_owned()];
        select.operations = vec!["o".to_owned()];
        select.omit_paths = vec!["/a*".to_owned()];
        let expected = Request {
            spec: Some("a.yaml".into()),
            out: Some("b".into()),
            select,
            overlays: vec!["o.yaml".into()],
            check: true,
            format: Format::Github,
            ..Request::default()
        };
        assert_eq!(request(arguments, Program::default()), expected);
    }
}

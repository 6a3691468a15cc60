//! The command line.

mod changes;
mod many;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser as _, ValueParser};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::codegen::{self, Format, Request};
use crate::corpus::{pool, worker};
use crate::exit::{Exit, Failure};
use crate::{
    contract, corpus, diff, explain, faults, fidelity, measure, mutate, styles, support, sweep,
    tidy, workspace,
};

/// Runs the task that the command line of this process names, and says how it ended.
///
/// A mistake in the command line ends the process with status 2.
#[must_use]
pub fn main() -> ExitCode {
    match run(&command().get_matches()) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(2)
        }
    }
}

fn run(matches: &ArgMatches) -> Result<Exit, Failure> {
    let root = workspace::root();
    match matches.subcommand() {
        Some(("codegen", arguments)) => codegen::run(&root, &request(arguments)),
        Some(("changes", arguments)) => crate::changes::run(&changes::document(&root, arguments)),
        Some(("diff", arguments)) => diff::run(&root, &changes::diff_request(arguments)),
        Some(("corpus", arguments)) => corpus::run(&root, &many::corpus_request(arguments)),
        Some(("mutate", arguments)) => mutate::run(&root, &many::mutate_request(arguments)),
        Some(("explain", arguments)) => explain::run(&root, &explain_request(arguments)),
        Some(("measure", arguments)) => measure::run(&root, &many::measure_request(arguments)),
        Some((faults::TASK, arguments)) => faults::run(&root, many::faults_part(arguments)),
        Some((fidelity::TASK, _)) => fidelity::start(&root, "apicrate-fidelity"),
        Some((sweep::TASK, _)) => fidelity::start(&root, "apicrate-sweep"),
        Some(("contract", _)) => run_contract(&root),
        Some(("styles", _)) => styles::run(&root),
        Some(("support", _)) => support::run(&root),
        Some(("tidy", _)) => tidy::run(&root),
        Some((pool::TASK, _)) => worker::serve(),
        _ => Err(Failure::new("no such task, see `cargo xtask help`")),
    }
}

/// What the command line `matches`, if it is that of `fidelity`, asks for.
pub(crate) fn fidelity_request(matches: &ArgMatches) -> fidelity::Request {
    let arguments = matches.subcommand_matches(fidelity::TASK);
    arguments.map(many::fidelity_request).unwrap_or_default()
}

/// What the command line `matches`, if it is that of `sweep`, asks for.
pub(crate) fn sweep_request(matches: &ArgMatches) -> sweep::Request {
    let arguments = matches.subcommand_matches(sweep::TASK);
    arguments.map(many::sweep_request).unwrap_or_default()
}

fn run_contract(root: &Path) -> Result<Exit, Failure> {
    if let Err(failure) = contract::run(root) {
        eprintln!("error: {failure}");
        return Ok(Exit::Problems);
    }
    Ok(Exit::Done)
}

/// The whole command line, for tests and for help.
#[must_use]
pub fn command() -> Command {
    let contract = "Run the emitted client against a mock server of the description (needs node)";
    Command::new("xtask")
        .bin_name("cargo xtask")
        .about("The tasks of this workspace")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(codegen_command())
        .subcommand(changes::diff_command())
        .subcommand(changes::changes_command())
        .subcommand(many::corpus_command())
        .subcommand(many::mutate_command())
        .subcommand(many::measure_command())
        .subcommand(many::fidelity_command())
        .subcommand(many::faults_command())
        .subcommand(many::sweep_command())
        .subcommand(explain_command())
        .subcommand(Command::new("contract").about(contract))
        .subcommand(Command::new("styles").about("Count the cells of the parameter-style table"))
        .subcommand(Command::new("support").about("Write the support table of the README"))
        .subcommand(Command::new("tidy").about("Check the house rules of the source code"))
        .subcommand(Command::new(pool::TASK).hide(true))
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
            option(
                "tag",
                "NAME",
                "Keep the operations of this tag (repeatable)",
            )
            .action(ArgAction::Append),
            option(
                "operation",
                "ID",
                "Keep the operation of this id (repeatable)",
            )
            .action(ArgAction::Append),
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
            option("format", "FORMAT", "How diagnostics are written").value_parser(format_parser()),
        ])
}

fn format_parser() -> impl clap::builder::IntoResettable<ValueParser> {
    let names = Format::NAMES.map(|(name, _)| name);
    let parser = PossibleValuesParser::new(names).map(|given| {
        let found = Format::NAMES.into_iter().find(|(name, _)| *name == given);
        found.map(|(_, format)| format).unwrap_or_default()
    });
    ValueParser::new(parser)
}

fn explain_command() -> Command {
    Command::new("explain")
        .about("Say what a code of a diagnostic means; without one, list them all")
        .args([
            Arg::new("code").value_name("CODE").help("Such as AC0102"),
            flag(
                "page",
                "Write docs/diagnostics.md, docs/settings.md and docs/codegen.schema.json",
            )
            .conflicts_with("code"),
        ])
}

fn explain_request(arguments: &ArgMatches) -> explain::Request {
    match arguments.get_one::<String>("code") {
        Some(code) => explain::Request::Code(code.clone()),
        None if arguments.get_flag("page") => explain::Request::Page,
        None => explain::Request::List,
    }
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

fn request(arguments: &ArgMatches) -> Request {
    let path = |name| arguments.get_one::<PathBuf>(name).cloned();
    let names = |name| {
        let all = arguments.get_many::<String>(name).unwrap_or_default();
        all.cloned().collect()
    };
    Request {
        spec: path("spec"),
        config: path("config"),
        out: path("out"),
        tags: names("tag"),
        operations: names("operation"),
        check: arguments.get_flag("check"),
        rehearse: arguments.get_flag("rehearse"),
        released: arguments.get_flag("released"),
        keep_going: arguments.get_flag("keep-going"),
        format: arguments.get_one("format").copied().unwrap_or_default(),
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
        let line = "xtask codegen --spec a.yaml --out b --tag T --tag U --operation o --check \
                    --format github";
        let matches = command().try_get_matches_from(line.split(' ')).unwrap();
        let (task, arguments) = matches.subcommand().unwrap();
        assert_eq!(task, "codegen");
        let expected = Request {
            spec: Some("a.yaml".into()),
            out: Some("b".into()),
            tags: vec!["T".to_owned(), "U".to_owned()],
            operations: vec!["o".to_owned()],
            check: true,
            format: Format::Github,
            ..Request::default()
        };
        assert_eq!(request(arguments), expected);
    }
}

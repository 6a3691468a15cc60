//! The command line.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::codegen::{self, Request};
use crate::exit::{Exit, Failure};
use crate::{contract, tidy, workspace};

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
        Some(("contract", _)) => run_contract(&root),
        Some(("tidy", _)) => tidy::run(&root),
        _ => Err(Failure::new("no such task, see `cargo xtask help`")),
    }
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
        .subcommand(Command::new("contract").about(contract))
        .subcommand(Command::new("tidy").about("Check the house rules of the source code"))
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
                "keep-going",
                "Leave out what cannot be generated and generate the rest",
            ),
        ])
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
        keep_going: arguments.get_flag("keep-going"),
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
        let line = "xtask codegen --spec a.yaml --out b --tag T --tag U --operation o --check";
        let matches = command().try_get_matches_from(line.split(' ')).unwrap();
        let (task, arguments) = matches.subcommand().unwrap();
        assert_eq!(task, "codegen");
        let expected = Request {
            spec: Some("a.yaml".into()),
            out: Some("b".into()),
            tags: vec!["T".to_owned(), "U".to_owned()],
            operations: vec!["o".to_owned()],
            check: true,
            ..Request::default()
        };
        assert_eq!(request(arguments), expected);
    }
}

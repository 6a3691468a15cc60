//! The command line.

mod bench;
mod changes;
mod many;

use std::path::Path;
use std::process::ExitCode;

use apicrate_cli::codegen::Program;
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::corpus::{pool, worker};
use crate::exit::{Exit, Failure};
use crate::{
    bench as benchmark, contract, corpus, diff, explain, faults, fidelity, measure, mutate, styles,
    support, sweep, tidy, workspace,
};

/// What people type before the name of a task.
const PROGRAM: Program = Program("cargo xtask");

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
        Some(("changes", arguments)) => crate::changes::run(&changes::document(&root, arguments)),
        Some(("diff", arguments)) if arguments.get_flag("verdicts") => {
            diff::run(&root, arguments.get_flag("semver-checks"))
        }
        Some(("corpus", arguments)) => corpus::run(&root, &many::corpus_request(arguments)),
        Some(("mutate", arguments)) => mutate::run(&root, &many::mutate_request(arguments)),
        Some(("explain", arguments)) if arguments.get_flag("page") => explain::run(&root),
        Some(("measure", arguments)) => measure::run(&root, &many::measure_request(arguments)),
        Some((benchmark::TASK, _)) => benchmark::start(&root),
        Some((faults::TASK, arguments)) => faults::run(&root, many::faults_part(arguments)),
        Some((fidelity::TASK, _)) => fidelity::start(&root, "apicrate-fidelity"),
        Some((sweep::TASK, _)) => fidelity::start(&root, "apicrate-sweep"),
        Some(("contract", _)) => run_contract(&root),
        Some(("styles", _)) => styles::run(&root),
        Some(("support", _)) => support::run(&root),
        Some(("tidy", _)) => tidy::run(&root),
        Some((pool::TASK, _)) => worker::serve(),
        Some((name, arguments)) => apicrate_cli::cli::run(&root, PROGRAM, name, arguments),
        None => Err(Failure::new("no task, see `cargo xtask help`")),
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

/// What the command line `matches`, if it is that of `bench`, asks for.
pub(crate) fn bench_request(matches: &ArgMatches) -> benchmark::Request {
    let arguments = matches.subcommand_matches(benchmark::TASK);
    arguments.map(bench::request).unwrap_or_default()
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
        .bin_name(PROGRAM.0)
        .about("The tasks of this workspace")
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(apicrate_cli::cli::subcommands())
        .mut_subcommand("diff", diff_command)
        .mut_subcommand("explain", explain_command)
        .subcommand(bench::command())
        .subcommand(changes::changes_command())
        .subcommand(many::corpus_command())
        .subcommand(many::mutate_command())
        .subcommand(many::measure_command())
        .subcommand(many::fidelity_command())
        .subcommand(many::faults_command())
        .subcommand(many::sweep_command())
        .subcommand(Command::new("contract").about(contract))
        .subcommand(Command::new("styles").about("Count the cells of the parameter-style table"))
        .subcommand(Command::new("support").about("Write the support table of the README"))
        .subcommand(Command::new("tidy").about("Check the house rules of the source code"))
        .subcommand(Command::new(pool::TASK).hide(true))
}

fn explain_command(command: Command) -> Command {
    command.arg(
        flag(
            "page",
            "Write docs/diagnostics.md, docs/settings.md and docs/codegen.schema.json",
        )
        .conflicts_with("code"),
    )
}

fn diff_command(command: Command) -> Command {
    command.args([
        flag(
            "verdicts",
            "Check the verdicts on the changes of tests/changes against the compiler",
        ),
        flag(
            "semver-checks",
            "Ask cargo-semver-checks as well (to be installed before)",
        )
        .requires("verdicts"),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }
}

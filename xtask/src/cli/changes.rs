//! The command lines of the tasks about changes of a description.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser as _, ValueParser};
use clap::{Arg, ArgMatches, Command};

use super::{flag, option};
use crate::diff::{Format, Request};

pub(super) fn diff_command() -> Command {
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
            option("format", "FORMAT", "How the changes are written").value_parser(format_parser()),
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

fn format_parser() -> ValueParser {
    let names = Format::NAMES.map(|(name, _)| name);
    let parser = PossibleValuesParser::new(names).map(|given| {
        let found = Format::NAMES.into_iter().find(|(name, _)| *name == given);
        found.map(|(_, format)| format).unwrap_or_default()
    });
    ValueParser::new(parser)
}

pub(super) fn diff_request(arguments: &ArgMatches) -> Request {
    let path = |name| arguments.get_one::<PathBuf>(name).cloned();
    Request {
        base: arguments.get_one::<String>("base").cloned(),
        spec: path("spec"),
        config: path("config"),
        format: arguments.get_one("format").copied().unwrap_or_default(),
        verdicts: arguments.get_flag("verdicts"),
        semver_checks: arguments.get_flag("semver-checks"),
    }
}

pub(super) fn changes_command() -> Command {
    Command::new("changes")
        .about("Change a description in one place after the other, and say what each does to the crate")
        .after_help("Status: 0 when no change touches files of what it is not about.")
        .arg(
            Arg::new("document")
                .value_name("FILE")
                .help("The OpenAPI description [default: spec/openapi.yaml]")
                .value_parser(ValueParser::path_buf()),
        )
}

pub(super) fn document(root: &Path, arguments: &ArgMatches) -> PathBuf {
    let given = arguments.get_one::<PathBuf>("document").cloned();
    given.unwrap_or_else(|| root.join("spec/openapi.yaml"))
}

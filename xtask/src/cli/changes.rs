//! The command line of the task about changes of a description.

use std::path::{Path, PathBuf};

use clap::builder::ValueParser;
use clap::{Arg, ArgMatches, Command};

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

//! The command lines of the tasks that run on many documents.

use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::{flag, option};
use crate::{corpus, faults, fidelity, measure, mutate, sweep};

pub(super) fn corpus_command() -> Command {
    Command::new("corpus")
        .about("Generate from many documents, and say what came of each")
        .after_help(
            "In a folder, the documents are those that a MANIFEST.tsv there or above lists, or all \
             that have the key `openapi`.\n\
             Status: 0 when the generator did not fail and every crate that was compiled compiles; \
             with --expect, when all is as expected.",
        )
        .args([
            places(),
            flag("check", "Compile each crate, warnings denied"),
            flag("test", "Run the tests of each crate"),
            flag("json", "One JSON object a document in place of the table"),
            jobs(),
            option("expect", "FILE", "Compare with this list of expectations")
                .value_parser(ValueParser::path_buf()),
            flag("update", "Write the list of --expect anew").requires("expect"),
            only(),
        ])
}

pub(super) fn mutate_command() -> Command {
    Command::new("mutate")
        .about("Generate from damaged documents: each must end in a crate or in diagnostics")
        .args([
            places(),
            number("seed", "What all mutations follow from", "1"),
            number("first", "The number of the first mutation", "0"),
            number("count", "How many mutations to run on", "1000"),
            jobs(),
            only(),
        ])
}

pub(super) fn measure_command() -> Command {
    Command::new("measure")
        .about("Time the compiler on many models, as emitted and with serde's derives")
        .after_help("Status: 0 when `cargo check` of the emitted crate takes at most a third; with --release, always.")
        .args([
            number("models", "How many models the crates have", "400"),
            number("runs", "How often each crate is compiled", "5"),
            flag(
                "release",
                "Time `cargo build --release` and not `cargo check`",
            ),
        ])
}

fn number(name: &'static str, help: &'static str, default: &'static str) -> Arg {
    option(name, "N", help)
        .value_parser(value_parser!(u64))
        .default_value(default)
}

pub(super) fn fidelity_command() -> Command {
    Command::new(fidelity::TASK)
        .about("Decode and encode every valid example of documents: each must come back equal")
        .after_help("Status: 0 when each does; with --expect, when all is as expected.")
        .args([
            places(),
            flag("json", "One JSON object a document in place of the table"),
            option("expect", "FILE", "Compare with this list of expectations")
                .value_parser(ValueParser::path_buf()),
            flag("update", "Write the list of --expect anew").requires("expect"),
            only(),
        ])
}

pub(super) fn faults_command() -> Command {
    let parts = Arg::new("part")
        .value_name("PART")
        .help("matrix, truncation, outage or endurance [default: all, endurance with few calls]");
    Command::new(faults::TASK)
        .about("Call the emitted client while servers and the network fail, and judge the outcome")
        .after_help(
            "matrix: 28 kinds of fault with 4 methods. truncation: responses cut at every byte.\n\
             outage: what a server that is down costs, and limits by the hour, in simulated time.\n\
             endurance: memory, files and connections over many calls.\n\
             Status: 0 when all is as specified.",
        )
        .args([
            parts.value_parser(["matrix", "truncation", "outage", "endurance"]),
            number("calls", "How many calls endurance makes in a row", "100000"),
        ])
}

/// The part that was named.
pub(super) fn faults_part(arguments: &ArgMatches) -> Option<faults::Part> {
    let name: &String = arguments.get_one("part")?;
    faults::Part::named(name, given(arguments, "calls"))
}

pub(super) fn sweep_command() -> Command {
    Command::new(sweep::TASK)
        .about("Try hostile paths, unlisted values, null and absent, and every documented error")
        .after_help("Status: 0 when every case passes and the independent counts agree.")
        .args([
            Arg::new("document")
                .value_name("DOCUMENT")
                .help("The OpenAPI description")
                .value_parser(ValueParser::path_buf())
                .required(true),
            flag("paths", "Only the requests, for which no crate is compiled"),
        ])
}

fn places() -> Arg {
    Arg::new("places")
        .value_name("PATH")
        .help("Documents, folders of documents, or lists of documents (.tsv)")
        .value_parser(ValueParser::path_buf())
        .action(ArgAction::Append)
        .required(true)
}

fn jobs() -> Arg {
    option(
        "jobs",
        "N",
        "Documents at a time [default: one a processor]",
    )
    .value_parser(value_parser!(usize))
}

fn only() -> Arg {
    option(
        "only",
        "GLOB",
        "Only the documents of such a name; * is any text",
    )
}

pub(super) fn corpus_request(arguments: &ArgMatches) -> corpus::Request {
    corpus::Request {
        places: paths(arguments),
        check: arguments.get_flag("check"),
        test: arguments.get_flag("test"),
        json: arguments.get_flag("json"),
        jobs: arguments.get_one("jobs").copied(),
        expect: arguments.get_one("expect").cloned(),
        update: arguments.get_flag("update"),
        only: arguments.get_one("only").cloned(),
    }
}

pub(super) fn mutate_request(arguments: &ArgMatches) -> mutate::Request {
    mutate::Request {
        places: paths(arguments),
        seed: given(arguments, "seed"),
        first: given(arguments, "first"),
        count: given(arguments, "count"),
        jobs: arguments.get_one("jobs").copied(),
        only: arguments.get_one("only").cloned(),
    }
}

pub(super) fn measure_request(arguments: &ArgMatches) -> measure::Request {
    let number = |name| usize::try_from(given(arguments, name)).unwrap_or(usize::MAX);
    measure::Request {
        models: number("models"),
        runs: number("runs"),
        release: arguments.get_flag("release"),
    }
}

fn given(arguments: &ArgMatches, name: &str) -> u64 {
    arguments.get_one(name).copied().unwrap_or_default()
}

pub(super) fn sweep_request(arguments: &ArgMatches) -> sweep::Request {
    sweep::Request {
        document: arguments.get_one("document").cloned().unwrap_or_default(),
        only_paths: arguments.get_flag("paths"),
    }
}

pub(super) fn fidelity_request(arguments: &ArgMatches) -> fidelity::Request {
    fidelity::Request {
        places: paths(arguments),
        json: arguments.get_flag("json"),
        expect: arguments.get_one("expect").cloned(),
        update: arguments.get_flag("update"),
        only: arguments.get_one("only").cloned(),
    }
}

fn paths(arguments: &ArgMatches) -> Vec<PathBuf> {
    let all = arguments.get_many("places").unwrap_or_default();
    all.cloned().collect()
}

//! The command line of `bench`.

use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::{ArgAction, ArgMatches, Command, value_parser};

use super::{flag, option};
use crate::bench::{Request, Section, TASK};

pub(super) fn command() -> Command {
    let sections = Section::ALL.map(Section::name);
    Command::new(TASK)
        .about("Measure generation, compilation and calls, beside other generators")
        .after_help(
            "Status: 0 when every goal is met; with --short, when no count of instructions has grown by more \
             than a tenth. Times are never judged there.",
        )
        .args([
            option("section", "NAME", "Only this section; repeatable")
                .value_parser(sections)
                .action(ArgAction::Append),
            flag("peers", "Install other generators below target/peers and measure them as well"),
            option("peer", "NAME", "The same for this one alone; repeatable")
                .action(ArgAction::Append),
            flag("short", "Count instructions alone, and compare them with those on record"),
            flag("update", "Write the table of the README; with --short, put the counts on record"),
            option("runs", "N", "How often each thing is timed; the median counts")
                .value_parser(value_parser!(usize))
                .default_value("5"),
            option("corpus", "DIR", "The folder of the real documents")
                .value_parser(ValueParser::path_buf())
                .default_value("../shared/corpus/real"),
            option("only", "GLOB", "Only the documents of such a name; * is any text"),
            option("figures", "FILE", "Take the figures that --json has written there, and measure nothing; repeatable")
                .value_parser(ValueParser::path_buf())
                .action(ArgAction::Append),
            option("json", "FILE", "Write the figures there as JSON")
                .value_parser(ValueParser::path_buf()),
        ])
}

pub(super) fn request(arguments: &ArgMatches) -> Request {
    let named: Vec<&String> = arguments.get_many("section").unwrap_or_default().collect();
    let is_meant =
        |section: &Section| named.is_empty() || named.iter().any(|name| **name == section.name());
    Request {
        sections: Section::ALL.into_iter().filter(is_meant).collect(),
        peers: arguments.get_flag("peers"),
        peer: arguments
            .get_many("peer")
            .unwrap_or_default()
            .cloned()
            .collect(),
        short: arguments.get_flag("short"),
        update: arguments.get_flag("update"),
        runs: arguments.get_one("runs").copied().unwrap_or(1),
        corpus: arguments
            .get_one::<PathBuf>("corpus")
            .cloned()
            .unwrap_or_default(),
        only: arguments.get_one("only").cloned(),
        figures: arguments
            .get_many("figures")
            .unwrap_or_default()
            .cloned()
            .collect(),
        json: arguments.get_one("json").cloned(),
    }
}

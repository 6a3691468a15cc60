//! `README.md` of the emitted crate.

use super::{File, Plan, example, text};

/// What the features of every crate add.
const FEATURES: [&str; 11] = [
    "## Features",
    "",
    "| feature | adds |",
    "|---|---|",
    "| `rustls` (default), `native-tls` | the library for TLS |",
    "| `gzip` | compressed responses |",
    "| `http2` | HTTP/2, where the server speaks it |",
    "| `blocking` | `send().wait()` in place of `send().await`, `runtime::blocking::iter` for streams |",
    "| `tracing` | a span for each call and each attempt, with OpenTelemetry's names |",
    "| `mock` | `Mock`: answers for tests of your own code, typed: when this operation is called, then that comes |",
    "| `replay` | `runtime::replay`: a transport for tests that answers from a script |",
];

/// The same for crates that have a feature for each tag.
const TAGS: &str = "| `all` (default), or those of single tags, see below | the operations of all tags or of these, and \
                    the models that they need |";

/// What the crate is, how to call it, what it can call.
pub(super) fn readme<'a>(plan: &Plan<'_>) -> File<'a> {
    let info = &plan.api.info;
    let mut lines = vec![
        format!("# {}", plan.package_name()),
        String::new(),
        format!(
            "Client of the {}, version {}.",
            text::plain(&info.title),
            text::plain(&info.version)
        ),
        "Generated from its OpenAPI description; changes belong there.".to_owned(),
        String::new(),
    ];
    lines.extend(markdown(example::client_lines(plan)));
    lines.push(String::new());
    lines.extend(FEATURES.map(str::to_owned));
    if plan.settings.features.tags {
        lines.push(TAGS.to_owned());
    }
    lines.push(String::new());
    lines.extend(mocking(plan));
    lines.extend(operations(plan));
    if plan.settings.output.docs {
        lines.push("[docs/](docs/README.md) has a page for each tag and each model.".to_owned());
        lines.push(String::new());
    }
    File::text("README.md", lines.join("\n"))
}

/// How users test their own code.
fn mocking(plan: &Plan<'_>) -> Vec<String> {
    let mock = markdown(example::mock_lines(plan));
    if mock.is_empty() {
        return mock;
    }
    let head = [
        "## Tests of your own code",
        "",
        "With the feature `mock`:",
        "",
    ];
    let mut lines = head.map(str::to_owned).to_vec();
    lines.extend(mock);
    lines.push(String::new());
    lines
}

/// A table with a row for each operation.
fn operations(plan: &Plan<'_>) -> Vec<String> {
    let mut lines = vec!["## Operations".to_owned(), String::new()];
    let (head, rule) = match plan.settings.features.tags {
        true => ("| call | sends | feature |", "|---|---|---|"),
        false => ("| call | sends |", "|---|---|"),
    };
    lines.extend([head, rule].map(str::to_owned));
    for (operation, names) in plan.api.operations.iter().zip(&plan.names.operations) {
        let Some(group) = plan.names.groups.get(operation.group) else {
            continue;
        };
        let call = format!("{} {}", operation.method.as_str(), operation.path);
        let feature = match plan.settings.features.tags {
            true => format!(" `{}` |", group.feature),
            false => String::new(),
        };
        lines.push(format!(
            "| `{}().{}` | {} |{feature}",
            group.module,
            names.method,
            text::code(&call)
        ));
    }
    lines.push(String::new());
    lines
}

/// An example for readers of Markdown, without what is for rustdoc alone.
fn markdown(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    let fence = |text: &str| vec![text.to_owned()];
    [fence("```rust"), example::visible(lines), fence("```")].concat()
}

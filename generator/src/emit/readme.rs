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
    lines.push(String::new());
    let mock = markdown(example::mock_lines(plan));
    if !mock.is_empty() {
        lines.extend(
            [
                "## Tests of your own code",
                "",
                "With the feature `mock`:",
                "",
            ]
            .map(str::to_owned),
        );
        lines.extend(mock);
        lines.push(String::new());
    }
    lines.push("## Operations".to_owned());
    lines.push(String::new());
    lines.push("| call | sends |".to_owned());
    lines.push("|---|---|".to_owned());
    for (operation, names) in plan.api.operations.iter().zip(&plan.names.operations) {
        let Some(group) = plan.names.groups.get(operation.group) else {
            continue;
        };
        let call = format!("{} {}", operation.method.as_str(), operation.path);
        lines.push(format!(
            "| `{}().{}` | {} |",
            group.module,
            names.method,
            text::code(&call)
        ));
    }
    lines.push(String::new());
    if plan.output.docs {
        lines.push("[docs/](docs/README.md) has a page for each tag and each model.".to_owned());
        lines.push(String::new());
    }
    File::text("README.md", lines.join("\n"))
}

/// An example for readers of Markdown: rustdoc's `no_run` means nothing there.
fn markdown(lines: Vec<String>) -> Vec<String> {
    if lines.is_empty() {
        return lines;
    }
    let shown = example::visible(lines).into_iter();
    let opened = std::iter::once("```rust".to_owned()).chain(shown);
    opened.chain(std::iter::once("```".to_owned())).collect()
}

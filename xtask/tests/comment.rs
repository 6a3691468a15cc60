//! `.github/comment` replaces the comment that it made before, and makes one where there is none.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

/// Stands for GitHub's command: lists the comments in `comments`, and writes down what else it is asked for.
const GH: &str = "\
#!/usr/bin/env bash
case \"$*\" in
    *--method*) echo \"$*\" >> \"$CALLS\" ;;
    *) [[ \"$*\" == *'<!-- apicrate review -->'* ]] && cat \"$COMMENTS\" ;;
esac
";

/// What the script asks of GitHub when the ids of its earlier comments are `comments`.
fn calls(comments: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("gh"), GH).unwrap();
    fs::set_permissions(at("gh"), fs::Permissions::from_mode(0o755)).unwrap();
    fs::write(at("comments"), comments).unwrap();
    fs::write(at("summary.md"), "<!-- apicrate review -->\n### Text\n").unwrap();
    let path = std::env::var("PATH").unwrap();
    let status = Command::new(xtask::workspace::root().join(".github/comment"))
        .args(["acme/pets", "7", "summary.md"])
        .current_dir(folder.path())
        .env("PATH", format!("{}:{path}", folder.path().display()))
        .env("CALLS", at("calls"))
        .env("COMMENTS", at("comments"))
        .status()
        .unwrap();
    assert!(status.success());
    fs::read_to_string(at("calls")).unwrap()
}

#[test]
fn the_first_comment_is_new() {
    let expected =
        "api --method POST repos/acme/pets/issues/7/comments --field body=@summary.md --silent\n";
    assert_eq!(calls(""), expected);
}

#[test]
fn a_later_one_replaces_it() {
    let expected =
        "api --method PATCH repos/acme/pets/issues/comments/41 --field body=@summary.md --silent\n";
    assert_eq!(calls("41\n42\n"), expected);
}

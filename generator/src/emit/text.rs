//! Stub.
pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|l| {
            l.trim()
                .replace('[', "\\[")
                .replace('<', "\\<")
                .replace("```", "'''")
                .to_owned()
        })
        .collect()
}
pub(super) fn summary(text: &str) -> String {
    plain(text.lines().next().unwrap_or_default())
}
pub(super) fn plain(text: &str) -> String {
    text.replace('\n', " ")
}

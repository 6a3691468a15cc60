//! Running text while it is read: what is kept of links and emphasis, and where URLs stand bare.

use super::chars;
use super::tree::{self, Inline, Style};

/// Gathers the running text of one block.
#[derive(Debug, Default)]
pub(super) struct Gather {
    inlines: Vec<Inline>,
    /// Whether each open emphasis is kept: one within its own kind is not.
    styles: Vec<(Style, bool)>,
    /// The target of each open link or image that is kept: one within another is not.
    links: Vec<Option<String>>,
}

impl Gather {
    /// Adds characters.
    pub(super) fn text(&mut self, text: &str) {
        let text = Inline::Text(chars::clean_inline(text));
        tree::append(&mut self.inlines, text);
    }

    /// Adds lines of text that was markup.
    pub(super) fn lines(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.inlines.push(Inline::Soft);
            }
            self.text(line);
        }
    }

    /// Adds a code span.
    pub(super) fn code(&mut self, code: &str) {
        let code = chars::clean_inline(code);
        let code = if code.trim_matches(' ').is_empty() {
            Inline::Text(code)
        } else {
            Inline::Code(code)
        };
        tree::append(&mut self.inlines, code);
    }

    /// Adds a line break.
    pub(super) fn line_break(&mut self, kind: Inline) {
        self.inlines.push(kind);
    }

    /// From here text is set off.
    pub(super) fn start(&mut self, style: Style) {
        let keep = !self.styles.contains(&(style, true));
        self.styles.push((style, keep));
        if keep {
            self.inlines.push(Inline::Start(style));
        }
    }

    /// Ends what the last [`start`](Self::start) began.
    pub(super) fn end(&mut self) {
        let Some((style, true)) = self.styles.pop() else {
            return;
        };
        if self.inlines.last() == Some(&Inline::Start(style)) {
            self.inlines.pop();
        } else {
            self.inlines.push(Inline::End(style));
        }
    }

    /// From here text is a link to `target`, or the words for an image there.
    pub(super) fn link_start(&mut self, target: &str) {
        let inside = self.links.iter().any(Option::is_some);
        let target = if inside { None } else { http_url(target) };
        if target.is_some() {
            self.inlines.push(Inline::LinkStart);
        }
        self.links.push(target);
    }

    /// Ends what the last [`link_start`](Self::link_start) began.
    pub(super) fn link_end(&mut self) {
        let Some(Some(url)) = self.links.pop() else {
            return;
        };
        let autolink = match self.inlines.as_slice() {
            [.., Inline::LinkStart] => 1,
            [.., Inline::LinkStart, Inline::Text(text)] if *text == url => 2,
            _ => 0,
        };
        if autolink > 0 && is_bare(&url) {
            self.inlines.truncate(self.inlines.len() - autolink);
            self.inlines.push(Inline::Url(url));
        } else {
            if autolink == 1 {
                self.text(&url);
            }
            self.inlines.push(Inline::LinkEnd(url));
        }
    }

    /// All that was gathered, ready to be written. What is still open is closed.
    pub(super) fn take(&mut self) -> Vec<Inline> {
        finish(std::mem::take(&mut self.inlines))
    }
}

/// `inlines` with bare URLs as such, no blanks at either end of a line and no empty lines; nothing at
/// all when there is nothing to be seen.
pub(super) fn finish(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut out = Vec::with_capacity(inlines.len());
    let mut in_link = false;
    for inline in inlines {
        match inline {
            Inline::Text(text) => push_text(&text, in_link, &mut out),
            Inline::Soft | Inline::Hard => {
                trim_end(&mut out);
                if !at_line_start(&out) {
                    out.push(inline);
                }
            }
            other => {
                match other {
                    Inline::LinkStart => in_link = true,
                    Inline::LinkEnd(_) => in_link = false,
                    _ => {}
                }
                tree::append(&mut out, other);
            }
        }
    }
    trim_end(&mut out);
    while matches!(out.last(), Some(Inline::Soft | Inline::Hard)) {
        out.pop();
        trim_end(&mut out);
    }
    let shows = |inline: &Inline| match inline {
        Inline::Text(text) => !text.trim_matches(' ').is_empty(),
        Inline::Code(_) | Inline::Url(_) => true,
        _ => false,
    };
    if out.iter().any(shows) {
        out
    } else {
        Vec::new()
    }
}

fn at_line_start(out: &[Inline]) -> bool {
    matches!(out.last(), None | Some(Inline::Soft | Inline::Hard))
}

/// Takes blanks off the end of the line.
fn trim_end(out: &mut Vec<Inline>) {
    if let Some(Inline::Text(text)) = out.last_mut() {
        text.truncate(text.trim_end_matches(' ').len());
        if text.is_empty() {
            out.pop();
        }
    }
}

fn push_text(text: &str, in_link: bool, out: &mut Vec<Inline>) {
    let mut rest = if at_line_start(out) {
        text.trim_start_matches(' ')
    } else {
        text
    };
    // A link cannot hold another one.
    while let Some((before, url, after)) = find_url(rest).filter(|_| !in_link) {
        if !before.is_empty() {
            out.push(Inline::Text(before.to_owned()));
        }
        // A URL with placeholders leads nowhere: it is shown as what it is, a pattern.
        let url = if url.contains(['{', '}']) {
            Inline::Code(url.to_owned())
        } else {
            Inline::Url(url.to_owned())
        };
        tree::append(out, url);
        rest = after;
    }
    if !rest.is_empty() {
        out.push(Inline::Text(rest.to_owned()));
    }
}

/// The first URL in `text`, with what stands before and after it.
fn find_url(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let found = from + text.get(from..)?.find("http")?;
        let (before, rest) = text.split_at_checked(found)?;
        if let Some(scheme) = scheme_end(rest) {
            let end = rest.find(|c| !is_url(c) && c != '{' && c != '}');
            let run = trim_url(rest.get(..end.unwrap_or(rest.len()))?);
            if run.len() > scheme {
                let (url, after) = rest.split_at_checked(run.len())?;
                return Some((before, url, after));
            }
        }
        from = found + "http".len();
    }
}

/// A character that may stand in a URL as it is.
fn is_url(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
}

/// `run` without the punctuation that belongs to the sentence around it.
fn trim_url(run: &str) -> &str {
    let opened = run.matches('(').count();
    let mut closed = run.matches(')').count();
    let mut end = run;
    while let Some(last) = end.chars().next_back() {
        let spare = last == ')' && closed > opened;
        if !spare && !".,;:!?'*_~(&".contains(last) {
            break;
        }
        closed -= usize::from(spare);
        end = end.strip_suffix(last).unwrap_or("");
    }
    end
}

/// Whether `text` is a URL of characters that may all stand in `<…>`.
fn is_bare(text: &str) -> bool {
    scheme_end(text).is_some_and(|end| end < text.len()) && text.chars().all(is_url)
}

/// Where the scheme of a URL ends, if it is one to be linked to.
fn scheme_end(url: &str) -> Option<usize> {
    ["https://", "http://"]
        .iter()
        .find(|scheme| {
            url.get(..scheme.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
        })
        .map(|scheme| scheme.len())
}

/// `target` with what a URL cannot hold percent-encoded, if its scheme is `http` or `https`.
pub(super) fn http_url(target: &str) -> Option<String> {
    let target = chars::clean_inline(target);
    let target = target.trim_matches(' ');
    if scheme_end(target)? == target.len() {
        return None;
    }
    let mut url = String::with_capacity(target.len());
    for c in target.chars() {
        if is_url(c) {
            url.push(c);
        } else {
            let mut bytes = [0; 4];
            for byte in c.encode_utf8(&mut bytes).bytes() {
                url.push_str(&format!("%{byte:02X}"));
            }
        }
    }
    Some(url)
}

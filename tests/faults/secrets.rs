//! Secrets that must never be shown, and the search for them in everything that is logged at TRACE
//! by any crate of this process, or printed of a call's outcome.

use std::io::{self, Write};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::server::record::lock;

/// Begins every secret, so that a part of one is found as well.
const MARK: &str = "canary-";

/// The token of the scheme `apiToken`.
pub(crate) const API_TOKEN: &str = "canary-token-9c27";
/// The user of the scheme `basicAuth`: no secret by itself.
pub(crate) const USER: &str = "robot";
/// The password of the scheme `basicAuth`.
pub(crate) const PASSWORD: &str = "canary-password-7d3a";
/// The token of the scheme `csrfToken`.
pub(crate) const CSRF: &str = "canary-csrf-e84f";
/// A key in the query.
pub(crate) const QUERY_KEY: &str = "canary-query-0b96";
/// A key in a cookie.
pub(crate) const COOKIE: &str = "canary-cookie-a2d5";
/// A header that the caller adds to a call.
pub(crate) const HEADER: &str = "canary-header-6e18";
/// A member of a request's body.
pub(crate) const BODY: &str = "canary-body-38c4";

/// A header of every response, with a session to keep to oneself.
pub(crate) const SET_COOKIE: &str = "set-cookie: session=canary-session-d70e; HttpOnly\r\n";

/// The body of a good response, with the token's key and a secret that the description does not
/// name. White space follows the JSON: a body that is cut there is no less readable.
pub(crate) const TOKEN_JSON: &str = concat!(
    r#"{"id":"0b6b9a8c-24a1-4b5d-9f0c-4d7b1c6d8e10","name":"org_token_xyz","#,
    r#""key":"canary-response-4f1b","created_by":"user@example.com","created_time":1626875902,"#,
    r#""org_id":"a40f5d1f-d889-42e9-94ea-b9b33585fc6b","#,
    r#""privileges":[{"role":"admin","scope":"org"}],"unknown":"canary-response-4f1b"}"#,
    "\r\n    \r\n"
);

/// Searches what is written to it, and counts; nothing is kept but what was found.
#[derive(Debug, Default)]
pub(crate) struct Search {
    bytes: AtomicU64,
    hits: AtomicUsize,
    found: Mutex<Vec<String>>,
}

impl Search {
    /// Searches one piece of text.
    pub(crate) fn text(&self, text: &[u8]) {
        self.bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
        if needles().iter().any(|needle| contains(text, needle)) {
            self.hits.fetch_add(1, Ordering::Relaxed);
            let mut found = lock(&self.found);
            if found.len() < 10 {
                found.push(String::from_utf8_lossy(text).trim().to_owned());
            }
        }
    }

    /// How many bytes were searched.
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// In how many pieces of text there was a secret.
    pub(crate) fn hits(&self) -> usize {
        self.hits.load(Ordering::Relaxed)
    }

    /// The first pieces with a secret.
    pub(crate) fn found(&self) -> Vec<String> {
        lock(&self.found).clone()
    }

    /// Makes sure that a secret would be found, logged in whichever way, and forgets that it was.
    ///
    /// # Errors
    ///
    /// When one was not found.
    pub(crate) fn is_awake(&self) -> Result<(), String> {
        let before = self.hits();
        tracing::trace!(header = API_TOKEN, "planted");
        log::trace!("planted {:?}", PASSWORD.as_bytes());
        if self.hits() - before != 2 {
            return Err("a planted secret was not found in the log".to_owned());
        }
        self.hits.store(before, Ordering::Relaxed);
        let mut found = lock(&self.found);
        found.retain(|text| !text.contains("planted"));
        Ok(())
    }
}

fn contains(text: &[u8], needle: &[u8]) -> bool {
    text.windows(needle.len()).any(|window| window == needle)
}

/// The mark as text, as the numbers and the hexadecimal digits of its bytes, and the start of the
/// HTTP Basic credentials.
fn needles() -> &'static [Vec<u8>] {
    static NEEDLES: OnceLock<Vec<Vec<u8>>> = OnceLock::new();
    NEEDLES.get_or_init(|| {
        let bytes = MARK.as_bytes();
        let numbers: Vec<String> = bytes.iter().map(u8::to_string).collect();
        let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let texts = [
            MARK.to_owned(),
            numbers.join(", "),
            digits,
            BASIC.to_owned(),
        ];
        texts.map(String::into_bytes).to_vec()
    })
}

/// The first whole groups of the base64 of `robot:canary-…`.
const BASIC: &str = "cm9ib3Q6Y2FuYXJ5";

/// Sends all log output of this process to the search.
///
/// # Errors
///
/// When there is another subscriber already.
pub(crate) fn watch() -> Result<Arc<Search>, String> {
    let search = Arc::new(Search::default());
    tracing_subscriber::fmt()
        .with_max_level(LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(Output(search.clone()))
        .try_init()
        .map_err(|error| error.to_string())?;
    Ok(search)
}

struct Output(Arc<Search>);

impl MakeWriter<'_> for Output {
    type Writer = Line;

    fn make_writer(&self) -> Line {
        Line(self.0.clone())
    }
}

/// Gets one event in one piece.
struct Line(Arc<Search>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.text(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

//! The text of the modules, for the generator to copy into an emitted crate.

/// One module of the runtime with the files that it is made of.
#[derive(Debug)]
pub struct Module {
    /// The module's name, under `runtime`.
    pub name: &'static str,
    /// Whether it is declared `pub`; a private one is only used by its siblings, or has only
    /// implementations.
    pub public: bool,
    /// Whether it is declared so for what an API adds alone, and is no part of what users may name.
    pub hidden: bool,
    /// The feature of the emitted crate that it is behind; off unless asked for.
    pub feature: Option<&'static str>,
    /// The other modules of the runtime that it uses.
    pub needs: &'static [&'static str],
    /// The crates that it uses.
    pub crates: &'static [&'static str],
    /// Path below `src/runtime/` and text of each file.
    pub files: &'static [(&'static str, &'static str)],
}

/// Lists the modules; each line has what [`Module`] has.
macro_rules! modules {
    ($($visibility:ident $name:ident $(feature $feature:literal)? needs [$($need:ident)*]
        crates [$($krate:ident)*] files [$($file:literal)*];)*) => {
        &[$(Module {
            name: stringify!($name),
            public: modules!($visibility),
            hidden: modules!(is_hidden $visibility),
            feature: modules!(feature $($feature)?),
            needs: &[$(stringify!($need)),*],
            crates: &[$(stringify!($krate)),*],
            files: &[$(($file, include_str!($file))),*],
        }),*]
    };
    (public) => { true };
    (hidden) => { true };
    (private) => { false };
    (is_hidden hidden) => { true };
    (is_hidden $visibility:ident) => { false };
    (feature) => { None };
    (feature $feature:literal) => { Some($feature) };
}

/// All modules, by name.
pub const MODULES: &[Module] = modules! {
    private admission needs [error limiter] crates [tokio] files ["admission.rs"];
    private attempt
        needs [
            admission budget error failure gate intercept lend operation redirect response retry
            setup stall transport
        ]
        crates [bytes http tokio] files ["attempt.rs"];
    public base64 needs [json] crates [] files ["base64.rs"];
    public base_url needs [error path] crates [http url] files ["base_url.rs"];
    public blocking feature "blocking" needs [call error response] crates [futures_core tokio]
        files ["blocking.rs"];
    public budget needs [] crates [] files ["budget.rs"];
    private calendar needs [] crates [] files ["calendar.rs"];
    public call needs [attempt error gate request response trace] crates [tokio] files ["call.rs"];
    private chrono_date feature "chrono" needs [date json] crates [chrono] files ["chrono_date.rs"];
    private chrono_date_time feature "chrono" needs [date_time json] crates [chrono]
        files ["chrono_date_time.rs"];
    public client
        needs [
            budget credential error http_transport intercept limiter operation redirect request
            retry setup transport
        ]
        crates [] files ["client.rs"];
    public credential needs [base64 error header operation percent secret token] crates [http]
        files ["credential.rs"];
    public date needs [calendar json rfc3339] crates [jiff] files ["date.rs"];
    public date_time needs [json rfc3339] crates [jiff] files ["date_time.rs"];
    public elements needs [error json response stream] crates [bytes futures_core]
        files ["elements.rs"];
    public error needs [excerpt problem response retry_after transport] crates [bytes http] files ["error.rs"];
    public events needs [error json records response stream] crates [bytes futures_core] files ["events.rs"];
    private excerpt needs [] crates [] files ["excerpt.rs"];
    private failure needs [error hook operation transport] crates [http] files ["failure.rs"];
    public foreign needs [json] crates [serde serde_json] files ["foreign.rs"];
    public form needs [error json parameter percent request] crates [] files ["form.rs"];
    private gate needs [admission error token] crates [http tokio] files ["gate.rs"];
    private hash_map needs [json] crates [] files ["hash_map.rs"];
    public header needs [error] crates [http] files ["header.rs"];
    public hook needs [] crates [] files ["hook.rs"];
    public http_transport needs [transport] crates [bytes h2 http http_body reqwest]
        files ["http_transport.rs"];
    private index_map needs [json] crates [indexmap] files ["index_map.rs"];
    public intercept needs [error header hook operation] crates [bytes http]
        files ["intercept.rs"];
    public json needs [] crates [serde serde_json] files [
        "json.rs" "json/compound.rs" "json/decode.rs" "json/effort.rs" "json/encode.rs" "json/extra.rs" "json/fault.rs"
        "json/interop.rs" "json/macros.rs" "json/nullable.rs" "json/number.rs" "json/raw.rs"
        "json/reader.rs" "json/scan.rs" "json/text.rs" "json/value.rs" "json/writer.rs"
    ];
    private lend needs [transport] crates [bytes http_body] files ["lend.rs"];
    public limiter needs [error] crates [tokio] files ["limiter.rs"];
    public lines needs [error json records response stream] crates [futures_core] files ["lines.rs"];
    private link needs [] crates [http] files ["link.rs"];
    public mock feature "mock"
        needs [client mock_answer mock_answers retry transport]
        crates [bytes http] files ["mock.rs"];
    public mock_answer feature "mock" needs [json transport] crates [bytes http]
        files ["mock_answer.rs"];
    hidden mock_answers feature "mock"
        needs [hook intercept json mock_answer mock_match operation transport]
        crates [bytes http serde_json] files ["mock_answers.rs"];
    private mock_match feature "mock" needs [json] crates [bytes http serde_json]
        files ["mock_match.rs"];
    public multipart needs [error header json parts request upload]
        crates [bytes] files ["multipart.rs"];
    public operation needs [response] crates [http] files ["operation.rs"];
    public options needs [retry] crates [] files ["options.rs"];
    public pages needs [error json pagination request response walk] crates [bytes futures_core]
        files ["pages.rs"];
    public pagination needs [json parameter response] crates [bytes] files ["pagination.rs"];
    public parameter needs [error json parameter_value percent] crates [] files ["parameter.rs"];
    public parameter_value needs [json] crates [] files ["parameter_value.rs"];
    private parts needs [transport upload] crates [bytes http_body] files ["parts.rs"];
    public path needs [error percent] crates [] files ["path.rs"];
    public percent needs [] crates [] files ["percent.rs"];
    public problem needs [json] crates [serde_json] files ["problem.rs"];
    private random needs [] crates [] files ["random.rs"];
    private records needs [error stream] crates [bytes] files ["records.rs"];
    public redirect needs [] crates [http url] files ["redirect.rs"];
    private repeat needs [error parameter request upload] crates [url] files ["repeat.rs"];
    public replay feature "replay" needs [transport] crates [bytes http] files ["replay.rs"];
    public request
        needs [
            attempt call credential error gate header json lend operation options parameter
            random response setup token upload
        ]
        crates [bytes http] files ["request.rs"];
    public response needs [error failure json operation trace] crates [bytes http] files ["response.rs"];
    public response_header needs [json] crates [http] files ["response_header.rs"];
    public retry needs [error random transport] crates [tokio] files ["retry.rs"];
    private retry_after needs [calendar] crates [http] files ["retry_after.rs"];
    private rfc3339 needs [calendar] crates [] files ["rfc3339.rs"];
    public secret needs [json] crates [] files ["secret.rs"];
    hidden setup
        needs [
            admission base_url budget credential error header http_transport intercept limiter
            operation redirect retry transport
        ]
        crates [http] files ["setup.rs"];
    private stall needs [transport] crates [bytes tokio] files ["stall.rs"];
    public stream
        needs [
            admission attempt blocking call error failure request response setup transport
        ]
        crates [bytes futures_core http tokio] files ["stream.rs"];
    private time_date feature "time" needs [date json] crates [time] files ["time_date.rs"];
    private time_date_time feature "time" needs [date_time json] crates [time]
        files ["time_date_time.rs"];
    public token needs [error header hook secret] crates [http tokio] files ["token.rs"];
    private trace needs [attempt error operation] crates [http tracing] files ["trace.rs"];
    public transport needs [] crates [bytes http http_body http_body_util] files ["transport.rs"];
    private tuple needs [json] crates [] files ["tuple.rs"];
    public upload needs [transport] crates [bytes] files ["upload.rs"];
    private uuid needs [json] crates [uuid] files ["uuid.rs"];
    private walk needs [attempt call error json link pagination repeat request response] crates [bytes]
        files ["walk.rs"];
};

/// The modules with types that each API adds methods to. They must be compiled with its own code, wherever the others are
/// (Rust Reference, *Inherent implementations*).
pub const ADDED_TO: [&str; 2] = ["client", "mock"];

/// The modules called `names` with all that they need, in the order of [`MODULES`]. Names that
/// are not known are left out.
#[must_use]
pub fn with_needs(names: &[&str]) -> Vec<&'static Module> {
    let mut wanted: Vec<&str> = names.to_vec();
    let mut next = 0;
    while let Some(name) = wanted.get(next).copied() {
        for module in MODULES.iter().filter(|module| module.name == name) {
            for need in module.needs {
                if !wanted.contains(need) {
                    wanted.push(need);
                }
            }
        }
        next += 1;
    }
    MODULES
        .iter()
        .filter(|module| wanted.contains(&module.name))
        .collect()
}

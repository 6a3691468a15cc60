//! `tests/api/support.rs`: the transport of the tests and their comparisons.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::docs::Comment;
use super::super::{Plan, mock};
use super::request::{BASE, SECRET, USER};

/// The whole file.
pub(super) fn items(plan: &Plan<'_>) -> TokenStream {
    let docs = Comment::new(
        "What the tests have in common: a transport that answers from memory, and comparisons.",
    );
    let docs = docs.inner();
    let wire = wire();
    let client = client(plan);
    let operation = operation();
    let comparisons = comparisons();
    let (sent, compared) = (sent(), compared());
    let codec = codec();
    let call = call();
    quote! {
        #docs
        #![allow(dead_code, reason = "an API has not always every kind of request and response")]
        use std::collections::BTreeMap;
        use std::fmt::Debug;
        use std::future::Future;
        use std::pin::{Pin, pin};
        use std::sync::{Arc, Mutex};
        use bytes::Bytes;
        use crate::api::runtime::json::{self, Decode, Encode, View};
        use crate::api::runtime::transport::{Body, Transport, TransportFuture};
        use crate::api::{Call, Client, ClientBuilder, Error, RetryPolicy};
        #operation
        #comparisons
        #compared
        #sent
        #wire
        #client
        #call
        #codec
    }
}

fn operation() -> TokenStream {
    let exchange = exchange();
    quote! {
        /// What a call came to: status and data, the data as text.
        pub type Outcome = Result<(u16, String), Error>;
        /// A documented error: the name of its variant, and its data as text.
        pub type Documented = Option<(&'static str, String)>;
        /// An operation to test.
        pub struct Operation {
            /// Calls it, with a value for every parameter.
            pub call: fn(&Client) -> Outcome,
            /// Finds its documented error in an error.
            pub error: fn(&Error) -> Documented,
        }
        impl Operation {
            fn exchange(&self, status: u16, media_type: &str, body: &str) -> Exchange {
                exchange(with_credentials, self.call, (status, media_type, body))
            }
        }
        #exchange
    }
}

fn exchange() -> TokenStream {
    quote! {
        /// What a call sent, if anything, and what came of the answer.
        pub type Exchange = (Option<http::Request<Bytes>>, Outcome);
        /// Calls with a client of these credentials, and answers with this status, media type and body.
        pub fn exchange(
            credentials: fn(ClientBuilder) -> ClientBuilder,
            call: fn(&Client) -> Outcome,
            (status, media_type, body): (u16, &str, &str),
        ) -> Exchange {
            let wire = Wire::new(status, media_type, body);
            let builder = Client::builder()
                .base_url(#BASE)
                .retry(RetryPolicy::none())
                .transport(wire.clone());
            let client = credentials(builder).build().expect("a client");
            let outcome = with_room(|| call(&client));
            let sent = wire.sent.lock().expect("no other thread").take();
            (sent, outcome)
        }
    }
}

fn comparisons() -> TokenStream {
    let (sends, refusals) = (sends(), refusals());
    quote! {
        impl Operation {
            #sends
            /// A response of this status is a success with this body.
            #[track_caller]
            pub fn reads(&self, status: u16, media_type: &str, body: &str) {
                match self.exchange(status, media_type, body).1 {
                    Ok((found, data)) => {
                        assert_eq!(found, status);
                        same(&data, body);
                    }
                    Err(error) => panic!("{status} is a success: {error:?}"),
                }
            }
            /// A response of this status is a documented error with this body.
            #[track_caller]
            pub fn fails(&self, status: u16, media_type: &str, body: &str, variant: &str) {
                let error = self.error(status, media_type, body);
                let Some((found, data)) = (self.error)(&error) else {
                    panic!("{status} is documented: {error:?}");
                };
                assert_eq!(found, variant);
                same(&data, body);
            }
            #refusals
        }
    }
}

fn refusals() -> TokenStream {
    quote! {
            /// A response of this status is an error that the description does not know.
            #[track_caller]
            pub fn refuses(&self, status: u16) {
                let error = self.error(status, "", "");
                let found = (self.error)(&error);
                assert_eq!(found, None);
            }
            #[track_caller]
            fn error(&self, status: u16, media_type: &str, body: &str) -> Error {
                match self.exchange(status, media_type, body).1 {
                    Ok(_) => panic!("{status} is an error"),
                    Err(error) => {
                        assert_eq!(error.status(), Some(status));
                        error
                    }
                }
            }
    }
}

fn sends() -> TokenStream {
    quote! {
        /// A call goes out like this.
        #[track_caller]
        pub fn sends(&self, method: &str, target: &str, headers: &[(&str, &str)]) -> Sent {
            self::sent(self.exchange(200, "", ""), method, target, headers)
        }
    }
}

fn compared() -> TokenStream {
    quote! {
        /// What was sent has this method, target and headers; `user-agent` and `content-length` are not looked at.
        #[track_caller]
        pub fn sent(exchange: Exchange, method: &str, target: &str, headers: &[(&str, &str)]) -> Sent {
            let request = match exchange {
                (Some(request), _) => request,
                (None, outcome) => panic!("nothing was sent: {outcome:?}"),
            };
            assert_eq!(request.method(), method);
            let found = request.uri().path_and_query();
            let found = found.map_or("", |found| found.as_str());
            assert_eq!(found, target);
            let sent = Sent::of(&request);
            let expected: BTreeMap<String, String> = headers
                .iter()
                .map(|(name, value)| (name.to_string(), value.to_string()))
                .collect();
            assert_eq!(sent.headers, expected);
            sent
        }
    }
}

fn sent() -> TokenStream {
    let reading = sent_of();
    quote! {
        /// What a call sent, with `BOUNDARY` for the line between the parts of its body.
        pub struct Sent {
            headers: BTreeMap<String, String>,
            body: String,
        }
        impl Sent {
            #reading
            /// The body is this JSON.
            #[track_caller]
            pub fn json(&self, expected: &str) {
                let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
                let (found, expected) = (parse(&self.body), parse(expected));
                assert_eq!(found, expected);
            }
            /// The body is this text.
            #[track_caller]
            pub fn text(&self, expected: &str) {
                assert_eq!(self.body, expected);
            }
            /// The body has these parts, their lines ended by a line feed alone.
            #[track_caller]
            pub fn parts(&self, expected: &str) {
                let found = self.body.replace("\r\n", "\n");
                assert_eq!(found, expected);
            }
            /// There is no body.
            #[track_caller]
            pub fn nothing(&self) {
                self.text("");
            }
        }
    }
}

fn sent_of() -> TokenStream {
    quote! {
        fn of(request: &http::Request<Bytes>) -> Self {
            let read = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("text");
            let mut headers: BTreeMap<String, String> = request
                .headers()
                .iter()
                .map(|(name, value)| (name.to_string(), read(value.as_bytes())))
                .collect();
            headers.remove("content-length");
            headers.remove("user-agent");
            let mut body = read(request.body());
            if let Some(media_type) = headers.get_mut("content-type")
                && let Some((_, boundary)) = media_type.split_once("boundary=")
            {
                let boundary = boundary.to_owned();
                body = body.replace(&boundary, "BOUNDARY");
                *media_type = media_type.replace(&boundary, "BOUNDARY");
            }
            Self { headers, body }
        }
    }
}

fn wire() -> TokenStream {
    quote! {
        /// Keeps the request and answers it.
        struct Wire {
            status: u16,
            media_type: String,
            body: Bytes,
            sent: Mutex<Option<http::Request<Bytes>>>,
        }
        impl Wire {
            fn new(status: u16, media_type: &str, body: &str) -> Arc<Self> {
                Arc::new(Self {
                    status,
                    media_type: media_type.to_owned(),
                    body: Bytes::from(body.to_owned()),
                    sent: Mutex::new(None),
                })
            }
        }
        impl Transport for Wire {
            fn send(&self, request: http::Request<Bytes>) -> TransportFuture {
                *self.sent.lock().expect("no other thread") = Some(request);
                let mut response = http::Response::builder().status(self.status);
                if !self.media_type.is_empty() {
                    response = response.header("content-type", &self.media_type);
                }
                let response = response.body(Body::from(self.body.clone()));
                Box::pin(async { Ok(response.expect("a status and a media type")) })
            }
        }
    }
}

/// Every credential at once.
fn client(plan: &Plan<'_>) -> TokenStream {
    let credentials = mock::credentials(plan, SECRET, USER);
    quote! {
        /// Adds a credential of every kind.
        fn with_credentials(builder: ClientBuilder) -> ClientBuilder {
            builder #credentials
        }
    }
}

fn call() -> TokenStream {
    let room = room();
    quote! {
        /// Waits for the end of a call and writes its data as text.
        pub fn call<T>(call: Call<T>, text: fn(&T) -> String) -> Outcome {
            let mut outcome = None;
            wait(pin!(async {
                let ended = call.await;
                outcome = Some(ended.map(|response| (response.status(), text(&response.data))));
            }));
            outcome.expect("the call has ended")
        }
        /// Not generic, so that the runtime is compiled once.
        fn wait(call: Pin<&mut dyn Future<Output = ()>>) {
            tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .build()
                .expect("a runtime")
                .block_on(call);
        }
        #room
    }
}

/// What calls run in.
fn room() -> TokenStream {
    quote! {
        /// Debug builds keep many copies of a value on the stack: for the largest models, a test's own is too small.
        fn with_room(call: impl FnOnce() -> Outcome + Send) -> Outcome {
            std::thread::scope(|scope| {
                let thread = std::thread::Builder::new().stack_size(16 << 20);
                let running = thread.spawn_scoped(scope, call).expect("a thread");
                running.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
        }
        /// Both are the same JSON, or else the same text.
        #[track_caller]
        pub fn same(found: &str, expected: &str) {
            let parse = |text: &str| serde_json::from_str::<serde_json::Value>(text);
            match (parse(found), parse(expected)) {
                (Ok(found), Ok(expected)) => assert_eq!(found, expected),
                _ => assert_eq!(found, expected),
            }
        }
    }
}

fn codec() -> TokenStream {
    let models = models();
    quote! {
        /// Reads a value.
        #[track_caller]
        pub fn read<T: Decode>(text: &str) -> T {
            json::from_str(text).unwrap_or_else(|fault| panic!("{fault}: {text}"))
        }
        /// The JSON of a value.
        pub fn written<T: Encode>(value: &T) -> String {
            json::to_string(value, View::Full).expect("every value can be written")
        }
        /// The JSON of a value; nothing where there is none.
        pub fn written_if_any<T: Encode>(value: &Option<T>) -> String {
            value.as_ref().map_or_else(String::new, written)
        }
        /// Nothing.
        pub fn nothing(_: &()) -> String {
            String::new()
        }
        /// Bytes that are text.
        pub fn bytes(value: &Bytes) -> String {
            String::from_utf8(value.to_vec()).expect("text")
        }
        #models
    }
}

fn models() -> TokenStream {
    quote! {
        /// A model reads this JSON and writes it again.
        #[track_caller]
        pub fn round_trip<T: Decode + Encode>(text: &str) {
            same(&written(&read::<T>(text)), text);
        }
        /// Of this JSON, requests send that: what is `readOnly` is left out.
        #[track_caller]
        pub fn request<T: Decode + Encode>(text: &str, sent: &str) {
            let found = json::to_string(&read::<T>(text), View::Request).expect("every value can be written");
            same(&found, sent);
        }
        /// A value of an enumeration stands for this JSON.
        #[track_caller]
        pub fn value<T: Decode + Encode + Debug + PartialEq>(value: &T, text: &str) {
            let found = read::<T>(text);
            assert_eq!(found, *value);
            same(&written(value), text);
        }
        /// This JSON is of the branch that `is_branch` knows, and is written again.
        #[track_caller]
        pub fn branch<T: Decode + Encode + Debug>(text: &str, is_branch: fn(&T) -> bool) {
            let value = read::<T>(text);
            assert!(is_branch(&value), "{value:?}");
            same(&written(&value), text);
        }
    }
}

//! Settings that cannot work are refused when the client is built.

use std::error::Error as _;

use apicrate_runtime::base_url::BaseUrl;
use apicrate_runtime::client::{Api, ClientBuilder};
use apicrate_runtime::credential::Credential;
use apicrate_runtime::error::ErrorKind;

use super::{API, builder};

#[test]
fn base_urls_are_checked() {
    for (text, expected) in [
        ("https://api.example", "https://api.example"),
        ("HTTPS://API.Example:443/", "https://api.example"),
        (
            "http://localhost:8080/api/v2//",
            "http://localhost:8080/api/v2",
        ),
        ("https://[::1]/a%20b", "https://[::1]/a%20b"),
        ("https://h/a/../b", "https://h/b"),
    ] {
        assert_eq!(
            BaseUrl::parse(text).expect("a base URL").to_string(),
            expected
        );
    }
    for text in [
        "",
        "/api",
        "api.example",
        "ftp://api.example",
        "javascript:alert(1)",
        "https://",
        "https://user@api.example",
        "https://user:pass@api.example",
        "https://api.example?x=1",
        "https://api.example/#x",
    ] {
        let error = BaseUrl::parse(text).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Configuration, "{text}");
    }
}

#[test]
fn a_url_is_what_was_put_together_or_nothing() {
    let base = BaseUrl::parse("https://api.example/v1").expect("a base URL");
    let uri = base.join("/a%2Fb/c", "q=%27").expect("joined");
    assert_eq!(uri.to_string(), "https://api.example/v1/a%2Fb/c?q=%27");
    for (path, query) in [
        ("/a/../b", ""),
        ("/a/%2e%2E/b", ""),
        ("/a\\b", ""),
        ("/a", "q='"),
        ("/a", "q=#"),
        ("/\t", ""),
    ] {
        let error = base.join(path, query).expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::InvalidParameter);
    }
    let long = "x".repeat(70_000);
    assert!(base.join("/a", &long).is_err());
}

#[test]
fn a_base_url_is_needed() {
    let error = ClientBuilder::new(&API).build().expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(
        error.to_string(),
        "there is no base URL, and the API has no default"
    );
    static WITH_DEFAULT: Api = Api {
        name: "Test",
        version: "1",
        user_agent: "test/1",
        default_server: Some("https://api.example/v1"),
    };
    let client = ClientBuilder::new(&WITH_DEFAULT)
        .build()
        .expect("the default");
    let debug = format!("{client:?}");
    assert_eq!(
        debug,
        r#"Client { api: "Test", base_url: "https://api.example/v1", credentials: [], .. }"#
    );
}

#[test]
fn headers_and_credentials_are_checked() {
    let builders = [
        builder("https://h").header("a b", "x"),
        builder("https://h").header("x-a", "x\ny"),
        builder("https://h").user_agent("a\r\nb"),
        builder("https://h").header("host", "other"),
        builder("https://h").credential("s", Credential::header("x-key", "", "a\nb")),
        builder("https://h").credential("s", Credential::header("x key", "", "a")),
        builder("https://h").credential("s", Credential::cookie("sid", "a;b")),
        builder("https://h").credential("s", Credential::basic("a:b", "c")),
    ];
    for builder in builders {
        let error = builder.build().expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Configuration);
        assert!(error.source().is_none());
        assert_eq!(error.status(), None);
    }
}

#[test]
fn credentials_do_not_go_over_plain_http_unless_allowed() {
    let with = |url| builder(url).credential("s", Credential::bearer("t"));
    assert!(with("http://api.example").build().is_err());
    assert!(with("http://192.0.2.1").build().is_err());
    assert!(
        with("http://api.example")
            .allow_plain_http(true)
            .build()
            .is_ok()
    );
    assert!(builder("http://api.example").build().is_ok());
    for url in [
        "https://api.example",
        "http://localhost:1",
        "http://127.9.9.9",
        "http://[::1]:1",
    ] {
        assert!(with(url).build().is_ok(), "{url}");
    }
}

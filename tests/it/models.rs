//! What models keep: absent, `null` and value, unknown values and members, secrets.

use mist_api::models::{OrgApitoken, PrivilegeOrg, PrivilegeOrgRole, PrivilegeOrgScope};
use mist_api::runtime::json;
use mist_api::{Nullable, Secret};
use serde_json::{Value, json};

use crate::calls::{self, Operation, created};
use crate::server::{Reply, Server};

fn read(value: &Value) -> OrgApitoken {
    let text = value.to_string();
    json::from_slice(text.as_bytes()).expect("a token")
}

fn written(token: &OrgApitoken) -> Value {
    serde_json::to_value(token).expect("JSON")
}

#[test]
fn absent_null_and_value_are_told_apart() {
    let absent = read(&json!({ "name": "a" }));
    assert_eq!(
        (&absent.created_by, &absent.last_used),
        (&Nullable::Absent, &Nullable::Absent)
    );
    let null = read(&json!({ "name": "a", "created_by": null, "last_used": null }));
    assert_eq!(
        (&null.created_by, &null.last_used),
        (&Nullable::Null, &Nullable::Null)
    );
    let value = read(&json!({ "name": "a", "created_by": "me", "last_used": 1.5 }));
    assert_eq!(value.created_by, Nullable::Value("me".to_owned()));
    assert_eq!(value.last_used, Nullable::Value(1.5));

    assert_eq!(written(&absent), json!({ "name": "a" }));
    assert_eq!(
        written(&null),
        json!({ "name": "a", "created_by": null, "last_used": null })
    );
}

#[test]
fn a_required_member_is_neither_null_nor_absent() {
    let refused = [r#"{"name": null}"#, r#"{"id": null}"#, "null", "{}"];
    for text in refused {
        let outcome = json::from_slice::<OrgApitoken>(text.as_bytes());
        assert!(outcome.is_err(), "{text}");
    }
}

#[test]
fn null_is_read_as_absent_where_the_description_has_no_null() {
    let token = read(&json!({ "name": "a", "id": null, "privileges": null }));
    assert_eq!((token.id, token.privileges.as_ref()), (None, None));
    assert_eq!(written(&token), json!({ "name": "a" }));
}

#[tokio::test]
async fn a_read_modify_write_loses_nothing() {
    let stored = json!({
        "name": "before",
        "privileges": [
            { "role": "emperor", "scope": "galaxy", "since": 1.0, "by": { "name": "x" } }
        ],
        "src_ips": [],
        "rank": 12_345_678_901_234_567_890_u64,
        "notes": [null, { "a": "ü" }],
    });
    let kept = stored.clone();
    let server = Server::start(move |_| Reply::json(200, &kept)).await;
    let tokens = server.tokens();
    let got = tokens.get_org_api_token(calls::ID, calls::ID).send().await;
    let mut token = got.expect("a success").into_data();
    let privilege = &token.privileges.as_ref().expect("sent")[0];
    assert_eq!(
        privilege.role,
        PrivilegeOrgRole::Unknown("emperor".to_owned())
    );
    assert_eq!(
        privilege.scope,
        PrivilegeOrgScope::Unknown("galaxy".to_owned())
    );
    assert_eq!(privilege.extra.len(), 2);
    assert_eq!(
        token.extra.get("rank").expect("kept").get(),
        "12345678901234567890"
    );

    token.name = "after".to_owned();
    let update = tokens
        .update_org_api_token(calls::ID, calls::ID)
        .body(&token);
    update.send().await.expect("a success");
    let mut expected = stored;
    expected["name"] = json!("after");
    assert_eq!(server.received()[1].json(), expected);
}

#[tokio::test]
async fn a_null_is_read_and_told_from_absent() {
    // What is `null` on the server is read-only here: it is seen, and nothing of it goes back.
    let server = Server::replying(Reply::json(200, json!({ "name": "a", "created_by": null })));
    let server = server.await;
    let tokens = server.tokens();
    let (_, found) = calls::call(&tokens, Operation::Get)
        .await
        .expect("a success");
    assert_eq!(found[0].created_by, Nullable::Null);
    assert_eq!(found[0].last_used, Nullable::Absent);
    let update = tokens
        .update_org_api_token(calls::ID, calls::ID)
        .body(&found[0]);
    update.send().await.expect("a success");
    assert_eq!(server.received()[1].json(), json!({ "name": "a" }));
}

#[test]
fn secrets_are_not_shown() {
    let mut token = created();
    token.extra.insert("more", json!("also private"));
    let shown = format!("{token:?} {token:#?}");
    assert!(shown.contains("***"), "{shown}");
    assert!(!shown.contains("1qkb"), "{shown}");
    assert!(!shown.contains("also private"), "{shown}");
    assert_eq!(token.key.as_ref().map(Secret::expose), Some("1qkb...QQCL"));
    assert_eq!(written(&token)["key"], "1qkb...QQCL");
}

#[test]
fn faults_tell_the_path_and_not_the_value() {
    let text =
        r#"{"name": "a", "privileges": [{"role": "admin", "scope": "org", "org_id": "s3cret"}]}"#;
    let fault = json::from_slice::<OrgApitoken>(text.as_bytes()).expect_err("no UUID");
    let shown = format!("{fault} {fault:?}");
    assert!(
        fault.path().contains("privileges") && fault.path().contains("org_id"),
        "{shown}"
    );
    assert!(!shown.contains("s3cret"), "{shown}");
}

#[test]
fn values_are_built_from_what_is_required() {
    let privilege = PrivilegeOrg::new("write".into(), PrivilegeOrgScope::Site);
    assert_eq!(privilege.role, PrivilegeOrgRole::Write);
    let mut token = OrgApitoken::new("a").src_ips(["10.0.0.0/8"]);
    token.privileges = Some(vec![privilege]);
    let expected = json!({
        "name": "a",
        "privileges": [{ "role": "write", "scope": "site" }],
        "src_ips": ["10.0.0.0/8"],
    });
    assert_eq!(written(&token), expected);
}

//! One change of the description is one small change of the crate: names, order and texts depend
//! on nothing but their own place.

use apicrate::ir::dump::dump;
use xtask::tree;

use crate::case::Case;

/// The files that change when `from` becomes `to` in the product's description: that description,
/// files of the emitted crate, and the snapshot of the intermediate representation.
fn changed(from: &str, to: &str) -> Vec<String> {
    let before = Case::product();
    assert_eq!(before.text().matches(from).count(), 1, "one place: {from}");
    let after = before.with_text(before.text().replace(from, to));
    let folder = tempfile::tempdir().expect("a folder");
    tree::write(folder.path(), before.files()).expect("an empty folder");
    let differences = tree::compare(folder.path(), after.files()).expect("comparable");
    let mut paths = vec!["the description".to_owned()];
    paths.extend(differences.iter().map(|found| found.path().to_owned()));
    let [before, after] = [before, after].map(|case| dump(&case.generate().api.expect("lowered")));
    if before != after {
        paths.push("the snapshot".to_owned());
    }
    paths
}

#[test]
fn a_description_changes_its_own_file() {
    let paths = changed("Name of the token\n", "What the token is called\n");
    let expected = [
        "the description",
        "docs/models/org_apitoken.md",
        "src/models/org_apitoken.rs",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn a_property_changes_its_own_type() {
    let from = "        sitegroup_id:\n";
    let to = "        sitegroup_name:\n          type: string\n        sitegroup_id:\n";
    let paths = changed(from, to);
    let expected = [
        "the description",
        "api.txt",
        "docs/models/privilege_org.md",
        "src/models/privilege_org.rs",
        "tests/api/models.rs",
        "the snapshot",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn an_operation_changes_its_own_files_and_the_lists_that_it_is_in() {
    let operation = "    patch:
      operationId: renameOrgApiToken
      tags:
        - Orgs API Tokens
      responses:
        '200':
          $ref: '#/components/responses/ApitokenOrg'
        '400':
          $ref: '#/components/responses/HTTP400'
";
    let from = "    delete:\n";
    let paths = changed(from, &format!("{operation}{from}"));
    let own = paths
        .iter()
        .filter(|path| path.ends_with("/rename_org_api_token.rs"));
    assert_eq!(own.count(), 1, "{paths:?}");
    assert!(paths.len() <= 14, "{paths:?}");
    let other = |path: &String| path.contains("/models/") || path.contains("_org_api_token");
    let others = paths.iter().filter(|path| other(path));
    assert_eq!(others.count(), 1, "no other operation or model: {paths:?}");
}

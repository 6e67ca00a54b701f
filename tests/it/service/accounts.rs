//! Accounts that are shut out, tokens that have passed, and accounts of another party.

use super::{House, PARTY};

#[test]
fn an_account_is_shut_out_and_let_in_again() {
    let house = House::new();
    let account = house.account("behandelaar");
    let token = house.token_file(&account, "dossiers:schrijven");
    house.import_with(&token).expect_success();
    house.run(&["account", "off", "--party", PARTY, &account]).expect_success();
    house.import_with(&token).expect_code(2);
    let listed = house.run(&["account", "list", "--party", PARTY]).expect_success();
    assert!(listed.stdout.contains("uitgezet"), "{listed}");
    house.run(&["account", "on", "--party", PARTY, &account]).expect_success();
    house.import_with(&token).expect_success();
    let acts =
        house.ask("SELECT action FROM audit WHERE action LIKE 'account-%zetten' ORDER BY seq");
    assert_eq!(acts, "account-uitzetten\naccount-aanzetten\n");
    let other =
        house.run(&["account", "off", "--party", "gemeente-assen", &account]).expect_code(2);
    assert!(other.stderr.contains("bestaat niet bij partij «gemeente-assen»"), "{other}");
    house.run(&["account", "off", "--party", PARTY, "geen-id"]).expect_code(2);
}

#[test]
fn a_token_that_has_passed_is_listed_as_such() {
    let house = House::new();
    house.token_file(&house.account("behandelaar"), "dossiers:lezen");
    house.tamper("UPDATE api_token SET expires_at = created_at + 1");
    let listed = house.run(&["token", "list", "--party", PARTY]).expect_success();
    assert!(listed.stdout.contains("verlopen"), "{listed}");
}

#[test]
fn an_account_of_another_party_gets_no_token() {
    let house = House::new();
    let account = house.account("behandelaar");
    let words =
        ["account", "new", "--party", "gemeente-assen", "--name", "A", "--role", "beslisser"];
    house.run(&words).expect_success();
    let words = ["token", "new", "--party", "gemeente-assen", "--account", &account];
    let more = ["--label", "x", "--scope", "dossiers:lezen"];
    let refused = house.run(&[&words[..], &more].concat()).expect_code(2);
    assert!(refused.stderr.contains("bestaat niet bij partij «gemeente-assen»"), "{refused}");
}

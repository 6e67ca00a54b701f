//! Parties, accounts and tokens.

use harness::{now, official_account, on_every_database, token};
use kernel::Moment;
use store::StoreError;

#[test]
fn a_token_stands_for_its_account_until_it_ends() {
    on_every_database(async |database| {
        let scope = database.party("gemeente-emmen").await;
        let store = &database.store;
        let account = official_account("A. de Vries");
        store.create_account(&scope, &account).await.unwrap();
        let token = token(&account, "geheim");
        store.create_token(&scope, &token).await.unwrap();
        let known = async |at| store.authenticate(token.secret_hash, at).await.unwrap();
        let identity = known(now()).await.unwrap();
        assert_eq!(identity.viewer.scope(), &scope);
        assert_eq!(identity.viewer.account(), account.id);
        assert_eq!(identity.scopes, ["lezen", "schrijven"]);
        assert!(known(token.expires_at).await.is_none());
        assert!(store.authenticate([0; 32], now()).await.unwrap().is_none());
        assert!(store.set_active(&scope, account.id, false).await.unwrap());
        assert!(known(now()).await.is_none());
        assert!(store.set_active(&scope, account.id, true).await.unwrap());
        assert!(known(now()).await.is_some());
        assert!(store.revoke_token(&scope, token.id, now()).await.unwrap());
        assert!(!store.revoke_token(&scope, token.id, now()).await.unwrap());
        assert!(known(now()).await.is_none());
        let [row] = store.tokens(&scope).await.unwrap().try_into().unwrap();
        assert_eq!((row.id, row.revoked_at), (token.id, Some(now())));
    });
}

#[test]
fn the_use_of_a_token_is_noted() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let noted = async || -> Option<Moment> {
            database.store.tokens(official.scope()).await.unwrap()[0].last_used_at
        };
        // The note is written beside the request; each look at the database lets it come nearer.
        let mut looks = 0;
        while noted().await.is_none() && looks < 10_000 {
            looks += 1;
        }
        assert_eq!(noted().await, Some(now()));
    });
}

#[test]
fn accounts_and_tokens_stay_within_their_party() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let store = &database.store;
        let other = database.party("gemeente-hulst").await;
        assert!(store.accounts(&other).await.unwrap().is_empty());
        assert!(store.tokens(&other).await.unwrap().is_empty());
        assert!(!store.set_active(&other, official.account(), false).await.unwrap());
        let [row] = store.tokens(official.scope()).await.unwrap().try_into().unwrap();
        assert!(!store.revoke_token(&other, row.id, now()).await.unwrap());
        let [account] = store.accounts(official.scope()).await.unwrap().try_into().unwrap();
        let crossed = store.create_token(&other, &token(&account, "overgestoken")).await;
        assert!(matches!(crossed, Err(StoreError::Dangling)));
        let parties = store.parties().await.unwrap();
        assert_eq!(
            parties.iter().map(|party| party.id.as_str()).collect::<Vec<_>>(),
            ["gemeente-emmen", "gemeente-hulst"]
        );
    });
}

#[test]
fn one_secret_opens_one_token() {
    on_every_database(async |database| {
        let scope = database.party("gemeente-emmen").await;
        let account = official_account("a");
        database.store.create_account(&scope, &account).await.unwrap();
        database.store.create_token(&scope, &token(&account, "x")).await.unwrap();
        let refused = database.store.create_token(&scope, &token(&account, "x")).await;
        assert!(matches!(refused, Err(StoreError::Duplicate(_))));
        let unknown = official_account("onbekend");
        let refused = database.store.create_token(&scope, &token(&unknown, "y")).await;
        assert!(matches!(refused, Err(StoreError::Dangling)));
    });
}

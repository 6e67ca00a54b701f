//! Search: all words, the last one unfinished, and nothing a user types is syntax.

use super::{add_titled, secret, update};
use harness::{TestDatabase, on_every_database};
use kernel::CaseId;
use store::{SearchQuery, Viewer};

async fn search(database: &TestDatabase, viewer: &Viewer, text: &str) -> Vec<CaseId> {
    let mut query = SearchQuery { text: text.to_owned(), after: None, limit: 2 };
    let mut found = Vec::new();
    loop {
        let page = database.store.search_cases(viewer, &query).await.unwrap();
        found.extend(page.items.into_iter().map(|item| item.id));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return found,
        }
    }
}

#[test]
fn all_words_must_occur_and_the_last_may_be_unfinished() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let one = add_titled(database, &official, "Café De Zwaan B.V.").await;
        let two = add_titled(database, &official, "Zwaanstra Holding").await;
        let find = async |text: &str| search(database, &official, text).await;
        assert_eq!(find("zwaan").await, [two, one]);
        assert_eq!(find("CAFE zwa").await, [one]);
        assert_eq!(find("zwaan café").await, [one]);
        assert_eq!(find("zwa café").await, []);
        assert_eq!(find("").await, []);
        assert_eq!(find("...").await, []);
    });
}

#[test]
fn a_common_word_is_walked_in_pages() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let other = database.official("gemeente-emmen", "b").await;
        let mut expected = Vec::new();
        for number in 0..7 {
            expected.insert(0, add_titled(database, &official, &format!("bv {number}")).await);
            add_titled(database, &other, "bv").await;
        }
        assert_eq!(search(database, &official, "bv").await, expected);
    });
}

#[test]
fn a_file_is_found_by_what_it_says_now() {
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let id = add_titled(database, &official, "Zwaan").await;
        let stays = add_titled(database, &official, "Zwaan").await;
        let row = database.store.find_case(&official, id).await.unwrap().unwrap();
        let mut change = update(&row, "intake");
        change.search_text = Some(secret("Reiger"));
        let mut tx = database.store.begin(official.scope()).await.unwrap();
        tx.update_case(&change, 1).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(search(database, &official, "zwaan").await, [stays]);
        assert_eq!(search(database, &official, "reiger").await, [id]);
    });
}

#[test]
fn what_looks_like_syntax_is_a_word_or_nothing() {
    const HOSTILE: [&str; 16] = [
        "\"",
        "'",
        "*",
        "zwaan*\"",
        "body:zwaan",
        "NEAR(zwaan)",
        "zwaan OR reiger",
        "zwaan NOT x",
        "(",
        "^zwaan",
        "-zwaan",
        "zwaan:*",
        "a & !b",
        "<->",
        "\\",
        "'; DROP TABLE case_search; --",
    ];
    on_every_database(async |database| {
        let official = database.official("gemeente-emmen", "a").await;
        let id = add_titled(database, &official, "Zwaan").await;
        for text in HOSTILE {
            search(database, &official, text).await;
        }
        search(database, &official, &"x".repeat(10_000)).await;
        search(database, &official, &"woord ".repeat(1_000)).await;
        search(database, &official, "zwa\0an").await;
        assert_eq!(search(database, &official, "'zwaan'").await, [id]);
        assert_eq!(search(database, &official, "zwaan OR reiger").await, []);
    });
}

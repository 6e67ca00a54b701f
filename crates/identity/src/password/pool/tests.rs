use super::*;

/// As cheap as Argon2 can be: these tests are about the pool.
const CHEAP: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };

fn secret(text: &str) -> Redacted<String> {
    Redacted::new(text.to_owned())
}

fn cheap() -> Hasher {
    Hasher::new(CHEAP, 1, 1).unwrap()
}

#[tokio::test]
async fn a_hash_fits_its_own_password_only() {
    let hasher = Hasher::new(Cost::default(), 1, 1).unwrap();
    let phc = hasher.hash(&secret("een fiets in de regen"), [7; 16]).await.unwrap();
    assert!(phc.reveal().starts_with("$argon2id$v=19$m=32768,t=3,p=1$"), "{}", phc.reveal());
    assert!(hasher.verify(phc.reveal(), &secret("een fiets in de regen")).await.unwrap());
    assert!(!hasher.verify(phc.reveal(), &secret("een fiets in de zon..")).await.unwrap());
    assert!(!hasher.verify_nothing(&secret("een fiets in de regen")).await.unwrap());
}

/// Made by the reference implementation: `printf %s 'een fiets in de regen' | argon2 somesaltsomesalt -id -t 2 -m 10 -p 1 -e`.
const REFERENCE: &str = "$argon2id$v=19$m=1024,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$HW9IgwY3Y4IQX1N5tsfDUW4f7c01BvwI31WSUPRMGuo";

#[tokio::test]
async fn a_hash_of_another_implementation_is_read() {
    assert!(cheap().verify(REFERENCE, &secret("een fiets in de regen")).await.unwrap());
    assert!(!cheap().verify(REFERENCE, &secret("een fiets in de regen ")).await.unwrap());
}

#[tokio::test]
async fn what_looks_the_same_is_the_same_password() {
    let phc = cheap().hash(&secret("cafe\u{301} aan de gracht"), [1; 16]).await.unwrap();
    assert!(cheap().verify(phc.reveal(), &secret("caf\u{e9} aan de gracht")).await.unwrap());
    // The ligature of a text processor and full-width letters of another keyboard.
    let phc = cheap().hash(&secret("\u{fb01}ets \u{ff41}an de gracht"), [1; 16]).await.unwrap();
    assert!(cheap().verify(phc.reveal(), &secret("fiets aan de gracht")).await.unwrap());
}

#[tokio::test]
async fn the_salt_is_what_makes_two_hashes_differ() {
    let one = cheap().hash(&secret("een fiets in de regen"), [1; 16]).await.unwrap();
    let same = cheap().hash(&secret("een fiets in de regen"), [1; 16]).await.unwrap();
    let other = cheap().hash(&secret("een fiets in de regen"), [2; 16]).await.unwrap();
    assert!(one == same && one != other);
}

#[tokio::test]
async fn a_hash_at_another_cost_is_made_again() {
    let old = cheap().hash(&secret("een fiets in de regen"), [1; 16]).await.unwrap();
    let today = Hasher::new(Cost { passes: 2, ..CHEAP }, 1, 1).unwrap();
    assert!(today.needs_rehash(old.reveal()) && !cheap().needs_rehash(old.reveal()));
    assert!(today.verify(old.reveal(), &secret("een fiets in de regen")).await.unwrap());
    for unreadable in ["", "geheim", "$argon2id$v=19$m=8,t=1,p=1", "$2y$10$abcdefghijklmnopqrstuv"]
    {
        assert!(today.needs_rehash(unreadable), "{unreadable}");
    }
}

#[tokio::test]
async fn what_is_no_hash_of_ours_is_an_error_and_not_a_wrong_password() {
    let other_kind = "$argon2i$v=19$m=8,t=1,p=1$AQEBAQEBAQEBAQEBAQEBAQ$AAAAAAAAAAAAAAAAAAAAAA";
    for phc in ["", "geheim", "$argon2id$v=19$m=8,t=1,p=1", other_kind] {
        let answer = cheap().verify(phc, &secret("een fiets in de regen")).await;
        assert_eq!(answer, Err(PasswordError::UnreadableHash), "{phc}");
    }
}

#[tokio::test]
async fn a_password_without_end_costs_nothing() {
    let endless = secret(&"a".repeat(1_000_000));
    let phc = cheap().hash(&secret("een fiets in de regen"), [1; 16]).await.unwrap();
    assert_eq!(cheap().hash(&endless, [1; 16]).await, Err(PasswordError::TooLong));
    assert_eq!(cheap().verify(phc.reveal(), &endless).await, Ok(false));
    assert_eq!(cheap().verify_nothing(&endless).await, Ok(false));
}

#[tokio::test]
async fn a_full_queue_is_said_at_once_and_empties() {
    let hasher = cheap();
    // The one place and the one to wait, held as by hashes that do not end.
    let place = hasher.places.clone().acquire_owned().await.unwrap();
    let working = hasher.queue.clone().acquire_owned().await.unwrap();
    let waiting = tokio::spawn({
        let hasher = hasher.clone();
        async move { hasher.hash(&secret("een fiets in de regen"), [1; 16]).await }
    });
    while hasher.queue.available_permits() > 0 {
        tokio::task::yield_now().await;
    }
    let turned_away = hasher.verify_nothing(&secret("een fiets in de regen")).await;
    assert_eq!(turned_away, Err(PasswordError::Busy));
    assert!(!waiting.is_finished());
    drop((place, working));
    assert!(waiting.await.unwrap().is_ok());
    assert_eq!(hasher.verify_nothing(&secret("een fiets in de regen")).await, Ok(false));
    assert_eq!((hasher.queue.available_permits(), hasher.places.available_permits()), (2, 1));
}

#[tokio::test]
async fn who_goes_away_keeps_the_place_until_the_thread_ends() {
    let hasher = cheap();
    let (start, started) = std::sync::mpsc::channel();
    let (end, ended) = std::sync::mpsc::channel::<()>();
    let caller = tokio::spawn({
        let hasher = hasher.clone();
        async move {
            let work = hasher.work(move || {
                start.send(()).map_err(|_| PasswordError::Failed)?;
                ended.recv().map_err(|_| PasswordError::Failed)
            });
            work.await
        }
    });
    tokio::task::spawn_blocking(move || started.recv()).await.unwrap().unwrap();
    caller.abort();
    assert!(caller.await.unwrap_err().is_cancelled());
    assert_eq!(hasher.places.available_permits(), 0);
    end.send(()).unwrap();
    // Returns when the thread has given its place back.
    assert_eq!(hasher.verify_nothing(&secret("een fiets in de regen")).await, Ok(false));
}

#[test]
fn the_default_costs_more_than_what_owasp_asks() {
    let (ours, least) = (Cost::default(), Cost::OWASP_2025);
    assert!(ours.memory_kib >= least.memory_kib && ours.passes >= least.passes);
    assert_eq!(Hasher::new(Cost { lanes: 0, ..least }, 1, 1).unwrap_err(), PasswordError::Failed);
}

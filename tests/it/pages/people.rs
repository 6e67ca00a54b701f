//! People who sign in by the pages, from the code of an administrator to the codes of their app.

use app::NewUser;
use app::command::OfficeRole;
use harness::{Browser, Page, TestApp, totp};
use kernel::{AccountId, Moment, Redacted};
use std::cell::Cell;

pub(crate) const PASSWORD: &str = "een lange zin over zwanen";

/// A person with an account of the installation.
pub(crate) struct Person {
    pub(crate) account: AccountId,
    pub(crate) email: &'static str,
    pub(crate) code: String,
    pub(crate) key: String,
    pub(crate) recovery: Vec<String>,
    /// The time on the clock of the test, in seconds after ten in the morning.
    seconds: Cell<i64>,
}

pub(crate) fn hidden(text: &str) -> Redacted<String> {
    Redacted::new(text.to_owned())
}

/// Makes an account; its owner has a code to choose a password with, and no more.
pub(crate) async fn invited(app: &TestApp, email: &'static str, role: OfficeRole) -> Person {
    let new = NewUser { name: "Hanna Proefstra".to_owned(), email: hidden(email), role };
    let party = harness::EMMEN.parse().expect("what the test needs");
    let added = app.app.add_user(&party, &new).await.expect("what the test needs");
    let code = added.code.expect("what the test needs").code.reveal().clone();
    Person {
        account: added.id,
        email,
        code,
        key: String::new(),
        recovery: Vec::new(),
        seconds: Cell::new(0),
    }
}

/// Makes an account whose owner has gone the whole way, and returns the browser in which they are signed in.
pub(crate) async fn enrolled(
    app: &TestApp,
    email: &'static str,
    role: OfficeRole,
) -> (Person, Browser) {
    let mut person = invited(app, email, role).await;
    let browser = Browser::new(app);
    person.chooses(&browser, PASSWORD).await.sent_to();
    person.signs_in_with(&browser, PASSWORD, "").await.sent_to();
    person.sets_up_app(app, &browser).await;
    (person, browser)
}

impl Person {
    /// Chooses a password with the code.
    pub(crate) async fn chooses(&self, browser: &Browser, password: &str) -> Page {
        let fields = [("code", self.code.as_str()), ("nieuw", password), ("herhaald", password)];
        browser.fill("/aanmelden/instellen", "/aanmelden/instellen", &fields).await
    }

    /// Signs in with what is given.
    pub(crate) async fn signs_in_with(&self, browser: &Browser, word: &str, code: &str) -> Page {
        let fields = [("email", self.email), ("wachtwoord", word), ("code", code)];
        browser.fill("/aanmelden", "/aanmelden", &fields).await
    }

    /// Signs in with the right password and the code of now; a minute goes by first, so that the code is a new one.
    pub(crate) async fn signs_in(&self, app: &TestApp, browser: &Browser) -> Page {
        let code = self.next_code(app);
        self.signs_in_with(browser, PASSWORD, &code).await
    }

    /// Returns the code that the app shows a minute later.
    pub(crate) fn next_code(&self, app: &TestApp) -> String {
        self.seconds.set(self.seconds.get() + 60);
        app.at(self.now());
        totp(&self.key, self.now())
    }

    /// Lets time go by.
    pub(crate) fn waits(&self, app: &TestApp, minutes: i64) {
        self.seconds.set(self.seconds.get() + minutes * 60);
        app.at(self.now());
    }

    pub(crate) fn now(&self) -> Moment {
        harness::morning("2026-11-02").after(chrono::TimeDelta::seconds(self.seconds.get()))
    }

    /// Sets up the app that the page proposes, and keeps its key and the recovery codes.
    pub(crate) async fn sets_up_app(&mut self, app: &TestApp, browser: &Browser) {
        let page = browser.get("/account/tweede-factor").await.expect(200);
        self.key = between(&page.text, "nl-code\">", "<");
        let code = self.next_code(app);
        let page = browser.post("/account/tweede-factor/bevestigen", &[("code", &code)]).await;
        self.recovery = codes_on(&page.expect(200));
    }
}

/// Returns the codes that a page shows.
pub(crate) fn codes_on(page: &Page) -> Vec<String> {
    let parts = page.text.split("nl-code\">").skip(1);
    parts.map(|part| part.split('<').next().expect("what the test needs").to_owned()).collect()
}

/// Returns what stands between two texts.
pub(crate) fn between(text: &str, before: &str, after: &str) -> String {
    let found = text.split_once(before);
    assert!(found.is_some(), "no «{before}» in {text}");
    let rest = found.expect("what was just seen").1;
    rest.split_once(after).expect("what the test needs").0.to_owned()
}

/// Returns the actions in the trail of a party, oldest first.
pub(crate) async fn trail(app: &TestApp, party: &str) -> Vec<String> {
    let scope = app.app.store().scope_for_worker(&party.parse().expect("what the test needs"));
    let page =
        app.app.store().audit_page(&scope, None, None, 1_000).await.expect("what the test needs");
    page.items.into_iter().rev().map(|row| row.entry.action).collect()
}

/// Checks that no trail is broken.
pub(crate) async fn trails_hold(app: &TestApp) {
    let report = app.app.store().verify_audit(None, &[]).await.expect("what the test needs");
    assert!(report.lines > 0 && report.faults.is_empty(), "{:?}", report.faults);
}

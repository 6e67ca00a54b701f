//! An applicant who signs in at a provider instead of typing the code of the letter, at a provider of our own that is honest
//! first and misbehaves then.

use super::formulier::{Ready, catering, ready, ready_for};
use super::people::{between, trails_hold};
use app::{OrganisationProvider, People};
use chrono::TimeDelta;
use harness::{
    ASSEN, Browser, Dossier, EMMEN, Page, TestApp, TestDatabase, TestProvider, morning,
    on_every_database,
};
use serde_json::{Value, json};
use url::Url;

const SUBJECT: &str = "248289761001";
const BACK: &str = "/formulier/inloggen/terug";

/// The application with a provider for applicants of each party, and one for the officials of the first; all at one address.
struct Stand<'d> {
    database: &'d TestDatabase,
    app: TestApp,
    provider: TestProvider,
}

impl<'d> Stand<'d> {
    async fn on(database: &'d TestDatabase) -> Self {
        let provider = TestProvider::start(morning("2026-11-02")).await;
        let one = |id: &str, party: &str, people| {
            let mut settings = provider.settings(id);
            settings["label"] = json!(id);
            let settings = serde_json::from_value(settings).expect("settings");
            OrganisationProvider { party: party.parse().expect("a party"), people, settings }
        };
        let all = vec![
            one("digid", EMMEN, People::Applicants),
            one("digid-assen", ASSEN, People::Applicants),
            one("werk", EMMEN, People::Officials),
        ];
        let app = TestApp::with_providers(database, all).await;
        Self { database, app, provider }
    }

    fn browser(&self) -> Browser {
        Browser::new(&self.app)
    }

    /// Goes to the provider from a page, and returns the query with which it sends the browser back.
    async fn goes(&self, browser: &Browser, page: &str, to: &str) -> String {
        goes(&self.provider, browser, (page, to)).await
    }

    async fn signs_in(&self, browser: &Browser, link: &str) -> Page {
        let query = self.goes(browser, link, &format!("{link}/inloggen/digid")).await;
        browser.get(&format!("{BACK}?{query}")).await
    }

    /// From now on the provider says so.
    fn says(&self, claim: &'static str, value: &'static str) {
        self.provider.misbehave(|it| it.claims(move |claims| claims[claim] = json!(value)));
    }

    fn is_honest(&self) {
        self.provider.misbehave(|it| *it = harness::Behaviour::default());
    }

    /// Returns the actions of the trail with their reasons.
    fn trail(&self) -> String {
        self.database.sql("SELECT action, reason FROM audit ORDER BY seq")
    }
}

/// Goes to a provider from a page, and returns the query with which it sends the browser back.
pub(super) async fn goes(
    provider: &TestProvider,
    browser: &Browser,
    (page, to): (&str, &str),
) -> String {
    let sent = browser.fill(page, to, &[]).await.expect(200);
    let address = between(&sent.text, "0;url=", "\"").replace("&amp;", "&");
    let address: Url = address.replace("&#x3D;", "=").parse().expect("an address");
    query(&provider.visit(&address))
}

fn query(answer: &Value) -> String {
    let fields = answer.as_object().into_iter().flatten();
    let pairs = fields.filter_map(|(name, value)| Some((name, value.as_str()?)));
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Nobody came in by this browser.
async fn is_outside(browser: &Browser) {
    assert_eq!(browser.get("/formulier/stappen").await.sent_to(), "/formulier");
}

/// Checks that a sign-in was refused in these words, and that nobody came in by it.
async fn refused(browser: &Browser, page: Page, words: &str) {
    page.expect(400).says("Inloggen is niet gelukt").says(words).keeps(SUBJECT);
    is_outside(browser).await;
}

/// Makes a new link for who has one already, as somebody who may read what they answered.
async fn renewed(app: &TestApp, ready: &Ready) -> String {
    let id = ready.file.trim_start_matches("/dossiers/").to_owned();
    let file = Dossier { id, version: 0, shown: Value::Null };
    app.admit(&app.emmen.behandelaar, &file, &app.emmen.coordinator).await;
    let officer = Browser::of(app, &app.emmen.coordinator).await;
    let portal = format!("{}/vragenlijst/{}/portaal", ready.file, ready.person);
    let version = officer.get(&portal).await.expect(200).value("versie");
    let page = officer.post(&portal, &[("versie", &version)]).await.expect(200);
    let link = between(&page.text, "<dd class=\"dw-code\">", "<");
    link.split("voorbeeld.nl").nth(1).expect("a path").to_owned()
}

#[test]
fn who_signs_in_needs_no_code_and_comes_back_as_the_same_person() {
    on_every_database(async |database| {
        let stand = Stand::on(database).await;
        let ready = ready(&stand.app).await;
        let first = stand.browser();
        first
            .get(&ready.link)
            .await
            .expect(200)
            .says("Inloggen met digid</button>")
            .says("name=\"code\"")
            .keeps("digid-assen")
            .keeps("werk</button>");
        assert_eq!(stand.signs_in(&first, &ready.link).await.sent_to(), "/formulier/stappen");
        first.get("/formulier/stappen").await.expect(200).says("U bent ingelogd");
        let again = stand.browser();
        again.get(&ready.link).await.expect(200).says("Inloggen met digid").keeps("name=\"code\"");
        // The code was used up by the first sign-in.
        let typed = again.fill(&ready.link, &ready.link, &[("code", &ready.code)]).await;
        typed.expect(400).says("Log opnieuw in");
        is_outside(&again).await;
        stand.signs_in(&again, &ready.link).await.sent_to();
        again.get("/formulier/stappen").await.expect(200);
        let trail = stand.trail();
        for line in ["portaal-koppelen|aanbieder digid", "portaal-binnen|aanbieder digid"] {
            assert_eq!(trail.matches(line).count(), 1, "{line}: {trail}");
        }
        let kept = database.sql("SELECT identity FROM intake");
        assert!(kept.trim().len() > 64 && !kept.contains(SUBJECT) && !trail.contains(SUBJECT));
        trails_hold(&stand.app).await;
    });
}

#[test]
fn who_came_in_by_the_code_signs_in_no_more() {
    on_every_database(async |database| {
        let stand = Stand::on(database).await;
        let ready = ready(&stand.app).await;
        let to = format!("{}/inloggen/digid", ready.link);
        let waiting = stand.browser();
        let query = stand.goes(&waiting, &ready.link, &to).await;
        super::formulier::begin(&stand.app, &ready).await;
        let page = waiting.get(&format!("{BACK}?{query}")).await;
        refused(&waiting, page, "Met deze link kunt u niet inloggen").await;
        waiting.get(&ready.link).await.expect(200).keeps("Inloggen met");
        waiting.fill(&ready.link, &to, &[]).await.expect(400);
    });
}

#[test]
fn another_person_is_refused_counted_and_on_record_until_there_is_a_new_invitation() {
    on_every_database(async |database| {
        let stand = Stand::on(database).await;
        let ready = ready(&stand.app).await;
        let owner = stand.browser();
        stand.signs_in(&owner, &ready.link).await.sent_to();
        stand.says("sub", "999999990019");
        let other = stand.browser();
        for _ in 0..5 {
            refused(&other, stand.signs_in(&other, &ready.link).await, "dat bent u niet").await;
        }
        let to = format!("{}/inloggen/digid", ready.link);
        other.fill(&ready.link, &to, &[]).await.expect(400).says("kwartier gesloten");
        let trail = stand.trail();
        let line = "portaal-geweigerd|andere-persoon, aanbieder digid";
        assert_eq!(trail.matches(line).count(), 5, "{trail}");
        // Who was in stays in; who comes with the new link is bound anew.
        owner.get("/formulier/stappen").await.expect(200);
        let fresh = renewed(&stand.app, &ready).await;
        is_outside(&owner).await;
        owner.get(&ready.link).await.expect(200).keeps("Inloggen met");
        stand.signs_in(&other, &fresh).await.sent_to();
        other.get("/formulier/stappen").await.expect(200);
        stand.is_honest();
        refused(&owner, stand.signs_in(&owner, &fresh).await, "dat bent u niet").await;
    });
}

#[test]
fn a_level_that_is_too_low_and_a_sign_in_that_was_stopped_lose_nothing() {
    on_every_database(async |database| {
        let stand = Stand::on(database).await;
        let ready = ready(&stand.app).await;
        let browser = stand.browser();
        for acr in ["laag", "onbekend"] {
            stand.says("acr", acr);
            // As often as would close the form if it were a guess.
            for _ in 0..3 {
                let page = stand.signs_in(&browser, &ready.link).await;
                refused(&browser, page.says(&ready.link), "hoger niveau").await;
            }
        }
        stand.is_honest();
        stand.provider.misbehave(|it| {
            it.answer(|answer| {
                *answer = json!({ "error": "access_denied", "state": answer["state"], "iss": answer["iss"] });
            });
        });
        let page = stand.signs_in(&browser, &ready.link).await;
        refused(&browser, page, "U bent gestopt met inloggen").await;
        assert_eq!(stand.trail().matches("niveau-te-laag, aanbieder digid").count(), 6);
        stand.is_honest();
        let to = format!("{}/inloggen/digid", ready.link);
        let query = stand.goes(&browser, &ready.link, &to).await;
        let late = morning("2026-11-02").after(TimeDelta::minutes(11));
        stand.app.at(late);
        stand.provider.at(late);
        let page = browser.get(&format!("{BACK}?{query}")).await;
        refused(&browser, page, "langer dan tien minuten").await;
        stand.signs_in(&browser, &ready.link).await.sent_to();
    });
}

#[test]
fn an_answer_opens_once_in_the_browser_and_the_form_that_asked() {
    on_every_database(async |database| {
        let stand = Stand::on(database).await;
        let mut another = catering();
        another["aanvraag"]["kenmerk"] = json!("Z-2026-778");
        let (mine, other) = (ready(&stand.app).await, ready_for(&stand.app, &another).await);
        let browser = stand.browser();
        let to = |ready: &Ready| format!("{}/inloggen/digid", ready.link);
        let query = stand.goes(&browser, &mine.link, &to(&mine)).await;
        // In another browser, which has a sign-in of its own under way for another form.
        let stranger = stand.browser();
        let theirs = stand.goes(&stranger, &other.link, &to(&other)).await;
        let page = stranger.get(&format!("{BACK}?{query}")).await;
        refused(&stranger, page, "is al gebruikt of is verlopen").await;
        // A state that was shown is used up, for its own browser too.
        let page = browser.get(&format!("{BACK}?{query}")).await;
        refused(&browser, page, "is al gebruikt of is verlopen").await;
        // The refusal took the other browser's sign-in along; nobody finishes it.
        let page = stranger.get(&format!("{BACK}?{theirs}")).await;
        refused(&stranger, page, "is al gebruikt of is verlopen").await;
        let query = stand.goes(&browser, &mine.link, &to(&mine)).await;
        browser.get(&format!("{BACK}?{query}")).await.sent_to();
        let replayed = stand.browser();
        for one in [&browser, &replayed] {
            let page = one.get(&format!("{BACK}?{query}")).await.expect(400);
            page.says("is al gebruikt of is verlopen");
        }
        is_outside(&replayed).await;
        // One person has two forms, each with a link of its own.
        stand.signs_in(&replayed, &other.link).await.sent_to();
        let bound = database.sql("SELECT COUNT(DISTINCT identity) FROM intake");
        assert_eq!(bound.trim(), "2");
    });
}

#[test]
fn a_provider_of_officials_lets_no_applicant_in_and_the_other_way_round() {
    on_every_database(async |database| {
        let stand = Stand::on(database).await;
        let ready = ready(&stand.app).await;
        let browser = stand.browser();
        for id in ["werk", "digid-assen", "bestaat-niet"] {
            let to = format!("{}/inloggen/{id}", ready.link);
            browser.fill(&ready.link, &to, &[]).await.expect(404);
        }
        let official = stand.browser();
        official.get("/aanmelden").await.expect(200).says("organisatie/werk").keeps("digid");
        let to = "/aanmelden/organisatie/digid";
        official.fill("/aanmelden", to, &[]).await.expect(404);
        // What began as the one does not end as the other.
        let query = stand.goes(&official, "/aanmelden", "/aanmelden/organisatie/werk").await;
        let page = official.get(&format!("{BACK}?{query}")).await;
        refused(&official, page, "is al gebruikt of is verlopen").await;
        let to = format!("{}/inloggen/digid", ready.link);
        let query = stand.goes(&browser, &ready.link, &to).await;
        let page = browser.get(&format!("/aanmelden/terug?{query}")).await;
        page.expect(400).says("hoort niet bij uw poging");
        is_outside(&browser).await;
        assert!(browser.cookie("__Host-dijkwacht").is_none());
    });
}

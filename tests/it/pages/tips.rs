//! Tips by the pages: two parties on one installation, from the first key to the last word; and nothing at all for anybody else.

use app::command::OfficeRole;
use app::tips::TipPost;
use app::{Carrier, Permission, Worker};
use harness::{ASSEN, Browser, Dossier, EMMEN, Official, Page, TestApp, on_every_app};
use serde_json::{Value, json};
use std::sync::Arc;
use web::ui::routes;

const OIN_EMMEN: &str = "00000001001234500001";
const OIN_ASSEN: &str = "00000001001234500002";
/// A name that stands on pages of tips and nowhere else.
pub(super) const NAME: &str = "Zandsteen-Kanarie";

/// What a tip says, as an officer fills it in.
pub(super) const CONTENT: [(&str, &str); 10] = [
    ("wie", "natuurlijk-persoon"),
    ("voornamen", "Vera"),
    ("achternaam", NAME),
    ("geboortedatum", "1-1-1980"),
    ("soort", "exploitatie-openbare-inrichting"),
    ("activiteit", "Café in een <b>verzonnen</b> straat"),
    ("gemeente", "Assen"),
    ("strekking", "mogelijkheid-eigen-onderzoek"),
    ("urgentie", "geen"),
    ("functie", "Coördinator Bibob"),
];
pub(super) const REACH: (&str, &str) = ("bereikbaarheid", "doorkiesnummer 0000");

/// The two tip officers of a party, each with a browser.
struct Side {
    oin: &'static str,
    first: Browser,
    second: Browser,
}

impl Side {
    async fn of(app: &TestApp, party: &str, oin: &'static str) -> Self {
        let (first, second) = (officer(app, party).await, officer(app, party).await);
        let side = Self {
            oin,
            first: Browser::of(app, &first).await,
            second: Browser::of(app, &second).await,
        };
        let endpoint = format!("https://{oin}.bibob.example/bibob/v1");
        let body = [
            ("versie", "0"),
            ("oin", oin),
            ("soort", "bestuursorgaan"),
            ("organen", "burgemeester\ncollege"),
            ("eindpunt", endpoint.as_str()),
            ("suite", "ec"),
            ("toelichting", "nee"),
            ("politie", "nee"),
            ("herinneringWerkdagen", "10"),
            ("escalatieWerkdagen", "20"),
            ("keuzeDagen", "60"),
            ("inhoudDagen", "30"),
        ];
        let kept = side.first.post("/tips/sleutels/organisatie", &body).await;
        assert_eq!(kept.sent_to(), "/tips/sleutels");
        side
    }

    /// Reads a text that partners ask for from the page of our keys.
    async fn read_out(&self, id: &str) -> String {
        let page = self.first.get("/tips/sleutels").await.expect(200);
        let text = page.text.split_once(&format!("id=\"{id}\">")).expect("the text").1;
        let text = text.split('<').next().expect("its end");
        text.replace("&quot;", "\"").replace("&#x3D;", "=")
    }

    /// Lets one officer propose the other party, and the other approve it with the fingerprint as it is read out.
    async fn befriend(&self, other: &Self) {
        let (key, heard) = (other.read_out("openbaar").await, other.read_out("vingerafdruk").await);
        let endpoint = format!("https://{}.bibob.example/bibob/v1", other.oin);
        let mut wanted = vec![
            ("oin", other.oin),
            ("naam", "Gemeente <Verzonnen>"),
            ("soort", "bestuursorgaan"),
            ("organen", "burgemeester\ncollege"),
            ("pastWetToe", "ja"),
            ("weg", "systeem"),
            ("eindpunt", endpoint.as_str()),
            ("suite", "ec"),
            ("ondertekensleutel", "geen sleutel"),
            ("perMinuut", "60"),
            ("perDag", "500"),
        ];
        let new = "/tips/partners/nieuw";
        let wrong =
            self.first.post(new, &wanted).await.expect(400).says("href=\"#ondertekensleutel\"");
        wrong.says("Gemeente &lt;Verzonnen&gt;").says(">geen sleutel</textarea>");
        wanted[8].1 = &key;
        let page = self.first.post(new, &wanted).await.sent_to().to_owned();
        let twice = self.first.post(new, &wanted).await.expect(409);
        twice.says("href=\"#oin\"").says("staat al in het register");
        let shown = self.first.get(&page).await.expect(200).keeps(&heard);
        let version = shown.value("versie");
        let approve = format!("{page}/goedkeuren");
        let own = [("versie", version.as_str()), ("vingerafdruk", heard.as_str())];
        self.first.post(&approve, &own).await.expect(409).says("Een ander dan degene");
        let other = [("versie", version.as_str()), ("vingerafdruk", "0000 <i>1111</i>")];
        let differs = self.second.post(&approve, &other).await.expect(409);
        differs.says("href=\"#vingerafdruk\"").says("0000 &lt;i&gt;1111&lt;/i&gt;");
        assert_eq!(self.second.post(&approve, &own).await.sent_to(), page);
        self.first.get(&page).await.expect(200).says(&heard).says("Actief");
    }

    /// Sends a form with the version that stands on its page, and what else it asks.
    async fn step(&self, by: &Browser, page: &str, act: &str, fields: &[(&str, &str)]) -> Page {
        let version = by.get(page).await.expect(200).value("versie");
        let mut all = vec![("versie", version.as_str())];
        all.extend_from_slice(fields);
        by.post(&format!("{page}/{act}"), &all).await
    }
}

async fn officer(app: &TestApp, party: &str) -> Official {
    app.hire(party, OfficeRole::Tipbehandelaar, &[Permission::HandleTips]).await
}

async fn befriended(app: &TestApp) -> (Side, Side) {
    let emmen = Side::of(app, EMMEN, OIN_EMMEN).await;
    let assen = Side::of(app, ASSEN, OIN_ASSEN).await;
    emmen.befriend(&assen).await;
    assen.befriend(&emmen).await;
    (emmen, assen)
}

/// Lets the worker carry what waits.
async fn work(app: &TestApp) {
    let post = TipPost::inside_only(&app.app);
    let worker = Worker::new(app.app.clone(), Carrier::Memory(Arc::default()), None);
    worker.with_tip_post(post).exchange_tips().await.expect("a turn");
}

/// Writes a tip after mistakes that keep what was typed; returns its page.
async fn written(side: &Side) -> String {
    let new = "/tips/nieuw";
    side.first.get(new).await.expect(200).says("artikel 26").says("Gemeente &lt;Verzonnen&gt;");
    let gaps = side.first.post(new, &CONTENT).await.expect(400).says("href=\"#ontvanger\"");
    gaps.says("href=\"#bereikbaarheid\"").says("&lt;b&gt;verzonnen&lt;/b&gt;");
    let receiver = format!("{OIN_ASSEN} burgemeester");
    let mut all = CONTENT.to_vec();
    all.extend([REACH, ("ontvanger", receiver.as_str()), ("sleutel", "een")]);
    let page = side.first.post(new, &all).await.sent_to().to_owned();
    // Sent twice it is written once.
    assert_eq!(side.first.post(new, &all).await.sent_to(), page);
    page
}

/// The reference of a file of Assen.
const FILE: &str = "T-2026-7";

/// Opens a file of Assen about somebody.
async fn a_file(app: &TestApp, betrokkene: Value) -> Dossier {
    let new = json!({ "aanvraag": {
        "kenmerk": FILE,
        "soort": "exploitatie-openbare-inrichting",
        "gebeurtenis": "nieuw",
        "ontvangenOp": "2026-11-02",
        "betrokkene": betrokkene,
        "feiten": { "signalen": [], "branches": [] },
    } });
    app.open(&app.assen.behandelaar, &new).await
}

#[test]
fn a_tip_goes_from_concept_to_feedback_by_the_pages() {
    on_every_app(async |app| {
        let (emmen, assen) = befriended(app).await;
        let page = written(&emmen).await;
        let shown = emmen.first.get(&page).await.expect(200).says(NAME);
        shown.says("Concept, nog niet vrijgegeven").keeps("/vrijgeven\"").keeps("<title>Tip aan");
        // Who wrote it does not release it, whatever is sent.
        emmen.step(&emmen.first, &page, "vrijgeven", &[]).await.expect(409).says("Een ander dan");
        assert_eq!(emmen.step(&emmen.second, &page, "vrijgeven", &[]).await.sent_to(), page);
        emmen.first.get(&page).await.expect(200).says("Klaar om te verzenden");
        work(app).await;
        emmen.first.get(&page).await.expect(200).says("met een ondertekend ontvangstbewijs");

        let list = assen.first.get("/tips").await.expect(200).says(NAME);
        let found = list.addresses().into_iter().find(|one| one.starts_with("/tips/ontvangen/"));
        let got = found.expect("a tip");
        let shown = assen.first.get(&got).await.expect(200).says("&lt;b&gt;verzonnen&lt;/b&gt;");
        shown.says("verandert geen score of termijn").keeps("/aanvaarden\"");
        assert_eq!(
            assen.step(&assen.first, &got, "in-behandeling-nemen", &[]).await.sent_to(),
            got
        );
        accepted(app, &assen, &got).await;
        work(app).await;
        let shown = emmen.first.get(&page).await.expect(200).says("doet eigen onderzoek");
        shown.keeps("Zelfde <u>zaak</u>").keeps("Zelfde &lt;u&gt;zaak");
        let close = [("reden-afsluiten", "Klaar.")];
        assert_eq!(emmen.step(&emmen.first, &page, "afsluiten", &close).await.sent_to(), page);
        emmen.first.get("/tips/verzonden").await.expect(200).says("Afgesloten");
        compared(&emmen, &assen).await;
        for side in [&emmen, &assen] {
            side.first.get("/tips/spoor").await.expect(200).says("Tip inzien").keeps(NAME);
            let checked = side.first.post("/tips/spoor/controle", &[]).await.expect(200);
            checked.says("Alles klopt.");
        }
    });
}

/// Accepts a tip on a file, after each mistake.
async fn accepted(app: &TestApp, assen: &Side, got: &str) {
    let file = a_file(app, json!({ "soort": "natuurlijk-persoon", "naam": "V. Beeld" })).await;
    let why = ("reden-aanvaarden", "Zelfde <u>zaak</u>.");
    let by = &assen.first;
    let none = assen.step(by, got, "aanvaarden", &[why]).await.expect(400);
    none.says("href=\"#waar\"").says("&lt;u&gt;zaak&lt;/u&gt;");
    // A reference is not looked up for who does not say why.
    let guess = [("waar", "bestaand"), ("dossier", "BESTAAT-NIET")];
    let guess = assen.step(by, got, "aanvaarden", &guess).await.expect(400);
    guess.says("href=\"#reden-aanvaarden\"").keeps("href=\"#dossier\"");
    let wrong = [("waar", "bestaand"), ("dossier", "BESTAAT-NIET"), why];
    let wrong = assen.step(by, got, "aanvaarden", &wrong).await.expect(400);
    wrong.says("href=\"#dossier\"").says("value=\"BESTAAT-NIET\"");
    let good = [("waar", "bestaand"), ("dossier", FILE), why];
    assert_eq!(assen.step(by, got, "aanvaarden", &good).await.sent_to(), got);
    let shown = by.get(got).await.expect(200).says("Aanvaard: eigen onderzoek");
    let shown = shown.says(&format!(">{FILE}<")).says("&lt;u&gt;zaak&lt;/u&gt;");
    shown.keeps("Naar het gekoppelde dossier").keeps(&file.id);
}

#[test]
fn a_candidate_is_judged_beside_the_tip_and_its_file_is_chosen() {
    on_every_app(async |app| {
        let (emmen, assen) = befriended(app).await;
        let somebody = json!({
            "soort": "natuurlijk-persoon",
            "naam": format!("Vera {NAME}"),
            "geboortedatum": "1980-01-01",
        });
        let person = a_file(app, somebody).await.person(0);
        crate::known::work(app).await;
        let page = written(&emmen).await;
        emmen.step(&emmen.second, &page, "vrijgeven", &[]).await.expect(303);
        work(app).await;
        let list = assen.first.get("/tips").await.expect(200);
        let found = list.addresses().into_iter().find(|one| one.starts_with("/tips/ontvangen/"));
        let got = found.expect("a tip");
        let by = &assen.first;
        let shown = by.get(&got).await.expect(200).says("Wie het kan zijn").says(FILE);
        shown.says("sterk").says("geboortedatum gelijk").keeps("Kies dit dossier");
        by.get(&format!("{got}?inzage=toezicht")).await.expect(200).keeps("Wie het kan zijn");
        let beside = format!("{got}/kandidaten/{person}");
        let form = by.get(&beside).await.expect(200).says("Is dit dezelfde?");
        let form = form.keeps("1-1-1980").keeps("01-01-1980");
        let lezing = form.value("lezing");
        let nothing = by.post(&beside, &[("lezing", &lezing)]).await.expect(400);
        nothing.says("Kies of het dezelfde is.").says("Schrijf op waarom");
        let why = ("reden", "Een <i>nicht</i>.");
        let nowhere = "0".repeat(64);
        let old = [("besluit", "verworpen"), why, ("lezing", &*nowhere)];
        let stale = by.post(&beside, &old).await.expect(409);
        stale.says("Iemand anders heeft dit gewijzigd").says("&lt;i&gt;nicht");
        let filled = [("besluit", "bevestigd"), why, ("lezing", &*lezing)];
        assert_eq!(by.post(&beside, &filled).await.sent_to(), got);
        assert_eq!(assen.step(by, &got, "in-behandeling-nemen", &[]).await.sent_to(), got);
        by.get(&got).await.expect(200).says("Dezelfde als").says("Kies dit dossier");
        let chosen = by.get(&format!("{got}?kandidaat={person}")).await.expect(200);
        chosen.says(&format!("value=\"{FILE}\"")).says("value=\"bestaand\" checked");
        // For everybody else there is nothing, also for who is on the file.
        let clerk = Browser::of(app, &app.assen.behandelaar).await;
        for browser in [&clerk, &emmen.first] {
            browser.get(&beside).await.expect(404).keeps(NAME);
            browser.post(&beside, &filled).await.expect(404).keeps(NAME);
        }
    });
}

/// Both parties make their list of the month, and the one agrees with the other.
async fn compared(emmen: &Side, assen: &Side) {
    let asked = [("partner", OIN_EMMEN), ("maand", "2026-11")];
    let list = assen.first.post("/tips/afletterlijst", &asked).await.expect(200);
    list.says(", november 2026</h2>").keeps(NAME);
    let file = assen.first.post("/tips/afletterlijst/bestand", &asked).await.expect(200);
    let compare = "/tips/afletterlijst/vergelijken";
    let theirs = [("partner-lijst", OIN_ASSEN), ("ondertekend", file.text.as_str())];
    emmen.first.post(compare, &theirs).await.expect(200).says("Beide lijsten zijn gelijk");
    let forged = [("partner-lijst", OIN_ASSEN), ("ondertekend", "a.b.c")];
    let refused = emmen.first.post(compare, &forged).await.expect(400);
    refused.says("href=\"#ondertekend\"").says(">a.b.c</textarea>");
}

#[test]
fn what_was_typed_is_not_lost_when_somebody_else_was_first() {
    on_every_app(async |app| {
        let (emmen, _) = befriended(app).await;
        let page = written(&emmen).await;
        let rewriting = format!("{page}/herschrijven");
        let shown = emmen.second.get(&rewriting).await.expect(200);
        let version = shown.says(&format!("value=\"{NAME}\"")).value("versie");
        let mut all = CONTENT.to_vec();
        all.extend([REACH, ("versie", version.as_str())]);
        all[6].1 = "Coevorden";
        assert_eq!(emmen.second.post(&rewriting, &all).await.sent_to(), page);
        all[6].1 = "Borger-Odoorn";
        let stale = emmen.first.post(&rewriting, &all).await.expect(409);
        stale.says("Iemand anders heeft dit gewijzigd").says("value=\"Borger-Odoorn\"");
        // The writer is now the second officer, so the first one releases.
        emmen.first.get(&page).await.expect(200).says("in Coevorden").says("/vrijgeven\"");
        let withdraw =
            [("soort-reden", "vergissing"), ("reden-intrekken", "Het <s>was</s> anders.")];
        let old = [("versie", version.as_str()), withdraw[0], withdraw[1]];
        let stale = emmen.first.post(&format!("{page}/intrekken"), &old).await.expect(409);
        stale.says("&lt;s&gt;was&lt;/s&gt;");
        assert_eq!(emmen.step(&emmen.first, &page, "intrekken", &withdraw).await.sent_to(), page);
        let gone = emmen.first.post(&format!("{page}/intrekken"), &old).await.expect(409);
        gone.says("Dit had u ingevuld").says("&lt;s&gt;was&lt;/s&gt;");
    });
}

/// Why a tip was read, as the trail has it.
const HANDLED: &str = "uitkomst: behandelen";
const ASKED: &str = "uitkomst: inzageverzoek";

#[test]
fn why_somebody_reads_is_said_before_a_tip_opens_and_stays_with_its_forms() {
    on_every_app(async |app| {
        let (emmen, assen) = befriended(app).await;
        let sent = written(&emmen).await;
        emmen.step(&emmen.second, &sent, "vrijgeven", &[]).await.expect(303);
        work(app).await;
        let why = "?inzage=inzageverzoek";
        for (by, list, below) in [
            (&emmen.first, "/tips/verzonden", "/tips/verzonden/"),
            (&assen.first, "/tips", "/tips/ontvangen/"),
        ] {
            let before = by.get("/tips/spoor").await.expect(200);
            let plain = by.get(list).await.expect(200).says("om: <strong>behandelen</strong>");
            let choice = format!("{list}{why}");
            assert!(plain.addresses().contains(&choice), "{}", plain.text);
            let chosen =
                by.get(&choice).await.expect(200).says("om: <strong>een verzoek om inzage");
            let tips = chosen.addresses().into_iter().filter(|one| one.starts_with(below));
            let tips: Vec<String> = tips.collect();
            assert!(!tips.is_empty() && tips.iter().all(|one| one.ends_with(why)), "{tips:?}");
            let shown = by.get(&tips[0]).await.expect(200).says("reden: een verzoek om inzage");
            let forms = shown.addresses().into_iter();
            let forms: Vec<String> =
                forms.filter(|one| one.starts_with(below) && one.contains('?')).collect();
            assert!(!forms.is_empty(), "{}", shown.text);
            let refused = by.post(&forms[0], &[("versie", "0")]).await;
            assert!([400, 409].contains(&refused.status), "{}", refused.text);
            refused.says("reden: een verzoek om inzage");
            // Nothing was read for another reason, not on the way back either.
            let trail = by.get("/tips/spoor").await.expect(200);
            let looked = |trail: &Page, why: &str| trail.text.matches(why).count();
            assert_eq!(looked(&trail, HANDLED), looked(&before, HANDLED), "{}", trail.text);
            assert_eq!(looked(&trail, ASKED), 2, "{}", trail.text);
        }
    });
}

#[test]
fn a_tip_by_letter_is_registered_by_hand() {
    on_every_app(async |app| {
        let emmen = Side::of(app, EMMEN, OIN_EMMEN).await;
        let oin = "00000001001234500007";
        let wanted = [
            ("oin", oin),
            ("naam", "Waterschap Verzonnen"),
            ("soort", "rmo"),
            ("organen", "dagelijks-bestuur"),
            ("pastWetToe", "ja"),
            ("weg", "brief"),
            ("perMinuut", "60"),
            ("perDag", "500"),
        ];
        let page = emmen.first.post("/tips/partners/nieuw", &wanted).await.sent_to().to_owned();
        let approved = emmen.step(&emmen.second, &page, "goedkeuren", &[]).await;
        assert_eq!(approved.sent_to(), page);
        let receiver = format!("{oin} dagelijks-bestuur");
        let mut all = CONTENT.to_vec();
        all.extend([REACH, ("ontvanger", receiver.as_str())]);
        let tip = emmen.first.post("/tips/nieuw", &all).await.sent_to().to_owned();
        let letter = format!("{tip}/brief");
        emmen.first.get(&tip).await.expect(200).keeps(&letter);
        emmen.first.get(&letter).await.expect(409).keeps(NAME);
        emmen.step(&emmen.second, &tip, "vrijgeven", &[]).await.expect(303);
        let shown = emmen.first.get(&tip).await.expect(200).says("gesloten binnenenvelop");
        shown.says(&format!("href=\"{letter}\""));
        let paper = emmen.first.get(&letter).await.expect(200);
        assert!(paper.text.starts_with("%PDF"), "{:?}", paper.headers);
        let named = paper.headers["content-disposition"].to_str().expect("a name");
        let id = tip.rsplit('/').next().expect("an id");
        assert_eq!(named, format!("attachment; filename=\"brief-{id}.pdf\""));
        assert_eq!(paper.headers["cache-control"], "no-store");
        let early = [("op", "1-1-2099"), ("trackEnTrace", "3SVERZONNEN")];
        let early = emmen.step(&emmen.first, &tip, "gepost", &early).await.expect(400);
        early.says("href=\"#op\"").says("value=\"3SVERZONNEN\"");
        let posted = [("op", "2-11-2026"), ("trackEnTrace", "3SVERZONNEN")];
        assert_eq!(emmen.step(&emmen.first, &tip, "gepost", &posted).await.sent_to(), tip);
        emmen.step(&emmen.first, &tip, "niet-aangenomen", &[]).await.expect(303);
        let shown = emmen.first.get(&tip).await.expect(200).says("Niet te bezorgen");
        shown.says("De brief kwam terug").says("/opnieuw-verzenden\"");
        // One officer stops a partner; then no tip can go there.
        let stop = [("reden-stoppen", "Vermoeden van fraude.")];
        assert_eq!(emmen.step(&emmen.first, &page, "stoppen", &stop).await.sent_to(), page);
        emmen.first.get("/tips/nieuw").await.expect(200).says("href=\"/tips/partners\"");
    });
}

#[test]
fn a_letter_that_came_is_copied_once_and_nothing_typed_is_lost() {
    on_every_app(async |app| {
        let (emmen, assen) = befriended(app).await;
        let new = "/tips/brief";
        emmen.first.get("/tips").await.expect(200).says(&format!("href=\"{new}\""));
        emmen.first.get(new).await.expect(200).says("artikel 26").keeps("name=\"toelichting\"");
        let mut all = CONTENT.to_vec();
        all.extend([REACH, ("orgaan", "college"), ("ontvangenOp", "1-1-2099"), ("sleutel", "een")]);
        let gaps = emmen.first.post(new, &all).await.expect(400).says("href=\"#afzender\"");
        gaps.says("value=\"1-1-2099\"").says("&lt;b&gt;verzonnen&lt;/b&gt;");
        all.push(("afzender", assen.oin));
        let early = emmen.first.post(new, &all).await.expect(400).says("href=\"#ontvangenOp\"");
        early.says("Deze dag moet nog komen.");
        all.retain(|(name, _)| *name != "ontvangenOp");
        all.push(("ontvangenOp", "2-11-2026"));
        let tip = emmen.first.post(new, &all).await.sent_to().to_owned();
        assert_eq!(emmen.first.post(new, &all).await.sent_to(), tip, "sent twice, registered once");
        let shown = emmen.first.get(&tip).await.expect(200).says("Per brief").says(NAME);
        shown.says("laat de afzender zelf de uitkomst weten").keeps("De handtekening klopt");
        emmen.step(&emmen.first, &tip, "in-behandeling-nemen", &[]).await.expect(303);
        emmen.first.get(&tip).await.expect(200).says("De afzender krijgt daar geen bericht van.");
        emmen.second.get("/tips").await.expect(200).says(&format!("href=\"{tip}\""));
        assen.first.get("/tips/verzonden").await.expect(200).keeps(NAME);
    });
}

/// Every page about tips by the table of routes, with the tip that was got or given in it.
fn every_page((given, got): (&str, &str), person: &str) -> Vec<String> {
    let last = |page: &str| page.rsplit('/').next().map(str::to_owned).expect("an id");
    let all = routes().into_iter();
    let all = all.filter(|route| route.method.as_str() == "GET" && route.path.starts_with("/tips"));
    let filled = all.map(|route| {
        let tip = if route.path.starts_with("/tips/ontvangen") { got } else { given };
        let path = route.path.replace("{tipId}", &last(tip)).replace("{oin}", OIN_ASSEN);
        let path = path.replace("{partijId}", person);
        assert!(!path.contains('{'), "{path} needs an example of its parameter");
        path
    });
    filled.collect()
}

#[test]
fn for_who_does_not_handle_tips_there_is_nothing() {
    on_every_app(async |app| {
        let (emmen, assen) = befriended(app).await;
        let somebody = json!({ "soort": "natuurlijk-persoon", "naam": format!("Vera {NAME}") });
        let file = a_file(app, somebody).await;
        crate::known::work(app).await;
        let tip = written(&emmen).await;
        emmen.step(&emmen.second, &tip, "vrijgeven", &[]).await.expect(303);
        work(app).await;
        let list = assen.first.get("/tips").await.expect(200).addresses();
        let got = list.into_iter().find(|one| one.starts_with("/tips/ontvangen/"));
        let got = got.expect("a tip");
        assen.first.get(&got).await.expect(200).says(NAME);
        let pages = every_page((&tip, &got), &file.person(0));
        for page in ["/tips", &tip, &got] {
            assert!(pages.iter().any(|one| one == page), "{page}: {pages:?}");
        }
        for role in OfficeRole::ALL {
            if matches!(role, OfficeRole::Systeem | OfficeRole::Tipbehandelaar) {
                continue;
            }
            for party in [EMMEN, ASSEN] {
                let browser = Browser::of(app, &app.hire(party, role, &[]).await).await;
                for page in &pages {
                    browser.get(page).await.expect(404).keeps(NAME).keeps("tipbehandelaar");
                }
                browser.post("/tips/nieuw", &[]).await.expect(404);
                browser.get("/account").await.expect(200).keeps("href=\"/tips\"");
            }
        }
        emmen.first.get("/account").await.expect(200).says("href=\"/tips\"");
        // A tip officer of another party finds nothing either.
        for (browser, page) in [(&assen.first, &tip), (&emmen.first, &got)] {
            browser.get(page).await.expect(404).keeps(NAME);
        }
    });
}

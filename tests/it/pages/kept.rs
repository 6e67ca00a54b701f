//! A form that is sent after the end of a session, for every route of the pages: after signing in again its page is there, with
//! what was filled in.

mod desk;

use super::samples::{NAME, application};
use super::tipdesk::TipDesk;
use super::werkgroep::{Ready, ready};
use crate::api::samples::{intended, investigated};
use app::command::OfficeRole;
use app::{NewLetterRequest, Permission};
use chrono::TimeDelta;
use desk::Desk;
use harness::{Browser, Dossier, EMMEN, Official, TestApp, on_every_app};
use serde_json::json;
use web::ui::{Keeps, PageAccess, PageRoute, routes};

/// A field of each form with text to lose, with what is filled in and what then stands on the page. A new form needs a line.
const FIELDS: &[(&str, &str, &str, &str)] = &[
    ("/beheer/accounts/nieuw", "naam", "T. Bewaard", "value=\"T. Bewaard\""),
    (
        "/beheer/accounts/{accountId}/email",
        "email",
        "t@bewaard.example",
        "value=\"t@bewaard.example\"",
    ),
    ("/beheer/accounts/{accountId}/rol", "rol", "archivaris", "value=\"archivaris\" selected"),
    ("/beheer/briefhoofd", "telefoon", "000 00 00", "value=\"000 00 00\""),
    ("/beheer/teksten/{sectie}", "tekst", "bewaarde tekst", ">bewaarde tekst<"),
    ("/dossiers/{dossierId}/hoorzittingen", "plaats", "bewaarde zaal", "value=\"bewaarde zaal\""),
    (
        "/dossiers/{dossierId}/hoorzittingen/{hoorzittingId}",
        "plaats",
        "bewaarde zaal",
        "value=\"bewaarde zaal\"",
    ),
    ("/dossiers/{dossierId}/post/{briefId}", "reden", "bewaarde reden", ">bewaarde reden<"),
    ("/beheer/programmas/nieuw", "doel", "bewaard doel", "value=\"bewaard doel\""),
    ("/beheer/risico/nieuw", "regels", "bewaarde regels", ">bewaarde regels<"),
    ("/beheer/risico/{conceptId}/publiceren", "reden", "bewaarde reden", ">bewaarde reden<"),
    ("/dossiers/{dossierId}/beoordeling/afwijking", "reden", "bewaarde reden", ">bewaarde reden<"),
    ("/beheer/vervanging/nieuw", "reden", "bewaarde reden", "value=\"bewaarde reden\""),
    ("/beleid/probeer", "ontvangenOp", "3-3-2026", "value=\"3-3-2026\""),
    ("/dossiers/nieuw", "kenmerk", "Z-BEWAARD", "value=\"Z-BEWAARD\""),
    ("/dossiers/nieuw/betrokkene", "naam", "Bewaard B.V.", "value=\"Bewaard B.V.\""),
    ("/dossiers/nieuw/nakijken", "motivering", "bewaard waarom", ">bewaard waarom<"),
    (
        "/dossiers/{dossierId}/stappen/toepassingsbereik",
        "motivering",
        "bewaard waarom",
        ">bewaard waarom<",
    ),
    (
        "/dossiers/{dossierId}/onderzoek/bevragen/{persoonId}/{bronId}",
        "waarom",
        "bewaard waarom",
        ">bewaard waarom<",
    ),
    (
        "/dossiers/{dossierId}/onderzoek/bevinding/{persoonId}",
        "bron.kenmerk",
        "bewaard stuk",
        "value=\"bewaard stuk\"",
    ),
    (
        "/dossiers/{dossierId}/onderzoek/bekende-partijen/{persoonId}/{partijId}",
        "reden",
        "bewaarde reden",
        ">bewaarde reden</textarea>",
    ),
    (
        "/dossiers/{dossierId}/onderzoek/relatie",
        "document",
        "bewaard document",
        "value=\"bewaard document\"",
    ),
    (
        "/dossiers/{dossierId}/beoordeling/gronden/nieuw",
        "toelichting",
        "bewaarde uitleg",
        ">bewaarde uitleg<",
    ),
    (
        "/dossiers/{dossierId}/beoordeling/gronden/{grondId}",
        "toelichting",
        "bewaarde uitleg",
        ">bewaarde uitleg<",
    ),
    (
        "/dossiers/{dossierId}/lbb/vergewissen",
        "punten.0.toelichting",
        "bewaarde twijfel",
        ">bewaarde twijfel<",
    ),
    ("/dossiers/{dossierId}/lbb/hergebruik", "reden", "bewaarde reden", ">bewaarde reden<"),
    ("/dossiers/{dossierId}/stappen/{stap}", "motivering", "bewaarde reden", ">bewaarde reden<"),
    ("/dossiers/{dossierId}/toegang", "reden", "bewaarde reden", ">bewaarde reden<"),
    ("/dossiers/{dossierId}/toegang/belang", "reden-belang", "bewaard belang", ">bewaard belang<"),
    (
        "/dossiers/{dossierId}/toegang/intrekken",
        "reden-intrekken",
        "bewaard einde",
        ">bewaard einde<",
    ),
    (
        "/dossiers/{dossierId}/toegang/belang/intrekken",
        "reden-belang-intrekken",
        "bewaard herstel",
        ">bewaard herstel<",
    ),
    ("/toezicht/noodtoegang/{taakId}", "bevinding", "bewaarde bevinding", ">bewaarde bevinding<"),
    ("/noodtoegang", "reden", "bewaarde nood", ">bewaarde nood<"),
    ("/taken/{taakId}", "gedaan", "bewaard werk", ">bewaard werk<"),
    ("/verwerkingen", "persoon", "bewaard id", "value=\"bewaard id\""),
    ("/werkgroep/rondes/nieuw", "vraag", "bewaarde rondevraag", ">bewaarde rondevraag<"),
    (
        "/werkgroep/rondes/{rondeId}/antwoord",
        "toelichting",
        "bewaarde toelichting",
        ">bewaarde toelichting<",
    ),
    ("/werkgroep/rondes/{rondeId}/belang", "reden-belang", "bewaard belang", ">bewaard belang<"),
    (
        "/werkgroep/rondes/{rondeId}/intrekken",
        "reden-intrekken",
        "bewaard waarom",
        ">bewaard waarom<",
    ),
    ("/werkgroep/vragen", "zoek", "bewaard woord", "value=\"bewaard woord\""),
    ("/werkgroep/vragen/nieuw", "vraag", "bewaarde vraag", ">bewaarde vraag<"),
    (
        "/werkgroep/vragen/{vraagId}/beantwoorden",
        "antwoord",
        "bewaard antwoord",
        ">bewaard antwoord<",
    ),
    ("/werkgroep/signalen/nieuw", "omschrijving", "bewaard signaal", ">bewaard signaal<"),
    ("/werkgroep/signalen/{signaalId}/agenda", "waarom", "bewaard waarom", ">bewaard waarom<"),
    ("/werkgroep/signalen/{signaalId}/doorzending", "wat", "bewaard adres", ">bewaard adres<"),
    (
        "/werkgroep/signalen/{signaalId}/afhandeling",
        "uitkomst",
        "bewaarde uitkomst",
        ">bewaarde uitkomst<",
    ),
    ("/vraagbaak", "zoek", "bewaard woord", "value=\"bewaard woord\""),
    ("/werkgroep/samenstelling/wijzigen", "naam", "Bewaarde groep", "value=\"Bewaarde groep\""),
    ("/werkgroep/planning", "reces.0.naam", "bewaard reces", "value=\"bewaard reces\""),
    ("/werkgroep/vergaderingen/nieuw", "plaats", "bewaarde zaal", "value=\"bewaarde zaal\""),
    (
        "/werkgroep/vergaderingen/{vergaderingId}/punten/nieuw",
        "toelichting",
        "bewaard waarom",
        ">bewaard waarom<",
    ),
    (
        "/werkgroep/vergaderingen/{vergaderingId}/punten/{puntId}/advies",
        "redenen",
        "bewaarde redenen",
        ">bewaarde redenen<",
    ),
    (
        "/werkgroep/vergaderingen/{vergaderingId}/punten/{puntId}/conclusie",
        "conclusie",
        "bewaarde slotsom",
        ">bewaarde slotsom<",
    ),
    (
        "/werkgroep/vergaderingen/{vergaderingId}/punten/{puntId}/belang",
        "belang",
        "bewaard belang",
        ">bewaard belang<",
    ),
    (
        "/werkgroep/vergaderingen/{vergaderingId}/punten/{puntId}/schrappen",
        "reden",
        "bewaarde reden",
        ">bewaarde reden<",
    ),
    ("/werkgroep/vergaderingen/{vergaderingId}/volgorde", "plaats.{puntId}", "77", "value=\"77\""),
    (
        "/werkgroep/vergaderingen/{vergaderingId}/verplaatsen",
        "plaats",
        "bewaarde zaal",
        "value=\"bewaarde zaal\"",
    ),
    (
        "/werkgroep/vergaderingen/{vergaderingId}/annuleren",
        "reden",
        "bewaarde reden",
        ">bewaarde reden<",
    ),
    (
        "/werkgroep/vergaderingen/{vergaderingId}/acties/nieuw",
        "wat",
        "bewaarde actie",
        ">bewaarde actie<",
    ),
    (
        "/werkgroep/vergaderingen/{vergaderingId}/zitting",
        "gast.0.naam",
        "bewaarde gast",
        "value=\"bewaarde gast\"",
    ),
    (
        "/werkgroep/vergaderingen/{vergaderingId}/verslag/verbetering",
        "verbetering",
        "bewaarde verbetering",
        ">bewaarde verbetering<",
    ),
    ("/tips/nieuw", "activiteit", "bewaarde activiteit", "value=\"bewaarde activiteit\""),
    ("/tips/brief", "activiteit", "bewaarde brief", "value=\"bewaarde brief\""),
    (
        "/tips/verzonden/{tipId}/herschrijven",
        "activiteit",
        "bewaarde activiteit",
        "value=\"bewaarde activiteit\"",
    ),
    (
        "/tips/verzonden/{tipId}/antwoord-schrijven",
        "activiteit",
        "bewaard antwoord",
        "value=\"bewaard antwoord\"",
    ),
    ("/tips/verzonden/{tipId}/gepost", "trackEnTrace", "3SBEWAARD", "value=\"3SBEWAARD\""),
    ("/tips/verzonden/{tipId}/retourbewijs", "retourbewijs", "3SRETOUR", "value=\"3SRETOUR\""),
    (
        "/tips/verzonden/{tipId}/opnieuw-aanbieden",
        "ander-orgaan",
        "00000001001234500007 college",
        "value=\"00000001001234500007 college\" selected",
    ),
    (
        "/tips/verzonden/{tipId}/oordeel-vastleggen",
        "oordeel",
        "afgewezen",
        "value=\"afgewezen\" checked",
    ),
    (
        "/tips/verzonden/{tipId}/intrekking-gepost",
        "intrekking-trackEnTrace",
        "3SINTREKKING",
        "value=\"3SINTREKKING\"",
    ),
    ("/tips/verzonden/{tipId}/afsluiten", "reden-afsluiten", "bewaard einde", ">bewaard einde<"),
    ("/tips/verzonden/{tipId}/intrekken", "reden-intrekken", "bewaard waarom", ">bewaard waarom<"),
    (
        "/tips/ontvangen/{tipId}/aanvaarden",
        "reden-aanvaarden",
        "bewaard oordeel",
        ">bewaard oordeel<",
    ),
    ("/tips/ontvangen/{tipId}/dossier-koppelen", "kenmerk", "Z-BEWAARD", "value=\"Z-BEWAARD\""),
    (
        "/tips/ontvangen/{tipId}/afwijzen",
        "reden-afwijzen",
        "bewaarde afwijzing",
        ">bewaarde afwijzing<",
    ),
    (
        "/tips/ontvangen/{tipId}/niet-bevoegd-verklaren",
        "reden-niet-bevoegd",
        "bewaard elders",
        ">bewaard elders<",
    ),
    (
        "/tips/ontvangen/{tipId}/intrekking-vastleggen",
        "intrekking",
        "achterhaald",
        "value=\"achterhaald\" checked",
    ),
    ("/tips/ontvangen/{tipId}/vraag-stellen", "onderwerp", "besluit", "value=\"besluit\" checked"),
    ("/tips/ontvangen/{tipId}/herbestemmen", "reden-orgaan", "bewaard orgaan", ">bewaard orgaan<"),
    (
        "/tips/ontvangen/{tipId}/laten-verlopen",
        "reden-verlopen",
        "bewaard verloop",
        ">bewaard verloop<",
    ),
    ("/tips/partners/nieuw", "naam", "Bewaarde partner", "value=\"Bewaarde partner\""),
    ("/tips/partners/{oin}/wijzigen", "naam", "Bewaarde wijziging", "value=\"Bewaarde wijziging\""),
    ("/tips/partners/{oin}/goedkeuren", "vingerafdruk", "0000 1111", "value=\"0000 1111\""),
    (
        "/tips/partners/{oin}/afwijzen",
        "reden-afwijzen",
        "bewaarde afwijzing",
        ">bewaarde afwijzing<",
    ),
    ("/tips/partners/{oin}/stoppen", "reden-stoppen", "bewaard alarm", ">bewaard alarm<"),
    ("/tips/sleutels/organisatie", "organen", "bewaard-orgaan", ">bewaard-orgaan<"),
    ("/tips/afletterlijst", "maand", "2026-10", "value=\"2026-10\" selected"),
    ("/tips/afletterlijst/vergelijken", "ondertekend", "bewaarde lijst", ">bewaarde lijst<"),
    ("/werkvoorraad/weergaven", "naam", "bewaarde naam", "value=\"bewaarde naam\""),
    ("/werkvoorraad/zoeken", "zoekterm", "bewaarde term", "value=\"bewaarde term\""),
];

/// Somebody of each kind that the routes ask for, and what stands in addresses.
struct Office {
    officer: Official,
    administrator: Official,
    archivist: Official,
    coordinator: Official,
    file: String,
    person: String,
    task: String,
    emergency: String,
    draft: String,
    letter: String,
    /// The address of another ground for refusal, on a file under investigation.
    ground: String,
    /// A file on which views are asked, and a hearing of it.
    heard: [String; 2],
    /// The address where two known parties are laid side by side.
    compared: String,
    /// The meetings of the working group, which the coordinator leads.
    group: Ready,
    /// Other papers of that group.
    desk: Desk,
    tips: TipDesk,
}

/// The forms of a meeting that is still to be held.
const TO_COME: [&str; 3] = ["/volgorde", "/verplaatsen", "/annuleren"];

impl Office {
    async fn of(app: &TestApp) -> Self {
        let officer = app.emmen.behandelaar.clone();
        let ground = looked_at(app, &officer).await;
        let heard = heard(app).await;
        let compared = compared(app, &officer).await;
        app.today("2026-11-02");
        let late = application("alcohol-horeca", NAME, "2026-06-01");
        let file = app.open(&officer, &late).await;
        app.step(&officer, &file, "ingebrekestellingen", &json!({ "op": "2026-11-02" })).await;
        let duties = Browser::of(app, &officer).await.get("/taken").await;
        let task = duties
            .addresses()
            .into_iter()
            .find_map(|address| address.strip_prefix("/taken/0").map(|rest| format!("0{rest}")));
        // A file where the law leaves a choice, for the form of the scope; somebody took access to it, and somebody has an interest.
        let open = app.open(&officer, &application("evenement", NAME, "2026-11-02")).await;
        let coordinator = app.emmen.coordinator.clone();
        app.admit(&officer, &open, &coordinator).await;
        let emergency = taken(app, &open, &coordinator).await;
        // Somebody else made the draft, or the form to publish it is not there.
        let maker = app.hire(EMMEN, OfficeRole::Beheerder, &[Permission::Administer]).await;
        let maker = app.caller(&maker).await;
        let draft = app.app.add_risk_draft(&maker, super::RISK_DRAFT, None).await;
        let letter = NewLetterRequest { soort: "verlengingsbericht".to_owned(), persoon: None };
        let by = app.caller(&officer).await;
        let id = open.id.parse().expect("a file");
        let letter = app.app.begin_letter(&by, id, &letter).await.expect("a letter").to_string();
        // The first meeting of the group is held on this day.
        app.today("2026-11-02");
        let group = ready(app, &coordinator).await;
        let desk = Desk::of(app, &coordinator, &open).await;
        Self {
            group,
            desk,
            tips: Box::pin(TipDesk::of(app)).await,
            ground,
            heard,
            compared,
            letter,
            coordinator,
            draft: draft.expect("a draft").to_string(),
            emergency,
            officer,
            administrator: app.hire(EMMEN, OfficeRole::Beheerder, &[]).await,
            archivist: app.hire(EMMEN, OfficeRole::Archivaris, &[]).await,
            person: open.person(0),
            file: open.id,
            task: task.expect("a duty"),
        }
    }

    /// Returns somebody who may ask for a route.
    fn who(&self, route: &PageRoute) -> &Official {
        match route.access {
            _ if route.path.starts_with("/werkgroep") => &self.coordinator,
            PageAccess::Hidden(_) => self.tips.who(route.path),
            PageAccess::Right(Permission::Administer) => &self.administrator,
            PageAccess::Right(Permission::Audit) => &self.archivist,
            PageAccess::Right(Permission::Supervise) | PageAccess::AllOf(_) => &self.coordinator,
            _ => &self.officer,
        }
    }

    /// Puts the ids of a meeting and of an item of it in the place of their names.
    fn in_group(&self, path: &str, text: &str) -> String {
        let to_come = TO_COME.iter().any(|end| path.ends_with(end));
        let [meeting, item] = if to_come { &self.group.open } else { &self.group.held };
        text.replace("{vergaderingId}", meeting).replace("{puntId}", item)
    }

    fn address(&self, path: &str) -> String {
        let path = self.in_group(path, path);
        if path.ends_with("/gronden/{grondId}") {
            return self.ground.clone();
        }
        if path.ends_with("/bekende-partijen/{persoonId}/{partijId}") {
            return self.compared.clone();
        }
        if let Some((_, rest)) = path.split_once("/hoorzittingen") {
            let [file, hearing] = &self.heard;
            let rest = rest.replace("{hoorzittingId}", hearing);
            return format!("/dossiers/{file}/hoorzittingen{rest}");
        }
        let path =
            path.replace("/noodtoegang/{taakId}", &format!("/noodtoegang/{}", self.emergency));
        path.replace("{dossierId}", &self.file)
            .replace("{persoonId}", &self.person)
            .replace("{bronId}", "handelsregister")
            .replace("{taakId}", &self.task)
            .replace("{accountId}", &self.officer.account.to_string())
            .replace("{conceptId}", &self.draft)
            .replace("{sectie}", "groet")
            .replace("{briefId}", &self.letter)
            .replace("{stap}", "intrekking")
            .replace("{rondeId}", &self.desk.round)
            .replace("{vraagId}", &self.desk.question)
            .replace("{signaalId}", &self.desk.signal)
            .replace("{weergaveId}", "01a212f6-0000-7000-8000-000000000000")
    }
}

/// Records another ground for refusal on a file under investigation; returns the address to correct it.
async fn looked_at(app: &TestApp, officer: &Official) -> String {
    let file = investigated(app, officer, "Z-2026-630").await;
    let tab = format!("/dossiers/{}/beoordeling", file.id);
    let by = Browser::of(app, officer).await;
    let new = format!("{tab}/gronden/nieuw");
    let ground =
        [("grond", "Levensgedrag"), ("uitkomst", "geen-beletsel"), ("toelichting", "Niets.")];
    by.fill(&new, &new, &ground).await.expect(303);
    let all = by.get(&tab).await.expect(200).addresses();
    all.into_iter()
        .find(|one| one.contains("/gronden/") && !one.ends_with("nieuw"))
        .expect("a way to correct")
}

/// Plans a hearing of one of two persons whose views are asked; returns the ids of the file and of the hearing.
async fn heard(app: &TestApp) -> [String; 2] {
    let file = intended(app, "Z-2026-631").await;
    let time = json!({ "begin": "10:00:00", "minuten": 60, "plaats": "Kamer 3" });
    let plan = json!({ "op": "2026-11-17", "tijd": time });
    let body = json!({ "persoon": file.person(0), "plan": plan });
    let path = format!("{}/hoorzittingen", file.path());
    let made = app.post(&app.emmen.behandelaar, &path, &body).await.expect(200).json();
    let hearing = made["id"].as_str().expect("a hearing").to_owned();
    [file.id, hearing]
}

/// Opens two files about one person; returns the address of the page that lays both side by side.
async fn compared(app: &TestApp, officer: &Official) -> String {
    let mut new = application("evenement", "Willemijn van der Ganzenveer", "2026-11-02");
    new["aanvraag"]["betrokkene"]["geboortedatum"] = json!("1971-03-04");
    let (one, other) = (app.open(officer, &new).await, app.open(officer, &new).await);
    crate::known::work(app).await;
    let list = format!("/dossiers/{}/onderzoek/bekende-partijen", one.id);
    format!("{list}/{}/{}", one.person(0), other.person(0))
}

/// Takes access to a file in an emergency, and declares an interest of somebody; gives the task to look at the access.
async fn taken(app: &TestApp, file: &Dossier, coordinator: &Official) -> String {
    let taker = app.hire(EMMEN, OfficeRole::TweedeLezer, &[]).await;
    let reference = file.shown["dossier"].to_string();
    let reference =
        reference.split("\"kenmerk\":\"").nth(1).and_then(|rest| rest.split('"').next());
    let fields = [
        ("kenmerk", reference.expect("a reference")),
        ("reden", "De behandelaar is ziek en de termijn eindigt vandaag."),
    ];
    Browser::of(app, &taker).await.post("/noodtoegang", &fields).await.expect(303);
    let other = app.hire(EMMEN, OfficeRole::Behandelaar, &[]).await;
    let interest = [
        ("belanghebbende", other.account.to_string()),
        ("reden-belang", "Is familie van de aanvrager.".to_owned()),
    ];
    let interest: Vec<(&str, &str)> =
        interest.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let by = Browser::of(app, coordinator).await;
    by.post(&format!("/dossiers/{}/toegang/belang", file.id), &interest).await.expect(303);
    let page = by.get("/toezicht").await.expect(200);
    let task = page
        .addresses()
        .into_iter()
        .find_map(|address| address.strip_prefix("/toezicht/noodtoegang/").map(str::to_owned));
    task.expect("a task")
}

/// Sends a form of a route after the end of the session, and looks at the page after signing in again.
async fn sent_late(app: &TestApp, office: &Office, route: &PageRoute, now: TimeDelta) {
    let clock = |hours| app.at(harness::morning("2026-11-02").after(now + TimeDelta::hours(hours)));
    let field = FIELDS.iter().find(|(path, ..)| *path == route.path);
    assert_eq!(field.is_some(), route.keeps != Keeps::Nothing, "{} has a line or none", route.path);
    let who = office.who(route);
    clock(0);
    let browser = Browser::of(app, who).await;
    let proof = browser.proof();
    let mut fields = vec![("bewijs", proof.as_str())];
    let name = field.map(|(_, name, ..)| office.in_group(route.path, name)).unwrap_or_default();
    fields.extend(field.map(|(_, _, text, _)| (name.as_str(), *text)));
    clock(1);
    let address = |path: &str| office.address(&office.tips.fill(route.path, path));
    let page = address(route.form);
    let sent = browser.post_raw(&format!("{}?volgorde=1", address(route.path)), &fields).await;
    let back: String =
        form_urlencoded::byte_serialize(format!("{page}?volgorde=1").as_bytes()).collect();
    assert_eq!(sent.sent_to(), format!("/aanmelden?naar={back}"), "{}", route.path);
    let again = Browser::of(app, who).await;
    let shown = again.get(&page).await;
    // The first page sends on to where the work of a role begins; who comes in by a provider has no password to change.
    let expected: &[u16] = match page.as_str() {
        "/" => &[303],
        own if own.starts_with("/account/") => &[200, 404],
        _ => &[200],
    };
    assert!(expected.contains(&shown.status), "{}: {}", route.path, shown.text);
    if let Some((.., stands)) = field {
        assert!(shown.text.contains(stands), "{}: no {stands} in {}", route.path, shown.text);
    }
}

#[test]
fn no_form_is_lost_by_the_end_of_a_session() {
    on_every_app(async |app| {
        let office = Box::pin(Office::of(app)).await;
        let browser = Browser::of(app, &office.officer).await;
        // The last look shows its form for a draft that is complete.
        let first = [
            ("soort", "evenement"),
            ("ontvangenOp", "2-11-2026"),
            ("feit.gebeurtenis", "nieuw"),
            ("feit.signalen", "geen"),
            ("feit.branches", "geen"),
        ];
        browser.post("/dossiers/nieuw", &first).await;
        browser.post("/dossiers/nieuw/betrokkene", &[("naam", "Bewaard B.V.")]).await;
        let forms = routes()
            .into_iter()
            .filter(|route| route.method == "POST" && route.access != PageAccess::Everyone);
        // The last look comes first: other forms change the draft that it looks at.
        let (last, rest): (Vec<_>, Vec<_>) =
            forms.partition(|route| route.path == "/dossiers/nieuw/nakijken");
        for (place, route) in last.iter().chain(&rest).enumerate() {
            let hours = i64::try_from(place).unwrap() * 2;
            sent_late(app, &office, route, TimeDelta::hours(hours)).await;
        }
    });
}

#[test]
fn what_was_kept_is_shown_until_it_is_sent_and_a_password_is_never_kept() {
    on_every_app(async |app| {
        let office = Box::pin(Office::of(app)).await;
        let browser = Browser::of(app, &office.officer).await;
        let proof = browser.proof();
        app.at(harness::morning("2026-11-06").after(TimeDelta::hours(1)));
        let secret = [("bewijs", proof.as_str()), ("nieuw", "een lange zin over zwanen")];
        browser.post_raw("/account/wachtwoord", &secret).await.sent_to();
        let caller = app.caller(&office.officer).await;
        assert!(app.app.kept_input(&caller, "/account/wachtwoord").await.unwrap().is_none());

        let browser = Browser::of(app, &office.officer).await;
        let proof = browser.proof();
        app.at(harness::morning("2026-11-06").after(TimeDelta::hours(2)));
        let search = [("bewijs", proof.as_str()), ("zoekterm", "Kanarie")];
        browser.post_raw("/werkvoorraad/zoeken", &search).await.sent_to();
        let browser = Browser::of(app, &office.officer).await;
        for _ in 0..2 {
            let page = browser.get("/werkvoorraad/zoeken").await.expect(200);
            page.says("value=\"Kanarie\"").says("had ingevuld staat er nog");
        }
        browser.post("/werkvoorraad/zoeken", &[("zoekterm", "Kanarie")]).await.expect(200);
        let page = browser.get("/werkvoorraad/zoeken").await.expect(200);
        page.keeps("had ingevuld");
    });
}

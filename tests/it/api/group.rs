//! The working group by API: from a year of meetings to minutes that are adopted, a written round, questions and signals; and
//! what is refused.

use crate::group::scene::{Scene, advice_in, year};
use app::Permission;
use app::command::OfficeRole;
use harness::{ASSEN, Answer, Dossier, EMMEN, Official, TestApp, on_every_app};
use serde_json::{Value, json};

const GROUP: &str = "/v1/werkgroep";

/// A meeting of a day, by its address.
struct Meeting<'a> {
    app: &'a TestApp,
    address: String,
}

impl<'a> Meeting<'a> {
    async fn on(app: &'a TestApp, by: &Official, day: &str) -> Self {
        let list = app.get(by, &format!("{GROUP}/vergaderingen")).await.expect(200).json();
        let found = list.as_array().unwrap().iter().find(|line| line["op"] == day);
        let id = found.unwrap()["id"].as_str().unwrap();
        Self { app, address: format!("{GROUP}/vergaderingen/{id}") }
    }

    fn id(&self) -> &str {
        self.address.rsplit('/').next().unwrap()
    }

    async fn read(&self, by: &Official) -> Value {
        self.app.get(by, &self.address).await.expect(200).json()
    }

    /// Posts to a place below the meeting, at the version of now.
    async fn post(&self, by: &Official, place: &str, body: &Value) -> Answer {
        let version = self.read(by).await["versie"].as_u64().unwrap();
        self.post_at(by, (place, version), body).await
    }

    async fn post_at(&self, by: &Official, (place, version): (&str, u64), body: &Value) -> Answer {
        let request = self.app.request("POST", &format!("{}/{place}", self.address));
        request.by(by).version(version).json(body).send().await
    }

    async fn step(&self, by: &Official, name: &str, content: Value) -> Answer {
        self.post(by, "stappen", &json!({ "naam": name, "inhoud": content })).await
    }

    /// Takes a step, and returns the meeting after it.
    async fn done(&self, by: &Official, name: &str, content: Value) -> Value {
        self.step(by, name, content).await.expect(200).json()["vergadering"].clone()
    }

    async fn put_on_agenda(&self, by: &Official, subjects: &[Value]) {
        let body = json!({ "onderwerpen": subjects });
        self.post(by, "voorstel", &body).await.expect(200);
    }

    /// Opens the session with the chair and the first three members.
    async fn open(&self, scene: &Scene) -> Value {
        let there = [&scene.chair].into_iter().chain(&scene.members[..3]);
        let there: Vec<Value> = there.map(|who| json!({ "lid": who.account })).collect();
        self.done(&scene.chair, "zitting-openen", json!({ "aanwezig": there })).await
    }

    async fn is_pdf(&self, by: &Official, paper: &str) {
        let answer = self.app.get(by, &format!("{}/{paper}/pdf", self.address)).await.expect(200);
        assert_eq!(answer.header("content-type"), Some("application/pdf"));
        assert!(answer.text.starts_with("%PDF"), "{paper}");
    }
}

fn subject(file: &Dossier) -> Value {
    json!({ "soort": "dossier", "dossier": file.id })
}

fn item_of(meeting: &Value, file: &Dossier) -> Value {
    let items = meeting["punten"].as_array().unwrap();
    let item = items.iter().find(|item| item["punt"]["onderwerp"] == subject(file));
    item.unwrap()["punt"]["id"].clone()
}

/// Makes the group by API on 1 December 2026.
async fn begun(app: &TestApp) -> Scene {
    let scene = Scene::without_group(app).await;
    app.today("2026-12-01");
    app.get(&scene.chair, GROUP).await.expect(404);
    let wanted = serde_json::to_value(scene.wanted()).unwrap();
    let made = app.post(&scene.chair, GROUP, &wanted).await.expect(201);
    assert_eq!((made.header("location"), made.header("etag")), (Some(GROUP), Some("\"v1\"")));
    app.post(&scene.chair, GROUP, &wanted).await.refused(409, "al-in-gebruik");
    scene
}

/// The group with a year of meetings, and three files that the chair and three members are on.
async fn planned(app: &TestApp) -> (Scene, Vec<Dossier>) {
    let scene = begun(app).await;
    let files = scene.files(app, 3).await;
    for file in &files {
        for member in &scene.members[..3] {
            app.admit(&scene.chair, file, member).await;
        }
    }
    app.today("2026-12-01");
    let year = serde_json::to_value(year()).unwrap();
    let plan = async |place: &str| {
        app.post(&scene.chair, &format!("{GROUP}/{place}"), &year).await.expect(200).json()
    };
    let preview = plan("planning/_voorbeeld").await;
    assert_eq!(preview.as_array().map(Vec::len), Some(9));
    for new in [8, 0] {
        let planned = plan("planning").await;
        assert_eq!(planned["vergaderingen"].as_array().map(Vec::len), Some(new));
    }
    (scene, files)
}

/// The meeting of 15 February in session, with an interest of the second member in the third file.
async fn in_session<'a>(
    app: &'a TestApp,
    scene: &Scene,
    files: &[Dossier],
) -> (Meeting<'a>, Value) {
    let (chair, member) = (&scene.chair, &scene.members[1]);
    app.today("2027-02-08");
    let meeting = Meeting::on(app, chair, "2027-02-15").await;
    let proposal = app.get(chair, &format!("{}/voorstel", meeting.address)).await.expect(200);
    assert_eq!(proposal.json()["voorstellen"].as_array().map(Vec::len), Some(3));
    meeting.put_on_agenda(chair, &files.iter().map(subject).collect::<Vec<_>>()).await;
    let extra = json!({
        "onderwerp": { "soort": "overig", "titel": "Leges" },
        "minuten": 5,
        "toelichting": "Een collega vraagt het."
    });
    meeting.post(chair, "punten", &extra).await.expect(200);
    let frozen = meeting.done(chair, "agenda-bevriezen", json!({})).await;
    assert!(frozen["digest"].is_string() && frozen["punten"].as_array().unwrap().len() == 4);
    meeting.is_pdf(chair, "agenda").await;
    app.get(chair, &format!("{}/verslag/pdf", meeting.address)).await.expect(404);
    let interest = json!({
        "lid": member.account, "onderwerp": subject(&files[2]), "reden": "Mijn zus werkt er."
    });
    let own = meeting.done(member, "belang-melden", interest).await;
    assert_eq!(own["punten"].as_array().unwrap().len(), 3, "who has an interest sees it no more");
    app.today("2027-02-15");
    let held = meeting.open(scene).await;
    assert_eq!((&held["stand"], &held["bezet"]), (&json!("gehouden"), &json!(4)));
    (meeting, held)
}

/// Three for and one against, who says why.
fn divided(scene: &Scene, item: &Value) -> Value {
    let seats = [&scene.chair].into_iter().chain(&scene.members[..3]);
    let votes = ["voor", "voor", "voor", "tegen"];
    let ballot = |(who, vote): (&Official, &str)| json!({ "lid": who.account, "stem": vote });
    let ballots: Vec<Value> = seats.zip(votes).map(ballot).collect();
    let against = &scene.members[2];
    json!({
        "punt": item,
        "advies": "verdiepen",
        "redenen": "De herkomst van het geld is nog niet duidelijk.",
        "wijze": { "soort": "stemming", "stemmen": ballots },
        "afwijkend": [{ "lid": against.account, "standpunt": "Dit duurt al te lang." }]
    })
}

async fn stands_in_history(app: &TestApp, by: &Official, file: &Dossier) {
    let history = app.get(by, &format!("{}/gebeurtenissen", file.path())).await.expect(200).json();
    let events = history["items"].as_array().unwrap();
    let advice: Vec<&Value> =
        events.iter().filter(|event| event["naam"] == "werkgroepadvies-vastleggen").collect();
    assert_eq!(advice.len(), 1, "{history}");
    let advice = advice[0];
    let words = advice["inhoud"].to_string();
    for part in ["2027-02-15", "3 voor, 1 tegen", "Dit duurt al te lang."] {
        assert!(words.contains(part), "{words}");
    }
}

#[test]
fn a_meeting_goes_from_its_agenda_to_adopted_minutes() {
    on_every_app(async |app| {
        let (scene, files) = planned(app).await;
        let (chair, member) = (&scene.chair, &scene.members[0]);
        let (meeting, held) = in_session(app, &scene, &files).await;
        let item = item_of(&held, &files[0]);
        meeting.done(chair, "advies-vastleggen", divided(&scene, &item)).await;
        stands_in_history(app, chair, &files[0]).await;
        assert!(advice_in(app, chair, &files[1]).await.is_empty());
        let conclusion = json!({ "punt": item, "conclusie": "Volgende keer verder." });
        meeting.done(chair, "conclusie-vastleggen", conclusion).await;
        let action = json!({
            "punt": item,
            "wat": "Jaarrekening opvragen.",
            "eigenaar": member.account,
            "uiterlijk": "2027-03-15"
        });
        meeting.post(chair, "acties", &action).await.expect(200);
        meeting.done(member, "verslag-verbeteren", json!({ "tekst": "Het was maandag." })).await;
        meeting.is_pdf(member, "verslag").await;
        adopted_next_time(app, &scene, &meeting).await;
        let list = format!("{GROUP}/acties");
        let open = app.get(member, &list).await.expect(200).json();
        let done = json!({ "actie": open[0]["actie"]["id"], "op": "2027-03-30" });
        meeting.done(member, "actie-gereed-melden", done).await;
        assert_eq!(app.get(member, &list).await.expect(200).json(), json!([]));
        assert!(app.app.store().verify_audit(None, &[]).await.unwrap().is_sound());
    });
}

async fn adopted_next_time(app: &TestApp, scene: &Scene, meeting: &Meeting<'_>) {
    let chair = &scene.chair;
    app.today("2027-03-30");
    let next = Meeting::on(app, chair, "2027-03-30").await;
    let minutes = json!({ "soort": "verslag", "vergadering": meeting.id() });
    let proposal = app.get(chair, &format!("{}/voorstel", next.address)).await.expect(200).json();
    assert_eq!(proposal["voorstellen"][0]["voorstel"]["onderwerp"], minutes);
    next.put_on_agenda(chair, &[minutes]).await;
    next.done(chair, "agenda-bevriezen", json!({})).await;
    let adopt = json!({ "vergadering": next.id(), "overgenomen": [1] });
    let early = meeting.step(chair, "verslag-vaststellen", adopt.clone()).await;
    early.refused(409, "geen-volgende-vergadering");
    next.open(scene).await;
    let adopted = meeting.done(chair, "verslag-vaststellen", adopt).await;
    assert_eq!(adopted["stand"], "verslag-vastgesteld");
    assert_eq!(adopted["verslag"]["verbeteringen"][0]["overgenomen"], json!(true));
}

#[test]
fn what_is_not_known_or_not_of_now_is_refused_and_named() {
    on_every_app(async |app| {
        let (scene, _) = planned(app).await;
        let chair = &scene.chair;
        let meeting = Meeting::on(app, chair, "2027-02-15").await;
        let open = json!({ "naam": "agenda-openen", "inhoud": {} });
        let bare = app.post(chair, &format!("{}/stappen", meeting.address), &open).await;
        bare.refused(428, "versie-ontbreekt");
        meeting.post_at(chair, ("stappen", 7), &open).await.expect(412);
        meeting.post_at(chair, ("stappen", 1), &open).await.expect(200);
        meeting.post_at(chair, ("stappen", 1), &open).await.expect(412);
        meeting.step(chair, "agenda-bevriezen", json!({})).await.refused(409, "agenda-leeg");
        let advise = |method: Value| {
            json!({
                "punt": meeting.id(), "advies": "verlenen", "redenen": "Niets.", "wijze": method
            })
        };
        let agreed = json!({ "soort": "eensgezind", "stemmen": [] });
        let subject = json!({ "soort": "actielijst", "extra": 1 });
        let interest = json!({ "lid": chair.account, "onderwerp": subject, "reden": "Buren." });
        for (name, content, place) in [
            ("annuleren", json!({ "reden": "Nee.", "extra": 1 }), "/inhoud/extra"),
            ("agenda-bevriezen", json!({ "extra": 1 }), "/inhoud/extra"),
            ("advies-vastleggen", advise(agreed), "/inhoud/wijze/stemmen"),
            ("belang-melden", interest, "/inhoud/onderwerp/extra"),
        ] {
            let refused = meeting.step(chair, name, content).await.expect(400);
            assert_eq!(refused.faults(), [format!("{place} onbekend-veld")], "{name}");
        }
        // Who brought an item in, and its id, are not for the sender to say.
        let item = meeting.step(chair, "punt-toevoegen", json!({})).await.expect(400);
        assert_eq!(item.faults(), ["/naam onbekende-waarde"]);
        let quorum = json!({ "soort": "meer-dan-de-helft", "plaatsen": 1 });
        let mut wanted = serde_json::to_value(scene.wanted()).unwrap();
        wanted["quorum"] = quorum;
        let put = app.request("PUT", GROUP).by(chair).version(1).json(&wanted).send().await;
        assert_eq!(put.expect(400).faults(), ["/quorum/plaatsen onbekend-veld"]);
    });
}

#[test]
fn the_group_is_changed_at_the_version_that_was_read() {
    on_every_app(async |app| {
        let scene = begun(app).await;
        // Who administers works on no files, and manages the group all the same.
        let administrator = app.hire(EMMEN, OfficeRole::Beheerder, &[Permission::Administer]).await;
        let wanted = serde_json::to_value(scene.wanted()).unwrap();
        let put = async |version: u64, body: &Value| {
            let request = app.request("PUT", GROUP).by(&administrator).version(version);
            request.json(body).send().await
        };
        let changed = put(1, &wanted).await.expect(200);
        assert_eq!(
            (changed.header("etag"), &changed.json()["versie"]),
            (Some("\"v2\""), &json!(2))
        );
        put(1, &wanted).await.expect(412);
        let mut wrong = wanted.clone();
        wrong["leden"][2]["account"] = json!(app.assen.coordinator.account);
        let faults = put(2, &wrong).await.expect(400).faults();
        assert!(faults.iter().any(|fault| fault.starts_with("/leden/2/account ")), "{faults:?}");
        app.get(&administrator, GROUP).await.expect(200);
        let accounts = format!("{GROUP}/accounts");
        let list = app.get(&administrator, &accounts).await.expect(200).json();
        assert!(list.as_array().unwrap().iter().any(|one| one["rol"] == "aov"), "{list}");
        app.get(&scene.members[0], &accounts).await.expect(403);
        let meetings = format!("{GROUP}/vergaderingen");
        app.get(&administrator, &meetings).await.refused(403, "bevoegdheid-ontbreekt");
    });
}

#[test]
fn who_has_no_right_finds_nothing_or_is_refused() {
    on_every_app(async |app| {
        let (scene, files) = planned(app).await;
        let (officer, member) = (&app.emmen.behandelaar, &scene.members[0]);
        let may = [Permission::ReadCases, Permission::WriteCases, Permission::Supervise];
        let elsewhere = app.hire(ASSEN, OfficeRole::Coordinator, &may).await;
        let meeting = Meeting::on(app, member, "2027-02-15").await;
        for who in [officer, &elsewhere] {
            app.get(who, &meeting.address).await.expect(404);
            app.get(who, &format!("{}/agenda/pdf", meeting.address)).await.expect(404);
            app.get(who, &format!("{GROUP}/vergaderingen")).await.expect(404);
            let open = json!({ "naam": "agenda-openen", "inhoud": {} });
            meeting.post_at(who, ("stappen", 1), &open).await.expect(404);
        }
        app.get(officer, GROUP).await.expect(404);
        app.get(&app.emmen.toezichthouder, GROUP).await.expect(403);
        meeting.step(member, "agenda-openen", json!({})).await.refused(403, "niet-bevoegd");
        let year = serde_json::to_value(year()).unwrap();
        app.post(member, &format!("{GROUP}/planning"), &year).await.expect(403);
        // A coordinator who is not on the file does not bring it in.
        let second = app.hire(EMMEN, OfficeRole::Coordinator, &may).await;
        meeting.step(&second, "agenda-openen", json!({})).await.expect(200);
        let item = json!({
            "onderwerp": subject(&files[0]), "minuten": 10, "toelichting": "Graag bespreken."
        });
        let refused = meeting.post(&second, "punten", &item).await.expect(400);
        assert_eq!(refused.faults(), ["/onderwerp onbekende-waarde"]);
        meeting
            .step(&second, "agenda-bevriezen", json!({}))
            .await
            .refused(409, "alleen-de-voorzitter");
    });
}

/// Posts a step of something that is not a meeting, at a version.
async fn step(
    app: &TestApp,
    by: &Official,
    (address, version): (&str, u64),
    (name, content): (&str, Value),
) -> Answer {
    let body = json!({ "naam": name, "inhoud": content });
    let request = app.request("POST", &format!("{address}/stappen")).by(by).version(version);
    request.json(&body).send().await
}

#[test]
fn a_written_round_ends_in_its_file() {
    on_every_app(async |app| {
        let (scene, files) = planned(app).await;
        let (chair, interested) = (&scene.chair, &scene.members[3]);
        let asked = json!({
            "dossier": files[0].id,
            "vraag": "Kan dit dossier worden afgesloten?",
            "voorstel": "afsluiten",
            "redenen": "Er is niets gevonden.",
            "sluitOp": "2026-12-10"
        });
        let open = || {
            let request = app.request("POST", &format!("{GROUP}/rondes")).by(chair);
            request.key("ronde-1").json(&asked).send()
        };
        let made = open().await.expect(201);
        let address = made.header("location").unwrap().to_owned();
        assert_eq!(open().await.expect(201).json()["id"], made.json()["id"]);
        let declared = ("belang-melden", json!({ "reden": "Mijn buurman." }));
        let gone = step(app, interested, (&address, 1), declared).await.expect(200);
        assert_eq!(gone.json(), json!({}), "who has an interest gets no round back");
        app.get(interested, &address).await.expect(404);
        let answer =
            |who: &Official| ("antwoorden", json!({ "plaats": who.account, "stem": "voor" }));
        step(app, chair, (&address, 1), answer(chair)).await.expect(412);
        let voters = [chair].into_iter().chain(&scene.members[..3]);
        for (version, who) in (2..).zip(voters) {
            step(app, who, (&address, version), answer(who)).await.expect(200);
        }
        let round = app.get(chair, &address).await.expect(200);
        assert_eq!(
            (round.header("etag"), &round.json()["wachtenOp"]),
            (Some("\"v6\""), &json!([]))
        );
        let body = json!({ "naam": "sluiten" });
        let close = app.request("POST", &format!("{address}/stappen")).by(chair).version(6);
        let closed = close.json(&body).send().await.expect(200).json();
        assert_eq!(closed["ronde"]["ronde"]["uitkomst"]["soort"], "advies");
        assert_eq!(advice_in(app, chair, &files[0]).await.len(), 1);
        let list = app.get(chair, &format!("{GROUP}/rondes")).await.expect(200).json();
        assert_eq!(list.as_array().map(Vec::len), Some(1));
    });
}

#[test]
fn a_question_is_asked_answered_and_found() {
    on_every_app(async |app| {
        let scene = begun(app).await;
        let (officer, member) = (&app.emmen.behandelaar, &scene.members[0]);
        let asked =
            json!({ "onderwerp": "Leges", "vraag": "Mogen leges afhangen van de uitkomst?" });
        let made = app.post(officer, &format!("{GROUP}/vragen"), &asked).await.expect(201);
        let address = made.header("location").unwrap().to_owned();
        let search = async |by: &Official, words: &str| {
            let body = json!({ "woorden": words });
            let found = app.post(by, &format!("{GROUP}/vragen/_zoek"), &body).await.expect(200);
            found.json().as_array().unwrap().len()
        };
        let colleague = &app.emmen.beslisser;
        assert_eq!((search(colleague, "leges").await, search(officer, "leges").await), (0, 1));
        app.get(colleague, &address).await.expect(404);
        let answer =
            |links: Value| ("beantwoorden", json!({ "tekst": "Nee.", "verwijzingen": links }));
        let bare = step(app, member, (&address, 1), answer(json!([]))).await;
        bare.refused(409, "verwijzing-ontbreekt");
        let link = json!([{ "soort": "artikel", "artikel": "Wet Bibob art. 3" }]);
        step(app, officer, (&address, 1), answer(link.clone())).await.expect(403);
        let answered = step(app, member, (&address, 1), answer(link)).await.expect(200);
        assert_eq!(answered.json()["versie"], 2);
        assert_eq!(
            (search(colleague, "LEGES nee").await, search(colleague, "vastgoed").await),
            (1, 0)
        );
        app.post(&app.emmen.toezichthouder, &format!("{GROUP}/vragen"), &asked).await.expect(403);
    });
}

#[test]
fn a_signal_is_brought_and_forwarded_on_its_ground() {
    on_every_app(async |app| {
        let scene = begun(app).await;
        let (chair, member) = (&scene.chair, &scene.members[0]);
        let signals = format!("{GROUP}/signalen");
        let brought = |day: &str| json!({ "omschrijving": "Een leeg pand.", "grondslag": "eigen-onderzoek", "besprokenOp": day });
        let late = app.post(member, &signals, &brought("2026-12-02")).await.expect(400);
        assert_eq!(late.faults(), ["/besprokenOp verkeerde-vorm"]);
        let made = app.post(member, &signals, &brought("2026-11-30")).await.expect(201);
        let address = made.header("location").unwrap().to_owned();
        let forward = |ground: &str| {
            let content = json!({
                "aan": { "soort": "bestuursorgaan", "naam": "Waterschap Verzonnen" },
                "grondslag": { "soort": ground },
                "wat": "Het adres."
            });
            ("doorzenden", content)
        };
        step(app, member, (&address, 1), forward("doorzendplicht")).await.expect(403);
        let unfit = step(app, chair, (&address, 1), forward("riec")).await;
        unfit.refused(409, "grondslag-past-niet");
        step(app, chair, (&address, 1), forward("doorzendplicht")).await.expect(200);
        let close = ("afhandelen", json!({ "uitkomst": "Doorgezonden." }));
        step(app, chair, (&address, 1), close.clone()).await.expect(412);
        let closed = step(app, chair, (&address, 2), close).await.expect(200).json();
        assert_eq!(closed["signaal"]["stand"], "afgehandeld");
        assert_eq!(app.get(member, &signals).await.expect(200).json().as_array().unwrap().len(), 1);
        app.get(&app.emmen.behandelaar, &address).await.expect(404);
    });
}

//! The own investigation over the API: sources, findings, relations with their network, and the score.

use super::samples::investigated;
use app::Permission;
use app::command::OfficeRole;
use harness::{Answer, Dossier, EMMEN, Official, TestApp, on_every_app};
use serde_json::{Value, json};

/// A file under investigation, and one on it who may read criminal data.
pub(super) async fn scene(app: &TestApp, reference: &str) -> (Dossier, Official) {
    let by = &app.emmen.behandelaar;
    let file = investigated(app, by, reference).await;
    let may = [Permission::ReadCases, Permission::WriteCases, Permission::ReadCriminal];
    let coordinator = app.hire(EMMEN, OfficeRole::Coordinator, &may).await;
    app.admit(by, &file, &coordinator).await;
    (file, coordinator)
}

pub(super) fn id(answer: &Answer) -> String {
    answer.json()["id"].as_str().expect("an id").to_owned()
}

fn request(person: &str, source: &str) -> Value {
    json!({ "bron": source, "persoon": person, "waarom": "Wie heeft de aandelen?", "gevraagdOp": "2026-11-06" })
}

/// A conviction for laundering money of six months ago.
pub(super) fn conviction(person: &str) -> Value {
    json!({
        "persoon": person,
        "soort": "witwassen",
        "feitOp": "2026-05-14",
        "verkregenOp": "2026-11-06",
        "bron": { "soort": "justitie", "kenmerk": "Justid 7" },
        "bewijs": { "stand": "veroordeling" },
        "voordeel": "145000.00"
    })
}

/// A loan in cash.
pub(super) fn loan(person: &str) -> Value {
    let mut loan = conviction(person);
    loan["soort"] = json!("contante-lening");
    loan["bron"] = json!({ "soort": "vragenlijst", "kenmerk": "deel 6" });
    loan["bewijs"] = json!({ "stand": "vermoeden", "ernst": "stevig" });
    loan
}

fn relation(from: &str, kind: &str, to: &str) -> Value {
    json!({
        "van": from,
        "naar": to,
        "relatie": kind,
        "vastgesteldOp": "2026-11-06",
        "bron": { "soort": "kvk", "document": "uittreksel 5" }
    })
}

/// What came of a ground for refusal outside the Act.
pub(super) fn ground(outcome: &str) -> Value {
    json!({
        "grond": "Slecht levensgedrag (artikel 8 Alcoholwet)",
        "uitkomst": outcome,
        "toelichting": "Twee incidenten."
    })
}

/// Another next step on ground a, until the end of the month.
pub(super) fn other_step(step: &str) -> Value {
    json!({ "grond": "a", "stap": step, "reden": "De bank geeft inzage.", "totEnMet": "2026-11-30" })
}

/// What stands on a file under investigation for routes that are about one of them.
pub(super) struct Kept {
    request: String,
    finding: String,
    score: String,
    ground: String,
}

impl Kept {
    /// Puts one of each on a file, by somebody who may.
    pub(super) async fn on(app: &TestApp, by: &Official, file: &Dossier) -> Self {
        let (main, base) = (file.person(0), file.path());
        let write = async |path: &str, body: &Value| {
            id(&app.post(by, &format!("{base}/{path}"), body).await.expect(200))
        };
        Self {
            request: write("onderzoek/bevragingen", &request(&main, "kadaster")).await,
            finding: write("onderzoek/bevindingen", &loan(&main)).await,
            score: write("beoordeling/scores", &json!({})).await,
            ground: write("beoordeling/gronden", &ground("nog-na-te-gaan")).await,
        }
    }

    /// Fills in the ids in an address.
    pub(super) fn in_address(&self, address: &str) -> String {
        address
            .replace("{bevragingId}", &self.request)
            .replace("{bevindingId}", &self.finding)
            .replace("{scoreId}", &self.score)
            .replace("{grondId}", &self.ground)
    }
}

/// Returns the body that a route of the investigation takes.
pub(super) fn body(step: &str, main: &str) -> Option<Value> {
    Some(match step {
        "onderzoek/bevragingen" => request(main, "handelsregister"),
        "onderzoek/bevragingen/{bevragingId}/antwoord" => {
            json!({ "uitkomst": "niets-bekend", "op": "2026-11-06" })
        }
        "onderzoek/bevindingen" => loan(main),
        "onderzoek/bevindingen/{bevindingId}/intrekking" => json!({ "reden": "Verwisseld." }),
        "onderzoek/relaties" => relation(main, "zeggenschaphebbende", main),
        "beoordeling/scores" => json!({}),
        "lbb/vergewissing" => super::bureau::check("ja"),
        "lbb/hergebruik" => super::bureau::reuse(main, "2025-03-01"),
        "beoordeling/gronden" | "beoordeling/gronden/{grondId}/vervanging" => ground("beletsel"),
        "beoordeling/afwijkingen" => other_step("lbb-advies-overwegen"),
        _ => return None,
    })
}

#[test]
fn the_plan_leads_to_requests_within_the_circle_and_their_answers() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, _) = scene(app, "Z-2026-620").await;
        let (main, base) = (file.person(0), format!("{}/onderzoek", file.path()));
        let requests = format!("{base}/bevragingen");
        let plan = app.get(by, &format!("{base}/plan")).await.expect(200).json();
        assert_eq!(plan[0]["persoon"], json!(main));
        let stand = |plan: &Value, source: &str| {
            let sources = plan[0]["bronnen"].as_array().unwrap();
            sources.iter().find(|one| one["bron"] == source).unwrap()["stand"].clone()
        };
        assert_eq!(stand(&plan, "handelsregister")["soort"], "open");
        assert_eq!(stand(&plan, "brp")["soort"], "gesloten");

        let asked = app.post(by, &requests, &request(&main, "handelsregister")).await.expect(200);
        let plan = app.get(by, &format!("{base}/plan")).await.expect(200).json();
        let standing = json!({ "soort": "bevraagd", "bevraging": id(&asked) });
        assert_eq!(stand(&plan, "handelsregister"), standing);

        let answer = format!("{requests}/{}/antwoord", id(&asked));
        let early = json!({ "uitkomst": "niets-bekend", "op": "2026-11-05" });
        let early = app.post(by, &answer, &early).await.expect(400);
        assert_eq!(early.faults(), ["/op buiten-geldigheid"]);
        let found = json!({ "uitkomst": "gegevens", "op": "2026-11-06", "vindplaats": "KvK 42" });
        let found = app.post(by, &answer, &found).await.expect(200);
        let list = app.get(by, &requests).await.expect(200).json();
        assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
        assert_eq!(list[0]["id"], json!(id(&found)));
        assert_eq!(list[0]["door"], json!(by.account));
        assert_eq!(list[0]["inhoud"]["antwoord"]["vindplaats"], "KvK 42");
        let article = list[0]["inhoud"]["artikel"].as_str().unwrap();
        assert!(article.contains("Handelsregisterwet"), "{article}");
        // It is answered once.
        let again = json!({ "uitkomst": "niets-bekend", "op": "2026-11-06" });
        app.post(by, &answer, &again).await.expect(404);
    });
}

#[test]
fn a_request_outside_the_matrix_is_refused_with_the_article_and_every_fault_is_named() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, coordinator) = scene(app, "Z-2026-621").await;
        let main = file.person(0);
        let requests = format!("{}/onderzoek/bevragingen", file.path());
        let closed = app.post(by, &requests, &request(&main, "brp")).await.expect(400);
        assert_eq!(closed.faults(), ["/bron buiten-geldigheid"]);
        assert!(closed.messages().contains("art. 3.8"), "{}", closed.messages());
        let unknown = app.post(by, &requests, &request(&main, "glazen-bol")).await.expect(400);
        assert_eq!(unknown.faults().len(), 1, "{}", unknown.text);
        let mut wrong = request(&file.id, "handelsregister");
        wrong["gevraagdOp"] = json!("2026-11-07");
        wrong["uiterlijk"] = json!("2026-11-01");
        let wrong = app.post(by, &requests, &wrong).await.expect(400);
        let named = [
            "/gevraagdOp buiten-geldigheid",
            "/uiterlijk tegenstrijdig",
            "/persoon onbekende-waarde",
        ];
        assert_eq!(wrong.faults(), named);
        let mut formless = request(&main, "handelsregister");
        formless["waarom"] = json!("");
        formless["reden"] = json!("x");
        formless.as_object_mut().unwrap().remove("gevraagdOp");
        let formless = app.post(by, &requests, &formless).await.expect(400);
        let places: std::collections::BTreeSet<String> = formless
            .faults()
            .iter()
            .filter_map(|fault| fault.split(' ').next().map(str::to_owned))
            .collect();
        assert_eq!(places, ["/gevraagdOp", "/reden", "/waarom"].map(str::to_owned).into());

        // What a source with criminal data said is recorded and read by who may read those.
        let justice = request(&main, "justitiele-gegevens");
        let asked = id(&app.post(by, &requests, &justice).await.expect(200));
        let answer = format!("{requests}/{asked}/antwoord");
        let found = json!({ "uitkomst": "gegevens", "op": "2026-11-06", "vindplaats": "Justid 7" });
        app.post(by, &answer, &found).await.expect(403);
        app.post(&coordinator, &answer, &found).await.expect(200);
        let shown = app.get(by, &requests).await.expect(200);
        assert!(!shown.text.contains("Justid 7"), "{}", shown.text);
        let shown = app.get(&coordinator, &requests).await.expect(200);
        assert!(shown.text.contains("Justid 7"), "{}", shown.text);
    });
}

#[test]
fn a_request_that_is_sent_twice_with_its_key_writes_once() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, _) = scene(app, "Z-2026-622").await;
        let (main, base) = (file.person(0), format!("{}/onderzoek", file.path()));
        let send = async |step: &str, key: &str, body: &Value| {
            let call = app.request("POST", &format!("{base}/{step}")).by(by).key(key);
            call.json(body).send().await
        };
        let asked = request(&main, "handelsregister");
        let first = id(&send("bevragingen", "een", &asked).await.expect(200));
        assert_eq!(id(&send("bevragingen", "een", &asked).await.expect(200)), first);
        let other = send("bevragingen", "een", &request(&main, "kadaster")).await;
        other.refused(409, "sleutel-hergebruikt");
        // The second answer would be refused for what the first one did.
        let (step, reply) = (
            format!("bevragingen/{first}/antwoord"),
            json!({ "uitkomst": "niets-bekend", "op": "2026-11-06" }),
        );
        let answered = id(&send(&step, "twee", &reply).await.expect(200));
        assert_eq!(id(&send(&step, "twee", &reply).await.expect(200)), answered);
        let found = id(&send("bevindingen", "drie", &loan(&main)).await.expect(200));
        assert_eq!(id(&send("bevindingen", "drie", &loan(&main)).await.expect(200)), found);
        let (step, why) =
            (format!("bevindingen/{found}/intrekking"), json!({ "reden": "Verwisseld." }));
        let gone = id(&send(&step, "vier", &why).await.expect(200));
        assert_eq!(id(&send(&step, "vier", &why).await.expect(200)), gone);
        let stated = relation(&file.person(1), "leidinggevende", &main);
        let one = id(&send("relaties", "vijf", &stated).await.expect(200));
        assert_eq!(id(&send("relaties", "vijf", &stated).await.expect(200)), one);
        for list in ["bevragingen", "bevindingen"] {
            let list = app.get(by, &format!("{base}/{list}")).await.expect(200).json();
            assert_eq!(list.as_array().map(Vec::len), Some(1), "{list}");
        }
    });
}

#[test]
fn findings_name_every_fault_and_offences_are_for_who_may_read_them() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, coordinator) = scene(app, "Z-2026-623").await;
        let (lender, findings) = (file.person(1), format!("{}/onderzoek/bevindingen", file.path()));
        let mut nowhere = loan(&lender);
        nowhere.as_object_mut().unwrap().remove("bron");
        let nowhere = app.post(by, &findings, &nowhere).await.expect(400);
        assert_eq!(nowhere.faults(), ["/bron ontbreekt"]);
        let mut wrong = loan(&file.id);
        wrong["soort"] = json!("contante-lenning");
        wrong["feitTotEnMet"] = json!("2026-05-13");
        wrong["verkregenOp"] = json!("2026-11-07");
        wrong["bron"]["kenmerk"] = json!(" ");
        wrong["samenhang"] = json!({ "antwoord": "ja" });
        let wrong = app.post(by, &findings, &wrong).await.expect(400);
        let mut named = wrong.faults();
        named.sort();
        let places: Vec<&str> =
            named.iter().map(|fault| fault.split(' ').next().unwrap()).collect();
        let all = [
            "/bron/kenmerk",
            "/feitTotEnMet",
            "/persoon",
            "/samenhang/reden",
            "/soort",
            "/verkregenOp",
        ];
        assert_eq!(places, all, "{}", wrong.text);
        assert!(wrong.messages().contains("contante-lening"), "{}", wrong.messages());
        let mut amount = loan(&lender);
        amount["voordeel"] = json!("veel");
        let amount = app.post(by, &findings, &amount).await.expect(400);
        assert!(amount.faults()[0].starts_with("/voordeel "), "{}", amount.text);

        app.post(by, &findings, &conviction(&lender)).await.expect(403);
        let offence =
            id(&app.post(&coordinator, &findings, &conviction(&lender)).await.expect(200));
        app.post(by, &findings, &loan(&lender)).await.expect(200);
        let own = app.get(by, &findings).await.expect(200);
        assert_eq!(own.json().as_array().map(Vec::len), Some(1), "{}", own.text);
        assert!(!own.text.contains("Justid 7"), "{}", own.text);
        let all = app.get(&coordinator, &findings).await.expect(200).json();
        assert_eq!(all[0]["inhoud"]["bevinding"]["pad"][0]["rol"], "vermogensverschaffer");

        let withdraw = format!("{findings}/{offence}/intrekking");
        let why = json!({ "reden": "Persoonsverwisseling." });
        app.post(by, &withdraw, &why).await.expect(404);
        app.post(&coordinator, &withdraw, &json!({})).await.expect(400);
        app.post(&coordinator, &withdraw, &why).await.expect(200);
        let all = app.get(&coordinator, &findings).await.expect(200).json();
        let gone = all.as_array().unwrap().iter().find(|one| one["id"] != json!(offence));
        assert!(gone.is_some(), "{all}");
        let reasons: Vec<&Value> =
            all.as_array().unwrap().iter().map(|one| &one["inhoud"]["ingetrokken"]).collect();
        assert!(reasons.contains(&&json!("Persoonsverwisseling.")), "{all}");
    });
}

#[test]
fn relations_name_every_fault_and_one_can_stand_in_the_place_of_another() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, _) = scene(app, "Z-2026-624").await;
        let (main, lender) = (file.person(0), file.person(1));
        let relations = format!("{}/onderzoek/relaties", file.path());
        let roles = app.get(by, &relations).await.expect(200).json();
        assert_eq!(roles.as_array().map(Vec::len), Some(2), "the roles on the file: {roles}");
        let mut formless = relation(&lender, "zwager", &main);
        formless["aandeel"] = json!({ "min": 15000, "max": 15000 });
        let formless = app.post(by, &relations, &formless).await.expect(400);
        let places: Vec<String> = formless.faults();
        assert!(places.iter().any(|fault| fault.starts_with("/relatie ")), "{places:?}");
        assert!(places.iter().any(|fault| fault.starts_with("/aandeel/max ")), "{places:?}");
        let mut wrong = relation(&file.id, "familieband", &main);
        wrong["geldigVan"] = json!("2020-01-02");
        wrong["geldigTotEnMet"] = json!("2020-01-01");
        wrong["aandeel"] = json!({ "min": 5000, "max": 2500 });
        wrong["status"] = json!("weerlegd");
        wrong["deelbaar"] = json!(true);
        wrong["vastgesteldOp"] = json!("2026-11-07");
        wrong["vervangt"] = json!(file.id);
        let wrong = app.post(by, &relations, &wrong).await.expect(400);
        let mut places: Vec<String> = wrong.faults();
        places.sort();
        let named = [
            "/aandeel tegenstrijdig",
            "/deelbaar tegenstrijdig",
            "/geldigTotEnMet tegenstrijdig",
            "/motivering tegenstrijdig",
            "/van onbekende-waarde",
            "/vastgesteldOp tegenstrijdig",
            "/vervangt onbekende-waarde",
        ];
        assert_eq!(places, named, "{}", wrong.text);

        let mut owner = relation(&lender, "zeggenschaphebbende", &main);
        owner["aandeel"] = json!({ "min": 2500, "max": 5000 });
        let first = id(&app.post(by, &relations, &owner).await.expect(200));
        owner["aandeel"] = json!({ "min": 6000, "max": 6000 });
        owner["vervangt"] = json!(first);
        app.post(by, &relations, &owner).await.expect(200);
        let twice = app.post(by, &relations, &owner).await.expect(400);
        assert_eq!(twice.faults(), ["/vervangt onbekende-waarde"]);
        let list = app.get(by, &relations).await.expect(200).json();
        let shares: Vec<&Value> =
            list.as_array().unwrap().iter().map(|one| &one["aandeel"]).collect();
        assert!(shares.contains(&&json!({ "min": 6000, "max": 6000 })), "{list}");
        assert!(!shares.contains(&&json!({ "min": 2500, "max": 5000 })), "{list}");
    });
}

#[test]
fn the_network_is_given_as_of_a_day_as_a_drawing_and_for_others() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, _) = scene(app, "Z-2026-625").await;
        let (main, lender, director) = (file.person(0), file.person(1), file.person(2));
        let base = format!("{}/onderzoek", file.path());
        let mut owner = relation(&lender, "zeggenschaphebbende", &main);
        owner["aandeel"] = json!({ "min": 2500, "max": 2500 });
        owner["status"] = json!("aannemelijk");
        owner["motivering"] = json!("Het register klopt met de akte.");
        app.post(by, &format!("{base}/relaties"), &owner).await.expect(200);
        let partners = relation(&lender, "zakelijk-samenwerkingsverband", &director);
        app.post(by, &format!("{base}/relaties"), &partners).await.expect(200);

        let network = app.get(by, &format!("{base}/netwerk")).await.expect(200).json();
        assert_eq!(network["betrokkene"], json!(main));
        assert_eq!(network["beweringen"].as_array().map(Vec::len), Some(4), "{network}");
        let before = app.get(by, &format!("{base}/netwerk?op=2026-11-05")).await.expect(200).json();
        assert_eq!(before["beweringen"].as_array().map(Vec::len), Some(2), "{before}");
        let ahead = app.get(by, &format!("{base}/netwerk?op=2026-11-07")).await.expect(400);
        assert!(ahead.faults()[0].starts_with("query/op "), "{}", ahead.text);
        let wrong = app.get(by, &format!("{base}/netwerk?op=gisteren&naam=x")).await.expect(400);
        assert_eq!(wrong.faults().len(), 2, "{}", wrong.text);

        let drawing = app.get(by, &format!("{base}/netwerk/tekening")).await.expect(200);
        assert_eq!(drawing.header("content-type"), Some("image/svg+xml"));
        assert!(drawing.text.contains("dw-netwerk"), "{}", drawing.text);
        let bods = app.get(by, &format!("{base}/netwerk/bods")).await.expect(200);
        let statements = bods.json();
        let of = |kind: &str| {
            let all = statements.as_array().unwrap().iter();
            all.filter(|one| one["recordType"] == kind).count()
        };
        assert_eq!((of("entity"), of("person"), of("relationship")), (1, 2, 3), "{}", bods.text);
        assert!(!bods.text.contains("samenwerkingsverband"), "{}", bods.text);
        assert!(!bods.text.contains("Het register klopt"), "{}", bods.text);
    });
}

#[test]
fn the_score_is_canonical_is_kept_and_comes_out_the_same_again() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (file, coordinator) = scene(app, "Z-2026-626").await;
        let findings = format!("{}/onderzoek/bevindingen", file.path());
        let assessment = format!("{}/beoordeling", file.path());
        app.post(&coordinator, &findings, &conviction(&file.person(1))).await.expect(200);
        for path in ["score", "wat-verlaagt", "scores"] {
            app.get(by, &format!("{assessment}/{path}")).await.expect(403);
        }
        app.post(by, &format!("{assessment}/scores"), &json!({})).await.expect(403);

        let path = format!("{assessment}/score");
        let score = app.get(&coordinator, &path).await.expect(200);
        assert_eq!(score.text, app.get(&coordinator, &path).await.expect(200).text);
        let outcome = score.json();
        assert_eq!(outcome["dossier"], json!(file.id));
        let points = |outcome: &Value| {
            let grounds = outcome["gronden"].as_array().unwrap().iter();
            grounds.map(|ground| ground["punten"].as_u64().unwrap()).sum::<u64>()
        };
        assert!(points(&outcome) > 0, "{outcome}");
        let lower = app.get(&coordinator, &format!("{assessment}/wat-verlaagt")).await.expect(200);
        assert!(lower.text.contains("bevinding-weg"), "{}", lower.text);

        let kept = app.request("POST", &format!("{assessment}/scores")).by(&coordinator).send();
        let kept = id(&kept.await.expect(200));
        let scores =
            app.get(&coordinator, &format!("{assessment}/scores")).await.expect(200).json();
        assert_eq!(scores[0]["id"], json!(kept));
        assert_eq!(scores[0]["uitkomst"], outcome);
        let replay = format!("{assessment}/scores/{kept}/herberekening");
        let same = app.get(&coordinator, &replay).await.expect(200).json();
        assert_eq!(same, json!({ "gelijk": true }));
        app.get(by, &replay).await.expect(403);
        let other = format!("{assessment}/scores/{}/herberekening", file.id);
        app.get(&coordinator, &other).await.expect(404);
    });
}

#[test]
fn another_party_knows_nothing_of_an_investigation() {
    on_every_app(async |app| {
        let (file, coordinator) = scene(app, "Z-2026-627").await;
        let foreign = app.hire(harness::ASSEN, OfficeRole::Coordinator, &Permission::ALL).await;
        let base = file.path();
        let path = format!("{base}/onderzoek/bevindingen");
        let found =
            id(&app.post(&coordinator, &path, &conviction(&file.person(1))).await.expect(200));
        for path in [
            "onderzoek/plan",
            "onderzoek/bevragingen",
            "onderzoek/bevindingen",
            "onderzoek/relaties",
            "onderzoek/netwerk",
            "onderzoek/netwerk/tekening",
            "onderzoek/netwerk/bods",
            "beoordeling/score",
            "beoordeling/wat-verlaagt",
            "beoordeling/scores",
        ] {
            app.get(&foreign, &format!("{base}/{path}")).await.expect(404);
        }
        let main = file.person(0);
        for (path, body) in [
            ("onderzoek/bevragingen".to_owned(), request(&main, "handelsregister")),
            ("onderzoek/bevindingen".to_owned(), loan(&main)),
            (format!("onderzoek/bevindingen/{found}/intrekking"), json!({ "reden": "Weg." })),
            ("onderzoek/relaties".to_owned(), relation(&file.person(1), "leidinggevende", &main)),
        ] {
            let path = format!("{base}/{path}");
            app.post(&foreign, &path, &body).await.expect(404);
            let keyed = app.request("POST", &path).by(&foreign).key("sleutel").json(&body);
            keyed.send().await.expect(404);
        }
    });
}

#[test]
fn every_write_leaves_its_line_in_the_trail() {
    on_every_app(async |app| {
        let (file, coordinator) = scene(app, "Z-2026-628").await;
        let (main, base) = (file.person(0), file.path());
        let write = async |path: &str, body: &Value| {
            id(&app.post(&coordinator, &format!("{base}/{path}"), body).await.expect(200))
        };
        let asked = write("onderzoek/bevragingen", &request(&main, "handelsregister")).await;
        let reply = json!({ "uitkomst": "niets-bekend", "op": "2026-11-06" });
        let answer = write(&format!("onderzoek/bevragingen/{asked}/antwoord"), &reply).await;
        let found = write("onderzoek/bevindingen", &conviction(&main)).await;
        let why = json!({ "reden": "Verwisseld." });
        let gone = write(&format!("onderzoek/bevindingen/{found}/intrekking"), &why).await;
        let stated = relation(&file.person(1), "leidinggevende", &main);
        let stated = write("onderzoek/relaties", &stated).await;
        let kept = app.request("POST", &format!("{base}/beoordeling/scores")).by(&coordinator);
        let kept = id(&kept.send().await.expect(200));
        let trail =
            app.get(&app.emmen.toezichthouder, "/v1/controlespoor").await.expect(200).json();
        let lines = trail["items"].as_array().unwrap();
        let expected = [
            ("bron-bevragen", "bevraging", asked),
            ("bron-antwoord-vastleggen", "bevraging", answer),
            ("bevinding-vastleggen", "bevinding", found),
            ("bevinding-intrekken", "bevinding", gone),
            ("relatie-vastleggen", "bewering", stated),
            ("score-bewaren", "score", kept),
        ];
        for (action, kind, id) in expected {
            let about = format!("dossier/{}/{kind}/{id}", file.id);
            let told = lines.iter().map(Value::to_string);
            let here = told.filter(|line| line.contains(action) && line.contains(&about)).count();
            assert_eq!(here, 1, "{action} {about}: {trail}");
        }
        assert!(!trail.to_string().contains("Justid 7"), "a line holds a digest, not the content");
    });
}

/// Adds a person with these roles to a file.
async fn add(app: &TestApp, file: &Dossier, roles: &Value) -> Answer {
    let by = &app.emmen.behandelaar;
    let shown = Dossier::of(&app.get(by, &file.path()).await.expect(200).json());
    let persoon =
        json!({ "soort": "natuurlijk-persoon", "naam": "Fenna Fantasie", "rollen": roles });
    let path = format!("{}/personen", file.path());
    let request = app.request("POST", &path).by(by).version(shown.version);
    request.json(&json!({ "persoon": persoon })).send().await
}

#[test]
fn somebody_can_have_had_a_role_before_and_have_it_again() {
    on_every_app(async |app| {
        let (file, coordinator) = scene(app, "Z-2026-670").await;
        let backwards =
            json!([{ "soort": "leidinggevende", "van": "2024-01-01", "totEnMet": "2023-12-31" }]);
        let refused = add(app, &file, &backwards).await.expect(400);
        assert!(refused.text.contains("/persoon/rollen/0/totEnMet"), "{}", refused.text);
        let again = json!([
            { "soort": "leidinggevende", "van": "2012-01-01", "totEnMet": "2014-12-31" },
            { "soort": "vermogensverschaffer", "van": "2013-01-01" },
            { "soort": "leidinggevende", "van": "2024-01-01" },
        ]);
        let shown = Dossier::of(&add(app, &file, &again).await.expect(200).json());
        let person = shown.person(3);
        let network = app.get(&coordinator, &format!("{}/onderzoek/netwerk", file.path())).await;
        let network = network.expect(200).json();
        let statements = network["beweringen"].as_array().expect("statements");
        let own = statements.iter().filter(|one| one["van"] == person.as_str()).count();
        assert_eq!(own, 3, "{network}");
        // Who leads now is somebody who leads now, whatever was before.
        let findings = format!("{}/onderzoek/bevindingen", file.path());
        app.post(&coordinator, &findings, &conviction(&person)).await.expect(200);
        let found = app.get(&coordinator, &findings).await.expect(200).json();
        let found = found.as_array().expect("findings").last().expect("a finding").clone();
        assert!(found.to_string().contains("\"tijd\":\"nu\""), "{found}");
    });
}

//! The letters of a file by API: written by one, fixed by another, sent once; and every kind of the list on a file of its own.

use super::samples::{
    advice_request, form, forms, intended, investigated, new_file, reason, refusal, take,
};
use app::command::OfficeRole;
use app::{Letterhead, Permission};
use harness::{Answer, Dossier, Official, TestApp, on_every_app};
use letters::{LetterKind, Reader};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Who may read criminal data: who writes, and who looks at it.
pub(super) struct Hands {
    pub(super) writer: Official,
    pub(super) reader: Official,
    program: Official,
    administrator: Official,
}

impl Hands {
    pub(super) async fn of(app: &TestApp) -> Self {
        let may = [
            Permission::ReadCases,
            Permission::WriteCases,
            Permission::ReadCriminal,
            Permission::Supervise,
        ];
        let hire = async |role| app.hire("gemeente-emmen", role, &may).await;
        let hands = Self {
            writer: hire(OfficeRole::Coordinator).await,
            reader: hire(OfficeRole::TweedeLezer).await,
            program: hire(OfficeRole::Systeem).await,
            administrator: hire(OfficeRole::Beheerder).await,
        };
        hands.letterhead(app, "Postbus 0").await;
        hands
    }

    async fn letterhead(&self, app: &TestApp, first_line: &str) {
        let head = Letterhead {
            address: vec![first_line.to_owned(), "0000 AA Voorbeeldstad".to_owned()],
            ..Letterhead::default()
        };
        let administrator = app.caller(&self.administrator).await;
        app.app.keep_letterhead(&administrator, &head).await.unwrap();
    }
}

/// Brings a file to a refusal of Friday 20 November 2026, with views of the person concerned.
pub(super) async fn refused(app: &TestApp, hands: &Hands, reference: &str) -> Dossier {
    let file = intended(app, reference).await;
    refused_of(app, hands, file).await
}

/// The same of a file with an intention.
pub(super) async fn refused_of(app: &TestApp, hands: &Hands, mut file: Dossier) -> Dossier {
    let officer = &app.emmen.behandelaar;
    for who in [&app.emmen.beslisser, &hands.writer, &hands.reader, &hands.program] {
        app.admit(officer, &file, who).await;
    }
    let shown = app.get(officer, &file.path()).await.expect(200).json();
    file = Dossier::of(&shown);
    let (main, third) = (file.person(0), file.person(1));
    app.today("2026-11-19");
    let views = json!({ "persoon": main, "op": "2026-11-18", "wijze": "schriftelijk" });
    take(app, officer, &mut file, "zienswijzen", &views).await;
    take(app, officer, &mut file, "ongebruikte-zienswijzen", &json!({ "persoon": third })).await;
    app.today("2026-11-20");
    take(app, &app.emmen.beslisser, &mut file, "beslissingen", &refusal("2026-11-20")).await;
    file
}

async fn begin(
    app: &TestApp,
    by: &Official,
    file: &Dossier,
    kind: &str,
    to: Option<&str>,
) -> Answer {
    let body = json!({ "soort": kind, "persoon": to });
    app.post(by, &format!("{}/brieven", file.path()), &body).await
}

/// Begins a letter and returns its address.
pub(super) async fn begun(
    app: &TestApp,
    by: &Official,
    file: &Dossier,
    kind: &str,
    to: Option<&str>,
) -> String {
    let answer = begin(app, by, file, kind, to).await.expect(200).json();
    format!("{}/brieven/{}", file.path(), answer["id"].as_str().unwrap())
}

pub(super) async fn page(app: &TestApp, by: &Official, letter: &str) -> Value {
    app.get(by, letter).await.expect(200).json()
}

/// Fills in what a letter cannot do without, beside what stands there, and returns the texts.
pub(super) fn filled(page: &Value) -> Value {
    let mut texts = serde_json::Map::new();
    for field in page["velden"].as_array().unwrap() {
        let id = field["id"].as_str().unwrap();
        let stands = field["tekst"].as_str().unwrap();
        let is_open = stands.is_empty() || !field["fout"].is_null();
        let text = if id == "ontvanger_adres" {
            "Verzonnen Plas 1\n7811 AA  Emmen"
        } else if field["verplicht"] == true && is_open {
            match field["vorm"].as_str().unwrap() {
                "dag" => "2026-12-18",
                "keuze" => field["keuzes"][0][0].as_str().unwrap(),
                "voorschriften" => {
                    "Geen contant geld boven € 500 | a | vanaf 1 januari 2027 | kasboek"
                }
                _ => "Een verzonnen tekst voor deze proef.",
            }
        } else {
            stands
        };
        texts.insert(id.to_owned(), json!(text));
    }
    Value::Object(texts)
}

pub(super) async fn write(app: &TestApp, by: &Official, letter: &str, texts: &Value) -> Answer {
    let version = page(app, by, letter).await["brief"]["versie"].clone();
    let body = json!({ "versie": version, "velden": texts });
    app.post(by, &format!("{letter}/tekst"), &body).await
}

pub(super) async fn step(
    app: &TestApp,
    by: &Official,
    letter: &str,
    step: &str,
    mut body: Value,
) -> Answer {
    let shown = page(app, by, letter).await;
    body["versie"] = shown["brief"]["versie"].clone();
    if step == "vaststelling" {
        body["lezing"] = json!(shown["lezing"].as_str().unwrap_or_default());
    }
    app.post(by, &format!("{letter}/{step}"), &body).await
}

/// One decision has one letter to each person.
async fn a_second_letter_is_refused(app: &TestApp, hands: &Hands, file: &Dossier) {
    let (writer, reader) = (&hands.writer, &hands.reader);
    let second = begun(app, writer, file, "weigering", Some(&file.person(0))).await;
    let texts = filled(&page(app, writer, &second).await);
    write(app, writer, &second, &texts).await.expect(204);
    step(app, writer, &second, "voorlegging", json!({})).await.expect(204);
    let told = step(app, reader, &second, "vaststelling", json!({})).await.expect(400);
    assert!(told.text.contains("al een brief met het besluit"), "{told:?}");
}

/// The last day to object is counted from the day on which a letter goes (Awb 6:8): on no other day than it tells.
async fn it_is_posted_on_its_own_day(app: &TestApp, writer: &Official, letter: &str) {
    let posted = json!({ "wijze": "post" });
    step(app, writer, letter, "verzending", posted).await.expect(204);
    let list = app.get(writer, "/v1/printlijst").await.expect(200).json();
    let id = letter.rsplit('/').next().unwrap();
    assert_eq!(list[0]["brief"]["id"], id);
    let ahead = json!({ "brieven": [id], "op": "2026-11-24" });
    app.post(writer, "/v1/printlijst/verzending", &ahead).await.expect(400);
    for wrong in ["2026-11-19", "2026-11-23"] {
        let sent = json!({ "brieven": [id], "op": wrong });
        app.post(writer, "/v1/printlijst/verzending", &sent).await.expect(400);
    }
    let sent = json!({ "brieven": [id], "op": "2026-11-20" });
    app.post(writer, "/v1/printlijst/verzending", &sent).await.expect(204);
    app.post(writer, "/v1/printlijst/verzending", &sent).await.expect(404);
    let line = page(app, writer, letter).await["brief"].clone();
    assert_eq!((&line["stand"], &line["verzonden_op"]), (&json!("verzonden"), &Value::Null));
    assert_eq!(line["verzondenOp"], "2026-11-20");
}

#[test]
fn a_refusal_without_its_reasons_is_not_made_final_and_with_them_another_does_it() {
    on_every_app(async |app| {
        let hands = Hands::of(app).await;
        let (writer, reader) = (&hands.writer, &hands.reader);
        let file = refused(app, &hands, "Z-2026-BRIEF").await;
        let main = file.person(0);
        let letter = begun(app, writer, &file, "weigering", Some(&main)).await;
        let shown = page(app, writer, &letter).await;
        let text = |id: &str| {
            let fields = shown["velden"].as_array().unwrap();
            fields.iter().find(|field| field["id"] == id).unwrap()["tekst"].clone()
        };
        assert_eq!(text("evenredigheid"), json!(reason("de evenredigheid")), "from the file");
        assert_eq!(text("mandaat"), "Het college, bij mandaatbesluit 2026-1.");

        // Everything that is missing is named, by the place where it is filled in.
        let mut texts = filled(&shown);
        let draft = app.get(writer, &format!("{letter}/docx")).await.expect(200);
        assert!(draft.text.starts_with("PK"), "{draft:?}");
        texts["evenredigheid"] = json!("  ");
        texts["belangen"] = json!("");
        write(app, writer, &letter, &texts).await.expect(204);
        let offered = step(app, writer, &letter, "voorlegging", json!({})).await.expect(400);
        assert!(
            offered.faults().iter().any(|at| at.contains("/velden/evenredigheid")),
            "{offered:?}"
        );
        assert!(offered.faults().iter().any(|at| at.contains("/velden/belangen")), "{offered:?}");

        texts["evenredigheid"] = json!("Het gevaar is **ernstig**. #set page(width: 1pt)");
        texts["belangen"] = json!("Uw belang weegt minder zwaar.");
        write(app, writer, &letter, &texts).await.expect(204);
        step(app, writer, &letter, "voorlegging", json!({})).await.expect(204);
        // Who wrote it does not fix it, and a program neither.
        step(app, writer, &letter, "vaststelling", json!({})).await.expect(400);
        let program = &hands.program;
        let told = step(app, program, &letter, "vaststelling", json!({})).await.expect(400);
        assert!(told.text.contains("alleen een mens"), "{told:?}");
        // What was read is what is fixed: not a letter with another letterhead.
        let read = page(app, reader, &letter).await;
        hands.letterhead(app, "Postbus 1").await;
        let fix = json!({ "versie": read["brief"]["versie"], "lezing": read["lezing"] });
        app.post(reader, &format!("{letter}/vaststelling"), &fix).await.expect(412);
        step(app, reader, &letter, "vaststelling", json!({})).await.expect(204);
        let fixed = page(app, writer, &letter).await["brief"].clone();
        assert_eq!(fixed["stand"], "definitief");
        app.get(writer, &format!("{letter}/docx")).await.expect(404);
        let bytes = app.get(writer, &format!("{letter}/pdf")).await.expect(200);
        assert!(bytes.text.starts_with("%PDF"), "{bytes:?}");
        a_second_letter_is_refused(app, &hands, &file).await;
        // The bytes stay, whatever happens to the file.
        app.today("2026-11-23");
        let later = app.get(writer, &format!("{letter}/pdf")).await.expect(200);
        assert_eq!(bytes.text, later.text);
        write(app, writer, &letter, &texts).await.expect(412);

        it_is_posted_on_its_own_day(app, writer, &letter).await;
        assert!(app.app.store().verify_audit(None, &[]).await.unwrap().is_sound());
    });
}

#[test]
fn a_letter_comes_back_with_a_reason_and_what_stood_there_can_be_read() {
    on_every_app(async |app| {
        let hands = Hands::of(app).await;
        let (writer, reader) = (&hands.writer, &hands.reader);
        let file = refused(app, &hands, "Z-2026-TERUG").await;
        let letter = begun(app, writer, &file, "vraag", Some(&file.person(0))).await;
        let first = filled(&page(app, writer, &letter).await);
        let mut texts = first.clone();
        texts["antwoord_tot"] = json!("2026-12-04");
        write(app, writer, &letter, &texts).await.expect(204);
        texts["vragen"] = json!("Wie leent u geld?");
        texts["antwoord_tot"] = json!("ooit");
        write(app, writer, &letter, &texts).await.expect(204);
        // What cannot be read is kept and told.
        let shown = page(app, writer, &letter).await;
        let fields = shown["velden"].as_array().unwrap();
        let field = |id: &str| fields.iter().find(|field| field["id"] == id).unwrap();
        assert_eq!(field("antwoord_tot")["tekst"], "ooit");
        assert!(field("antwoord_tot")["fout"].as_str().unwrap().contains("datum"));
        assert_eq!(field("antwoord_tot")["eerder"], "2026-12-04");
        texts["antwoord_tot"] = json!("04-12-2026");
        write(app, writer, &letter, &texts).await.expect(204);
        step(app, writer, &letter, "voorlegging", json!({})).await.expect(204);
        step(app, reader, &letter, "teruggave", json!({ "reden": " " })).await.expect(400);
        step(app, reader, &letter, "teruggave", json!({ "reden": "Te lang." })).await.expect(204);
        let shown = page(app, writer, &letter).await;
        assert_eq!(
            (&shown["opmerking"], &shown["brief"]["stand"]),
            (&json!("Te lang."), &json!("concept"))
        );
        // Somebody else was first.
        let stale = json!({ "versie": 1, "velden": {} });
        app.post(writer, &format!("{letter}/tekst"), &stale).await.expect(412);
        step(app, writer, &letter, "verval", json!({ "reden": "Niet nodig." })).await.expect(204);
        write(app, writer, &letter, &texts).await.expect(412);
    });
}

#[test]
fn criminal_data_in_a_letter_and_unknown_kinds_persons_and_elements_are_refused() {
    on_every_app(async |app| {
        let hands = Hands::of(app).await;
        let file = refused(app, &hands, "Z-2026-RECHT").await;
        let (officer, writer) = (&app.emmen.behandelaar, &hands.writer);
        let (main, third) = (file.person(0), file.person(1));
        begin(app, officer, &file, "weigering", Some(&main)).await.expect(403);
        begin(app, writer, &file, "ansichtkaart", None).await.expect(400);
        begin(app, writer, &file, "weigering", Some(&third)).await.expect(400);
        begin(app, writer, &file, "derdenbrief", Some(&main)).await.expect(400);
        begin(app, writer, &file, "aanvulverzoek", Some(&main)).await.expect(400);
        let letter = begun(app, writer, &file, "weigering", Some(&main)).await;
        app.get(officer, &letter).await.expect(403);
        app.get(&app.emmen.toezichthouder, &letter).await.expect(403);
        app.get(&app.assen.beslisser, &letter).await.expect(404);
        write(app, writer, &letter, &json!({ "bestaat_niet": "x" })).await.expect(400);
        // A sign that no font has is told by the element in which it stands.
        let mut texts = filled(&page(app, writer, &letter).await);
        texts["feiten"] = json!("Een emoji: 😀");
        write(app, writer, &letter, &texts).await.expect(204);
        let shown = page(app, writer, &letter).await;
        let told = shown["ontbreekt"].as_array().unwrap();
        assert!(
            told.iter().any(|line| line.as_str().unwrap().starts_with("De feiten: het lettertype")),
            "{told:?}"
        );
        app.get(writer, &format!("{letter}/pdf")).await.expect(400);
        let list = app.get(officer, &format!("{}/brieven", file.path())).await.expect(200).json();
        assert_eq!(list[0]["afgeschermd"], true);
    });
}

/// A file of which the questionnaire has a gap that nobody filled in time.
pub(super) async fn silent(app: &TestApp, hands: &Hands) -> Dossier {
    let officer = &app.emmen.behandelaar;
    app.today("2026-11-02");
    let mut new = new_file("Z-2026-VERS");
    new["aanvraag"]["betrokkene"]["adres"] = json!({ "straat": "Verzonnen Plas", "huisnummer": "1", "postcode": "7811 AA", "plaats": "Emmen" });
    let mut file = app.open(officer, &new).await;
    app.admit(officer, &file, &hands.writer).await;
    file = Dossier::of(&app.get(officer, &file.path()).await.expect(200).json());
    take(app, officer, &mut file, "toepassingsbereik", &json!({})).await;
    let main = file.person(0);
    take(app, officer, &mut file, "vragenlijsten", &forms("2026-11-02", "2026-11-09")).await;
    let gaps = form(&main, "2026-11-02", &["De jaarrekening."]);
    take(app, officer, &mut file, "vragenlijstontvangsten", &gaps).await;
    let repair = json!({ "persoon": main, "op": "2026-11-02", "uiterlijk": "2026-11-09", "ontbreekt": ["De jaarrekening."] });
    take(app, officer, &mut file, "herstelverzoeken", &repair).await;
    file
}

/// A file on which the LBB was asked for advice.
async fn asked(app: &TestApp, hands: &Hands) -> Dossier {
    let officer = &app.emmen.behandelaar;
    let mut file = investigated(app, officer, "Z-2026-LBB").await;
    app.admit(officer, &file, &hands.writer).await;
    file = Dossier::of(&app.get(officer, &file.path()).await.expect(200).json());
    let request = advice_request("2026-11-06");
    take(app, officer, &mut file, "adviesaanvragen", &request).await;
    file
}

/// Makes a letter of each kind that follows from a file and was not made yet, and fills it in.
async fn make_all(
    (app, writer): (&TestApp, &Official),
    file: &Dossier,
    made: &mut BTreeSet<&'static str>,
) {
    for kind in
        LetterKind::ALL.iter().filter(|kind| !made.contains(kind.code())).collect::<Vec<_>>()
    {
        let to = match kind.reader() {
            Reader::Concerned => Some(file.person(0)),
            Reader::Third if file.people() < 2 => continue,
            Reader::Third => Some(file.person(1)),
            Reader::Applicant | Reader::Body | Reader::File => None,
        };
        let answer = begin(app, writer, file, kind.id(), to.as_deref()).await;
        if answer.status != 200 {
            continue;
        }
        let id = answer.json()["id"].as_str().unwrap().to_owned();
        let letter = format!("{}/brieven/{id}", file.path());
        let texts = filled(&page(app, writer, &letter).await);
        write(app, writer, &letter, &texts).await.expect(204);
        let pdf = app.get(writer, &format!("{letter}/pdf")).await;
        assert_eq!(pdf.status, 200, "{kind:?}: {}", pdf.text);
        assert!(pdf.text.starts_with("%PDF"), "{kind:?}");
        made.insert(kind.code());
    }
}

/// Every row of the list of letters, on a file on which it belongs.
#[test]
fn every_kind_of_letter_can_be_made() {
    on_every_app(async |app| {
        let hands = Hands::of(app).await;
        let writer = &hands.writer;
        let decided = refused(app, &hands, "Z-2026-ALLE").await;
        let mut made = BTreeSet::new();
        make_all((app, writer), &decided, &mut made).await;
        let asked = asked(app, &hands).await;
        make_all((app, writer), &asked, &mut made).await;
        let mut silent = silent(app, &hands).await;
        make_all((app, writer), &silent, &mut made).await;
        app.today("2026-11-10");
        let unused = json!({ "persoon": silent.person(0) });
        take(app, &app.emmen.behandelaar, &mut silent, "ongebruikte-termijnen", &unused).await;
        make_all((app, writer), &silent, &mut made).await;
        let all: BTreeSet<&str> = LetterKind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(made, all);
    });
}

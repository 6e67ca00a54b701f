//! A closed file for the archive: its metadata against the schema of the Nationaal Archief, by a validator of others.

use super::inquiry::{conviction, scene};
use super::letters::{Hands, begun, filled, page, refused, step, write};
use super::questionnaires::{answers, ready, taken_in};
use super::samples::{investigated, take};
use app::command::OfficeRole;
use app::{AppError, Caller, NewUpload, Permission};
use harness::{Dossier, Official, Scratch, TestApp, fixture, on_every_app, tool};
use kernel::{CaseId, DocumentId, Redacted, Sha256Hex};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;
use store::NewFile;
use zip::ZipArchive;

const PDF: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
/// A title of a document may say of whom it is, and in any signs.
const HOSTILE: &str = "Kanarievogel <b> & \"zoon\" ]]>.pdf";

/// The texts of a document, by the path of the element.
type Texts = Vec<(String, String)>;

fn id_of(file: &Dossier) -> CaseId {
    file.id.parse().unwrap()
}

async fn put(app: &TestApp, by: &Caller, file: &Dossier, (name, content): (&str, &[u8])) {
    let criminal = name.starts_with("vonnis");
    let upload = NewUpload { name, content: content.to_vec(), criminal };
    app.app.add_document(by, id_of(file), upload).await.unwrap();
}

async fn withdraw(app: &TestApp, by: &Official, file: &mut Dossier) {
    let back =
        json!({ "op": "2026-11-06", "motivering": "Afgezien.", "vermoedenVanwegeToets": false });
    take(app, by, file, "intrekking", &back).await;
}

fn unpacked(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut pack = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for index in 0..pack.len() {
        let mut part = pack.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        parts.insert(name, content);
    }
    parts
}

fn texts(xml: &[u8]) -> Texts {
    let mut reader = Reader::from_reader(xml);
    let (mut path, mut found, mut buffer) = (Vec::<String>::new(), Texts::new(), Vec::new());
    loop {
        match reader.read_event_into(&mut buffer).unwrap() {
            Event::Start(tag) => {
                path.push(tag.name().0.to_owned());
                found.push((path.join("/"), String::new()));
            }
            // Between elements there is white space only.
            Event::Text(text) if !text.trim().is_empty() => {
                found.last_mut().unwrap().1.push_str(&text);
            }
            Event::End(_) => drop(path.pop()),
            Event::Eof => return found,
            _ => {}
        }
        buffer.clear();
    }
}

/// Returns the texts of the elements whose path ends so.
fn of<'t>(texts: &'t Texts, ending: &str) -> Vec<&'t str> {
    let found = texts.iter().filter(|(path, _)| path.ends_with(ending));
    found.map(|(_, text)| text.as_str()).collect()
}

fn one<'t>(texts: &'t Texts, ending: &str) -> &'t str {
    let found = of(texts, ending);
    assert_eq!(found.len(), 1, "{ending}: {texts:?}");
    found[0]
}

/// Checks every document against the schema.
fn validate(parts: &BTreeMap<String, Vec<u8>>) {
    let path = std::env::var_os("PATH").unwrap_or_default();
    assert!(
        std::env::split_paths(&path).any(|folder| folder.join("xmllint").is_file()),
        "xmllint is missing; run `cargo xtask install` or install libxml2-utils"
    );
    let scratch = Scratch::new();
    let schema = fixture("standards/MDTO-XML1.0.1.xsd");
    let lint = |file: &Path| {
        let lint = tool("xmllint").args(["--noout", "--nonet", "--schema"]).arg(&schema);
        lint.arg(file).run()
    };
    for (name, xml) in parts.iter().filter(|(name, _)| is_xml(name)) {
        lint(&scratch.write(name, xml)).expect_success();
    }
    // The validator does see what is wrong.
    let whole = String::from_utf8(parts["dossier/dossier.mdto.xml"].clone()).unwrap();
    let broken = whole.replace("waardering>", "waarde>");
    assert_ne!(broken, whole);
    assert!(!lint(&scratch.write("broken.xml", broken)).success());
}

/// Checks that the list names all that is in the package, with its size and its digest.
fn check_list(parts: &BTreeMap<String, Vec<u8>>) {
    let mut list = csv::Reader::from_reader(parts["manifest.csv"].as_slice());
    let mut listed = BTreeSet::new();
    for row in list.records() {
        let row = row.unwrap();
        let content = &parts[&row[0]];
        assert_eq!(row[1], kernel::hex(&Sha256::digest(content)), "{}", &row[0]);
        assert_eq!(row[2], content.len().to_string(), "{}", &row[0]);
        listed.insert(row[0].to_owned());
    }
    let all = parts.keys().filter(|name| *name != "manifest.csv").cloned();
    assert_eq!(listed, all.collect());
}

/// Checks that a record and its bytes point at each other, and the file and the record too.
fn check_record(parts: &BTreeMap<String, Vec<u8>>, (number, file): (&str, &str)) {
    let whole = texts(&parts["dossier/dossier.mdto.xml"]);
    let record = texts(&parts[&format!("dossier/{number}/{number}.mdto.xml")]);
    let bytes = texts(&parts[&format!("dossier/{number}/{file}.bestand.mdto.xml")]);
    let mark = "identificatieKenmerk";
    let own = |texts| one(texts, &format!("informatieobject/identificatie/{mark}"));
    let to = |relation: &str| format!("{relation}/verwijzingIdentificatie/{mark}");
    let file_mark = of(&whole, &format!("informatieobject/identificatie/{mark}"))[0];
    assert_eq!(one(&record, &to("isOnderdeelVan")), file_mark);
    assert!(of(&whole, &to("bevatOnderdeel")).contains(&own(&record)));
    assert_eq!(one(&bytes, &to("isRepresentatieVan")), own(&record));
    let of_bytes = one(&bytes, &format!("bestand/identificatie/{mark}"));
    assert_eq!(one(&record, &to("heeftRepresentatie")), of_bytes);
    let content = &parts[&format!("dossier/{number}/{file}")];
    assert_eq!(one(&bytes, "checksumWaarde"), kernel::hex(&Sha256::digest(content)));
    assert_eq!(one(&bytes, "omvang"), content.len().to_string());
    assert_eq!(one(&bytes, "bestand/naam"), file);
}

#[test]
fn a_closed_file_is_packed_with_metadata_that_the_schema_accepts() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let caller = app.caller(by).await;
        let mut file = investigated(app, by, "Z-2026-<&>").await;
        put(app, &caller, &file, (HOSTILE, PDF)).await;
        app.today("2026-11-07");
        put(app, &caller, &file, ("foto.png", PNG)).await;
        assert!(app.app.archive(&caller, id_of(&file)).await.unwrap().is_none(), "not closed yet");
        withdraw(app, by, &mut file).await;

        let packed = app.app.archive(&caller, id_of(&file)).await.unwrap().unwrap();
        let parts = unpacked(&packed);
        validate(&parts);
        check_list(&parts);
        check_record(&parts, ("001", "001-stuk.pdf"));
        check_record(&parts, ("002", "002-stuk.png"));
        let title = String::from_utf8(parts["dossier/001/001.mdto.xml"].clone()).unwrap();
        assert!(title.contains("Kanarievogel &lt;b&gt; &amp; "), "{title}");
        assert_eq!(parts["dossier/001/001-stuk.pdf"], PDF);
        check_record(&parts, ("003", "003-rondom.json"));
        check_record(&parts, ("004", "004-verloop.json"));
        assert_eq!(parts.len(), 14, "{:?}", parts.keys());
        assert!(parts.keys().all(|name| !name.contains("Kanarievogel")));
        let whole = texts(&parts["dossier/dossier.mdto.xml"]);
        assert_eq!(one(&whole, "dekkingInTijdEinddatum"), "2026-11-06");
        assert_eq!(one(&whole, "waardering/begripLabel"), "Tijdelijk te bewaren");
        assert_eq!(one(&whole, "termijnEinddatum"), "2031-11-06");
        assert_eq!(one(&whole, "archiefvormer/verwijzingNaam"), "Gemeente Emmen");
        assert_eq!(
            one(&whole, "beperkingGebruikDocumentatie/verwijzingNaam"),
            "Wet Bibob, artikel 28"
        );
        assert_eq!(of(&whole, "eventType/begripLabel"), ["Bevriezing", "Export"]);
    });
}

/// Puts a file beside the answers of a questionnaire.
async fn attached(app: &TestApp, by: &Official, file: &Dossier) -> DocumentId {
    let lists = app.app.questionnaires(&app.caller(by).await, id_of(file)).await.unwrap();
    let new = NewFile {
        id: "01890000-0000-7000-8000-000000000007".parse().unwrap(),
        intake: lists[0].id,
        name: Redacted::new("jaarcijfers.pdf".to_owned()),
        media_type: "application/pdf".to_owned(),
        at: app.app.now(),
    };
    let scope = app.app.store().scope_for_worker(&by.party);
    let mut tx = app.app.store().begin(&scope).await.unwrap();
    tx.begin_file(&new).await.unwrap();
    tx.add_part(new.id, 0, PDF).await.unwrap();
    let digest = *Sha256Hex::of_bytes(PDF).as_bytes();
    tx.finish_file(new.id, PDF.len() as u64, digest, new.at).await.unwrap();
    tx.commit().await.unwrap();
    new.id
}

/// Hands in a questionnaire with a gap and, after a request to complete, once more with a document of its own.
async fn handed_in_twice(app: &TestApp, by: &Official) -> Dossier {
    let (file, list, _) = ready(app, by).await;
    let mut first = answers();
    first["antwoorden"]["betrokkene"].as_object_mut().unwrap().remove("telefoon");
    app.post(by, &format!("{list}/inzending"), &taken_in(&first)).await.expect(200);
    let version = Dossier::of(&app.get(by, &file.path()).await.expect(200).json()).version;
    let asked = json!({ "op": "2026-11-25", "uiterlijk": "2026-12-09" });
    let asking = app.request("POST", &format!("{list}/aanvulverzoek")).by(by).version(version);
    asking.json(&asked).send().await.expect(200);
    let mut whole = answers();
    whole["bijlagen"][0]["stuk"] = json!(attached(app, by, &file).await);
    whole["bijlagen"][0]["eerder"] = json!(false);
    app.post(by, &format!("{list}/inzending"), &taken_in(&whole)).await.expect(200);
    Dossier::of(&app.get(by, &file.path()).await.expect(200).json())
}

fn read_json(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> Value {
    serde_json::from_slice(&parts[name]).unwrap()
}

/// Checks the answers of both versions, with short citizen service numbers and what their digest is of.
async fn check_answers(
    (app, judge, file): (&TestApp, &Caller, &Dossier),
    parts: &BTreeMap<String, Vec<u8>>,
) {
    let first = read_json(parts, "dossier/002/002-antwoorden.json");
    let second = read_json(parts, "dossier/004/004-antwoorden.json");
    let phone =
        |version: &Value| version["antwoorden"]["antwoorden"]["betrokkene"]["telefoon"].clone();
    assert!(phone(&first).is_null() && phone(&second).is_string(), "{first} {second}");
    assert_eq!((&first["versie"], &second["versie"]), (&json!(1), &json!(2)));
    let words = second.to_string();
    assert!(!words.contains("999990007") && words.contains("eindigt op 007"), "{words}");
    let lists = app.app.questionnaires(judge, id_of(file)).await.unwrap();
    let digest = kernel::hex(&lists[0].versions[1].sha256);
    assert_eq!(second["controlegetal"], digest.as_str());
    assert!(words.contains("burgerservicenummers voluit"), "{words}");
    let metadata = texts(&parts["dossier/003/003.mdto.xml"]);
    assert!(one(&metadata, "eventResultaat").contains("burgerservicenummers voluit"));
}

#[test]
fn what_was_handed_in_and_the_course_are_in_the_package() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mut file = handed_in_twice(app, by).await;
        let back = json!({ "op": "2026-11-25", "motivering": "Afgezien.", "vermoedenVanwegeToets": false });
        take(app, by, &mut file, "intrekking", &back).await;
        // The form asks about offences, so that who may not read those gets no package.
        let caller = app.caller(by).await;
        assert!(!app.app.may_archive(&caller, id_of(&file)).await.unwrap());
        let refused = app.app.archive(&caller, id_of(&file)).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");

        let may = [Permission::ReadCases, Permission::WriteCases, Permission::ReadCriminal];
        let reader = app.hire("gemeente-emmen", OfficeRole::Coordinator, &may).await;
        app.admit(by, &file, &reader).await;
        let judge = app.caller(&reader).await;
        let packed = app.app.archive(&judge, id_of(&file)).await.unwrap().unwrap();
        let parts = unpacked(&packed);
        validate(&parts);
        check_list(&parts);
        for (number, name) in [
            ("001", "001-vragenlijst.pdf"),
            ("002", "002-antwoorden.json"),
            ("003", "003-vragenlijst.pdf"),
            ("004", "004-antwoorden.json"),
            ("005", "005-bijlage.pdf"),
            ("006", "006-rondom.json"),
            ("007", "007-verloop.json"),
        ] {
            check_record(&parts, (number, name));
        }
        assert_eq!(parts.len(), 1 + 1 + 7 * 3, "{:?}", parts.keys());
        assert!(parts["dossier/003/003-vragenlijst.pdf"].starts_with(b"%PDF"));
        assert_eq!(parts["dossier/005/005-bijlage.pdf"], PDF);
        let metadata = texts(&parts["dossier/001/001.mdto.xml"]);
        assert_eq!(of(&metadata, "beperkingGebruik").len(), 2, "criminal data can stand in it");
        check_answers((app, &judge, &file), &parts).await;
        let around = read_json(&parts, "dossier/006/006-rondom.json");
        let admitted = |line: &&Value| line["handeling"] == "lid-toevoegen";
        let line = around.as_array().unwrap().iter().rfind(admitted).unwrap();
        assert_eq!((&line["door"], &line["reden"]), (&json!(by.name), &json!("Behandelt mee.")));
        let course = read_json(&parts, "dossier/007/007-verloop.json");
        let course = course.as_array().unwrap();
        let events = app.app.history(&judge, id_of(&file), 0).await.unwrap().items;
        assert_eq!(course.len(), events.len());
        assert_eq!(course.last().unwrap()["inhoud"]["opdracht"]["naam"], "aanvraag-intrekken");
    });
}

/// The events of a file are read in parts of 200.
#[test]
fn a_course_of_more_than_one_part_is_packed_whole() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let mut file = investigated(app, by, "Z-2026-LANG").await;
        for number in 0..200 {
            let paper = json!({ "soort": "notitie", "id": format!("notitie-{number}"), "digest": "ab".repeat(32) });
            let added = json!({ "op": "2026-11-06", "stuk": paper });
            take(app, by, &mut file, "bewijsstukken", &added).await;
        }
        withdraw(app, by, &mut file).await;
        let caller = app.caller(by).await;
        let packed = app.app.archive(&caller, id_of(&file)).await.unwrap().unwrap();
        let course = read_json(&unpacked(&packed), "dossier/002/002-verloop.json");
        let numbers: Vec<u64> = course
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["volgnummer"].as_u64().unwrap())
            .collect();
        assert!(file.version > 200, "{}", file.version);
        assert_eq!(numbers, (1..=file.version).collect::<Vec<_>>());
    });
}

/// What was found about somebody is part of the file, also when nobody made a report of it.
#[test]
fn the_own_investigation_is_in_the_package() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        for (reference, found) in [("Z-2026-VONDST", true), ("Z-2026-VRAAG", false)] {
            let (mut file, coordinator) = scene(app, reference).await;
            let (main, base) = (file.person(0), format!("{}/onderzoek", file.path()));
            let asked = json!({ "bron": "kadaster", "persoon": main, "waarom": "Wie is eigenaar?", "gevraagdOp": "2026-11-06" });
            app.post(by, &format!("{base}/bevragingen"), &asked).await.expect(200);
            if found {
                let finding = conviction(&main);
                app.post(&coordinator, &format!("{base}/bevindingen"), &finding).await.expect(200);
            }
            withdraw(app, by, &mut file).await;
            // A conviction is for who may read criminal data (AVG 10); that the land register was asked is not.
            let caller = app.caller(by).await;
            assert_eq!(app.app.may_archive(&caller, id_of(&file)).await.unwrap(), !found);
            let refused = app.app.archive(&caller, id_of(&file)).await;
            assert_eq!(matches!(refused, Err(AppError::Forbidden)), found, "{refused:?}");
            let judge = app.caller(&coordinator).await;
            let packed = app.app.archive(&judge, id_of(&file)).await.unwrap().unwrap();
            let parts = unpacked(&packed);
            validate(&parts);
            check_record(&parts, ("001", "001-onderzoek.json"));
            let entries = read_json(&parts, "dossier/001/001-onderzoek.json");
            let kinds: Vec<&Value> =
                entries.as_array().unwrap().iter().map(|entry| &entry["soort"]).collect();
            assert_eq!(kinds.contains(&&json!("bevinding")), found, "{entries}");
            assert!(kinds.contains(&&json!("bevraging")), "{entries}");
            assert_eq!(entries.to_string().contains("witwassen"), found);
            let metadata = texts(&parts["dossier/001/001.mdto.xml"]);
            let limits = of(&metadata, "beperkingGebruik").len();
            assert_eq!(limits, if found { 2 } else { 1 });
        }
    });
}

/// Writes a letter in full, and has another fix it.
async fn fixed(app: &TestApp, hands: &Hands, (letter, texts): (&str, &Value)) {
    write(app, &hands.writer, letter, texts).await.expect(204);
    step(app, &hands.writer, letter, "voorlegging", json!({})).await.expect(204);
    step(app, &hands.reader, letter, "vaststelling", json!({})).await.expect(204);
}

/// A file with a refusal that was dropped, one that was handed over, a question that was fixed and never left, and a draft.
async fn with_letters(app: &TestApp, hands: &Hands) -> Dossier {
    let writer = &hands.writer;
    let mut file = refused(app, hands, "Z-2026-BRIEVEN").await;
    let main = file.person(0);
    for (way, body) in [
        ("verval", json!({ "reden": "Fout in de naam." })),
        (
            "verzending",
            json!({ "wijze": "uitgereikt", "op": "2026-11-20", "bewijs": "Ontvangstbewijs 7." }),
        ),
    ] {
        let letter = begun(app, writer, &file, "weigering", Some(&main)).await;
        let texts = filled(&page(app, writer, &letter).await);
        fixed(app, hands, (&letter, &texts)).await;
        step(app, writer, &letter, way, body).await.expect(204);
    }
    let letter = begun(app, writer, &file, "vraag", Some(&main)).await;
    let mut texts = filled(&page(app, writer, &letter).await);
    texts["vragen"] = json!("Wie leent u geld?");
    texts["antwoord_tot"] = json!("04-12-2026");
    fixed(app, hands, (&letter, &texts)).await;
    begun(app, writer, &file, "vraag", Some(&main)).await;
    let back =
        json!({ "op": "2026-11-20", "motivering": "Afgezien.", "vermoedenVanwegeToets": false });
    take(app, &app.emmen.behandelaar, &mut file, "intrekking", &back).await;
    file
}

/// Returns the metadata of the record whose bytes have a name that ends so.
fn metadata_of(parts: &BTreeMap<String, Vec<u8>>, ending: &str) -> Texts {
    let path = parts.keys().find(|name| name.ends_with(ending)).unwrap();
    let number = path.split('/').nth(1).unwrap();
    texts(&parts[&format!("dossier/{number}/{number}.mdto.xml")])
}

/// A refusal that never left does not pass for one that did.
#[test]
fn the_package_says_what_became_of_every_letter() {
    on_every_app(async |app| {
        let hands = Hands::of(app).await;
        let file = with_letters(app, &hands).await;
        let judge = app.caller(&hands.reader).await;
        let packed = app.app.archive(&judge, id_of(&file)).await.unwrap().unwrap();
        let parts = unpacked(&packed);
        validate(&parts);
        check_list(&parts);
        let kinds = |record: &Texts| of(record, "eventType/begripLabel").join(" ");
        let said = |record: &Texts| of(record, "eventResultaat").join(" ");
        let title = |record: &Texts| one(record, "informatieobject/naam").to_owned();

        let sent = metadata_of(&parts, "-brief.pdf");
        assert_eq!(kinds(&sent), "Opname Bevriezing Verzending Export");
        assert!(of(&sent, "eventTijd").contains(&"2026-11-20"), "{sent:?}");
        for words in [
            format!("Vastgesteld door {}.", hands.reader.name).as_str(),
            "door uitreiking aan Kanarievogel Bouw B.V.",
            format!("Vastgelegd door {}.", hands.writer.name).as_str(),
            "Bewijs: Ontvangstbewijs 7.",
        ] {
            assert!(said(&sent).contains(words), "«{words}»: {}", said(&sent));
        }
        let dropped = metadata_of(&parts, "-brief-vervallen.pdf");
        assert_eq!(kinds(&dropped), "Opname Bevriezing Vervallen Export");
        assert!(said(&dropped).contains("Reden: Fout in de naam."), "{}", said(&dropped));
        assert!(title(&dropped).ends_with("(vervallen, niet verzonden)"), "{dropped:?}");
        let left = metadata_of(&parts, "-brief-niet-verzonden.pdf");
        assert_eq!(kinds(&left), "Opname Bevriezing Export");
        assert!(title(&left).ends_with("(vastgesteld, niet verzonden)"), "{left:?}");

        let list = parts.keys().find(|name| name.ends_with("-brieven.json")).unwrap();
        let list = read_json(&parts, list);
        let mut stands: Vec<&str> =
            list.as_array().unwrap().iter().map(|one| one["stand"].as_str().unwrap()).collect();
        stands.sort_unstable();
        assert_eq!(stands, ["concept", "definitief", "vervallen", "verzonden"]);
        let line =
            list.as_array().unwrap().iter().find(|line| line["stand"] == "verzonden").unwrap();
        assert_eq!(line["wijze"], "uitgereikt");
        assert_eq!(line["bewijs"], "Ontvangstbewijs 7.");
        let steps = line["stappen"].as_array().unwrap();
        assert_eq!(steps.first().unwrap()["handeling"], "brief-beginnen");
        assert_eq!(steps.last().unwrap()["handeling"], "brief-verzenden");
    });
}

#[test]
fn what_was_taken_out_is_on_record_and_criminal_data_ask_their_own_right() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let may = [Permission::ReadCases, Permission::WriteCases, Permission::ReadCriminal];
        let reader = app.hire("gemeente-emmen", OfficeRole::Coordinator, &may).await;
        let mut file = investigated(app, by, "Z-2026-VONNIS").await;
        app.admit(by, &file, &reader).await;
        file = Dossier::of(&app.get(by, &file.path()).await.expect(200).json());
        let judge = app.caller(&reader).await;
        put(app, &judge, &file, ("vonnis.pdf", PDF)).await;
        let path = format!("{}/archief", file.path());
        app.get(&reader, &path).await.expect(404);
        withdraw(app, by, &mut file).await;
        app.get(by, &path).await.expect(403);
        app.get(&app.assen.behandelaar, &path).await.expect(404);
        let caller = app.caller(by).await;
        let refused = app.app.archive(&caller, id_of(&file)).await;
        assert!(matches!(refused, Err(AppError::Forbidden)), "{refused:?}");

        let answer = app.get(&reader, &path).await.expect(200);
        assert_eq!(answer.header("content-type"), Some("application/zip"));
        let saved = format!("attachment; filename=\"archief-{}.zip\"", file.id);
        assert_eq!(answer.header("content-disposition"), Some(saved.as_str()));
        let packed = app.app.archive(&judge, id_of(&file)).await.unwrap().unwrap();
        let parts = unpacked(&packed);
        validate(&parts);
        for name in ["dossier/dossier.mdto.xml", "dossier/001/001.mdto.xml"] {
            assert_eq!(of(&texts(&parts[name]), "beperkingGebruik").len(), 2, "{name}");
        }
        let trail =
            app.get(&app.emmen.toezichthouder, "/v1/controlespoor").await.expect(200).json();
        let lines = trail["items"].as_array().unwrap();
        let taken: Vec<_> =
            lines.iter().filter(|line| line["handeling"] == "dossier-archiveren").collect();
        assert_eq!(taken.len(), 2, "the refusals are no packages: {lines:?}");
        let digest = kernel::hex(&Sha256::digest(&packed));
        assert!(taken.iter().any(|line| line["digest"] == digest.as_str()), "{taken:?}");
        assert!(app.app.store().verify_audit(None, &[]).await.unwrap().is_sound());
    });
}

fn is_xml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "xml")
}

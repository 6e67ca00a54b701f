//! A closed file for the archive: its metadata against the schema of the Nationaal Archief, by a validator of others.

use super::questionnaires::{answers, ready, taken_in};
use super::samples::{investigated, take};
use app::command::OfficeRole;
use app::{AppError, Caller, NewUpload, Permission};
use harness::{Dossier, Official, Scratch, TestApp, fixture, on_every_app, tool};
use kernel::CaseId;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::json;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};
use std::path::Path;
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
        check_record(&parts, ("003", "003-verloop.json"));
        assert_eq!(parts.len(), 11, "{:?}", parts.keys());
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

#[test]
fn what_was_handed_in_and_the_course_are_in_the_package() {
    on_every_app(async |app| {
        let by = &app.emmen.behandelaar;
        let (mut file, list, _) = ready(app, by).await;
        let given = taken_in(&answers());
        app.post(by, &format!("{list}/inzending"), &given).await.expect(200);
        file = Dossier::of(&app.get(by, &file.path()).await.expect(200).json());
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
        check_record(&parts, ("001", "001-vragenlijst.pdf"));
        let whole = parts.iter().find(|(name, _)| name.ends_with("-vragenlijst.pdf")).unwrap().1;
        assert!(whole.starts_with(b"%PDF"));
        let metadata = texts(&parts["dossier/001/001.mdto.xml"]);
        assert_eq!(of(&metadata, "beperkingGebruik").len(), 2, "criminal data can stand in it");
        let (course, content) =
            parts.iter().find(|(name, _)| name.ends_with("-verloop.json")).unwrap();
        check_record(&parts, ("002", course.rsplit('/').next().unwrap()));
        let course: Vec<serde_json::Value> = serde_json::from_slice(content).unwrap();
        let events = app.app.history(&judge, id_of(&file), 0).await.unwrap().items;
        assert_eq!(course.len(), events.len());
        assert_eq!(course.last().unwrap()["inhoud"]["opdracht"]["naam"], "aanvraag-intrekken");
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

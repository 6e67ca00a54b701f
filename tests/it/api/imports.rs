//! Bringing in running files: a trial first, with a report per line.

use super::samples::{application, form, forms};
use app::{AppError, ImportFormat, ImportReport, ImportRequest};
use harness::{TestApp, on_every_app};
use serde_json::{Value, json};

async fn import(
    app: &TestApp,
    format: ImportFormat,
    text: &str,
    trial: bool,
) -> Result<ImportReport, AppError> {
    let caller = app.caller(&app.emmen.behandelaar).await;
    app.app.import(&caller, ImportRequest { format, bytes: text.as_bytes(), trial }).await
}

/// Says each line of a report: number, reference, and the state or the faults.
fn words(report: &ImportReport) -> Vec<String> {
    let lines = report.regels.iter().map(|line| {
        let faults = line.fouten.iter().map(|fault| {
            format!(
                "{} {}",
                fault.pointer,
                serde_json::to_value(fault.code).unwrap().as_str().unwrap()
            )
        });
        let what = line.stand.map_or_else(|| faults.collect::<Vec<_>>().join(", "), str::to_owned);
        format!("{} {}: {what}", line.regel, line.kenmerk.as_deref().unwrap_or("-"))
    });
    lines.collect()
}

/// The references of the files there are, and the number of lines in the trail.
async fn there(app: &TestApp) -> (Vec<String>, usize) {
    let list = app.get(&app.emmen.behandelaar, "/v1/dossiers").await.expect(200).json();
    let names = list["items"].as_array().unwrap().iter();
    let mut names: Vec<String> =
        names.map(|file| file["kenmerk"].as_str().unwrap().to_owned()).collect();
    names.sort_unstable();
    let trail = app.get(&app.emmen.toezichthouder, "/v1/controlespoor").await.expect(200).json();
    (names, trail["items"].as_array().unwrap().len())
}

const TABLE: &str = "\
kenmerk;soort;gebeurtenis;ontvangenOp;betrokkene.soort;betrokkene.naam
Z-1;alcohol-horeca;nieuw;2026-10-01;rechtspersoon;Eerste B.V.
Z-2;alcohol-horca;nieuw;2026-10-32;rechtspersoon;Tweede B.V.
Z-3;alcohol-horeca;nieuw;2026-10-02;natuurlijk-persoon;\"Derde; met puntkomma\"
Z-1;alcohol-horeca;nieuw;2026-10-03;rechtspersoon;Nog eens B.V.
;alcohol-horeca;nieuw;2026-10-04;rechtspersoon;Zonder kenmerk B.V.
";

const REPORT: [&str; 5] = [
    "2 Z-1: intake",
    "3 Z-2: /aanvraag/soort onbekende-waarde, /aanvraag/ontvangenOp verkeerde-vorm",
    "4 Z-3: intake",
    "5 Z-1: /aanvraag/kenmerk tegenstrijdig",
    "6 -: intake",
];

#[test]
fn a_trial_of_a_table_reports_every_line_and_writes_nothing() {
    on_every_app(async |app| {
        let before = there(app).await;
        let report = import(app, ImportFormat::Csv, TABLE, true).await.unwrap();
        assert_eq!(words(&report), REPORT);
        assert_eq!((report.proef, report.goed, report.fout), (true, 3, 2));
        assert_eq!(there(app).await, before);
    });
}

#[test]
fn a_table_is_brought_in_as_the_trial_said_and_only_once() {
    on_every_app(async |app| {
        let before = there(app).await;
        let report = import(app, ImportFormat::Csv, TABLE, false).await.unwrap();
        assert_eq!(words(&report), REPORT);
        let (names, lines) = there(app).await;
        assert_eq!((names.len(), lines), (3, before.1 + 3));
        assert_eq!(names[1..], ["Z-1", "Z-3"]);
        assert!(names[0].starts_with("DW-2026-"));
        let again = import(app, ImportFormat::Csv, TABLE, false).await.unwrap();
        assert_eq!(words(&again)[0], "2 Z-1: /aanvraag/kenmerk tegenstrijdig");
        assert_eq!(again.goed, 1, "only the file without a reference is new again");
    });
}

#[test]
fn a_wrong_column_stops_the_whole_table_and_is_named() {
    on_every_app(async |app| {
        let before = there(app).await;
        for trial in [true, false] {
            let wrong =
                import(app, ImportFormat::Csv, "kenmerk,betrokkene.nam\nZ-1,X\n", trial).await;
            let Err(AppError::Input(faults)) = wrong else {
                panic!("a wrong column has to be refused")
            };
            let faults: Vec<_> = faults.iter().collect();
            assert_eq!(faults[0].pointer, "/betrokkene.nam");
            assert!(
                faults[0].message.contains("Bedoelt u «betrokkene.naam»?"),
                "{}",
                faults[0].message
            );
        }
        let uneven = import(app, ImportFormat::Csv, "kenmerk,soort\nZ-1\n", false).await;
        let Err(AppError::Input(faults)) = uneven else { panic!("a short line has to be refused") };
        assert!(faults.to_string().contains("regel 2"), "{faults}");
        assert_eq!(there(app).await, before);
    });
}

fn command(name: &str, content: &Value) -> Value {
    json!({ "naam": name, "inhoud": content })
}

/// How the commands of an import name the person concerned.
const MAIN: &str = "01a212f6-0000-7000-8000-00000000000a";

/// A file that stands at the questionnaire. The scope is decided here, whatever the other system had.
fn running(reference: &str) -> Value {
    json!({ "aanvraag": application(reference), "betrokkeneId": MAIN, "opdrachten": [
        command("toepassingsbereik-vastleggen", &json!({})),
        command("vragenlijst-versturen", &forms("2026-11-04", "2026-11-18")),
    ] })
}

#[test]
fn a_running_file_comes_in_with_answers_and_persons_but_not_with_a_scope_of_its_own() {
    on_every_app(async |app| {
        app.today("2026-11-20");
        let other = json!({ "id": "01a212f6-0000-7000-8000-00000000000b", "soort": "natuurlijk-persoon",
            "naam": "Ander Verzinsel", "rollen": [{ "soort": "leidinggevende" }] });
        let mut whole = running("Z-1");
        let steps = whole["opdrachten"].as_array_mut().unwrap();
        steps.push(command("persoon-toevoegen", &json!({ "persoon": other })));
        steps.push(command("vragenlijst-ontvangen", &form(MAIN, "2026-11-16", &[])));
        steps.push(command("onderzoek-starten", &json!({ "op": "2026-11-17" })));
        let mut nameless = running("Z-2");
        let mut nobody = other;
        nobody["naam"] = json!(" ");
        nameless["opdrachten"]
            .as_array_mut()
            .unwrap()
            .push(command("persoon-toevoegen", &json!({ "persoon": nobody })));
        let mut taken_over = running("Z-3");
        taken_over["opdrachten"][0]["inhoud"] = json!({ "regime": "geen-grondslag" });
        let list = json!([whole, nameless, taken_over]).to_string();
        assert_eq!(
            words(&import(app, ImportFormat::Json, &list, false).await.unwrap()),
            [
                "1 Z-1: onderzoek",
                "2 Z-2: /opdrachten/2 tegenstrijdig",
                "3 Z-3: /opdrachten/0/inhoud verkeerde-vorm",
            ]
        );
    });
}

#[test]
fn a_file_with_commands_ends_in_the_state_they_bring_it_to() {
    on_every_app(async |app| {
        app.today("2026-11-10");
        let mut wrong = running("Z-2");
        wrong["opdrachten"][1]["inhoud"]["op"] = json!("2026-12-01");
        let mut unknown = running("Z-3");
        unknown["opdrachten"][1]["naam"] = json!("vragenlijst-sturen");
        let list = json!([running("Z-1"), wrong, unknown, running("Z-4")]).to_string();
        let expected = [
            "1 Z-1: vragenlijst-uit",
            "2 Z-2: /opdrachten/1 tegenstrijdig",
            "3 Z-3: /opdrachten/1/naam onbekende-waarde",
            "4 Z-4: vragenlijst-uit",
        ];
        let before = there(app).await;
        assert_eq!(words(&import(app, ImportFormat::Json, &list, true).await.unwrap()), expected);
        assert_eq!(there(app).await, before);
        assert_eq!(words(&import(app, ImportFormat::Json, &list, false).await.unwrap()), expected);
        // Opened and two commands, for each of two files.
        assert_eq!(there(app).await, (vec!["Z-1".to_owned(), "Z-4".to_owned()], before.1 + 6));
        goes_on(app).await;
        assert!(app.app.store().verify_audit(None, &[]).await.unwrap().is_sound());
    });
}

/// The file that came in goes on like any other, and its events give the file that is stored.
async fn goes_on(app: &TestApp) {
    let by = &app.emmen.behandelaar;
    let found =
        app.post(by, "/v1/dossiers/_zoek", &json!({ "zoekterm": "Z-1" })).await.expect(200).json();
    let id = found["items"][0]["id"].as_str().unwrap();
    let file =
        harness::Dossier::of(&app.get(by, &format!("/v1/dossiers/{id}")).await.expect(200).json());
    assert_eq!((file.version, file.state()), (3, "vragenlijst-uit"));
    assert_eq!(file.shown["klok"]["huidig"]["uiterlijk"], "2026-12-28");
    let whole = form(&file.person(0), "2026-11-10", &[]);
    app.step(by, &file, "vragenlijstontvangsten", &whole).await.expect(200);
    let caller = app.caller(by).await;
    assert!(app.app.replays(&caller, id.parse().unwrap()).await.unwrap());
}

#[test]
fn what_is_no_list_is_refused_whole() {
    on_every_app(async |app| {
        for text in ["{}", "[", "", "[{\"aanvraag\": {}}] x"] {
            let refused = import(app, ImportFormat::Json, text, true).await;
            assert!(matches!(refused, Err(AppError::Input(_))), "{text}: {refused:?}");
        }
        let odd = json!([
            1,
            { "aanvraag": [], "opdracht": [] },
            { "aanvraag": { "kenmerk": "Z-1\0" }, "opdrachten": {} },
            { "aanvraag": application("Z-2"), "opdrachten": [command("vragenlijst-ontvangen", &json!({ "op": "gisteren" })), 5] },
        ]);
        let report = import(app, ImportFormat::Json, &odd.to_string(), false).await.unwrap();
        let report: Vec<String> = report
            .regels
            .iter()
            .map(|line| {
                let faults: Vec<&str> =
                    line.fouten.iter().map(|fault| fault.pointer.as_str()).collect();
                format!("{}: {}", line.regel, faults.join(" "))
            })
            .collect();
        assert_eq!(
            report,
            [
                "1: ",
                "2: /opdracht /aanvraag",
                "3: /aanvraag/kenmerk /opdrachten",
                "4: /opdrachten/0/inhoud /opdrachten/1/naam",
            ]
        );
    });
}

//! The written rounds, and a new one.

use app::meetings::{AdviceKind, Refusal, RoundQuestion};
use app::{Caller, ItemFile, RoundView};
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::CaseId;
use serde::Serialize;

use super::Asked;
use super::paneel::field;
use super::{Actie, Back, GROUP, Kop, Kruimel, ROUNDS, group_of, lezen, ronde};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const NEW: &str = "/werkgroep/rondes/nieuw";
/// So many files are offered in a list to choose from.
const MOST: usize = 200;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(ROUNDS, GROUP, list), get(NEW, GROUP, ask), post(NEW, GROUP, open)]
}

#[derive(Debug, Serialize)]
struct Rondes {
    kop: Kop,
    groepen: Vec<Groep>,
    mag_beginnen: bool,
}

#[derive(Debug, Serialize)]
struct Groep {
    naam: &'static str,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    adres: String,
    titel: String,
    voorstel: &'static str,
    tot_en_met: String,
    machine_dag: String,
    afstand: Option<String>,
    stand: String,
    /// Whether the reader can still answer.
    aan_u: bool,
}

impl View for Rondes {
    const TEMPLATE: &'static str = "pages/werkgroep/rondes";
}

async fn list(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let rounds = visit.app.rounds(&caller).await?;
    let group = group_of(&visit, &caller).await?;
    let view = Rondes::of(&rounds, group.mag.plannen, visit.today());
    page(&visit, "Schriftelijke rondes", &view)
}

impl Rondes {
    fn of(rounds: &[RoundView], plans: bool, today: NaiveDate) -> Self {
        let lines = |open: bool| -> Vec<Regel> {
            let rounds = rounds.iter().filter(|round| ronde::is_open(round) == open);
            rounds.map(|round| Regel::of(round, today)).collect()
        };
        let mut open = lines(true);
        // What ends first stands first.
        open.sort_by(|one, other| one.machine_dag.cmp(&other.machine_dag));
        let groups = [
            Groep { naam: "Lopend", regels: open },
            Groep { naam: "Afgelopen", regels: lines(false) },
        ];
        let kop = Kop::of(
            "Schriftelijke rondes",
            "Een vraag aan de leden over een dossier dat niet op de vergadering kan wachten.",
            ROUNDS,
        );
        let begin = Actie::first("Ronde beginnen", NEW);
        Self {
            kop: if plans { kop.with(vec![begin]) } else { kop },
            groepen: groups.into_iter().filter(|group| !group.regels.is_empty()).collect(),
            mag_beginnen: plans,
        }
    }
}

impl Regel {
    fn of(round: &RoundView, today: NaiveDate) -> Self {
        let asked = round.ronde.asked();
        let last = asked.question().sluit_op;
        Self {
            adres: format!("{ROUNDS}/{}", round.id),
            titel: round.titel.reveal().clone(),
            voorstel: asked.question().voorstel.label(),
            tot_en_met: words::short_day(last, today),
            machine_dag: last.to_string(),
            afstand: ronde::is_open(round).then(|| ronde::distance(last, today)),
            stand: ronde::stand(round),
            aan_u: !round.mijn_plaatsen.is_empty(),
        }
    }
}

async fn ask(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let files = visit.app.round_files(&caller).await?;
    let mut form = visit.form.clone();
    if let Some(file) = visit.query.given("dossier").filter(|_| !visit.recalled) {
        form.set("dossier", file);
    }
    let mistakes = Mistakes::default();
    asked(&files, form.text("dossier")).page(&visit, StatusCode::OK, (&form, &mistakes))
}

async fn open(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let files = visit.app.round_files(&caller).await?;
    let back = match question(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(question) => {
            let key = visit.request_key();
            match visit.app.open_round(&caller, &question, key.as_ref()).await {
                Ok(round) => {
                    let page = format!("{ROUNDS}/{}", round.id);
                    return Ok(Answer::see(page).saying(Notice::RoundOpened));
                }
                Err(error) => Back::of(error, field, refused)?,
            }
        }
    };
    let chosen = visit.form.text("dossier");
    asked(&files, chosen).page(&visit, back.status, (&visit.form, &back.mistakes))
}

/// Returns the field that a refusal is about; the form as a whole where it is about none.
fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::RoundTermUnfit => "sluitOp",
        Refusal::NotEntitled => "dossier",
        _ => "",
    }
    .to_owned()
}

fn asked(files: &[ItemFile], chosen: &str) -> Asked {
    Asked {
        crumbs: vec![
            Kruimel::home(),
            Kruimel { naam: "Schriftelijke rondes".to_owned(), adres: ROUNDS.to_owned() },
        ],
        title: "Ronde beginnen",
        lead: "De leden van vandaag antwoorden, ieder voor één plaats. Er gelden dezelfde regels als in een vergadering: een quorum, een meerderheid, en wie een belang heeft doet niet mee. Een advies is geen besluit.".to_owned(),
        version: None,
        button: "Ronde beginnen",
        fields: vec![
            file_field(files, chosen),
            Field::lines("vraag", "Wat vraagt u aan de leden?")
                .hint("Alleen leden die op het dossier staan lezen dit. Noem niet meer dan zij nodig hebben."),
            Field::radios("voorstel", "Welk advies legt u voor?").choices(
                AdviceKind::ALL
                    .map(|kind| (lezen::wire_name(kind), kernel::capitalised(kind.label()))),
            ),
            Field::lines("redenen", "Waarom?")
                .hint("Dit worden de redenen van het advies op het dossier."),
            Field::day("sluitOp", "Laatste dag om te antwoorden")
                .hint("Na vandaag, en ten hoogste 60 dagen later. De dag telt mee."),
        ],
    }
}

/// Returns the choice of a file: those of the caller that must be decided first, and the one that was asked for.
fn file_field(files: &[ItemFile], chosen: &str) -> Field {
    let is_chosen = |file: &ItemFile| file.id.to_string() == chosen;
    let shown = files.iter().enumerate().filter(|(place, file)| *place < MOST || is_chosen(file));
    let choice = |(_, file): (usize, &ItemFile)| {
        (file.id.to_string(), format!("{}: {}", file.kenmerk, file.naam.reveal()))
    };
    let hint = if files.len() > MOST {
        format!("De {MOST} dossiers waar u op staat die het eerst aflopen.")
    } else {
        "De lopende dossiers waar u op staat. Wat het eerst afloopt, staat bovenaan.".to_owned()
    };
    let first = [("", "Kies een dossier")];
    Field::select("dossier", "Dossier").hint(hint).choices(first).choices(shown.map(choice))
}

fn question(form: &Form) -> Result<RoundQuestion, Mistakes> {
    let mut mistakes = Mistakes::default();
    let dossier: Option<CaseId> =
        lezen::chosen(form, "dossier", "Kies een dossier.", &mut mistakes);
    let vraag = form.written("vraag", "Schrijf op wat u vraagt.", &mut mistakes);
    let voorstel: Option<AdviceKind> =
        lezen::one_of(form, "voorstel", "Kies een advies.", &mut mistakes);
    let redenen = form.written("redenen", "Schrijf de redenen op.", &mut mistakes);
    let last = lezen::day(form, "sluitOp", &mut mistakes);
    let read = || {
        Some(RoundQuestion {
            dossier: dossier?,
            vraag: vraag?,
            voorstel: voorstel?,
            redenen: redenen?,
            sluit_op: last?,
        })
    };
    read().ok_or(mistakes)
}

#[cfg(test)]
mod tests {
    use super::super::ronde::tests::{round, with_replies};
    use super::super::samples::{says, today};
    use super::*;
    use crate::ui::page::tests::filled;
    use kernel::{Id, Redacted};

    fn file(number: u128) -> ItemFile {
        ItemFile {
            id: CaseId::from_uuid(uuid::Uuid::from_u128(number)),
            kenmerk: format!("2027-{number}"),
            naam: Redacted::new("Café De <Turfsteker>".to_owned()),
            soort: "Alcoholvergunning".to_owned(),
            stand: "onderzoek".to_owned(),
            ontvangen_op: today(),
            uiterlijk: None,
            termijnsoort: None,
            staat_stil: false,
            score: None,
        }
    }

    #[test]
    fn the_list_says_what_runs_until_when_and_who_can_answer() {
        let page = filled(&Rondes::of(&[round(), with_replies()], true, today()));
        says(
            &page,
            &[
                "Lopend",
                "U kunt nog antwoorden",
                "Ronde beginnen",
                "Café De &lt;Turfsteker&gt;",
                "vr 26 feb",
                "over 10 dagen",
                "0 van 2 antwoordden",
            ],
        );
        let empty = filled(&Rondes::of(&[], false, today()));
        assert!(empty.contains("Nog geen") && !empty.contains("Ronde beginnen"), "{empty}");
    }

    #[test]
    fn every_gap_of_a_new_round_is_named() {
        let form = Form::of_body(b"vraag=Eens%3F&sluitOp=morgen&dossier=x");
        let mistakes = question(&form).unwrap_err();
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["dossier", "voorstel", "redenen", "sluitOp"]);
        assert!(mistakes.of("sluitOp").unwrap().contains("morgen"));
        let id = file(7).id;
        let good = format!("dossier={id}&vraag=a&voorstel=afsluiten&redenen=b&sluitOp=1-3-2027");
        let read = question(&Form::of_body(good.as_bytes())).unwrap();
        assert_eq!((read.dossier, read.voorstel), (id, AdviceKind::Afsluiten));
    }

    #[test]
    fn the_file_that_was_asked_for_can_always_be_chosen() {
        let files: Vec<ItemFile> = (0..=200).map(file).collect();
        let last = files[200].id.to_string();
        assert!(file_field(&files, &last).offers(&last));
        assert!(!file_field(&files, "").offers(&last), "the first two hundred");
    }
}

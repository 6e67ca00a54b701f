//! The tab of the investigation: per person what each source may be asked, and how far it is.

use app::Caller;
use app::inquiry::{Entry, PlanPerson, Reply, SourceRequestEntry, Standing, is_investigated};
use app::{DossierAnswer, Permission};
use chrono::NaiveDate;
use serde::Serialize;

use super::super::band::{Action, actions};
use super::super::kop::Kop;
use super::super::tabs::{Tab, tab};
use super::super::{READ, known_to_judge, opened};
use super::TAB;
use super::relaties::Relaties;
use super::woorden::{Bevinding, findings};
use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageRoute, get};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(TAB, READ, show)]
}

#[derive(Debug, Serialize)]
struct Onderzoek {
    kop: Kop,
    stand: String,
    /// How many known parties wait for the reader's judgement, when there are any.
    bekenden: Option<String>,
    personen: Vec<Persoon>,
    uit_vragenlijst: Vec<String>,
    bevindingen: Vec<Bevinding>,
    relaties: Option<Relaties>,
    /// Where a relation is added, while the investigation runs.
    nieuwe_relatie: Option<String>,
    acties: Vec<Action>,
}

#[derive(Debug, Serialize)]
struct Persoon {
    id: String,
    naam: String,
    rollen: String,
    bronnen: Vec<Bron>,
    gesloten: Vec<String>,
    /// Where a finding is added, while the investigation runs.
    nieuwe_bevinding: Option<String>,
}

#[derive(Debug, Serialize)]
struct Bron {
    naam: String,
    grondslag: String,
    stand: String,
    te_laat: bool,
    adres: Option<String>,
    knop: &'static str,
}

impl View for Onderzoek {
    const TEMPLATE: &'static str = "pages/dossier/onderzoek";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let here = tab("onderzoek").ok_or(Trouble::NotFound)?;
    let (plan, requests) = visit.app.plan(&caller, &opened.answer).await?;
    let answer = &opened.answer;
    let found = visit.app.established(&caller, answer).await?;
    let relaties = relations(&visit, &caller, answer).await?;
    let may_write = caller.may(Permission::WriteCases);
    let table = Table { answer, requests: &requests, today: visit.today(), may_write };
    let runs = may_write && is_investigated(answer.dossier.state());
    let bevindingen = findings(&visit, answer, (&found, runs))?;
    let to_judge = known_to_judge(&visit, &caller, answer.id).await;
    let view = Onderzoek {
        kop: Kop::of(&visit, &opened, here),
        stand: standing(answer, here),
        bekenden: (to_judge > 0).then(|| to_judge.to_string()),
        personen: plan.iter().filter_map(|one| table.person(one)).collect(),
        relaties,
        nieuwe_relatie: runs.then(|| format!("/dossiers/{}/onderzoek/relatie", answer.id)),
        uit_vragenlijst: to_look_into(&visit, &caller, answer).await?,
        bevindingen,
        acties: if may_write { actions(answer, here.commands) } else { Vec::new() },
    };
    page(&visit, &view.kop.title(here.name), &view)
}

/// Returns what the questionnaires give to look into: what does not add up, and answers about which there is more to know.
async fn to_look_into(
    visit: &Visit,
    caller: &Caller,
    answer: &DossierAnswer,
) -> Result<Vec<String>, Trouble> {
    let lists = visit.app.questionnaires(caller, answer.id).await?;
    let of_list = |list: &app::Questionnaire| {
        let doubts = list.doubts.iter().map(|doubt| doubt.message.clone());
        doubts.chain(list.candidates()).collect::<Vec<_>>()
    };
    Ok(lists.iter().flat_map(of_list).collect())
}

async fn relations(
    visit: &Visit,
    caller: &Caller,
    answer: &DossierAnswer,
) -> Result<Option<Relaties>, Trouble> {
    let Some(network) = visit.app.network(caller, answer).await? else { return Ok(None) };
    let drawn = visit.app.drawing(caller, answer, &network).await?;
    Ok(Some(Relaties::of(&network, &drawn, (answer.id, visit.today()))))
}

/// Says whether anything can be asked now.
fn standing(answer: &DossierAnswer, here: &Tab) -> String {
    if is_investigated(answer.dossier.state()) {
        "Het eigen onderzoek loopt (art. 7a Wet Bibob). Vraag niet meer dan nodig is, en begin met wat openbaar is.".to_owned()
    } else {
        format!("{} Hieronder staat wat dan per persoon mag worden bevraagd.", here.empty)
    }
}

struct Table<'t> {
    answer: &'t DossierAnswer,
    requests: &'t [Entry<SourceRequestEntry>],
    today: NaiveDate,
    may_write: bool,
}

impl Table<'_> {
    fn person(&self, plan: &PlanPerson) -> Option<Persoon> {
        let party = self.answer.dossier.file().person(plan.person)?;
        let roles: Vec<&str> = party.persoon.roles.iter().map(|role| role.kind.label()).collect();
        let closed = plan.sources.iter().filter_map(|source| match &source.standing {
            Standing::Closed(why) => Some(why.clone()),
            Standing::Open(_) | Standing::Asked(_) => None,
        });
        Some(Persoon {
            id: plan.person.to_string(),
            naam: party.persoon.name.reveal().clone(),
            rollen: roles.join(", "),
            gesloten: closed.collect(),
            nieuwe_bevinding: self.runs().then(|| {
                format!("/dossiers/{}/onderzoek/bevinding/{}", self.answer.id, plan.person)
            }),
            bronnen: plan.sources.iter().filter_map(|one| self.source(plan, one)).collect(),
        })
    }

    fn runs(&self) -> bool {
        self.may_write && is_investigated(self.answer.dossier.state())
    }

    fn source(&self, plan: &PlanPerson, source: &app::inquiry::PlanSource) -> Option<Bron> {
        let case = self.answer.id;
        let runs = self.runs();
        let bron = |grondslag: &str, (stand, te_laat): (String, bool)| Bron {
            naam: source.name.clone(),
            grondslag: grondslag.to_owned(),
            stand,
            te_laat,
            adres: None,
            knop: "",
        };
        match &source.standing {
            Standing::Closed(_) => None,
            Standing::Open(article) => Some(Bron {
                adres: runs.then(|| {
                    format!("/dossiers/{case}/onderzoek/bevragen/{}/{}", plan.person, source.id)
                }),
                knop: "Bevragen",
                ..bron(article, ("Nog niet bevraagd".to_owned(), false))
            }),
            Standing::Asked(id) => {
                let entry = self.requests.iter().find(|entry| entry.id == *id)?;
                let open = runs && entry.content.antwoord.is_none();
                Some(Bron {
                    adres: open
                        .then(|| format!("/dossiers/{case}/onderzoek/bevragingen/{id}/antwoord")),
                    knop: "Antwoord vastleggen",
                    ..bron(&entry.content.artikel, self.asked(&entry.content))
                })
            }
        }
    }

    /// Says what came of a request, and whether its answer is late.
    fn asked(&self, entry: &SourceRequestEntry) -> (String, bool) {
        let day = |day: NaiveDate| words::day(day, self.today);
        let asked = day(entry.bevraging.gevraagd_op);
        match (&entry.antwoord, entry.bevraging.uiterlijk) {
            (Some(Reply::Gegevens { op, vindplaats, .. }), _) => {
                (format!("Gegevens ontvangen op {}: {}", day(*op), vindplaats.as_str()), false)
            }
            (Some(Reply::NietsBekend { op }), _) => {
                (format!("Niets bekend, volgens het antwoord van {}", day(*op)), false)
            }
            (Some(Reply::GeenAntwoord { op, .. }), _) => {
                (format!("Geen antwoord, vastgesteld op {}", day(*op)), false)
            }
            (None, Some(last)) if last < self.today => (
                format!("Gevraagd op {asked}; het antwoord had er {} moeten zijn", day(last)),
                true,
            ),
            (None, _) => (format!("Gevraagd op {asked}"), false),
        }
    }
}

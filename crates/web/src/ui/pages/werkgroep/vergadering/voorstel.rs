//! What could be on the agenda, why, and what fits in the time: from this the agenda is made.

use app::meetings::{CommandName, Subject, Urgency};
use app::{AgendaProposal, Caller, ProposalView, TakeProposals};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;

use super::super::{Back, GROUP, Kruimel, lezen, shown};
use super::agenda::round;
use super::{Opened, opened_again, woorden};
use crate::ui::answer::Answer;
use crate::ui::fields::Summary;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::stand;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PATH: &str = "/werkgroep/vergaderingen/{vergaderingId}/voorstel";
const TITLE: &str = "Voorstel voor de agenda";
const SUBJECT: &str = "onderwerp";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, GROUP, show), post(PATH, GROUP, take).button_of(PATH)]
}

#[derive(Debug, Serialize)]
struct Voorstel {
    kruimels: Vec<Kruimel>,
    samenvatting: Option<Summary>,
    onder: String,
    regels: Vec<Regel>,
    adres: String,
    terug: String,
    versie: String,
}

#[derive(Debug, Serialize)]
struct Regel {
    id: String,
    waarde: String,
    gekozen: bool,
    naam: String,
    onder: Option<String>,
    redenen: Vec<String>,
    minuten: String,
    termijn: Option<String>,
    ronde: Option<String>,
}

impl View for Voorstel {
    const TEMPLATE: &'static str = "pages/werkgroep/voorstel";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_again(&visit, &caller, CommandName::OpenAgenda).await?;
    let back = Back { status: StatusCode::OK, mistakes: Mistakes::default() };
    page_of(&visit, &caller, &opened, (None, &back)).await
}

async fn take(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_again(&visit, &caller, CommandName::OpenAgenda).await?;
    let onderwerpen = subjects(&visit.form);
    let back = if onderwerpen.is_empty() {
        let mut mistakes = Mistakes::default();
        mistakes.add("", "Kies ten minste één onderwerp.");
        Back::mistaken(mistakes)
    } else {
        let change = opened.change(&visit)?;
        let taken = TakeProposals { onderwerpen };
        match visit.app.take_proposals(&caller, change, &taken).await {
            Ok(_) => return Ok(Answer::see(opened.address()).saying(Notice::ProposalsTaken)),
            Err(error) => Back::of(error, |_| String::new(), |_| String::new())?,
        }
    };
    let opened = super::opened(&visit, &caller).await?;
    page_of(&visit, &caller, &opened, (Some(&visit.form), &back)).await
}

/// Reads the subjects that are ticked, in the order of the list. What is no subject was not sent by our page.
fn subjects(form: &Form) -> Vec<Subject> {
    form.all(SUBJECT).filter_map(lezen::of_value).collect()
}

async fn page_of(
    visit: &Visit,
    caller: &Caller,
    opened: &Opened,
    (ticked, back): (Option<&Form>, &Back),
) -> Result<Answer, Trouble> {
    let proposal = visit.app.agenda_proposal(caller, opened.meeting.id).await?;
    let mut view = Voorstel::of(opened, &proposal, ticked, visit.today());
    view.samenvatting = Summary::of(&back.mistakes, &[]);
    shown(visit, back.status, TITLE, &view)
}

impl Voorstel {
    fn of(
        opened: &Opened,
        proposal: &AgendaProposal,
        ticked: Option<&Form>,
        today: NaiveDate,
    ) -> Self {
        let ticked: Option<Vec<&str>> = ticked.map(|form| form.all(SUBJECT).collect());
        let line =
            |(place, one): (usize, &ProposalView)| Regel::of(place, one, ticked.as_deref(), today);
        let address = opened.address();
        Self {
            kruimels: opened.crumbs(today),
            samenvatting: None,
            onder: format!(
                "Uit uw dossiers en de stukken van de groep. De vergadering duurt {} minuten; wat daarin past, is al gekozen.",
                proposal.minuten
            ),
            regels: proposal.voorstellen.iter().enumerate().map(line).collect(),
            adres: format!("{address}/voorstel"),
            terug: address,
            versie: proposal.versie.to_string(),
        }
    }
}

impl Regel {
    fn of(place: usize, one: &ProposalView, ticked: Option<&[&str]>, today: NaiveDate) -> Self {
        let proposal = &one.voorstel;
        let waarde = lezen::as_value(&proposal.onderwerp);
        let file = one.dossier.as_ref();
        let term = proposal.termijn.map(|term| {
            let day = words::short_day(term.uiterlijk, today);
            let what = kernel::capitalised(stand::term(term.termijnsoort));
            match term.drang {
                Urgency::SchriftelijkeRonde => {
                    format!("{what} uiterlijk {day}: dat is vóór deze vergadering")
                }
                Urgency::NuBespreken => format!("{what} uiterlijk {day}: dit kan niet wachten"),
            }
        });
        let is_round =
            |term: &app::meetings::TermWarning| term.drang == Urgency::SchriftelijkeRonde;
        let needs_round = proposal.termijn.as_ref().is_some_and(is_round);
        Self {
            id: format!("onderwerp-{place}"),
            gekozen: match ticked {
                Some(ticked) => ticked.contains(&waarde.as_str()),
                None => proposal.binnen_tijd,
            },
            waarde,
            naam: one.titel.reveal().clone(),
            onder: file
                .map(|file| format!("{} · {}", file.soort, woorden::file_state(&file.stand))),
            redenen: one.redenen.clone(),
            minuten: proposal.minuten.to_string(),
            termijn: term,
            ronde: file.filter(|_| needs_round).map(|file| round(file.id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::voorbeeld;
    use super::*;
    use crate::ui::page::tests::filled;
    use app::command::clock::TermKind;
    use app::meetings::{MeetingDays, Proposal, Reason, TermWarning};
    use kernel::Redacted;

    fn proposal(opened: &Opened) -> AgendaProposal {
        let item = &opened.meeting.punten[0];
        let one = |onderwerp: Subject, binnen_tijd, drang: Option<Urgency>| ProposalView {
            voorstel: Proposal {
                onderwerp,
                redenen: vec![Reason::Score { punten: 63 }],
                prioriteit: 70,
                minuten: 25,
                binnen_tijd,
                termijn: drang.map(|drang| TermWarning {
                    uiterlijk: "2027-02-15".parse().unwrap(),
                    termijnsoort: TermKind::BeslissingOpBezwaar,
                    drang,
                }),
            },
            titel: Redacted::new("WG-01: <b>".to_owned()),
            redenen: vec!["De score is 63.".to_owned()],
            dossier: item.dossier.clone(),
        };
        let file = item.punt.onderwerp.clone();
        AgendaProposal {
            vergadering: opened.meeting.id,
            versie: 7,
            dagen: MeetingDays { volgende: voorbeeld::today(), daarna: None },
            minuten: 110,
            voorstellen: vec![
                one(file, true, Some(Urgency::SchriftelijkeRonde)),
                one(Subject::Actielijst, false, Some(Urgency::NuBespreken)),
            ],
        }
    }

    #[test]
    fn what_fits_is_ticked_and_what_cannot_wait_leads_to_a_round() {
        let opened = voorbeeld::open();
        let proposal = proposal(&opened);
        let view = Voorstel::of(&opened, &proposal, None, voorbeeld::today());
        let text = filled(&view);
        for words in [
            "WG-01: &lt;b&gt;",
            "De score is 63.",
            "Besluit op bezwaar uiterlijk ma 15 feb: dat is vóór deze vergadering",
            "dit kan niet wachten",
            "/werkgroep/rondes/nieuw?dossier=",
        ] {
            assert!(text.contains(words), "{words}: {text}");
        }
        assert_eq!(text.matches(" checked").count(), 1, "{text}");
        let none = AgendaProposal { voorstellen: Vec::new(), ..proposal };
        let text = filled(&Voorstel::of(&opened, &none, None, voorbeeld::today()));
        assert!(text.contains("Er is niets voor te stellen"), "{text}");
    }

    #[test]
    fn what_was_ticked_comes_back_as_a_subject() {
        let mut form = Form::default();
        let file = Subject::Dossier { dossier: voorbeeld::id(21) };
        let values = [lezen::as_value(&file), lezen::as_value(&Subject::Actielijst)];
        form.set_all(SUBJECT, values.into_iter().chain(["onzin".to_owned()]));
        assert_eq!(subjects(&form), [file, Subject::Actielijst]);
        let opened = voorbeeld::open();
        let ticked = Form::of(form.to_keep());
        let view = Voorstel::of(&opened, &proposal(&opened), Some(&ticked), voorbeeld::today());
        assert!(view.regels.iter().all(|line| line.gekozen));
    }
}

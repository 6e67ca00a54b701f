//! Who on our own files may be the one that a tip is about: in a list on the page of the tip, and each beside the tip with the form in
//! which an officer decides. Of the file there is its reference, a name and the roles, and no link: a tip officer is not on it.

use app::matching::MatchBand;
use app::tips::{DecideTipCandidate, ReceivedTipAction, TipCandidate, TipCandidates};
use app::{Caller, LinkChoice, LinkStand};
use chrono::NaiveDate;
use kernel::SubjectId;
use serde::Serialize;
use uuid::Uuid;

use super::super::lezen::judged;
use super::lezen::{field, needed};
use super::ontvangst::PAGE as TIP;
use super::{Back, Kruimel, RECEIVED, RECEIVED_TIPS, TIPS, back, crumbs, shown};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;
use axum::http::StatusCode;

const PATH: &str = "/tips/ontvangen/{tipId}/kandidaten/{partijId}";
/// The candidate whose file was chosen for the tip.
pub(super) const CHOSEN: &str = "kandidaat";
const CHOICES: [(&str, &str); 2] = [("bevestigd", "Is dezelfde"), ("verworpen", "Is een ander")];

pub(super) fn routes() -> Vec<PageRoute> {
    // A choice and a sentence: nothing to lose. After a sign-in the tip is shown, whose list leads here.
    vec![get(PATH, TIPS, show), post(PATH, TIPS, send).button_of(TIP)]
}

/// The candidates on the page of a tip. Its template is the partial `tipkandidaten`.
#[derive(Debug, Serialize)]
pub(super) struct Kandidaten {
    betrokkene: String,
    open: Vec<Regel>,
    zwak: Vec<Regel>,
    bevestigd: Vec<Regel>,
    verworpen: Vec<Regel>,
    /// What limits the search, in sentences.
    opmerkingen: Vec<String>,
}

/// A candidate in a list.
#[derive(Debug, Serialize)]
struct Regel {
    naam: String,
    rollen: String,
    kenmerk: String,
    groep: &'static str,
    score: u16,
    waarom: String,
    /// What somebody decided before, and why.
    eerder: Option<String>,
    adres: String,
    /// Where the tip is judged with this file filled in.
    kiezen: Option<String>,
}

impl Kandidaten {
    /// Makes the lists on the page of a tip. `act` is the form on it in which a file is named, when there is one now.
    pub(super) fn of(found: &TipCandidates, page: &str, act: Option<ReceivedTipAction>) -> Self {
        let lines = |fits: &dyn Fn(&TipCandidate) -> bool| {
            let fitting = found.kandidaten.iter().filter(|one| fits(one));
            fitting.map(|one| Regel::of(one, page, act)).collect::<Vec<_>>()
        };
        let is_weak = |one: &TipCandidate| one.groep <= MatchBand::Zwak;
        Self {
            betrokkene: found.betrokkene.reveal().clone(),
            open: lines(&|one| one.stand.is_open() && !is_weak(one)),
            zwak: lines(&|one| one.stand.is_open() && is_weak(one)),
            bevestigd: lines(&|one| one.stand == LinkStand::Bevestigd),
            verworpen: lines(&|one| one.stand == LinkStand::Verworpen),
            opmerkingen: words::search_limits(found.meer, found.deels).collect(),
        }
    }
}

impl Regel {
    fn of(one: &TipCandidate, page: &str, act: Option<ReceivedTipAction>) -> Self {
        let choose =
            |act: ReceivedTipAction| format!("{page}?{CHOSEN}={}#{}-kop", one.persoon, act.id());
        Self {
            naam: one.naam.reveal().clone(),
            rollen: roles(one),
            kenmerk: one.kenmerk.clone(),
            groep: one.groep.label(),
            score: one.score,
            waarom: one.redenen.join("; "),
            eerder: one.besluit.as_ref().map(|decided| match one.stand {
                LinkStand::Gewijzigd => {
                    let reason = decided.reden.reveal();
                    format!("Eerder een ander, en daarna is er iets gewijzigd. {reason}")
                }
                _ => decided.reden.reveal().to_owned(),
            }),
            adres: format!("{page}/kandidaten/{}", one.persoon),
            kiezen: act.filter(|_| one.stand != LinkStand::Verworpen).map(choose),
        }
    }
}

fn roles(one: &TipCandidate) -> String {
    kernel::capitalised(&one.rollen.join(", "))
}

/// A candidate beside the tip.
#[derive(Debug, Serialize)]
struct Kandidaat {
    kruimels: Vec<Kruimel>,
    betrokkene: String,
    naam: String,
    rollen: String,
    kenmerk: String,
    groep: String,
    redenen: Vec<String>,
    /// The last decision in words.
    besluit: Option<String>,
    reden: Option<String>,
    samenvatting: Option<Summary>,
    adres: String,
    lezing: String,
    velden: Vec<Field>,
    terug: String,
}

impl View for Kandidaat {
    const TEMPLATE: &'static str = "pages/tips/kandidaat";
}

/// The tip and the candidate of the address.
fn pair(visit: &Visit) -> Result<(Uuid, SubjectId), Trouble> {
    Ok((visit.of_path("tipId")?, visit.of_path("partijId")?))
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    render((&visit, &caller), None).await
}

async fn send(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let pair = pair(&visit)?;
    let back = match read(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(decision) => match visit.app.decide_tip_candidate(&caller, pair, &decision).await {
            Ok(()) => {
                let page = format!("{RECEIVED_TIPS}/{}", pair.0);
                return Ok(Answer::see(page).saying(Notice::LinkDecided));
            }
            Err(error) => back(error, field, |_| String::new())?,
        },
    };
    render((&visit, &caller), Some(&back)).await
}

fn read(form: &Form) -> Result<DecideTipCandidate, Mistakes> {
    let mut mistakes = Mistakes::default();
    let both = judged(form, &mut mistakes);
    let reden = needed(form, "reden", "Schrijf op waarom: dat wordt vastgelegd.", &mut mistakes);
    match (both, reden) {
        (Some((besluit, lezing)), Some(reden)) => Ok(DecideTipCandidate { besluit, reden, lezing }),
        _ => Err(mistakes),
    }
}

async fn render(
    (visit, caller): (&Visit, &Caller),
    back: Option<&Back>,
) -> Result<Answer, Trouble> {
    let (tip, candidate) = pair(visit)?;
    let found = visit.app.tip_candidates(caller, tip).await?.ok_or(Trouble::NotFound)?;
    let one = found.candidate(candidate).ok_or(Trouble::NotFound)?;
    let page = format!("{RECEIVED_TIPS}/{tip}");
    let none = Mistakes::default();
    let mistakes = back.map_or(&none, |back| &back.mistakes);
    let view = Kandidaat::of((&found, one), &page, (&visit.form, mistakes), visit.today());
    let status = back.map_or(StatusCode::OK, |back| back.status);
    // The title goes into the history of the browser, so it names nobody.
    shown(visit, status, "Kandidaat bij een tip", &view)
}

fn fields(form: &Form, mistakes: &Mistakes) -> Vec<Field> {
    let fields = [
        Field::radios("besluit", "Is dit dezelfde?").choices(CHOICES),
        Field::lines("reden", "Waarom?")
            .hint("Alleen tipbehandelaars lezen dit. Wie een ander is, komt pas terug als er iets wijzigt."),
    ];
    fields.map(|field| field.filled(form, mistakes)).into()
}

impl Kandidaat {
    fn of(
        (found, one): (&TipCandidates, &TipCandidate),
        page: &str,
        (form, mistakes): (&Form, &Mistakes),
        today: NaiveDate,
    ) -> Self {
        let mut kruimels = crumbs("Ontvangen", RECEIVED);
        kruimels.push(Kruimel { naam: "Ontvangen tip".to_owned(), adres: page.to_owned() });
        let velden = fields(form, mistakes);
        let decided = one.besluit.as_ref().map(|decided| {
            let verdict = match decided.besluit {
                LinkChoice::Bevestigd => "Is dezelfde",
                LinkChoice::Verworpen => "Is een ander",
            };
            format!(
                "{verdict}, volgens {} op {}.",
                decided.door.naam,
                words::moment(decided.op, today)
            )
        });
        Self {
            kruimels,
            betrokkene: found.betrokkene.reveal().clone(),
            naam: one.naam.reveal().clone(),
            rollen: roles(one),
            kenmerk: one.kenmerk.clone(),
            groep: format!("{}, {} van 1000", one.groep.label(), one.score),
            redenen: one.redenen.clone(),
            besluit: decided,
            reden: one.besluit.as_ref().map(|decided| decided.reden.reveal().to_owned()),
            samenvatting: Summary::of(mistakes, &velden),
            adres: format!("{page}/kandidaten/{}", one.persoon),
            lezing: one.lezing.to_string(),
            velden,
            terug: page.to_owned(),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::samples::{now, says};
    use super::*;
    use crate::ui::page::tests::filled;
    use app::tips::{Person, TipCandidateDecision};
    use kernel::{Id, Redacted, Sha256Hex};

    pub(in super::super) fn candidate(stand: LinkStand, groep: MatchBand) -> TipCandidate {
        let besluit = match stand {
            LinkStand::Open => None,
            LinkStand::Bevestigd => Some(LinkChoice::Bevestigd),
            LinkStand::Gewijzigd | LinkStand::Verworpen => Some(LinkChoice::Verworpen),
        };
        TipCandidate {
            persoon: SubjectId::from_uuid(Uuid::from_u128(9)),
            kenmerk: "Z-2027-<9>".to_owned(),
            naam: Redacted::new("V. van <Verzonnen>".to_owned()),
            rollen: vec!["betrokkene", "leidinggevende"],
            groep,
            score: 760,
            redenen: vec!["achternaam gelijk (+510)".to_owned()],
            stand,
            besluit: besluit.map(|besluit| TipCandidateDecision {
                besluit,
                reden: app::tips::Wording::new("Een <nicht>.").unwrap(),
                door: Person {
                    account: Id::from_uuid(Uuid::from_u128(2)),
                    naam: "H. Een".to_owned(),
                },
                op: now(),
            }),
            lezing: Sha256Hex::of_bytes(b"lezing"),
        }
    }

    pub(in super::super) fn found(kandidaten: Vec<TipCandidate>) -> TipCandidates {
        let betrokkene = Redacted::new("Vera van <Verzonnen>".to_owned());
        TipCandidates { betrokkene, kandidaten, meer: 2, deels: true }
    }

    fn page(one: TipCandidate, (form, mistakes): (&Form, &Mistakes)) -> String {
        let found = found(vec![one]);
        let one = &found.kandidaten[0];
        let view =
            Kandidaat::of((&found, one), "/tips/ontvangen/5", (form, mistakes), now().dutch_date());
        filled(&view)
    }

    #[test]
    fn a_candidate_stands_beside_the_tip_with_the_reasons_and_a_form() {
        let nothing = (&Form::default(), &Mistakes::default());
        let open = page(candidate(LinkStand::Open, MatchBand::Mogelijk), nothing);
        says(
            &open,
            &[
                "Vera van &lt;Verzonnen&gt;",
                "V. van &lt;Verzonnen&gt;",
                "Betrokkene, leidinggevende",
                "Z-2027-&lt;9&gt;",
                "mogelijk, 760 van 1000",
                "achternaam gelijk (+510)",
                "Is een ander",
            ],
        );
        assert!(!open.contains("volgens"), "{open}");
        let decided = page(candidate(LinkStand::Verworpen, MatchBand::Mogelijk), nothing);
        says(&decided, &["Is een ander, volgens H. Een op", "Een &lt;nicht&gt;."]);
        let form = Form::of_body(b"reden=%3Cb%3E");
        let mistakes = read(&form).unwrap_err();
        let wrong = page(candidate(LinkStand::Open, MatchBand::Sterk), (&form, &mistakes));
        says(&wrong, &["href=\"#besluit\"", "Bekijk de kandidaat opnieuw.", "&lt;b&gt;"]);
    }

    #[test]
    fn a_decision_is_read_whole() {
        let lezing = Sha256Hex::of_bytes(b"lezing");
        let body = format!("besluit=bevestigd&reden=Nagebeld.&lezing={lezing}");
        let read = read(&Form::of_body(body.as_bytes())).unwrap();
        assert_eq!((read.besluit, read.lezing), (LinkChoice::Bevestigd, lezing));
    }
}

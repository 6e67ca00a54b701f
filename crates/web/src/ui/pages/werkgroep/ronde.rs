//! A written round: what is asked, who answered what, and what the reader can do.

use app::meetings::{
    NoAdvice, Refusal, Reply, Round, RoundCommand, RoundOutcome, Seat, Tally, Vote,
};
use app::{AppError, Caller, Permission, RoundChange, RoundView};
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::{AccountId, RoundId};
use serde::Serialize;

use super::paneel::{Paneel, Panelen, Sent, field, written_if_given};
use super::{Back, GROUP, Kruimel, ROUNDS, lezen, shown};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PAGE: &str = "/werkgroep/rondes/{rondeId}";
const SEAT: &str = "plaats";
const VOTE: &str = "stem";
const WORDS: &str = "toelichting";
const INTEREST: &str = "reden-belang";
const WITHDRAWN: &str = "reden-intrekken";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(PAGE, GROUP, show),
        post("/werkgroep/rondes/{rondeId}/antwoord", GROUP, reply).shown_on(PAGE),
        post("/werkgroep/rondes/{rondeId}/belang", GROUP, declare).shown_on(PAGE),
        post("/werkgroep/rondes/{rondeId}/sluiten", GROUP, close).button_of(PAGE),
        post("/werkgroep/rondes/{rondeId}/intrekken", GROUP, withdraw).shown_on(PAGE),
    ]
}

#[derive(Debug, Serialize)]
struct Ronde {
    kruimels: Vec<Kruimel>,
    opschrift: String,
    onder: String,
    dossier: Option<String>,
    vraag: String,
    voorstel: String,
    redenen: String,
    gesteld: String,
    tot_en_met: String,
    stand: String,
    nodig: String,
    plaatsen: Vec<Plaats>,
    /// Who declared an interest.
    zonder_toegang: Vec<String>,
    belangen: Option<String>,
    uitkomst: Option<Uitkomst>,
    panelen: Panelen,
    kan_nog_niet_dicht: bool,
}

/// A seat with its answer.
#[derive(Debug, Serialize)]
struct Plaats {
    naam: String,
    vervangers: Option<String>,
    antwoord: Option<Antwoord>,
    /// What stands there without an answer.
    zonder: &'static str,
}

#[derive(Debug, Serialize)]
struct Antwoord {
    stem: &'static str,
    toelichting: Option<String>,
    /// Who answered, when it was a deputy.
    door: Option<String>,
    op: String,
}

/// What a round that ended came to.
#[derive(Debug, Serialize)]
struct Uitkomst {
    kop: &'static str,
    tekst: String,
    op: String,
}

impl View for Ronde {
    const TEMPLATE: &'static str = "pages/werkgroep/ronde";
}

/// What can be done on the page; each has a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Reply,
    Declare,
    Close,
    Withdraw,
}

/// A round with who looks at it, and when.
struct Looked<'l> {
    round: &'l RoundView,
    account: AccountId,
    writes: bool,
    today: NaiveDate,
}

/// Returns whether a round runs.
pub(super) fn is_open(round: &RoundView) -> bool {
    matches!(round.ronde, Round::Open(_))
}

/// Says how far the last day is away. A day that is over is nobody's fault.
pub(super) fn distance(day: NaiveDate, today: NaiveDate) -> String {
    crate::ui::stand::distance(day, today, false)
}

/// Says how a round stands.
pub(super) fn stand(round: &RoundView) -> String {
    let asked = round.ronde.asked();
    match (&round.ronde, round.ronde.outcome()) {
        (Round::Ingetrokken(_), _) => "Ingetrokken".to_owned(),
        (_, Some(RoundOutcome::Advies { advies })) => format!("Advies: {}", advies.advies.label()),
        (_, Some(RoundOutcome::GeenAdvies { reden })) => {
            format!("Geen advies: {}", why_none(*reden))
        }
        _ => format!("{} van {} antwoordden", asked.replies().len(), asked.seats().len()),
    }
}

fn why_none(reason: NoAdvice) -> &'static str {
    match reason {
        NoAdvice::GeenQuorum => "te weinig leden antwoordden",
        NoAdvice::StemmenStaken => "er waren evenveel stemmen voor als tegen",
        NoAdvice::Verworpen => "de meerderheid was tegen",
    }
}

async fn round_of(visit: &Visit, caller: &Caller) -> Result<RoundView, Trouble> {
    Ok(visit.app.round(caller, visit.of_path("rondeId")?).await?)
}

fn page_of(id: RoundId) -> String {
    format!("{ROUNDS}/{id}")
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let round = round_of(&visit, &caller).await?;
    render((&visit, &caller), &round, None)
}

async fn reply(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let round = round_of(&visit, &caller).await?;
    let command = reply_in(&visit.form, &round.mijn_plaatsen, caller.account());
    take((&visit, &caller), &round, (Act::Reply, command)).await
}

async fn declare(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let round = round_of(&visit, &caller).await?;
    let mut mistakes = Mistakes::default();
    let says = "Schrijf op wat het belang is: dat wordt vastgelegd.";
    let reason = visit.form.written(INTEREST, says, &mut mistakes);
    let command = reason.map(|reden| RoundCommand::BelangMelden { reden }).ok_or(mistakes);
    take((&visit, &caller), &round, (Act::Declare, command)).await
}

async fn close(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let round = led(&visit, &caller).await?;
    take((&visit, &caller), &round, (Act::Close, Ok(RoundCommand::Sluiten))).await
}

async fn withdraw(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let round = led(&visit, &caller).await?;
    let mut mistakes = Mistakes::default();
    let reason = visit.form.written(WITHDRAWN, "Schrijf op waarom.", &mut mistakes);
    let command = reason.map(|reden| RoundCommand::Intrekken { reden }).ok_or(mistakes);
    take((&visit, &caller), &round, (Act::Withdraw, command)).await
}

/// Returns the round for who leads or coordinates: who may not do it hears that before anything else.
async fn led(visit: &Visit, caller: &Caller) -> Result<RoundView, Trouble> {
    let round = round_of(visit, caller).await?;
    if round.mag.plannen { Ok(round) } else { Err(Trouble::Forbidden) }
}

fn reply_in(
    form: &Form,
    seats: &[AccountId],
    account: AccountId,
) -> Result<RoundCommand, Mistakes> {
    let mut mistakes = Mistakes::default();
    let seat = match seats {
        [only] => Some(*only),
        // There is no seat left to answer for: the round itself says why.
        [] => Some(account),
        _ => lezen::chosen(form, SEAT, "Kies voor welke plaats u antwoordt.", &mut mistakes),
    };
    let vote: Option<Vote> =
        lezen::one_of(form, VOTE, "Kies voor, tegen of onthouding.", &mut mistakes);
    let toelichting = written_if_given(form, WORDS, &mut mistakes);
    match (seat, vote, mistakes.is_empty()) {
        (Some(plaats), Some(stem), true) => {
            Ok(RoundCommand::Antwoorden { plaats, stem, toelichting })
        }
        _ => Err(mistakes),
    }
}

/// Carries a command out, or shows the page again with what was filled in.
async fn take(
    (visit, caller): (&Visit, &Caller),
    round: &RoundView,
    (act, command): (Act, Result<RoundCommand, Mistakes>),
) -> Result<Answer, Trouble> {
    let change = RoundChange { id: round.id, version: visit.version()? };
    let command = match command {
        Ok(command) => command,
        Err(mistakes) => {
            return render((visit, caller), round, Some(&(act, Back::mistaken(mistakes))));
        }
    };
    match visit.app.change_round(caller, change, command).await {
        Ok(Some(_)) => Ok(Answer::see(page_of(round.id)).saying(act.notice())),
        // Who has an interest sees the round no more.
        Ok(None) => Ok(Answer::see(ROUNDS).saying(act.notice())),
        Err(error) => again((visit, caller), round.id, (act, error)).await,
    }
}

/// Shows the round as it is now, with what was sent and why it was not taken.
async fn again(
    (visit, caller): (&Visit, &Caller),
    id: RoundId,
    (act, error): (Act, AppError),
) -> Result<Answer, Trouble> {
    let place = |pointer: &str| match pointer {
        "/lid" => INTEREST.to_owned(),
        other => field(other),
    };
    let refused = |refusal| match refusal {
        Refusal::RepliedAlready | Refusal::NotADeputy | Refusal::NotAMember => SEAT.to_owned(),
        _ => String::new(),
    };
    let back = Back::of(error, place, refused)?;
    let round = visit.app.round(caller, id).await?;
    render((visit, caller), &round, Some(&(act, back)))
}

fn render(
    (visit, caller): (&Visit, &Caller),
    round: &RoundView,
    back: Option<&(Act, Back)>,
) -> Result<Answer, Trouble> {
    let looked = Looked {
        round,
        account: caller.account(),
        writes: caller.may(Permission::WriteCases),
        today: visit.today(),
    };
    let status = back.map_or(StatusCode::OK, |(_, back)| back.status);
    let sent = back.map(|(act, back)| (*act, &back.mistakes));
    let view = looked.view(&visit.form, sent);
    shown(visit, status, &view.opschrift, &view)
}

impl Act {
    const ALL: [Self; 4] = [Self::Reply, Self::Declare, Self::Close, Self::Withdraw];

    /// Returns what the next page says.
    fn notice(self) -> Notice {
        match self {
            Self::Reply => Notice::RoundReplied,
            Self::Declare => Notice::OwnInterest,
            Self::Close => Notice::RoundClosed,
            Self::Withdraw => Notice::RoundWithdrawn,
        }
    }

    /// Returns whether the reader is offered this now.
    fn is_offered(self, looked: &Looked<'_>) -> bool {
        let asked = looked.round.ronde.asked();
        let leads = looked.round.mag.plannen;
        let may = match self {
            Self::Reply => !looked.round.mijn_plaatsen.is_empty(),
            Self::Declare => asked.may_declare(looked.account),
            Self::Close => leads && looked.writes && asked.may_close(looked.today),
            Self::Withdraw => leads,
        };
        may && is_open(looked.round)
    }

    fn panel(self, round: &RoundView) -> Paneel {
        let page = page_of(round.id);
        let place = (page.as_str(), round.versie);
        match self {
            Self::Reply => Paneel::new("antwoord", ("Antwoorden", "Antwoord vastleggen"), place)
                .saying("Een antwoord staat vast: u kunt het niet wijzigen.")
                .asking(reply_fields(round))
                .first(),
            Self::Declare => Paneel::new("belang", ("Een belang melden", "Belang vastleggen"), place)
                .saying("Hebt u een persoonlijk belang bij dit dossier? Dan doet u niet mee, en ziet u deze ronde en het dossier niet meer (Awb art. 2:4).")
                .asking(vec![
                    Field::lines(INTEREST, "Wat is het belang?")
                        .hint("Zoals familie, een zakelijke band of een eerder conflict met de betrokkene."),
                ]),
            Self::Close => Paneel::new("sluiten", ("Ronde sluiten", "Ronde sluiten"), place)
                .saying("De antwoorden worden geteld. Is er een advies, dan komt het op het dossier. Een advies is geen besluit."),
            Self::Withdraw => Paneel::new("intrekken", ("Ronde intrekken", "Ronde intrekken"), place)
                .saying("Er komt dan geen advies. De antwoorden blijven te lezen.")
                .asking(vec![Field::lines(WITHDRAWN, "Waarom wordt de ronde ingetrokken?")]),
        }
    }
}

fn reply_fields(round: &RoundView) -> Vec<Field> {
    let mut fields = Vec::new();
    if round.mijn_plaatsen.len() > 1 {
        let seats = round.mijn_plaatsen.iter();
        let choice = |seat: &AccountId| (seat.to_string(), name(round, *seat));
        fields.push(
            Field::radios(SEAT, "Voor welke plaats antwoordt u?")
                .hint("U antwoordt één keer, voor één plaats.")
                .choices(seats.map(choice)),
        );
    }
    fields.push(Field::radios(VOTE, "Bent u het eens met wat is voorgelegd?").choices(
        [Vote::Voor, Vote::Tegen, Vote::Onthouding].map(|one| (lezen::wire_name(one), choice(one))),
    ));
    fields.push(
        Field::lines(WORDS, "Toelichting")
            .hint("Stemt u tegen of onthoudt u zich, dan komt dit als afwijkend standpunt bij het advies, zonder uw naam.")
            .optional(),
    );
    fields
}

fn choice(vote: Vote) -> &'static str {
    match vote {
        Vote::Voor => "Ja, ik stem voor",
        Vote::Tegen => "Nee, ik stem tegen",
        Vote::Onthouding => "Ik onthoud mij; dat telt mee voor het quorum",
    }
}

fn name(round: &RoundView, account: AccountId) -> String {
    round.namen.get(&account).cloned().unwrap_or_default()
}

/// Names some people; none for nobody.
fn named(round: &RoundView, accounts: impl Iterator<Item = AccountId>) -> Option<String> {
    let names: Vec<String> = accounts.map(|account| name(round, account)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

impl Looked<'_> {
    fn view(&self, form: &Form, sent: Option<(Act, &Mistakes)>) -> Ronde {
        let round = self.round;
        let asked = round.ronde.asked();
        let question = asked.question();
        let (by, at) = asked.asked_by();
        let offered = Act::ALL.into_iter().filter(|act| act.is_offered(self));
        let offered: Vec<Paneel> = offered.map(|act| act.panel(round)).collect();
        let sent = sent.map(|(act, mistakes)| Sent { panel: act.panel(round), mistakes });
        Ronde {
            kruimels: vec![
                Kruimel::home(),
                Kruimel { naam: "Schriftelijke rondes".to_owned(), adres: ROUNDS.to_owned() },
            ],
            opschrift: round.titel.reveal().clone(),
            onder: format!("Schriftelijke ronde. {}.", stand(round)),
            dossier: round.dossier.as_ref().map(|file| format!("/dossiers/{}", file.id)),
            vraag: question.vraag.as_str().to_owned(),
            voorstel: kernel::capitalised(question.voorstel.label()),
            redenen: question.redenen.as_str().to_owned(),
            gesteld: format!("{}, {}", name(round, by), words::moment(at, self.today)),
            tot_en_met: words::full_day(question.sluit_op),
            stand: stand(round),
            nodig: words::count(asked.needed(), "antwoord", "antwoorden"),
            plaatsen: asked.seats().iter().map(|seat| self.seat(seat)).collect(),
            zonder_toegang: round.zonder_toegang.clone(),
            belangen: named(round, asked.conflicts().iter().map(|conflict| conflict.lid)),
            uitkomst: self.outcome(),
            panelen: Panelen::of(offered, (form, &Form::default()), sent),
            kan_nog_niet_dicht: self.waits_to_close(),
        }
    }

    /// Whether the reader could close the round, if it was not too early.
    fn waits_to_close(&self) -> bool {
        let leads = self.round.mag.plannen && self.writes;
        leads && is_open(self.round) && !self.round.ronde.asked().may_close(self.today)
    }

    fn seat(&self, seat: &Seat) -> Plaats {
        let round = self.round;
        let replies = round.ronde.asked().replies();
        let reply = replies.iter().find(|reply| reply.plaats == seat.lid);
        let waits = round.wachten_op.contains(&seat.lid);
        Plaats {
            naam: name(round, seat.lid),
            vervangers: named(round, seat.vervangers.iter().copied()),
            antwoord: reply.map(|reply| self.answer(reply)),
            zonder: match (is_open(round), waits) {
                (true, true) => "Nog geen antwoord",
                (true, false) => "Doet niet mee",
                (false, _) => "Geen antwoord",
            },
        }
    }

    fn answer(&self, reply: &Reply) -> Antwoord {
        Antwoord {
            stem: match reply.stem {
                Vote::Voor => "Voor",
                Vote::Tegen => "Tegen",
                Vote::Onthouding => "Onthouding",
            },
            toelichting: reply.toelichting.as_ref().map(|text| text.as_str().to_owned()),
            door: (reply.lid != reply.plaats).then(|| name(self.round, reply.lid)),
            op: words::moment(reply.op, self.today),
        }
    }

    fn outcome(&self) -> Option<Uitkomst> {
        let round = &self.round.ronde;
        let tally = Tally::of(round.asked().replies().iter().map(|reply| reply.stem));
        let (kop, tekst) = match (round.outcome(), round.withdrawn_because()) {
            (Some(RoundOutcome::Advies { advies }), _) => (
                "Er is een advies",
                format!(
                    "{}. Stemming: {} voor, {} tegen, {} onthouding. Het advies staat op het dossier. Een advies is geen besluit: wie beslist, weegt het mee.",
                    kernel::capitalised(advies.advies.label()),
                    tally.voor,
                    tally.tegen,
                    tally.onthoudingen
                ),
            ),
            (Some(RoundOutcome::GeenAdvies { reden }), _) => (
                "Er is geen advies",
                format!(
                    "{}. Het dossier is niet gewijzigd.",
                    kernel::capitalised(why_none(*reden))
                ),
            ),
            (None, Some(reason)) => ("De ronde is ingetrokken", reason.as_str().to_owned()),
            (None, None) => return None,
        };
        let op = words::moment(round.ended_at()?, self.today);
        Some(Uitkomst { kop, tekst, op })
    }
}

#[cfg(test)]
pub(super) mod tests;

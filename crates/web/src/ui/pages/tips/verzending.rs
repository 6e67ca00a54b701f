//! A tip that the own body gives: what it says, how it fares, and what the reader can do with it.

use app::tips::{
    Feedback, PartnerView, Person, Posted, ReadReason, Route, SentTipAction, SentTipChange,
    SentTipStep, SentTipView, TipId, Tombstone, Verdict, contact_fact, decision_fact, subject_fact,
};
use app::{AppError, Caller, KindName};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;

use super::super::lezen::{day, one_of};
use super::lezen::{field, needed, receiver};
use super::woorden::{Bericht, Feit};
use super::{
    Actie, Back, Kruimel, Paneel, Panelen, SENT, Sent, TIPS, back, crumbs, organ_field,
    read_reason, reason_query, receivers, shown, woorden,
};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PAGE: &str = "/tips/verzonden/{tipId}";
const LETTER: &str = "/tips/verzonden/{tipId}/brief";

/// What is done by a form on the page: the act, where it is sent, and the fields that it asks.
const ACTS: [(SentTipAction, &str); 13] = [
    (SentTipAction::Release, "/tips/verzonden/{tipId}/vrijgeven"),
    (SentTipAction::Post, "/tips/verzonden/{tipId}/gepost"),
    (SentTipAction::Returned, "/tips/verzonden/{tipId}/retourbewijs"),
    (SentTipAction::RegisterVerdict, "/tips/verzonden/{tipId}/oordeel-vastleggen"),
    (SentTipAction::NotTaken, "/tips/verzonden/{tipId}/niet-aangenomen"),
    (SentTipAction::RepeatMessages, "/tips/verzonden/{tipId}/bericht-opnieuw-verzenden"),
    (SentTipAction::SendAgain, "/tips/verzonden/{tipId}/opnieuw-verzenden"),
    (SentTipAction::ByLetter, "/tips/verzonden/{tipId}/per-brief"),
    (SentTipAction::ReleaseAnswer, "/tips/verzonden/{tipId}/antwoord-vrijgeven"),
    (SentTipAction::Redirect, "/tips/verzonden/{tipId}/opnieuw-aanbieden"),
    (SentTipAction::Close, "/tips/verzonden/{tipId}/afsluiten"),
    (SentTipAction::Withdraw, "/tips/verzonden/{tipId}/intrekken"),
    (SentTipAction::PostWithdrawal, "/tips/verzonden/{tipId}/intrekking-gepost"),
];

/// What is said about a message that is said again.
pub(super) const REPEATED: &str = "Een bericht over deze tip kwam niet aan. Het gaat opnieuw weg, met een nieuw nummer. Past het niet meer bij de stand van de tip, dan vervalt het.";

const POSTED: &str = "op";
const TRACKING: &str = "trackEnTrace";
const BACK_POSTED: &str = "intrekking-op";
const BACK_TRACKING: &str = "intrekking-trackEnTrace";
const VERDICT: &str = "oordeel";
const VERDICT_DAY: &str = "oordeel-op";
const RETURNED: &str = "retourbewijs";
const OTHER: &str = "ander-orgaan";
const CODE: &str = "soort-reden";
const WITHDRAWN: &str = "reden-intrekken";
const CLOSED: &str = "reden-afsluiten";

pub(super) fn routes() -> Vec<PageRoute> {
    let mut routes = vec![get(PAGE, TIPS, show), get(LETTER, TIPS, letter)];
    for (act, path) in ACTS {
        let route = post(path, TIPS, move |visit, caller| take(visit, caller, act));
        let asks = matches!(
            act,
            SentTipAction::Post
                | SentTipAction::Returned
                | SentTipAction::RegisterVerdict
                | SentTipAction::PostWithdrawal
                | SentTipAction::Redirect
                | SentTipAction::Close
                | SentTipAction::Withdraw
        );
        routes.push(if asks { route.shown_on(PAGE) } else { route.button_of(PAGE) });
    }
    routes
}

#[derive(Debug, Serialize)]
struct Verzending {
    kruimels: Vec<Kruimel>,
    opschrift: String,
    onder: &'static str,
    inzage: &'static str,
    /// The address of this page, to read it for another reason.
    aandacht: Option<&'static str>,
    acties: Vec<Actie>,
    feiten: Vec<Feit>,
    inhoud: Vec<Feit>,
    /// An answer that waits for a second person.
    antwoord: Vec<Feit>,
    berichten: Vec<Bericht>,
    grafsteen: Vec<Feit>,
    panelen: Panelen,
}

impl View for Verzending {
    const TEMPLATE: &'static str = "pages/tips/verzending";
}

/// A tip with what its page needs beside it.
struct Looked<'l> {
    tip: &'l SentTipView,
    partners: &'l [PartnerView],
    kinds: &'l [KindName],
    why: ReadReason,
    today: NaiveDate,
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.of_path("tipId")?;
    render((&visit, &caller), id, None).await
}

/// Gives the letter to be printed and posted.
async fn letter(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let letter = visit.app.tip_letter(&caller, visit.of_path("tipId")?).await?;
    Ok(Answer::file("application/pdf", &letter.file_name, letter.pdf))
}

/// Does what is asked, or shows the tip as it is now, with what was sent and why it was not taken.
async fn take(visit: Visit, caller: Caller, act: SentTipAction) -> Result<Answer, Trouble> {
    let id: TipId = visit.of_path("tipId")?;
    let change = SentTipChange { id, version: visit.version()? };
    let back = match step(act, &visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(step) => match visit.app.change_sent_tip(&caller, change, step).await {
            Ok(_) => {
                let page = format!("{SENT}/{id}{}", reason_query(read_reason(&visit)));
                return Ok(Answer::see(page).saying(notice(act)));
            }
            Err(error) => refused(error, act)?,
        },
    };
    render((&visit, &caller), id, Some((act, back))).await
}

fn refused(error: AppError, act: SentTipAction) -> Result<Back, Trouble> {
    let place = |pointer: &str| match (pointer, act) {
        ("/ontvanger" | "/orgaan", SentTipAction::Redirect) => OTHER.to_owned(),
        // No field of another form is about it.
        ("/ontvanger" | "/orgaan", _) => String::new(),
        ("/op", SentTipAction::PostWithdrawal) => BACK_POSTED.to_owned(),
        (other, _) => field(other),
    };
    back(error, place, |_| String::new())
}

async fn render(
    (visit, caller): (&Visit, &Caller),
    id: TipId,
    back: Option<(SentTipAction, Back)>,
) -> Result<Answer, Trouble> {
    let why = read_reason(visit);
    let tip = visit.app.sent_tip(caller, id, why).await?;
    let partners = receivers(visit, caller).await?;
    let kinds = visit.app.kinds();
    let looked =
        Looked { tip: &tip, partners: &partners, kinds: &kinds, why, today: visit.today() };
    let status = back.as_ref().map_or(StatusCode::OK, |(_, back)| back.status);
    let view = looked.view(&visit.form, back.as_ref().map(|(act, back)| (*act, &back.mistakes)));
    // The title goes into the history of the browser, so it names nobody.
    shown(visit, status, "Verzonden tip", &view)
}

/// Reads the step that a form asks for.
fn step(act: SentTipAction, form: &Form) -> Result<SentTipStep, Mistakes> {
    let mut mistakes = Mistakes::default();
    let step = match act {
        SentTipAction::Release => Some(SentTipStep::Release),
        SentTipAction::Post => {
            posted(form, (POSTED, TRACKING), &mut mistakes).map(SentTipStep::Post)
        }
        SentTipAction::PostWithdrawal => posted(form, (BACK_POSTED, BACK_TRACKING), &mut mistakes)
            .map(SentTipStep::PostWithdrawal),
        SentTipAction::RegisterVerdict => judged(form, &mut mistakes),
        SentTipAction::Returned => {
            needed(form, RETURNED, "Vul het nummer van het retourbewijs in.", &mut mistakes)
                .map(SentTipStep::Returned)
        }
        SentTipAction::NotTaken => Some(SentTipStep::NotTaken),
        SentTipAction::RepeatMessages => Some(SentTipStep::RepeatMessages),
        SentTipAction::SendAgain => Some(SentTipStep::SendAgain),
        SentTipAction::ByLetter => Some(SentTipStep::ByLetter),
        SentTipAction::ReleaseAnswer => Some(SentTipStep::ReleaseAnswer),
        SentTipAction::Redirect => {
            let chosen = receiver(form, OTHER);
            if chosen.is_none() {
                mistakes.add(OTHER, "Kies aan welk orgaan u de tip nu aanbiedt.");
            }
            chosen.map(|(receiver, organ)| SentTipStep::Redirect { receiver, organ })
        }
        SentTipAction::Close => {
            needed(form, CLOSED, "Schrijf op waarom.", &mut mistakes).map(SentTipStep::Close)
        }
        SentTipAction::Withdraw => withdrawal(form, &mut mistakes),
        // These have a page of their own.
        SentTipAction::Rewrite | SentTipAction::WriteAnswer => None,
    };
    step.filter(|_| mistakes.is_empty()).ok_or(mistakes)
}

fn posted(
    form: &Form,
    (on, number): (&'static str, &'static str),
    mistakes: &mut Mistakes,
) -> Option<Posted> {
    let op = day(form, on, mistakes);
    let number = needed(form, number, "Vul het nummer van de vervoerder in.", mistakes);
    Some(Posted { op: op?, track_en_trace: number? })
}

fn judged(form: &Form, mistakes: &mut Mistakes) -> Option<SentTipStep> {
    let day = day(form, VERDICT_DAY, mistakes);
    let given = form.text(VERDICT);
    let verdict = verdicts().into_iter().find(|(name, ..)| *name == given);
    if verdict.is_none() {
        mistakes.add(VERDICT, "Kies wat de ontvanger liet weten.");
    }
    let (_, _, verdict) = verdict?;
    Some(SentTipStep::RegisterVerdict { verdict, day: day? })
}

/// What the receiver of a letter can let us know: name in the form, words, and how it is kept.
fn verdicts() -> [(&'static str, &'static str, Feedback); 3] {
    let judged = |verdict| Feedback::Judged { verdict };
    [
        ("aanvaard", "Hij doet eigen onderzoek", judged(Verdict::Accepted)),
        ("afgewezen", "Hij doet niets met de tip", judged(Verdict::Declined)),
        ("niet-bevoegd", "Hij is niet bevoegd", Feedback::NotCompetent { pointer: None }),
    ]
}

fn withdrawal(form: &Form, mistakes: &mut Mistakes) -> Option<SentTipStep> {
    let code = one_of(form, CODE, "Kies de soort reden.", mistakes);
    let reason = needed(form, WITHDRAWN, "Schrijf op waarom.", mistakes);
    Some(SentTipStep::Withdraw { code: code?, reason: reason? })
}

/// Returns what the next page says.
fn notice(act: SentTipAction) -> Notice {
    match act {
        SentTipAction::Release | SentTipAction::ReleaseAnswer => Notice::TipReleased,
        SentTipAction::SendAgain | SentTipAction::ByLetter | SentTipAction::Redirect => {
            Notice::TipSentAgain
        }
        SentTipAction::Withdraw => Notice::TipWithdrawn,
        SentTipAction::Close => Notice::TipClosed,
        _ => Notice::StepTaken,
    }
}

impl Looked<'_> {
    fn view(&self, form: &Form, sent: Option<(SentTipAction, &Mistakes)>) -> Verzending {
        let tip = self.tip;
        let offered = ACTS.into_iter().map(|(act, _)| act).filter(|act| tip.stappen.contains(act));
        let offered: Vec<Paneel> = offered.map(|act| self.panel(act)).collect();
        let sent = sent.map(|(act, mistakes)| Sent { panel: self.panel(act), mistakes });
        Verzending {
            kruimels: crumbs("Verzonden", SENT),
            opschrift: format!("Tip aan {}", tip.regel.ontvanger_naam),
            onder: woorden::sent_state(&tip.regel.stand),
            inzage: woorden::read_reason(self.why),
            aandacht: tip.regel.aandacht.map(woorden::attention),
            acties: self.links(),
            feiten: self.facts(),
            inhoud: tip
                .inhoud
                .as_ref()
                .map(|offer| woorden::offer(offer, self.kinds))
                .unwrap_or_default(),
            antwoord: self.draft(),
            berichten: tip.berichten.iter().map(|one| woorden::message(one, self.today)).collect(),
            grafsteen: tip
                .grafsteen
                .as_ref()
                .map(|stone| remains(stone, self.today))
                .unwrap_or_default(),
            panelen: Panelen::of(offered, (form, &Form::default()), sent),
        }
    }

    /// What has a page of its own.
    fn links(&self) -> Vec<Actie> {
        let address = |act: SentTipAction| format!("{SENT}/{}/{}", self.tip.regel.id, act.id());
        let names = [
            (SentTipAction::Rewrite, "Herschrijven"),
            (SentTipAction::WriteAnswer, "Antwoord schrijven"),
        ];
        let offered = names.into_iter().filter(|(act, _)| self.tip.stappen.contains(act));
        let letter = format!("{SENT}/{}/brief", self.tip.regel.id);
        let letter = self.tip.brief.then(|| Actie::other("Brief downloaden (pdf)", letter));
        let acts = offered.map(|(act, name)| Actie::other(name, address(act)));
        letter.into_iter().chain(acts).collect()
    }

    fn facts(&self) -> Vec<Feit> {
        let tip = self.tip;
        let organ = tip.orgaan.as_ref().map(woorden::organ);
        let to = [Some(tip.regel.ontvanger_naam.clone()), organ];
        let mut facts = vec![Feit::of("Ontvanger", to.into_iter().flatten().collect())];
        facts.extend(tip.route.map(|route| Feit::new("Route", woorden::route(route))));
        let person = |name, person: Option<&Person>| {
            person.map(|person| Feit::new(name, person.naam.as_str()))
        };
        facts.extend(person("Geschreven door", tip.schrijver.as_ref()));
        facts.extend(person("Vrijgegeven door", tip.vrijgever.as_ref()));
        let letter = |name, letter: Option<&Posted>| {
            letter.map(|letter| {
                let day = format!("op {}", words::day(letter.op, self.today));
                let number = format!("nummer {}", letter.track_en_trace.reveal());
                Feit::of(name, vec![day, number])
            })
        };
        facts.extend(letter("Brief gepost", tip.gepost.as_ref()));
        facts.extend(letter("Intrekking gepost", tip.intrekking_gepost.as_ref()));
        let cause = tip.onbestelbaar.map(woorden::give_up);
        facts.extend(cause.map(|cause| Feit::new("Niet te bezorgen", cause)));
        let topic = tip.vraag.as_ref().map(|question| woorden::topic(question.onderwerp));
        facts.extend(topic.map(|topic| Feit::new("Vraag van de ontvanger", topic)));
        let outcome = tip.uitkomst.as_ref().map(woorden::feedback);
        facts.extend(outcome.map(|mut lines| {
            let on = tip.uitkomst_op.map(|day| format!("op {}", words::day(day, self.today)));
            lines.extend(on);
            Feit::of("Wat de ontvanger liet weten", lines)
        }));
        facts
    }

    fn draft(&self) -> Vec<Feit> {
        let Some(answer) = &self.tip.antwoord else { return Vec::new() };
        let mut facts = Vec::new();
        facts.extend(answer.betrokkene.as_ref().map(subject_fact).map(Feit::from));
        let decision = answer.besluit.as_ref();
        facts.extend(decision.map(|one| decision_fact(one, self.kinds)).map(Feit::from));
        facts.extend(answer.contact.as_ref().map(contact_fact).map(Feit::from));
        let by = self.tip.antwoord_schrijver.as_ref();
        facts.extend(by.map(|by| Feit::new("Geschreven door", by.naam.clone())));
        facts
    }

    fn panel(&self, act: SentTipAction) -> Paneel {
        let page = format!("{SENT}/{}", self.tip.regel.id);
        let place = (page.as_str(), self.tip.regel.versie);
        let query = reason_query(self.why);
        let new = |names| Paneel::new(act.id(), names, place).sent_with(&query);
        match act {
            SentTipAction::Release => new(("Vrijgeven", "Tip vrijgeven"))
                .saying("Lees de tip na. Er mag niet meer in staan dan de wet laat reizen: wie, welke beslissing, en dat er reden is om zelf te kijken (Wet Bibob art. 26 en 28). Na het vrijgeven gaat hij weg.")
                .first(),
            SentTipAction::Post => new(("Brief posten", "Verzending vastleggen"))
                .saying("Download de brief, druk hem af en doe hem in een gesloten binnenenvelop, op naam van het orgaan, en verstuur hem aangetekend. Leg daarna vast wanneer hij op de post ging.")
                .asking(post_fields((POSTED, TRACKING)))
                .first(),
            SentTipAction::PostWithdrawal => new(("Intrekking posten", "Intrekking vastleggen"))
                .saying("De ontvanger kreeg de tip per brief en weet nog niet dat u hem intrekt. Schrijf hem dat, zonder te herhalen wat er in de tip stond, en leg vast wanneer de brief op de post ging.")
                .asking(post_fields((BACK_POSTED, BACK_TRACKING)))
                .first(),
            SentTipAction::RegisterVerdict => new(("Oordeel van de ontvanger", "Oordeel vastleggen"))
                .saying("De ontvanger van een brief antwoordt per brief of per telefoon. Leg alleen de hoofdlijn vast (Wet Bibob art. 28).")
                .asking(verdict_fields()),
            SentTipAction::Returned => new(("Retourbewijs", "Ontvangst vastleggen"))
                .saying("Pas met het bewijs van de vervoerder geldt de tip als bezorgd.")
                .asking(vec![Field::text(RETURNED, "Nummer van het retourbewijs").code()])
                .first(),
            SentTipAction::NotTaken => new(("Brief terug", "Vastleggen dat de brief terugkwam"))
                .saying("De brief kwam terug of is niet aangenomen. Daarna kiest u wat er moet gebeuren."),
            SentTipAction::RepeatMessages => new(("Bericht opnieuw", "Bericht opnieuw verzenden"))
                .saying(REPEATED)
                .first(),
            SentTipAction::SendAgain => new(("Opnieuw verzenden", "Opnieuw verzenden"))
                .saying(again(self.tip.route))
                .first(),
            SentTipAction::ByLetter => new(("Per brief", "Per brief verzenden"))
                .saying("De tip gaat niet meer langs de digitale weg. U post hem zelf."),
            SentTipAction::ReleaseAnswer => new(("Antwoord vrijgeven", "Antwoord vrijgeven"))
                .saying("Lees het antwoord na. Na het vrijgeven gaat het weg.")
                .first(),
            SentTipAction::Redirect => new(("Aan een ander orgaan aanbieden", "Opnieuw aanbieden"))
                .saying("De ontvanger zei dat hij niet bevoegd is. U beslist zelf of u de tip aan een ander orgaan aanbiedt (vergelijk Awb art. 2:3).")
                .asking(vec![organ_field(OTHER, "Orgaan", self.partners, "Kies een orgaan")]),
            SentTipAction::Withdraw => new(("Intrekken", "Tip intrekken"))
                .saying("De ontvanger hoort alleen de soort reden. Kreeg hij de tip al, dan ziet hij dat zij is ingetrokken.")
                .asking(withdraw_fields()),
            _ => new(("Afsluiten", "Tip afsluiten"))
                .saying("De inhoud wordt na de bewaartermijn gewist. Wat blijft, is het bewijs dat er een bericht was.")
                .asking(vec![Field::lines(CLOSED, "Waarom sluit u af?")])
                .first(),
        }
    }
}

fn again(route: Option<Route>) -> &'static str {
    if route == Some(Route::Letter) {
        "De tip gaat nog een keer per brief, met een nieuw nummer van de vervoerder."
    } else {
        "Er gaat een nieuw bericht over dezelfde tip. Kwam het eerste toch aan, dan wordt het maar één keer geregistreerd."
    }
}

fn verdict_fields() -> Vec<Field> {
    vec![
        Field::radios(VERDICT, "Wat liet de ontvanger weten?")
            .choices(verdicts().map(|(name, words, _)| (name, words))),
        Field::day(VERDICT_DAY, "Op welke dag?").hint("dd-mm-jjjj"),
    ]
}

fn post_fields((on, number): (&'static str, &'static str)) -> Vec<Field> {
    vec![
        Field::day(on, "Gepost op").hint("dd-mm-jjjj"),
        Field::text(number, "Nummer van de vervoerder (track en trace)").code(),
    ]
}

fn withdraw_fields() -> Vec<Field> {
    vec![
        Field::radios(CODE, "Soort reden").choices(woorden::withdrawals()),
        Field::lines(WITHDRAWN, "Waarom trekt u in?").hint("Dit blijft bij uw organisatie."),
    ]
}

/// Says what is left of a tip whose content is gone.
pub(super) fn remains(stone: &Tombstone, today: NaiveDate) -> Vec<Feit> {
    let lines = stone.messages.iter().map(|(id, digest)| format!("{id}, SHA-256 {digest}"));
    vec![
        Feit::new("Gesloten op", words::moment(stone.ended, today)),
        Feit::new("Inhoud gewist op", words::moment(stone.cleared, today)),
        Feit::of("Berichten", lines.collect()),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::samples::{message, now, offer, says};
    use super::super::verzonden::tests::line;
    use super::*;
    use crate::ui::page::tests::filled;
    use kernel::{AccountId, Id};
    use uuid::Uuid;

    fn tip(steps: &[SentTipAction]) -> SentTipView {
        let person =
            Person { account: AccountId::from_uuid(Uuid::nil()), naam: "H. Een".to_owned() };
        SentTipView {
            regel: line(),
            orgaan: Some("college".parse().unwrap()),
            route: Some(Route::Letter),
            inhoud: Some(offer()),
            schrijver: Some(person),
            vrijgever: None,
            berichten: vec![message("wacht", 2)],
            brief: false,
            gepost: None,
            intrekking_gepost: None,
            uitkomst: None,
            uitkomst_op: None,
            onbestelbaar: None,
            vraag: None,
            antwoord: None,
            antwoord_schrijver: None,
            stappen: steps.to_vec(),
            grafsteen: None,
        }
    }

    fn shown_page(
        tip: &SentTipView,
        body: &str,
        sent: Option<(SentTipAction, &Mistakes)>,
    ) -> String {
        let today = now().dutch_date();
        let why = ReadReason::Handle;
        let looked = Looked { tip, partners: &[], kinds: &[], why, today };
        filled(&looked.view(&Form::of_body(body.as_bytes()), sent))
    }

    #[test]
    fn the_page_offers_what_can_be_done_and_nothing_else() {
        let page = shown_page(&tip(&[SentTipAction::Rewrite, SentTipAction::Release]), "", None);
        says(
            &page,
            &["&lt;Verzonnen&gt;", "/vrijgeven\"", "/herschrijven\"", "H. Een", "2 pogingen"],
        );
        assert!(!page.contains("/intrekken\"") && !page.contains("/gepost\""), "{page}");
        assert!(!page.contains("/brief\""), "{page}");
        let page = shown_page(&SentTipView { brief: true, ..tip(&[]) }, "", None);
        says(&page, &["/brief\""]);
        let every: Vec<SentTipAction> = ACTS.into_iter().map(|(act, _)| act).collect();
        let page = shown_page(&tip(&every), "", None);
        for (act, _) in ACTS {
            assert!(page.contains(&format!("/{}\"", act.id())), "{}: {page}", act.id());
        }
    }

    #[test]
    fn every_act_is_sent_to_an_address_of_its_own_name() {
        for (act, path) in ACTS {
            assert!(path.ends_with(act.id()), "{path}");
        }
    }

    #[test]
    fn what_was_typed_comes_back_with_what_is_wrong() {
        let form = Form::of_body(b"reden-intrekken=%3Cb%3E");
        let mistakes = step(SentTipAction::Withdraw, &form).unwrap_err();
        let sent = Some((SentTipAction::Withdraw, &mistakes));
        let page = shown_page(&tip(&[SentTipAction::Withdraw]), "reden-intrekken=%3Cb%3E", sent);
        says(&page, &["href=\"#soort-reden\"", ">&lt;b&gt;</textarea>"]);
        // Meanwhile somebody else withdrew it.
        let page = shown_page(&tip(&[]), "reden-intrekken=%3Cb%3E", sent);
        says(&page, &["Dit had u ingevuld", "&lt;b&gt;"]);
    }
}

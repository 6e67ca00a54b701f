//! A question to the working group, with its answers and what they rest on.

use app::meetings::{Answer as Given, HelpCommand, HelpQuestion, Link, Refusal};
use app::{AppError, Caller, HelpChange, HelpView};
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::{HelpQuestionId, PartyId};
use serde::Serialize;

use super::paneel::{Paneel, Panelen, Sent};
use super::verwijzing::{self, Rule, Verwijzing};
use super::vragen::{DESK, crumbs, is_inside, stand};
use super::{Back, Kruimel, QUESTIONS, shown};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::View;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const PAGE: &str = "/werkgroep/vragen/{vraagId}";
const WORDS: &str = "antwoord";
const ARTICLES: &str = "artikelen";
const RULES: &str = "beleidsregels";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(PAGE, DESK, show),
        post("/werkgroep/vragen/{vraagId}/beantwoorden", DESK, answer).shown_on(PAGE),
        post("/werkgroep/vragen/{vraagId}/sluiten", DESK, close).button_of(PAGE),
        post("/werkgroep/vragen/{vraagId}/heropenen", DESK, reopen).button_of(PAGE),
        post("/werkgroep/vragen/{vraagId}/intrekken", DESK, withdraw).button_of(PAGE),
    ]
}

#[derive(Debug, Serialize)]
struct Vraag {
    kruimels: Vec<Kruimel>,
    opschrift: String,
    onder: String,
    tekst: String,
    /// The answer that holds.
    antwoord: Option<Antwoord>,
    /// What was answered before, the newest first.
    eerder: Vec<Antwoord>,
    wacht_op: Option<&'static str>,
    panelen: Panelen,
}

#[derive(Debug, Serialize)]
struct Antwoord {
    tekst: String,
    door: String,
    op: String,
    verwijzingen: Vec<Verwijzing>,
}

impl View for Vraag {
    const TEMPLATE: &'static str = "pages/werkgroep/vraag";
}

/// What can be done on the page; each has a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Answer,
    Close,
    Reopen,
    Withdraw,
}

/// A question with what its page needs beside it.
struct Looked<'l> {
    question: &'l HelpView,
    is_inside: bool,
    rules: Vec<Rule>,
    answers: Vec<Antwoord>,
    today: NaiveDate,
}

async fn question_of(visit: &Visit, caller: &Caller) -> Result<HelpView, Trouble> {
    Ok(visit.app.help_question(caller, visit.of_path("vraagId")?).await?)
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let question = question_of(&visit, &caller).await?;
    render((&visit, &caller), &question, None).await
}

async fn answer(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let question = question_of(&visit, &caller).await?;
    if !question.mag_antwoorden {
        return Err(Trouble::Forbidden);
    }
    let command = answer_in(&visit.form, caller.party());
    take((&visit, &caller), &question, (Act::Answer, command)).await
}

async fn close(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let question = question_of(&visit, &caller).await?;
    take((&visit, &caller), &question, (Act::Close, Ok(HelpCommand::Sluiten))).await
}

async fn reopen(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let question = question_of(&visit, &caller).await?;
    take((&visit, &caller), &question, (Act::Reopen, Ok(HelpCommand::Heropenen))).await
}

async fn withdraw(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let question = question_of(&visit, &caller).await?;
    take((&visit, &caller), &question, (Act::Withdraw, Ok(HelpCommand::Intrekken))).await
}

fn answer_in(form: &Form, party: &PartyId) -> Result<HelpCommand, Mistakes> {
    let mut mistakes = Mistakes::default();
    let tekst = form.written(WORDS, "Schrijf het antwoord op.", &mut mistakes);
    let lines = form.text(ARTICLES).lines().map(str::trim).filter(|line| !line.is_empty());
    let articles = lines.map(|line| Link::Artikel { artikel: line.to_owned() });
    let rule = |id: &str| Link::Beleidsregel { partij: party.clone(), regel: id.to_owned() };
    let verwijzingen: Vec<Link> = articles.chain(form.all(RULES).map(rule)).collect();
    if verwijzingen.is_empty() {
        mistakes.add(ARTICLES, Refusal::LinkMissing.to_string());
    }
    let filled = tekst.filter(|_| mistakes.is_empty());
    filled.map(|tekst| HelpCommand::Beantwoorden { tekst, verwijzingen }).ok_or(mistakes)
}

/// Carries a command out, or shows the page again with what was filled in.
async fn take(
    (visit, caller): (&Visit, &Caller),
    question: &HelpView,
    (act, command): (Act, Result<HelpCommand, Mistakes>),
) -> Result<Answer, Trouble> {
    let change = HelpChange { id: question.id, version: visit.version()? };
    let command = match command {
        Ok(command) => command,
        Err(mistakes) => {
            let back = Some((act, Back::mistaken(mistakes)));
            return render((visit, caller), question, back).await;
        }
    };
    match visit.app.change_help_question(caller, change, command).await {
        Ok(_) if act == Act::Withdraw => Ok(Answer::see(QUESTIONS).saying(act.notice())),
        Ok(_) => Ok(Answer::see(page_of(question.id)).saying(act.notice())),
        Err(error) => again((visit, caller), question.id, (act, error)).await,
    }
}

/// Shows the question as it is now, with what was sent and why it was not taken.
async fn again(
    (visit, caller): (&Visit, &Caller),
    id: HelpQuestionId,
    (act, error): (Act, AppError),
) -> Result<Answer, Trouble> {
    // The links come first from the lines of one field and then from the boxes of another.
    let field =
        |pointer: &str| if pointer.ends_with("/regel") { RULES } else { ARTICLES }.to_owned();
    let back = Back::of(error, field, |_| String::new())?;
    let question = visit.app.help_question(caller, id).await?;
    render((visit, caller), &question, Some((act, back))).await
}

async fn render(
    (visit, caller): (&Visit, &Caller),
    question: &HelpView,
    back: Option<(Act, Back)>,
) -> Result<Answer, Trouble> {
    let given = |given: &Given| Antwoord {
        tekst: given.tekst.as_str().to_owned(),
        door: question.namen.get(&given.door).cloned().unwrap_or_default(),
        op: words::moment(given.op, visit.today()),
        verwijzingen: verwijzing::shown(visit, caller, &given.verwijzingen),
    };
    let looked = Looked {
        question,
        is_inside: is_inside(visit, caller).await?,
        rules: verwijzing::own_rules(visit, caller),
        answers: question.vraag.answers().iter().map(given).collect(),
        today: visit.today(),
    };
    let status = back.as_ref().map_or(StatusCode::OK, |(_, back)| back.status);
    let sent = back.as_ref().map(|(act, back)| (*act, &back.mistakes));
    let view = looked.view(&visit.form, sent);
    shown(visit, status, &view.opschrift, &view)
}

fn page_of(id: HelpQuestionId) -> String {
    format!("{QUESTIONS}/{id}")
}

impl Act {
    const ALL: [Self; 4] = [Self::Answer, Self::Close, Self::Reopen, Self::Withdraw];

    /// Returns what the next page says.
    fn notice(self) -> Notice {
        match self {
            Self::Answer => Notice::QuestionAnswered,
            Self::Close => Notice::QuestionClosed,
            Self::Reopen => Notice::QuestionReopened,
            Self::Withdraw => Notice::QuestionWithdrawn,
        }
    }

    /// Returns whether the reader is offered this now.
    fn is_offered(self, question: &HelpView) -> bool {
        let has_say = question.mag_antwoorden || question.eigen;
        match (self, &question.vraag) {
            (Self::Answer, HelpQuestion::Gesteld(_) | HelpQuestion::Beantwoord(_)) => {
                question.mag_antwoorden
            }
            (Self::Close | Self::Withdraw, HelpQuestion::Beantwoord(_))
            | (Self::Reopen, HelpQuestion::Gesloten(_)) => has_say,
            (Self::Withdraw, HelpQuestion::Gesteld(_)) => question.eigen,
            _ => false,
        }
    }

    fn panel(self, looked: &Looked<'_>) -> Paneel {
        let question = looked.question;
        let page = page_of(question.id);
        let place = (page.as_str(), question.versie);
        match self {
            Self::Answer => {
                let is_first = question.vraag.answers().is_empty();
                let title = if is_first { "Antwoord geven" } else { "Antwoord verbeteren" };
                Paneel::new("beantwoorden", (title, "Antwoord vastleggen"), place)
                    .saying("Een antwoord rust op ten minste één artikel of beleidsregel. Een eerder antwoord blijft te lezen.")
                    .asking(answer_fields(&looked.rules))
                    .first()
            }
            Self::Close => Paneel::new("sluiten", ("Vraag sluiten", "Vraag sluiten"), place)
                .saying("Vraag en antwoord blijven te vinden."),
            Self::Reopen => Paneel::new("heropenen", ("Vraag heropenen", "Vraag heropenen"), place)
                .saying("Daarna kan het antwoord worden verbeterd."),
            Self::Withdraw => Paneel::new("intrekken", ("Vraag intrekken", "Vraag intrekken"), place)
                .saying("Niemand vindt de vraag dan nog, en dat kunt u niet terugdraaien. Doe dit als er gegevens in staan die hier niet horen."),
        }
    }
}

fn answer_fields(rules: &[Rule]) -> Vec<Field> {
    let mut fields = vec![
        Field::lines(WORDS, "Antwoord")
            .hint("Zonder namen en zonder gegevens van een dossier: al uw collega's die aan dossiers werken lezen het."),
        Field::lines(ARTICLES, "Artikelen")
            .hint("Eén per regel, met de wet ervoor, zoals: Wet Bibob art. 3 lid 7. Bij een bekende wet wordt het een link."),
    ];
    if !rules.is_empty() {
        let choices = rules.iter().map(|rule| (rule.id.clone(), rule.label()));
        fields.push(Field::boxes(RULES, "Regels van ons beleid").optional().choices(choices));
    }
    fields
}

/// Begins with the answer that holds, for who improves it.
fn begins(question: &HelpView) -> Form {
    let mut form = Form::default();
    let Some(last) = question.vraag.answers().last() else { return form };
    let (mut articles, mut rules) = (Vec::new(), Vec::new());
    for link in &last.verwijzingen {
        match link {
            Link::Artikel { artikel } => articles.push(artikel.clone()),
            Link::Beleidsregel { regel, .. } => rules.push(regel.clone()),
        }
    }
    form.set(WORDS, last.tekst.as_str());
    form.set(ARTICLES, articles.join("\n"));
    form.set_all(RULES, rules);
    form
}

impl Looked<'_> {
    fn view(mut self, form: &Form, sent: Option<(Act, &Mistakes)>) -> Vraag {
        let question = self.question;
        let asked = question.vraag.asked();
        let offered = Act::ALL.into_iter().filter(|act| act.is_offered(question));
        let offered: Vec<Paneel> = offered.map(|act| act.panel(&self)).collect();
        let sent = sent.map(|(act, mistakes)| Sent { panel: act.panel(&self), mistakes });
        let by = question.namen.get(&asked.vrager).cloned().unwrap_or_default();
        let at = words::moment(asked.gesteld_op, self.today);
        let antwoord = self.answers.pop();
        self.answers.reverse();
        Vraag {
            kruimels: crumbs(self.is_inside),
            opschrift: asked.onderwerp.as_str().to_owned(),
            onder: format!("{}. Gesteld door {by}, {at}.", stand(&question.vraag)),
            tekst: asked.vraag.as_str().to_owned(),
            wacht_op: antwoord.is_none().then_some(waits(question)),
            antwoord,
            eerder: self.answers,
            panelen: Panelen::of(offered, (form, &begins(question)), sent),
        }
    }
}

/// Says what comes next when there is no answer.
fn waits(question: &HelpView) -> &'static str {
    if question.mag_antwoorden {
        "Nog geen antwoord. Ieder lid van de werkgroep kan antwoorden."
    } else {
        "Nog geen antwoord. De leden van de werkgroep zien uw vraag; het antwoord komt hier te staan."
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::samples::{account, actor, now, says, text, today};
    use super::*;
    use crate::ui::page::tests::filled;
    use app::meetings::Asked;
    use kernel::Id;
    use uuid::Uuid;

    fn view(vraag: HelpQuestion) -> HelpView {
        HelpView {
            id: vraag.asked().id,
            versie: 4,
            namen: [(account(1), "V. Vrager".to_owned())].into(),
            eigen: true,
            mag_antwoorden: true,
            vraag,
        }
    }

    /// A question of the reader that waits for its answer.
    pub(in super::super) fn asked() -> HelpView {
        view(HelpQuestion::Gesteld(Asked {
            id: HelpQuestionId::from_uuid(Uuid::from_u128(8)),
            partij: "gemeente-emmen".parse().unwrap(),
            vrager: account(1),
            onderwerp: text("Leges <en> Bibob"),
            vraag: text("Mogen leges afhangen van het onderzoek?"),
            gesteld_op: now(),
        }))
    }

    fn given(question: HelpView, command: HelpCommand) -> HelpView {
        view(question.vraag.handle(command, now(), actor(1)).unwrap())
    }

    /// A question with an answer.
    pub(in super::super) fn answered() -> HelpView {
        let artikel = "Wet Bibob art. 3 lid 7".to_owned();
        let verwijzingen = vec![Link::Artikel { artikel }];
        given(asked(), HelpCommand::Beantwoorden { tekst: text("Nee."), verwijzingen })
    }

    fn page(question: &HelpView, form: &str, sent: Option<(Act, &Mistakes)>) -> String {
        let answer = |given: &Given| Antwoord {
            tekst: given.tekst.as_str().to_owned(),
            door: "L. Lid".to_owned(),
            op: "di 16 februari, 10:00".to_owned(),
            verwijzingen: Vec::new(),
        };
        let looked = Looked {
            question,
            is_inside: true,
            rules: Vec::new(),
            answers: question.vraag.answers().iter().map(answer).collect(),
            today: today(),
        };
        filled(&looked.view(&Form::of_body(form.as_bytes()), sent))
    }

    #[test]
    fn a_question_waits_for_its_answer() {
        let shown = page(&asked(), "", None);
        says(
            &shown,
            &["Leges &lt;en&gt; Bibob", "Nog geen antwoord", "/beantwoorden\"", "/intrekken\""],
        );
        assert!(!shown.contains("/sluiten\"") && !shown.contains("/heropenen\""), "{shown}");
        let reader = HelpView { eigen: false, mag_antwoorden: false, ..asked() };
        assert!(!page(&reader, "", None).contains("<form action=\"/werkgroep"));
    }

    #[test]
    fn who_improves_an_answer_begins_with_it() {
        let shown = page(&answered(), "", None);
        says(&shown, &[">Nee.</textarea>", ">Wet Bibob art. 3 lid 7</textarea>", "/sluiten\""]);
        let verwijzingen = vec![Link::Artikel { artikel: "Awb art. 3:2".to_owned() }];
        let command = HelpCommand::Beantwoorden { tekst: text("Toch wel."), verwijzingen };
        let better = page(&given(answered(), command), "", None);
        says(&better, &["Toch wel.", "Eerdere antwoorden", "Nee."]);
        let closed = page(&given(answered(), HelpCommand::Sluiten), "", None);
        says(&closed, &["Gesloten", "/heropenen\""]);
        assert!(!closed.contains("/beantwoorden\""), "{closed}");
    }

    #[test]
    fn an_answer_needs_words_and_what_it_rests_on() {
        let party = "gemeente-emmen".parse().unwrap();
        let read = |body: &str| answer_in(&Form::of_body(body.as_bytes()), &party);
        let mistakes = read("artikelen=+%0A+").unwrap_err();
        assert!(mistakes.of(WORDS).is_some() && mistakes.of(ARTICLES).is_some());
        let shown = page(&answered(), "antwoord=Langer+verhaal", Some((Act::Answer, &mistakes)));
        says(&shown, &[">Langer verhaal</textarea>", "href=\"#artikelen\""]);
        let good = read("antwoord=Ja.&artikelen=Awb+art.+3:2%0A%0AWet+Bibob&beleidsregels=r1");
        let HelpCommand::Beantwoorden { verwijzingen, .. } = good.unwrap() else {
            panic!("answer")
        };
        assert_eq!(verwijzingen.len(), 3);
    }

    #[test]
    fn an_answer_is_not_lost_when_the_question_was_closed_meanwhile() {
        let closed = given(answered(), HelpCommand::Sluiten);
        let none = Mistakes::default();
        let shown = page(&closed, "antwoord=Langer+verhaal", Some((Act::Answer, &none)));
        says(&shown, &["Dit had u ingevuld", "Langer verhaal"]);
    }
}

//! Steps of a meeting that are a form of their own: another day, no meeting at all, an action, and an action that is done.

use app::meetings::{ActionDone, Cancel, CommandName, Move, Refusal};
use app::{AppError, Caller, NewAction};
use axum::http::StatusCode;
use kernel::{AccountId, AgendaItemId};

use super::super::Asked;
use super::super::{Back, GROUP, HOME, invited, lezen, overzicht, tijd};
use super::agenda::{pressed, stands};
use super::{Opened, PAGE, opened, opened_again, opened_for};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::pages::werkgroep::extra;
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const MOVE: &str = "/werkgroep/vergaderingen/{vergaderingId}/verplaatsen";
const CANCEL: &str = "/werkgroep/vergaderingen/{vergaderingId}/annuleren";
const ACTION: &str = "/werkgroep/vergaderingen/{vergaderingId}/acties/nieuw";
const DONE: &str = "/werkgroep/vergaderingen/{vergaderingId}/acties/gereed";

const DAY: &str = "op";
const WHY: &str = "reden";
const ITEM: &str = "punt";
const WHAT: &str = "wat";
const OWNER: &str = "eigenaar";
const DUE: &str = "uiterlijk";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(MOVE, GROUP, show_move),
        post(MOVE, GROUP, move_it),
        get(CANCEL, GROUP, show_cancel),
        post(CANCEL, GROUP, cancel),
        get(ACTION, GROUP, show_action),
        post(ACTION, GROUP, add_action),
        post(DONE, GROUP, action_done).button_of(PAGE),
    ]
}

/// Puts a form about the meeting together.
fn asked(
    opened: &Opened,
    visit: &Visit,
    (title, lead, button): (&'static str, &str, &'static str),
    fields: Vec<Field>,
) -> Asked {
    Asked {
        crumbs: opened.crumbs(visit.today()),
        title,
        lead: lead.to_owned(),
        version: Some(opened.meeting.versie),
        button,
        fields,
    }
}

fn move_form(opened: &Opened, visit: &Visit) -> Asked {
    let mut fields = vec![Field::day(DAY, "Dag").hint("dd-mm-jjjj")];
    fields.extend(tijd::fields());
    let lead = "De leden krijgen de nieuwe dag, tijd of plaats in hun agenda.";
    let words = ("Vergadering verplaatsen", lead, "Wijziging vastleggen");
    asked(opened, visit, words, fields)
}

async fn show_move(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_for(&visit, &caller, CommandName::Move).await?;
    let mut form = visit.form.clone();
    if !visit.recalled {
        form.set(DAY, words::filled_day(opened.meeting.afspraak.op));
        tijd::fill(&mut form, &opened.meeting.afspraak.tijd);
    }
    move_form(&opened, &visit).page(&visit, StatusCode::OK, (&form, &Mistakes::default()))
}

async fn move_it(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_again(&visit, &caller, CommandName::Move).await?;
    let back = match read_move(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(command) => {
            let change = opened.change(&visit)?;
            match visit.app.change_meeting(&caller, change, command).await {
                Ok(answer) => return invited(&visit, answer, Notice::MeetingMoved),
                Err(error) => Back::of(error, extra::field_of, extra::refused)?,
            }
        }
    };
    let opened = opened_again(&visit, &caller, CommandName::Move).await?;
    move_form(&opened, &visit).page(&visit, back.status, (&visit.form, &back.mistakes))
}

fn read_move(form: &Form) -> Result<Move, Mistakes> {
    let mut mistakes = Mistakes::default();
    let op = lezen::day(form, DAY, &mut mistakes);
    let tijd = tijd::read(form, &mut mistakes);
    match op.zip(tijd) {
        Some((op, tijd)) if mistakes.is_empty() => Ok(Move { op, tijd }),
        _ => Err(mistakes),
    }
}

fn cancel_form(opened: &Opened, visit: &Visit) -> Asked {
    let field = Field::lines(WHY, "Waarom gaat zij niet door?")
        .hint("Alle leden lezen dit. Schrijf geen gegevens van een dossier.");
    let lead = "De vergadering vervalt uit de agenda van de leden. Wat erop stond, komt in het voorstel voor een volgende.";
    let words = ("Vergadering annuleren", lead, "Vergadering annuleren");
    asked(opened, visit, words, vec![field])
}

async fn show_cancel(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_for(&visit, &caller, CommandName::Cancel).await?;
    let form = visit.form.clone();
    cancel_form(&opened, &visit).page(&visit, StatusCode::OK, (&form, &Mistakes::default()))
}

async fn cancel(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_again(&visit, &caller, CommandName::Cancel).await?;
    let mut mistakes = Mistakes::default();
    let back = match visit.form.written(WHY, "Schrijf op waarom zij niet doorgaat.", &mut mistakes)
    {
        None => Back::mistaken(mistakes),
        Some(reden) => {
            let change = opened.change(&visit)?;
            match visit.app.change_meeting(&caller, change, Cancel { reden }).await {
                Ok(answer) => return invited(&visit, answer, Notice::MeetingCancelled),
                Err(error) => Back::of(error, |_| WHY.to_owned(), |_| String::new())?,
            }
        }
    };
    let opened = opened_again(&visit, &caller, CommandName::Cancel).await?;
    cancel_form(&opened, &visit).page(&visit, back.status, (&visit.form, &back.mistakes))
}

fn action_form(opened: &Opened, visit: &Visit) -> Asked {
    let items = opened.meeting.punten.iter().filter(|item| stands(item));
    let items = items.map(|item| (item.punt.id.to_string(), item.titel.reveal().clone()));
    let none = (String::new(), "Bij geen punt".to_owned());
    let members = opened.group.namen.iter().map(|(who, name)| (who.to_string(), name.clone()));
    let nobody = (String::new(), "Kies een lid".to_owned());
    let fields = vec![
        Field::select(ITEM, "Bij welk punt?").choices(std::iter::once(none).chain(items)),
        Field::lines(WHAT, "Wat moet er gebeuren?"),
        Field::select(OWNER, "Wie doet het?").choices(std::iter::once(nobody).chain(members)),
        Field::day(DUE, "Uiterlijk").hint("dd-mm-jjjj"),
    ];
    let lead = "De actie blijft op de actielijst tot iemand haar klaar meldt.";
    asked(opened, visit, ("Actie afspreken", lead, "Actie vastleggen"), fields)
}

async fn show_action(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_for(&visit, &caller, CommandName::AddAction).await?;
    let mut form = visit.form.clone();
    if !visit.recalled {
        form.set(ITEM, visit.query.text(ITEM));
    }
    action_form(&opened, &visit).page(&visit, StatusCode::OK, (&form, &Mistakes::default()))
}

async fn add_action(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_again(&visit, &caller, CommandName::AddAction).await?;
    let back = match read_action(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(action) => {
            let change = opened.change(&visit)?;
            match visit.app.add_meeting_action(&caller, change, &action).await {
                Ok(_) => {
                    let to = action.punt.map(|item| opened.item_address(item));
                    let to = to.unwrap_or_else(|| opened.address());
                    return Ok(Answer::see(to).saying(Notice::ActionAgreed));
                }
                Err(error) => Back::of(error, |_| OWNER.to_owned(), action_refused)?,
            }
        }
    };
    let opened = opened_again(&visit, &caller, CommandName::AddAction).await?;
    action_form(&opened, &visit).page(&visit, back.status, (&visit.form, &back.mistakes))
}

fn read_action(form: &Form) -> Result<NewAction, Mistakes> {
    let mut mistakes = Mistakes::default();
    let punt: Option<AgendaItemId> = form.given(ITEM).and_then(|text| text.parse().ok());
    let wat = form.written(WHAT, "Schrijf op wat er moet gebeuren.", &mut mistakes);
    let owner: Option<AccountId> = lezen::chosen(form, OWNER, "Kies wie het doet.", &mut mistakes);
    let uiterlijk = lezen::day(form, DUE, &mut mistakes);
    match (wat, owner, uiterlijk) {
        (Some(wat), Some(eigenaar), Some(uiterlijk)) if mistakes.is_empty() => {
            Ok(NewAction { punt, wat, eigenaar, uiterlijk })
        }
        _ => Err(mistakes),
    }
}

fn action_refused(refusal: Refusal) -> String {
    let field = match refusal {
        Refusal::DayPast => DUE,
        Refusal::UnknownItem => ITEM,
        Refusal::OwnerConflict => OWNER,
        _ => WHAT,
    };
    field.to_owned()
}

/// Says that an action is done today, and goes back to the page with the button.
async fn action_done(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened(&visit, &caller).await?;
    let from_home = visit.form.text("van") == "overzicht";
    let actie = visit.form.text("actie").parse().map_err(|_| Trouble::NotFound)?;
    let change = opened.change(&visit)?;
    let command = ActionDone { actie, op: visit.today() };
    let done = visit.app.change_meeting(&caller, change, command).await;
    match done {
        Ok(_) if from_home => Ok(Answer::see(HOME).saying(Notice::ActionFinished)),
        Err(AppError::Store(app::StoreError::Conflict)) if from_home => {
            overzicht::conflict(&visit, &caller).await
        }
        other => pressed(&visit, &caller, other.map(|_| Notice::ActionFinished)).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields<T>(read: Result<T, Mistakes>) -> Vec<String> {
        match read {
            Ok(_) => Vec::new(),
            Err(mistakes) => mistakes.iter().map(|(field, _)| field.to_owned()).collect(),
        }
    }

    #[test]
    fn every_gap_is_named() {
        assert_eq!(fields(read_move(&Form::default())), [DAY, "begin", "minuten"]);
        assert_eq!(fields(read_action(&Form::default())), [WHAT, OWNER, DUE]);
        let fine = b"wat=Bellen.&eigenaar=00000000-0000-0000-0000-000000000001&uiterlijk=1-3-2027";
        assert!(fields(read_action(&Form::of_body(fine))).is_empty());
        assert!(fields(read_move(&Form::of_body(b"op=1-3-2027&begin=9:30&minuten=60"))).is_empty());
    }

    #[test]
    fn a_refusal_stands_at_its_field() {
        assert_eq!(action_refused(Refusal::DayPast), DUE);
        assert_eq!(action_refused(Refusal::OwnerConflict), OWNER);
        assert_eq!(action_refused(Refusal::UnknownItem), ITEM);
    }
}

//! A meeting outside the rhythm.

use app::meetings::Refusal;
use app::{Caller, ExtraMeeting, GroupView};
use axum::http::StatusCode;

use super::Asked;
use super::{Back, GROUP, Kruimel, invited, lezen, planned_by, tijd};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PATH: &str = "/werkgroep/vergaderingen/nieuw";
const DAY: &str = "op";
const WHY: &str = "reden";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, GROUP, show), post(PATH, GROUP, plan)]
}

fn asked() -> Asked {
    let mut fields = vec![Field::day(DAY, "Dag").hint("dd-mm-jjjj")];
    fields.extend(tijd::fields());
    fields.push(
        Field::lines(WHY, "Waarom is zij er?")
            .hint("Alle leden lezen dit. Schrijf geen gegevens van een dossier."),
    );
    Asked {
        crumbs: vec![Kruimel::home()],
        title: "Extra vergadering",
        lead: "Een vergadering buiten het ritme. De leden krijgen een uitnodiging.".to_owned(),
        version: None,
        button: "Vergadering plannen",
        fields,
    }
}

/// Proposes the time and place of the rhythm.
fn proposed(group: &GroupView) -> Form {
    let mut form = Form::default();
    tijd::fill(&mut form, &group.werkgroep.ritme.afspraak);
    form
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let group = planned_by(&visit, &caller).await?;
    let form = if visit.recalled { visit.form.clone() } else { proposed(&group) };
    asked().page(&visit, StatusCode::OK, (&form, &Mistakes::default()))
}

async fn plan(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    planned_by(&visit, &caller).await?;
    let back = match read(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(extra) => {
            match visit.app.plan_extra(&caller, &extra, visit.request_key().as_ref()).await {
                Ok(answer) => return invited(&visit, answer, Notice::MeetingPlanned),
                Err(error) => Back::of(error, field_of, refused)?,
            }
        }
    };
    asked().page(&visit, back.status, (&visit.form, &back.mistakes))
}

fn read(form: &Form) -> Result<ExtraMeeting, Mistakes> {
    let mut mistakes = Mistakes::default();
    let op = lezen::day(form, DAY, &mut mistakes);
    let tijd = tijd::read(form, &mut mistakes);
    let reden = form.written(WHY, "Schrijf op waarom zij er is.", &mut mistakes);
    match (op, tijd, reden) {
        (Some(op), Some(tijd), Some(reden)) if mistakes.is_empty() => {
            Ok(ExtraMeeting { op, tijd, reden })
        }
        _ => Err(mistakes),
    }
}

/// Returns the field for a place in the input.
pub(super) fn field_of(place: &str) -> String {
    let field = if place == "/tijd/video" { tijd::VIDEO } else { DAY };
    field.to_owned()
}

/// Returns the field that a refusal of a day or a time is about.
pub(super) fn refused(refusal: Refusal) -> String {
    let field = if refusal == Refusal::AppointmentUnfit { tijd::MINUTES } else { DAY };
    field.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_gap_is_named() {
        let mistakes = read(&Form::default()).unwrap_err();
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [DAY, "begin", "minuten", WHY]);
        let form = Form::of_body(b"op=18-2-2027&begin=13:30&minuten=60&reden=Spoed.");
        assert_eq!(read(&form).unwrap().tijd.minuten, 60);
    }

    #[test]
    fn a_refusal_stands_at_its_field() {
        assert_eq!(refused(Refusal::AppointmentUnfit), "minuten");
        assert_eq!(refused(Refusal::DayPast), DAY);
        assert_eq!((field_of("/tijd/video").as_str(), field_of("/op").as_str()), ("video", DAY));
    }
}

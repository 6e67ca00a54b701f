//! Something that is put on the agenda by hand.

use app::meetings::{CommandName, Refusal, StateName, Subject};
use app::{AppError, Caller, CaseSearch, HelpSearch, NewItem};
use axum::http::StatusCode;
use kernel::{CaseId, Redacted, dutch_date};

use super::super::Asked;
use super::super::lezen::{self, as_value, of_value};
use super::super::{Back, GROUP};
use super::{Opened, begins, opened_again, opened_for};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PATH: &str = "/werkgroep/vergaderingen/{vergaderingId}/punten/nieuw";
const SUBJECT: &str = "onderwerp";
const FILE: &str = "dossier";
const OTHER: &str = "overig";
const REFERENCE: &str = "kenmerk";
const NAME: &str = "onderwerpnaam";
const MINUTES: &str = "minuten";
const WHY: &str = "toelichting";
const ASKS: &str = "vraag";
const WHY_LATE: &str = "reden";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, GROUP, show), post(PATH, GROUP, add)]
}

/// What can be chosen besides a file and something else: a heading with values and names.
type Choices = (&'static str, Vec<(String, String)>);

/// Returns the papers of the group that can be on the agenda.
async fn papers(visit: &Visit, caller: &Caller, opened: &Opened) -> Result<Vec<Choices>, Trouble> {
    let search = HelpSearch { woorden: String::new(), alleen_open: true };
    // Who works on no files has no help desk, and still a place at the table.
    let questions = match visit.app.help_questions(caller, &search).await {
        Ok(found) => found,
        Err(AppError::Forbidden) => Vec::new(),
        Err(other) => return Err(other.into()),
    };
    let questions = questions.into_iter().map(|one| {
        let subject = Subject::Vraag { vraag: one.id };
        (as_value(&subject), one.vraag.asked().onderwerp.as_str().to_owned())
    });
    let signals = visit.app.group_signals(caller).await?.into_iter().map(|one| {
        let day = dutch_date(one.signaal.file().besproken_op);
        (
            as_value(&Subject::Signaal { signaal: one.id }),
            format!("Signaal uit het overleg van {day}"),
        )
    });
    let here = (opened.meeting.afspraak.op, opened.meeting.afspraak.tijd.begin);
    let held = opened.others.iter().filter(|line| line.stand == StateName::Held);
    let minutes = held.filter(|line| begins(line) < here).map(|line| {
        let subject = Subject::Verslag { vergadering: line.id };
        (as_value(&subject), format!("Verslag van {}", dutch_date(line.op)))
    });
    Ok(vec![
        ("Verslagen", minutes.collect()),
        ("Vragen", questions.collect()),
        ("Signalen", signals.collect()),
    ])
}

fn asked(visit: &Visit, caller: &Caller, opened: &Opened, papers: Vec<Choices>) -> Asked {
    let policy = Subject::Beleid { partij: caller.party().clone() };
    let mut subject = Field::select(SUBJECT, "Waar gaat het over?").choices([
        (String::new(), "Kies een onderwerp".to_owned()),
        (FILE.to_owned(), "Een dossier".to_owned()),
        (OTHER.to_owned(), "Iets anders".to_owned()),
        (as_value(&policy), "Het Bibob-beleid".to_owned()),
        (as_value(&Subject::Actielijst), "De actielijst en de rondvraag".to_owned()),
    ]);
    for (heading, choices) in papers.into_iter().filter(|(_, choices)| !choices.is_empty()) {
        subject = subject.group(Some(heading), choices);
    }
    let mut fields = vec![
        subject,
        Field::text(REFERENCE, "Kenmerk van het dossier")
            .hint("Alleen bij een dossier. U moet op het dossier staan.")
            .code()
            .optional(),
        Field::text(NAME, "Hoe heet het punt?")
            .hint("Alleen bij iets anders. Iedereen leest dit: schrijf geen gegevens van een dossier.")
            .optional(),
        Field::text(MINUTES, "Minuten").short().keys("numeric"),
        Field::lines(WHY, "Waarom komt het op de agenda?"),
        Field::lines(ASKS, "Wat vraagt u de groep?").optional(),
    ];
    if opened.meeting.digest.is_some() {
        let hint = "De agenda is bevroren. Iedereen ziet waarom dit er nog bij komt.";
        fields.push(Field::lines(WHY_LATE, "Waarom kan het niet wachten?").hint(hint));
    }
    Asked {
        crumbs: opened.crumbs(visit.today()),
        title: "Punt toevoegen",
        lead: "Zet iets op de agenda dat niet in het voorstel staat.".to_owned(),
        version: Some(opened.meeting.versie),
        button: "Punt op de agenda zetten",
        fields,
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_for(&visit, &caller, CommandName::AddItem).await?;
    let mut form = visit.form.clone();
    if !visit.recalled {
        form.set(MINUTES, opened.group.werkgroep.agenda.minuten_overig.to_string());
    }
    let papers = papers(&visit, &caller, &opened).await?;
    let asked = asked(&visit, &caller, &opened, papers);
    asked.page(&visit, StatusCode::OK, (&form, &Mistakes::default()))
}

async fn add(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let opened = opened_again(&visit, &caller, CommandName::AddItem).await?;
    let file = file_of(&visit, &caller).await?;
    let back = match read(&visit.form, file) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(item) => {
            let change = opened.change(&visit)?;
            match visit.app.add_agenda_item(&caller, change, &item).await {
                Ok(_) => return Ok(Answer::see(opened.address()).saying(Notice::ItemAdded)),
                Err(error) => Back::of(error, |place| field_of(place, file), refused)?,
            }
        }
    };
    let opened = opened_again(&visit, &caller, CommandName::AddItem).await?;
    let papers = papers(&visit, &caller, &opened).await?;
    let asked = asked(&visit, &caller, &opened, papers);
    asked.page(&visit, back.status, (&visit.form, &back.mistakes))
}

/// Finds the file with the reference that was filled in, among those that the caller is on.
async fn file_of(visit: &Visit, caller: &Caller) -> Result<Option<CaseId>, Trouble> {
    let reference = visit.form.text(REFERENCE);
    if visit.form.text(SUBJECT) != FILE || reference.is_empty() {
        return Ok(None);
    }
    let search =
        CaseSearch { zoekterm: Redacted::new(reference.to_owned()), cursor: None, limiet: 100 };
    let mut found = visit.app.search(caller, &search).await?.items.into_iter();
    let same = found.find(|file| file.kenmerk.eq_ignore_ascii_case(reference));
    Ok(same.map(|file| file.id))
}

fn read(form: &Form, file: Option<CaseId>) -> Result<NewItem, Mistakes> {
    let mut mistakes = Mistakes::default();
    let onderwerp = subject(form, file, &mut mistakes);
    let minuten = lezen::number(form, MINUTES, &(1..=240), &mut mistakes);
    let why = form.written(WHY, "Schrijf op waarom het op de agenda komt.", &mut mistakes);
    let mut optional = |name: &str| {
        form.given(name)?;
        form.written(name, "", &mut mistakes)
    };
    let (vraag, reden) = (optional(ASKS), optional(WHY_LATE));
    match (onderwerp, minuten, why) {
        (Some(onderwerp), Some(minuten), Some(toelichting)) if mistakes.is_empty() => {
            Ok(NewItem { onderwerp, minuten, toelichting, vraag, reden })
        }
        _ => Err(mistakes),
    }
}

fn subject(form: &Form, file: Option<CaseId>, mistakes: &mut Mistakes) -> Option<Subject> {
    match form.text(SUBJECT) {
        FILE => {
            if file.is_none() {
                let says = match form.given(REFERENCE) {
                    None => "Vul het kenmerk van het dossier in.",
                    Some(_) => {
                        "Er is geen dossier met dit kenmerk waar u op staat. Vraag eerst toegang."
                    }
                };
                mistakes.add(REFERENCE, says);
            }
            file.map(|dossier| Subject::Dossier { dossier })
        }
        OTHER => {
            let titel = form.given(NAME).map(str::to_owned);
            if titel.is_none() {
                mistakes.add(NAME, "Schrijf op hoe het punt heet.");
            }
            titel.map(|titel| Subject::Overig { titel })
        }
        chosen => {
            let subject = of_value(chosen);
            if subject.is_none() {
                mistakes.add(SUBJECT, "Kies waar het over gaat.");
            }
            subject
        }
    }
}

/// Returns the field for a place in the input.
fn field_of(place: &str, file: Option<CaseId>) -> String {
    let field = match place {
        "/onderwerp/titel" => NAME,
        _ if file.is_some() => REFERENCE,
        _ => SUBJECT,
    };
    field.to_owned()
}

fn refused(refusal: Refusal) -> String {
    let field = match refusal {
        Refusal::ReasonMissing => WHY_LATE,
        Refusal::ItemTimeUnfit => MINUTES,
        _ => SUBJECT,
    };
    field.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::voorbeeld;
    use super::*;

    fn wrong(body: &str, file: Option<CaseId>) -> Vec<String> {
        match read(&Form::of_body(body.as_bytes()), file) {
            Ok(_) => Vec::new(),
            Err(mistakes) => mistakes.iter().map(|(field, _)| field.to_owned()).collect(),
        }
    }

    #[test]
    fn every_gap_is_named_at_its_field() {
        assert_eq!(wrong("", None), [SUBJECT, MINUTES, WHY]);
        let rest = "&minuten=10&toelichting=Daarom.";
        assert_eq!(wrong(&format!("onderwerp=dossier{rest}"), None), [REFERENCE]);
        assert_eq!(wrong(&format!("onderwerp=dossier&kenmerk=Z-1{rest}"), None), [REFERENCE]);
        assert_eq!(wrong(&format!("onderwerp=overig{rest}"), None), [NAME]);
        let file = Some(voorbeeld::id(21));
        assert!(wrong(&format!("onderwerp=dossier&kenmerk=Z-1{rest}"), file).is_empty());
        assert!(wrong(&format!("onderwerp=overig&onderwerpnaam=Leges{rest}"), None).is_empty());
        let mut form = Form::of_body(b"minuten=10&toelichting=Daarom.&reden=Haast.");
        form.set(SUBJECT, as_value(&Subject::Actielijst));
        let item = read(&form, None).unwrap();
        assert_eq!(item.onderwerp, Subject::Actielijst);
        assert!(item.reden.is_some() && item.vraag.is_none());
    }

    #[test]
    fn what_the_core_says_stands_at_a_field() {
        assert_eq!(refused(Refusal::ReasonMissing), WHY_LATE);
        assert_eq!(refused(Refusal::KnownItem), SUBJECT);
        assert_eq!(field_of("/onderwerp/titel", None), NAME);
        assert_eq!(field_of("/onderwerp", Some(voorbeeld::id(21))), REFERENCE);
        assert_eq!(field_of("/onderwerp", None), SUBJECT);
    }
}

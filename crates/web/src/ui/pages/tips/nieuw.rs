//! A new tip, one that is written again before it left, and an answer to a question of the receiver. Somebody else releases each.

use app::tips::{
    Answer as Reply, KeepTipBody, PartnerView, ReadReason, SentTipChange, SentTipStep, SentTipView,
    TipId, Topic, WriteTip,
};
use app::{AppError, Caller};
use axum::http::StatusCode;

use super::inhoud::{self, Deel};
use super::schrijven::{Head, Sheet, first};
use super::{
    Actie, Back, NEW, OWN_BODY, PARTNERS, SENT, TIPS, back, lezen, organ_field, receivers, shown,
};
use crate::ui::answer::Answer;
use crate::ui::form::{Form, Mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const REWRITE: &str = "/tips/verzonden/{tipId}/herschrijven";
const ANSWER: &str = "/tips/verzonden/{tipId}/antwoord-schrijven";
const RECEIVER: &str = "ontvanger";
/// What a new tip is about, and where it stands.
const ABOUT: Head = Head {
    title: "Nieuwe tip",
    nothing: "Er kan nog geen tip worden geschreven.",
    list: ("Verzonden", SENT),
};

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(NEW, TIPS, show_new),
        post(NEW, TIPS, write),
        get(REWRITE, TIPS, show_rewrite),
        post(REWRITE, TIPS, rewrite),
        get(ANSWER, TIPS, show_answer),
        post(ANSWER, TIPS, answer),
    ]
}

async fn own_body(visit: &Visit, caller: &Caller) -> Result<Option<KeepTipBody>, Trouble> {
    Ok(visit.app.tip_body(caller).await?.organisatie)
}

async fn show_new(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    new_page((&visit, &caller), StatusCode::OK, &Mistakes::default()).await
}

async fn new_page(
    (visit, caller): (&Visit, &Caller),
    status: StatusCode,
    mistakes: &Mistakes,
) -> Result<Answer, Trouble> {
    let Some(own) = own_body(visit, caller).await? else {
        let view = first(ABOUT, Actie::first("Uw organisatie vastleggen", OWN_BODY));
        return shown(visit, status, ABOUT.title, &view);
    };
    let partners = receivers(visit, caller).await?;
    if partners.is_empty() {
        let view = first(ABOUT, Actie::first("Naar de partners", PARTNERS));
        return shown(visit, status, ABOUT.title, &view);
    }
    let mut parts = vec![receiver_part(&partners)];
    parts.extend(inhoud::parts(
        inhoud::police_field(own.soort),
        own.toelichting,
        &visit.app.kinds(),
    ));
    let sheet = Sheet {
        head: ABOUT,
        lead: "U schrijft een concept. Een andere tipbehandelaar leest het en geeft het vrij; pas daarna gaat het weg.",
        version: None,
        parts,
        button: "Concept vastleggen",
        back_to: SENT.to_owned(),
    };
    sheet.page(visit, status, (&visit.form, mistakes))
}

fn receiver_part(partners: &[PartnerView]) -> Deel {
    let field = organ_field(RECEIVER, "Ontvanger", partners, "Kies een orgaan");
    let hint = "Alleen een orgaan dat de Wet Bibob kan toepassen, en dat door twee tipbehandelaars als partner is goedgekeurd.";
    Deel::new("Voor wie is de tip?", vec![field.hint(hint)])
}

async fn write(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let back = match wanted(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(wanted) => {
            match visit.app.write_tip(&caller, &wanted, visit.request_key().as_ref()).await {
                Ok(tip) => return Ok(to_tip(tip.regel.id, Notice::TipWritten)),
                Err(error) => refused(error)?,
            }
        }
    };
    new_page((&visit, &caller), back.status, &back.mistakes).await
}

fn wanted(form: &Form) -> Result<WriteTip, Mistakes> {
    let mut mistakes = Mistakes::default();
    let receiver = lezen::receiver(form, RECEIVER);
    if receiver.is_none() {
        mistakes.add(RECEIVER, "Kies voor wie de tip is.");
    }
    let inhoud = inhoud::content(form, &mut mistakes);
    match (receiver, inhoud) {
        (Some((ontvanger, orgaan)), Some(inhoud)) if mistakes.is_empty() => {
            Ok(WriteTip { ontvanger, orgaan, inhoud })
        }
        _ => Err(mistakes),
    }
}

fn to_tip(id: TipId, notice: Notice) -> Answer {
    Answer::see(format!("{SENT}/{id}")).saying(notice)
}

/// Names the field for what a use case says: an organ is chosen with its body.
fn refused(error: AppError) -> Result<Back, Trouble> {
    let field = |pointer: &str| match pointer {
        "/orgaan" => RECEIVER.to_owned(),
        other => lezen::field(other),
    };
    back(error, field, |_| String::new())
}

async fn tip_of(visit: &Visit, caller: &Caller) -> Result<SentTipView, Trouble> {
    let id = visit.of_path("tipId")?;
    Ok(visit.app.sent_tip(caller, id, ReadReason::Handle).await?)
}

async fn show_rewrite(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let tip = tip_of(&visit, &caller).await?;
    let Some(offer) = &tip.inhoud else { return Err(Trouble::NotFound) };
    let form = if visit.recalled { visit.form.clone() } else { inhoud::begins(offer) };
    rewrite_page((&visit, &caller), &tip, (StatusCode::OK, &form, &Mistakes::default())).await
}

async fn rewrite_page(
    (visit, caller): (&Visit, &Caller),
    tip: &SentTipView,
    (status, form, mistakes): (StatusCode, &Form, &Mistakes),
) -> Result<Answer, Trouble> {
    let own = own_body(visit, caller).await?.ok_or(Trouble::NotFound)?;
    let sheet = Sheet {
        head: Head { title: "Tip herschrijven", ..ABOUT },
        lead: "Wie herschrijft, is de schrijver: een ander geeft de tip vrij.",
        version: Some(tip.regel.versie),
        parts: inhoud::parts(inhoud::police_field(own.soort), own.toelichting, &visit.app.kinds()),
        button: "Concept vastleggen",
        back_to: format!("{SENT}/{}", tip.regel.id),
    };
    sheet.page(visit, status, (form, mistakes))
}

async fn rewrite(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let mut mistakes = Mistakes::default();
    let content = inhoud::content(&visit.form, &mut mistakes);
    let step = content.filter(|_| mistakes.is_empty());
    let step = step.map(|content| SentTipStep::Rewrite(Box::new(content))).ok_or(mistakes);
    match change((&visit, &caller), step, Notice::TipWritten).await? {
        Ok(answer) => Ok(answer),
        Err(back) => {
            let tip = tip_of(&visit, &caller).await?;
            let filled = (back.status, &visit.form, &back.mistakes);
            rewrite_page((&visit, &caller), &tip, filled).await
        }
    }
}

async fn show_answer(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let tip = tip_of(&visit, &caller).await?;
    let Some(offer) = &tip.inhoud else { return Err(Trouble::NotFound) };
    let form = if visit.recalled { visit.form.clone() } else { inhoud::begins(offer) };
    answer_page(&visit, &tip, (StatusCode::OK, &form, &Mistakes::default()))
}

fn answer_page(
    visit: &Visit,
    tip: &SentTipView,
    (status, form, mistakes): (StatusCode, &Form, &Mistakes),
) -> Result<Answer, Trouble> {
    let question = tip.vraag.as_ref().ok_or(Trouble::NotFound)?;
    let part = match question.onderwerp {
        Topic::Subject => inhoud::subject_part(),
        Topic::Decision => inhoud::decision_part(&visit.app.kinds()),
        Topic::Contact => inhoud::contact_part(),
    };
    let sheet = Sheet {
        head: Head { title: "Antwoord schrijven", ..ABOUT },
        lead: "De ontvanger krijgt deze gegevens in de plaats van wat in de tip stond. Een andere tipbehandelaar geeft het antwoord vrij.",
        version: Some(tip.regel.versie),
        parts: vec![part],
        button: "Antwoord vastleggen",
        back_to: format!("{SENT}/{}", tip.regel.id),
    };
    sheet.page(visit, status, (form, mistakes))
}

async fn answer(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let tip = tip_of(&visit, &caller).await?;
    let step = reply(&visit.form, &tip);
    match change((&visit, &caller), step, Notice::TipAnswered).await? {
        Ok(answer) => Ok(answer),
        Err(back) => answer_page(&visit, &tip, (back.status, &visit.form, &back.mistakes)),
    }
}

fn reply(form: &Form, tip: &SentTipView) -> Result<SentTipStep, Mistakes> {
    let mut mistakes = Mistakes::default();
    let Some(question) = &tip.vraag else { return Err(mistakes) };
    let mut reply = Reply { vraag: question.id, betrokkene: None, besluit: None, contact: None };
    match question.onderwerp {
        Topic::Subject => reply.betrokkene = inhoud::subject(form, &mut mistakes),
        Topic::Decision => reply.besluit = inhoud::decision(form, &mut mistakes),
        Topic::Contact => reply.contact = inhoud::contact(form, &mut mistakes),
    }
    if mistakes.is_empty() { Ok(SentTipStep::WriteAnswer(Box::new(reply))) } else { Err(mistakes) }
}

/// Takes a step with the tip of this address: the way on, or what has to come back.
async fn change(
    (visit, caller): (&Visit, &Caller),
    step: Result<SentTipStep, Mistakes>,
    notice: Notice,
) -> Result<Result<Answer, Back>, Trouble> {
    let change = SentTipChange { id: visit.of_path("tipId")?, version: visit.version()? };
    let step = match step {
        Ok(step) => step,
        Err(mistakes) => return Ok(Err(Back::mistaken(mistakes))),
    };
    match visit.app.change_sent_tip(caller, change, step).await {
        Ok(tip) => Ok(Ok(to_tip(tip.regel.id, notice))),
        Err(error) => Ok(Err(refused(error)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{offer, says};
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn the_form_warns_what_the_law_lets_travel() {
        let sheet = Sheet {
            head: ABOUT,
            lead: "Een concept.",
            version: Some(3),
            parts: vec![inhoud::subject_part(), inhoud::decision_part(&[])],
            button: "Concept vastleggen",
            back_to: SENT.to_owned(),
        };
        let mut mistakes = Mistakes::default();
        mistakes.add("achternaam", "Vul de achternaam in.");
        let page = filled(&sheet.view("/hier", &inhoud::begins(&offer()), &mistakes));
        says(
            &page,
            &[
                "artikel 26",
                "href=\"#achternaam\"",
                "value=\"&lt;Verzonnen&gt;\"",
                "name=\"versie\" value=\"3\"",
            ],
        );
        let page = filled(&first(ABOUT, Actie::first("Naar de partners", PARTNERS)));
        assert!(page.contains("href=\"/tips/partners\"") && !page.contains("<textarea"), "{page}");
    }

    #[test]
    fn a_tip_needs_a_receiver() {
        let mut form = inhoud::begins(&offer());
        assert!(wanted(&form).unwrap_err().of(RECEIVER).is_some());
        form.set(RECEIVER, "00000001001234500001 burgemeester");
        assert_eq!(wanted(&form).unwrap().orgaan.to_string(), "burgemeester");
    }
}

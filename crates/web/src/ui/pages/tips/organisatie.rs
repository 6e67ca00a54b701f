//! What the own body is in the exchange. Keeping it for the first time makes its keys.

use app::Caller;
use app::tips::{KeepTipBody, Retention, TipBodyView};
use axum::http::StatusCode;

use super::super::lezen::number;
use super::partners::refused;
use super::{Asked, Back, KEYS, OWN_BODY, TIPS, crumbs, partnerveld};
use crate::ui::answer::Answer;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes, sentence};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const EXPLANATION: &str = "toelichting";
const POLICE: &str = "politie";
const REMIND: &str = "herinneringWerkdagen";
const ESCALATE: &str = "escalatieWerkdagen";
const CHOOSE: &str = "keuzeDagen";
const CONTENT: &str = "inhoudDagen";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(OWN_BODY, TIPS, show), post(OWN_BODY, TIPS, keep)]
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let body = visit.app.tip_body(&caller).await?;
    let form = if visit.recalled { visit.form.clone() } else { begins(&body) };
    asked(&body).page(&visit, StatusCode::OK, (&form, &Mistakes::default()))
}

async fn keep(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let version = visit.version()?;
    let back = match wanted(&visit.form) {
        Err(mistakes) => Back::mistaken(mistakes),
        Ok(wanted) => match visit.app.keep_tip_body(&caller, version, &wanted).await {
            Ok(_) => return Ok(Answer::see(KEYS).saying(Notice::Saved)),
            Err(error) => refused(error)?,
        },
    };
    let body = visit.app.tip_body(&caller).await?;
    asked(&body).page(&visit, back.status, (&visit.form, &back.mistakes))
}

fn asked(body: &TipBodyView) -> Asked {
    let yes_no = [("ja", "Ja"), ("nee", "Nee")];
    let days = |name: &str, label: &str, hint: &str| {
        Field::text(name, label).hint(hint).short().keys("numeric")
    };
    let mut fields = vec![partnerveld::number_field()];
    fields.extend(partnerveld::body_fields());
    fields.extend(partnerveld::endpoint_fields());
    fields.extend([
        Field::radios(EXPLANATION, "Mag er een toelichting mee met tips die u geeft?")
            .hint("Liever niet: een tip wijst alleen op de mogelijkheid van eigen onderzoek (art. 26).")
            .choices(yes_no),
        Field::radios(POLICE, "Neemt u tips van de politie aan?")
            .hint("Dat de politie als rechtspersoon met een overheidstaak mag tippen, is omstreden (art. 26 met art. 1).")
            .choices(yes_no),
        days(REMIND, "Herinnering", "Na zoveel werkdagen zonder oordeel. De wet noemt geen termijn; deze stelt u zelf."),
        days(ESCALATE, "Escalatie", "Na zoveel werkdagen zonder oordeel"),
        days(CHOOSE, "Verplichte keuze", "Na zoveel dagen zonder oordeel"),
        days(CONTENT, "Inhoud wissen", "Zoveel dagen na het afsluiten"),
    ]);
    Asked {
        crumbs: crumbs("Sleutels", KEYS),
        title: "Uw organisatie in de uitwisseling",
        lead: "Wat partners van u moeten weten. De eerste keer worden ook uw sleutels gemaakt."
            .to_owned(),
        version: Some(body.versie),
        button: "Vastleggen",
        fields,
    }
}

/// Begins with what holds, or with the usual terms.
fn begins(body: &TipBodyView) -> Form {
    let mut form = Form::default();
    let terms = body.organisatie.as_ref().map(|own| own.termijnen).unwrap_or_default();
    if let Some(own) = &body.organisatie {
        let answer = |on: bool| if on { "ja" } else { "nee" };
        form.set(partnerveld::OIN, own.oin.to_string());
        partnerveld::fill_body(&mut form, own.soort, &own.organen);
        partnerveld::fill_endpoint(&mut form, &own.eindpunt, own.suite);
        form.set(EXPLANATION, answer(own.toelichting));
        form.set(POLICE, answer(own.politie));
    } else {
        // What the Act does not say plainly is off until somebody chooses it.
        form.set(EXPLANATION, "nee");
        form.set(POLICE, "nee");
    }
    form.set(REMIND, terms.remind.to_string());
    form.set(ESCALATE, terms.escalate.to_string());
    form.set(CHOOSE, terms.choose.to_string());
    form.set(CONTENT, terms.content.to_string());
    form
}

fn wanted(form: &Form) -> Result<KeepTipBody, Mistakes> {
    let mut mistakes = Mistakes::default();
    let oin = form.text(partnerveld::OIN).parse();
    let oin = oin.map_err(|error: app::tips::IdError| {
        mistakes.add(partnerveld::OIN, sentence(&error.to_string()));
    });
    let soort = partnerveld::kind(form, &mut mistakes);
    let organen = partnerveld::organs(form, &mut mistakes);
    let eindpunt = partnerveld::endpoint(form, &mut mistakes);
    let suite = partnerveld::suite(form, &mut mistakes);
    let toelichting = partnerveld::yes_or_no(form, EXPLANATION, &mut mistakes);
    let politie = partnerveld::yes_or_no(form, POLICE, &mut mistakes);
    let termijnen = terms(form, &mut mistakes);
    let read = || {
        Some(KeepTipBody {
            oin: oin.ok()?,
            soort: soort?,
            organen,
            eindpunt: eindpunt?,
            suite: suite?,
            toelichting: toelichting?,
            politie: politie?,
            termijnen: termijnen?,
        })
    };
    let wanted = read().filter(|_| mistakes.is_empty());
    wanted.ok_or(mistakes)
}

fn terms(form: &Form, mistakes: &mut Mistakes) -> Option<Retention> {
    let remind = number(form, REMIND, &(1..=250), mistakes);
    let escalate = number(form, ESCALATE, &(1..=250), mistakes);
    let choose = number(form, CHOOSE, &(1..=365), mistakes);
    let content = number(form, CONTENT, &(1..=365), mistakes);
    Some(Retention { remind: remind?, escalate: escalate?, choose: choose?, content: content? })
}

#[cfg(test)]
mod tests {
    use super::super::sleutels::tests::own;
    use super::*;

    fn body(versie: i64, organisatie: Option<KeepTipBody>) -> TipBodyView {
        let gereed = organisatie.is_some();
        let sleutels = Vec::new();
        TipBodyView { versie, organisatie, sleutels, gereed, versleuteling_eindigt: None }
    }

    #[test]
    fn what_was_kept_comes_back_as_it_was() {
        assert_eq!(wanted(&begins(&body(1, Some(own())))).unwrap(), own());
    }

    #[test]
    fn the_first_time_only_what_the_act_leaves_open_is_filled_in() {
        let mistakes = wanted(&begins(&body(0, None))).unwrap_err();
        let fields: Vec<&str> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["oin", "soort", "organen", "eindpunt", "suite"]);
    }
}

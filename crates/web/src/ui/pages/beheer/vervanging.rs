//! Who takes over from whom, and when.

use app::{Caller, NewSubstitution, Replaceable, SubstitutionLine, SubstitutionState};
use chrono::NaiveDate;
use kernel::AccountId;
use serde::Serialize;

use super::{ADMINISTER, Kop, mistakes_of};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const TAB: &str = "/beheer/vervanging";
const NEW: &str = "Vervanging regelen";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(TAB, ADMINISTER, list),
        get("/beheer/vervanging/nieuw", ADMINISTER, show),
        post("/beheer/vervanging/nieuw", ADMINISTER, add),
        post("/beheer/vervanging/beeindigen", ADMINISTER, end).button_of(TAB),
    ]
}

#[derive(Debug, Serialize)]
struct Vervanging {
    kop: Kop,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    id: String,
    afwezige: String,
    vervanger: String,
    van: String,
    tot_en_met: String,
    stand: &'static str,
    reden: String,
    te_beeindigen: bool,
}

impl View for Vervanging {
    const TEMPLATE: &'static str = "pages/beheer/vervanging";
}

#[derive(Debug, Serialize)]
struct NieuweVervanging {
    kop: Kop,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

impl View for NieuweVervanging {
    const TEMPLATE: &'static str = "pages/beheer/nieuwe-vervanging";
}

impl NieuweVervanging {
    fn of(people: &[Replaceable], form: &Form, mistakes: &Mistakes) -> Self {
        let choice = |one: &Replaceable| {
            (one.id.to_string(), format!("{} ({})", one.name, one.role.label()))
        };
        let who = || {
            let first = (String::new(), "Kies een naam".to_owned());
            std::iter::once(first).chain(people.iter().map(choice)).collect::<Vec<_>>()
        };
        let fields = [
            Field::select("afwezige", "Wie is er afwezig?").choices(who()),
            Field::select("vervanger", "Wie vervangt?")
                .hint("De vervanger houdt de eigen rol: wie niet mag beslissen, beslist ook nu niet.")
                .choices(who()),
            Field::day("van", "Eerste dag").hint("dd-mm-jjjj"),
            Field::day("totEnMet", "Laatste dag").hint("dd-mm-jjjj"),
            Field::text("reden", "Reden").hint("Deze reden staat bij elk dossier. Schrijf niets over gezondheid; «afwezig» is genoeg."),
        ];
        let velden: Vec<Field> =
            fields.into_iter().map(|field| field.filled(form, mistakes)).collect();
        let uitleg = "De vervanger krijgt toegang tot de dossiers waar de afwezige op staat, tot en met de laatste dag.";
        Self {
            kop: Kop::of(NEW, uitleg, TAB),
            samenvatting: Summary::of(mistakes, &velden),
            velden,
        }
    }
}

async fn list(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let lines = visit.app.substitutions(&caller).await?;
    let kop =
        Kop::of("Vervanging", "Wie bij afwezigheid de dossiers van een ander waarneemt.", TAB);
    let today = visit.today();
    let view = Vervanging {
        kop: kop.with(NEW, "/beheer/vervanging/nieuw"),
        regels: lines.into_iter().map(|line| row(line, today)).collect(),
    };
    page(&visit, "Vervanging", &view)
}

fn row(line: SubstitutionLine, today: NaiveDate) -> Regel {
    Regel {
        id: line.id.to_string(),
        afwezige: line.name,
        vervanger: line.substitute,
        van: words::short_day(line.from, today),
        tot_en_met: words::short_day(line.until, today),
        stand: match line.state {
            SubstitutionState::Holds => "Loopt",
            SubstitutionState::Coming => "Begint nog",
            SubstitutionState::Over => "Voorbij",
        },
        reden: line.reason,
        te_beeindigen: line.state != SubstitutionState::Over,
    }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let people = visit.app.replaceable(&caller).await?;
    let mut form = visit.form.clone();
    if !visit.recalled {
        form.set("van", words::filled_day(visit.today()));
    }
    page(&visit, NEW, &NieuweVervanging::of(&people, &form, &Mistakes::default()))
}

async fn add(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let mistakes = match read(&visit.form) {
        Err(mistakes) => mistakes,
        Ok(new) => {
            let key = visit.request_key();
            match visit.app.add_substitution(&caller, &new, key.as_ref()).await {
                Ok(()) => return Ok(Answer::see(TAB).saying(Notice::SubstitutionArranged)),
                Err(error) => mistakes_of(error)?,
            }
        }
    };
    let people = visit.app.replaceable(&caller).await?;
    page_with_mistakes(&visit, NEW, &NieuweVervanging::of(&people, &visit.form, &mistakes))
}

fn read(form: &Form) -> Result<NewSubstitution, Mistakes> {
    let mut mistakes = Mistakes::default();
    let who = |field: &str| form.text(field).parse::<AccountId>().ok();
    let (account, substitute) = (who("afwezige"), who("vervanger"));
    let day = |field: &str| words::read_day(form.text(field));
    let (from, until) = (day("van"), day("totEnMet"));
    for (field, missing, sentence) in [
        ("afwezige", account.is_none(), "Kies wie er afwezig is."),
        ("vervanger", substitute.is_none(), "Kies wie vervangt."),
        ("van", from.is_none(), "Vul een dag in als dd-mm-jjjj."),
        ("totEnMet", until.is_none(), "Vul een dag in als dd-mm-jjjj."),
    ] {
        if missing {
            mistakes.add(field, sentence);
        }
    }
    match (account, substitute, from, until) {
        (Some(account), Some(substitute), Some(from), Some(until)) => Ok(NewSubstitution {
            account,
            substitute,
            from,
            until,
            reason: form.text("reden").to_owned(),
        }),
        _ => Err(mistakes),
    }
}

async fn end(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.form.text("vervanging").parse().map_err(|_| Trouble::NotFound)?;
    visit.app.end_substitution(&caller, id).await?;
    Ok(Answer::see(TAB).saying(Notice::SubstitutionEnded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn the_list_shows_what_can_be_ended() {
        let regel = |id: &str, stand, te_beeindigen| Regel {
            id: id.to_owned(),
            afwezige: "H. Proefstra".to_owned(),
            vervanger: "O. Voorbeeld".to_owned(),
            van: "ma 2 nov".to_owned(),
            tot_en_met: "vr 6 nov".to_owned(),
            stand,
            reden: "Verlof.".to_owned(),
            te_beeindigen,
        };
        let kop = || Kop::of("Vervanging", "Uitleg.", TAB).with(NEW, "/beheer/vervanging/nieuw");
        let regels = vec![regel("een", "Loopt", true), regel("twee", "Voorbij", false)];
        let page = filled(&Vervanging { kop: kop(), regels });
        assert!(page.contains("value=\"een\"") && !page.contains("value=\"twee\""), "{page}");
        assert!(
            filled(&Vervanging { kop: kop(), regels: Vec::new() }).contains("Nog geen vervanging")
        );
    }

    #[test]
    fn every_gap_is_named() {
        let form = Form::of_body(b"van=2-11-2026&totEnMet=morgen");
        let mistakes = read(&form).unwrap_err();
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["afwezige", "vervanger", "totEnMet"]);
        let page = filled(&NieuweVervanging::of(&[], &form, &mistakes));
        assert!(
            page.contains("value=\"2-11-2026\"") && page.contains("href=\"#totEnMet\""),
            "{page}"
        );
    }
}

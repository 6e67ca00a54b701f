//! The programs that come in by a token.

use app::command::OfficeRole;
use app::{Caller, NewProgram, Permission, ProgramLine, rights_of};
use kernel::Moment;
use serde::Serialize;

use super::{ADMINISTER, Kop, eenmalig, mistakes_of};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const TAB: &str = "/beheer/programmas";
const NEW: &str = "Nieuw token";
/// For how many days a token can work.
const DAYS: [(&str, &str); 4] =
    [("30", "30 dagen"), ("90", "90 dagen"), ("180", "180 dagen"), ("365", "365 dagen")];

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(TAB, ADMINISTER, list),
        get("/beheer/programmas/nieuw", ADMINISTER, show),
        post("/beheer/programmas/nieuw", ADMINISTER, add),
        post("/beheer/programmas/intrekken", ADMINISTER, revoke).button_of(TAB),
    ]
}

#[derive(Debug, Serialize)]
struct Programmas {
    kop: Kop,
    regels: Vec<Regel>,
}

#[derive(Debug, Serialize)]
struct Regel {
    id: String,
    naam: String,
    van_mens: bool,
    doel: String,
    bevoegdheden: String,
    stand: String,
    gebruikt: String,
    werkt: bool,
}

impl View for Programmas {
    const TEMPLATE: &'static str = "pages/beheer/programmas";
}

#[derive(Debug, Serialize)]
struct NieuwToken {
    kop: Kop,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
}

impl View for NieuwToken {
    const TEMPLATE: &'static str = "pages/beheer/nieuw-token";
}

/// Says what a permission lets a program do.
fn permission_label(permission: Permission) -> &'static str {
    match permission {
        Permission::ReadCases => "Dossiers lezen waar het programma op staat",
        Permission::WriteCases => "Dossiers maken en wijzigen",
        other => other.scope(),
    }
}

impl NieuwToken {
    fn of(form: &Form, mistakes: &Mistakes) -> Self {
        let rights = rights_of(OfficeRole::Systeem);
        let choices = rights.iter().map(|right| (right.scope(), permission_label(*right)));
        let fields = [
            Field::text("naam", "Welk programma is het?")
                .hint("Zoals «Zaaksysteem». Bestaat het al, dan krijgt het er een token bij."),
            Field::text("doel", "Waarvoor is het token?")
                .hint("Zoals «aanvragen doorzetten, acceptatie»."),
            Field::boxes("bevoegdheden", "Wat mag het programma?").choices(choices),
            Field::select("dagen", "Hoe lang werkt het token?").choices(DAYS),
        ];
        let velden: Vec<Field> =
            fields.into_iter().map(|field| field.filled(form, mistakes)).collect();
        let uitleg = "Voor een programma dat via de API binnenkomt. Een mens krijgt een account.";
        Self {
            kop: Kop::of(NEW, uitleg, TAB),
            samenvatting: Summary::of(mistakes, &velden),
            velden,
        }
    }
}

async fn list(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let lines = visit.app.programs(&caller).await?;
    let kop = Kop::of("Programma's", "Tokens waarmee programma's via de API binnenkomen.", TAB);
    let view = Programmas {
        kop: kop.with(NEW, "/beheer/programmas/nieuw"),
        regels: lines.into_iter().map(|line| row(line, visit.now)).collect(),
    };
    page(&visit, "Programma's", &view)
}

fn row(line: ProgramLine, now: Moment) -> Regel {
    let today = now.dutch_date();
    let day = |at: Moment| words::short_day(at.dutch_date(), today);
    let stand = match line.revoked_at {
        Some(at) => format!("Ingetrokken op {}", day(at)),
        None if line.works(now) => format!("Werkt tot {}", day(line.expires_at)),
        None => format!("Verlopen op {}", day(line.expires_at)),
    };
    Regel {
        id: line.id.to_string(),
        werkt: line.works(now),
        naam: line.name,
        van_mens: !line.is_program,
        doel: line.purpose,
        bevoegdheden: line.permissions.join(", "),
        stand,
        gebruikt: line.last_used_at.map_or_else(
            || "Nog niet gebruikt".to_owned(),
            |at| format!("Laatst gebruikt {}", day(at)),
        ),
    }
}

async fn show(visit: Visit, _: Caller) -> Result<Answer, Trouble> {
    let mut form = visit.form.clone();
    if !visit.recalled {
        form.set("dagen", "90");
    }
    page(&visit, NEW, &NieuwToken::of(&form, &Mistakes::default()))
}

async fn add(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let new = NewProgram {
        name: visit.form.text("naam").to_owned(),
        purpose: visit.form.text("doel").to_owned(),
        permissions: visit.form.all("bevoegdheden").filter_map(Permission::of_scope).collect(),
        days: visit.form.text("dagen").parse().unwrap_or_default(),
    };
    match visit.app.add_program(&caller, &new, visit.request_key().as_ref()).await {
        Ok(issued) => eenmalig::token(&visit, issued.as_ref()),
        Err(error) => {
            let mistakes = mistakes_of(error)?;
            page_with_mistakes(&visit, NEW, &NieuwToken::of(&visit.form, &mistakes))
        }
    }
}

async fn revoke(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.form.text("token").parse().map_err(|_| Trouble::NotFound)?;
    visit.app.revoke_program(&caller, id).await?;
    Ok(Answer::see(TAB).saying(Notice::TokenRevoked))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    #[test]
    fn the_list_shows_what_still_works() {
        let regel = |id: &str, werkt, van_mens| Regel {
            id: id.to_owned(),
            naam: "Zaaksysteem".to_owned(),
            van_mens,
            doel: "aanvragen".to_owned(),
            bevoegdheden: "dossiers:lezen".to_owned(),
            stand: "Werkt tot ma 1 feb 2027".to_owned(),
            gebruikt: "Nog niet gebruikt".to_owned(),
            werkt,
        };
        let kop = || Kop::of("Programma's", "Uitleg.", TAB).with(NEW, "/beheer/programmas/nieuw");
        let regels = vec![regel("een", true, false), regel("twee", false, true)];
        let page = filled(&Programmas { kop: kop(), regels });
        assert!(page.contains("value=\"een\"") && !page.contains("value=\"twee\""), "{page}");
        assert!(page.contains("van een mens"), "{page}");
        assert!(
            filled(&Programmas { kop: kop(), regels: Vec::new() }).contains("Nog geen programma")
        );
    }

    #[test]
    fn a_program_gets_no_more_than_a_program_may() {
        let mut mistakes = Mistakes::default();
        mistakes.add("bevoegdheden", "Kies ten minste één bevoegdheid.");
        let page = filled(&NieuwToken::of(&Form::of_body(b"naam=Zaak&dagen=30"), &mistakes));
        assert!(page.contains("dossiers:schrijven") && !page.contains("bsn:lezen"), "{page}");
        assert!(page.contains("href=\"#bevoegdheden\"") && page.contains("value=\"30\" selected"));
    }
}

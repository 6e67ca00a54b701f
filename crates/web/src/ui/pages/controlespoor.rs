//! The audit trail of the own party, and a check of it on request.

use app::{AuditLine, Caller, Paged, Permission, TrailCheck};
use chrono::NaiveDate;
use serde::Serialize;

use crate::ui::answer::Answer;
use crate::ui::page::{View, page};
use crate::ui::route::{PageAccess, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

const AUDIT: PageAccess = PageAccess::Right(Permission::Audit);
const PATH: &str = "/controlespoor";
/// How much of a hash is shown: enough to compare by eye.
const SHORT: usize = 12;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, AUDIT, show), post("/controlespoor/controle", AUDIT, check).button_of(PATH)]
}

#[derive(Debug, Serialize)]
struct Controlespoor {
    controle: Option<Controle>,
    regels: Vec<Regel>,
    verder: bool,
    volgende: Option<String>,
}

/// The last check.
#[derive(Debug, Serialize)]
struct Controle {
    op: String,
    door: String,
    gaaf: bool,
    uitkomst: String,
}

/// A line. Its template is the partial `spoorregels`.
#[derive(Debug, Serialize)]
pub(super) struct Regel {
    nummer: String,
    op: String,
    naam: String,
    rol: String,
    handeling: String,
    onderwerp: String,
    reden: Option<String>,
    hash: String,
}

impl View for Controlespoor {
    const TEMPLATE: &'static str = "pages/controlespoor/spoor";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let cursor = visit.query.given("na");
    let lines = visit.app.audit_trail(&caller, cursor).await?;
    let last = visit.app.last_trail_check(&caller).await?;
    let view = view(&lines, last, cursor.is_some(), visit.today());
    page(&visit, "Controlespoor", &view)
}

async fn check(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    visit.app.check_trail(&caller).await?;
    Ok(Answer::see(PATH).saying(Notice::TrailChecked))
}

fn view(
    lines: &Paged<AuditLine>,
    last: Option<TrailCheck>,
    verder: bool,
    today: NaiveDate,
) -> Controlespoor {
    let controle = last.map(|check| Controle {
        op: words::moment(check.at, today),
        door: check.by,
        gaaf: check.sound,
        uitkomst: check.result,
    });
    Controlespoor {
        controle,
        regels: lines.items.iter().map(|one| line(one, today)).collect(),
        verder,
        volgende: lines.volgende.as_ref().map(|cursor| format!("{PATH}?na={cursor}")),
    }
}

pub(super) fn line(line: &AuditLine, today: NaiveDate) -> Regel {
    let number = u64::try_from(line.volgnummer).unwrap_or_default();
    let role = app::command::OfficeRole::of_id(&line.rol);
    Regel {
        nummer: words::number(number),
        op: words::moment(line.tijdstip, today),
        naam: line.naam.clone(),
        rol: role.map_or_else(|| line.rol.clone(), |role| role.label().to_owned()),
        handeling: kernel::capitalised(&line.handeling.replace('-', " ")),
        onderwerp: line.onderwerp.clone(),
        reden: line.reden.clone(),
        hash: line.hash.chars().take(SHORT).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::stand::tests::today;
    use kernel::Moment;

    fn at() -> Moment {
        Moment::new("2027-02-15T10:00:00Z".parse().unwrap())
    }

    fn lines(reden: Option<&str>) -> Paged<AuditLine> {
        let line = AuditLine {
            volgnummer: 1_204,
            tijdstip: at(),
            account: None,
            naam: "H. <Proefstra>".to_owned(),
            rol: "behandelaar".to_owned(),
            handeling: "lid-toevoegen".to_owned(),
            onderwerp: "dossier/019".to_owned(),
            reden: reden.map(str::to_owned),
            digest: "d".repeat(64),
            hash: "abcdef0123456789".repeat(4),
        };
        Paged { items: vec![line], volgende: reden.map(|_| "xyz".to_owned()) }
    }

    fn check(sound: bool) -> TrailCheck {
        let result = if sound { "Alles klopt." } else { "Regel 3 is gewijzigd." };
        TrailCheck { at: at(), by: "A. Voorbeeld".to_owned(), sound, result: result.to_owned() }
    }

    #[test]
    fn a_line_says_who_did_what_to_what_and_why() {
        let page = filled(&view(&lines(Some("Behandelt mee.")), Some(check(true)), true, today()));
        for words in [
            "1.204",
            "ma 15 februari, 11:00",
            "H. &lt;Proefstra&gt;",
            "vergunningverlener",
            "Lid toevoegen",
            "Behandelt mee.",
            "abcdef012345<",
            "utrecht-alert--ok",
            "Alles klopt.",
            "href=\"/controlespoor?na=xyz\"",
        ] {
            assert!(page.contains(words), "{words}\n{page}");
        }
    }

    #[test]
    fn a_broken_trail_is_an_alert_and_no_check_yet_says_so() {
        let page = filled(&view(&lines(None), Some(check(false)), false, today()));
        assert!(page.contains("utrecht-alert--error") && page.contains("Regel 3 is gewijzigd."));
        let none = Paged { items: Vec::new(), volgende: None };
        let page = filled(&view(&none, None, false, today()));
        assert!(page.contains("nog niet gecontroleerd") && page.contains("Nog geen regels"));
        assert!(page.contains("Controleer nu"));
    }
}

//! Who may know a file: the members with their reason, a new one, a conflict of interest.

use app::command::Text;
use app::{AddMember, AppError, Caller, Member, Permission, RemoveMember};
use axum::http::StatusCode;
use kernel::{AccountId, Moment};
use serde::Serialize;

use super::kop::Kop;
use super::tabs::tab;
use super::{READ, WRITE, opened};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page_as};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/dossiers/{dossierId}/toegang", READ, show),
        post("/dossiers/{dossierId}/toegang", WRITE, add),
        post("/dossiers/{dossierId}/toegang/intrekken", WRITE, remove),
        post("/dossiers/{dossierId}/toegang/belang", READ, conflict),
    ]
}

#[derive(Debug, Serialize)]
struct Toegang {
    kop: Kop,
    leden: Vec<Lid>,
    nieuw: Vec<Field>,
    intrekken: Vec<Field>,
    belang: Vec<Field>,
    samenvatting: Option<Summary>,
    mag_schrijven: bool,
}

#[derive(Debug, Serialize)]
struct Lid {
    naam: String,
    rol: String,
    reden: String,
    sinds: String,
    tot: Option<String>,
}

impl View for Toegang {
    const TEMPLATE: &'static str = "pages/dossier/toegang";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    shown(&visit, &caller, StatusCode::OK, &Mistakes::default()).await
}

async fn add(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.of_path("dossierId")?;
    let (account, reden) = match chosen(&visit.form, "account", "reden") {
        Ok(chosen) => chosen,
        Err(mistakes) => return shown(&visit, &caller, StatusCode::BAD_REQUEST, &mistakes).await,
    };
    let added = visit.app.add_member(&caller, id, &AddMember { account, reden }).await;
    done(&visit, &caller, added.map(|_| ()), ("account", Notice::MemberAdded)).await
}

async fn remove(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.of_path("dossierId")?;
    let (account, reden) = match chosen(&visit.form, "lid", "reden-intrekken") {
        Ok(chosen) => chosen,
        Err(mistakes) => return shown(&visit, &caller, StatusCode::BAD_REQUEST, &mistakes).await,
    };
    let removed = visit.app.remove_member(&caller, id, account, &RemoveMember { reden }).await;
    done(&visit, &caller, removed, ("lid", Notice::MemberRemoved)).await
}

async fn conflict(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.of_path("dossierId")?;
    let (account, reason) = match chosen(&visit.form, "belanghebbende", "reden-belang") {
        Ok(chosen) => chosen,
        Err(mistakes) => return shown(&visit, &caller, StatusCode::BAD_REQUEST, &mistakes).await,
    };
    let declared = visit.app.declare_conflict(&caller, id, account, &reason).await;
    done(&visit, &caller, declared, ("belanghebbende", Notice::ConflictDeclared)).await
}

/// Reads the person and the reason of one of the forms.
fn chosen(form: &Form, person: &str, reason: &str) -> Result<(AccountId, Text), Mistakes> {
    let mut mistakes = Mistakes::default();
    let account = form.text(person).parse().ok();
    if account.is_none() {
        mistakes.add(person, "Kies een persoon.");
    }
    let text = Text::try_from(form.text(reason).to_owned()).ok();
    if text.is_none() {
        mistakes.add(reason, "Schrijf de reden op: die wordt vastgelegd.");
    }
    account.zip(text).ok_or(mistakes)
}

async fn done(
    visit: &Visit,
    caller: &Caller,
    outcome: Result<(), AppError>,
    (field, notice): (&str, Notice),
) -> Result<Answer, Trouble> {
    let id: kernel::CaseId = visit.of_path("dossierId")?;
    match outcome {
        Ok(()) => {
            // Who took the own access away has no file to go back to.
            let still = visit.app.members(caller, id).await.is_ok();
            let to =
                if still { format!("/dossiers/{id}/toegang") } else { "/werkvoorraad".to_owned() };
            Ok(Answer::see(to).saying(notice))
        }
        Err(AppError::Input(faults)) => {
            let mistakes = Mistakes::of_faults(&faults, |_| field.to_owned());
            shown(visit, caller, StatusCode::BAD_REQUEST, &mistakes).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn shown(
    visit: &Visit,
    caller: &Caller,
    status: StatusCode,
    mistakes: &Mistakes,
) -> Result<Answer, Trouble> {
    let opened = opened(visit, caller).await?;
    let here = tab("toegang").ok_or(Trouble::NotFound)?;
    let members = visit.app.members(caller, opened.answer.id).await?;
    let colleagues = visit.app.colleagues(caller).await?;
    let of_list = |member: &Member| (member.account.to_string(), member.naam.clone());
    let inside: Vec<(String, String)> = members.iter().map(of_list).collect();
    let outside = colleagues
        .into_iter()
        .map(|one| (one.id.to_string(), format!("{}, {}", one.name, one.role.label())));
    let outside: Vec<_> =
        outside.filter(|(id, _)| !inside.iter().any(|(known, _)| known == id)).collect();
    let fill = |field: Field| field.filled(&visit.form, mistakes);
    let nieuw = vec![
        fill(Field::select("account", "Wie").choices([("", "Kies een collega")]).choices(outside)),
        fill(Field::lines("reden", "Waarom moet deze persoon het dossier kennen?")),
    ];
    let intrekken = vec![
        fill(
            Field::select("lid", "Wie verliest de toegang")
                .choices([("", "Kies een lid")])
                .choices(inside.clone()),
        ),
        fill(Field::lines("reden-intrekken", "Waarom")),
    ];
    let belang =
        vec![
            fill(
                Field::select("belanghebbende", "Wie heeft een belang")
                    .choices([("", "Kies een lid")])
                    .choices(inside),
            ),
            fill(Field::lines("reden-belang", "Wat is het belang?").hint(
                "Zoals familie, een zakelijke band of een eerder conflict met de betrokkene.",
            )),
        ];
    let all: Vec<Field> = nieuw.iter().chain(&intrekken).chain(&belang).cloned().collect();
    let view = Toegang {
        kop: Kop::of(visit, &opened, here),
        leden: members.into_iter().map(|member| line(member, visit)).collect(),
        samenvatting: Summary::of(mistakes, &all),
        nieuw,
        intrekken,
        belang,
        mag_schrijven: caller.may(Permission::WriteCases),
    };
    let title = view.kop.title("Toegang");
    let title = if status.is_success() { title } else { format!("Fout: {title}") };
    page_as(visit, status, &title, &view)
}

fn line(member: Member, visit: &Visit) -> Lid {
    let say = |moment: Moment| words::moment(moment, visit.today());
    let role = app::command::OfficeRole::of_id(&member.rol);
    Lid {
        naam: member.naam,
        rol: role.map_or(member.rol, |role| role.label().to_owned()),
        reden: member.reden,
        sinds: words::day(member.sinds.dutch_date(), visit.today()),
        tot: member.tot.map(say),
    }
}

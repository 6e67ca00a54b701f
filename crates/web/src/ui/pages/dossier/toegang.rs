//! Who may know a file: the members with their reason, a new one, and the interests that keep somebody off it.

use app::command::{OfficeRole, Text};
use app::{AddMember, AppError, Caller, Colleague, Conflict, Member, Permission, RemoveMember};
use axum::http::StatusCode;
use kernel::{AccountId, Moment};
use serde::Serialize;

use super::kop::Kop;
use super::tabs::tab;
use super::{Opened, READ, WRITE, opened};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page_as};
use crate::ui::route::{PageAccess, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

/// Who leads the work may take an interest off the record.
const SETTLE: PageAccess = PageAccess::AllOf(&[Permission::WriteCases, Permission::Supervise]);
const PAGE: &str = "/dossiers/{dossierId}/toegang";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get("/dossiers/{dossierId}/toegang", READ, show),
        post("/dossiers/{dossierId}/toegang", WRITE, add),
        post("/dossiers/{dossierId}/toegang/intrekken", WRITE, remove).shown_on(PAGE),
        post("/dossiers/{dossierId}/toegang/belang", READ, conflict).shown_on(PAGE),
        post("/dossiers/{dossierId}/toegang/belang/intrekken", SETTLE, withdraw).shown_on(PAGE),
    ]
}

#[derive(Debug, Serialize)]
struct Toegang {
    kop: Kop,
    leden: Vec<Lid>,
    belangen: Vec<Belang>,
    samenvatting: Option<Summary>,
    formulieren: Formulieren,
    nood: bool,
}

/// The fields of each form; none of a form that the reader may not send.
#[derive(Debug, Default, Serialize)]
struct Formulieren {
    nieuw: Vec<Field>,
    intrekken: Vec<Field>,
    belang: Vec<Field>,
    belang_intrekken: Vec<Field>,
}

#[derive(Debug, Serialize)]
struct Lid {
    naam: String,
    rol: String,
    reden: String,
    sinds: String,
    tot: Option<String>,
}

/// An interest of somebody, on record.
#[derive(Debug, Serialize)]
struct Belang {
    naam: String,
    rol: String,
    reden: String,
    door: String,
    sinds: String,
}

impl View for Toegang {
    const TEMPLATE: &'static str = "pages/dossier/toegang";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    shown(&visit, &caller, StatusCode::OK, &Mistakes::default()).await
}

async fn add(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.of_path("dossierId")?;
    // Who may not decide about this hears that first, whatever was sent.
    visit.app.shares(&caller, id).await?;
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

async fn withdraw(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let id = visit.of_path("dossierId")?;
    visit.app.shares(&caller, id).await?;
    let (account, reason) = match chosen(&visit.form, "belang", "reden-belang-intrekken") {
        Ok(chosen) => chosen,
        Err(mistakes) => return shown(&visit, &caller, StatusCode::BAD_REQUEST, &mistakes).await,
    };
    let withdrawn = visit.app.withdraw_conflict(&caller, id, account, &reason).await;
    done(&visit, &caller, withdrawn, ("belang", Notice::ConflictWithdrawn)).await
}

/// Reads the person and the reason of one of the forms.
fn chosen(form: &Form, person: &str, reason: &str) -> Result<(AccountId, Text), Mistakes> {
    let mut mistakes = Mistakes::default();
    let account = form.text(person).parse().ok();
    if account.is_none() {
        mistakes.add(person, "Kies een persoon.");
    }
    let text = form.written(reason, "Schrijf de reden op: die wordt vastgelegd.", &mut mistakes);
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
    let people = People::of(visit, caller, &opened).await?;
    let formulieren = people.forms(caller).filled(&visit.form, mistakes);
    let view = Toegang {
        kop: Kop::of(visit, &opened, here),
        samenvatting: Summary::of(mistakes, &formulieren.all()),
        formulieren,
        nood: people.in_emergency,
        leden: people.members.into_iter().map(|member| line(member, visit)).collect(),
        belangen: people.conflicts.into_iter().map(|conflict| interest(conflict, visit)).collect(),
    };
    let title = view.kop.title("Toegang");
    let title = if status.is_success() { title } else { format!("Fout: {title}") };
    page_as(visit, status, &title, &view)
}

/// Everybody whom the forms are about.
struct People {
    members: Vec<Member>,
    conflicts: Vec<Conflict>,
    colleagues: Vec<Colleague>,
    in_emergency: bool,
}

impl People {
    async fn of(visit: &Visit, caller: &Caller, opened: &Opened) -> Result<Self, Trouble> {
        let id = opened.answer.id;
        Ok(Self {
            members: visit.app.members(caller, id).await?,
            conflicts: visit.app.conflicts(caller, id).await?,
            colleagues: visit.app.colleagues(caller).await?,
            in_emergency: visit.app.is_in_emergency(caller, id).await?,
        })
    }

    fn has_interest(&self, account: AccountId) -> bool {
        self.conflicts.iter().any(|conflict| conflict.account == account)
    }

    fn is_member(&self, account: AccountId) -> bool {
        self.members.iter().any(|member| member.account == account)
    }

    /// Returns the forms that the reader may send.
    fn forms(&self, caller: &Caller) -> Formulieren {
        let shares = caller.may(Permission::WriteCases) && !self.in_emergency;
        if !shares {
            let own = vec![(caller.account().to_string(), caller.name().to_owned())];
            return Formulieren { belang: interest_fields(own), ..Formulieren::default() };
        }
        let members: Vec<_> =
            self.members.iter().map(|one| named(one.account, &one.naam)).collect();
        let others = self.colleagues.iter().filter(|one| !self.is_member(one.id));
        let others = others.filter(|one| !self.has_interest(one.id));
        let others: Vec<_> = others
            .map(|one| named(one.id, &format!("{}, {}", one.name, one.role.label())))
            .collect();
        let settles = SETTLE.admits(caller) && !self.conflicts.is_empty();
        let interests = self.conflicts.iter().map(|one| named(one.account, &one.name));
        Formulieren {
            nieuw: new_fields(others.clone()),
            intrekken: removal_fields(members.clone()),
            belang: interest_fields(members.into_iter().chain(others).collect()),
            belang_intrekken: if settles {
                withdrawal_fields(interests.collect())
            } else {
                Vec::new()
            },
        }
    }
}

fn named(account: AccountId, name: &str) -> (String, String) {
    (account.to_string(), name.to_owned())
}

fn new_fields(people: Vec<(String, String)>) -> Vec<Field> {
    vec![
        Field::select("account", "Wie").choices([("", "Kies een collega")]).choices(people),
        Field::lines("reden", "Waarom moet deze persoon het dossier kennen?"),
    ]
}

fn removal_fields(people: Vec<(String, String)>) -> Vec<Field> {
    let who = Field::select("lid", "Wie verliest de toegang").choices([("", "Kies een lid")]);
    vec![who.choices(people), Field::lines("reden-intrekken", "Waarom")]
}

fn interest_fields(people: Vec<(String, String)>) -> Vec<Field> {
    let who = Field::select("belanghebbende", "Wie heeft een belang");
    vec![
        who.choices([("", "Kies een persoon")]).choices(people),
        Field::lines("reden-belang", "Wat is het belang?")
            .hint("Zoals familie, een zakelijke band of een eerder conflict met de betrokkene."),
    ]
}

fn withdrawal_fields(people: Vec<(String, String)>) -> Vec<Field> {
    vec![
        Field::select("belang", "Van wie trekt u het belang in")
            .choices([("", "Kies een persoon")])
            .choices(people),
        Field::lines("reden-belang-intrekken", "Waarom kan het worden ingetrokken?"),
    ]
}

impl Formulieren {
    fn filled(self, form: &Form, mistakes: &Mistakes) -> Self {
        let fill = |fields: Vec<Field>| {
            fields.into_iter().map(|field| field.filled(form, mistakes)).collect()
        };
        Self {
            nieuw: fill(self.nieuw),
            intrekken: fill(self.intrekken),
            belang: fill(self.belang),
            belang_intrekken: fill(self.belang_intrekken),
        }
    }

    fn all(&self) -> Vec<Field> {
        let forms = [&self.nieuw, &self.intrekken, &self.belang, &self.belang_intrekken];
        forms.into_iter().flatten().cloned().collect()
    }
}

fn role(id: String) -> String {
    OfficeRole::of_id(&id).map_or(id, |role| role.label().to_owned())
}

fn line(member: Member, visit: &Visit) -> Lid {
    let say = |moment: Moment| words::moment(moment, visit.today());
    Lid {
        naam: member.naam,
        rol: role(member.rol),
        reden: member.reden,
        sinds: words::day(member.sinds.dutch_date(), visit.today()),
        tot: member.tot.map(say),
    }
}

fn interest(conflict: Conflict, visit: &Visit) -> Belang {
    Belang {
        naam: conflict.name,
        rol: role(conflict.role),
        reden: conflict.reason,
        door: conflict.declared_by,
        sinds: words::day(conflict.at.dutch_date(), visit.today()),
    }
}

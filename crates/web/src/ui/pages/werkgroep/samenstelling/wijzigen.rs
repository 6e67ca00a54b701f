//! The form with which the group is made and changed.

use app::meetings::Member;
use app::{Caller, GroupAccount, GroupView};
use axum::http::StatusCode;
use serde::Serialize;

use super::leden::{self, Lid};
use super::lezen::{self, Fields};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes, VERSION};
use crate::ui::page::View;
use crate::ui::pages::werkgroep::{Back, GROUP, HOME, Kop, MEMBERS, shown};
use crate::ui::route::{PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const PATH: &str = "/werkgroep/samenstelling/wijzigen";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![get(PATH, GROUP, show), post(PATH, GROUP, keep)]
}

#[derive(Debug, Serialize)]
struct Wijzigen {
    kop: Kop,
    /// None for a group that is still to be made.
    versie: Option<String>,
    samenvatting: Option<Summary>,
    naam_velden: Vec<Field>,
    leden: Vec<Lid>,
    aantal: String,
    leiding: Vec<Field>,
    ritme: Vec<Field>,
    agenda: Vec<Field>,
    herinneringen: Vec<Field>,
    knop: &'static str,
    terug: &'static str,
}

impl View for Wijzigen {
    const TEMPLATE: &'static str = "pages/werkgroep/wijzigen";
}

/// What the form is made of.
struct Here {
    group: Option<GroupView>,
    accounts: Vec<GroupAccount>,
}

impl Here {
    /// Opens the form for who may change the group; for others it is not there.
    async fn of(visit: &Visit, caller: &Caller) -> Result<Self, Trouble> {
        let group = visit.app.working_group(caller).await?;
        if group.as_ref().is_some_and(|group| !group.mag.beheren) {
            return Err(Trouble::NotFound);
        }
        let mut accounts = visit.app.group_accounts(caller).await?;
        if let Some(group) = &group {
            accounts.extend(former(group, &accounts));
        }
        Ok(Self { group, accounts })
    }

    fn title(&self) -> &'static str {
        if self.group.is_some() { "Samenstelling wijzigen" } else { "Werkgroep instellen" }
    }

    fn proposed(&self) -> Form {
        let mut form = Form::default();
        match &self.group {
            Some(group) => lezen::fill(&mut form, &group.werkgroep),
            None => lezen::propose(&mut form),
        }
        form
    }

    fn view(&self, form: &Form, mistakes: &Mistakes) -> Wijzigen {
        let leden = leden::sets(&self.accounts, form, mistakes);
        let fields = Fields::of(&self.accounts, form, mistakes);
        let all: Vec<Field> =
            leden.iter().flat_map(Lid::fields).chain(fields.all()).cloned().collect();
        let lead = "Leg vast wie erin zitten, wie vervangt en hoe vaak zij vergadert. Wie erbij komt, krijgt een uitnodiging voor de vergaderingen die nog komen. Wie weggaat, krijgt daarvan een afzegging.";
        Wijzigen {
            kop: Kop::of(self.title(), lead, MEMBERS).for_reader(self.group.as_ref()),
            versie: self.group.as_ref().map(|group| group.versie.to_string()),
            samenvatting: Summary::of(mistakes, &all),
            aantal: leden.len().to_string(),
            leden,
            naam_velden: fields.group,
            leiding: fields.chair,
            ritme: fields.rhythm,
            agenda: fields.agenda,
            herinneringen: fields.reminders,
            knop: if self.group.is_some() {
                "Wijziging vastleggen"
            } else {
                "Werkgroep vastleggen"
            },
            terug: if self.group.is_some() { MEMBERS } else { HOME },
        }
    }

    fn page(&self, visit: &Visit, form: &Form, back: &Back) -> Result<Answer, Trouble> {
        shown(visit, back.status, self.title(), &self.view(form, &back.mistakes))
    }
}

/// Returns the members whose accounts are closed: they stay on record until somebody takes them out.
fn former(group: &GroupView, accounts: &[GroupAccount]) -> Vec<GroupAccount> {
    let known = |account| accounts.iter().any(|one| one.account == account);
    let gone = group.werkgroep.leden.iter().filter(|member| !known(member.account));
    let account = |member: &Member| GroupAccount {
        account: member.account,
        naam: group.namen.get(&member.account).cloned().unwrap_or_default(),
        rol: Some(member.rol),
        heeft_mail: false,
    };
    gone.map(account).collect()
}

fn fresh() -> Back {
    Back { status: StatusCode::OK, mistakes: Mistakes::default() }
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let here = Here::of(&visit, &caller).await?;
    let form = if visit.recalled { visit.form.clone() } else { here.proposed() };
    here.page(&visit, &form, &fresh())
}

async fn keep(mut visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let here = Here::of(&visit, &caller).await?;
    if visit.form.has("toevoegen") {
        let more = leden::rows(&visit.form) + 1;
        visit.form.set(leden::COUNT, more.to_string());
        return here.page(&visit, &visit.form, &fresh());
    }
    let (wanted, rows) = match lezen::read(&visit.form) {
        Ok(read) => read,
        Err(mistakes) => return here.page(&visit, &visit.form, &Back::mistaken(mistakes)),
    };
    // A form without a version was shown when there was no group yet.
    let version = visit.form.given(VERSION).map(|_| visit.version()).transpose()?;
    match visit.app.keep_working_group(&caller, version, &wanted).await {
        Ok(_) => Ok(Answer::see(MEMBERS).saying(Notice::GroupKept)),
        Err(error) => {
            let back = Back::of(error, |place| lezen::field_of(place, &rows), |_| String::new())?;
            Here::of(&visit, &caller).await?.page(&visit, &visit.form, &back)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;
    use crate::ui::pages::werkgroep::vergadering::voorbeeld;

    fn accounts() -> Vec<GroupAccount> {
        let one = |number: u128, naam: &str| GroupAccount {
            account: voorbeeld::id(number),
            naam: naam.to_owned(),
            rol: None,
            heeft_mail: number == 1,
        };
        vec![one(1, "H. Proefstra"), one(2, "O. <Voorbeeld>"), one(3, "V. Vervanger")]
    }

    #[test]
    fn each_member_has_a_set_of_fields_and_there_is_an_empty_one() {
        let (group, mut accounts) = (voorbeeld::held().group, accounts());
        // The third member has left, and stands there still.
        accounts.extend(former(&group, &accounts));
        let here = Here { group: Some(group), accounts };
        let page = filled(&here.view(&here.proposed(), &Mistakes::default()));
        for words in [
            ">H. Proefstra</span></legend>",
            "O. &lt;Voorbeeld&gt; (geen mailadres)",
            ">Nieuw lid</span></legend>",
            "name=\"lid.0.weg\"",
            ">Z. Afwezig</span></legend>",
            "name=\"lid.3.weg\"",
            "Wijziging vastleggen",
            "name=\"versie\"",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("name=\"lid.4.weg\""), "{page}");
    }

    #[test]
    fn a_new_group_begins_with_what_is_usual_and_names_what_is_missing() {
        let here = Here { group: None, accounts: accounts() };
        let form = here.proposed();
        let mistakes = lezen::read(&form).unwrap_err();
        let page = filled(&here.view(&form, &mistakes));
        assert!(
            page.contains("value=\"Bibob-werkgroep\"") && page.contains("href=\"#voorzitter\"")
        );
        assert!(!page.contains("name=\"versie\""), "{page}");
    }
}

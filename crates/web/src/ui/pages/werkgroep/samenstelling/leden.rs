//! The members in the form: a set of fields for each, and an empty one to add somebody.

use app::meetings::{GroupRole, Member, Office};
use app::{GroupAccount, KeepMember};
use kernel::{AccountId, capitalised};
use serde::Serialize;

use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::pages::werkgroep::lezen;
use crate::ui::words;

/// The field with the number of sets.
pub(super) const COUNT: &str = "aantal";
/// The most sets of fields.
const MOST: usize = 60;
/// How many empty sets a new group begins with.
const FIRST: usize = 4;
/// The fields of a set, besides the box that takes it away.
const FIELDS: [&str; 6] = ["account", "rol", "vervangt", "vanaf", "totEnMet", "vogP"];
const AWAY: &str = "weg";

/// The fields of one member.
#[derive(Debug, Serialize)]
pub(super) struct Lid {
    kop: String,
    velden: Vec<Field>,
    /// Short ones, beside each other.
    dagen: Vec<Field>,
}

impl Lid {
    pub(super) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.velden.iter().chain(&self.dagen)
    }
}

pub(super) fn name(row: usize, field: &str) -> String {
    format!("lid.{row}.{field}")
}

/// Returns how many sets the form shows.
pub(super) fn rows(form: &Form) -> usize {
    form.text(COUNT).parse().unwrap_or(FIRST).clamp(1, MOST)
}

/// Returns whether somebody is chosen or anything is filled in.
fn is_filled(form: &Form, row: usize) -> bool {
    FIELDS.iter().any(|field| form.given(&name(row, field)).is_some())
}

/// Returns whether the box is ticked that takes a member away.
fn is_away(form: &Form, row: usize) -> bool {
    form.has(&name(row, AWAY))
}

/// Fills in the members of a group, and leaves an empty set.
pub(super) fn fill(form: &mut Form, members: &[Member]) {
    let day = |day: Option<chrono::NaiveDate>| day.map(words::filled_day).unwrap_or_default();
    for (row, member) in members.iter().enumerate() {
        let mut set = |field: &str, value: String| form.set(&name(row, field), value);
        set("account", member.account.to_string());
        set("rol", member.rol.id().to_owned());
        set("vervangt", member.vervangt.map(|who| who.to_string()).unwrap_or_default());
        set("vanaf", words::filled_day(member.zitting.vanaf));
        set("totEnMet", day(member.zitting.tot_en_met));
        set("vogP", day(member.vog_p));
    }
    form.set(COUNT, (members.len() + 1).to_string());
}

/// Reads the members, with the set that each comes from. A set that is empty or taken away is none.
pub(super) fn read(form: &Form, mistakes: &mut Mistakes) -> Vec<(usize, KeepMember)> {
    let sets = (0..rows(form)).filter(|row| is_filled(form, *row) && !is_away(form, *row));
    sets.filter_map(|row| member(form, row, mistakes).map(|member| (row, member))).collect()
}

fn member(form: &Form, row: usize, mistakes: &mut Mistakes) -> Option<KeepMember> {
    let field = |field: &str| name(row, field);
    let account = lezen::chosen(form, &field("account"), "Kies wie dit is.", mistakes);
    let rol = lezen::one_of(form, &field("rol"), "Kies een rol.", mistakes);
    let vanaf = lezen::day(form, &field("vanaf"), mistakes);
    let tot_en_met = lezen::optional_day(form, &field("totEnMet"), mistakes);
    let vog_p = lezen::optional_day(form, &field("vogP"), mistakes);
    let vervangt = form.given(&field("vervangt")).and_then(|text| text.parse().ok());
    Some(KeepMember {
        account: account?,
        rol: rol?,
        vervangt,
        zitting: Office { vanaf: vanaf?, tot_en_met },
        vog_p,
    })
}

/// Makes the sets of fields.
pub(super) fn sets(accounts: &[GroupAccount], form: &Form, mistakes: &Mistakes) -> Vec<Lid> {
    (0..rows(form)).map(|row| set(row, accounts, form, mistakes)).collect()
}

fn set(row: usize, accounts: &[GroupAccount], form: &Form, mistakes: &Mistakes) -> Lid {
    let fill = |field: Field| field.filled(form, mistakes);
    let chosen = form.text(&name(row, "account")).parse::<AccountId>().ok();
    let who = accounts.iter().find(|account| Some(account.account) == chosen);
    let mut velden = vec![
        Field::select(&name(row, "account"), "Wie")
            .choices(people("Kies een collega", accounts.iter())),
        Field::select(&name(row, "rol"), "Rol").choices(roles()),
        Field::select(&name(row, "vervangt"), "Eigen plaats of vervanger")
            .choices(people("Heeft een eigen plaats", members(accounts, form))),
    ];
    if who.is_some() {
        let away = Field::boxes(&name(row, AWAY), "Uit de groep");
        velden.push(away.choices([("ja", "Dit lid uit de groep halen")]));
    }
    let dagen = [
        Field::day(&name(row, "vanaf"), "Zitting vanaf"),
        Field::day(&name(row, "totEnMet"), "Tot en met").optional(),
        Field::day(&name(row, "vogP"), "Dag van de VOG-P").optional(),
    ];
    Lid {
        kop: who.map_or_else(|| "Nieuw lid".to_owned(), |who| who.naam.clone()),
        velden: velden.into_iter().map(fill).collect(),
        dagen: dagen.map(fill).into(),
    }
}

/// Returns who is chosen in one of the sets: only a member can be stood in for.
fn members<'a>(
    accounts: &'a [GroupAccount],
    form: &'a Form,
) -> impl Iterator<Item = &'a GroupAccount> {
    let chosen: Vec<&str> =
        (0..rows(form)).map(|row| form.text(&name(row, "account"))).collect::<Vec<_>>();
    accounts.iter().filter(move |account| chosen.contains(&account.account.to_string().as_str()))
}

/// Returns people to choose from.
pub(super) fn people<'a>(
    nobody: &str,
    accounts: impl Iterator<Item = &'a GroupAccount>,
) -> Vec<(String, String)> {
    let named = |one: &GroupAccount| {
        let mail = if one.heeft_mail { "" } else { " (geen mailadres)" };
        (one.account.to_string(), format!("{}{mail}", one.naam))
    };
    std::iter::once((String::new(), nobody.to_owned())).chain(accounts.map(named)).collect()
}

fn roles() -> Vec<(&'static str, String)> {
    let roles = GroupRole::ALL.iter().map(|role| (role.id(), capitalised(role.label())));
    std::iter::once(("", "Kies een rol".to_owned())).chain(roles).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::pages::werkgroep::vergadering::voorbeeld;

    #[test]
    fn members_come_back_as_they_were_and_who_is_ticked_goes() {
        let group = voorbeeld::held().group.werkgroep;
        let mut form = Form::default();
        fill(&mut form, &group.leden);
        assert_eq!(rows(&form), group.leden.len() + 1);
        let mut mistakes = Mistakes::default();
        let read_back = read(&form, &mut mistakes);
        assert!(mistakes.is_empty());
        let accounts: Vec<_> = read_back.iter().map(|(_, member)| member.account).collect();
        let before: Vec<_> = group.leden.iter().map(|member| member.account).collect();
        assert_eq!(accounts, before);
        form.set(&name(0, AWAY), "ja");
        let left = read(&form, &mut mistakes);
        assert_eq!((left.len(), left[0].0), (before.len() - 1, 1));
    }

    #[test]
    fn every_gap_of_a_member_is_named_at_its_set() {
        let form = Form::of_body(b"aantal=3&lid.2.vogP=gisteren");
        let mut mistakes = Mistakes::default();
        assert!(read(&form, &mut mistakes).is_empty());
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["lid.2.account", "lid.2.rol", "lid.2.vanaf", "lid.2.vogP"]);
    }
}

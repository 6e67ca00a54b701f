//! The choice of files: as an address, as a form, and as tabs. Nothing in it is about a person.

use app::command::StateName;
use app::{Caller, WorkFilter, WorkGroup, WorkList, WorkView};
use kernel::ViewId;
use serde::Serialize;

use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::{stand, words};

const STATE: &str = "stand";
const KIND: &str = "soort";
const GROUP: &str = "termijn";
const TURN: &str = "aan-zet";
const ORDER: &str = "volgorde";
/// The value of [`TURN`] for what asks something of one's own role.
const MINE: &str = "mijn-rol";
/// The value of [`ORDER`] for the newest first.
const NEWEST: &str = "nieuwste";

/// A choice, and the saved view that it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Keuze {
    pub(super) filter: WorkFilter,
    pub(super) view: Option<ViewId>,
}

impl Keuze {
    /// Reads a choice from an address or a form; what is not known chooses nothing.
    pub(super) fn of_form(form: &Form) -> Self {
        let state = |id: &str| StateName::ALL.iter().copied().find(|state| state.id() == id);
        let filter = WorkFilter {
            state: state(form.text(STATE)),
            kind: form.given(KIND).map(str::to_owned),
            group: WorkGroup::of_id(form.text(GROUP)),
            my_turn: form.text(TURN) == MINE,
            newest_first: form.text(ORDER) == NEWEST,
        };
        Self { filter, view: None }
    }

    /// Reads the choice of an address, which may name a saved view.
    pub(super) fn of_address(visit: &Visit, views: &[WorkView]) -> Result<Self, Trouble> {
        let Some(name) = visit.query.given("weergave") else {
            return Ok(Self::of_form(&visit.query));
        };
        let view = views.iter().find(|view| view.id.to_string() == name);
        let view = view.ok_or(Trouble::NotFound)?;
        let saved = Form::of_body(view.filter.as_bytes());
        Ok(Self { view: Some(view.id), ..Self::of_form(&saved) })
    }

    /// Writes the choice as names and values.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        let filter = &self.filter;
        let pairs = [
            (STATE, filter.state.map(|state| state.id().to_owned())),
            (KIND, filter.kind.clone()),
            (GROUP, filter.group.map(|group| group.id().to_owned())),
            (TURN, filter.my_turn.then(|| MINE.to_owned())),
            (ORDER, filter.newest_first.then(|| NEWEST.to_owned())),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Writes the choice as it stands in an address, with more pairs behind it.
    pub(super) fn query(&self, more: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        match self.view {
            Some(view) => query.append_pair("weergave", &view.to_string()),
            None => query.extend_pairs(self.pairs()),
        };
        query.extend_pairs(more).finish()
    }

    /// Writes the choice for a saved view.
    pub(super) fn saved(&self) -> String {
        Self { view: None, ..self.clone() }.query(&[])
    }

    /// Returns the address of a list with this choice.
    pub(super) fn address(&self, list: &str, more: &[(&str, &str)]) -> String {
        match self.query(more).as_str() {
            "" => list.to_owned(),
            query => format!("{list}?{query}"),
        }
    }

    /// Returns the fields of the form.
    pub(super) fn fields(&self, visit: &Visit, caller: &Caller) -> Vec<Field> {
        let mut form = Form::default();
        for (name, value) in self.pairs() {
            form.set(name, value);
        }
        let all = |label: &str| [(String::new(), label.to_owned())];
        let state = |state: &StateName| (state.id().to_owned(), stand::label(*state).to_owned());
        let group = |group: WorkGroup| (group.id().to_owned(), stand::group(group).to_owned());
        let kinds = visit.app.kinds_of_party(caller);
        let states = StateName::ALL.iter().map(state);
        let groups = WorkGroup::ALL.into_iter().map(group);
        let fields = [
            Field::select(KIND, "Soort").choices(all("Alle soorten").into_iter().chain(kinds)),
            Field::select(STATE, "Stand").choices(all("Alle standen").into_iter().chain(states)),
            Field::select(GROUP, "Termijn")
                .choices(all("Alle termijnen").into_iter().chain(groups)),
            Field::select(TURN, "Aan zet").choices([("", "Iedereen"), (MINE, "Mijn rol")]),
            Field::select(ORDER, "Volgorde")
                .choices([("", "Wat het eerst afloopt"), (NEWEST, "Nieuwste eerst")]),
        ];
        fields.map(|field| field.filled(&form, &Mistakes::default())).into()
    }
}

/// A tab.
#[derive(Debug, Serialize)]
pub(super) struct Tab {
    pub(super) naam: String,
    pub(super) adres: String,
    pub(super) hier: bool,
    pub(super) telling: Option<String>,
}

/// Makes the tabs: all files, those that wait for me, and the saved views.
pub(super) fn tabs(keuze: &Keuze, views: &[WorkView], list: &WorkList) -> Vec<Tab> {
    let tab = |naam: &str, of: &Keuze, telling: Option<app::Count>| Tab {
        naam: naam.to_owned(),
        adres: of.address("/werkvoorraad", &[]),
        hier: keuze == of,
        telling: telling.map(words::bounded),
    };
    let mine = WorkFilter { my_turn: true, ..WorkFilter::default() };
    let mine = Keuze { filter: mine, view: None };
    let mut tabs = vec![tab("Mijn dossiers", &Keuze::default(), Some(list.all))];
    if let Some(count) = list.my_turn {
        tabs.push(tab("Wacht op mij", &mine, Some(count)));
    }
    tabs.extend(views.iter().map(|view| {
        let here = keuze.view == Some(view.id);
        let of = Keuze { view: Some(view.id), ..Keuze::default() };
        Tab { hier: here, ..tab(&view.name, &of, here.then_some(list.selected)) }
    }));
    tabs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_comes_back_from_its_address() {
        let query = b"stand=onderzoek&soort=alcohol-horeca&termijn=later&aan-zet=mijn-rol&volgorde=nieuwste";
        let keuze = Keuze::of_form(&Form::of_body(query));
        assert_eq!(keuze.query(&[]).as_bytes(), query);
        assert_eq!(keuze.filter.state, Some(StateName::Investigation));
        assert_eq!(keuze.address("/werkvoorraad", &[("na", "x")]).matches("na=x").count(), 1);
    }

    #[test]
    fn what_is_not_known_chooses_nothing() {
        let keuze = Keuze::of_form(&Form::of_body(b"stand=x&termijn=y&aan-zet=z&naam=Jansen"));
        assert_eq!(keuze, Keuze::default());
        assert_eq!(keuze.address("/werkvoorraad", &[]), "/werkvoorraad");
    }
}

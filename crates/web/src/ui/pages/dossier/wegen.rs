//! A term that ended without what was asked: the roads that the law leaves, each with its last day.

use app::command::{Case, CommandName, File, Form as FormState};
use app::{App, Caller, DossierAnswer, Permission};
use chrono::NaiveDate;
use serde::Serialize;

use super::band::{Action, actions};
use crate::ui::words;

/// What can be done about somebody whose term is over.
#[derive(Debug, Serialize)]
pub(super) struct Wegen {
    stand: String,
    wegen: Vec<Weg>,
}

#[derive(Debug, Serialize)]
struct Weg {
    naam: &'static str,
    uitleg: String,
    actie: Option<Action>,
}

/// Returns whether the letter of a decision to leave out of treatment belongs to the file.
pub(super) fn may_be_put_aside(case: &Case) -> bool {
    let waits = matches!(case, Case::FormsOut(_) | Case::Repair(_));
    (waits || case.was_put_aside()) && case.file().put_aside_term().is_some()
}

impl Wegen {
    /// The steps that are roads.
    pub(super) const COMMANDS: [CommandName; 4] = [
        CommandName::TermUnused,
        CommandName::Proceed,
        CommandName::PutAside,
        CommandName::RecordRefusal,
    ];

    /// Returns the roads; none while every term runs or was used.
    pub(super) fn of(
        app: &App,
        caller: &Caller,
        answer: &DossierAnswer,
        today: NaiveDate,
    ) -> Option<Self> {
        let case = &answer.dossier;
        if !matches!(case, Case::FormsOut(_) | Case::Repair(_)) {
            return None;
        }
        let road = Road { app, answer, today, may_write: caller.may(Permission::WriteCases) };
        let file = case.file();
        let over = over(file, today)?;
        let mut wegen = Vec::new();
        if over.is_recorded {
            wegen.extend(road.put_aside());
            wegen.push(road.merits());
        } else {
            wegen.push(road.record_unused(&over));
        }
        wegen.extend(file.procedure.has_holder().then(|| road.refusal()));
        let (name, last) = (&over.name, words::day(over.last, today));
        let stand = format!("De termijn van {name} liep tot en met {last}. {}", over.what);
        Some(Self { stand, wegen })
    }
}

/// A term that is over.
struct Over {
    name: String,
    last: NaiveDate,
    what: &'static str,
    /// Whether it stands on the file that it was not used, or not enough.
    is_recorded: bool,
    /// Whether it was one to complete (Awb 4:5).
    repairs: bool,
}

fn over(file: &File, today: NaiveDate) -> Option<Over> {
    let recorded = file.put_aside_term().map(|(person, term)| (person, term.uiterlijk));
    let found = file.personen.iter().filter_map(|party| {
        let form = &party.vragenlijst;
        let is_it = recorded.is_none_or(|(person, _)| person == party.persoon.id);
        let name = party.persoon.name.reveal().clone();
        let over =
            |last, what, is_recorded, repairs| Over { name, last, what, is_recorded, repairs };
        match form {
            FormState::Ongebruikt { op, aanvulverzoek, .. } if is_it => {
                Some(over(*op, "Er kwam niets.", true, *aanvulverzoek))
            }
            FormState::Onvolledig { na_herstel: Some(term), .. } if is_it => {
                Some(over(term.uiterlijk, "Wat er kwam, was niet genoeg.", true, true))
            }
            _ => {
                let (last, repairs) = form.running_term()?;
                let what = "Dat de termijn niet is gebruikt, is nog niet vastgelegd.";
                (today > last).then(|| over(last, what, false, repairs))
            }
        }
    });
    found.max_by_key(|over| over.is_recorded)
}

/// What the roads are worked out from.
struct Road<'r> {
    app: &'r App,
    answer: &'r DossierAnswer,
    today: NaiveDate,
    may_write: bool,
}

impl Road<'_> {
    fn action(&self, command: CommandName) -> Option<Action> {
        let found = actions(self.answer, &[command]).into_iter().next();
        found.filter(|_| self.may_write).map(|action| Action { eerste: false, ..action })
    }

    fn record_unused(&self, over: &Over) -> Weg {
        let then = if over.repairs && self.answer.dossier.file().procedure.has_application() {
            let last = self.app.put_aside_until(over.last);
            let last = last.map(|last| words::day(last, self.today)).unwrap_or_default();
            format!(
                "Daarna kunt u de aanvraag buiten behandeling laten, uiterlijk {last}, of verdergaan."
            )
        } else {
            "Daarna kunt u om aanvulling vragen of verdergaan.".to_owned()
        };
        Weg {
            naam: "Vastleggen dat de termijn niet is gebruikt",
            uitleg: then,
            actie: self.action(CommandName::TermUnused),
        }
    }

    /// Leaving out of treatment, until the last of four weeks (Awb 4:5(4)).
    fn put_aside(&self) -> Option<Weg> {
        let (_, term) = self.answer.dossier.file().put_aside_term()?;
        let last = self.app.put_aside_until(term.vanaf)?;
        let day = words::day(last, self.today);
        let (uitleg, actie) = if self.today > last {
            let over = format!(
                "Dat kon tot en met {day}. De vier weken zijn voorbij: er moet inhoudelijk worden beslist (Awb 4:5 lid 4)."
            );
            (over, None)
        } else {
            let open = format!(
                "Dat kan tot en met {day} ({}): dan moet het besluit bekend zijn gemaakt (Awb 4:5 lid 4). Alleen iemand met de rol beslisser neemt dit besluit. De brief staat hieronder (L06).",
                words::distance(last, self.today)
            );
            (open, self.action(CommandName::PutAside))
        };
        Some(Weg { naam: "Buiten behandeling laten", uitleg, actie })
    }

    fn merits(&self) -> Weg {
        let due = self.answer.klok.huidig.as_ref().and_then(|term| term.uiterlijk);
        let due =
            due.map(|day| format!(" De beslistermijn eindigt {}.", words::day(day, self.today)));
        let choice = self.answer.dossier.file().put_aside_term().is_some();
        let choice = if choice { " Buiten behandeling laten kan daarna niet meer." } else { "" };
        Weg {
            naam: "Verdergaan naar een inhoudelijke beslissing",
            uitleg: format!(
                "Weet u genoeg om te beslissen, ga dan verder met wat er is en schrijf waarom.{choice}{}",
                due.unwrap_or_default()
            ),
            actie: self.action(CommandName::Proceed),
        }
    }

    /// Art. 4(1) rests on a refusal that somebody recorded, never on silence.
    fn refusal(&self) -> Weg {
        Weg {
            naam: "Een weigering vastleggen (art. 4 lid 1)",
            uitleg: "Alleen als de houder echt weigert de vragenlijst in te vullen, en u kunt laten zien waaruit dat blijkt. Zwijgen, te laat zijn of een fout is geen weigering.".to_owned(),
            actie: self.action(CommandName::RecordRefusal),
        }
    }
}

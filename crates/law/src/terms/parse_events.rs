//! Reading the events of a timeline file.

use super::parse_fields::{not_before, optional, optional_count, optional_date, required_date};
use super::rules::TermRules;
use super::spec::{MOST_DAYS, MOST_WEEKS};
use super::timeline::{AdviceRequest, Event, PauseKind, Question};
use chrono::NaiveDate;
use kernel::{FaultCode, Faults, Reader};

const KINDS: [&str; 8] = [
    "aanvulverzoek",
    "verlenging",
    "lbb-verzoek",
    "instemming",
    "aanvrager-vertraging",
    "overmacht",
    "ingebrekestelling",
    "besluit",
];

/// What every event is read with.
struct Read<'c> {
    receipt: Option<NaiveDate>,
    rules: &'c TermRules,
}

/// Reads `gebeurtenissen`; absent means that nothing happened yet.
pub(super) fn events(
    root: &Reader<'_>,
    receipt: Option<NaiveDate>,
    rules: &TermRules,
    faults: &mut Faults,
) -> Vec<Event> {
    let mut events = Vec::new();
    if let Some(field) = optional(root, "gebeurtenissen")
        && let Some(entries) = field.list(faults)
    {
        for entry in entries {
            events.extend(Read { receipt, rules }.event(&entry, faults));
        }
    }
    events
}

impl Read<'_> {
    fn event(&self, entry: &Reader<'_>, faults: &mut Faults) -> Option<Event> {
        entry.object(faults)?;
        let kind = entry.require("soort", faults)?.one_of(&KINDS, faults)?;
        match KINDS[kind] {
            "aanvulverzoek" => self.completion(entry, faults),
            "verlenging" => self.extension(entry, faults),
            "lbb-verzoek" => self.advice(entry, faults),
            "instemming" => self.pause(entry, PauseKind::Consent, faults),
            "aanvrager-vertraging" => self.pause(entry, PauseKind::ApplicantDelay, faults),
            "overmacht" => self.pause(entry, PauseKind::ForceMajeure, faults),
            "ingebrekestelling" => {
                entry.expect_object(&["soort", "op"], faults);
                let on = self.after_receipt(entry, "op", faults)?;
                Some(Event::Default { on })
            }
            _ => {
                entry.expect_object(&["soort", "bekendgemaaktOp"], faults);
                let made_known = self.after_receipt(entry, "bekendgemaaktOp", faults)?;
                Some(Event::Decision { made_known })
            }
        }
    }

    /// Reads a required date that does not lie before the receipt.
    fn after_receipt(
        &self,
        entry: &Reader<'_>,
        key: &str,
        faults: &mut Faults,
    ) -> Option<NaiveDate> {
        let date = required_date(entry, key, faults)?;
        if let Some(field) = entry.get(key) {
            not_before(&field, date, self.receipt, "de ontvangst van de aanvraag", faults);
        }
        Some(date)
    }

    fn completion(&self, entry: &Reader<'_>, faults: &mut Faults) -> Option<Event> {
        entry.expect_object(&["soort", "verzondenOp", "termijnTot", "ontvangenOp"], faults);
        let sent = self.after_receipt(entry, "verzondenOp", faults);
        let term_end = end(entry, "termijnTot", sent, "de verzending van het verzoek", faults);
        let received = end(entry, "ontvangenOp", sent, "de verzending van het verzoek", faults);
        Some(Event::Completion { sent: sent?, term_end, received })
    }

    fn pause(&self, entry: &Reader<'_>, kind: PauseKind, faults: &mut Faults) -> Option<Event> {
        entry.expect_object(&["soort", "van", "tot"], faults);
        let from = self.after_receipt(entry, "van", faults);
        let to = end(entry, "tot", from, "de eerste dag", faults);
        Some(Event::Pause { kind, from: from?, to })
    }

    fn extension(&self, entry: &Reader<'_>, faults: &mut Faults) -> Option<Event> {
        entry.expect_object(&["soort", "bekendgemaaktOp", "weken", "dagen"], faults);
        let made_known = self.after_receipt(entry, "bekendgemaaktOp", faults);
        let (in_weeks, in_days) = (optional(entry, "weken"), optional(entry, "dagen"));
        let days = match (in_weeks, in_days) {
            (Some(weeks), None) => {
                weeks.count(MOST_WEEKS, faults).map(|weeks| i64::from(weeks) * 7)
            }
            (None, Some(days)) => days.count(MOST_DAYS, faults).map(i64::from),
            (None, None) => {
                let message = "de verlenging is leeg; geef «weken» of «dagen»";
                entry.fault(faults, FaultCode::Ontbreekt, message);
                None
            }
            (Some(_), Some(_)) => {
                let message = "geef de verlenging in weken of in dagen, niet in allebei";
                entry.fault(faults, FaultCode::Tegenstrijdig, message);
                None
            }
        };
        Some(Event::Extension { made_known: made_known?, days: days? })
    }

    fn advice(&self, entry: &Reader<'_>, faults: &mut Faults) -> Option<Event> {
        const KNOWN: [&str; 5] = ["soort", "op", "vragen", "verlengdMetDagen", "ontvangenOp"];
        entry.expect_object(&KNOWN, faults);
        let asked = self.after_receipt(entry, "op", faults);
        let mut questions = Vec::new();
        if let Some(field) = optional(entry, "vragen")
            && let Some(list) = field.list(faults)
        {
            for item in list {
                questions.extend(question(&item, asked, faults));
            }
        }
        let most = self.rules.file.advice_limit.numbers.extension_weeks.saturating_mul(7);
        let extended_days = optional_count(entry, "verlengdMetDagen", most, faults).unwrap_or(0);
        let received = end(entry, "ontvangenOp", asked, "de adviesaanvraag", faults);
        Some(Event::Advice(AdviceRequest { asked: asked?, questions, extended_days, received }))
    }
}

fn question(item: &Reader<'_>, asked: Option<NaiveDate>, faults: &mut Faults) -> Option<Question> {
    if !item.expect_object(&["van", "tot"], faults) {
        return None;
    }
    let from = required_date(item, "van", faults)?;
    if let Some(field) = item.get("van") {
        not_before(&field, from, asked, "de adviesaanvraag", faults);
    }
    let to = end(item, "tot", Some(from), "de vraag", faults);
    Some(Question { from, to })
}

/// Reads an end that may be open and does not lie before its begin.
fn end(
    entry: &Reader<'_>,
    key: &str,
    begin: Option<NaiveDate>,
    what: &str,
    faults: &mut Faults,
) -> Option<NaiveDate> {
    let date = optional_date(entry, key, faults)?;
    if let Some(field) = entry.get(key) {
        not_before(&field, date, begin, what, faults);
    }
    Some(date)
}

//! How the group works: the fields, filled in from a group and read back.

use app::meetings::{AgendaSettings, Dodge, Quorum, ReminderSettings, Rhythm, WorkingGroup};
use app::{GroupAccount, KeepGroup};
use kernel::AccountId;

use super::leden;
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};
use crate::ui::pages::werkgroep::planning::dodge;
use crate::ui::pages::werkgroep::{lezen, tijd};
use crate::ui::words;

const NAME: &str = "naam";
const CHAIR: &str = "voorzitter";
const VICE: &str = "viceVoorzitter";
const QUORUM: &str = "quorum";
const HALF: &str = "meer-dan-de-helft";
const FIXED: &str = "aantal-plaatsen";
const SEATS: &str = "plaatsen";
const START: &str = "start";
const WEEKS: &str = "weken";
const HOLIDAY: &str = "feestdag";

/// A field with a whole number: name, label, least and most.
type Number = (&'static str, &'static str, u16, u16);

/// How the agenda is proposed, in the order of [`AgendaSettings`].
const AGENDA: [Number; 6] = [
    ("wekenOpen", "Na hoeveel weken komt een dossier op de agenda?", 1, 260),
    ("minutenDossier", "Minuten voor een dossier", 1, 240),
    ("minutenZwaar", "Minuten voor een dossier met een score of een advies van het LBB", 1, 240),
    ("minutenOverig", "Minuten voor een ander punt", 1, 240),
    ("minutenVerslag", "Minuten voor het verslag", 1, 240),
    ("minutenActielijst", "Minuten voor de actielijst en de rondvraag", 1, 240),
];

/// When a reminder goes, in the order of [`ReminderSettings`].
const REMINDERS: [Number; 3] = [
    ("zittingDagen", "Dagen voor het einde van een zitting", 0, 730),
    ("vogPMaanden", "Maanden waarna een VOG met politiegegevens oud is", 1, 120),
    ("vergaderingDagen", "Dagen voor een vergadering", 0, 60),
];

/// The fields about how the group works, by their headings.
pub(super) struct Fields {
    pub(super) group: Vec<Field>,
    pub(super) chair: Vec<Field>,
    pub(super) rhythm: Vec<Field>,
    pub(super) agenda: Vec<Field>,
    pub(super) reminders: Vec<Field>,
}

impl Fields {
    pub(super) fn of(accounts: &[GroupAccount], form: &Form, mistakes: &Mistakes) -> Self {
        let fill = |fields: Vec<Field>| -> Vec<Field> {
            fields.into_iter().map(|field| field.filled(form, mistakes)).collect()
        };
        let people = |nobody| leden::people(nobody, accounts.iter());
        let numbers = |all: &[Number]| all.iter().map(number_field).collect();
        Self {
            group: fill(vec![Field::text(NAME, "Naam van de werkgroep")]),
            chair: fill(vec![
                Field::select(CHAIR, "Voorzitter").choices(people("Kies een van de leden")),
                Field::select(VICE, "Wie vervangt de voorzitter?")
                    .choices(people("Niemand"))
                    .optional(),
                Field::radios(QUORUM, "Hoeveel plaatsen moeten bezet zijn om te adviseren?")
                    .choices([(HALF, "Meer dan de helft"), (FIXED, "Een vast aantal")]),
                Field::text(SEATS, "Hoeveel?")
                    .hint("Alleen bij een vast aantal.")
                    .short()
                    .keys("numeric")
                    .optional(),
            ]),
            rhythm: fill(rhythm_fields()),
            agenda: fill(numbers(&AGENDA)),
            reminders: fill(numbers(&REMINDERS)),
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Field> {
        let parts = [&self.group, &self.chair, &self.rhythm, &self.agenda, &self.reminders];
        parts.into_iter().flatten()
    }
}

fn number_field((name, label, _, _): &Number) -> Field {
    Field::text(name, label).short().keys("numeric")
}

fn rhythm_fields() -> Vec<Field> {
    let mut fields = vec![
        Field::day(START, "Dag van de eerste vergadering")
            .hint("dd-mm-jjjj. De dag van de week blijft dezelfde."),
        Field::text(WEEKS, "Weken tussen twee vergaderingen").short().keys("numeric"),
    ];
    fields.extend(tijd::fields());
    fields.push(
        Field::text(HOLIDAY, "Hoeveel dagen mag een vergadering schuiven bij een feestdag?")
            .hint("Laat dit leeg als zij dan niet doorgaat.")
            .short()
            .keys("numeric")
            .optional(),
    );
    fields
}

/// Proposes what is usual, for a group that is still to be made.
pub(super) fn propose(form: &mut Form) {
    form.set(NAME, "Bibob-werkgroep");
    form.set(QUORUM, HALF);
    form.set(WEEKS, Rhythm::WEEKS.to_string());
    form.set(HOLIDAY, "3");
    fill_numbers(form, &AgendaSettings::default(), ReminderSettings::default());
}

/// Fills in a group.
pub(super) fn fill(form: &mut Form, group: &WorkingGroup) {
    form.set(NAME, group.naam.as_str());
    form.set(CHAIR, group.voorzitter.to_string());
    form.set(VICE, group.vice_voorzitter.map(|vice| vice.to_string()).unwrap_or_default());
    match group.quorum {
        Quorum::MeerDanDeHelft => form.set(QUORUM, HALF),
        Quorum::Aantal { plaatsen } => {
            form.set(QUORUM, FIXED);
            form.set(SEATS, plaatsen.to_string());
        }
    }
    form.set(START, words::filled_day(group.ritme.start));
    form.set(WEEKS, group.ritme.weken.to_string());
    tijd::fill(form, &group.ritme.afspraak);
    if let Dodge::Uitwijken { dagen } = group.ritme.bij_feestdag {
        form.set(HOLIDAY, dagen.to_string());
    }
    fill_numbers(form, &group.agenda, group.herinneringen);
    leden::fill(form, &group.leden);
}

fn fill_numbers(form: &mut Form, agenda: &AgendaSettings, reminders: ReminderSettings) {
    let agenda = [
        agenda.weken_open,
        agenda.minuten_dossier,
        agenda.minuten_zwaar,
        agenda.minuten_overig,
        agenda.minuten_verslag,
        agenda.minuten_actielijst,
    ];
    for ((name, ..), value) in AGENDA.iter().zip(agenda) {
        form.set(name, value.to_string());
    }
    let reminders = [
        reminders.zitting_dagen.to_string(),
        reminders.vog_p_maanden.to_string(),
        reminders.vergadering_dagen.to_string(),
    ];
    for ((name, ..), value) in REMINDERS.iter().zip(reminders) {
        form.set(name, value);
    }
}

/// Reads the whole form, with the set of fields that each member comes from.
pub(super) fn read(form: &Form) -> Result<(KeepGroup, Vec<usize>), Mistakes> {
    let mut mistakes = Mistakes::default();
    let naam = form.written(NAME, "Vul een naam in.", &mut mistakes);
    let members = leden::read(form, &mut mistakes);
    let voorzitter = lezen::chosen(form, CHAIR, "Kies de voorzitter.", &mut mistakes);
    let quorum = quorum(form, &mut mistakes);
    let ritme = rhythm(form, &mut mistakes);
    let agenda = agenda(form, &mut mistakes);
    let reminders = reminders(form, &mut mistakes);
    let (rows, leden) = members.into_iter().unzip();
    let whole = || -> Option<KeepGroup> {
        Some(KeepGroup {
            naam: naam?,
            voorzitter: voorzitter?,
            vice_voorzitter: form.text(VICE).parse::<AccountId>().ok(),
            leden,
            quorum: quorum?,
            ritme: ritme?,
            agenda: agenda?,
            herinneringen: reminders?,
        })
    };
    match whole() {
        Some(group) if mistakes.is_empty() => Ok((group, rows)),
        _ => Err(mistakes),
    }
}

fn quorum(form: &Form, mistakes: &mut Mistakes) -> Option<Quorum> {
    match form.text(QUORUM) {
        HALF => Some(Quorum::MeerDanDeHelft),
        FIXED => {
            let plaatsen = lezen::number(form, SEATS, &(1..=60), mistakes)?;
            Some(Quorum::Aantal { plaatsen })
        }
        _ => {
            mistakes.add(QUORUM, "Kies wanneer er genoeg leden zijn.");
            None
        }
    }
}

fn rhythm(form: &Form, mistakes: &mut Mistakes) -> Option<Rhythm> {
    let start = lezen::day(form, START, mistakes);
    let weken = lezen::number(form, WEEKS, &(1..=26), mistakes);
    let slot = tijd::read(form, mistakes);
    let holiday = dodge(form, HOLIDAY, mistakes);
    Some(Rhythm { start: start?, weken: weken?, afspraak: slot?, bij_feestdag: holiday? })
}

/// Reads numbers that belong together; all of them, so that each mistake is named.
fn numbers<const N: usize>(
    form: &Form,
    fields: &[Number; N],
    mistakes: &mut Mistakes,
) -> Option<[u16; N]> {
    let read =
        fields.map(|(name, _, least, most)| lezen::number(form, name, &(least..=most), mistakes));
    let all: Option<Vec<u16>> = read.into_iter().collect();
    all.and_then(|all| all.try_into().ok())
}

fn agenda(form: &Form, mistakes: &mut Mistakes) -> Option<AgendaSettings> {
    let [weken_open, minuten_dossier, minuten_zwaar, other, minutes_report, actions] =
        numbers(form, &AGENDA, mistakes)?;
    Some(AgendaSettings {
        weken_open,
        minuten_dossier,
        minuten_zwaar,
        minuten_overig: other,
        minuten_verslag: minutes_report,
        minuten_actielijst: actions,
    })
}

fn reminders(form: &Form, mistakes: &mut Mistakes) -> Option<ReminderSettings> {
    let [zitting_dagen, months, vergadering_dagen] = numbers(form, &REMINDERS, mistakes)?;
    Some(ReminderSettings { zitting_dagen, vog_p_maanden: months.into(), vergadering_dagen })
}

/// Returns the field for a place in the input.
pub(super) fn field_of(place: &str, rows: &[usize]) -> String {
    let known = match place {
        "/ritme/start" => START,
        "/ritme/weken" => WEEKS,
        "/ritme/afspraak" => tijd::MINUTES,
        "/ritme/afspraak/video" => tijd::VIDEO,
        "/ritme/bijFeestdag" => HOLIDAY,
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    if let Some(setting) = place.strip_prefix("/agenda/") {
        return setting.to_owned();
    }
    let Some(rest) = place.strip_prefix("/leden") else {
        return place.trim_start_matches('/').to_owned();
    };
    let (index, field) = rest.trim_start_matches('/').split_once('/').unwrap_or(("", "account"));
    let row = index.parse().ok().and_then(|index: usize| rows.get(index)).copied().unwrap_or(0);
    let field = match field {
        "zitting" => "totEnMet",
        "partij" => "account",
        other => other,
    };
    leden::name(row, field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::pages::werkgroep::vergadering::voorbeeld;

    #[test]
    fn a_group_comes_back_as_it_was() {
        let mut group = voorbeeld::held().group.werkgroep;
        for quorum in [Quorum::MeerDanDeHelft, Quorum::Aantal { plaatsen: 3 }] {
            group.quorum = quorum;
            let mut form = Form::default();
            fill(&mut form, &group);
            let (read, rows) = read(&form).unwrap();
            assert_eq!(rows.len(), group.leden.len());
            assert_eq!((read.naam, read.quorum), (group.naam.clone(), group.quorum));
            assert_eq!((read.ritme, read.agenda), (group.ritme.clone(), group.agenda.clone()));
            assert_eq!(read.herinneringen, group.herinneringen);
        }
    }

    #[test]
    fn every_gap_is_named_and_every_place_has_a_field() {
        let mistakes = read(&Form::default()).unwrap_err();
        let fields: Vec<_> = mistakes.iter().map(|(field, _)| field).collect();
        for field in
            [NAME, CHAIR, QUORUM, START, WEEKS, "begin", "minuten", "wekenOpen", "vogPMaanden"]
        {
            assert!(fields.contains(&field), "{field}: {fields:?}");
        }
        for (place, field) in [
            ("/leden/1/zitting", "lid.4.totEnMet"),
            ("/leden/0/vervangt", "lid.2.vervangt"),
            ("/leden", "lid.0.account"),
            ("/ritme/bijFeestdag", HOLIDAY),
            ("/ritme/afspraak/video", "video"),
            ("/agenda/minutenZwaar", "minutenZwaar"),
            ("/voorzitter", CHAIR),
        ] {
            assert_eq!(field_of(place, &[2, 4]), field, "{place}");
        }
    }
}

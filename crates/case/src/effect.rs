//! What a step asks of the world outside the file: letters to write and duties with a date.

use crate::actor::OfficeRole;
use crate::assessment::{Assessment, Degree};
use crate::clock::Clock;
use crate::command::{AppealOutcome, Basis, Command, Decide, ObjectionOutcome, ViewsForm};
use crate::file::{File, Form};
use crate::procedure::Outcome;
use crate::state::{AdviceEnd, Aftermath, Case, Course, Inquiry, Intent};
use chrono::{Days, NaiveDate};
use kernel::SubjectId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Wat buiten het dossier moet gebeuren.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "soort", rename_all = "kebab-case")]
#[schemars(rename = "Gevolg")]
pub enum Effect {
    /// Een brief maken en verzenden.
    Brief {
        /// Welke brief.
        brief: LetterKind,
        /// Aan wie; leeg als de ontvanger geen persoon op het dossier is.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        persoon: Option<SubjectId>,
        /// De dag van de brief.
        op: NaiveDate,
    },
    /// Een taak met een datum.
    Taak(Task),
}

/// De brieven van de procedure, met hun nummer uit de lijst van brieven.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[schemars(rename = "Briefsoort")]
pub enum LetterKind {
    /// Het verzoek om de vragenlijst in te vullen.
    L02,
    /// De hersteltermijn.
    L03,
    /// De verlenging van de beslistermijn.
    L04,
    /// Het besluit om buiten behandeling te laten.
    L06,
    /// Het verzoek om advies aan het LBB.
    L09,
    /// Het bericht aan de betrokkene dat advies is gevraagd.
    L10,
    /// Het bericht over een vraag of verlenging van het LBB.
    L11,
    /// Het voornemen.
    L12,
    /// Het voornemen voor een genoemde derde.
    L13,
    /// Het verslag van een mondelinge zienswijze.
    L14,
    /// Het gunstige besluit.
    L15,
    /// Het besluit met voorschriften.
    L16,
    /// De weigering.
    L17,
    /// De intrekking.
    L18,
    /// De intrekking vanwege een overtreden voorschrift.
    L19,
    /// De brief over een overeenkomst.
    L20,
    /// De bevestiging dat de aanvraag is ingetrokken.
    L21,
}

/// De plichten die een taak geven.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Taaksoort")]
pub enum TaskKind {
    /// De betrokkene informeren dat advies is gevraagd.
    AdviesaanvraagMelden,
    /// De eigen conclusie aan het LBB melden.
    ConclusieMelden,
    /// De terugtrekking aan het LBB melden.
    TerugtrekkingMelden,
    /// Een melding aan het LBB corrigeren.
    MeldingCorrigeren,
    /// Door een jurist laten beoordelen of een conclusie op lid 6 gemeld moet worden.
    #[serde(rename = "meldplicht-lid-6-toetsen")]
    MeldplichtLid6Toetsen,
    /// De bijdrage aan het LBB betalen.
    BijdrageBetalen,
    /// Kiezen wat er gebeurt nu het LBB niet op tijd heeft geadviseerd.
    LbbUitgebleven,
    /// Het bewijs van de registerbevraging opnemen.
    RegisterbewijsOpnemen,
    /// Voorkomen dat de vergunning van rechtswege wordt gegeven.
    VergunningVanRechtswegeVoorkomen,
    /// Beslissen na een ingebrekestelling.
    BeslissenNaIngebrekestelling,
}

impl TaskKind {
    /// All kinds.
    pub const ALL: [Self; 10] = [
        Self::AdviesaanvraagMelden,
        Self::ConclusieMelden,
        Self::TerugtrekkingMelden,
        Self::MeldingCorrigeren,
        Self::MeldplichtLid6Toetsen,
        Self::BijdrageBetalen,
        Self::LbbUitgebleven,
        Self::RegisterbewijsOpnemen,
        Self::VergunningVanRechtswegeVoorkomen,
        Self::BeslissenNaIngebrekestelling,
    ];

    /// Returns the id used in files and answers.
    pub fn id(self) -> &'static str {
        self.texts().0
    }

    /// Returns the article.
    pub fn article(self) -> &'static str {
        self.texts().1
    }

    /// Returns what has to be done, in Dutch.
    pub fn description(self) -> &'static str {
        self.texts().2
    }

    fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::AdviesaanvraagMelden => (
                "adviesaanvraag-melden",
                "Wet Bibob art. 32",
                "Laat de betrokkene vandaag weten dat het LBB om advies is gevraagd.",
            ),
            Self::ConclusieMelden => (
                "conclusie-melden",
                "Wet Bibob art. 7a lid 7",
                "Meld de eigen conclusie zonder uitstel aan het LBB, met de gegevens van artikel 11a lid 2.",
            ),
            Self::TerugtrekkingMelden => (
                "terugtrekking-melden",
                "Wet Bibob art. 7a lid 8",
                "Meld zonder uitstel aan het LBB dat de betrokkene zich vermoedelijk vanwege de toets terugtrok.",
            ),
            Self::MeldingCorrigeren => (
                "melding-corrigeren",
                "Wet Bibob art. 7a lid 7",
                "De conclusie is vervallen of veranderd. Corrigeer de melding aan het LBB zonder uitstel.",
            ),
            Self::MeldplichtLid6Toetsen => (
                "meldplicht-lid-6-toetsen",
                "Wet Bibob art. 3 lid 6 en 7a lid 7",
                "De wet zegt niet duidelijk of een conclusie op alleen lid 6 gemeld moet worden. Laat een jurist beslissen.",
            ),
            Self::BijdrageBetalen => (
                "bijdrage-betalen",
                "Wet Bibob art. 16",
                "Het LBB brengt een bijdrage in de kosten in rekening. Controleer en betaal de rekening.",
            ),
            Self::LbbUitgebleven => (
                "lbb-uitgebleven",
                "Wet Bibob art. 15 en 31",
                "De termijn van het LBB is voorbij en er is geen advies. De beslistermijn loopt weer. Kies of u zonder advies verder gaat of nog wacht, en leg dat vast.",
            ),
            Self::RegisterbewijsOpnemen => (
                "registerbewijs-opnemen",
                "Wet Bibob art. 11a",
                "Bevraag het Bibob-register en zet het bewijs op het dossier.",
            ),
            Self::VergunningVanRechtswegeVoorkomen => (
                "vergunning-van-rechtswege-voorkomen",
                "Awb art. 4:20b",
                "Zonder tijdig besluit is de vergunning van rechtswege gegeven. Beslis op tijd, of leg vast waarom de termijn is opgeschort.",
            ),
            Self::BeslissenNaIngebrekestelling => (
                "beslissen-na-ingebrekestelling",
                "Awb art. 4:17 lid 3",
                "Beslis binnen twee weken na de ingebrekestelling; daarna loopt een dwangsom.",
            ),
        }
    }
}

/// Een taak.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "NieuweTaak")]
pub struct Task {
    /// De plicht.
    pub plicht: TaskKind,
    /// De laatste dag.
    pub uiterlijk: NaiveDate,
    /// Voor wie, als dat vaststaat.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rol: Option<OfficeRole>,
}

/// The days that the house gives for duties without a term in the law.
const FEE_DAYS: u64 = 30;
const REGISTER_DAYS: u64 = 14;
/// The days before a permit by silence on which the alarm goes (the first reminder of the worker goes the same day).
const SILENCE_DAYS: u64 = 14;
/// The two weeks of Awb 4:17(3).
const DEFAULT_DAYS: u64 = 14;

/// Returns the effects of a step from one state to another.
pub(crate) fn effects(
    before: &Case,
    command: &Command,
    after: &Case,
    clock: &Clock,
    today: NaiveDate,
) -> Vec<Effect> {
    let mut out = Effects { file: after.file(), today, list: Vec::new() };
    match command {
        // Once: a second scope decision asks for no second alarm.
        Command::DecideScope(_) if matches!(before, Case::Intake(_)) => out.silence_alarm(clock),
        Command::SendForms(_) => out.forms(before.file()),
        Command::AskCompletion(c) => out.letter(LetterKind::L03, Some(c.persoon)),
        Command::ExtendTerm(_) => out.letter(LetterKind::L04, None),
        Command::PutAside(_) => out.letter_to_concerned(LetterKind::L06),
        Command::StartInquiry(c) => {
            out.task(TaskKind::RegisterbewijsOpnemen, later(c.op, REGISTER_DAYS));
        }
        Command::AskAdvice(_) => out.advice_asked(),
        Command::AdviceQuestion(_) | Command::AdviceExtended(_) => {
            out.letter_to_concerned(LetterKind::L11);
        }
        Command::Confirm(_) => out.conclusion(after),
        Command::Reopen(_) => out.conclusion_dropped(before),
        Command::Intend(c) => out.intention(&c.derden),
        Command::ReceiveViews(c) if c.wijze == ViewsForm::Mondeling => {
            out.letter(LetterKind::L14, Some(c.persoon));
        }
        Command::Decide(c) => out.letter_to_concerned(decision_letter(after.file(), c)),
        Command::DecideObjection(c) if c.uitkomst == ObjectionOutcome::Herroepen => {
            out.conclusion_dropped(after);
        }
        Command::AppealRuled(c) if c.uitkomst == AppealOutcome::Vernietigd => {
            out.conclusion_dropped(after);
        }
        Command::WithdrawApplication(c) => {
            out.letter_to_concerned(LetterKind::L21);
            if c.vermoeden_vanwege_toets && inquiry_began(before.file()) {
                out.task(TaskKind::TerugtrekkingMelden, today);
            }
        }
        Command::NoticeOfDefault(c) => {
            out.noticed(c.op, clock);
        }
        _ => {}
    }
    out.list
}

struct Effects<'f> {
    file: &'f File,
    today: NaiveDate,
    list: Vec<Effect>,
}

impl Effects<'_> {
    fn letter(&mut self, brief: LetterKind, persoon: Option<SubjectId>) {
        self.list.push(Effect::Brief { brief, persoon, op: self.today });
    }

    fn letter_to_concerned(&mut self, brief: LetterKind) {
        let concerned: Vec<SubjectId> =
            self.file.concerned().map(|party| party.persoon.id).collect();
        for person in concerned {
            self.letter(brief, Some(person));
        }
    }

    fn task(&mut self, plicht: TaskKind, uiterlijk: NaiveDate) {
        self.list.push(Effect::Taak(Task { plicht, uiterlijk, rol: None }));
    }

    /// The form goes to those whose form changed.
    fn forms(&mut self, before: &File) {
        let sent = self.file.personen.iter().filter(|party| {
            let old = before.person(party.persoon.id);
            old.is_none_or(|old| old.vragenlijst != party.vragenlijst)
        });
        let sent: Vec<SubjectId> = sent.map(|party| party.persoon.id).collect();
        for person in sent {
            self.letter(LetterKind::L02, Some(person));
        }
    }

    fn silence_alarm(&mut self, clock: &Clock) {
        let last = clock.huidig.as_ref().and_then(|term| term.uiterlijk);
        if let Some(last) = last.filter(|_| self.file.beslistermijn.positive_silence) {
            let alarm = last.checked_sub_days(Days::new(SILENCE_DAYS)).unwrap_or(last);
            self.task(TaskKind::VergunningVanRechtswegeVoorkomen, alarm);
        }
    }

    /// A notice that comes too early, or where silence gives the permit, sets nothing in motion (Awb 4:17, 4:20a).
    fn noticed(&mut self, on: NaiveDate, clock: &Clock) {
        let last = clock.huidig.as_ref().and_then(|term| term.uiterlijk);
        if last.is_some_and(|last| on > last) && !self.file.beslistermijn.positive_silence {
            self.task(TaskKind::BeslissenNaIngebrekestelling, later(on, DEFAULT_DAYS));
        }
    }

    fn advice_asked(&mut self) {
        self.letter(LetterKind::L09, None);
        self.letter_to_concerned(LetterKind::L10);
        self.task(TaskKind::AdviesaanvraagMelden, self.today);
        self.task(TaskKind::BijdrageBetalen, later(self.today, FEE_DAYS));
    }

    /// An own conclusion of danger, without advice of the LBB, is reported without delay (art. 7a(7)).
    fn conclusion(&mut self, after: &Case) {
        match reportable(after) {
            Some(Reportable::Danger) => self.task(TaskKind::ConclusieMelden, self.today),
            Some(Reportable::OnlyOffence) => {
                self.task(TaskKind::MeldplichtLid6Toetsen, self.today);
            }
            None => {}
        }
    }

    /// A conclusion that was reported and falls away is corrected without delay.
    fn conclusion_dropped(&mut self, holder: &Case) {
        if reportable(holder) == Some(Reportable::Danger) {
            self.task(TaskKind::MeldingCorrigeren, self.today);
        }
    }

    fn intention(&mut self, thirds: &[SubjectId]) {
        self.letter_to_concerned(LetterKind::L12);
        for third in thirds {
            self.letter(LetterKind::L13, Some(*third));
        }
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn decision_letter(file: &File, command: &Decide) -> LetterKind {
    if file.procedure.is_civil() {
        return LetterKind::L20;
    }
    match (command.uitkomst, command.grondslag) {
        (Outcome::Gunstig, _) => LetterKind::L15,
        (_, Basis::OvertredenVoorschrift) => LetterKind::L19,
        (Outcome::GunstigMetVoorschriften, _) => LetterKind::L16,
        (Outcome::Intrekken | Outcome::LagerVaststellen, _) => LetterKind::L18,
        (Outcome::Weigeren | Outcome::NietContracteren | Outcome::Beeindigen, _) => LetterKind::L17,
    }
}

/// Returns whether the own investigation has begun in the sense of art. 7a(8). The law does not say when; the first request
/// for the questionnaire is the earliest day there is, and the person concerned knows of the screening from then on.
fn inquiry_began(file: &File) -> bool {
    file.personen.iter().any(|party| party.vragenlijst != Form::NietGevraagd)
}

fn inquiry_of(course: &Course) -> Option<&Inquiry> {
    match course {
        Course::Inhoudelijk(merits) => Some(&merits.onderzoek),
        Course::BuitenBehandeling { .. } => None,
    }
}

/// What an own, confirmed conclusion would have to be reported for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reportable {
    Danger,
    OnlyOffence,
}

impl Case {
    /// Returns the own investigation, once its findings are gathered.
    pub fn inquiry(&self) -> Option<&Inquiry> {
        match self {
            Case::Investigation(state) => Some(&state.onderzoek),
            Case::AdviceAsked(state) => Some(&state.onderzoek),
            Case::Assessed(state) => Some(&state.onderzoek),
            Case::Intended(state) => Some(&state.onderzoek),
            Case::Decided(state) => inquiry_of(&state.verloop),
            Case::InObjection(state) => inquiry_of(&state.verloop),
            Case::InAppeal(state) => inquiry_of(&state.verloop),
            Case::Intake(_)
            | Case::Scoped(_)
            | Case::FormsOut(_)
            | Case::Repair(_)
            | Case::Complete(_)
            | Case::Closed(_) => None,
        }
    }

    /// Returns the assessment, from the day it was recorded; none on a file that is closed.
    pub fn assessment(&self) -> Option<&Assessment> {
        match self {
            Case::Assessed(state) => Some(&state.beoordeling),
            Case::Intended(state) => Some(&state.beoordeling),
            Case::Decided(state) => assessment_of(&state.verloop),
            Case::InObjection(state) => assessment_of(&state.verloop),
            Case::InAppeal(state) => assessment_of(&state.verloop),
            _ => None,
        }
    }

    /// Returns the intention, also after the decision.
    pub fn intention(&self) -> Option<&Intent> {
        let course = match self {
            Self::Intended(state) => return Some(&state.voornemen),
            Self::Decided(state) => &state.verloop,
            Self::InObjection(state) => &state.verloop,
            Self::InAppeal(state) => &state.verloop,
            Self::Closed(state) => state.verloop.as_ref()?,
            _ => return None,
        };
        match course {
            Course::Inhoudelijk(merits) => merits.voornemen.as_ref(),
            Course::BuitenBehandeling { .. } => None,
        }
    }

    /// Returns the assessment, also on a file that was decided and closed.
    pub fn judged(&self) -> Option<&Assessment> {
        match self {
            Self::Closed(state) => state.verloop.as_ref().and_then(assessment_of),
            _ => self.assessment(),
        }
    }

    /// Returns the own conclusion of danger that is reported to the LBB (art. 7a(7)): confirmed, without advice of the LBB, and not
    /// taken away in objection or appeal.
    pub fn conclusion_to_report(&self) -> Option<&Assessment> {
        let fell = self.aftermath().is_some_and(Aftermath::took_the_conclusion_away);
        let stands = reportable(self) == Some(Reportable::Danger) && !fell;
        self.assessment().filter(|_| stands)
    }
}

fn reportable(case: &Case) -> Option<Reportable> {
    let assessment = case.assessment()?;
    let confirmed = matches!(assessment.review(), crate::Review::Bevestigd { .. });
    let advised = case
        .inquiry()?
        .adviezen
        .iter()
        .any(|advice| matches!(advice.afloop, AdviceEnd::Ontvangen { .. }));
    if !confirmed || advised {
        return None;
    }
    if assessment.opinion().degree() > Degree::Geen {
        return Some(Reportable::Danger);
    }
    assessment.opinion().lid6.is_some().then_some(Reportable::OnlyOffence)
}

fn assessment_of(course: &Course) -> Option<&Assessment> {
    match course {
        Course::Inhoudelijk(merits) => Some(&merits.beoordeling),
        Course::BuitenBehandeling { .. } => None,
    }
}

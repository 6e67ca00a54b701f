//! The checked rules about terms: texts, numbers and choices that fit together, and the calendar.

use super::calendar::Calendar;
use super::format::{CatalogueTerm, PenaltyNumbers, RuleHead, TermsFile};
use super::holidays_format::HolidaysFile;
use super::spec::{DoorKind, Length, TermProfile, TermSpec};
use super::text;
use chrono::NaiveDate;
use kernel::{Euro, FaultCode, Faults, is_kebab};
use std::collections::BTreeSet;

/// The rules about terms, checked: every text can be filled, every number makes sense, every id is unique.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TermRules {
    pub(super) file: TermsFile,
    pub(super) penalty_bands: Vec<(u32, Euro)>,
    calendar: Calendar,
}

/// The basic term that applies, with the rule that explains it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Basis<'a> {
    pub(super) term: TermSpec,
    pub(super) rule: RuleHead<'a>,
    pub(super) article: &'a str,
}

impl TermRules {
    /// Checks the two rule files against themselves and each other.
    ///
    /// The faults name their place: `/termijnen/...` for `terms.toml`, `/feestdagen/...` for `holidays.toml`.
    pub fn new(terms: TermsFile, holidays: &HolidaysFile) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        check_heads(&terms, &mut faults);
        check_step_texts(&terms, &mut faults);
        check_warning_texts(&terms, &mut faults);
        check_numbers(&terms, &mut faults);
        let penalty_bands = check_penalty(&terms.penalty.numbers, &mut faults);
        let calendar = Calendar::new(holidays, &mut faults);
        faults.into_result(Some(Self { file: terms, penalty_bands, calendar }))
    }

    /// Returns the calendar of recognised and equated days.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Returns the term of a sector law by its id in `terms.toml`, or `None` for an unknown id.
    pub fn catalogue_term(&self, id: &str) -> Option<&CatalogueTerm> {
        self.file.catalogue.iter().find(|entry| entry.id == id)
    }

    /// Returns the ids of the terms that [`TermRules::catalogue_term`] knows, in the order of the file.
    pub fn catalogue_ids(&self) -> impl Iterator<Item = &str> {
        self.file.catalogue.iter().map(|entry| entry.id.as_str())
    }

    /// Returns the ids of all rules, those of [`TermRules::catalogue_ids`] not included.
    pub fn rule_ids(&self) -> impl Iterator<Item = &str> {
        heads(&self.file).into_iter().map(|(_, head)| head.id)
    }

    /// Returns the term that applies to a profile, `None` where the law knows no decision term.
    ///
    /// Without a term of its own an application has the reasonable term of Awb 4:13; a civil act and a decision of the
    /// body's own motion have none.
    pub fn term_of(&self, profile: &TermProfile) -> Option<TermSpec> {
        match (profile.term, profile.kind) {
            (Some(term), _) => Some(term),
            (None, DoorKind::Application) => Some(self.file.reasonable.numbers.term),
            (None, DoorKind::Civil | DoorKind::OwnMotion) => None,
        }
    }

    pub(super) fn basis<'a>(
        &'a self,
        profile: &'a TermProfile,
        given: Option<TermSpec>,
    ) -> Option<Basis<'a>> {
        let of_rule = |term, rule: RuleHead<'a>| Basis { term, rule, article: rule.article };
        let of_profile = |term| {
            let rule = self.file.decision.head();
            let own = profile.article.trim();
            Basis { term, rule, article: if own.is_empty() { rule.article } else { own } }
        };
        match given {
            // The same term written out again keeps its article.
            Some(term) if profile.term == Some(term) => Some(of_profile(term)),
            Some(term) => Some(of_rule(term, self.file.given.head())),
            None => self.term_of(profile).map(|term| match profile.term {
                Some(_) => of_profile(term),
                None => of_rule(term, self.file.reasonable.head()),
            }),
        }
    }

    /// Returns the last day of the receipt-only term: no texts, no events, for places that list many files.
    pub fn last_day(&self, profile: &TermProfile, receipt: NaiveDate) -> Option<NaiveDate> {
        let term = self.term_of(profile)?;
        Some(self.under_the_act(term, receipt, term.length.last_day(receipt)))
    }

    /// Returns whether the Algemene termijnenwet moves the end of this term (its art. 1 and 4).
    pub(super) fn act_covers(&self, term: TermSpec) -> bool {
        let scope = self.file.act.numbers;
        term.statutory
            && match term.length {
                Length::Weeks(weeks) => weeks <= scope.weeks,
                Length::Months(months) => months <= scope.months,
                Length::Days(days) => days <= scope.days,
            }
    }

    fn under_the_act(&self, term: TermSpec, start: NaiveDate, end: NaiveDate) -> NaiveDate {
        if !self.act_covers(term) {
            return end;
        }
        let free = super::calendar::FreeDays { calendar: &self.calendar, extra: None };
        free.next_working_day(free.with_workdays(start, end, self.workdays_wanted(term)))
    }

    /// Returns how many working days the Act guarantees in a term of this length (art. 2).
    pub(super) fn workdays_wanted(&self, term: TermSpec) -> u32 {
        let minimum = self.file.minimum_workdays.numbers;
        match term.length {
            Length::Days(days) if days < minimum.from_days => 0,
            Length::Days(_) | Length::Weeks(_) | Length::Months(_) => minimum.workdays,
        }
    }
}

type PlacedHead<'a> = (&'static str, RuleHead<'a>);

fn heads(file: &TermsFile) -> [PlacedHead<'_>; 26] {
    [
        ("beslistermijn", file.decision.head()),
        ("opgegevenTermijn", file.given.head()),
        ("redelijkeTermijn", file.reasonable.head()),
        ("geenTermijnCiviel", file.none_civil.head()),
        ("geenTermijnAmbtshalve", file.none_own_motion.head()),
        ("verlenging", file.extension.head()),
        ("aanvulverzoek", file.completion.head()),
        ("instemming", file.consent.head()),
        ("aanvragerVertraging", file.applicant_delay.head()),
        ("overmacht", file.force_majeure.head()),
        ("lbbVerzoek", file.advice.head()),
        ("lbbMaximum", file.advice_limit.head()),
        ("termijnenwet", file.act.head()),
        ("minimumWerkdagen", file.minimum_workdays.head()),
        ("dwangsom", file.penalty.head()),
        ("stilzwijgendeVergunning", file.silence.head()),
        ("bezwaar", file.objection.head()),
        ("beroep", file.appeal.head()),
        ("beslissingOpBezwaar", file.objection_decision.head()),
        ("verdagingBezwaar", file.objection_extension.head()),
        ("herstelVerzuimBezwaar", file.objection_repair.head()),
        ("beroepNaBezwaar", file.appeal_after_objection.head()),
        ("hogerBeroep", file.higher_appeal.head()),
        ("nietBehandelen", file.refusal_to_handle.head()),
        ("hersteltermijn", file.repair.head()),
        ("zienswijze", file.views.head()),
    ]
}

fn check_heads(file: &TermsFile, faults: &mut Faults) {
    let rules = heads(file).into_iter().map(|(key, head)| {
        (format!("/termijnen/{key}"), head.id, head.article, (head.valid_from, head.valid_to))
    });
    let catalogue = file.catalogue.iter().enumerate().map(|(index, entry)| {
        let place = format!("/termijnen/termijn/{index}");
        (place, entry.id.as_str(), entry.article.as_str(), (entry.valid_from, entry.valid_to))
    });
    let mut ids = BTreeSet::new();
    for (place, id, article, (from, to)) in rules.chain(catalogue) {
        if !is_kebab(id) {
            let message = format!("«{id}» is geen naam in kleine letters en streepjes");
            faults.add(format!("{place}/id"), FaultCode::VerkeerdeVorm, message);
        }
        if !ids.insert(id) {
            let message = format!("«{id}» komt al voor; elke regel heeft een eigen naam");
            faults.add(format!("{place}/id"), FaultCode::Tegenstrijdig, message);
        }
        if article.trim().is_empty() {
            faults.add(format!("{place}/artikel"), FaultCode::Ontbreekt, "noem het artikel");
        }
        if to.is_some_and(|to| to < from) {
            let message = "de laatste dag ligt voor de eerste dag";
            faults.add(format!("{place}/geldigTotEnMet"), FaultCode::Tegenstrijdig, message);
        }
    }
}

/// The placeholders that a step text of each rule may use, in the order of [`heads`].
fn step_placeholders(key: &str) -> &'static [&'static str] {
    match key {
        "beslistermijn" | "opgegevenTermijn" | "redelijkeTermijn" => {
            &["termijn", "ontvangen", "datum"]
        }
        "geenTermijnCiviel" | "geenTermijnAmbtshalve" => &["ontvangen"],
        "verlenging" => &["op", "dagen", "datum"],
        "aanvulverzoek"
        | "instemming"
        | "aanvragerVertraging"
        | "overmacht"
        | "lbbVerzoek"
        | "lbbMaximum" => &["van", "tot", "dagen", "datum"],
        "termijnenwet" | "minimumWerkdagen" => &["einde", "reden", "datum"],
        "dwangsom" | "stilzwijgendeVergunning" => &[],
        _ => &["van", "termijn", "datum"],
    }
}

fn check_step_texts(file: &TermsFile, faults: &mut Faults) {
    const PAUSES: [&str; 5] =
        ["aanvulverzoek", "instemming", "aanvragerVertraging", "overmacht", "lbbVerzoek"];
    for (key, head) in heads(file) {
        let allowed = step_placeholders(key);
        text::check(&format!("/termijnen/{key}/omschrijving"), head.text, allowed, faults);
        let place = format!("/termijnen/{key}/omschrijvingLopend");
        match head.running_text {
            Some(running) => text::check(&place, running, allowed, faults),
            None if PAUSES.contains(&key) => {
                let message = "schrijf ook de tekst voor een opschorting die nog loopt";
                faults.add(place, FaultCode::Ontbreekt, message);
            }
            None => {}
        }
    }
}

fn check_warning_texts(file: &TermsFile, faults: &mut Faults) {
    let (general, extension) = (&file.decision.warnings, &file.extension.warnings);
    let (advice, penalty) = (&file.advice.warnings, &file.penalty.warnings);
    let texts: [(&str, &str, &[&str]); 26] = [
        ("beslistermijn", &general.future_receipt, &["ontvangen"]),
        ("beslistermijn", &general.outside_validity, &["artikel", "op", "van", "tot"]),
        ("beslistermijn", &general.second_decision, &["op"]),
        ("geenTermijnCiviel", &file.none_civil.warnings.nothing_to_suspend, &[]),
        ("geenTermijnAmbtshalve", &file.none_own_motion.warnings.nothing_to_suspend, &[]),
        ("verlenging", &extension.not_allowed, &["op"]),
        ("verlenging", &extension.too_late, &["op", "einde"]),
        ("verlenging", &extension.after_weeks, &["op", "uiterste"]),
        ("verlenging", &extension.too_long, &["op", "dagen", "maximum"]),
        ("verlenging", &extension.second, &["op"]),
        ("verlenging", &extension.no_application, &[]),
        ("aanvulverzoek", &file.completion.warnings.after_end, &["van", "einde"]),
        ("instemming", &file.consent.warnings.after_end, &["van", "einde"]),
        ("aanvragerVertraging", &file.applicant_delay.warnings.after_end, &["van", "einde"]),
        ("overmacht", &file.force_majeure.warnings.after_end, &["van", "einde"]),
        ("lbbVerzoek", &advice.after_end, &["van", "einde"]),
        ("lbbVerzoek", &advice.second, &["op"]),
        ("lbbVerzoek", &advice.late_question, &["van"]),
        ("lbbVerzoek", &advice.other_last_day, &["maximum", "ander"]),
        ("lbbVerzoek", &advice.no_application, &[]),
        ("dwangsom", &penalty.too_early, &["op", "einde"]),
        ("dwangsom", &penalty.after_decision, &["op"]),
        ("dwangsom", &penalty.positive_silence, &[]),
        ("dwangsom", &penalty.no_application, &[]),
        ("stilzwijgendeVergunning", &file.silence.warnings.near, &["einde", "dagen"]),
        ("stilzwijgendeVergunning", &file.silence.warnings.passed, &["einde"]),
    ];
    for (key, warning, allowed) in texts {
        text::check(&format!("/termijnen/{key}/waarschuwingen"), warning, allowed, faults);
    }
}

fn check_numbers(file: &TermsFile, faults: &mut Faults) {
    let (act, minimum) = (file.act.numbers, file.minimum_workdays.numbers);
    let objection = file.objection_decision.numbers;
    let numbers = [
        ("verlenging/getallen/maximaalAantal", file.extension.numbers.most_times),
        ("lbbMaximum/getallen/weken", file.advice_limit.numbers.weeks),
        ("termijnenwet/getallen/dagen", act.days),
        ("termijnenwet/getallen/weken", act.weeks),
        ("termijnenwet/getallen/maanden", act.months),
        ("minimumWerkdagen/getallen/vanafDagen", minimum.from_days),
        ("minimumWerkdagen/getallen/werkdagen", minimum.workdays),
        ("bezwaar/getallen/weken", file.objection.numbers.weeks),
        ("beroep/getallen/weken", file.appeal.numbers.weeks),
        ("beslissingOpBezwaar/getallen/weken", objection.weeks),
        ("beslissingOpBezwaar/getallen/wekenCommissie", objection.committee_weeks),
        ("beslissingOpBezwaar/getallen/verdagingWeken", objection.extension_weeks),
        ("beroepNaBezwaar/getallen/weken", file.appeal_after_objection.numbers.weeks),
        ("hogerBeroep/getallen/weken", file.higher_appeal.numbers.weeks),
        ("nietBehandelen/getallen/weken", file.refusal_to_handle.numbers.weeks),
        ("hersteltermijn/getallen/weken", file.repair.numbers.weeks),
        ("zienswijze/getallen/weken", file.views.numbers.weeks),
    ];
    for (place, number) in numbers {
        in_reach(place, number, 1, faults);
    }
    let extension_weeks = file.advice_limit.numbers.extension_weeks;
    in_reach("lbbMaximum/getallen/verlengingWeken", extension_weeks, 0, faults);
    in_reach(
        "stilzwijgendeVergunning/getallen/waarschuwDagen",
        file.silence.numbers.warn_days,
        0,
        faults,
    );
}

fn in_reach(place: &str, number: u32, least: u32, faults: &mut Faults) {
    const MOST: u32 = 520;
    if !(least..=MOST).contains(&number) {
        faults.add(
            format!("/termijnen/{place}"),
            FaultCode::VerkeerdeVorm,
            format!("{number} valt buiten het bereik van {least} tot en met {MOST}"),
        );
    }
}

/// Reads the bands of the penalty; they must add up to the maxima, or one of the numbers was mistyped.
fn check_penalty(numbers: &PenaltyNumbers, faults: &mut Faults) -> Vec<(u32, Euro)> {
    const PLACE: &str = "/termijnen/dwangsom/getallen";
    in_reach("dwangsom/getallen/wachtWeken", numbers.wait_weeks, 0, faults);
    in_reach("dwangsom/getallen/maximumDagen", numbers.most_days, 1, faults);
    let mut euro = |place: String, text: &str| match text.parse::<Euro>() {
        Ok(amount) => Some(amount),
        Err(error) => {
            faults.add(place, FaultCode::VerkeerdeVorm, error.to_string());
            None
        }
    };
    let most = euro(format!("{PLACE}/maximumEuro"), &numbers.most_euro);
    let mut bands = Vec::with_capacity(numbers.bands.len());
    for (index, band) in numbers.bands.iter().enumerate() {
        bands.extend(
            euro(format!("{PLACE}/staffel/{index}/euro"), &band.euro).map(|euro| (band.days, euro)),
        );
    }
    let days: u64 = bands.iter().map(|(days, _)| u64::from(*days)).sum();
    let cents: i128 =
        bands.iter().map(|(days, euro)| i128::from(*days) * i128::from(euro.cents())).sum();
    if days != u64::from(numbers.most_days) {
        let message = format!("de staffel telt {days} dagen, het maximum is {}", numbers.most_days);
        faults.add(format!("{PLACE}/staffel"), FaultCode::Tegenstrijdig, message);
    }
    if most.is_some_and(|most| i128::from(most.cents()) != cents) {
        let message = format!("de staffel komt niet uit op het maximum van {}", numbers.most_euro);
        faults.add(format!("{PLACE}/maximumEuro"), FaultCode::Tegenstrijdig, message);
    }
    bands
}

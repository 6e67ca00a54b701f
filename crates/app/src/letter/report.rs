//! The report of the own investigation (L08), from the file with what it holds: for who may read criminal data.

use super::Occasion;
use super::findings::{described, reasons};
use super::register::{danger_degree, of_case};
use crate::inquiry::{
    ElementInWords, ElementsInWords, Entry, PlanPerson, RegularGround as OtherGround, Reply,
    SourceRequestEntry,
};
use crate::{App, AppError, Caller, DossierAnswer, Permission};
use case::{Assessment, File, Review};
use kernel::{AccountId, CaseId, SubjectId, capitalised, dutch_date};
use letters::{
    Addressee, Confirmation, DangerGround, FindingWeight, GroundElements, GroundFindings,
    GroundScore, Letter, LetterContent, RegularGround, Report, ReportAssessment, ReportBasis,
    ReportElement, ReportFinding, ReportOpinion, ReportPeriod, ReportPerson, ReportRelation,
    ReportRole, ReportSource, ScoreHit, SecondReading,
};
use risk::{Finding, Ground, GroundOutcome, Hit, LegalWeight, Outcome, Profile, RuleSet};
use std::collections::BTreeMap;
use subjects::{Network, Statement, Subject, TableRow};

/// Who reads it: it goes to nobody outside the body as it is (art. 28).
const READERS: &str = "het dossier en de Bibob-werkgroep";

/// What a file holds, gathered once for the report.
struct Gathered<'g> {
    answer: &'g DossierAnswer,
    profile: &'g Profile,
    rules: &'g RuleSet,
    outcome: Outcome<'g>,
    elements: Vec<ElementsInWords>,
    network: Option<Network>,
    plan: (Vec<PlanPerson>, Vec<Entry<SourceRequestEntry>>),
    regular: Vec<Entry<OtherGround>>,
    names: BTreeMap<AccountId, String>,
}

impl App {
    /// Makes the report of the own investigation, and logs that findings were read for it; none before the investigation, and where
    /// the rules know no policy or no legal basis.
    ///
    /// # Errors
    /// For who may not read criminal data.
    pub async fn report(&self, caller: &Caller, id: CaseId) -> Result<Option<Letter>, AppError> {
        let answer = self.dossier(caller, id).await?;
        let Some(found) = self.report_of(caller, &answer).await? else { return Ok(None) };
        self.dressed(caller, LetterContent::from(found)).await.map(Some)
    }

    /// Puts the report together, and logs that findings were read for it.
    pub(crate) async fn report_of(
        &self,
        caller: &Caller,
        answer: &DossierAnswer,
    ) -> Result<Option<Report>, AppError> {
        let began = self.now();
        if !caller.may(Permission::ReadCriminal) {
            return Err(AppError::Forbidden);
        }
        if answer.dossier.inquiry().is_none() {
            return Ok(None);
        }
        let profile = self.profile(caller, answer).await?;
        let rules = self.risk_set(caller).await?;
        let gathered = self.gathered(caller, answer, (&rules, &profile)).await?;
        let found = self.on_occasion(caller, answer, |occasion| Ok(gathered.report(occasion)))?;
        let found = found.flatten();
        if found.is_some() {
            let persons = answer.dossier.file().personen.iter().map(|party| party.persoon.id);
            let activity = "onderzoeksrapport-opstellen";
            self.log_reading(caller, activity, began, persons.collect()).await?;
        }
        Ok(found)
    }

    async fn gathered<'g>(
        &self,
        caller: &Caller,
        answer: &'g DossierAnswer,
        (rules, profile): (&'g RuleSet, &'g Profile),
    ) -> Result<Gathered<'g>, AppError> {
        let today = self.now().dutch_date();
        Ok(Gathered {
            answer,
            profile,
            rules,
            outcome: self.outcome(rules, profile),
            elements: self.elements(profile, answer.dossier.assessment(), today)?,
            network: self.network(caller, answer).await?,
            plan: self.plan(caller, answer).await?,
            regular: self.regular_grounds(caller, answer).await?,
            names: self.names_of_accounts(caller).await?,
        })
    }
}

impl Gathered<'_> {
    fn report(&self, occasion: &Occasion<'_>) -> Option<Report> {
        if occasion.has_no_basis() {
            return None;
        }
        let case = &self.answer.dossier;
        let file = case.file();
        let readers = Addressee { name: READERS.to_owned(), attention: None, address: Vec::new() };
        let assessed = case.assessment();
        Some(Report {
            frame: occasion.frame(file.kenmerk.clone(), readers),
            author: assessed.map(|one| self.name(one.by())),
            basis: ReportBasis {
                matter: occasion.decision.kind.in_letter.clone(),
                legal_basis: occasion.legal_bases().into_iter().next(),
                reasons: reasons(case),
                began_on: case.inquiry().map(|inquiry| inquiry.gestart_op),
            },
            people: file.personen.iter().map(|party| person(&party.persoon)).collect(),
            relations: self.relations(),
            sources: self.sources(file),
            regular_grounds: self.regular.iter().map(regular).collect(),
            findings: self.findings(file),
            unknowns: self.outcome.questions().into_iter().map(str::to_owned).collect(),
            elements: self.elements.iter().map(elements).collect(),
            assessment: assessed.map(|one| self.assessment(one)),
            score: self.outcome.grounds.iter().map(score).collect(),
        })
    }

    fn name(&self, account: AccountId) -> String {
        self.names.get(&account).cloned().unwrap_or_default()
    }

    fn relations(&self) -> Vec<ReportRelation> {
        let Some(network) = &self.network else { return Vec::new() };
        let rows = network.table(self.outcome.on).into_iter();
        let known = rows.filter_map(|row| Some((network.statement(row.statement)?, row)));
        known.map(|(statement, row)| relation(network, (row, statement))).collect()
    }
}

impl Gathered<'_> {
    fn sources(&self, file: &File) -> Vec<ReportSource> {
        let (people, requests) = &self.plan;
        let line = |entry: &Entry<SourceRequestEntry>| {
            let asked = &entry.content.bevraging;
            ReportSource {
                source: source_name(people, &asked.bron),
                about: called(file, asked.persoon),
                article: entry.content.artikel.clone(),
                asked_on: Some(asked.gevraagd_op),
                answer: entry.content.antwoord.as_ref().map(answered),
            }
        };
        requests.iter().map(line).collect()
    }

    fn findings(&self, file: &File) -> Vec<GroundFindings> {
        let of_ground = |ground: Ground| {
            let serves = |finding: &&Finding| {
                let kind = self.rules.kinds().find(&finding.kind);
                kind.is_some_and(|kind| kind.grounds.contains(&ground))
            };
            let found = self.profile.findings().iter().filter(serves);
            GroundFindings {
                ground: danger_ground(ground),
                findings: found.map(|finding| self.finding(file, finding, ground)).collect(),
            }
        };
        let grounds = Ground::ALL.into_iter().map(of_ground);
        grounds.filter(|ground| !ground.findings.is_empty()).collect()
    }

    fn finding(&self, file: &File, finding: &Finding, ground: Ground) -> ReportFinding {
        let kind = self.rules.kinds().find(&finding.kind);
        let label = kind.map_or(finding.kind.as_str(), |kind| kind.label.as_str());
        ReportFinding {
            description: capitalised(label),
            about: called(file, finding.subject),
            weight: match finding.status.weight(ground) {
                LegalWeight::Aanwijzend => FindingWeight::Indicating,
                LegalWeight::Vermoeden => FindingWeight::Suspicion,
                LegalWeight::Geblokkeerd => FindingWeight::Blocked,
            },
            seriousness: finding.status.seriousness().map(|one| one.label().to_owned()),
            fact_on: finding.last_day(),
            obtained_on: finding.obtained_on,
            usable_until: finding.usable_until().succ_opt(),
            source: format!(
                "{}, {}",
                finding.source.kind.label(),
                finding.source.reference.reveal()
            ),
        }
    }

    fn assessment(&self, assessed: &Assessment) -> ReportAssessment {
        let opinion = assessed.opinion();
        let on_ground = opinion.gronden.iter().map(|one| ReportOpinion {
            ground: of_case(one.grond),
            degree: Some(danger_degree(one.gevaar)),
            reasons: one.motivering.as_str().to_owned(),
        });
        let obtained = opinion.lid6.iter().map(|one| ReportOpinion {
            ground: DangerGround::Obtain,
            degree: None,
            reasons: format!("{} {}", one.feiten.as_str(), one.ernst.as_str()),
        });
        let text = |text: &Option<case::Text>| text.as_ref().map(|one| one.as_str().to_owned());
        ReportAssessment {
            opinions: on_ground.chain(obtained).collect(),
            proportionality: text(&opinion.evenredigheid),
            why_no_conditions: text(&opinion.waarom_geen_voorschriften),
            by: self.name(assessed.by()),
            on: assessed.on(),
            second_reading: match assessed.review() {
                Review::NietNodig => SecondReading::NotNeeded,
                Review::Open => SecondReading::Open,
                Review::Bevestigd { door, op, toelichting } => {
                    SecondReading::Confirmed(Confirmation {
                        by: self.name(*door),
                        on: *op,
                        note: toelichting.as_str().to_owned(),
                    })
                }
            },
        }
    }
}

/// Returns the name of a source; the rules may know it no longer.
fn source_name(people: &[PlanPerson], id: &str) -> String {
    let known = people.iter().flat_map(|person| &person.sources).find(|one| one.id == id);
    known.map_or_else(|| id.to_owned(), |source| source.name.clone())
}

fn called(file: &File, person: SubjectId) -> String {
    file.person(person).map(|one| one.persoon.name.reveal().clone()).unwrap_or_default()
}

fn person(subject: &Subject) -> ReportPerson {
    let role = |role: &subjects::Role| ReportRole {
        role: role.kind.label().to_owned(),
        period: ReportPeriod { since: role.since, until: role.until },
        source: role.source.clone(),
    };
    let described = described(subject, &[]);
    ReportPerson {
        name: described.name,
        form: described.form,
        kvk_number: described.kvk_number,
        roles: subject.roles.iter().map(role).collect(),
    }
}

fn relation(network: &Network, (row, statement): (TableRow, &Statement)) -> ReportRelation {
    let period = statement.period();
    ReportRelation {
        from: network.name(row.from).to_owned(),
        role: row.role.to_owned(),
        to: network.name(row.to).to_owned(),
        share: (!row.measure.is_empty()).then_some(row.measure),
        period: ReportPeriod { since: period.from, until: period.until },
        source: Some(row.source.reveal().clone()),
        status: row.status_label.to_owned(),
    }
}

fn answered(reply: &Reply) -> String {
    match reply {
        Reply::Gegevens { op, vindplaats, .. } => {
            format!("gegevens op {}: {}", dutch_date(*op), vindplaats.as_str())
        }
        Reply::NietsBekend { op } => format!("niets bekend, op {}", dutch_date(*op)),
        Reply::GeenAntwoord { op, .. } => {
            format!("geen antwoord, vastgesteld op {}", dutch_date(*op))
        }
    }
}

fn regular(entry: &Entry<OtherGround>) -> RegularGround {
    let OtherGround { grond, uitkomst, toelichting } = &entry.content;
    RegularGround {
        ground: grond.as_str().to_owned(),
        outcome: format!("{}. {}", uitkomst.label(), toelichting.as_str()),
    }
}

fn elements(ground: &ElementsInWords) -> GroundElements {
    let line = |line: &ElementInWords| ReportElement {
        element: format!("{} ({})", line.element, line.article),
        known: line.known.clone(),
        missing: line.missing.clone(),
    };
    GroundElements {
        ground: danger_ground(ground.ground),
        elements: ground.lines.iter().map(line).collect(),
    }
}

fn score(ground: &GroundOutcome<'_>) -> GroundScore {
    let hit = |hit: &Hit<'_>| ScoreHit {
        points: i64::from(hit.points),
        basis: hit.basis.to_owned(),
        reason: hit.reason.clone(),
    };
    GroundScore {
        ground: danger_ground(ground.ground),
        points: i64::from(ground.points),
        band: ground.band_label.to_owned(),
        hits: ground.hits.iter().map(hit).collect(),
    }
}

fn danger_ground(ground: Ground) -> DangerGround {
    match ground {
        Ground::A => DangerGround::Benefit,
        Ground::B => DangerGround::Commit,
        Ground::Lid6 => DangerGround::Obtain,
    }
}

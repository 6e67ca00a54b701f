//! Samples of the report of the own investigation (L08).

use super::{Sample, bare_frame, day, form_request, frame, sample, texts};
use crate::danger::{DangerDegree, DangerGround};
use crate::frame::{Addressee, Frame};
use crate::letter::LetterContent;
use crate::report::{
    Confirmation, FindingWeight, GroundElements, GroundFindings, GroundScore, RegularGround,
    Report, ReportAssessment, ReportBasis, ReportElement, ReportFinding, ReportOpinion,
    ReportPeriod, ReportPerson, ReportRelation, ReportRole, ReportSource, ScoreHit, SecondReading,
};

const MAIN: &str = "Voorbeeldbouw B.V.";
const HOLDING: &str = "Wolkenveld Holding B.V.";
const LEADER: &str = "Bartholomeus Zevenkikker";

/// Returns L08 samples: with everything, not confirmed yet, without danger, and almost empty.
pub fn reports() -> Vec<Sample> {
    let full = report();
    let with = |change: fn(&mut ReportAssessment)| {
        let mut report = full.clone();
        report.assessment.iter_mut().for_each(change);
        report
    };
    let open = with(|assessment| assessment.second_reading = SecondReading::Open);
    let harmless = with(|assessment| {
        assessment.opinions = vec![opinion(DangerGround::Commit, Some(DangerDegree::Absent))];
        assessment.proportionality = None;
        assessment.why_no_conditions = None;
        assessment.second_reading = SecondReading::NotNeeded;
    });
    vec![
        sample("l08-volledig", full.clone()),
        sample("l08-nog-niet-bevestigd", open),
        sample("l08-geen-gevaar", harmless),
        sample("l08-kaal", bare_report()),
        sample("l08-lang", long_report()),
    ]
}

/// A full L08.
pub fn report() -> Report {
    Report {
        frame: Frame { addressee: readers(), enclosures: Vec::new(), ..frame() },
        author: Some("A. Voorbeeld".to_owned()),
        basis: ReportBasis {
            matter: form_request().matter,
            legal_basis: Some("artikel 5.31 van de Omgevingswet".to_owned()),
            reasons: texts(&["De bouwkosten zijn meer dan €\u{a0}750.000,00."]),
            began_on: Some(day(2026, 10, 12)),
        },
        people: people(),
        relations: relations(),
        sources: sources(),
        regular_grounds: vec![RegularGround {
            ground: "Strijd met het omgevingsplan".to_owned(),
            outcome: "nagegaan, er is geen strijd.".to_owned(),
        }],
        findings: findings(),
        unknowns: texts(&["Waar het eigen geld van Wolkenveld Holding B.V. vandaan komt."]),
        elements: elements(),
        assessment: Some(assessment()),
        score: score(),
    }
}

/// More rows than stand together, so that each part begins on a page of its own.
fn long_report() -> Report {
    let relations = relations().into_iter().cycle().take(80).collect();
    Report { relations, ..report() }
}

fn bare_report() -> Report {
    Report {
        frame: Frame { addressee: readers(), ..bare_frame() },
        author: None,
        basis: ReportBasis {
            legal_basis: None,
            reasons: Vec::new(),
            began_on: None,
            ..report().basis
        },
        people: Vec::new(),
        relations: Vec::new(),
        sources: Vec::new(),
        regular_grounds: Vec::new(),
        findings: Vec::new(),
        unknowns: Vec::new(),
        elements: Vec::new(),
        assessment: None,
        score: Vec::new(),
    }
}

fn readers() -> Addressee {
    Addressee {
        name: "het dossier en de Bibob-werkgroep".to_owned(),
        attention: None,
        address: Vec::new(),
    }
}

fn people() -> Vec<ReportPerson> {
    let role = |role: &str, period, source: Option<&str>| ReportRole {
        role: role.to_owned(),
        period,
        source: source.map(str::to_owned),
    };
    let past = ReportPeriod { since: Some(day(2020, 1, 1)), until: Some(day(2023, 12, 31)) };
    let person = |name: &str, form: &str, kvk: Option<&str>, roles| ReportPerson {
        name: name.to_owned(),
        form: form.to_owned(),
        kvk_number: kvk.map(str::to_owned),
        roles,
    };
    vec![
        person(
            MAIN,
            "rechtspersoon",
            Some("00000012"),
            vec![role("betrokkene", ReportPeriod::default(), None)],
        ),
        person(
            LEADER,
            "mens",
            None,
            vec![
                role("leidinggevende", past, Some("Handelsregister")),
                role("zeggenschaphebbende", since(2024), Some("vragenlijst 3F8K-Q2WN")),
            ],
        ),
        person(
            HOLDING,
            "rechtspersoon",
            Some("00000013"),
            vec![role("vermogensverschaffer", until(2025), None)],
        ),
    ]
}

fn since(year: i32) -> ReportPeriod {
    ReportPeriod { since: Some(day(year, 1, 1)), until: None }
}

fn until(year: i32) -> ReportPeriod {
    ReportPeriod { since: None, until: Some(day(year, 6, 30)) }
}

fn relations() -> Vec<ReportRelation> {
    let relation =
        |(from, role, to): (&str, &str, &str), share: Option<&str>, source: Option<&str>| {
            ReportRelation {
                from: from.to_owned(),
                role: role.to_owned(),
                to: to.to_owned(),
                share: share.map(str::to_owned),
                period: since(2024),
                source: source.map(str::to_owned),
                status: "bevestigd".to_owned(),
            }
        };
    let lender = relation((HOLDING, "vermogensverschaffer", MAIN), None, None);
    vec![
        relation((LEADER, "zeggenschaphebbende", HOLDING), Some("60%"), Some("Handelsregister")),
        ReportRelation { status: "opgave".to_owned(), ..lender },
    ]
}

fn sources() -> Vec<ReportSource> {
    let source =
        |(name, about, article): (&str, &str, &str), asked_on, answer: Option<&str>| ReportSource {
            source: name.to_owned(),
            about: about.to_owned(),
            article: article.to_owned(),
            asked_on,
            answer: answer.map(str::to_owned),
        };
    let found = "19 oktober 2026: één veroordeling";
    vec![
        source(
            ("Justitiële Informatiedienst", LEADER, "artikel 15 Bjsg"),
            Some(day(2026, 10, 13)),
            Some(found),
        ),
        source(("Bibob-register", MAIN, "artikel 11a Wet Bibob"), Some(day(2026, 10, 13)), None),
        source(("Belastingdienst", HOLDING, "artikel 7c Wet Bibob"), None, None),
    ]
}

fn findings() -> Vec<GroundFindings> {
    let finding = |description: &str, weight| ReportFinding {
        description: description.to_owned(),
        about: LEADER.to_owned(),
        weight,
        seriousness: None,
        fact_on: Some(day(2024, 3, 4)),
        obtained_on: day(2026, 10, 19),
        usable_until: Some(day(2031, 10, 19)),
        source: "Justitiële Informatiedienst".to_owned(),
    };
    let suspicion = ReportFinding {
        seriousness: Some("matig, er is geen aangifte".to_owned()),
        fact_on: None,
        usable_until: None,
        source: "krantenbericht".to_owned(),
        ..finding("Contant geld zonder verklaring bij een verbouwing", FindingWeight::Suspicion)
    };
    let of = |ground, findings| GroundFindings { ground, findings };
    vec![
        of(DangerGround::Benefit, vec![suspicion]),
        of(
            DangerGround::Commit,
            vec![
                finding("Veroordeling voor valsheid in geschrifte", FindingWeight::Indicating),
                finding("Vrijspraak van heling", FindingWeight::Blocked),
            ],
        ),
    ]
}

fn elements() -> Vec<GroundElements> {
    let element = |element: &str, known: Option<&str>, missing: Option<&str>| ReportElement {
        element: element.to_owned(),
        known: known.map(str::to_owned),
        missing: missing.map(str::to_owned),
    };
    vec![
        GroundElements {
            ground: DangerGround::Benefit,
            elements: vec![element("omvang van het voordeel", None, Some("een bedrag"))],
        },
        GroundElements {
            ground: DangerGround::Commit,
            elements: vec![element("aantal strafbare feiten", Some("één veroordeling"), None)],
        },
    ]
}

fn assessment() -> ReportAssessment {
    ReportAssessment {
        opinions: vec![
            opinion(DangerGround::Benefit, Some(DangerDegree::Lesser)),
            opinion(DangerGround::Commit, Some(DangerDegree::Serious)),
            opinion(DangerGround::Obtain, None),
        ],
        proportionality: Some("Het feit is ernstig en hangt samen met de bouw.".to_owned()),
        why_no_conditions: Some("Toezicht neemt het gevaar niet weg.".to_owned()),
        by: "A. Voorbeeld".to_owned(),
        on: day(2026, 11, 4),
        second_reading: SecondReading::Confirmed(Confirmation {
            by: "B. Tweelezer".to_owned(),
            on: day(2026, 11, 5),
            note: "De redenen dragen de conclusie.".to_owned(),
        }),
    }
}

fn opinion(ground: DangerGround, degree: Option<DangerDegree>) -> ReportOpinion {
    ReportOpinion { ground, degree, reasons: "De bevindingen hierboven wegen wij zo.".to_owned() }
}

fn score() -> Vec<GroundScore> {
    let hit = |points, basis: &str, reason: &str| ScoreHit {
        points,
        basis: basis.to_owned(),
        reason: reason.to_owned(),
    };
    vec![
        GroundScore {
            ground: DangerGround::Benefit,
            points: 0,
            band: "laag".to_owned(),
            hits: Vec::new(),
        },
        GroundScore {
            ground: DangerGround::Commit,
            points: 45,
            band: "midden".to_owned(),
            hits: vec![
                hit(30, "artikel 3 lid 3 Wet Bibob", "Een veroordeling in dezelfde branche."),
                hit(15, "artikel 3 lid 2 Wet Bibob", "Een lening zonder overeenkomst."),
            ],
        },
    ]
}

impl From<Report> for LetterContent {
    fn from(report: Report) -> Self {
        Self::Report(Box::new(report))
    }
}

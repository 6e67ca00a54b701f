//! Samples of the report for the register of the LBB (L22).

use super::{Sample, bare_frame, bureau, day, form_request, frame, sample, someone};
use crate::danger::{DangerDegree, DangerGround};
use crate::frame::Frame;
use crate::letter::LetterContent;
use crate::register_report::{
    RegisterReport, Reported, ReportedConclusion, ReportedGround, ReportedWithdrawal,
};

/// Returns L22 samples: a conclusion on every ground, one about nobody else, a withdrawal, and one with nothing that can be left out.
pub fn register_reports() -> Vec<Sample> {
    let base = register_report();
    let withdrawal = RegisterReport {
        event: Reported::Withdrawal(ReportedWithdrawal {
            withdrawn_on: day(2026, 11, 5),
            usable_until: day(2031, 11, 5),
        }),
        ..base.clone()
    };
    let with_others = RegisterReport {
        event: Reported::Conclusion(ReportedConclusion {
            related: vec![
                someone("Bartholomeus Zevenkikker", None, "mens", "leidinggevende"),
                someone(
                    "Wolkenveld Holding B.V.",
                    Some("00000013"),
                    "rechtspersoon",
                    "vermogensverschaffer",
                ),
            ],
            grounds: vec![
                graded(DangerGround::Benefit, DangerDegree::Lesser),
                graded(DangerGround::Commit, DangerDegree::Serious),
                graded(DangerGround::Refusal, DangerDegree::Serious),
            ],
            ..conclusion()
        }),
        ..base.clone()
    };
    let mut named = with_others.clone();
    named.name_related(&["Bartholomeus Zevenkikker".to_owned()]);
    let empty = RegisterReport {
        frame: Frame { addressee: bureau(), ..bare_frame() },
        subjects: vec![someone("Voorbeeldbouw B.V.", None, "rechtspersoon", "betrokkene")],
        legal_basis: None,
        ..base.clone()
    };
    vec![
        sample("l22-conclusie", base),
        sample("l22-zonder-keuze-van-personen", with_others),
        sample("l22-gekozen-personen", named),
        sample("l22-terugtrekking", withdrawal),
        sample("l22-kaal", empty),
    ]
}

/// A full L22, of a conclusion that is about nobody else.
pub fn register_report() -> RegisterReport {
    RegisterReport {
        frame: Frame { addressee: bureau(), enclosures: Vec::new(), ..frame() },
        subjects: vec![someone(
            "Voorbeeldbouw B.V.",
            Some("00000012"),
            "rechtspersoon",
            "betrokkene",
        )],
        matter: form_request().matter,
        legal_basis: Some("artikel 5.31 van de Omgevingswet".to_owned()),
        event: Reported::Conclusion(conclusion()),
    }
}

fn conclusion() -> ReportedConclusion {
    ReportedConclusion {
        grounds: vec![graded(DangerGround::Commit, DangerDegree::Serious)],
        concluded_on: day(2026, 11, 6),
        usable_until: day(2031, 11, 6),
        related: Vec::new(),
        checked: false,
    }
}

fn graded(ground: DangerGround, degree: DangerDegree) -> ReportedGround {
    ReportedGround { ground, degree }
}

impl From<RegisterReport> for LetterContent {
    fn from(form: RegisterReport) -> Self {
        Self::RegisterReport(Box::new(form))
    }
}

//! What an official has to look at before judging: points on which courts overturn decisions.

use super::{AdviceCheck, CheckQuestion, Entry, RegularGround, RegularOutcome};
use crate::DossierAnswer;
use case::{Assess, Assessment, Degree, File};
use chrono::NaiveDate;
use risk::{Ground, Outcome, WarningCode};
use subjects::{Network, Relation, RoleKind, Statement};

/// A point to look at, with where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Concern {
    /// What to look at.
    pub text: &'static str,
    /// The article, or that it is case law.
    pub basis: &'static str,
}

const NO_OTHER_GROUND: Concern = Concern {
    text: "Er is nog geen andere weigeringsgrond nagegaan. Kijk daar eerst naar: de Wet Bibob komt daarna.",
    basis: "Subsidiariteit",
};
const OPEN_GROUND: Concern = Concern {
    text: "Een andere weigeringsgrond moet nog worden nagegaan.",
    basis: "Subsidiariteit",
};
const OTHER_GROUND: Concern = Concern {
    text: "Op een andere grond kan al worden geweigerd of ingetrokken. Ga na of de Wet Bibob dan nog nodig is.",
    basis: "Subsidiariteit",
};
const BROKEN_PARTNERSHIP: Concern = Concern {
    text: "Een zakelijk samenwerkingsverband is pas na het begin van deze procedure verbroken. Dat het echt voorbij is, moet buiten twijfel staan.",
    basis: "Wet Bibob art. 3 lid 4 onder c",
};
const UNCHECKED: Concern = Concern {
    text: "Het advies van het LBB is er, en nog niet alle vragen daarover zijn beantwoord. Ga na of het zorgvuldig en sluitend is (tabblad LBB).",
    basis: "Awb 3:9 en 3:49",
};
const UNSEEN: Concern = Concern {
    text: "Het advies van het LBB rust op stukken die niet zijn gezien. Lees ze, of schrijf in de motivering waarom dat niet kon (tabblad LBB).",
    basis: "Awb 3:9, 3:49 en 3:50",
};
const CHECK_SPEAKS: Concern = Concern {
    text: "Het nagaan van het advies van het LBB leverde een punt op dat het advies zwakker maakt. Weeg dat mee, en schrijf op wat het betekent (tabblad LBB).",
    basis: "Awb 3:49 en 3:50",
};
const SUSPICION_ONLY: Concern = Concern {
    text: "Het vastgelegde oordeel is negatief en alle punten op die grond rusten op vermoedens. Zeg van elk vermoeden hoe ernstig het is, en waarom dat genoeg is.",
    basis: "Wet Bibob art. 3 lid 2 en 3",
};

/// What is known of a file that points can be found in.
pub struct Looked<'l> {
    /// The file.
    pub answer: &'l DossierAnswer,
    /// The other grounds that were looked at.
    pub regular: &'l [Entry<RegularGround>],
    /// The relations.
    pub network: Option<&'l Network>,
    /// How the advice of the LBB was checked; none without an advice, and for who may not read it.
    pub check: Option<&'l AdviceCheck>,
}

impl Looked<'_> {
    /// Returns the points to look at, in the order in which they are worked through.
    pub fn concerns(&self) -> Vec<Concern> {
        let file = self.answer.dossier.file();
        let mut found: Vec<Concern> = self.other_grounds().into_iter().collect();
        let partnership = self.network.is_some_and(|network| broken(network, file.ontvangen_op));
        found.extend((partnership || left(file)).then_some(BROKEN_PARTNERSHIP));
        found.extend(self.advice().into_iter().flatten());
        found
    }

    fn other_grounds(&self) -> Option<Concern> {
        let any = |outcome| self.regular.iter().any(|entry| entry.content.uitkomst == outcome);
        if self.regular.is_empty() {
            return Some(NO_OTHER_GROUND);
        }
        if any(RegularOutcome::Beletsel) {
            return Some(OTHER_GROUND);
        }
        any(RegularOutcome::NogNaTeGaan).then_some(OPEN_GROUND)
    }

    fn advice(&self) -> [Option<Concern>; 3] {
        let Some(check) = self.check else { return [None; 3] };
        let speaks = |question: &CheckQuestion| *question != CheckQuestion::StukkenGezien;
        [
            (!check.open().is_empty()).then_some(UNCHECKED),
            check.rests_on_unseen().then_some(UNSEEN),
            check.weak().iter().any(speaks).then_some(CHECK_SPEAKS),
        ]
    }
}

/// Returns the point that a negative opinion rests on suspicions alone, where it does.
pub fn rests_on_suspicion(assessment: &Assessment, outcome: &Outcome<'_>) -> Option<Concern> {
    let only = |ground: &Ground| {
        outcome.warnings.iter().any(|warning| {
            warning.code == WarningCode::AlleenVermoedens && warning.ground == Some(*ground)
        })
    };
    let mut suspected = Ground::ALL.iter().filter(|ground| only(ground));
    suspected.any(|ground| is_negative(assessment.opinion(), *ground)).then_some(SUSPICION_ONLY)
}

fn is_negative(opinion: &Assess, ground: Ground) -> bool {
    match ground {
        Ground::A => opinion.degree_on(case::Ground::A) > Degree::Geen,
        Ground::B => opinion.degree_on(case::Ground::B) > Degree::Geen,
        Ground::Lid6 => opinion.lid6.is_some(),
    }
}

/// Returns whether a partnership in the network ended on or after the day on which the procedure began.
fn broken(network: &Network, since: NaiveDate) -> bool {
    let ended = |one: &Statement| {
        one.relation() == Relation::ZakelijkSamenwerkingsverband
            && one.period().until.is_some_and(|until| until >= since)
    };
    network.statements().iter().any(ended)
}

/// Returns the same of the roles on the file.
fn left(file: &File) -> bool {
    let roles = file.personen.iter().flat_map(|party| &party.persoon.roles);
    roles.into_iter().any(|role| {
        role.kind == RoleKind::ZakelijkSamenwerkingsverband
            && role.until.is_some_and(|until| until >= file.ontvangen_op)
    })
}

//! What does not count, with the article, and what a person has to look at.

use super::explain::Explainer;
use crate::finding::Finding;
use crate::ground::Ground;
use crate::outcome::{Blocked, Warning, WarningCode};
use crate::prepared::{Bar, Horizon, Use, first_day, relation_of};
use crate::weight::LegalWeight;
use facts::Tri;

const AFTER_ACQUITTAL: &str = "Na deze zaak volgde vrijspraak of ontslag van alle rechtsvervolging. De wet sluit het feit bij lid 6 niet uit, maar weeg dit apart en met reden.";
const LONG_AGO: &str =
    "Dit feit is lang geleden. Zeg wat er sindsdien is gebeurd, en waarom het nog meetelt.";
const ONLY_SUSPICIONS: &str =
    "Alle punten op deze grond rusten op vermoedens. Weeg van elk vermoeden de ernst.";

impl<'a> Explainer<'a, '_> {
    /// Returns on which grounds a finding does not count that its kind could serve, and why.
    pub(super) fn blocked(&self, finding: &'a Finding) -> Vec<Blocked<'a>> {
        let Some(kind) = self.rules.kinds.find(&finding.kind) else {
            let reason = format!("De soort «{}» bestaat niet in deze regelset.", finding.kind);
            let (finding, grounds) = (finding.id, Ground::ALL.to_vec());
            return vec![Blocked { finding, grounds, article: "", reason: reason.into() }];
        };
        let relation = relation_of(self.rules, finding);
        let use_of = Use { finding, asked: kind.asked(), relation, days: Horizon::new(self.on) };
        let mut found: Vec<(Bar, Vec<Ground>)> = Vec::new();
        for ground in kind.grounds.iter().copied() {
            let Some(bar) = use_of.bar(ground) else { continue };
            match found.iter_mut().find(|(known, _)| *known == bar) {
                Some((_, grounds)) => grounds.push(ground),
                None => found.push((bar, vec![ground])),
            }
        }
        let told = found.into_iter().map(|(bar, grounds)| {
            let (article, reason) = bar.words();
            Blocked { finding: finding.id, grounds, article, reason: reason.into() }
        });
        told.collect()
    }

    /// Returns the warnings: per ground in the order of the findings, then about the ground as a whole.
    pub(super) fn warnings(&self) -> Vec<Warning<'a>> {
        let mut warnings = Vec::new();
        let mut warn = |code, ground, finding, text| {
            warnings.push(Warning { code, ground: Some(ground), finding, text });
        };
        let old_before = first_day(self.on, self.rules.model.fading.warn_after_years);
        let mut seen: Vec<_> = self.prepared.seen.iter().zip(&self.counted).collect();
        seen.sort_unstable_by_key(|(one, _)| one.finding.id);
        for ground in Ground::ALL {
            let mut heaviest = None;
            for (one, counted) in &seen {
                let id = Some(one.finding.id);
                let counts = one.counts[ground.index()] != Tri::No;
                if ground == Ground::Lid6 && counts && one.finding.status.is_acquittal() {
                    warn(WarningCode::VrijspraakLid6, ground, id, AFTER_ACQUITTAL);
                }
                if !counted[ground.index()] {
                    continue;
                }
                heaviest = heaviest.max(Some(one.weights[ground.index()]));
                if one.day.is_some_and(|day| day < old_before) {
                    warn(WarningCode::Tijdsverloop, ground, id, LONG_AGO);
                }
            }
            if heaviest == Some(LegalWeight::Vermoeden) {
                warn(WarningCode::AlleenVermoedens, ground, None, ONLY_SUSPICIONS);
            }
        }
        warnings
    }
}

impl Bar {
    /// Returns the article and the reason.
    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Acquitted => (
                "Wet Bibob art. 3a",
                "Er volgde vrijspraak of ontslag van alle rechtsvervolging. Het feit mag hier niet meetellen.",
            ),
            Self::NoRelation => (
                "Wet Bibob art. 3 lid 4",
                "Het pad naar deze persoon is geen relatie in de zin van de wet.",
            ),
            Self::NotConnected => (
                "Wet Bibob art. 3 lid 3",
                "Het feit hangt niet samen met de activiteit waarvoor de beschikking is.",
            ),
            Self::Expired => (
                "Wet Bibob art. 29",
                "De gegevens zijn langer dan vijf jaar geleden verkregen en mogen niet voor een andere beslissing worden gebruikt.",
            ),
            Self::NotYetKnown => {
                ("Wet Bibob art. 7a", "De gegevens zijn pas na de peildatum verkregen.")
            }
        }
    }
}

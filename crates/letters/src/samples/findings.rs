//! Samples of L09: filled in, from a full file with nothing written, and from a file of which little is known.

use super::{Sample, bare_frame, bureau, form_request, frame, sample, someone, texts};
use crate::composed::Elements;
use crate::findings::{Findings, Firm};
use crate::frame::Frame;
use crate::letter::LetterContent;

/// Returns the samples.
pub(crate) fn samples() -> Vec<Sample> {
    let concerned = someone("Voorbeeldbouw B.V.", Some("00000012"), "rechtspersoon", "betrokkene");
    let full = Findings {
        frame: Frame { addressee: bureau(), ..frame() },
        subject: concerned.clone(),
        matter: form_request().matter,
        legal_basis: Some("artikel 5.31 van de Omgevingswet".to_owned()),
        given: "Nee. De aanvraag is ontvangen op maandag 2 november 2026.".to_owned(),
        reasons: texts(&["De bouwkosten zijn meer dan €\u{a0}750.000,00."]),
        figures: texts(&["De bouwsom: €\u{a0}900.000,00, opgave van de aanvrager"]),
        doubts: texts(&["De bronnen van de financiering zijn samen minder dan de kosten."]),
        candidates: texts(&["Zevenkikker: Boetes (vragenlijst 3F8K-Q2WN, versie 2)"]),
        people: vec![someone(
            "Bartholomeus Zevenkikker",
            None,
            "mens",
            "zeggenschaphebbende (vragenlijst 3F8K-Q2WN, versie 2)",
        )],
        firms: vec![
            concerned,
            someone("Wolkenveld Holding B.V.", None, "rechtspersoon", "vermogensverschaffer"),
        ],
        newcomers: texts(&["Maanzaad B.V."]),
        attachments: texts(&[
            "Vragenlijst 3F8K-Q2WN van Voorbeeldbouw B.V., versie 2 van 20 november 2026",
            "begroting.pdf, bij Begroting van de bouwkosten",
        ]),
        elements: Elements::default(),
    };
    let bare = Findings {
        frame: Frame { addressee: full.frame.addressee.clone(), ..bare_frame() },
        subject: Firm { kvk_number: None, ..full.subject.clone() },
        legal_basis: None,
        reasons: Vec::new(),
        figures: Vec::new(),
        doubts: Vec::new(),
        candidates: Vec::new(),
        people: Vec::new(),
        firms: Vec::new(),
        newcomers: Vec::new(),
        attachments: Vec::new(),
        ..full.clone()
    };
    let written = Findings { elements: super::composed::written(), ..full.clone() };
    vec![
        sample("l09-volledig", written),
        sample("l09-zonder-invulling", full),
        sample("l09-kaal", bare),
    ]
}

impl From<Findings> for LetterContent {
    fn from(form: Findings) -> Self {
        Self::Findings(Box::new(form))
    }
}

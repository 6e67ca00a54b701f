//! The questionnaire: the catalogue below `national/questionnaire`, and the forms that are composed from it.

use crate::error::{RuleError, RuleText};
use crate::files::RuleFiles;
use ::questionnaire::{
    Catalogue, CatalogueFault, CatalogueFile, Composition, Extent, Form, FormsFile, Rewording,
    SectionFile,
};
use kernel::PartyId;
use std::collections::BTreeMap;
use std::sync::Arc;

const FOLDER: &str = "national/questionnaire/";
const CATALOGUE: &str = "national/questionnaire/catalogus.toml";
const FORMS: &str = "national/questionnaire/formulieren.toml";
const OF_PARTY: &str = "questionnaire.toml";

/// The catalogue with the forms of the nation and of the parties that compose their own.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    catalogue: Option<Catalogue>,
    national: Vec<Offer>,
    parties: BTreeMap<PartyId, Vec<Offer>>,
}

/// A form with the kinds that it is for.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The permit types.
    pub kinds: Vec<String>,
    /// The occasions, when it is only for some.
    pub occasions: Vec<String>,
    /// The form.
    pub form: Arc<Form>,
}

impl Questionnaire {
    /// Returns the catalogue; none where the rules have no questionnaire.
    pub fn catalogue(&self) -> Option<&Catalogue> {
        self.catalogue.as_ref()
    }

    /// Returns the form of a party for a kind: one for this occasion where there is one, else one for any occasion. The party's
    /// own comes before the national one.
    pub fn form(
        &self,
        party: &PartyId,
        kind: &str,
        extent: Extent,
        occasion: Option<&str>,
    ) -> Option<&Arc<Form>> {
        let fits = |offer: &&Offer| {
            offer.form.extent == extent && offer.kinds.iter().any(|known| known == kind)
        };
        let own = self.parties.get(party).into_iter().flatten();
        let offers: Vec<&Offer> = own.chain(&self.national).filter(fits).collect();
        let of_occasion = offers
            .iter()
            .find(|offer| offer.occasions.iter().any(|known| Some(known.as_str()) == occasion));
        let of_any = || offers.iter().find(|offer| offer.occasions.is_empty());
        of_occasion.or_else(of_any).map(|offer| &offer.form)
    }

    /// Returns the national forms.
    pub fn forms(&self) -> &[Offer] {
        &self.national
    }
}

/// Returns whether a path is one of the questionnaire.
pub(crate) fn is_questionnaire(path: &str) -> bool {
    path.strip_prefix(FOLDER).is_some_and(|name| !name.contains('/')) || party_of(path).is_some()
}

fn party_of(path: &str) -> Option<&str> {
    path.strip_prefix("parties/")?.strip_suffix(OF_PARTY)?.strip_suffix('/')
}

/// What a form can be for.
#[derive(Clone, Copy)]
pub(crate) struct Known<'k> {
    /// The permit types.
    pub kinds: &'k [&'k str],
    /// The occasions.
    pub occasions: &'k [&'k str],
}

/// Reads the catalogue and composes every form.
pub(crate) fn load_questionnaire(
    files: &RuleFiles,
    known: Known<'_>,
    errors: &mut Vec<RuleError>,
) -> Questionnaire {
    let mut read =
        Questionnaire { catalogue: None, national: Vec::new(), parties: BTreeMap::new() };
    let Some(catalogue) = load_catalogue(files, errors) else { return read };
    if let Some(file) = files.get(FORMS) {
        read.national = load_forms(file, &catalogue, known, errors).0;
    }
    for (path, text) in files.iter() {
        let Some(name) = party_of(path) else { continue };
        let file = RuleText { path, text };
        let Ok(party) = name.parse::<PartyId>() else {
            errors.push(file.error(&[], format!("«{name}» is geen partij")));
            continue;
        };
        let (mut own, rewordings) = load_forms(file, &catalogue, known, errors);
        own.extend(reworded(&read.national, &rewordings));
        read.parties.insert(party, own);
    }
    read.catalogue = Some(catalogue);
    read
}

fn load_catalogue(files: &RuleFiles, errors: &mut Vec<RuleError>) -> Option<Catalogue> {
    let head = files.get(CATALOGUE)?;
    let mut sections: Vec<(RuleText<'_>, SectionFile)> = Vec::new();
    let before = errors.len();
    for (path, text) in files.iter() {
        if !path.starts_with(FOLDER) || [CATALOGUE, FORMS].contains(&path) {
            continue;
        }
        let file = RuleText { path, text };
        match file.parse() {
            Ok(section) => sections.push((file, section)),
            Err(error) => errors.push(error),
        }
    }
    let parsed: CatalogueFile = head.parse().map_err(|error| errors.push(error)).ok()?;
    if errors.len() > before {
        return None;
    }
    let files_of: BTreeMap<u8, RuleText<'_>> =
        sections.iter().map(|(file, section)| (section.head.number, *file)).collect();
    let sections = sections.into_iter().map(|(_, section)| section).collect();
    let placed = |fault: CatalogueFault| {
        let file = fault.section.and_then(|number| files_of.get(&number)).unwrap_or(&head);
        match fault.question {
            Some(place) => file.error(&["vraag", &place.to_string(), "id"], fault.reason),
            None => file.error(&["controle"], fault.reason),
        }
    };
    let checked = Catalogue::new(parsed, sections);
    checked.map_err(|faults| errors.extend(faults.into_iter().map(placed))).ok()
}

/// Composes the forms of a file, with its rewordings in them.
fn load_forms(
    file: RuleText<'_>,
    catalogue: &Catalogue,
    known: Known<'_>,
    errors: &mut Vec<RuleError>,
) -> (Vec<Offer>, Vec<Rewording>) {
    let parsed: FormsFile = match file.parse() {
        Ok(parsed) => parsed,
        Err(error) => {
            errors.push(error);
            return (Vec::new(), Vec::new());
        }
    };
    for (index, rewording) in parsed.rewordings.iter().enumerate() {
        if catalogue.question(&rewording.question).is_none() {
            let place = index.to_string();
            let reason = format!("de vraag «{}» staat niet in de catalogus", rewording.question);
            errors.push(file.error(&["verwoording", &place, "vraag"], reason));
        }
    }
    let mut offers = Vec::new();
    for (index, composition) in parsed.forms.iter().enumerate() {
        let place = index.to_string();
        let place = ["formulier", place.as_str(), "id"];
        let strange = strange(composition, known);
        errors.extend(strange.into_iter().map(|reason| file.error(&place, reason)));
        match catalogue.compose(composition, &parsed.rewordings) {
            Ok(form) => offers.push(Offer {
                kinds: composition.kinds.clone(),
                occasions: composition.occasions.clone(),
                form: form.into(),
            }),
            Err(faults) => {
                errors.extend(faults.iter().map(|fault| file.error(&place, fault.to_string())));
            }
        }
    }
    (offers, parsed.rewordings)
}

/// Names every kind and occasion of a form that does not exist.
fn strange(composition: &Composition, known: Known<'_>) -> Vec<String> {
    let kinds = composition.kinds.iter().filter(|kind| !known.kinds.contains(&kind.as_str()));
    let kinds = kinds.map(|kind| format!("de soort «{kind}» bestaat niet"));
    let occasions = composition.occasions.iter();
    let occasions = occasions.filter(|occasion| !known.occasions.contains(&occasion.as_str()));
    kinds.chain(occasions.map(|one| format!("de gebeurtenis «{one}» bestaat niet"))).collect()
}

/// The national forms in the words of a party.
fn reworded(national: &[Offer], rewordings: &[Rewording]) -> Vec<Offer> {
    let in_words = |offer: &Offer| Offer {
        kinds: offer.kinds.clone(),
        occasions: offer.occasions.clone(),
        form: Arc::new(offer.form.reworded(rewordings)),
    };
    if rewordings.is_empty() { Vec::new() } else { national.iter().map(in_words).collect() }
}

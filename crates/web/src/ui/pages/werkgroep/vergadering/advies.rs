//! The form for an advice: what, why, and how it was taken.

use app::ItemView;
use app::command::Text;
use app::meetings::{AdviceKind, Advise, Ballot, Dissent, Method, Refusal, Vote};
use kernel::{AccountId, capitalised};
use serde::Serialize;

use super::super::lezen;
use super::{Opened, woorden};
use crate::ui::fields::Field;
use crate::ui::form::{Form, Mistakes};

pub(super) const KIND: &str = "advies";
pub(super) const WHY: &str = "redenen";
const CONDITIONS: &str = "voorschriften";
const METHOD: &str = "wijze";
const AGREED: &str = "eensgezind";
const VOTED: &str = "stemming";

/// The form.
#[derive(Debug, Serialize)]
pub(super) struct Adviesformulier {
    velden: Vec<Field>,
    stemmen: Vec<Field>,
    afwijkend: Vec<Field>,
    /// Whether something is filled in where somebody differs.
    wijkt_af: bool,
    meedoen: String,
}

fn vote_field(account: AccountId) -> String {
    format!("stem.{account}")
}

fn dissent_field(account: AccountId) -> String {
    format!("standpunt.{account}")
}

impl Adviesformulier {
    pub(super) fn of(
        opened: &Opened,
        item: &ItemView,
        (form, mistakes): (&Form, &Mistakes),
    ) -> Self {
        let fill = |field: Field| field.filled(form, mistakes);
        let votes = |who: &AccountId| {
            let choices = [Vote::Voor, Vote::Tegen, Vote::Onthouding];
            let choices = choices.map(|vote| (lezen::wire_name(vote), woorden::vote(vote)));
            fill(Field::radios(&vote_field(*who), &opened.name(*who)).inline().choices(choices))
        };
        let differs = |who: &AccountId| {
            fill(Field::lines(&dissent_field(*who), &opened.name(*who)).optional())
        };
        let afwijkend: Vec<Field> = item.stemgerechtigd.iter().map(differs).collect();
        let names: Vec<String> = item.stemgerechtigd.iter().map(|who| opened.name(*who)).collect();
        Self {
            velden: fields().map(fill).into(),
            stemmen: item.stemgerechtigd.iter().map(votes).collect(),
            wijkt_af: afwijkend.iter().any(Field::is_touched),
            afwijkend,
            meedoen: format!(
                "{} van de {} die nodig zijn doen mee: {}.",
                names.len(),
                opened.meeting.nodig,
                names.join(", ")
            ),
        }
    }

    /// Returns all fields, for a summary.
    pub(super) fn fields(&self) -> impl Iterator<Item = &Field> {
        self.velden.iter().chain(&self.stemmen).chain(&self.afwijkend)
    }
}

fn fields() -> [Field; 4] {
    let kinds = AdviceKind::ALL.map(|kind| (lezen::wire_name(kind), capitalised(kind.label())));
    [
        Field::radios(KIND, "Advies").choices(kinds),
        Field::lines(WHY, "Redenen").hint("Dit komt in het dossier te staan."),
        Field::lines(CONDITIONS, "Welke voorschriften?")
            .hint("Alleen bij een advies met voorschriften. Noem elk voorschrift en het gevaar dat het wegneemt.")
            .optional(),
        Field::radios(METHOD, "Hoe is het advies genomen?")
            .choices([(AGREED, "Iedereen die meedeed is het eens"), (VOTED, "Er is gestemd")]),
    ]
}

/// Reads an advice. Whether there are enough, and who may vote, is for the core to say.
pub(super) fn read(form: &Form, opened: &Opened, item: &ItemView) -> Result<Advise, Mistakes> {
    let mut mistakes = Mistakes::default();
    let kind = lezen::one_of(form, KIND, "Kies wat de werkgroep adviseert.", &mut mistakes);
    let redenen = reasons(form, kind, &mut mistakes);
    let wijze = method(form, opened, item, &mut mistakes);
    let afwijkend = item.stemgerechtigd.iter().filter_map(|who| dissent(form, *who, &mut mistakes));
    let afwijkend: Vec<Dissent> = afwijkend.collect();
    match (kind, redenen, wijze) {
        (Some(advies), Some(redenen), Some(wijze)) if mistakes.is_empty() => {
            Ok(Advise { punt: item.punt.id, advies, redenen, wijze, afwijkend })
        }
        _ => Err(mistakes),
    }
}

/// Reads the reasons, with the conditions that belong to them.
fn reasons(form: &Form, kind: Option<AdviceKind>, mistakes: &mut Mistakes) -> Option<Text> {
    let reasons = form.written(WHY, "Schrijf op waarom.", mistakes);
    if kind != Some(AdviceKind::VoornemenVoorschriften) {
        return reasons;
    }
    let conditions = form.written(CONDITIONS, "Schrijf op welke voorschriften.", mistakes);
    let both = format!("{}\n\nVoorschriften: {}", reasons?.as_str(), conditions?.as_str());
    let text = Text::try_from(both).ok();
    if text.is_none() {
        mistakes
            .add(CONDITIONS, "Met de redenen samen is dit te lang. Zet een deel in een bijlage.");
    }
    text
}

fn method(
    form: &Form,
    opened: &Opened,
    item: &ItemView,
    mistakes: &mut Mistakes,
) -> Option<Method> {
    match form.text(METHOD) {
        AGREED => Some(Method::Eensgezind),
        VOTED => {
            let ballots = item.stemgerechtigd.iter().map(|who| {
                let says = format!("Kies wat {} stemde. Onthouden mag.", opened.name(*who));
                let vote = lezen::one_of(form, &vote_field(*who), &says, mistakes);
                vote.map(|stem| Ballot { lid: *who, stem })
            });
            let ballots: Vec<Option<Ballot>> = ballots.collect();
            let stemmen: Option<Vec<Ballot>> = ballots.into_iter().collect();
            Some(Method::Stemming { stemmen: stemmen? })
        }
        _ => {
            mistakes.add(METHOD, "Kies hoe het advies is genomen.");
            None
        }
    }
}

fn dissent(form: &Form, who: AccountId, mistakes: &mut Mistakes) -> Option<Dissent> {
    let field = dissent_field(who);
    form.given(&field)?;
    let standpunt = form.written(&field, "Schrijf op wat het standpunt is.", mistakes)?;
    Some(Dissent { lid: who, standpunt })
}

/// Returns the field that a refusal is about.
pub(super) fn refused(refusal: Refusal) -> String {
    let field = match refusal {
        Refusal::VoteMissing | Refusal::NotEntitled | Refusal::DissentInConsensus => METHOD,
        Refusal::TooLong => WHY,
        _ => KIND,
    };
    field.to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::voorbeeld;
    use super::*;

    fn fields_of(mistakes: &Mistakes) -> Vec<String> {
        mistakes.iter().map(|(field, _)| field.to_owned()).collect()
    }

    #[test]
    fn an_advice_is_read_with_votes_dissent_and_conditions() {
        let opened = voorbeeld::held();
        let item = &opened.meeting.punten[0];
        let (one, two) = (voorbeeld::id::<AccountId>(1), voorbeeld::id::<AccountId>(3));
        let body = format!(
            "advies=voornemen-voorschriften&redenen=Daarom.&voorschriften=Geen+contant+geld.&wijze=stemming&stem.{one}=voor&stem.{two}=onthouding&standpunt.{two}=Te+vroeg."
        );
        let read = read(&Form::of_body(body.as_bytes()), &opened, item).unwrap();
        assert_eq!(read.redenen.as_str(), "Daarom.\n\nVoorschriften: Geen contant geld.");
        assert_eq!(read.afwijkend.len(), 1);
        assert!(matches!(&read.wijze, Method::Stemming { stemmen } if stemmen.len() == 2));
    }

    #[test]
    fn every_gap_is_named_at_its_field() {
        let opened = voorbeeld::held();
        let item = &opened.meeting.punten[0];
        let of = |body: &str| {
            fields_of(&read(&Form::of_body(body.as_bytes()), &opened, item).unwrap_err())
        };
        assert_eq!(of(""), [KIND, WHY, METHOD]);
        let conditions = "advies=voornemen-voorschriften&redenen=Daarom.&wijze=eensgezind";
        assert_eq!(of(conditions), [CONDITIONS]);
        let votes = of("advies=verdiepen&redenen=Daarom.&wijze=stemming");
        let each = item.stemgerechtigd.iter().map(|who| vote_field(*who));
        assert_eq!(votes, each.collect::<Vec<_>>());
        assert_eq!(refused(Refusal::DissentInConsensus), METHOD);
        assert_eq!(refused(Refusal::NoQuorum), KIND);
    }
}

//! When a statement is refused.

use super::{Band, Relation, Source, Statement, StatementDraft, Status};
use chrono::NaiveDate;
use kernel::{Euro, dutch_date};
use thiserror::Error;

/// Why a statement is refused; each message begins with the field. [`StatementError::field`] gives its wire name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StatementError {
    /// The period ends before it begins.
    #[error(
        "geldigTotEnMet: {} ligt voor de eerste dag, {}; verbeter een van de twee",
        dutch_date(*until),
        dutch_date(*from)
    )]
    EndsBeforeItBegins {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// A share or a vote of more than 100 %.
    #[error("{field}: {} is meer dan 100 %", Band::exact(*given))]
    OverWhole {
        /// The wire name of the field.
        field: &'static str,
        /// What was given, in hundredths of a per cent.
        given: u32,
    },
    /// The lower bound lies above the upper one.
    #[error("{field}: het minimum ligt boven het maximum; verwissel ze of verbeter ze")]
    MinOverMax {
        /// The wire name of the field.
        field: &'static str,
    },
    /// Nothing says where it comes from.
    #[error("bron: een bewering heeft een bron met een document nodig")]
    NoSource,
    /// A partnership or a family tie of somebody with himself.
    #[error("naar: een {} is er met een ander, niet met zichzelf", relation.label())]
    WithItself {
        /// The relation.
        relation: Relation,
    },
    /// We cannot know it already.
    #[error(
        "vastgesteldOp: {} ligt na vandaag, {}; vul de dag in waarop u het te weten kwam",
        dutch_date(*known),
        dutch_date(*today)
    )]
    KnownInFuture {
        /// The day that was given.
        known: NaiveDate,
        /// The day on which it was given.
        today: NaiveDate,
    },
    /// It says that it may be shared, and that is not allowed.
    #[error("deelbaar: een {} mag niet worden gedeeld (art. 28 lid 2 onder m)", relation.label())]
    NotShareable {
        /// The relation.
        relation: Relation,
    },
    /// Somebody judged it without saying why.
    #[error("motivering: bij de status «{}» hoort een motivering", status.label())]
    NoMotivation {
        /// The status.
        status: Status,
    },
    /// An amount of something that is no financing.
    #[error("bedrag: een bedrag hoort bij een vermogensverschaffer, niet bij een {}", relation.label())]
    AmountElsewhere {
        /// The relation.
        relation: Relation,
    },
    /// An amount below zero.
    #[error("bedrag: een financiering is 0 of meer")]
    NegativeAmount,
    /// It stands in its own place.
    #[error("vervangt: een bewering kan zichzelf niet vervangen")]
    ReplacesItself,
}

impl StatementError {
    /// Returns the wire name of the field to mend.
    pub fn field(&self) -> &'static str {
        match self {
            Self::EndsBeforeItBegins { .. } => "geldigTotEnMet",
            Self::OverWhole { field, .. } | Self::MinOverMax { field } => field,
            Self::NoSource => "bron",
            Self::WithItself { .. } => "naar",
            Self::KnownInFuture { .. } => "vastgesteldOp",
            Self::NotShareable { .. } => "deelbaar",
            Self::NoMotivation { .. } => "motivering",
            Self::AmountElsewhere { .. } | Self::NegativeAmount => "bedrag",
            Self::ReplacesItself => "vervangt",
        }
    }
}

impl StatementDraft {
    /// Checks a statement that is made today.
    pub fn check(self, today: NaiveDate) -> Result<Statement, StatementError> {
        self.in_future(today)?;
        self.try_into()
    }

    /// Returns everything that is wrong with a statement that is made today.
    pub fn errors(&self, today: NaiveDate) -> Vec<StatementError> {
        self.in_future(today).err().into_iter().chain(self.lasting_errors()).collect()
    }

    /// Returns everything that is wrong on any day.
    fn lasting_errors(&self) -> Vec<StatementError> {
        let checks = [
            self.check_ends(),
            self.check_place(),
            self.check_period(),
            check_band("aandeel", self.share),
            check_band("stemrecht", self.votes),
            self.check_amount(),
            self.check_sharing(),
            self.check_judgement(),
            self.check_source(),
        ];
        checks.into_iter().filter_map(Result::err).collect()
    }

    fn in_future(&self, today: NaiveDate) -> Result<(), StatementError> {
        let known = self.known_since;
        if today < known {
            return Err(StatementError::KnownInFuture { known, today });
        }
        Ok(())
    }

    fn check_period(&self) -> Result<(), StatementError> {
        match (self.from_day, self.until_day) {
            (Some(from), Some(until)) if until < from => {
                Err(StatementError::EndsBeforeItBegins { from, until })
            }
            _ => Ok(()),
        }
    }

    fn check_amount(&self) -> Result<(), StatementError> {
        let relation = self.relation;
        match self.amount {
            Some(_) if relation != Relation::Vermogensverschaffer => {
                Err(StatementError::AmountElsewhere { relation })
            }
            Some(amount) if amount < Euro::from_cents(0) => Err(StatementError::NegativeAmount),
            _ => Ok(()),
        }
    }

    fn check_sharing(&self) -> Result<(), StatementError> {
        let relation = self.relation;
        if self.shareable == Some(true) && !relation.may_be_shared() {
            return Err(StatementError::NotShareable { relation });
        }
        Ok(())
    }

    fn check_judgement(&self) -> Result<(), StatementError> {
        let written = self.motivation.as_ref().is_some_and(|text| !text.reveal().trim().is_empty());
        if self.status != Status::Gesteld && !written {
            return Err(StatementError::NoMotivation { status: self.status });
        }
        Ok(())
    }

    fn check_ends(&self) -> Result<(), StatementError> {
        let relation = self.relation;
        let between_two =
            matches!(relation, Relation::ZakelijkSamenwerkingsverband | Relation::Familieband);
        if between_two && self.from == self.to {
            return Err(StatementError::WithItself { relation });
        }
        Ok(())
    }

    fn check_place(&self) -> Result<(), StatementError> {
        if self.replaces == Some(self.id) {
            return Err(StatementError::ReplacesItself);
        }
        Ok(())
    }

    fn check_source(&self) -> Result<(), StatementError> {
        let named = self.source.as_ref().is_some_and(Source::names_a_document);
        if named { Ok(()) } else { Err(StatementError::NoSource) }
    }
}

impl Source {
    fn names_a_document(&self) -> bool {
        !self.document.reveal().trim().is_empty()
    }
}

fn check_band(field: &'static str, band: Option<Band>) -> Result<(), StatementError> {
    let Some(Band { low, high }) = band else { return Ok(()) };
    let given = low.max(high);
    if given > Band::WHOLE {
        return Err(StatementError::OverWhole { field, given });
    }
    if low > high {
        return Err(StatementError::MinOverMax { field });
    }
    Ok(())
}

/// Checks all that does not depend on the day: what was stored once is read back on any day.
impl TryFrom<StatementDraft> for Statement {
    type Error = StatementError;

    fn try_from(mut draft: StatementDraft) -> Result<Self, StatementError> {
        if let Some(error) = draft.lasting_errors().into_iter().next() {
            return Err(error);
        }
        let source = draft.source.take().ok_or(StatementError::NoSource)?;
        let shareable = draft.shareable.unwrap_or_else(|| draft.relation.may_be_shared());
        draft.shareable = Some(shareable);
        Ok(Self { draft, source, shareable })
    }
}

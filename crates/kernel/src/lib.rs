//! Values that every other crate shares: money, dates, parties, faults in input, secrets.
//!
//! Nothing here reads a clock, a file or the environment.

mod bsn;
mod clock;
mod dates;
mod digest;
mod euro;
mod faults;
mod ids;
mod json;
mod party;
mod reader;
mod redacted;
mod words;
mod written;

pub use bsn::passes_eleven_test;
pub use clock::{Clock, Moment};
pub use dates::{
    DateRange, DateRangeError, MONTHS, SHORT_MONTHS, add_months, dutch_date,
    dutch_date_with_weekday,
};
pub use digest::{Sha256Hex, hex};
pub use euro::{Euro, EuroError};
pub use faults::{Fault, FaultCode, Faults, did_you_mean, pointer_part};
pub use ids::{
    AccountId, ActionId, AgendaItemId, CaseId, CorrectionId, DocumentId, EffectId, HearingId,
    HelpQuestionId, HouseTextId, Id, IdSource, InquiryEntryId, IntakeId, LetterId, MeetingId,
    RiskDraftId, RoundId, SessionId, SignalId, SubjectId, SubstitutionId, TaskId, TokenId, ViewId,
    WorkingGroupId, fresh_id, uuid_v7,
};
pub use json::parse_json;
pub use party::{PartyId, PartyIdError, PartyKind};
pub use reader::Reader;
pub use redacted::Redacted;
pub use words::{capitalised, lowered};
pub use written::{read_day, read_euro};

/// Returns whether `text` is an id in lower kebab case (`gemeente-emmen`), as the shared vocabulary asks of every id.
pub fn is_kebab(text: &str) -> bool {
    !text.is_empty()
        && text.split('-').all(|word| {
            !word.is_empty()
                && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::is_kebab;

    #[test]
    fn kebab_ids_are_lower_case_words_joined_by_single_hyphens() {
        for good in ["gemeente-emmen", "pgb", "a1-2b"] {
            assert!(is_kebab(good), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "Emmen", "a_b", "é"] {
            assert!(!is_kebab(bad), "{bad}");
        }
    }
}

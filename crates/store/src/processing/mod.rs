//! The log of processing of personal data (Logboek Dataverwerkingen): about whom, never by whom.

mod export;
mod log;

pub use export::{LdvAttributes, LdvRecord};
pub use log::ProcessingLog;

use crate::sql::Sql;
use crate::{Keyring, Store, StoreError, Tx};
use kernel::{Moment, PartyId, SubjectId, hex};
use sea_orm::{EntityTrait, IntoActiveModel};
use std::fmt;
use uuid::Uuid;

const TABLE: &str = "processing_log";

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "processing_log")]
    pub(super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(super) id: Uuid,
        pub(super) party_id: String,
        pub(super) at: i64,
        pub(super) until: i64,
        pub(super) activity: String,
        pub(super) trace: String,
        pub(super) span: String,
        pub(super) status: String,
        pub(super) subjects: Vec<u8>,
        pub(super) key_epoch: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How a processing ended. A fault in a user's input is no error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessingStatus {
    /// Nobody said.
    Unset,
    /// Well.
    Ok,
    /// With an error.
    Error,
}

impl ProcessingStatus {
    fn as_str(self) -> &'static str {
        match self {
            Self::Unset => "Unset",
            Self::Ok => "Ok",
            Self::Error => "Error",
        }
    }
}

impl fmt::Display for ProcessingStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One processing of personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcessingRecord {
    /// The id.
    pub id: Uuid,
    /// The party that processes.
    pub party: PartyId,
    /// When it began.
    pub at: Moment,
    /// When it ended.
    pub until: Moment,
    /// The URI of the activity in the register of processing activities.
    pub activity: String,
    /// The id of the trace (W3C Trace Context).
    pub trace: [u8; 16],
    /// The id of the span.
    pub span: [u8; 8],
    /// How it ended.
    pub status: ProcessingStatus,
    /// The persons it was about; the log holds their pseudonyms only.
    pub subjects: Vec<SubjectId>,
}

impl Store {
    /// Returns the log of processing of personal data.
    pub fn processing(&self) -> &ProcessingLog {
        &self.processing
    }

    /// Counts the rows of the log, for all parties: as many as there were processings.
    pub async fn count_processing(&self) -> Result<u64, StoreError> {
        let rows = Sql::new("SELECT COUNT(*) FROM processing_log").rows(&self.pools.read).await?;
        let count = rows.first().map(|row| row.try_get_by_index::<i64>(0)).transpose()?;
        Ok(count.and_then(|count| u64::try_from(count).ok()).unwrap_or_default())
    }
}

impl Tx {
    /// Logs a processing together with the change that it is part of.
    pub async fn record_processing(&mut self, record: &ProcessingRecord) -> Result<(), StoreError> {
        if record.party != *self.party() {
            return Err(StoreError::inconsistent(TABLE, "party_id", &record.party));
        }
        let row = model(&self.keys, record)?.into_active_model();
        entity::Entity::insert(row).exec_without_returning(&self.transaction).await?;
        Ok(())
    }
}

fn model(keys: &Keyring, record: &ProcessingRecord) -> Result<entity::Model, StoreError> {
    let key_epoch = i32::try_from(keys.current())
        .map_err(|_| StoreError::inconsistent(TABLE, "key_epoch", &record.id))?;
    let pseudonyms = record.subjects.iter().map(|subject| keys.pseudonym(&record.party, *subject));
    Ok(entity::Model {
        id: record.id,
        party_id: record.party.as_str().to_owned(),
        at: record.at.micros(),
        until: record.until.micros(),
        activity: record.activity.clone(),
        trace: hex(&record.trace),
        span: hex(&record.span),
        status: record.status.to_string(),
        subjects: pseudonyms.flatten().collect(),
        key_epoch,
    })
}

//! The house style of a party: its logo, and its own words in sections of letters, proposed by one person and accepted by another.

use crate::sql::{Sql, maybe_moment, moment, one_row};
use crate::{PartyScope, Store, StoreError, Tx};
use kernel::{AccountId, HouseTextId, Id, Moment};
use sea_orm::FromQueryResult;
use uuid::Uuid;

const TABLE: &str = "house_text";

/// Where a text of a party stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HouseTextStatus {
    /// Proposed.
    Proposed,
    /// In use.
    InUse,
    /// Another took its place.
    Replaced,
    /// Turned down.
    Declined,
}

impl HouseTextStatus {
    const ALL: [Self; 4] = [Self::Proposed, Self::InUse, Self::Replaced, Self::Declined];

    /// Returns the word that the database keeps.
    pub fn id(self) -> &'static str {
        match self {
            Self::Proposed => "voorstel",
            Self::InUse => "geldig",
            Self::Replaced => "vervangen",
            Self::Declined => "afgewezen",
        }
    }
}

/// Words of a party for a section of its letters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseTextRow {
    /// The id.
    pub id: HouseTextId,
    /// The section.
    pub section: String,
    /// The words; none goes back to what everybody gets.
    pub words: Option<String>,
    /// Where it stands.
    pub status: HouseTextStatus,
    /// Who made it.
    pub made_by: AccountId,
    /// When.
    pub made_at: Moment,
    /// Who accepted it or turned it down, and when.
    pub decided: Option<(AccountId, Moment)>,
}

/// Words to be proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHouseText {
    /// The id.
    pub id: HouseTextId,
    /// The section.
    pub section: &'static str,
    /// The words; none goes back to what everybody gets.
    pub words: Option<String>,
    /// Who makes it.
    pub made_by: AccountId,
    /// When.
    pub at: Moment,
}

/// The picture of a party.
#[derive(Clone, PartialEq, Eq, FromQueryResult)]
pub struct HouseLogoRow {
    /// `image/png` or `image/jpeg`.
    pub media_type: String,
    /// The picture.
    pub content: Vec<u8>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    section: String,
    words: Option<String>,
    status: String,
    made_by: Uuid,
    made_at: i64,
    decided_by: Option<Uuid>,
    decided_at: Option<i64>,
}

impl Store {
    /// Lists the texts of a party, the newest first.
    pub async fn house_texts(&self, scope: &PartyScope) -> Result<Vec<HouseTextRow>, StoreError> {
        let sql = of_party(scope).text(" ORDER BY made_at DESC, id DESC LIMIT 500");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Lists the texts that a party has in use.
    pub async fn house_texts_in_use(
        &self,
        scope: &PartyScope,
    ) -> Result<Vec<HouseTextRow>, StoreError> {
        let sql = of_party(scope).text(" AND status = 'geldig'");
        let rows: Vec<Row> = sql.all(&self.pools.read).await?;
        rows.into_iter().map(TryInto::try_into).collect()
    }

    /// Returns the picture of a party.
    pub async fn house_logo(&self, scope: &PartyScope) -> Result<Option<HouseLogoRow>, StoreError> {
        let sql = Sql::new("SELECT media_type, content FROM house_logo WHERE party_id = ")
            .bind(scope.party().as_str());
        sql.one(&self.pools.read).await
    }
}

impl Tx {
    /// Keeps a proposal.
    ///
    /// # Errors
    /// [`StoreError::Duplicate`] when the section has one already.
    pub async fn propose_house_text(&mut self, new: &NewHouseText) -> Result<(), StoreError> {
        Sql::new("INSERT INTO house_text (id, party_id, section, words, status, made_by, made_at) VALUES (")
            .bind_list([
                new.id.uuid().into(),
                self.party_text().into(),
                new.section.into(),
                new.words.as_deref().into(),
                HouseTextStatus::Proposed.id().into(),
                new.made_by.uuid().into(),
                new.at.micros().into(),
            ])
            .text(")")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Takes a proposal into use, in the place of what the section had.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is no proposal any more.
    pub async fn accept_house_text(
        &mut self,
        row: &HouseTextRow,
        decided: (AccountId, Moment),
    ) -> Result<(), StoreError> {
        Sql::new(
            "UPDATE house_text SET status = 'vervangen' WHERE status = 'geldig' AND party_id = ",
        )
        .bind(self.party_text())
        .text(" AND section = ")
        .bind(row.section.as_str())
        .execute(&self.transaction)
        .await?;
        self.decide_house_text(row.id, HouseTextStatus::InUse, decided).await
    }

    /// Turns a proposal down; it stays to be read.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] when it is no proposal any more.
    pub async fn decline_house_text(
        &mut self,
        id: HouseTextId,
        decided: (AccountId, Moment),
    ) -> Result<(), StoreError> {
        self.decide_house_text(id, HouseTextStatus::Declined, decided).await
    }

    async fn decide_house_text(
        &mut self,
        id: HouseTextId,
        status: HouseTextStatus,
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        let sql = Sql::new("UPDATE house_text SET status = ")
            .bind(status.id())
            .text(", decided_by = ")
            .bind(by.uuid())
            .text(", decided_at = ")
            .bind(at.micros())
            .text(" WHERE status = 'voorstel' AND id = ")
            .bind(id.uuid())
            .text(" AND party_id = ")
            .bind(self.party_text());
        one_row(sql.execute(&self.transaction).await?)
    }

    /// Keeps the picture of the party, in the place of what there was.
    pub async fn keep_house_logo(
        &mut self,
        logo: &HouseLogoRow,
        (by, at): (AccountId, Moment),
    ) -> Result<(), StoreError> {
        Sql::new("INSERT INTO house_logo (party_id, media_type, content, changed_by, changed_at) VALUES (")
            .bind_list([
                self.party_text().into(),
                logo.media_type.as_str().into(),
                logo.content.clone().into(),
                by.uuid().into(),
                at.micros().into(),
            ])
            .text(") ON CONFLICT (party_id) DO UPDATE SET media_type = excluded.media_type, content = excluded.content, changed_by = excluded.changed_by, changed_at = excluded.changed_at")
            .execute(&self.transaction)
            .await?;
        Ok(())
    }

    /// Removes the picture of the party.
    pub async fn remove_house_logo(&mut self) -> Result<(), StoreError> {
        Sql::new("DELETE FROM house_logo WHERE party_id = ")
            .bind(self.party_text())
            .execute(&self.transaction)
            .await?;
        Ok(())
    }
}

fn of_party(scope: &PartyScope) -> Sql {
    Sql::new("SELECT * FROM house_text WHERE party_id = ").bind(scope.party().as_str())
}

impl TryFrom<Row> for HouseTextRow {
    type Error = StoreError;

    fn try_from(row: Row) -> Result<Self, StoreError> {
        let status = HouseTextStatus::ALL.into_iter().find(|status| status.id() == row.status);
        let decided_at = maybe_moment(TABLE, "decided_at", row.decided_at)?;
        Ok(Self {
            id: HouseTextId::from_uuid(row.id),
            section: row.section,
            words: row.words,
            status: status.ok_or_else(|| StoreError::inconsistent(TABLE, "status", &row.id))?,
            made_by: AccountId::from_uuid(row.made_by),
            made_at: moment(TABLE, "made_at", row.made_at)?,
            decided: row.decided_by.map(AccountId::from_uuid).zip(decided_at),
        })
    }
}

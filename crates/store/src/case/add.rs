//! Making a file.

use super::NewCase;
use super::entity::{case_file, case_member};
use super::member::{NewMember, model as member_model};
use super::placement::Placement;
use super::row::{content_place, model};
use crate::{StoreError, Tx};
use sea_orm::{EntityTrait, IntoActiveModel};

impl Tx {
    /// Adds a file with the accounts that are on it from the start.
    pub async fn insert_case(
        &mut self,
        new: &NewCase,
        members: &[NewMember],
    ) -> Result<(), StoreError> {
        let content = self.keys.seal(&content_place(self.party(), new.id), new.content.reveal())?;
        let search_id = self.index(new.id, new.search_text.reveal()).await?;
        let row = model(self.party(), new, content, search_id);
        case_file::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.transaction)
            .await?;
        self.insert_members(new, members).await
    }

    async fn insert_members(&self, new: &NewCase, members: &[NewMember]) -> Result<(), StoreError> {
        if members.is_empty() {
            return Ok(());
        }
        let placement = Placement::of(&new.head);
        let rows = members.iter().map(|member| {
            member_model(self.party(), new.id, member, placement.clone()).into_active_model()
        });
        case_member::Entity::insert_many(rows).exec_without_returning(&self.transaction).await?;
        Ok(())
    }
}

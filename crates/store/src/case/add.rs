//! Making a file.

use super::NewCase;
use super::entity::{case_file, case_member};
use super::member::{NewMember, model as member_model};
use super::row::{content_place, model, sort_date};
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
        let due_on = sort_date(new.head.due.as_ref().map(|due| due.on));
        let rows = members.iter().map(|member| {
            member_model(self.party(), new.id, member, new.head.state.clone(), due_on)
                .into_active_model()
        });
        case_member::Entity::insert_many(rows).exec_without_returning(&self.transaction).await?;
        Ok(())
    }
}

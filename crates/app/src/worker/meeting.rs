//! Reminders of meetings: everybody who is invited gets one, so many days before as the group chose. None of a file is in it.

use super::Worker;
use super::upkeep::is_unreadable;
use crate::AppError;
use crate::group::meeting_reminder;
use chrono::Days;
use kernel::{AccountId, Id, MeetingId, PartyId, Redacted};
use meetings::{Kept, Meeting, WorkingGroup};
use std::collections::BTreeMap;
use store::{GroupRow, MeetingReminder, NearMeeting, NewEffect, PartyScope};

/// A group of one party, with where its people get their mail.
struct Invited {
    scope: PartyScope,
    group: WorkingGroup,
    addresses: BTreeMap<AccountId, Redacted<String>>,
}

impl Worker {
    /// Puts the reminders of meetings that are near in the outbox; returns how many are new.
    pub(super) async fn remind_of_meetings(&self) -> Result<u32, AppError> {
        let mut new = 0;
        for (party, row) in self.app.store.working_groups().await? {
            match self.remind_group(&party, &row).await {
                // One group that cannot be read must not keep the others from their reminders.
                Err(error) if is_unreadable(&error) => {
                    tracing::error!(%party, %error, "the meetings of a group could not be read");
                }
                done => new += done?,
            }
        }
        Ok(new)
    }

    async fn remind_group(&self, party: &PartyId, row: &GroupRow) -> Result<u32, AppError> {
        let kept: Kept<WorkingGroup> = serde_json::from_str(&row.content)?;
        let group = kept.into_inner();
        let today = self.app.clock.today();
        let ahead = Days::new(group.herinneringen.vergadering_dagen.into());
        let until = today.checked_add_days(ahead).unwrap_or(today);
        let scope = self.app.store.scope_for_worker(party);
        let near = self.app.store.near_meetings(&scope, today, until).await?;
        if near.is_empty() {
            return Ok(0);
        }
        let addresses = self.app.mail_addresses(&scope).await?;
        let invited = Invited { scope, group, addresses };
        let mut new = 0;
        for meeting in &near {
            new += self.remind_members(&invited, meeting).await?;
        }
        Ok(new)
    }

    /// Reminds those who were not reminded yet. Who has no address now may have one in the next round.
    async fn remind_members(&self, invited: &Invited, near: &NearMeeting) -> Result<u32, AppError> {
        let mails = self.reminders(invited, near)?;
        if mails.is_empty() {
            return Ok(0);
        }
        let mut new = 0;
        let mut tx = self.app.store.begin(&invited.scope).await?;
        for (account, mail) in mails {
            let reminder = MeetingReminder {
                meeting: MeetingId::from_uuid(near.paper.id),
                version: near.paper.version,
                account,
                on: self.app.clock.today(),
            };
            // Another worker may have been first, or the meeting was moved or cancelled just now.
            if tx.remember_meeting_reminder(&reminder).await? {
                tx.enqueue(&[mail]).await?;
                new += 1;
            }
        }
        tx.commit().await?;
        Ok(new)
    }

    fn reminders(
        &self,
        invited: &Invited,
        near: &NearMeeting,
    ) -> Result<Vec<(AccountId, NewEffect)>, AppError> {
        let kept: Kept<Meeting> = serde_json::from_str(near.paper.content.reveal())?;
        let (meeting, now) = (kept.into_inner(), self.app.now());
        let Some(invitation) = meeting.reminder(&invited.group, now) else {
            return Ok(Vec::new());
        };
        let notice = meeting_reminder(meeting.head().id, &invitation);
        let waits = |account: &&AccountId| !near.reminded.contains(account);
        let mail = |account: &AccountId| {
            let mail = self.app.mail_effect(None, invited.addresses.get(account)?, &notice, now);
            mail.inspect_err(|error| {
                tracing::error!(%account, %error, "a reminder of a meeting cannot be mailed");
            })
            .ok()
            .map(|mail| (*account, mail))
        };
        Ok(invitation.genodigden.iter().filter(waits).filter_map(mail).collect())
    }
}

//! Invitations by mail: the same appointment in every calendar, with its number of changes; and reminders of it.

use super::bench::Bench;
use crate::{App, AppError, MailAppointment, MailNotice};
use ::mail::Gathering;
use kernel::{AccountId, Id, MeetingId, Redacted};
use meetings::{Invitation, InvitationKind};
use std::collections::{BTreeMap, BTreeSet};
use store::{NewEffect, PartyScope};

/// Where the page of a meeting is.
const PAGE: &str = "/werkgroep/vergaderingen";

/// The mails that go out, and the names of who gets none.
#[derive(Default)]
pub(super) struct Invitations {
    pub(super) mails: Vec<NewEffect>,
    without: BTreeSet<String>,
}

impl Invitations {
    /// Returns the names of the members who have no e-mail address here, in order.
    pub(super) fn without(self) -> Vec<String> {
        self.without.into_iter().collect()
    }
}

impl App {
    /// Makes the mails of invitations. Who has no e-mail address in this installation, or may not come in any more, gets none.
    pub(super) async fn invite_members(
        &self,
        bench: &Bench<'_>,
        invitations: &[(MeetingId, Invitation)],
    ) -> Result<Invitations, AppError> {
        let mut all = Invitations::default();
        if invitations.is_empty() {
            return Ok(all);
        }
        let known = self.mail_addresses(bench.caller.scope()).await?;
        for (meeting, invitation) in invitations {
            let notice = notice(*meeting, invitation);
            for account in &invitation.genodigden {
                match known.get(account) {
                    Some(email) => {
                        all.mails.push(self.mail_effect(None, email, &notice, bench.now)?);
                    }
                    None => {
                        all.without.insert(bench.name(*account));
                    }
                }
            }
        }
        Ok(all)
    }

    /// Returns where the people of a party get their mail, of those who may come in.
    pub(crate) async fn mail_addresses(
        &self,
        scope: &PartyScope,
    ) -> Result<BTreeMap<AccountId, Redacted<String>>, AppError> {
        let credentials = self.store.credentials(scope).await?.into_iter();
        let active = credentials.filter(|credential| credential.active);
        Ok(active.map(|credential| (credential.account, credential.email)).collect())
    }
}

fn notice(meeting: MeetingId, invitation: &Invitation) -> MailNotice {
    let appointment = appointment(meeting, invitation);
    match invitation.soort {
        InvitationKind::Vervallen => MailNotice::Cancellation(appointment),
        InvitationKind::Nieuw | InvitationKind::Gewijzigd => MailNotice::Invitation(appointment),
    }
}

/// Returns what a member is told when a meeting is near.
pub(crate) fn meeting_reminder(meeting: MeetingId, invitation: &Invitation) -> MailNotice {
    MailNotice::NearAppointment(appointment(meeting, invitation))
}

/// Nothing of a file stands in it: calendars are shared.
fn appointment(meeting: MeetingId, invitation: &Invitation) -> MailAppointment {
    MailAppointment {
        id: meeting.uuid(),
        sequence: invitation.afspraak.wijziging,
        gathering: Gathering::Meeting,
        reference: None,
        start: invitation.begin,
        end: invitation.einde,
        location: invitation.afspraak.tijd.plaats.clone(),
        video: invitation.afspraak.tijd.video.clone(),
        path: Some(format!("{PAGE}/{meeting}")),
    }
}

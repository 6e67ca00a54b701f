//! The group of a party: who is in it, made and changed by the coordinator or an administrator.

use super::bench::{Bench, Sheet, manages};
use super::plan::check_video;
use super::request::KeepGroup;
use super::view::{GroupAccount, GroupView};
use crate::dossier::audit_entry;
use crate::{App, AppError, Caller};
use chrono::NaiveDate;
use kernel::{AccountId, Fault, FaultCode, Faults};
use meetings::{Kept, Meeting, WorkingGroup};
use std::collections::BTreeSet;
use store::{NewEffect, NewGroup, StoreError, Tx};

/// What a change of the group means for the meetings to come.
#[derive(Default)]
struct Regrouped {
    mails: Vec<NewEffect>,
    /// The meetings that somebody left, as they were read and as they become.
    left: Vec<(Sheet<Meeting>, Meeting)>,
}

impl App {
    /// Returns the working group of the caller's party; none when it has none.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who neither sits in it nor leads or manages it.
    pub async fn working_group(&self, caller: &Caller) -> Result<Option<GroupView>, AppError> {
        let Some(bench) = self.group_of(caller).await? else {
            return if manages(caller) { Ok(None) } else { Err(AppError::NotFound) };
        };
        if !bench.rights.lezen && !bench.rights.beheren {
            return Err(AppError::NotFound);
        }
        Ok(Some(group_view(bench)))
    }

    /// Returns whether the caller's party has a working group. That is no secret: everybody who works on files may ask it something.
    pub async fn has_working_group(&self, caller: &Caller) -> Result<bool, AppError> {
        Ok(self.store.working_group(caller.scope()).await?.is_some())
    }

    /// Lists the accounts of people of the party, by name, to choose members from.
    ///
    /// # Errors
    /// For who may not make or change the group.
    pub async fn group_accounts(&self, caller: &Caller) -> Result<Vec<GroupAccount>, AppError> {
        if !manages(caller) {
            return Err(AppError::Forbidden);
        }
        let group = self.group_of(caller).await?.map(|bench| bench.group);
        let credentials = self.store.credentials(caller.scope()).await?;
        let mailed: BTreeSet<AccountId> = credentials.iter().map(|one| one.account).collect();
        let role = |account: AccountId| {
            let members = group.iter().flat_map(|group| &group.leden);
            members.filter(|member| member.account == account).map(|member| member.rol).next()
        };
        let accounts = self.store.accounts(caller.scope()).await?.into_iter();
        let mut accounts: Vec<GroupAccount> = accounts
            .filter(|account| account.person && account.active)
            .map(|account| GroupAccount {
                account: account.id,
                rol: role(account.id),
                heeft_mail: mailed.contains(&account.id),
                naam: account.name,
            })
            .collect();
        accounts.sort_by_key(|account| account.naam.to_lowercase());
        Ok(accounts)
    }

    /// Makes the group of the caller's party, or changes the one that was read at a version. Who joins is invited to the meetings
    /// to come; who leaves gets them taken out of the calendar.
    ///
    /// # Errors
    /// With a fault for each place that does not fit; [`AppError::Taken`] when there is a group already;
    /// [`StoreError::Conflict`] when somebody else was first; [`AppError::Forbidden`] for who may not.
    pub async fn keep_working_group(
        &self,
        caller: &Caller,
        version: Option<i64>,
        wanted: &KeepGroup,
    ) -> Result<GroupView, AppError> {
        if !manages(caller) {
            return Err(AppError::Forbidden);
        }
        let now = self.now();
        let before = self.group_of(caller).await?;
        let id = match (version, &before) {
            (Some(_), Some(bench)) => bench.group.id,
            (Some(_), None) => return Err(AppError::NotFound),
            (None, _) => self.fresh(now),
        };
        let group = wanted.group_of(id, caller.party());
        self.check_group(caller, &group).await?;
        let new = NewGroup {
            id,
            name: group.naam.as_str().to_owned(),
            content: serde_json::to_string(&Kept::new(group.clone()))?,
            by: caller.account(),
            at: now,
        };
        let mut tx = self.store.begin(caller.scope()).await?;
        match version {
            Some(version) => tx.change_working_group(&new, version).await?,
            None => tx.add_working_group(&new).await.map_err(taken)?,
        }
        if let Some(bench) = before.filter(|_| version.is_some()) {
            self.write_regrouped(&mut tx, &bench, &group).await?;
        }
        let content = new.content.as_bytes();
        let subject = format!("werkgroep/{id}");
        tx.audit(&audit_entry(caller, now, "werkgroep-vastleggen", &subject, None, content))
            .await?;
        tx.commit().await?;
        self.group_of(caller).await?.map(group_view).ok_or(AppError::NotFound)
    }

    /// Checks the group, and that every member is a person of the party.
    async fn check_group(&self, caller: &Caller, group: &WorkingGroup) -> Result<(), AppError> {
        group.check()?;
        check_video("/ritme/afspraak", &group.ritme.afspraak)?;
        let accounts = self.store.accounts(caller.scope()).await?;
        let people: BTreeSet<AccountId> = accounts
            .into_iter()
            .filter(|account| account.person)
            .map(|account| account.id)
            .collect();
        let mut faults = Faults::new();
        for (index, member) in group.leden.iter().enumerate() {
            if !people.contains(&member.account) {
                let message = "dit is geen account van een mens bij uw organisatie";
                let place = format!("/leden/{index}/account");
                faults.add(place, FaultCode::OnbekendeWaarde, message);
            }
        }
        Ok(faults.into_result(Some(()))?)
    }

    /// Tells who joined and who left, once the group is changed: a planning that waits for it, or that it waited for, is seen.
    async fn write_regrouped(
        &self,
        tx: &mut Tx,
        bench: &Bench<'_>,
        group: &WorkingGroup,
    ) -> Result<(), AppError> {
        let regrouped = self.regrouped(bench, group).await?;
        tx.enqueue(&regrouped.mails).await?;
        for (sheet, meeting) in regrouped.left {
            let sheet = sheet.keep(tx, meeting).await?;
            tx.audit(&sheet.line(bench, "uitnodiging-intrekken")?).await?;
        }
        Ok(())
    }

    /// Returns the mails for who sits in the group on the day of a meeting and did not before, and the other way round.
    async fn regrouped(
        &self,
        bench: &Bench<'_>,
        group: &WorkingGroup,
    ) -> Result<Regrouped, AppError> {
        let today = bench.now.dutch_date();
        let (mut all, mut invitations) = (Regrouped::default(), Vec::new());
        for sheet in self.sheets::<Meeting>(bench.caller).await? {
            let (id, day) = (sheet.paper.head().id, sheet.paper.head().afspraak.op);
            if day < today {
                continue;
            }
            let (before, after) = (in_office(&bench.group, day), in_office(group, day));
            let joins: Vec<AccountId> = after.difference(&before).copied().collect();
            let leaves: Vec<AccountId> = before.difference(&after).copied().collect();
            let left = sheet.paper.clone().taken_back(leaves);
            let meeting = left.as_ref().map_or(&sheet.paper, |(meeting, _)| meeting);
            let invited = meeting.invitation_for(joins);
            let invited = invited.filter(|invitation| !invitation.genodigden.is_empty());
            invitations.extend(invited.map(|invitation| (id, invitation)));
            if let Some((meeting, invitation)) = left {
                invitations.push((id, invitation));
                all.left.push((sheet, meeting));
            }
        }
        all.mails = self.invite_members(bench, &invitations).await?.mails;
        Ok(all)
    }
}

fn in_office(group: &WorkingGroup, day: NaiveDate) -> BTreeSet<AccountId> {
    group.in_office(day).map(|member| member.account).collect()
}

fn group_view(bench: Bench<'_>) -> GroupView {
    let members: BTreeSet<AccountId> =
        bench.group.leden.iter().map(|member| member.account).collect();
    GroupView {
        namen: bench.names_of(members),
        herinneringen: bench.group.reminders(bench.now.dutch_date()),
        mag: bench.rights,
        versie: bench.version,
        werkgroep: bench.group,
    }
}

fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate(_) => AppError::Taken(Fault {
            pointer: String::new(),
            code: FaultCode::Tegenstrijdig,
            message: "uw organisatie heeft al een werkgroep; wijzig die".to_owned(),
        }),
        other => other.into(),
    }
}

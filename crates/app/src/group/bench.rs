//! Who sits at the table: the group of the caller's party, what the caller may do there, and its papers.
//!
//! A group can be of several parties. Its papers are still each party's own: files are only proposed and opened within the party
//! of the caller (Wet Bibob art. 28).

use super::view::GroupRights;
use crate::dossier::audit_entry;
use crate::{App, AppError, Caller, Permission};
use chrono::NaiveDate;
use kernel::{AccountId, CaseId, Moment, Redacted, WorkingGroupId};
use meetings::{
    Circumstances, Conflict, HelpQuestion, Kept, Meeting, Refusal, Round, Signal, Subject,
    Versioned, WorkingGroup, may_see,
};
use std::collections::{BTreeMap, BTreeSet};
use store::{AuditEntry, ChangedPaper, GroupPaper, NewPaper, PaperRow, Tx};
use uuid::Uuid;

/// The group with who looks at it.
pub(super) struct Bench<'c> {
    pub(super) caller: &'c Caller,
    pub(super) group: WorkingGroup,
    pub(super) version: i64,
    pub(super) rights: GroupRights,
    pub(super) names: BTreeMap<AccountId, String>,
    pub(super) now: Moment,
}

/// Something of the group that is kept as a whole.
pub(super) trait Paper: Versioned + Clone {
    const KIND: GroupPaper;
    /// What the audit trail calls it.
    const NAME: &'static str;

    fn state_id(&self) -> &'static str;

    /// The day on which it stands in lists.
    fn day(&self) -> NaiveDate;
}

/// A paper as it was read.
pub(super) struct Sheet<T> {
    pub(super) id: Uuid,
    pub(super) version: i64,
    pub(super) paper: T,
}

impl Paper for Meeting {
    const KIND: GroupPaper = GroupPaper::Meeting;
    const NAME: &'static str = "vergadering";

    fn state_id(&self) -> &'static str {
        self.state().id()
    }

    fn day(&self) -> NaiveDate {
        self.head().afspraak.op
    }
}

impl Paper for Round {
    const KIND: GroupPaper = GroupPaper::Round;
    const NAME: &'static str = "schriftelijke-ronde";

    fn state_id(&self) -> &'static str {
        self.state()
    }

    fn day(&self) -> NaiveDate {
        self.asked().question().sluit_op
    }
}

impl Paper for HelpQuestion {
    const KIND: GroupPaper = GroupPaper::Question;
    const NAME: &'static str = "vraagbaakvraag";

    fn state_id(&self) -> &'static str {
        self.state()
    }

    fn day(&self) -> NaiveDate {
        self.asked().gesteld_op.dutch_date()
    }
}

impl Paper for Signal {
    const KIND: GroupPaper = GroupPaper::Signal;
    const NAME: &'static str = "signaal";

    fn state_id(&self) -> &'static str {
        self.state()
    }

    fn day(&self) -> NaiveDate {
        self.file().besproken_op
    }
}

impl<T: Paper> Sheet<T> {
    pub(super) fn open(row: &PaperRow) -> Result<Self, AppError> {
        let kept: Kept<T> = serde_json::from_str(row.content.reveal())?;
        Ok(Self { id: row.id, version: row.version, paper: kept.into_inner() })
    }

    /// Refuses when the caller saw another version.
    pub(super) fn at(self, version: i64) -> Result<Self, AppError> {
        if self.version == version { Ok(self) } else { Err(store::StoreError::Conflict.into()) }
    }

    /// Keeps what the paper became, and returns it at its new version.
    pub(super) async fn keep(self, tx: &mut Tx, paper: T) -> Result<Self, AppError> {
        let changed = ChangedPaper {
            id: self.id,
            version: self.version,
            day: paper.day(),
            state: paper.state_id(),
            content: text_of(&paper)?,
        };
        tx.change_group_paper(T::KIND, &changed).await?;
        Ok(Self { version: self.version + 1, paper, ..self })
    }

    /// Keeps a new paper.
    pub(super) async fn add(
        tx: &mut Tx,
        group: WorkingGroupId,
        id: Uuid,
        paper: T,
    ) -> Result<Self, AppError> {
        let new = NewPaper {
            id,
            group,
            day: paper.day(),
            state: paper.state_id(),
            content: text_of(&paper)?,
        };
        tx.add_group_paper(T::KIND, &new).await?;
        Ok(Self { id, version: 1, paper })
    }

    /// A line of the trail about this paper.
    pub(super) fn line(&self, bench: &Bench<'_>, action: &str) -> Result<AuditEntry, AppError> {
        let subject = format!("{}/{}", T::NAME, self.id);
        let content = text_of(&self.paper)?;
        let content = content.reveal().as_bytes();
        let action = format!("{}-{action}", T::NAME);
        Ok(audit_entry(bench.caller, bench.now, &action, &subject, None, content))
    }
}

fn text_of<T: Paper>(paper: &T) -> Result<Redacted<String>, AppError> {
    Ok(Redacted::new(serde_json::to_string(&Kept::new(paper.clone()))?))
}

/// All that the group ever wrote down of meetings and rounds: interests that were declared in one hold in every other.
pub(super) struct Book {
    pub(super) meetings: Vec<Sheet<Meeting>>,
    pub(super) rounds: Vec<Sheet<Round>>,
}

impl Book {
    pub(super) fn meeting(&self, id: Uuid) -> Option<&Sheet<Meeting>> {
        self.meetings.iter().find(|sheet| sheet.id == id)
    }

    /// Takes a meeting out; what is not of this party is not there.
    pub(super) fn take(&mut self, id: Uuid) -> Result<Sheet<Meeting>, AppError> {
        let place = self.meetings.iter().position(|sheet| sheet.id == id);
        Ok(self.meetings.swap_remove(place.ok_or(AppError::NotFound)?))
    }

    /// The interests that were declared in meetings and rounds.
    fn declared(&self) -> Vec<Conflict> {
        let meetings = self.meetings.iter().flat_map(|sheet| sheet.paper.head().belangen.clone());
        let rounds = self.rounds.iter().flat_map(|sheet| {
            let asked = sheet.paper.asked();
            asked.conflicts().iter().map(|conflict| Conflict {
                lid: conflict.lid,
                onderwerp: Subject::Dossier { dossier: asked.question().dossier },
                reden: conflict.reden.clone(),
                gemeld_op: conflict.op,
                gemeld_door: conflict.lid,
            })
        });
        meetings.chain(rounds).collect()
    }
}

impl Bench<'_> {
    /// Refuses who lacks a right of the group.
    pub(super) fn must(&self, may: impl Fn(&GroupRights) -> bool) -> Result<(), AppError> {
        if may(&self.rights) { Ok(()) } else { Err(AppError::Forbidden) }
    }

    pub(super) fn account(&self) -> AccountId {
        self.caller.account()
    }

    pub(super) fn name(&self, account: AccountId) -> String {
        self.names.get(&account).cloned().unwrap_or_default()
    }

    /// Returns the names of these accounts.
    pub(super) fn names_of(
        &self,
        accounts: impl IntoIterator<Item = AccountId>,
    ) -> BTreeMap<AccountId, String> {
        accounts.into_iter().map(|account| (account, self.name(account))).collect()
    }

    pub(super) fn at<'b>(
        &'b self,
        standing: &'b [Conflict],
        adopting: Option<&'b Meeting>,
    ) -> Circumstances<'b> {
        let actor = self.caller.actor();
        Circumstances { now: self.now, actor, group: &self.group, adopting, standing }
    }

    /// Whether the caller may see a subject: nobody does with an interest of their own (Awb art. 2:4).
    pub(super) fn sees(&self, conflicts: &[Conflict], subject: &Subject) -> bool {
        may_see(conflicts, self.account(), subject)
    }
}

impl App {
    /// Returns the group of the caller's party, whatever the caller may do there; none when there is none.
    pub(super) async fn group_of<'c>(
        &self,
        caller: &'c Caller,
    ) -> Result<Option<Bench<'c>>, AppError> {
        let Some(row) = self.store.working_group(caller.scope()).await? else { return Ok(None) };
        let kept: Kept<WorkingGroup> = serde_json::from_str(&row.content)?;
        let (group, now) = (kept.into_inner(), self.now());
        let accounts = self.store.accounts(caller.scope()).await?;
        Ok(Some(Bench {
            caller,
            rights: rights(&group, caller, now.dutch_date()),
            group,
            version: row.version,
            names: accounts.into_iter().map(|account| (account.id, account.name)).collect(),
            now,
        }))
    }

    /// Returns the group for who may read its meetings; for others it is not there.
    pub(super) async fn bench<'c>(&self, caller: &'c Caller) -> Result<Bench<'c>, AppError> {
        let bench = self.group_of(caller).await?;
        bench.filter(|bench| bench.rights.lezen).ok_or(AppError::NotFound)
    }

    /// Reads all papers of a kind, page by page: an interest of years ago holds, and so does an answer.
    pub(super) async fn sheets<T: Paper>(
        &self,
        caller: &Caller,
    ) -> Result<Vec<Sheet<T>>, AppError> {
        let (mut all, mut cursor) = (Vec::new(), None);
        loop {
            let page = self.store.group_papers(caller.scope(), T::KIND, cursor.as_ref()).await?;
            for row in &page.items {
                all.push(Sheet::open(row)?);
            }
            cursor = page.next;
            if cursor.is_none() {
                return Ok(all);
            }
        }
    }

    pub(super) async fn sheet<T: Paper>(
        &self,
        caller: &Caller,
        id: Uuid,
    ) -> Result<Sheet<T>, AppError> {
        let row = self.store.group_paper(caller.scope(), T::KIND, id).await?;
        Sheet::open(&row.ok_or(AppError::NotFound)?)
    }

    pub(super) async fn book(&self, caller: &Caller) -> Result<Book, AppError> {
        Ok(Book { meetings: self.sheets(caller).await?, rounds: self.sheets(caller).await? })
    }

    /// Returns the interests that hold everywhere: those on record with these files, and those declared in meetings and rounds. One
    /// in a file holds as long as it is on record there: a mistake is taken back on the file.
    pub(super) async fn standing(
        &self,
        caller: &Caller,
        book: &Book,
        files: impl IntoIterator<Item = CaseId>,
    ) -> Result<Vec<Conflict>, AppError> {
        let mut all = book.declared();
        let mut files: BTreeSet<CaseId> = files.into_iter().collect();
        files.extend(all.iter().filter_map(|conflict| conflict.onderwerp.file()));
        let on_record = self.store.interests_in(caller.scope(), files).await?;
        let held: BTreeSet<(CaseId, AccountId)> =
            on_record.iter().map(|interest| (interest.case, interest.account)).collect();
        all.retain(|conflict| {
            conflict.onderwerp.file().is_none_or(|file| held.contains(&(file, conflict.lid)))
        });
        for interest in on_record {
            let reden = case::Text::try_from(interest.reason)
                .map_err(|_| AppError::Unreadable("reason of an interest".to_owned()))?;
            all.push(Conflict {
                lid: interest.account,
                onderwerp: Subject::Dossier { dossier: interest.case },
                reden,
                gemeld_op: interest.at,
                gemeld_door: interest.declared_by,
            });
        }
        Ok(all)
    }
}

/// Who coordinates: the right to change files with the right to see the whole party.
pub(super) fn coordinates(caller: &Caller) -> bool {
    caller.may(Permission::Supervise) && caller.may(Permission::WriteCases)
}

/// Who may make the group and change it.
pub(super) fn manages(caller: &Caller) -> bool {
    coordinates(caller) || caller.may(Permission::Administer)
}

fn rights(group: &WorkingGroup, caller: &Caller, today: NaiveDate) -> GroupRights {
    let account = caller.account();
    let (lid, leiden) = (group.is_in_office(account, today), group.is_chair(account, today));
    let coordinates = coordinates(caller);
    GroupRights {
        beheren: manages(caller),
        plannen: leiden || coordinates,
        leiden,
        lid,
        lezen: lid || coordinates,
    }
}

impl From<Refusal> for AppError {
    fn from(refusal: Refusal) -> Self {
        Self::Meeting(refusal)
    }
}

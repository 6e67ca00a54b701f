//! Who may do what: one table of roles and rights. The table is the whole of it: no use case knows a role by name but the
//! decision itself (art. 10:3 Awb: the mandate), which the core asks.
//!
//! A right opens a kind of work. Which files somebody may know is another question, and membership of the file answers it.

use case::OfficeRole;

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Permission {
    /// Reads the files the account is on.
    ReadCases,
    /// Changes them, and makes new ones.
    WriteCases,
    /// Reads citizen service numbers.
    ReadBsn,
    /// Reads criminal data on the files the account is on (AVG 10, UAVG 31 to 33).
    ReadCriminal,
    /// Sees what ends soon and who has how much work, in the whole party.
    Supervise,
    /// Reads figures without a name in them.
    ReadFigures,
    /// Reads the audit trail and the processing log.
    Audit,
    /// Manages accounts, replacement and programs, but never the own account.
    Administer,
    /// Handles tips (art. 26): nobody else may know that there is one.
    HandleTips,
}

use Permission::{
    Administer, Audit, HandleTips, ReadBsn, ReadCases, ReadCriminal, ReadFigures, Supervise,
    WriteCases,
};

/// The table: what each role may do.
const RIGHTS: [(OfficeRole, &[Permission]); 11] = [
    (OfficeRole::Behandelaar, &[ReadCases, WriteCases]),
    (OfficeRole::Coordinator, &[ReadCases, WriteCases, ReadBsn, ReadCriminal, Supervise]),
    (OfficeRole::TweedeLezer, &[ReadCases, WriteCases, ReadCriminal]),
    (OfficeRole::Beslisser, &[ReadCases, WriteCases, ReadCriminal]),
    (OfficeRole::Werkgroeplid, &[ReadCases, ReadCriminal]),
    (OfficeRole::Toezichthouder, &[Supervise, ReadFigures]),
    (OfficeRole::Controller, &[ReadFigures]),
    (OfficeRole::Archivaris, &[Audit]),
    (OfficeRole::Beheerder, &[Administer]),
    (OfficeRole::Tipbehandelaar, &[HandleTips]),
    (OfficeRole::Systeem, &[ReadCases, WriteCases]),
];

/// Returns what a role may do.
pub fn rights_of(role: OfficeRole) -> &'static [Permission] {
    RIGHTS.iter().find(|(known, _)| *known == role).map_or(&[], |(_, rights)| rights)
}

impl Permission {
    /// All permissions.
    pub const ALL: [Self; 9] = [
        ReadCases,
        WriteCases,
        ReadBsn,
        ReadCriminal,
        Supervise,
        ReadFigures,
        Audit,
        Administer,
        HandleTips,
    ];

    /// Returns the name of the scope.
    pub const fn scope(self) -> &'static str {
        match self {
            ReadCases => "dossiers:lezen",
            WriteCases => "dossiers:schrijven",
            ReadBsn => "bsn:lezen",
            ReadCriminal => "strafrecht:lezen",
            Supervise => "toezicht:lezen",
            ReadFigures => "cijfers:lezen",
            Audit => "audit:lezen",
            Administer => "beheer",
            HandleTips => "tips",
        }
    }

    /// Returns the permission with this scope.
    pub fn of_scope(scope: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|permission| permission.scope() == scope)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    #[test]
    fn every_role_has_its_row_and_the_table_is_the_reviewed_one() {
        let mut text = String::new();
        for role in OfficeRole::ALL {
            let row = RIGHTS.iter().filter(|(known, _)| *known == role).count();
            assert_eq!(row, 1, "{}", role.id());
            let rights: Vec<_> = rights_of(role).iter().map(|right| right.scope()).collect();
            let _ = writeln!(text, "{:<16} {}", role.id(), rights.join(" "));
        }
        insta::assert_snapshot!("rights", text);
    }

    #[test]
    fn who_administers_reads_no_files_and_tips_are_for_tip_officers_only() {
        for (role, rights) in RIGHTS {
            let administers = rights.contains(&Administer);
            assert!(!(administers && rights.contains(&ReadCases)), "{}", role.id());
            let tips = rights.contains(&HandleTips);
            assert_eq!(tips, role == OfficeRole::Tipbehandelaar, "{}", role.id());
        }
    }
}

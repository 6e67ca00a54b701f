//! The history of the schema: one file per migration. A file that has been released never changes.
//!
//! Moments are microseconds since 1970 in a `BIGINT` and dates are dates, so that both back ends keep, sort and hash them
//! alike. Nothing here knows the types of the program: history must keep compiling when they change.

mod helpers;
mod m20261125_000001_parties;
mod m20261125_000002_case_files;
mod m20261125_000003_work;
mod m20261125_000004_audit;
mod m20261125_000005_processing;
mod m20261125_000006_search;
mod m20261125_000007_sign_in;
mod m20261125_000008_office;
mod m20261125_000009_work_list;
mod m20261125_000010_need_to_know;
mod m20261125_000011_questionnaire;
mod m20261125_000012_corrections;
mod m20261126_000013_inquiry;
mod m20261126_000014_applicant_sign_in;
mod m20261126_000015_risk_sets;
mod m20261126_000016_letters;
mod m20261126_000017_house_style;
mod m20261126_000018_working_group;
mod m20261126_000019_tips;
mod m20261126_000020_meeting_reminders;
mod m20261126_000021_known_subjects;
mod m20261126_000022_hearings;
mod m20261127_000023_intake_mail;

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::{MigrationTrait, async_trait};

/// Runs the migrations, in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261125_000001_parties::Migration),
            Box::new(m20261125_000002_case_files::Migration),
            Box::new(m20261125_000003_work::Migration),
            Box::new(m20261125_000004_audit::Migration),
            Box::new(m20261125_000005_processing::Migration),
            Box::new(m20261125_000006_search::Migration),
            Box::new(m20261125_000007_sign_in::Migration),
            Box::new(m20261125_000008_office::Migration),
            Box::new(m20261125_000009_work_list::Migration),
            Box::new(m20261125_000010_need_to_know::Migration),
            Box::new(m20261125_000011_questionnaire::Migration),
            Box::new(m20261125_000012_corrections::Migration),
            Box::new(m20261126_000013_inquiry::Migration),
            Box::new(m20261126_000014_applicant_sign_in::Migration),
            Box::new(m20261126_000015_risk_sets::Migration),
            Box::new(m20261126_000016_letters::Migration),
            Box::new(m20261126_000017_house_style::Migration),
            Box::new(m20261126_000018_working_group::Migration),
            Box::new(m20261126_000019_tips::Migration),
            Box::new(m20261126_000020_meeting_reminders::Migration),
            Box::new(m20261126_000021_known_subjects::Migration),
            Box::new(m20261126_000022_hearings::Migration),
            Box::new(m20261127_000023_intake_mail::Migration),
        ]
    }
}

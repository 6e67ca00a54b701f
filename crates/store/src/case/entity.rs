//! The tables of a file.

/// The file.
pub(crate) mod case_file {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_file")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) id: Uuid,
        pub(crate) party_id: String,
        pub(crate) reference: String,
        pub(crate) kind: String,
        pub(crate) procedure: String,
        pub(crate) state: String,
        pub(crate) title: String,
        pub(crate) main_subject: Option<Uuid>,
        pub(crate) received_on: Date,
        pub(crate) due_on: Option<Date>,
        pub(crate) due_kind: Option<String>,
        pub(crate) due_provisional: bool,
        pub(crate) decided_on: Option<Date>,
        pub(crate) closed_on: Option<Date>,
        pub(crate) outcome: Option<String>,
        pub(crate) linked_to: Option<Uuid>,
        pub(crate) version: i64,
        pub(crate) created_at: i64,
        pub(crate) updated_at: i64,
        pub(crate) search_id: Option<i64>,
        pub(crate) content: Vec<u8>,
        pub(crate) due_latest: Option<Date>,
        pub(crate) waits_until: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What happened to it.
pub(crate) mod case_event {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_event")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) seq: i64,
        pub(crate) party_id: String,
        pub(crate) at: i64,
        pub(crate) actor: Uuid,
        pub(crate) name: String,
        pub(crate) content: Vec<u8>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Who may see it.
pub(crate) mod case_member {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "case_member")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) account_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) case_id: Uuid,
        pub(crate) party_id: String,
        pub(crate) state: String,
        pub(crate) due_on: Date,
        pub(crate) created_at: i64,
        pub(crate) added_by: Uuid,
        pub(crate) reason: String,
        pub(crate) kind: String,
        pub(crate) until: Option<i64>,
        pub(crate) case_kind: String,
        pub(crate) section: i32,
        pub(crate) binding: bool,
        pub(crate) waits_until: Option<Date>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// How its date moved.
pub(crate) mod deadline_history {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "deadline_history")]
    pub(crate) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) case_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(crate) seq: i64,
        pub(crate) party_id: String,
        pub(crate) at: i64,
        pub(crate) due_on: Option<Date>,
        pub(crate) due_kind: Option<String>,
        pub(crate) provisional: bool,
        pub(crate) steps: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub(crate) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

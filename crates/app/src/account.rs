//! Parties, accounts and tokens: what the command line manages.

use crate::caller::digest;
use crate::{App, AppError, Permission};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use case::OfficeRole;
use chrono::TimeDelta;
use kernel::{AccountId, FaultCode, Moment, PartyId, Redacted, TokenId};
use store::{Account, AuditEntry, NewToken, Party, PartyScope, TokenRow};

/// An account to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    /// The party.
    pub party: PartyId,
    /// The name.
    pub name: String,
    /// The role.
    pub role: OfficeRole,
    /// Whether it is a person's and not a program's.
    pub person: bool,
}

/// A token to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenRequest {
    /// The party.
    pub party: PartyId,
    /// The account it stands for.
    pub account: AccountId,
    /// What it is for.
    pub label: String,
    /// What it may be used for.
    pub permissions: Vec<Permission>,
    /// For how many days it works.
    pub days: u16,
}

/// A token that was made. The secret is shown once: the database keeps its digest only.
#[derive(Clone, Debug)]
pub struct IssuedToken {
    /// The id.
    pub id: TokenId,
    /// The secret.
    pub secret: Redacted<String>,
    /// When it stops working.
    pub expires_at: Moment,
}

impl App {
    /// Enters a party that the rules know.
    pub async fn enter_party(&self, party: &PartyId) -> Result<(), AppError> {
        let today = self.clock.today();
        let policy = self.rules.policy(party, today).ok_or_else(|| {
            let message = format!("partij «{party}» is niet bekend");
            AppError::fault("/partij", FaultCode::OnbekendeWaarde, message)
        })?;
        let known = &policy.party;
        let party = Party { id: party.clone(), name: known.name.clone(), kind: known.kind };
        Ok(self.store.upsert_party(&party).await?)
    }

    /// Makes an account.
    pub async fn create_account(&self, new: &NewAccount) -> Result<AccountId, AppError> {
        let now = self.now();
        let account = Account {
            id: self.fresh(now),
            name: new.name.clone(),
            role: new.role.id().to_owned(),
            person: new.person,
            active: true,
            created_at: now,
        };
        let scope = self.store.scope_for_worker(&new.party);
        self.store.create_account(&scope, &account).await?;
        let subject = format!("account/{}", account.id);
        self.administer(&scope, "account-maken", &subject, &new.name).await?;
        Ok(account.id)
    }

    /// Makes a token and returns its secret.
    pub async fn issue_token(&self, request: &TokenRequest) -> Result<IssuedToken, AppError> {
        let now = self.now();
        let secret = format!("dw_{}", URL_SAFE_NO_PAD.encode(self.random::<32>()));
        let scopes: Vec<String> =
            request.permissions.iter().map(|permission| permission.scope().to_owned()).collect();
        let token = NewToken {
            id: self.fresh(now),
            account: request.account,
            label: request.label.clone(),
            secret_hash: digest(&secret),
            scopes: scopes.clone(),
            created_at: now,
            expires_at: now.after(TimeDelta::days(request.days.into())),
        };
        let scope = self.store.scope_for_worker(&request.party);
        self.store.create_token(&scope, &token).await?;
        let subject = format!("token/{}", token.id);
        self.administer(&scope, "token-maken", &subject, &scopes.join(" ")).await?;
        Ok(IssuedToken {
            id: token.id,
            secret: Redacted::new(secret),
            expires_at: token.expires_at,
        })
    }

    /// Lists the tokens of a party.
    pub async fn tokens(&self, party: &PartyId) -> Result<Vec<TokenRow>, AppError> {
        Ok(self.store.tokens(&self.store.scope_for_worker(party)).await?)
    }

    /// Lists the accounts of a party.
    pub async fn accounts(&self, party: &PartyId) -> Result<Vec<Account>, AppError> {
        Ok(self.store.accounts(&self.store.scope_for_worker(party)).await?)
    }

    /// Revokes a token; it stops working at once.
    pub async fn revoke_token(&self, party: &PartyId, id: TokenId) -> Result<bool, AppError> {
        let scope = self.store.scope_for_worker(party);
        let revoked = self.store.revoke_token(&scope, id, self.now()).await?;
        if revoked {
            self.administer(&scope, "token-intrekken", &format!("token/{id}"), "").await?;
        }
        Ok(revoked)
    }

    /// Lets an account in or shuts it out, with all its tokens; returns whether it is there.
    pub async fn set_account_active(
        &self,
        party: &PartyId,
        id: AccountId,
        active: bool,
    ) -> Result<bool, AppError> {
        let scope = self.store.scope_for_worker(party);
        let known = self.store.set_active(&scope, id, active).await?;
        if known {
            let action = if active { "account-aanzetten" } else { "account-uitzetten" };
            self.administer(&scope, action, &format!("account/{id}"), "").await?;
        }
        Ok(known)
    }

    /// Puts an act of administration on record.
    async fn administer(
        &self,
        scope: &PartyScope,
        action: &str,
        subject: &str,
        content: &str,
    ) -> Result<(), AppError> {
        let mut tx = self.store.begin(scope).await?;
        tx.audit(&AuditEntry {
            at: self.now(),
            actor: None,
            actor_name: "beheer".to_owned(),
            role: OfficeRole::Systeem.id().to_owned(),
            action: action.to_owned(),
            subject: subject.to_owned(),
            reason: None,
            digest: *kernel::Sha256Hex::of_parts([content.as_bytes()]).as_bytes(),
        })
        .await?;
        Ok(tx.commit().await?)
    }
}

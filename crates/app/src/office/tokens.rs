//! Tokens, with which programs come in.

use super::Author;
use crate::caller::digest;
use crate::{App, AppError, Permission};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use kernel::{AccountId, Moment, PartyId, Redacted, TokenId};
use store::{Account, NewToken, TokenRow};

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
    /// Makes a token and returns its secret.
    pub async fn issue_token(&self, request: &TokenRequest) -> Result<IssuedToken, AppError> {
        let (token, issued) =
            self.fresh_token(request.account, &request.label, &request.permissions, request.days);
        let author = Author::console(self, &request.party);
        let mut tx = self.store.begin(author.scope()).await?;
        tx.create_token(&token).await?;
        let (subject, content) = (format!("token/{}", token.id), token.scopes.join(" "));
        tx.audit(&author.line(token.created_at, "token-maken", &subject, &content)).await?;
        tx.commit().await?;
        Ok(issued)
    }

    /// Makes a token, not yet in the database, with its secret.
    pub(super) fn fresh_token(
        &self,
        account: AccountId,
        label: &str,
        permissions: &[Permission],
        days: u16,
    ) -> (NewToken, IssuedToken) {
        let now = self.now();
        let secret = format!("dw_{}", URL_SAFE_NO_PAD.encode(self.random::<32>()));
        let token = NewToken {
            id: self.fresh(now),
            account,
            label: label.to_owned(),
            secret_hash: digest(&secret),
            scopes: permissions.iter().map(|one| one.scope().to_owned()).collect(),
            created_at: now,
            expires_at: now.after(TimeDelta::days(days.into())),
        };
        let (id, expires_at) = (token.id, token.expires_at);
        (token, IssuedToken { id, secret: Redacted::new(secret), expires_at })
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
        self.revoke(&Author::console(self, party), id).await
    }

    pub(super) async fn revoke(&self, author: &Author<'_>, id: TokenId) -> Result<bool, AppError> {
        let now = self.now();
        let mut tx = self.store.begin(author.scope()).await?;
        let revoked = tx.revoke_token(id, now).await?;
        if revoked {
            tx.audit(&author.line(now, "token-intrekken", &format!("token/{id}"), "")).await?;
        }
        tx.commit().await?;
        Ok(revoked)
    }
}

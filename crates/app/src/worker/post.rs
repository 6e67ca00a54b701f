//! Delivering a mail. A mail cannot be taken back and a server does not say later whether it has one, so the row in the outbox
//! says «in doubt» before the last step: who is killed there leaves no second mail behind (decision 22).

use super::Worker;
use super::deliver::Outcome;
use crate::AppError;
use crate::mail::{IN_DOUBT, OFF, REFUSED};
use chrono::TimeDelta;
use kernel::Moment;
use mail::{Email, MailError, Prepared};
use store::{AfterFailure, ClaimedEffect, Settled, StoreError};

/// For how long a last step counts as under way, in seconds: longer than a server gets to answer.
const UNDER_WAY_SECONDS: i64 = 300;
/// The first pause between two attempts, in seconds, and the longest. Twelve attempts take twelve hours: a server that asks to
/// come back means a quarter of an hour, and one that is being mended half a day.
const FIRST_PAUSE: i64 = 30;
const LONGEST_PAUSE: i64 = 4 * 3_600;

impl Worker {
    /// Delivers the mail of an effect, and notes what became of it.
    pub(super) async fn deliver_mail(&self, claimed: &ClaimedEffect) -> Result<Outcome, AppError> {
        let Some(desk) = &self.mail else {
            let text = format!("{OFF}: deze installatie verstuurt geen mail");
            return self.give_up(claimed, &text).await;
        };
        let email = match desk.compose(&self.app, claimed) {
            Ok(email) => email,
            // What cannot be written now cannot be written later either.
            Err(error) => {
                tracing::error!(effect = %claimed.effect.id, %error, "a mail could not be written");
                return self.give_up(claimed, "de mail is niet te schrijven").await;
            }
        };
        match desk.transport.prepare(&email).await {
            Ok(prepared) if prepared.is_final() => self.last_step(claimed, &email, prepared).await,
            Ok(prepared) => match prepared.finish().await {
                Ok(()) => self.mailed(claimed, &email).await,
                Err(error) => self.not_mailed(claimed, &email, &error).await,
            },
            Err(error) => self.not_mailed(claimed, &email, &error).await,
        }
    }

    async fn mailed(&self, claimed: &ClaimedEffect, email: &Email) -> Result<Outcome, AppError> {
        let noted = self.app.store.effect_delivered(claimed.effect.id, self.app.now()).await;
        tell(claimed, email, "a mail was written");
        Outcome::Delivered.noted(noted)
    }

    async fn not_mailed(
        &self,
        claimed: &ClaimedEffect,
        email: &Email,
        error: &MailError,
    ) -> Result<Outcome, AppError> {
        let (words, then) = self.after_mail_failure(claimed, error);
        warn(claimed, email, &words);
        let noted = self.app.store.effect_failed(claimed.effect.id, &words, then).await;
        Outcome::Failed.noted(noted)
    }

    /// Says that the mail is in doubt, gives it to the server, and says what became of it.
    async fn last_step(
        &self,
        claimed: &ClaimedEffect,
        email: &Email,
        prepared: Prepared,
    ) -> Result<Outcome, AppError> {
        let (store, hold, now) = (&self.app.store, claimed.hold(), self.app.now());
        let until = now.after(TimeDelta::seconds(UNDER_WAY_SECONDS));
        let words = format!(
            "{IN_DOUBT}: het versturen brak af; de mail is misschien wel en misschien niet aangekomen"
        );
        match store.effect_in_doubt(hold, &words, now, until).await {
            Ok(()) => {}
            // Another worker has it by now. The server was not given anything, and forgets it.
            Err(StoreError::Conflict) => return Ok(Outcome::Elsewhere),
            Err(error) => return Err(error.into()),
        }
        let answer = prepared.finish().await;
        let settled = match &answer {
            Ok(()) => {
                let noted = store.effect_settled(hold, Settled::Delivered(self.app.now())).await;
                tell(claimed, email, "a mail was sent");
                return Outcome::Delivered.noted(noted);
            }
            Err(MailError::InDoubt(text)) => {
                warn(claimed, email, text);
                store.effect_settled(hold, Settled::InDoubt).await
            }
            Err(error) => {
                let (words, then) = self.after_mail_failure(claimed, error);
                warn(claimed, email, &words);
                store.effect_settled(hold, Settled::Failed(&words, then)).await
            }
        };
        Outcome::Failed.noted(settled)
    }

    async fn give_up(&self, claimed: &ClaimedEffect, words: &str) -> Result<Outcome, AppError> {
        let then = AfterFailure::GiveUp(self.app.now());
        Outcome::Failed.noted(self.app.store.effect_failed(claimed.effect.id, words, then).await)
    }

    /// A refusal is for ever; anything else may pass.
    fn after_mail_failure(
        &self,
        claimed: &ClaimedEffect,
        error: &MailError,
    ) -> (String, AfterFailure) {
        let now = self.app.now();
        match error {
            MailError::Refused(text) => (format!("{REFUSED}: {text}"), AfterFailure::GiveUp(now)),
            MailError::Later(text) | MailError::InDoubt(text) => {
                (text.clone(), self.try_later(claimed.attempts, now))
            }
        }
    }

    fn try_later(&self, attempts: i32, now: Moment) -> AfterFailure {
        if attempts >= i32::from(self.app.settings.most_attempts) {
            return AfterFailure::GiveUp(now);
        }
        AfterFailure::RetryAt(now.after(TimeDelta::seconds(pause(attempts))))
    }
}

fn pause(attempts: i32) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 12) - 1).unwrap_or_default();
    (FIRST_PAUSE << doublings).min(LONGEST_PAUSE)
}

fn tell(claimed: &ClaimedEffect, email: &Email, what: &'static str) {
    let to = email.to.address().masked();
    tracing::info!(effect = %claimed.effect.id, to, "{what}");
}

fn warn(claimed: &ClaimedEffect, email: &Email, error: &str) {
    let (id, attempts) = (claimed.effect.id, claimed.attempts);
    let to = email.to.address().masked();
    tracing::warn!(effect = %id, attempts, to, error, "a mail was not delivered");
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn pauses_double_up_to_four_hours() {
        assert_eq!([1, 2, 3, 9].map(pause), [30, 60, 120, 7_680]);
        assert_eq!([10, 11, 400].map(pause), [14_400, 14_400, 14_400]);
        assert!((11..13).contains(&((1..12).map(pause).sum::<i64>() / 3_600)));
    }
}

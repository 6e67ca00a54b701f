//! The exchange of tips. It is a part of the round that leaves no number in the report of it: how many tips there are is secret.

use super::Worker;
use crate::AppError;
use crate::tips::{TipPost, Turn};

impl Worker {
    /// Lets the worker carry tips in another way than between the parties of this installation only.
    #[must_use]
    pub fn with_tip_post(self, post: TipPost) -> Self {
        Self { tips: post, ..self }
    }

    /// Does what is due in the exchange of tips.
    ///
    /// # Errors
    /// When the database cannot say what is due; one party or partner that cannot be served does not keep the others waiting.
    pub async fn exchange_tips(&self) -> Result<(), AppError> {
        Turn::new(&self.app, &self.tips).run().await
    }
}

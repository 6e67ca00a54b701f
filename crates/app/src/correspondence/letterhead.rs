//! The letterhead of a party: what an administrator wrote, else what stands among the rules.

use crate::dossier::audit_entry;
use crate::{App, AppError, Caller};
use kernel::{FaultCode, Faults};
use letters::{Contact, Frame, LetterContent, ReturnRoute, Sender};
use rulebook::LetterheadSource;
use serde::{Deserialize, Serialize};
use store::PartyScope;

/// The most signs of a line.
const LONGEST: usize = 200;
/// The most lines of an address.
const MOST_LINES: usize = 6;

/// How a party can be reached, and who signs when a letter does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Letterhead {
    /// The postal address, line by line.
    pub address: Vec<String>,
    /// The e-mail address for Bibob.
    pub mail: Option<String>,
    /// The telephone number.
    pub telephone: Option<String>,
    /// Where the privacy notice stands.
    pub privacy_notice: Option<String>,
    /// The name of who signs.
    pub signatory: Option<String>,
    /// The function of who signs, when the organ does not sign itself (Awb 10:10).
    pub mandate: Option<String>,
}

impl App {
    /// Returns the letterhead of the caller's party.
    pub async fn letterhead(&self, caller: &Caller) -> Result<Letterhead, AppError> {
        self.letterhead_of(caller.scope()).await
    }

    async fn letterhead_of(&self, scope: &PartyScope) -> Result<Letterhead, AppError> {
        match self.store.letterhead(scope).await? {
            Some(json) => Ok(serde_json::from_str(&json)?),
            None => {
                Ok(self.rules.letterhead(scope.party()).map(Letterhead::from).unwrap_or_default())
            }
        }
    }

    /// Keeps the letterhead of the caller's party.
    ///
    /// # Errors
    /// Names every field that is too long or no address.
    pub async fn keep_letterhead(
        &self,
        caller: &Caller,
        letterhead: &Letterhead,
    ) -> Result<(), AppError> {
        letterhead.check()?;
        let (now, json) = (self.now(), serde_json::to_string(letterhead)?);
        let mut tx = self.store.begin(caller.scope()).await?;
        tx.keep_letterhead(&json, (caller.account(), now)).await?;
        let entry =
            audit_entry(caller, now, "briefhoofd-wijzigen", "briefhoofd", None, json.as_bytes());
        tx.audit(&entry).await?;
        Ok(tx.commit().await?)
    }

    /// Puts the letterhead of a party on a letter.
    pub(crate) async fn dress(
        &self,
        scope: &PartyScope,
        content: &mut LetterContent,
    ) -> Result<(), AppError> {
        self.letterhead_of(scope).await?.put_on(content);
        content.frame_mut().house = self.house_of(scope).await?;
        Ok(())
    }

    /// Puts the letterhead of a party on a letter that is not of a file.
    pub(crate) async fn dress_frame(
        &self,
        scope: &PartyScope,
        frame: &mut Frame,
    ) -> Result<(), AppError> {
        self.letterhead_of(scope).await?.sign(&mut frame.sender);
        frame.house = self.house_of(scope).await?;
        Ok(())
    }
}

impl From<&LetterheadSource> for Letterhead {
    fn from(head: &LetterheadSource) -> Self {
        Self {
            address: head.adres.clone(),
            mail: head.mail.clone(),
            telephone: head.telefoon.clone(),
            privacy_notice: head.privacyverklaring.clone(),
            signatory: None,
            mandate: None,
        }
    }
}

impl Letterhead {
    fn put_on(&self, content: &mut LetterContent) {
        self.sign(&mut content.frame_mut().sender);
        match content {
            LetterContent::FormRequest(letter) => {
                letter.return_routes = self.return_routes();
                letter.privacy_notice.clone_from(&self.privacy_notice);
            }
            LetterContent::CompletionRequest(letter) => {
                letter.return_routes = self.return_routes();
            }
            _ => {}
        }
    }

    /// Says where to turn, and who signs when the letter does not.
    fn sign(&self, sender: &mut Sender) {
        sender.contact = self.contact();
        let signature = &mut sender.signature;
        signature.name = signature.name.take().or_else(|| self.signatory.clone());
        signature.mandate = signature.mandate.take().or_else(|| self.mandate.clone());
    }

    /// Returns where to turn; none when nothing is known.
    pub(crate) fn contact(&self) -> Option<Contact> {
        let any = !self.address.is_empty() || self.mail.is_some() || self.telephone.is_some();
        any.then(|| Contact {
            address: self.address.clone(),
            email: self.mail.clone(),
            telephone: self.telephone.clone(),
        })
    }

    /// Returns how a form can be handed in.
    pub(crate) fn return_routes(&self) -> Vec<ReturnRoute> {
        let mail = self.mail.clone().map(ReturnRoute::SecureMail);
        let post = Some(self.address.clone()).filter(|lines| !lines.is_empty());
        mail.into_iter().chain(post.map(ReturnRoute::Post)).collect()
    }

    fn check(&self) -> Result<(), AppError> {
        let mut faults = Faults::new();
        let mut long = |pointer: &str, text: &str| {
            if text.chars().count() > LONGEST || text.contains('\n') {
                let message = "houd dit op één regel van ten hoogste 200 tekens";
                faults.add(pointer, FaultCode::VerkeerdeVorm, message);
            }
        };
        self.address.iter().for_each(|line| long("/adres", line));
        for (pointer, text) in [
            ("/mail", &self.mail),
            ("/telefoon", &self.telephone),
            ("/privacyverklaring", &self.privacy_notice),
            ("/ondertekenaar", &self.signatory),
            ("/mandaat", &self.mandate),
        ] {
            if let Some(text) = text {
                long(pointer, text);
            }
        }
        if self.address.len() > MOST_LINES {
            faults.add(
                "/adres",
                FaultCode::VerkeerdeVorm,
                "houd het adres op ten hoogste 6 regels",
            );
        }
        if self.mail.as_deref().is_some_and(|mail| !mail.contains('@') || mail.contains(' ')) {
            let message = "vul een mailadres in, zoals bibob@voorbeeld.example";
            faults.add("/mail", FaultCode::VerkeerdeVorm, message);
        }
        Ok(faults.into_result(Some(()))?)
    }
}

#[cfg(test)]
mod tests {
    use super::Letterhead;
    use crate::AppError;

    #[test]
    fn every_field_that_cannot_stand_on_a_letter_is_named() {
        let wrong = Letterhead {
            address: vec!["regel".to_owned(); 7],
            mail: Some("geen adres".to_owned()),
            telephone: Some("0".repeat(201)),
            ..Letterhead::default()
        };
        let Err(AppError::Input(faults)) = wrong.check() else { panic!("no faults") };
        let places: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        assert_eq!(places, ["/telefoon", "/adres", "/mail"]);
        let fits = Letterhead {
            address: vec!["regel".to_owned(); 6],
            mail: Some("bibob@voorbeeld.example".to_owned()),
            telephone: Some("0".repeat(200)),
            ..Letterhead::default()
        };
        assert!(fits.check().is_ok());
    }
}

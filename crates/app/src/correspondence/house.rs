//! The house style of a party: a logo, and own words in sections of letters, proposed by one administrator and accepted by another.

use crate::office::Author;
use crate::{App, AppError, Caller};
use kernel::{AccountId, Fault, FaultCode, HouseTextId, Moment};
use letters::{HouseSection, HouseStyle, Letter, LetterContent, Logo, LogoFormat, samples};
pub use store::HouseTextStatus;
use store::{HouseLogoRow, HouseTextRow, NewHouseText, PartyScope, StoreError};

/// The most bytes of a logo.
pub const LARGEST_LOGO: usize = 512 * 1024;
/// The most dots of a logo, across and down: a small file can unfold to a very large picture.
const MOST_DOTS: usize = 4_000;

/// A section with what the party makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseText {
    /// The section.
    pub section: HouseSection,
    /// The words in use.
    pub words: String,
    /// Whether they are the party's own.
    pub own: bool,
    /// The words that wait for somebody else.
    pub proposal: Option<HouseProposal>,
    /// What there was, the newest first, with who made it and when.
    pub before: Vec<HouseTextLine>,
}

/// Words that wait for somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseProposal {
    /// The id.
    pub id: HouseTextId,
    /// The words.
    pub words: String,
    /// Who made them.
    pub maker: String,
    /// Whether that is the reader, who then cannot accept them.
    pub by_reader: bool,
}

/// A text that was decided on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseTextLine {
    /// The words.
    pub words: String,
    /// What became of it.
    pub status: HouseTextStatus,
    /// Who made it.
    pub maker: String,
    /// When.
    pub made_at: Moment,
}

impl App {
    /// Lists the sections of letters with the words of the caller's party.
    ///
    /// # Errors
    /// For who does not administer.
    pub async fn house_texts(&self, caller: &Caller) -> Result<Vec<HouseText>, AppError> {
        let author = Author::of(caller)?;
        let rows = self.store.house_texts(author.scope()).await?;
        let accounts = self.store.accounts(author.scope()).await?;
        let name = |id: AccountId| {
            let found = accounts.iter().find(|account| account.id == id);
            found.map(|account| account.name.clone()).unwrap_or_default()
        };
        let of = |section: &HouseSection| house_text(*section, &rows, caller.account(), &name);
        Ok(HouseSection::ALL.iter().map(of).collect())
    }

    /// Proposes words for a section; none proposes to go back to what everybody gets.
    ///
    /// # Errors
    /// Says what to write instead; when the section has a proposal already.
    pub async fn propose_house_text(
        &self,
        caller: &Caller,
        section: HouseSection,
        words: Option<&str>,
    ) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        let words = words.map(|words| checked(section, words)).transpose()?;
        if let Some(words) = &words {
            self.try_out(caller, section, words).await?;
        }
        let now = self.now();
        let new = NewHouseText {
            id: self.fresh(now),
            section: section.id(),
            words,
            made_by: caller.account(),
            at: now,
        };
        let content = new.words.clone().unwrap_or_default();
        let mut tx = self.store.begin(author.scope()).await?;
        tx.propose_house_text(&new).await.map_err(taken)?;
        tx.audit(&author.line(now, "brieftekst-voorstellen", section.id(), &content)).await?;
        Ok(tx.commit().await?)
    }

    /// Takes a proposal into use, or turns it down. Letters that are final stay what they are.
    ///
    /// # Errors
    /// When it is no proposal any more; for who made it, when they would accept it.
    pub async fn decide_house_text(
        &self,
        caller: &Caller,
        id: HouseTextId,
        accept: bool,
    ) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        let rows = self.store.house_texts(author.scope()).await?;
        let row = rows.iter().find(|row| row.id == id).ok_or(AppError::NotFound)?;
        if accept && row.made_by == caller.account() {
            let message = "u schreef dit voorstel zelf; laat een andere beheerder het aannemen";
            return Err(AppError::fault("", FaultCode::Tegenstrijdig, message));
        }
        let now = self.now();
        let decided = (caller.account(), now);
        let mut tx = self.store.begin(author.scope()).await?;
        if accept {
            tx.accept_house_text(row, decided).await?;
        } else {
            tx.decline_house_text(id, decided).await?;
        }
        let action = if accept { "brieftekst-aannemen" } else { "brieftekst-afwijzen" };
        let content = row.words.as_deref().unwrap_or_default();
        tx.audit(&author.line(now, action, &row.section, content)).await?;
        Ok(tx.commit().await?)
    }

    /// Sets a sample of a letter in the house style of the party, with the proposal of a section when it has one.
    ///
    /// # Errors
    /// For who does not administer.
    pub async fn house_sample(
        &self,
        caller: &Caller,
        section: HouseSection,
    ) -> Result<Letter, AppError> {
        self.set(self.sample_content(caller, section).await?).await
    }

    /// Draws the pages of that sample, for the screen.
    ///
    /// # Errors
    /// As [`App::house_sample`].
    pub async fn house_sample_pages(
        &self,
        caller: &Caller,
        section: HouseSection,
    ) -> Result<Vec<String>, AppError> {
        let content = self.sample_content(caller, section).await?;
        self.typeset(move |letters| {
            letters.pictures(&content).map_err(|error| crate::letter::refused(&error))
        })
        .await
    }

    async fn sample_content(
        &self,
        caller: &Caller,
        section: HouseSection,
    ) -> Result<LetterContent, AppError> {
        let texts = self.house_texts(caller).await?;
        let text = texts.into_iter().find(|text| text.section == section);
        let proposal = text.and_then(|text| text.proposal).map(|proposal| proposal.words);
        self.sample_with(caller, section, proposal).await
    }

    async fn sample_with(
        &self,
        caller: &Caller,
        section: HouseSection,
        words: Option<String>,
    ) -> Result<LetterContent, AppError> {
        let mut content = samples::all().remove(0).content;
        self.dress(caller.scope(), &mut content).await?;
        if let Some(words) = words {
            content.frame_mut().house.put(section, words);
        }
        Ok(content)
    }

    /// Words that no letter can show are refused when they are proposed, not when the first letter fails.
    async fn try_out(
        &self,
        caller: &Caller,
        section: HouseSection,
        words: &str,
    ) -> Result<(), AppError> {
        let content = self.sample_with(caller, section, Some(words.to_owned())).await?;
        let made = self.typeset(move |letters| Ok(letters.render(&content))).await?;
        made.map(drop)
            .map_err(|error| AppError::fault("/tekst", FaultCode::VerkeerdeVorm, error.to_string()))
    }

    /// Returns the logo of the caller's party.
    pub async fn house_logo(&self, caller: &Caller) -> Result<Option<Logo>, AppError> {
        Author::of(caller)?;
        self.logo_of(caller.scope()).await
    }

    /// Keeps a picture as the logo of the caller's party.
    ///
    /// # Errors
    /// When it is no PNG or JPEG, too large, or no letter can be set with it.
    pub async fn keep_house_logo(&self, caller: &Caller, bytes: &[u8]) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        let logo = read_logo(bytes)?;
        let mut content = samples::all().remove(0).content;
        content.frame_mut().house.logo = Some(logo.clone());
        let made = self.typeset(move |letters| Ok(letters.render(&content))).await?;
        made.map_err(|_| unusable("deze afbeelding is niet te lezen; kies een andere"))?;
        let now = self.now();
        let row =
            HouseLogoRow { media_type: logo.format.media_type().to_owned(), content: logo.bytes };
        let digest = kernel::Sha256Hex::of_bytes(&row.content).to_string();
        let mut tx = self.store.begin(author.scope()).await?;
        tx.keep_house_logo(&row, (caller.account(), now)).await?;
        tx.audit(&author.line(now, "logo-wijzigen", "logo", &digest)).await?;
        Ok(tx.commit().await?)
    }

    /// Removes the logo of the caller's party.
    pub async fn remove_house_logo(&self, caller: &Caller) -> Result<(), AppError> {
        let author = Author::of(caller)?;
        let now = self.now();
        let mut tx = self.store.begin(author.scope()).await?;
        tx.remove_house_logo().await?;
        tx.audit(&author.line(now, "logo-verwijderen", "logo", "")).await?;
        Ok(tx.commit().await?)
    }

    /// Returns the house style of a party.
    pub(super) async fn house_of(&self, scope: &PartyScope) -> Result<HouseStyle, AppError> {
        let mut house = HouseStyle::new(self.logo_of(scope).await?);
        for row in self.store.house_texts_in_use(scope).await? {
            if let Some((section, words)) = HouseSection::of_id(&row.section).zip(row.words) {
                house.put(section, words);
            }
        }
        Ok(house)
    }

    async fn logo_of(&self, scope: &PartyScope) -> Result<Option<Logo>, AppError> {
        let row = self.store.house_logo(scope).await?;
        Ok(row.and_then(|row| {
            let format =
                LogoFormat::ALL.into_iter().find(|it| it.media_type() == row.media_type)?;
            Some(Logo { format, bytes: row.content })
        }))
    }
}

fn house_text(
    section: HouseSection,
    rows: &[HouseTextRow],
    reader: AccountId,
    name: &dyn Fn(AccountId) -> String,
) -> HouseText {
    let words = |row: &HouseTextRow| row.words.clone().unwrap_or_else(|| section.base().to_owned());
    let of_section: Vec<&HouseTextRow> =
        rows.iter().filter(|row| row.section == section.id()).collect();
    let find = |status| of_section.iter().copied().find(move |row| row.status == status);
    let in_use = find(HouseTextStatus::InUse);
    let proposal = find(HouseTextStatus::Proposed).map(|row| HouseProposal {
        id: row.id,
        words: words(row),
        maker: name(row.made_by),
        by_reader: row.made_by == reader,
    });
    let decided = of_section.iter().filter(|row| row.decided.is_some());
    let line = |row: &&HouseTextRow| HouseTextLine {
        words: words(row),
        status: row.status,
        maker: name(row.made_by),
        made_at: row.made_at,
    };
    HouseText {
        section,
        words: in_use.map_or_else(|| section.base().to_owned(), words),
        own: in_use.is_some_and(|row| row.words.is_some()),
        proposal,
        before: decided.map(line).collect(),
    }
}

fn checked(section: HouseSection, words: &str) -> Result<String, AppError> {
    let refused = |fault: letters::SectionFault| {
        AppError::fault("/tekst", FaultCode::VerkeerdeVorm, fault.to_string())
    };
    section.check(words).map_err(refused)
}

fn taken(error: StoreError) -> AppError {
    match error {
        StoreError::Duplicate(_) => AppError::Taken(Fault {
            pointer: "/tekst".to_owned(),
            code: FaultCode::Tegenstrijdig,
            message: "er ligt al een voorstel voor deze tekst; neem dat eerst aan of wijs het af"
                .to_owned(),
        }),
        other => other.into(),
    }
}

fn unusable(message: &str) -> AppError {
    AppError::fault("/logo", FaultCode::VerkeerdeVorm, message)
}

/// Reads the head of a picture: what kind it is, and how large it unfolds.
fn read_logo(bytes: &[u8]) -> Result<Logo, AppError> {
    if bytes.len() > LARGEST_LOGO {
        return Err(unusable("kies een kleinere afbeelding: ten hoogste 512 kB"));
    }
    let format = match imagesize::image_type(bytes) {
        Ok(imagesize::ImageType::Png) => LogoFormat::Png,
        Ok(imagesize::ImageType::Jpeg) => LogoFormat::Jpeg,
        _ => return Err(unusable("kies een afbeelding in png of jpg")),
    };
    let size = imagesize::blob_size(bytes);
    let fits = size.is_ok_and(|size| size.width.max(size.height) <= MOST_DOTS);
    if !fits {
        return Err(unusable("kies een afbeelding van ten hoogste 4000 bij 4000 beeldpunten"));
    }
    Ok(Logo { format, bytes: bytes.to_vec() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_picture_that_stays_small_can_be_a_logo() {
        for format in LogoFormat::ALL {
            let logo = read_logo(&samples::logo(format).bytes).expect("a logo");
            assert_eq!(logo.format, format);
        }
        let png = samples::logo(LogoFormat::Png).bytes;
        for wrong in [&b"<svg/>"[..], b"", b"GIF89a\x01\x00\x01\x00", &png[..12]] {
            assert!(matches!(read_logo(wrong), Err(AppError::Input(_))));
        }
        let mut wide = png.clone();
        wide[16..20].copy_from_slice(&4_001_u32.to_be_bytes());
        assert!(read_logo(&wide).is_err());
        wide[16..20].copy_from_slice(&4_000_u32.to_be_bytes());
        assert!(read_logo(&wide).is_ok());
        let mut heavy = png;
        heavy.resize(LARGEST_LOGO, 0);
        assert!(read_logo(&heavy).is_ok());
        heavy.push(0);
        assert!(read_logo(&heavy).is_err());
    }
}

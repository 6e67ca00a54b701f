//! The letterhead of the party: how it can be reached, and who signs.

use app::{Caller, Letterhead};
use serde::Serialize;

use super::{ADMINISTER, Kop, mistakes_of};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::{Keeps, PageRoute, get, post};
use crate::ui::shell::Notice;
use crate::ui::trouble::Trouble;
use crate::ui::upload;
use crate::ui::visit::Visit;

const TAB: &str = "/beheer/briefhoofd";
const TITLE: &str = "Briefhoofd";
const LOGO: &str = "logo";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        get(TAB, ADMINISTER, show),
        post(TAB, ADMINISTER, keep),
        get("/beheer/briefhoofd/logo", ADMINISTER, logo),
        post("/beheer/briefhoofd/logo", ADMINISTER, keep_logo)
            .shown_on(TAB)
            .keeping(Keeps::Nothing),
        post("/beheer/briefhoofd/logo/weg", ADMINISTER, remove_logo).button_of(TAB),
    ]
}

#[derive(Debug, Serialize)]
struct Briefhoofd {
    kop: Kop,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    heeft_logo: bool,
    logofout: Option<String>,
}

impl View for Briefhoofd {
    const TEMPLATE: &'static str = "pages/beheer/briefhoofd";
}

async fn show(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let form = if visit.recalled { visit.form.clone() } else { form_of(&visit, &caller).await? };
    let mut mistakes = Mistakes::default();
    if visit.too_large {
        mistakes.add(LOGO, "Kies een kleinere afbeelding: ten hoogste 512 kB.");
    }
    page(&visit, TITLE, &view(&visit, &caller, (&form, &mistakes)).await?)
}

async fn keep(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    match visit.app.keep_letterhead(&caller, &letterhead(&visit.form)).await {
        Ok(()) => Ok(Answer::see(TAB).saying(Notice::Saved)),
        Err(error) => {
            let mistakes = mistakes_of(error)?;
            let view = view(&visit, &caller, (&visit.form, &mistakes)).await?;
            page_with_mistakes(&visit, TITLE, &view)
        }
    }
}

async fn logo(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let logo = visit.app.house_logo(&caller).await?.ok_or(Trouble::NotFound)?;
    Ok(Answer::shown(logo.format.media_type(), "logo", logo.bytes))
}

async fn keep_logo(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    let sent = upload::file(&visit.headers, visit.body.clone(), LOGO).await?;
    let mistakes = match sent {
        None => {
            let mut mistakes = Mistakes::default();
            mistakes.add(LOGO, "Kies eerst een bestand.");
            mistakes
        }
        Some(sent) => match visit.app.keep_house_logo(&caller, &sent.bytes).await {
            Ok(()) => return Ok(Answer::see(TAB).saying(Notice::Saved)),
            Err(error) => mistakes_of(error)?,
        },
    };
    let form = form_of(&visit, &caller).await?;
    page_with_mistakes(&visit, TITLE, &view(&visit, &caller, (&form, &mistakes)).await?)
}

async fn remove_logo(visit: Visit, caller: Caller) -> Result<Answer, Trouble> {
    visit.app.remove_house_logo(&caller).await?;
    Ok(Answer::see(TAB).saying(Notice::Saved))
}

async fn form_of(visit: &Visit, caller: &Caller) -> Result<Form, Trouble> {
    let head = visit.app.letterhead(caller).await?;
    let mut form = Form::default();
    form.set("adres", head.address.join("\n"));
    for (name, text) in [
        ("mail", head.mail),
        ("telefoon", head.telephone),
        ("privacyverklaring", head.privacy_notice),
        ("ondertekenaar", head.signatory),
        ("mandaat", head.mandate),
    ] {
        form.set(name, text.unwrap_or_default());
    }
    Ok(form)
}

fn letterhead(form: &Form) -> Letterhead {
    let line = |name| form.given(name).map(str::to_owned);
    let address = form.raw("adres").lines().map(str::trim).filter(|line| !line.is_empty());
    Letterhead {
        address: address.map(str::to_owned).collect(),
        mail: line("mail"),
        telephone: line("telefoon"),
        privacy_notice: line("privacyverklaring"),
        signatory: line("ondertekenaar"),
        mandate: line("mandaat"),
    }
}

async fn view(
    visit: &Visit,
    caller: &Caller,
    (form, mistakes): (&Form, &Mistakes),
) -> Result<Briefhoofd, Trouble> {
    let fields = [
        Field::lines("adres", "Postadres").hint("Per regel, ten hoogste 6 regels").optional(),
        Field::text("mail", "Mailadres voor Bibob").input("email").optional(),
        Field::text("telefoon", "Telefoonnummer").optional(),
        Field::text("privacyverklaring", "Waar staat uw privacyverklaring?")
            .hint("Een webadres")
            .optional(),
        Field::text("ondertekenaar", "Wie ondertekent brieven?")
            .hint("In een brief kunt u een ander kiezen")
            .optional(),
        Field::text("mandaat", "Welke functie heeft die persoon?")
            .hint("Laat dit leeg als het bestuursorgaan zelf tekent (Awb art. 10:10)")
            .optional(),
    ];
    let velden: Vec<Field> = fields.into_iter().map(|field| field.filled(form, mistakes)).collect();
    let uitleg =
        "Zonder postadres, mailadres of telefoonnummer kan een brief niet definitief worden.";
    Ok(Briefhoofd {
        kop: Kop::of(TITLE, uitleg, TAB),
        samenvatting: Summary::of(mistakes, &velden),
        velden,
        heeft_logo: visit.app.house_logo(caller).await?.is_some(),
        logofout: mistakes.of(LOGO).map(str::to_owned),
    })
}

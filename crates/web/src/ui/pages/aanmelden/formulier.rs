//! The page to sign in: with the organisation's account, with one of this installation, or by a role of the demonstration.

use app::demo::DemoAccount;
use app::{ProviderButton, SignIn, SignInMethod};
use axum::http::Method;
use serde::Serialize;

use super::{back, entered, mistakes_of, secret};
use crate::ui::answer::Answer;
use crate::ui::fields::{Field, Summary};
use crate::ui::form::{Form, Mistakes};
use crate::ui::page::{View, page, page_with_mistakes};
use crate::ui::route::PageRoute;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;

const WRONG: &str = "E-mailadres, wachtwoord en code horen niet bij elkaar. Kijk ze na, en gebruik een nieuwe code uit uw app. Na vijf mislukte pogingen is een account een kwartier geblokkeerd.";

pub(super) fn routes() -> Vec<PageRoute> {
    vec![
        PageRoute::open(Method::GET, "/aanmelden", show),
        PageRoute::open_form("/aanmelden", sign_in),
        PageRoute::open(Method::POST, "/aanmelden/demo", choose_role),
    ]
}

#[derive(Debug, Serialize)]
struct Aanmelden {
    aanbieders: Vec<Aanbieder>,
    samenvatting: Option<Summary>,
    velden: Vec<Field>,
    demo: Vec<DemoPartij>,
    is_demo: bool,
    naar: String,
}

#[derive(Debug, Serialize)]
struct Aanbieder {
    id: String,
    label: String,
    partij: String,
}

#[derive(Debug, Serialize)]
struct DemoPartij {
    naam: String,
    /// The others are folded away.
    eerste: bool,
    rollen: Vec<DemoRol>,
}

#[derive(Debug, Serialize)]
struct DemoRol {
    account: String,
    rol: String,
    begin: &'static str,
}

impl View for Aanmelden {
    const TEMPLATE: &'static str = "pages/aanmelden/formulier";
}

async fn show(visit: Visit) -> Result<Answer, Trouble> {
    let naar = back(visit.query.text("naar"));
    let view = view(&visit, &Form::default(), &Mistakes::default(), naar).await?;
    Ok(visit.with_door(page(&visit, "Aanmelden", &view)?))
}

async fn sign_in(visit: Visit) -> Result<Answer, Trouble> {
    let attempt = SignIn {
        email: secret(&visit, "email"),
        password: secret(&visit, "wachtwoord"),
        code: secret(&visit, "code"),
        device: visit.device().to_owned(),
        address: visit.from,
    };
    match visit.app.sign_in(&attempt).await {
        Ok(session) => entered(&visit, &session.secret, visit.form.text("naar")).await,
        Err(refusal) => {
            let mistakes = mistakes_of(refusal, WRONG, "wachtwoord")?;
            let naar = back(visit.form.text("naar"));
            let view = view(&visit, &visit.form, &mistakes, naar).await?;
            Ok(visit.with_door(page_with_mistakes(&visit, "Aanmelden", &view)?))
        }
    }
}

async fn view(
    visit: &Visit,
    form: &Form,
    mistakes: &Mistakes,
    naar: String,
) -> Result<Aanmelden, Trouble> {
    let velden = fields().map(|field| field.filled(form, mistakes)).to_vec();
    let parties = if visit.office.demo { visit.app.demo_accounts().await? } else { Vec::new() };
    Ok(Aanmelden {
        aanbieders: visit.app.providers(app::People::Officials).into_iter().map(provider).collect(),
        samenvatting: Summary::of(mistakes, &velden),
        velden,
        demo: parties.into_iter().enumerate().map(demo_party).collect(),
        is_demo: visit.office.demo,
        naar,
    })
}

fn fields() -> [Field; 3] {
    [
        Field::text("email", "E-mailadres").input("email").autocomplete("username"),
        Field::secret("wachtwoord", "Wachtwoord", "current-password"),
        Field::once("code", "Code uit uw app")
            .hint("Zes cijfers, plakken mag. Laat dit leeg als u nog geen app hebt ingesteld. Bent u uw app kwijt, vul dan een herstelcode in."),
    ]
}

fn provider(button: ProviderButton) -> Aanbieder {
    Aanbieder { id: button.id, label: button.label, partij: button.party }
}

fn demo_party((place, (naam, accounts)): (usize, (String, Vec<DemoAccount>))) -> DemoPartij {
    let role = |account: DemoAccount| DemoRol {
        account: account.id.to_string(),
        rol: account.label,
        begin: account.begin,
    };
    DemoPartij { naam, eerste: place == 0, rollen: accounts.into_iter().map(role).collect() }
}

async fn choose_role(visit: Visit) -> Result<Answer, Trouble> {
    if !visit.office.demo {
        return Err(Trouble::NotFound);
    }
    let account = visit.form.text("account").parse().map_err(|_| Trouble::NotFound)?;
    let chosen = visit.app.demo_account(account).await?.ok_or(Trouble::NotFound)?;
    let session =
        visit.app.begin_session(&chosen, account, SignInMethod::Demo, visit.device()).await?;
    entered(&visit, &session.secret, visit.form.text("naar")).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::page::tests::filled;

    fn sample(mistakes: &Mistakes) -> Aanmelden {
        let form =
            Form::of_body(b"email=h.proefstra%40emmen.example&wachtwoord=geheim&code=123456");
        let velden = fields().map(|field| field.filled(&form, mistakes)).to_vec();
        let aanbieder = Aanbieder {
            id: "werk".to_owned(),
            label: "Aanmelden met uw werkaccount".to_owned(),
            partij: "gemeente Emmen".to_owned(),
        };
        let rol =
            DemoRol { account: "1".to_owned(), rol: "Beslisser".to_owned(), begin: "Een besluit" };
        Aanmelden {
            aanbieders: vec![aanbieder],
            samenvatting: Summary::of(mistakes, &velden),
            velden,
            demo: vec![
                DemoPartij { naam: "gemeente Emmen".to_owned(), eerste: true, rollen: vec![rol] },
                DemoPartij { naam: "gemeente Assen".to_owned(), eerste: false, rollen: Vec::new() },
            ],
            is_demo: true,
            naar: "/taken".to_owned(),
        }
    }

    #[test]
    fn it_offers_every_way_in_and_never_repeats_a_secret() {
        let mut mistakes = Mistakes::default();
        mistakes.add("", WRONG);
        let page = filled(&sample(&mistakes));
        for words in [
            "action=\"/aanmelden/organisatie/werk\"",
            "Aanmelden met uw werkaccount",
            "of met een lokaal account",
            "horen niet bij elkaar",
            "value=\"h.proefstra@emmen.example\"",
            "Dit is de demo",
            "<summary>Rollen van gemeente Assen</summary>",
            "name=\"naar\" value=\"/taken\"",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("geheim") && !page.contains("123456"), "{page}");
    }

    #[test]
    fn without_providers_and_demo_there_is_a_form_alone() {
        let view =
            Aanmelden { aanbieders: Vec::new(), is_demo: false, ..sample(&Mistakes::default()) };
        let page = filled(&view);
        assert!(!page.contains("lokaal account") && !page.contains("Dit is de demo"), "{page}");
        assert!(!page.contains("role=\"alert\"") && page.contains("Ik kan niet aanmelden"));
    }
}

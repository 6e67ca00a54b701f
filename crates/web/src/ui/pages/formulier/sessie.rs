//! Until when somebody stays in the form without sending anything, and staying longer.

use app::Applicant;
use kernel::Moment;
use serde::Serialize;

use super::inside;
use crate::ui::answer::Answer;
use crate::ui::route::PageRoute;
use crate::ui::shell::WARNING_MINUTES;
use crate::ui::trouble::Trouble;
use crate::ui::visit::Visit;
use crate::ui::words;

pub(super) fn routes() -> Vec<PageRoute> {
    vec![PageRoute::open_form("/formulier/verlengen", inside(stay))]
}

/// The end of a session: for people, and in seconds for the script that warns.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Sessie {
    tot: String,
    seconden: i64,
    waarschuw: i64,
}

impl Sessie {
    pub(super) fn until(visit: &Visit, end: Moment) -> Self {
        Self {
            tot: words::clock_time(end),
            seconden: seconds(visit, end),
            waarschuw: WARNING_MINUTES * 60,
        }
    }
}

fn seconds(visit: &Visit, end: Moment) -> i64 {
    (end.time() - visit.now.time()).num_seconds()
}

/// The request itself is the use that keeps a session alive. The script of the page asks for the seconds that are left.
async fn stay(visit: Visit, applicant: Applicant) -> Result<Answer, Trouble> {
    if visit.form.text("antwoord") != "seconden" {
        return Ok(Answer::see("/formulier/stappen"));
    }
    let left = seconds(&visit, applicant.stays_until(visit.now));
    let json = serde_json::json!({ "seconden": left });
    Ok(Answer::content("application/json", json.to_string()))
}

//! What the address chooses: about whom, and since when.

use app::network::Network;
use chrono::NaiveDate;
use kernel::SubjectId;

use crate::ui::fields::Field;
use crate::ui::form::Mistakes;
use crate::ui::visit::Visit;
use crate::ui::words;

const PERSON: &str = "persoon";
const SINCE: &str = "sinds";

/// What was chosen, and what is wrong with it.
#[derive(Debug)]
pub(super) struct Keuze {
    pub(super) persoon: Option<SubjectId>,
    pub(super) sinds: NaiveDate,
    pub(super) mistakes: Mistakes,
}

impl Keuze {
    /// Reads the address; without a day the changes are those since the application came.
    pub(super) fn of(visit: &Visit, network: &Network, received: NaiveDate) -> Self {
        let mut mistakes = Mistakes::default();
        let persoon = visit.query.given(PERSON).and_then(|text| {
            let known = text.parse().ok().filter(|id| network.node(*id).is_some());
            if known.is_none() {
                mistakes.add(PERSON, "Kies iemand uit de lijst.");
            }
            known
        });
        let day = visit.query.given(SINCE).and_then(|text| {
            let day = words::read_day(text).filter(|day| *day <= visit.today());
            if day.is_none() {
                let message = format!(
                    "U vulde «{text}» in. Schrijf een dag tot en met vandaag, als 31-12-2025."
                );
                mistakes.add(SINCE, message);
            }
            day
        });
        Self { persoon, sinds: day.unwrap_or(received.min(visit.today())), mistakes }
    }

    /// Returns the fields as they were filled in.
    pub(super) fn fields(&self, visit: &Visit, network: &Network) -> Vec<Field> {
        let others = network.nodes().iter().filter(|node| node.id != network.betrokkene());
        let people = others.map(|node| (node.id.to_string(), node.name.reveal().clone()));
        let nobody = (String::new(), "Niemand".to_owned());
        let mut form = visit.query.clone();
        if form.given(SINCE).is_none() {
            form.set(SINCE, words::filled_day(self.sinds));
        }
        let fields = [
            Field::select(PERSON, "Verbinding met").choices([nobody].into_iter().chain(people)),
            Field::day(SINCE, "Veranderd sinds"),
        ];
        fields.into_iter().map(|field| field.filled(&form, &self.mistakes)).collect()
    }
}

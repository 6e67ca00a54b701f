//! One message and one signed paper, changed at each place in turn: whatever it is, the answer is the same and nothing is registered.

use super::Campaign;
use super::proxy::changed_at;
use super::wire::{Line, Request};
use std::time::Duration;

impl Campaign<'_> {
    /// Changes a tip that has not arrived (a JWE) and a sign of life (a JWS), at so many places at most, evenly spread.
    pub(super) async fn sweep(&mut self, places: usize) {
        self.proxy.set_holding(true);
        let to = self.houses[1].oin;
        self.houses[0].release(to).await;
        let told = self.hear.recv_timeout(Duration::from_mins(1));
        assert!(told.is_ok(), "no message came:\n{}", self.logged());
        let (message, ping) = {
            let state = self.proxy.state();
            (state.held[0].1.clone(), state.pings[0].clone().expect("a sign of life"))
        };
        for request in [&message, &ping] {
            self.change_each(request, places).await;
        }
        let registered = self.houses[1].number("SELECT count(*) FROM tip_inbox");
        assert_eq!(registered, 0, "a message that was changed");
        // As it was sent it is good; the sender tries it again, and gets the receipt of now.
        self.proxy.set_holding(false);
        self.proxy.late().await;
        assert_eq!(self.houses[1].number("SELECT count(*) FROM tip_inbox"), 1);
        self.drain(Duration::from_mins(1));
    }

    async fn change_each(&self, request: &Request, places: usize) {
        let road = &self.proxy.roads[0];
        let mut line = Line::open(&road.connector, road.door).await.unwrap();
        let step = request.body.len().div_ceil(places).max(1);
        for place in (0..request.body.len()).step_by(step) {
            let by = u8::try_from(place % 251).unwrap();
            let other = request.with(changed_at(&request.body, place, by));
            line.send(&other).await.unwrap();
            let answer = line.answer().await.unwrap();
            let uniform = (answer.status, answer.body.len());
            assert_eq!(uniform, (400, 0), "place {place} of {}", request.path);
            self.proxy.count("places changed");
            self.proxy.count("hostile, refused on record");
        }
    }
}

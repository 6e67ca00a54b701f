//! Messages in any order, some of them twice, lead to the same state as in their own order.

use super::samples::*;
use super::{receiver, sender};
use crate::message::{Content, Received, Verdict};
use crate::receiver::Incoming;
use crate::sender::{Outgoing, SenderCommand};
use crate::step::Heard;
use proptest::prelude::*;

/// What can come back: the receipt, or a message.
#[derive(Clone, Debug)]
enum Back {
    Receipt,
    Message(Box<Heard>),
}

fn back() -> Vec<Back> {
    let taken_up = heard(10, 1, Content::Received(Received {}));
    let messages = [
        taken_up,
        sender::question(11, 2),
        sender::verdict(12, 3, Verdict::Accepted),
        sender::not_competent(13, 4),
    ];
    let messages = messages.into_iter().map(|heard| Back::Message(Box::new(heard)));
    std::iter::once(Back::Receipt).chain(messages).collect()
}

fn take(state: Outgoing, back: Back) -> Outgoing {
    let command = match back {
        Back::Receipt => SenderCommand::Deliver(sender::receipt()),
        Back::Message(heard) => SenderCommand::Hear(heard),
    };
    sender::then(state, command, machine())
}

fn forth() -> Vec<Heard> {
    vec![
        receiver::offered(0, 1),
        receiver::offered(1, 2),
        receiver::answer(2, 3, "Elders"),
        receiver::answer(3, 4, "Nergens"),
        receiver::withdrawal(4, 5),
    ]
}

fn tell(messages: Vec<Heard>) -> Incoming {
    let mut messages = messages.into_iter();
    let first = Incoming::begin(messages.next().unwrap()).unwrap();
    messages.fold(first, |state, heard| state.hear(heard).unwrap())
}

/// A subset in its own order, the same shuffled, and some of it a second time.
fn shuffled<T: Clone + std::fmt::Debug + 'static>(
    all: Vec<T>,
) -> impl Strategy<Value = (Vec<T>, Vec<T>)> {
    let size = all.len();
    prop::sample::subsequence(all, 1..=size).prop_flat_map(|chosen| {
        let twice = prop::sample::subsequence(chosen.clone(), 0..=chosen.len());
        twice.prop_flat_map(move |twice| {
            let mixed: Vec<T> = chosen.iter().cloned().chain(twice).collect();
            (Just(chosen.clone()), Just(mixed).prop_shuffle())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn the_sender_ends_where_it_would_in_order((ordered, mixed) in shuffled(back())) {
        for start in [sender::underway(), sender::undeliverable(), sender::delivered()] {
            let in_order = ordered.iter().cloned().fold(start.clone(), take);
            let shuffled = mixed.iter().cloned().fold(start, take);
            prop_assert_eq!(in_order, shuffled);
        }
    }

    #[test]
    fn the_receiver_ends_where_it_would_in_order((ordered, mixed) in shuffled(forth())) {
        prop_assert_eq!(tell(ordered), tell(mixed));
    }
}

#[test]
fn every_order_of_all_messages_gives_one_state() {
    let mut orders = vec![Vec::new()];
    for message in forth() {
        orders = orders
            .into_iter()
            .flat_map(|order: Vec<Heard>| {
                let message = message.clone();
                (0..=order.len()).map(move |place| {
                    let mut order = order.clone();
                    order.insert(place, message.clone());
                    order
                })
            })
            .collect();
    }
    assert_eq!(orders.len(), 120);
    let expected = tell(forth());
    for order in orders {
        assert_eq!(tell(order), expected);
    }
}

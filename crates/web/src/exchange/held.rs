//! A connection while it is held open. There are so many places, in all and for each body, and a connection on which nothing moves
//! ends: whoever has a certificate may not keep others out by doing nothing.

use app::tips::Oin;
use std::collections::BTreeMap;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep_until};

/// How many connections are open at most.
const MOST: usize = 256;
/// How many of those are of one body; those whose certificate names none share as many. A partner needs a few at a time.
const MOST_OF_BODY: usize = 16;
/// After how many seconds in which nothing moved a connection ends: longer than a request may take.
const QUIET_SECONDS: u64 = 60;
/// After how many seconds any connection ends, so that a byte now and then does not keep it open. A message that is cut off comes
/// again, and its receipt with it.
const LIFE_SECONDS: u64 = 600;

/// The places for connections, and who has them.
#[derive(Clone, Default)]
pub(super) struct Places(Arc<Mutex<BTreeMap<Option<Oin>, usize>>>);

impl Places {
    /// Takes a place for a connection of a body; none when it has enough of them, or all are taken.
    pub(super) fn take(&self, body: Option<Oin>) -> Option<Place> {
        let mut taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_body = taken.get(&body).copied().unwrap_or_default();
        if of_body >= MOST_OF_BODY || taken.values().sum::<usize>() >= MOST {
            return None;
        }
        taken.insert(body, of_body + 1);
        Some(Place { places: self.clone(), body })
    }
}

/// A place that is taken, until it is dropped.
pub(super) struct Place {
    places: Places,
    body: Option<Oin>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.lock().unwrap_or_else(PoisonError::into_inner);
        let left = taken.remove(&self.body).unwrap_or_default().saturating_sub(1);
        if left > 0 {
            taken.insert(self.body, left);
        }
    }
}

/// A stream with its place and its clock.
pub(super) struct Held<S> {
    stream: S,
    quiet: Pin<Box<Sleep>>,
    ends: Instant,
    _place: Place,
}

impl<S> Held<S> {
    pub(super) fn new(stream: S, place: Place) -> Self {
        let ends = Instant::now() + Duration::from_secs(LIFE_SECONDS);
        Self { stream, quiet: Box::pin(sleep_until(quiet_until(ends))), ends, _place: place }
    }

    /// Fails when the time is over; else the task wakes up when it is.
    fn check(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        match self.quiet.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::ErrorKind::TimedOut.into()),
            Poll::Pending => Ok(()),
        }
    }

    fn moved(&mut self) {
        let until = quiet_until(self.ends);
        self.quiet.as_mut().reset(until);
    }
}

/// Until when nothing may move from now on.
fn quiet_until(ends: Instant) -> Instant {
    ends.min(Instant::now() + Duration::from_secs(QUIET_SECONDS))
}

impl<S: AsyncRead + Unpin> AsyncRead for Held<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check(context)?;
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        if buffer.filled().len() > before {
            self.moved();
        }
        Poll::Ready(Ok(()))
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Held<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check(context)?;
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, bytes))?;
        if written > 0 {
            self.moved();
        }
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check(context)?;
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
    use tokio::time::sleep;

    fn held<S>(stream: S) -> Held<S> {
        Held::new(stream, Places::default().take(None).unwrap())
    }

    fn body(number: usize) -> Oin {
        format!("{number:020}").parse().unwrap()
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_on_which_nothing_comes_in_ends() {
        let (mut there, here) = duplex(64);
        let mut held = held(here);
        there.write_all(b"x").await.unwrap();
        assert_eq!(held.read_u8().await.unwrap(), b'x');
        let began = Instant::now();
        assert_eq!(held.read_u8().await.unwrap_err().kind(), io::ErrorKind::TimedOut);
        assert_eq!(began.elapsed().as_secs(), QUIET_SECONDS);
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_whose_answer_is_not_read_ends() {
        let (_there, here) = duplex(1);
        let mut held = held(here);
        let began = Instant::now();
        let ended = held.write_all(b"answer").await.unwrap_err();
        assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        assert_eq!(began.elapsed().as_secs(), QUIET_SECONDS);
    }

    #[tokio::test(start_paused = true)]
    async fn a_byte_now_and_then_keeps_it_open_but_not_for_ever() {
        let (mut there, here) = duplex(64);
        let mut held = held(here);
        let began = Instant::now();
        let drip = async {
            while there.write_all(b"x").await.is_ok() {
                sleep(Duration::from_secs(QUIET_SECONDS - 1)).await;
            }
        };
        let read = async {
            let mut bytes = 0;
            loop {
                match held.read_u8().await {
                    Ok(_) => bytes += 1,
                    Err(ended) => return (bytes, ended.kind()),
                }
            }
        };
        let ended = tokio::select! {
            ended = read => ended,
            () = drip => panic!("the other end was closed"),
        };
        // One at once, and one in each of the following ten times 59 seconds.
        assert_eq!(ended, (11, io::ErrorKind::TimedOut));
        assert_eq!(began.elapsed().as_secs(), LIFE_SECONDS);
    }

    #[test]
    fn a_body_has_so_many_places_and_gets_one_again_when_one_is_free() {
        let places = Places::default();
        let mut of_body: Vec<Place> =
            (0..MOST_OF_BODY).filter_map(|_| places.take(Some(body(1)))).collect();
        assert_eq!(of_body.len(), MOST_OF_BODY);
        assert!(places.take(Some(body(1))).is_none());
        assert!(places.take(Some(body(2))).is_some() && places.take(None).is_some());
        of_body.pop();
        assert!(places.take(Some(body(1))).is_some());
    }

    #[test]
    fn there_are_so_many_places_for_all_together() {
        let places = Places::default();
        let many = 0..2 * MOST;
        let mut taken: Vec<Place> = many.filter_map(|one| places.take(Some(body(one)))).collect();
        assert_eq!(taken.len(), MOST);
        assert!(places.take(None).is_none());
        taken.clear();
        assert!(places.take(None).is_some());
    }
}

//! Pages of a list: the place after the last item instead of a number of items to skip.

use crate::StoreError;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt;

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Cursor>,
}

/// An opaque place in a list: the sort key of the last item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor(String);

impl Cursor {
    /// Takes the text of a cursor; a foreign text is refused when it is used.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text, which needs no escaping in a URL.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub(crate) fn of(key: &impl Serialize) -> Option<Self> {
        serde_json::to_vec(key).ok().map(|json| Self(URL_SAFE_NO_PAD.encode(json)))
    }

    pub(crate) fn key<K: DeserializeOwned>(&self) -> Result<K, StoreError> {
        let json = URL_SAFE_NO_PAD.decode(&self.0).map_err(|_| StoreError::BadCursor)?;
        serde_json::from_slice(&json).map_err(|_| StoreError::BadCursor)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<T> Page<T> {
    /// Makes a page of up to `limit + 1` rows: the extra one only tells that there is more.
    pub(crate) fn of<K: Serialize>(mut rows: Vec<T>, limit: u32, key: impl Fn(&T) -> K) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).and_then(|last| Cursor::of(&key(last)));
        Self { items: rows, next }
    }

    /// Changes each item.
    pub(crate) fn try_map<U>(
        self,
        change: impl FnMut(T) -> Result<U, StoreError>,
    ) -> Result<Page<U>, StoreError> {
        let items = self.items.into_iter().map(change).collect::<Result<_, _>>()?;
        Ok(Page { items, next: self.next })
    }
}

/// Reads the key of the cursor a query begins after.
pub(crate) fn after<K: DeserializeOwned>(cursor: Option<&Cursor>) -> Result<Option<K>, StoreError> {
    cursor.map(Cursor::key).transpose()
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Page};
    use crate::StoreError;

    #[test]
    fn only_a_page_with_more_behind_it_has_a_cursor() {
        assert_eq!(Page::of(vec![1, 2], 2, |n| *n).next, None);
        let page = Page::of(vec![1, 2, 3], 2, |n| *n);
        assert_eq!(page.items, [1, 2]);
        assert_eq!(page.next.unwrap().key::<i32>().unwrap(), 2);
    }

    #[test]
    fn a_foreign_cursor_is_refused() {
        for text in ["", "%", "bm9uc2Vuc2U"] {
            let key = Cursor::new(text).key::<i32>();
            assert!(matches!(key, Err(StoreError::BadCursor)), "{text}");
        }
    }
}

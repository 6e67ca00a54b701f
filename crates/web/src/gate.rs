//! Who is calling: what the frame asks of the application, and the reading of the bearer token.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use std::future::Future;

use crate::problem::Problem;
use crate::route::Access;

/// What the frame asks of the application behind it.
pub trait Gate: Send + Sync + 'static {
    /// An authenticated caller, with what it may do.
    type Caller: Clone + Send + Sync + 'static;

    /// Returns the caller of this token, or `None` for a token that is not (or no longer) known.
    fn authenticate(
        &self,
        bearer: &str,
    ) -> impl Future<Output = Result<Option<Self::Caller>, Problem>> + Send;

    /// Returns whether the caller has this scope.
    fn may(caller: &Self::Caller, scope: &str) -> bool;
}

/// Lets the caller through, or refuses with 401 or 403. A public route has no caller, whatever token is sent.
pub(crate) async fn admit<A: Gate>(
    app: &A,
    access: Access,
    headers: &HeaderMap,
) -> Result<Option<A::Caller>, Problem> {
    if access == Access::Public {
        return Ok(None);
    }
    let Some(token) = bearer(headers) else {
        return Err(Problem::unauthenticated(headers.contains_key(AUTHORIZATION)));
    };
    match (app.authenticate(token).await?, access) {
        (None, _) => Err(Problem::unauthenticated(true)),
        (Some(caller), Access::Scope(scope)) if !A::may(&caller, scope) => {
            Err(Problem::scope_missing(&[scope]))
        }
        (Some(caller), Access::OneOf(scopes))
            if !scopes.iter().any(|scope| A::may(&caller, scope)) =>
        {
            Err(Problem::scope_missing(scopes))
        }
        (Some(caller), _) => Ok(Some(caller)),
    }
}

/// Returns the token of `Authorization: Bearer <token>`; the scheme may be written in any case (RFC 9110).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return None };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim_matches(' ');
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    let fine =
        scheme.eq_ignore_ascii_case("bearer") && !token.is_empty() && token.bytes().all(legal);
    fine.then_some(token)
}

#[cfg(test)]
mod tests {
    use super::bearer;
    use axum::http::header::AUTHORIZATION;
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn only_one_well_formed_bearer_token_is_read() {
        let read = |text: &'static str| {
            let headers = HeaderMap::from_iter([(AUTHORIZATION, HeaderValue::from_static(text))]);
            bearer(&headers).map(str::to_owned)
        };
        assert_eq!(read("Bearer dw_abc-1").as_deref(), Some("dw_abc-1"));
        assert_eq!(read("bearer  dw_abc").as_deref(), Some("dw_abc"));
        for bad in ["Bearer", "Bearer ", "Basic YTpi", "Bearer a b", "Bearer a,b"] {
            assert_eq!(read(bad), None, "{bad}");
        }
        let mut twice = HeaderMap::new();
        twice.append(AUTHORIZATION, HeaderValue::from_static("Bearer a"));
        twice.append(AUTHORIZATION, HeaderValue::from_static("Bearer b"));
        assert_eq!(bearer(&twice), None);
    }
}

//! The application as the frame asks for it: who calls, and what they may do.

use app::{App, Caller, Permission};

use super::failure::problem;
use crate::gate::Gate;
use crate::problem::Problem;

impl Gate for App {
    type Caller = Caller;

    async fn authenticate(&self, bearer: &str) -> Result<Option<Caller>, Problem> {
        self.authenticate(bearer).await.map_err(problem)
    }

    fn may(caller: &Caller, scope: &str) -> bool {
        Permission::of_scope(scope).is_some_and(|permission| caller.may(permission))
    }
}

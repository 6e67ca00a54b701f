//! What a step of a file means for its questionnaires in the portal.

use crate::AppError;
use case::{Case, Command, Step};
use store::Tx;

/// Lets the portal follow a step that a file accepted. A request to complete opens the questionnaire of the person until its
/// last day (Awb 4:5): a term does not run while the portal is shut. The end of a file closes all.
pub(crate) async fn follow(tx: &mut Tx, step: &Step) -> Result<(), AppError> {
    let id = step.case.file().id;
    if is_over(&step.case) {
        tx.close_intakes(id).await?;
    } else if let Command::AskCompletion(asked) = &step.event.opdracht
        && let Some(known) = tx.intake_of(id, asked.persoon).await?
    {
        tx.reopen_intake(known.id, asked.uiterlijk).await?;
        tx.request_corrections(known.id, step.event.tijdstip).await?;
    }
    Ok(())
}

/// Returns whether a file is decided or closed, so that no answer to a questionnaire is expected any more.
pub(super) fn is_over(case: &Case) -> bool {
    case.aftermath().is_some() || case.ending().is_some()
}

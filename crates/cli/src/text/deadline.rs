//! A legal deadline with its steps.

use super::wrap::write_wrapped;
use kernel::{dutch_date, dutch_date_with_weekday};
use law::terms::Deadline;
use std::io::Write;

pub(crate) fn write_deadline(deadline: &Deadline, output: &mut dyn Write) -> std::io::Result<()> {
    let date = match (deadline.last_day, deadline.at_the_earliest) {
        (Some(day), false) => format!("uiterlijk {}", dutch_date_with_weekday(day)),
        (Some(day), true) => format!("op zijn vroegst {}", dutch_date_with_weekday(day)),
        (None, _) => "geen wettelijke beslistermijn".to_owned(),
    };
    writeln!(output, "Beslistermijn: {date}")?;
    for step in &deadline.steps {
        let days = if step.days == 0 {
            String::new()
        } else {
            format!("{:+} {}", step.days, if step.days.abs() == 1 { "dag" } else { "dagen" })
        };
        let day = step.date.map(dutch_date).unwrap_or_default();
        let first = format!("  {day:18} {days:>11}  ");
        let rest = " ".repeat(first.chars().count());
        write_wrapped(output, &first, &rest, &format!("{} ({})", step.description, step.article))?;
    }
    for warning in &deadline.warnings {
        write_wrapped(output, "  Let op: ", "          ", &warning.text)?;
    }
    if let Some(penalty) = &deadline.penalty {
        let due = if penalty.due { "verschuldigd" } else { "niet verschuldigd" };
        writeln!(output, "Dwangsom: {due}, {} dagen, {}", penalty.days, penalty.amount)?;
    }
    Ok(())
}

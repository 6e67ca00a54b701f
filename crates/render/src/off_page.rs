//! Finds text that was set outside the page, where no reader would see it.

use typst::layout::{Abs, Frame, FrameItem, Point, Transform};
use typst_layout::PagedDocument;

/// Returns the number of the first page with text outside its edges.
pub(crate) fn first_page_with_lost_text(document: &PagedDocument) -> Option<usize> {
    let lost = |frame: &Frame| {
        let (width, height) = (frame.width(), frame.height());
        any_text(frame, Transform::identity(), &|from, to| {
            from.x < Abs::zero() || to.x > width || from.y < Abs::zero() || from.y > height
        })
    };
    document.pages().iter().position(|page| lost(&page.frame)).map(|index| index + 1)
}

/// Returns whether `outside` holds for the begin and end of any piece of text.
fn any_text(frame: &Frame, placed: Transform, outside: &impl Fn(Point, Point) -> bool) -> bool {
    frame.items().any(|(position, item)| {
        let here = placed.pre_concat(Transform::translate(position.x, position.y));
        match item {
            FrameItem::Group(group) => {
                any_text(&group.frame, here.pre_concat(group.transform), outside)
            }
            FrameItem::Text(text) => {
                outside(Point::zero().transform(here), Point::with_x(text.width()).transform(here))
            }
            _ => false,
        }
    })
}

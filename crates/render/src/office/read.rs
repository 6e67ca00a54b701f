//! The structure of a document, as Typst gives it, to the paragraphs and tables of a word processor.

use super::OfficeError;
use typst_html::{HtmlAttr, HtmlDocument, HtmlElement, HtmlNode, attr, tag};

/// The deepest level of a list that a word processor knows, counted from none.
const DEEPEST: usize = 8;

/// What stands on the pages.
pub(super) struct Pages<'d> {
    /// What stands above every page.
    pub(super) header: Vec<Block<'d>>,
    /// What stands below every page.
    pub(super) footer: Vec<Block<'d>>,
    /// What stands on the pages one after another.
    pub(super) body: Vec<Block<'d>>,
    /// The numbered lists, in order.
    pub(super) numberings: Vec<Numbering>,
}

/// A paragraph or a table.
pub(super) enum Block<'d> {
    Paragraph(Paragraph<'d>),
    Table(Vec<Row<'d>>),
}

/// A paragraph.
pub(super) struct Paragraph<'d> {
    /// The id of its style; none for that of the document.
    pub(super) style: Option<&'d str>,
    /// Its place in a list.
    pub(super) place: Option<Place>,
    pub(super) pieces: Vec<Piece<'d>>,
}

/// Where a paragraph stands in a list.
#[derive(Clone, Copy)]
pub(super) struct Place {
    /// Which numbered list, as an index in [`Pages::numberings`]; none for a list with dashes.
    pub(super) numbering: Option<usize>,
    /// How deep, from none.
    pub(super) level: usize,
    /// Whether it begins its item, and so has the dash or the number.
    pub(super) begins: bool,
}

/// A numbered list.
pub(super) struct Numbering {
    /// How deep, from none.
    pub(super) level: usize,
    /// The number of its first item.
    pub(super) start: usize,
}

/// A row of a table.
pub(super) struct Row<'d> {
    /// Whether it is repeated on every page.
    pub(super) is_header: bool,
    pub(super) cells: Vec<Vec<Block<'d>>>,
}

/// A part of a line.
pub(super) enum Piece<'d> {
    Text(&'d str, Look<'d>),
    Break,
    PageNumber,
    PageCount,
}

/// How a text looks and where it leads.
#[derive(Clone, Copy, Default)]
pub(super) struct Look<'d> {
    pub(super) is_strong: bool,
    pub(super) is_emphasised: bool,
    pub(super) link: Option<&'d str>,
}

impl<'d> Pages<'d> {
    /// Reads a document. What it does not know becomes text: nothing but a drawing is left out, and that is refused.
    pub(super) fn of(document: &'d HtmlDocument) -> Result<Self, OfficeError> {
        let mut reader = Reader::default();
        for node in &document.root().children {
            if let HtmlNode::Element(element) = node
                && element.tag == tag::body
            {
                reader.flow(&element.children, Context::default())?;
            }
        }
        let Reader { header, footer, blocks, numberings, .. } = reader;
        Ok(Self { header, footer, body: blocks, numberings })
    }
}

/// What a paragraph has from the elements around it.
#[derive(Clone, Copy, Default)]
struct Context<'d> {
    style: Option<&'d str>,
    place: Option<Place>,
    look: Look<'d>,
}

#[derive(Default)]
struct Reader<'d> {
    header: Vec<Block<'d>>,
    footer: Vec<Block<'d>>,
    blocks: Vec<Block<'d>>,
    numberings: Vec<Numbering>,
    /// The paragraph that is being read.
    open: Vec<Piece<'d>>,
    /// Whether the next paragraph begins an item of a list.
    begins: bool,
}

impl<'d> Reader<'d> {
    /// Reads what stands within a block, and closes its last paragraph.
    fn flow(&mut self, nodes: &'d [HtmlNode], context: Context<'d>) -> Result<(), OfficeError> {
        self.nodes(nodes, context)?;
        self.close(context);
        Ok(())
    }

    fn nodes(&mut self, nodes: &'d [HtmlNode], context: Context<'d>) -> Result<(), OfficeError> {
        nodes.iter().try_for_each(|node| match node {
            HtmlNode::Tag(_) => Ok(()),
            HtmlNode::Text(text, _) => {
                self.open.push(Piece::Text(text, context.look));
                Ok(())
            }
            HtmlNode::Element(element) => self.element(element, context),
            HtmlNode::Frame(_) => Err(OfficeError::Drawing),
        })
    }

    fn element(
        &mut self,
        element: &'d HtmlElement,
        context: Context<'d>,
    ) -> Result<(), OfficeError> {
        let name = element.tag.resolve();
        if let Some(piece) = piece(name.as_str()) {
            self.open.push(piece);
            return Ok(());
        }
        if let Some(block) = block(name.as_str()) {
            self.close(context);
            return self.block(block, element, context);
        }
        let look = context.look;
        let look = match name.as_str() {
            "strong" => Look { is_strong: true, ..look },
            "em" => Look { is_emphasised: true, ..look },
            "a" => Look { link: attribute(element, attr::href).or(look.link), ..look },
            _ => look,
        };
        self.nodes(&element.children, Context { look, ..context })
    }

    fn block(
        &mut self,
        block: Element,
        element: &'d HtmlElement,
        context: Context<'d>,
    ) -> Result<(), OfficeError> {
        let nodes = &element.children;
        match block {
            Element::Plain => self.flow(nodes, context),
            Element::Styled(style) => {
                self.flow(nodes, Context { style: Some(style), ..Context::default() })
            }
            Element::Part => {
                let style = attribute(element, attr::class);
                if style.is_some() && nodes.is_empty() {
                    self.push(Context { style, ..context });
                }
                self.flow(nodes, Context { style: style.or(context.style), ..context })
            }
            Element::Header => {
                self.header = self.apart(nodes, Context::styled("Header"))?;
                Ok(())
            }
            Element::Footer => {
                self.footer = self.apart(nodes, Context::styled("Footer"))?;
                Ok(())
            }
            Element::List { is_numbered } => self.list(element, is_numbered, context),
            Element::Table => {
                let mut rows = Vec::new();
                self.rows(nodes, &mut rows)?;
                self.blocks.push(Block::Table(rows));
                Ok(())
            }
        }
    }

    /// Reads what does not stand in the flow: a cell, a header, a footer.
    fn apart(
        &mut self,
        nodes: &'d [HtmlNode],
        context: Context<'d>,
    ) -> Result<Vec<Block<'d>>, OfficeError> {
        let around = std::mem::take(&mut self.blocks);
        let read = self.flow(nodes, context);
        let apart = std::mem::replace(&mut self.blocks, around);
        read.map(|()| apart)
    }

    fn list(
        &mut self,
        element: &'d HtmlElement,
        is_numbered: bool,
        context: Context<'d>,
    ) -> Result<(), OfficeError> {
        let level = context.place.map_or(0, |place| (place.level + 1).min(DEEPEST));
        let mut numbering = None;
        let mut next = number(element, attr::start).unwrap_or(1);
        for item in elements(&element.children) {
            if is_numbered {
                let here = number(item, attr::value).unwrap_or(next);
                // A list that skips a number is begun again there.
                if numbering.is_none() || here != next {
                    self.numberings.push(Numbering { level, start: here });
                    numbering = Some(self.numberings.len() - 1);
                }
                next = here + 1;
            }
            self.begins = true;
            let place = Some(Place { numbering, level, begins: false });
            self.flow(&item.children, Context { place, ..context })?;
        }
        self.begins = false;
        Ok(())
    }

    fn rows(&mut self, nodes: &'d [HtmlNode], rows: &mut Vec<Row<'d>>) -> Result<(), OfficeError> {
        for element in elements(nodes) {
            if element.tag == tag::tr {
                rows.push(self.row(element)?);
            } else {
                self.rows(&element.children, rows)?;
            }
        }
        Ok(())
    }

    fn row(&mut self, element: &'d HtmlElement) -> Result<Row<'d>, OfficeError> {
        let is_header = elements(&element.children).all(|cell| cell.tag == tag::th);
        let context = Context::styled(if is_header { "Tabelkop" } else { "Tabelcel" });
        let cells = elements(&element.children).map(|cell| self.apart(&cell.children, context));
        Ok(Row { is_header, cells: cells.collect::<Result<_, _>>()? })
    }

    /// Ends the paragraph that is being read, if there is one.
    fn close(&mut self, context: Context<'d>) {
        let blank = |piece: &Piece<'_>| matches!(piece, Piece::Text(text, _) if text.trim_matches(' ').is_empty());
        if self.open.iter().all(blank) {
            self.open.clear();
        } else {
            self.push(context);
        }
    }

    fn push(&mut self, context: Context<'d>) {
        let begins = std::mem::take(&mut self.begins);
        self.blocks.push(Block::Paragraph(Paragraph {
            style: context.style.or(context.place.and(Some("ListParagraph"))),
            place: context.place.map(|place| Place { begins, ..place }),
            pieces: std::mem::take(&mut self.open),
        }));
    }
}

impl Context<'_> {
    fn styled(style: &'static str) -> Self {
        Self { style: Some(style), ..Self::default() }
    }
}

/// Returns what an element is that holds no text.
fn piece<'d>(name: &str) -> Option<Piece<'d>> {
    Some(match name {
        "br" => Piece::Break,
        "page-number" => Piece::PageNumber,
        "page-count" => Piece::PageCount,
        _ => return None,
    })
}

/// An element that stands on lines of its own.
#[derive(Clone, Copy)]
enum Element {
    Plain,
    Styled(&'static str),
    Part,
    Header,
    Footer,
    List { is_numbered: bool },
    Table,
}

/// Returns how an element divides the text; none for one that stands within a line.
fn block(name: &str) -> Option<Element> {
    Some(match name {
        "p" => Element::Plain,
        "div" => Element::Part,
        // The first heading of a source is the second of HTML, whose first is the title of a page.
        "h2" => Element::Styled("Heading1"),
        "h3" => Element::Styled("Heading2"),
        "h4" => Element::Styled("Heading3"),
        "h5" => Element::Styled("Heading4"),
        "h6" => Element::Styled("Heading5"),
        "header" => Element::Header,
        "footer" => Element::Footer,
        "ul" => Element::List { is_numbered: false },
        "ol" => Element::List { is_numbered: true },
        "table" => Element::Table,
        _ => return None,
    })
}

fn elements(nodes: &[HtmlNode]) -> impl Iterator<Item = &HtmlElement> {
    nodes.iter().filter_map(|node| match node {
        HtmlNode::Element(element) => Some(element),
        _ => None,
    })
}

fn attribute(element: &HtmlElement, name: HtmlAttr) -> Option<&str> {
    element.attrs.get(name).map(AsRef::as_ref)
}

fn number(element: &HtmlElement, name: HtmlAttr) -> Option<usize> {
    attribute(element, name)?.parse().ok()
}

//! The text of a document: what an element is depends on what it stands in, so every open element has its scope.

use super::numbering::Numbering;
use super::styles::{Styles, is_switched_on};
use super::symbols;
use crate::document::Document;
use crate::error::Error;
use crate::limits::MAX_SPAN;
use crate::readers::words::{Rows, Words, broken_off, embedded, tracked};
use crate::readers::xml::{Element, Event, Xml};

/// Where the children of an element stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    /// Among paragraphs and tables: in the body, a cell, a text box.
    Blocks,
    Table,
    Row,
    RowProperties,
    CellProperties,
    Paragraph,
    ParagraphProperties,
    ListProperties,
    /// The properties of the paragraph's end.
    MarkProperties,
    Run,
    RunProperties,
    Text,
    /// Anything drawn; of it only text boxes count.
    Drawing,
}

/// What ends with an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Nothing,
    Paragraph,
    /// A run, and with it whether the run around it was hidden.
    Run(bool),
    Table,
    Row,
    RowProperties,
    Cell,
    CellProperties,
    Box,
    /// A choice of several contents, of which one was taken already or not yet.
    Alternatives(bool),
}

#[derive(Debug, Clone, Copy)]
struct Scope {
    place: Place,
    ends: Ends,
}

/// What is known of an open paragraph.
#[derive(Debug, Default)]
struct Paragraph {
    style: Option<String>,
    list: Option<u32>,
    level: Option<usize>,
    /// Its end was deleted: the next paragraph goes on with it.
    is_joined: bool,
    has_hidden_end: bool,
    /// The fields that began in it: whether what follows is still the instruction.
    fields: Vec<bool>,
    /// How many of them are in their instruction.
    instructions: usize,
}

impl Paragraph {
    /// Takes in a mark of a field: its beginning, what separates its result from its instruction, or its end.
    fn field(&mut self, kind: &str) {
        let was_instruction = match kind {
            "begin" => {
                self.fields.push(true);
                self.instructions += 1;
                false
            }
            "separate" => self.fields.last_mut().is_some_and(std::mem::take),
            _ => self.fields.pop().unwrap_or(false),
        };
        self.instructions -= usize::from(was_instruction);
    }
}

/// The reading of one document.
#[derive(Debug)]
pub(super) struct Body<'a> {
    xml: Xml<'a>,
    styles: &'a Styles,
    numbering: &'a mut Numbering,
    words: Words,
    scopes: Vec<Scope>,
    paragraphs: Vec<Paragraph>,
    run_is_hidden: bool,
    /// What the properties of the open row or cell say.
    is_dropped: bool,
    changes: usize,
    objects: usize,
}

impl<'a> Body<'a> {
    pub(super) fn new(text: &'a str, styles: &'a Styles, numbering: &'a mut Numbering) -> Self {
        Self {
            xml: Xml::new(text),
            styles,
            numbering,
            words: Words::new(),
            scopes: Vec::new(),
            paragraphs: Vec::new(),
            run_is_hidden: false,
            is_dropped: false,
            changes: 0,
            objects: 0,
        }
    }

    /// Reads to the end.
    pub(super) fn read(mut self) -> Result<Document, Error> {
        while let Some(event) = self.xml.next() {
            match event {
                Event::Start(element) => match self.start(&element)? {
                    Some((place, ends)) => self.scopes.push(Scope { place, ends }),
                    None => self.xml.skip(),
                },
                Event::End => {
                    if let Some(Scope { ends, .. }) = self.scopes.pop() {
                        self.end(ends)?;
                    }
                }
                Event::Text(text) => {
                    if self.place() == Place::Text {
                        self.show(&text.as_str(&mut [0; 4]).replace(['\n', '\r', '\t'], " "));
                    }
                }
            }
        }
        let mut notes = Vec::new();
        notes.extend(tracked(self.changes));
        notes.extend(embedded(self.objects));
        if self.xml.is_damaged() {
            notes.push(broken_off(self.words.paragraphs()));
        }
        self.words.finish(notes)
    }

    fn place(&self) -> Place {
        self.scopes.last().map_or(Place::Outside, |scope| scope.place)
    }

    /// Takes in the start of an element: where its children stand and what ends with it, or `None` to pass it over.
    fn start(&mut self, element: &Element<'_>) -> Result<Option<(Place, Ends)>, Error> {
        use Place as P;
        let place = self.place();
        let name = element.name();
        // What was so before a change, and what describes instead of being shown.
        if name.ends_with("Change") {
            return Ok(None);
        }
        Ok(match (place, name) {
            (_, "AlternateContent") => Some((place, Ends::Alternatives(false))),
            (_, "Choice" | "Fallback") => self.take_alternative().then_some((place, Ends::Nothing)),
            (P::Outside, "body") => Some((P::Blocks, Ends::Nothing)),
            (P::Outside, "background") => None,
            (P::CellProperties | P::RowProperties | P::ListProperties | P::MarkProperties | P::RunProperties, _) => {
                self.property(place, element);
                Some((place, Ends::Nothing))
            }
            (P::ParagraphProperties, _) => self.paragraph_property(element),
            (_, "sdtPr" | "sdtEndPr" | "smartTagPr" | "customXmlPr" | "rubyPr" | "rt" | "sectPr") => None,
            (P::Blocks | P::Table | P::Row | P::Paragraph, "ins" | "moveTo") => {
                self.changes += 1;
                Some((place, Ends::Nothing))
            }
            (P::Blocks | P::Table | P::Row | P::Paragraph, "del" | "moveFrom") => {
                // What was moved is counted where it went.
                self.changes += usize::from(name == "del");
                None
            }

            (P::Blocks, "p") => {
                self.words.begin_paragraph();
                self.paragraphs.push(Paragraph::default());
                Some((P::Paragraph, Ends::Paragraph))
            }
            (P::Blocks, "tbl") => {
                self.words.begin_table()?;
                Some((P::Table, Ends::Table))
            }
            (P::Blocks, "tcPr") => {
                self.is_dropped = false;
                Some((P::CellProperties, Ends::CellProperties))
            }
            (P::Blocks, "altChunk" | "subDoc") => {
                self.objects += 1;
                None
            }

            (P::Table, "tblPr" | "tblGrid") | (P::Row, "tblPrEx") => None,
            (P::Table, "tr") => {
                self.words.begin_row()?;
                Some((P::Row, Ends::Row))
            }
            (P::Row, "trPr") => {
                self.is_dropped = false;
                Some((P::RowProperties, Ends::RowProperties))
            }
            (P::Row, "tc") => {
                self.words.begin_cell()?;
                Some((P::Blocks, Ends::Cell))
            }

            (P::Paragraph, "pPr") => Some((P::ParagraphProperties, Ends::Nothing)),
            (P::Paragraph, "r") => {
                let around = self.run_is_hidden;
                self.run_is_hidden = self.style_hides();
                Some((P::Run, Ends::Run(around)))
            }

            (P::Run | P::Drawing, "txbxContent") => {
                self.words.begin_box();
                Some((P::Blocks, Ends::Box))
            }
            (P::Drawing, "OLEObject") => {
                // The editor for formulas is an object too, but holds no table.
                let program = element.attribute("ProgID").unwrap_or_default();
                self.objects += usize::from(!program.starts_with("Equation"));
                None
            }
            (P::Run, _) => self.in_run(element),

            (P::Text, _) => None,
            (P::Outside | P::Blocks | P::Table | P::Row | P::Paragraph | P::Drawing, _) => Some((place, Ends::Nothing)),
        })
    }

    /// What stands in a run.
    fn in_run(&mut self, element: &Element<'_>) -> Option<(Place, Ends)> {
        match element.name() {
            "rPr" => return Some((Place::RunProperties, Ends::Nothing)),
            "t" => return Some((Place::Text, Ends::Nothing)),
            "drawing" | "pict" | "object" => return Some((Place::Drawing, Ends::Nothing)),
            // Their content is runs again.
            "ruby" | "rubyBase" => return Some((Place::Paragraph, Ends::Nothing)),
            "tab" | "ptab" => self.show("\t"),
            "br" | "cr" => self.show("\n"),
            "noBreakHyphen" => self.show("-"),
            "sym" => {
                let font = element.attribute("font").unwrap_or_default();
                let code = element.attribute("char").unwrap_or_default();
                if let Some(symbol) = symbols::shown(&font, &code) {
                    self.show(symbol.encode_utf8(&mut [0; 4]));
                }
            }
            "fldChar" => {
                if let (Some(paragraph), Some(kind)) = (self.paragraphs.last_mut(), element.attribute("fldCharType")) {
                    paragraph.field(&kind);
                }
            }
            _ => {}
        }
        None
    }

    fn paragraph_property(&mut self, element: &Element<'_>) -> Option<(Place, Ends)> {
        match element.name() {
            "numPr" => return Some((Place::ListProperties, Ends::Nothing)),
            "rPr" => return Some((Place::MarkProperties, Ends::Nothing)),
            "pStyle" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.style = element.short("val");
                }
            }
            _ => {}
        }
        None
    }

    /// A property of a list, a paragraph's end, a run, a row or a cell.
    fn property(&mut self, place: Place, element: &Element<'_>) {
        let name = element.name();
        match (place, name) {
            (Place::RunProperties, "vanish") => self.run_is_hidden = is_switched_on(element),
            (Place::RunProperties, "rStyle") => {
                let style = element.attribute("val").unwrap_or_default();
                self.run_is_hidden = self.styles.is_hidden(Some(&style)).unwrap_or(self.run_is_hidden);
            }
            (Place::RowProperties, "gridBefore") => self.words.pass_columns(element.number("val").unwrap_or(0)),
            (Place::RowProperties | Place::CellProperties, "del" | "cellDel") => {
                self.changes += 1;
                self.is_dropped = true;
            }
            (Place::RowProperties | Place::CellProperties, "ins" | "cellIns") => self.changes += 1,
            (Place::RowProperties, "hidden") => self.is_dropped |= is_switched_on(element),
            (Place::CellProperties, _) => self.cell_property(element),
            (Place::ListProperties | Place::MarkProperties, _) => {
                let Some(paragraph) = self.paragraphs.last_mut() else { return };
                match (place, name) {
                    (Place::ListProperties, "numId") => paragraph.list = element.number("val"),
                    (Place::ListProperties, "ilvl") => paragraph.level = element.number("val"),
                    (Place::MarkProperties, "vanish") => paragraph.has_hidden_end = is_switched_on(element),
                    (Place::MarkProperties, "del" | "moveFrom") => {
                        self.changes += usize::from(name == "del");
                        paragraph.is_joined = true;
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }

    fn cell_property(&mut self, element: &Element<'_>) {
        let Some(cell) = self.words.cell() else { return };
        let value = element.attribute("val").unwrap_or_default();
        match element.name() {
            "gridSpan" => cell.column_span = value.trim().parse().unwrap_or(1).clamp(1, MAX_SPAN),
            "vMerge" => cell.rows = if value == "restart" { Rows::Begins } else { Rows::GoesOn },
            "hMerge" => cell.joins_left = value != "restart",
            "cellMerge" => match element.attribute("vMerge").as_deref() {
                Some("rest") => cell.rows = Rows::Begins,
                Some("cont") => cell.rows = Rows::GoesOn,
                _ => {}
            },
            _ => {}
        }
    }

    /// Whether this one of several contents is to be read: the first is.
    fn take_alternative(&mut self) -> bool {
        match self.scopes.last_mut().map(|scope| &mut scope.ends) {
            Some(Ends::Alternatives(is_taken)) => !std::mem::replace(is_taken, true),
            _ => true,
        }
    }

    fn style_hides(&self) -> bool {
        let style = self.paragraphs.last().and_then(|paragraph| paragraph.style.as_deref());
        self.styles.is_hidden(style).unwrap_or(false)
    }

    /// Adds text to the paragraph, unless it is hidden or the instruction of a field.
    fn show(&mut self, text: &str) {
        let in_field = self.paragraphs.last().is_some_and(|paragraph| paragraph.instructions > 0);
        if !self.run_is_hidden && !in_field {
            self.words.text(text);
        }
    }

    fn end(&mut self, ends: Ends) -> Result<(), Error> {
        match ends {
            Ends::Nothing | Ends::Alternatives(_) => {}
            Ends::Run(around) => self.run_is_hidden = around,
            Ends::Paragraph => self.end_paragraph()?,
            Ends::Table => self.words.end_table()?,
            Ends::Row => self.words.end_cell(0)?,
            Ends::Cell => {
                let columns = self.words.cell().map_or(0, |cell| cell.column_span);
                self.words.end_cell(columns)?;
            }
            Ends::Box => self.words.end_box()?,
            Ends::RowProperties if self.is_dropped => {
                self.words.drop_row();
                self.leave();
            }
            Ends::CellProperties if self.is_dropped => {
                self.words.drop_cell();
                self.leave();
            }
            Ends::RowProperties | Ends::CellProperties => {}
        }
        Ok(())
    }

    /// Passes over the rest of the innermost element.
    fn leave(&mut self) {
        self.xml.skip();
        self.scopes.pop();
        self.is_dropped = false;
    }

    fn end_paragraph(&mut self) -> Result<(), Error> {
        let Some(paragraph) = self.paragraphs.pop() else { return Ok(()) };
        if paragraph.is_joined {
            return Ok(());
        }
        let style = paragraph.style.as_deref();
        if self.styles.is_contents(style) {
            self.words.drop_paragraph();
            return Ok(());
        }
        let is_hidden = paragraph.has_hidden_end && self.words.is_empty();
        let label = if is_hidden { String::new() } else { self.label(&paragraph) };
        self.words.end_paragraph(&label)
    }

    /// The number Word puts before the paragraph.
    fn label(&mut self, paragraph: &Paragraph) -> String {
        let of_style = self.styles.list(paragraph.style.as_deref());
        let Some(list) = paragraph.list.or(of_style.as_ref().map(|style| style.list)) else { return String::new() };
        let level = paragraph.level.unwrap_or_else(|| match (&of_style, paragraph.list) {
            (Some(style), None) => self.numbering.level_of(style, self.styles),
            _ => 0,
        });
        self.numbering.next(list, level, self.styles)
    }
}

//! The text of a document: what an element is depends on what it stands in, so every open element has its scope.

use std::borrow::Cow;

use super::styles::{Family, Styles};
use crate::document::Document;
use crate::error::Error;
use crate::limits::MAX_SPAN;
use crate::readers::words::{Rows, Words, broken_off, embedded, tracked};
use crate::readers::xml::{Element, Event, Xml, number};

/// Where the children of an element stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Outside,
    /// Among paragraphs and tables: in the body, a list, a cell, a text box.
    Blocks,
    Table,
    Row,
    Paragraph,
    /// Anything drawn; of it only text boxes count.
    Drawing,
    /// The register of what was changed and how.
    Changes,
}

/// What ends with an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ends {
    Nothing,
    /// A paragraph, and with it whether the text around it was hidden.
    Paragraph(bool),
    /// A stretch of text, and with it whether the text around it was hidden.
    Span(bool),
    List,
    Table,
    /// A row that stands so many times.
    Row(usize),
    /// A cell that stands so many times.
    Cell(usize),
    Box,
}

/// The reading of one document.
#[derive(Debug)]
pub(super) struct Body<'a> {
    xml: Xml<'a>,
    styles: &'a mut Styles,
    words: Words,
    scopes: Vec<(Place, Ends)>,
    /// The open lists by name, where they say one.
    lists: Vec<Option<String>>,
    /// The open item has no paragraph yet: the number it begins with, if it says one.
    item: Option<Option<u32>>,
    /// The labels of the open paragraphs.
    labels: Vec<String>,
    is_hidden: bool,
    changes: usize,
    objects: usize,
}

impl<'a> Body<'a> {
    /// Reads on where the styles before the text end.
    pub(super) fn new(xml: Xml<'a>, styles: &'a mut Styles) -> Self {
        Self {
            xml,
            styles,
            words: Words::new(),
            scopes: Vec::new(),
            lists: Vec::new(),
            item: None,
            labels: Vec::new(),
            is_hidden: false,
            changes: 0,
            objects: 0,
        }
    }

    /// Reads to the end.
    pub(super) fn read(mut self) -> Result<Document, Error> {
        while let Some(event) = self.xml.next() {
            match event {
                Event::Start(element) => match self.start(&element)? {
                    Some(scope) => self.scopes.push(scope),
                    None => self.xml.skip(),
                },
                Event::End => {
                    if let Some((_, ends)) = self.scopes.pop() {
                        self.end(ends)?;
                    }
                }
                Event::Text(text) => {
                    if self.place() == Place::Paragraph {
                        self.show_collapsed(text.as_str(&mut [0; 4]));
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
        self.scopes.last().map_or(Place::Outside, |(place, _)| *place)
    }

    /// Takes in the start of an element: where its children stand and what ends with it, or `None` to pass it over.
    fn start(&mut self, element: &Element<'_>) -> Result<Option<(Place, Ends)>, Error> {
        use Place as P;
        let place = self.place();
        let name = element.name();
        Ok(match (place, name) {
            (P::Outside, "text") => Some((P::Blocks, Ends::Nothing)),
            (P::Outside, "document-content" | "document" | "body") => Some((P::Outside, Ends::Nothing)),
            (P::Outside, _) => None,

            (P::Blocks, "tracked-changes") => Some((P::Changes, Ends::Nothing)),
            (P::Changes, "changed-region") => {
                self.changes += 1;
                None
            }
            (P::Changes, _) => None,

            (_, "note" | "annotation" | "ruby-text" | "index-body" | "script" | "event-listeners" | "forms") => None,
            (P::Blocks | P::Paragraph, "section" | "hidden-text" | "hidden-paragraph") if hides(element) => None,

            (P::Blocks, "p" | "h") => {
                let around = self.is_hidden;
                self.begin_paragraph(element);
                Some((P::Paragraph, Ends::Paragraph(around)))
            }
            (P::Blocks, "list") => {
                self.begin_list(element);
                Some((P::Blocks, Ends::List))
            }
            (P::Blocks, "list-item") => {
                self.item = Some(element.number("start-value"));
                Some((P::Blocks, Ends::Nothing))
            }
            (P::Blocks, "list-header") => {
                self.item = None;
                Some((P::Blocks, Ends::Nothing))
            }
            (P::Blocks, "table") => {
                self.words.begin_table()?;
                Some((P::Table, Ends::Table))
            }

            (P::Table, "table-row") => {
                self.words.begin_row()?;
                if element.attribute("visibility").is_some_and(|value| value != "visible") {
                    self.words.drop_row();
                    return Ok(None);
                }
                Some((P::Row, Ends::Row(times(element.attribute("number-rows-repeated")))))
            }
            (P::Table, "table-rows" | "table-header-rows" | "table-row-group") => Some((P::Table, Ends::Nothing)),
            (P::Table, _) => None,
            (P::Row, "table-cell") => {
                let [width, height, repeated] =
                    element.attributes(["number-columns-spanned", "number-rows-spanned", "number-columns-repeated"]);
                self.words.begin_cell()?;
                if let Some(cell) = self.words.cell() {
                    cell.column_span = times(width);
                    cell.rows = Rows::Given(times(height));
                }
                Some((P::Blocks, Ends::Cell(times(repeated))))
            }
            (P::Row, "covered-table-cell") => {
                self.words.pass_columns(times(element.attribute("number-columns-repeated")));
                None
            }
            (P::Row, _) => None,

            (P::Drawing, "text-box") => {
                self.words.begin_box();
                Some((P::Blocks, Ends::Box))
            }
            (P::Drawing, "object" | "object-ole") => {
                self.objects += 1;
                None
            }
            (P::Blocks | P::Paragraph | P::Drawing, "frame" | "g") => Some((P::Drawing, Ends::Nothing)),
            (
                P::Blocks | P::Paragraph | P::Drawing,
                "custom-shape" | "rect" | "ellipse" | "circle" | "polygon" | "path",
            ) => {
                self.words.begin_box();
                Some((P::Blocks, Ends::Box))
            }
            (P::Drawing, _) => None,
            (P::Paragraph, _) => self.in_paragraph(element),
            (P::Blocks, _) => Some((P::Blocks, Ends::Nothing)),
        })
    }

    /// What stands in a paragraph.
    fn in_paragraph(&mut self, element: &Element<'_>) -> Option<(Place, Ends)> {
        match element.name() {
            "s" => {
                let blanks = element.number::<usize>("c").unwrap_or(1).min(MAX_SPAN);
                self.show(&"\u{A0}".repeat(blanks));
            }
            // The number of the list, for readers that do not count.
            "number" => {}
            "tab" => self.show("\t"),
            "line-break" => self.show("\n"),
            "span" => {
                let around = self.is_hidden;
                let style = element.attribute("style-name").unwrap_or_default();
                self.is_hidden = self.styles.is_hidden(Family::Text, &style).unwrap_or(around);
                return Some((Place::Paragraph, Ends::Span(around)));
            }
            _ => return Some((Place::Paragraph, Ends::Nothing)),
        }
        None
    }

    fn begin_paragraph(&mut self, element: &Element<'_>) {
        self.words.begin_paragraph();
        let style = element.attribute("style-name").unwrap_or_default();
        self.is_hidden = self.styles.is_hidden(Family::Paragraph, &style).unwrap_or(false);
        let named = self.lists.iter().rev().flatten().next();
        let label = match (self.item.take(), self.lists.len().checked_sub(1)) {
            (Some(start), Some(level)) => {
                let list = named.cloned().or_else(|| self.styles.list(&style));
                list.map(|list| self.styles.lists().next(&list, level, start))
            }
            (None, Some(_)) => None,
            _ if element.name() == "h" => self.heading(element, &style),
            _ => None,
        };
        self.labels.push(label.unwrap_or_default());
    }

    /// The number of a heading that is in no list: headings have one of their own.
    fn heading(&mut self, element: &Element<'_>, style: &str) -> Option<String> {
        let level = element.number::<usize>("outline-level").unwrap_or(1).checked_sub(1)?;
        let is_off = element.attribute("is-list-header").as_deref() == Some("true");
        if is_off || self.styles.list(style).is_some_and(|list| list.is_empty()) {
            return None;
        }
        let start = (element.attribute("restart-numbering").as_deref() == Some("true"))
            .then(|| element.number("start-value").unwrap_or(1));
        Some(self.styles.lists().next("", level, start))
    }

    fn begin_list(&mut self, element: &Element<'_>) {
        let level = self.lists.len();
        self.lists.push(element.short("style-name"));
        let goes_on = element.attribute("continue-numbering").as_deref() == Some("true")
            || element.attribute("continue-list").is_some();
        if let Some(name) = self.lists.iter().rev().flatten().next().filter(|_| !goes_on) {
            self.styles.lists().restart(name, level);
        }
    }

    /// Adds text as it is shown: white space of the source is one blank, and none at the beginning.
    fn show_collapsed(&mut self, text: &str) {
        if !text.bytes().any(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
            return self.show(text);
        }
        let mut last = self.words.last_character().unwrap_or(' ');
        let mut shown = String::with_capacity(text.len());
        for character in text.chars() {
            let character = if matches!(character, '\t' | '\n' | '\r') { ' ' } else { character };
            if character != ' ' || last != ' ' {
                shown.push(character);
            }
            last = character;
        }
        self.show(&shown);
    }

    fn show(&mut self, text: &str) {
        if !self.is_hidden {
            self.words.text(text);
        }
    }

    fn end(&mut self, ends: Ends) -> Result<(), Error> {
        match ends {
            Ends::Nothing => {}
            Ends::Paragraph(around) => {
                let label = self.labels.pop().unwrap_or_default();
                self.words.end_paragraph(&label)?;
                self.is_hidden = around;
            }
            Ends::Span(around) => self.is_hidden = around,
            Ends::List => {
                self.lists.pop();
                self.item = None;
            }
            Ends::Table => self.words.end_table()?,
            Ends::Row(times) => self.words.repeat_row(times - 1)?,
            Ends::Cell(times) => {
                self.words.end_cell(1)?;
                self.words.repeat_cell(times - 1)?;
            }
            Ends::Box => self.words.end_box()?,
        }
        Ok(())
    }
}

/// How many times or over how many places something stands; forged numbers are cut.
fn times(value: Option<Cow<'_, str>>) -> usize {
    number(value).unwrap_or(1).clamp(1, MAX_SPAN)
}

/// Whether what stands in it is hidden.
fn hides(element: &Element<'_>) -> bool {
    element.attribute("display").as_deref() == Some("none") || element.attribute("is-hidden").as_deref() == Some("true")
}

//! What has to hold for every report, whatever its size, form, layout and encoding.
#![cfg(not(target_arch = "wasm32"))]

mod support;

use gouji::diagnostic::Severity;
use gouji::location::Table;
use gouji::report::PartKind;
use gouji::{Options, Outcome, check};
use proptest::prelude::*;
use support::cases;
use support::expect::one_line;
use support::model::{Model, any_forms, appropriate, balanced, counted_cells};
use support::oracle;
use support::writer::{Digits, Encoding, Headings, Layout, Newline, Numbering, Pages, Style, Zeros, write};

fn layout() -> impl Strategy<Value = Layout> {
    proptest::sample::select(Layout::ALL.to_vec())
}

fn style() -> impl Strategy<Value = Style> {
    let zeros = prop_oneof![
        4 => Just(Zeros::Written),
        1 => Just(Zeros::Details("")),
        1 => Just(Zeros::All("\u{a0}")),
        1 => Just(Zeros::Details("—")),
        1 => Just(Zeros::All("无")),
        1 => Just(Zeros::Details("/")),
    ];
    let digits = prop_oneof![4 => Just(Digits::Ascii), 1 => Just(Digits::FullWidth), 1 => Just(Digits::Thousands)];
    let numbering = prop_oneof![Just(Numbering::Official), Just(Numbering::HalfWidth), Just(Numbering::Spaced)];
    let headings = prop_oneof![
        2 => Just(Headings::Official),
        1 => Just(Headings::Long),
        1 => Just(Headings::Short),
        1 => Just(Headings::Arabic),
    ];
    let newline = prop_oneof![Just(Newline::Lf), Just(Newline::CrLf)];
    let encoding = prop_oneof![
        Just(Encoding::Utf8),
        Just(Encoding::Utf8Bom),
        Just(Encoding::Gb18030),
        Just(Encoding::Utf16Le),
        Just(Encoding::Utf16Be),
    ];
    let pages = prop_oneof![
        3 => Just(Pages::None),
        1 => Just(Pages::Number("- 5 -")),
        1 => Just(Pages::Number("— 5 —")),
        1 => Just(Pages::NumberAndHead("-5-")),
        1 => Just(Pages::NumberAndHead("— 12 —")),
    ];
    (zeros, digits, numbering, headings, newline, encoding, pages).prop_map(
        |(zeros, digits, numbering, headings, newline, encoding, pages)| Style {
            zeros,
            digits,
            numbering,
            headings,
            newline,
            encoding,
            pages,
        },
    )
}

/// The style without blanks where the layout would lose them.
fn fitting(style: Style, layout: Layout) -> Style {
    let invisible = |mark: &str| mark.trim().is_empty();
    match style.zeros {
        Zeros::Details(mark) | Zeros::All(mark) if invisible(mark) && !layout.keeps_blanks() => {
            Style { zeros: Zeros::Written, ..style }
        }
        _ => style,
    }
}

fn outcome(model: &Model, layout: Layout, style: &Style) -> Result<Outcome, TestCaseError> {
    check("report", &write(model, layout, style), &Options::default())
        .map_err(|error| TestCaseError::fail(format!("{layout:?} {style:?}: {error}")))
}

/// Fails unless reading gives exactly the cells of the model: no more, no fewer, every text and every figure; and its
/// agency, year, forms and parts.
fn same_cells(model: &Model, layout: Layout, style: &Style) -> Result<(), TestCaseError> {
    let outcome = outcome(model, layout, style)?;
    let expected = style.expected(model);
    let mut differences = Vec::new();
    for (cell, (raw, figure)) in &expected {
        match outcome.report.cell(*cell) {
            None => differences.push(format!("{cell}: {raw:?} was not read")),
            Some(read) if read.figure.value() != *figure || read.raw != *raw => {
                differences.push(format!("{cell}: {raw:?} was read as {:?}", read.raw));
            }
            Some(_) => {}
        }
    }
    differences.extend(
        outcome.report.cells.keys().filter(|cell| !expected.contains_key(cell)).map(|cell| format!("{cell} is extra")),
    );
    for table in Table::ALL {
        let form = outcome.report.tables.get(*table).map(|read| read.form);
        if *table != Table::T4 && form != Some(model.forms.of(*table)) {
            differences.push(format!("{table} was read as {form:?}"));
        }
    }
    let parts: Vec<PartKind> = outcome.report.parts.iter().map(|part| part.kind).collect();
    if parts != PartKind::ALL {
        differences.push(format!("the parts are {parts:?}"));
    }
    if outcome.report.year != Some(model.year) || outcome.report.agency.as_deref() != Some(&model.agency) {
        differences.push(format!("read as {:?} of {:?}", outcome.report.year, outcome.report.agency));
    }
    let shown = differences.len().min(8);
    prop_assert!(
        differences.is_empty(),
        "{layout:?} {style:?}: {} differences: {:?}\n{}",
        differences.len(),
        &differences[..shown],
        String::from_utf8_lossy(&write(model, layout, style))
    );
    Ok(())
}

fn no_finding(outcome: &Outcome, wanted: impl Fn(&gouji::diagnostic::Diagnostic) -> bool) -> Result<(), String> {
    let found: Vec<String> = outcome.findings.iter().filter(|finding| wanted(finding)).map(one_line).collect();
    if found.is_empty() { Ok(()) } else { Err(found.join("\n")) }
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn every_layout_is_read_cell_by_cell(model in balanced(any_forms())) {
        for layout in Layout::ALL {
            same_cells(&model, layout, &Style::PLAIN)?;
        }
    }

    #[test]
    fn a_balanced_report_on_its_years_form_has_no_error_in_any_layout(model in balanced(appropriate())) {
        for layout in Layout::ALL {
            let outcome = outcome(&model, layout, &Style::PLAIN)?;
            let errors = no_finding(&outcome, |finding| finding.severity != Severity::Note);
            prop_assert!(errors.is_ok(), "{layout:?}: {}", errors.unwrap_err());
        }
    }
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn every_style_is_read_cell_by_cell(model in balanced(any_forms()), layout in layout(), style in style()) {
        same_cells(&model, layout, &fitting(style, layout))?;
    }

    #[test]
    fn a_balanced_report_in_any_style_has_no_error(
        model in balanced(appropriate()), layout in layout(), style in style(),
    ) {
        let style = fitting(style, layout);
        let outcome = outcome(&model, layout, &style)?;
        let is_doubted = |rule: &str| rule == "split-or-joined-cell";
        let errors = no_finding(&outcome, |finding| {
            finding.severity == Severity::Error || is_doubted(finding.rule.as_str())
        });
        prop_assert!(errors.is_ok(), "{layout:?} {style:?}: {}", errors.unwrap_err());
    }

    #[test]
    fn a_changed_figure_is_told_by_exactly_the_equations_it_breaks(
        model in balanced(any_forms()),
        layout in layout(),
        place in any::<proptest::sample::Index>(),
        step in 1..60_i64,
        up in any::<bool>(),
    ) {
        let mut model = model;
        let cell = *place.get(&counted_cells(model.forms));
        let before = model.count(cell);
        model.set(cell, if up || before < step { before + step } else { before - step });

        let broken = oracle::broken(&model).len();
        let least = if cell.table == Table::T3 { 2 } else { 1 };
        prop_assert!(broken >= least, "{cell} breaks {broken} equations");

        same_cells(&model, layout, &Style::PLAIN)?;
        let outcome = outcome(&model, layout, &Style::PLAIN)?;
        let told = oracle::compare(&model, &outcome.findings);
        prop_assert!(told.is_ok(), "{layout:?}, {cell} was {before}: {}", told.unwrap_err());
    }

    #[test]
    fn several_changed_figures_are_told_by_exactly_the_equations_they_break(
        model in balanced(any_forms()),
        layout in layout(),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), 0..400_i64), 2..5),
    ) {
        let mut model = model;
        for (place, value) in changes {
            let cell = *place.get(&counted_cells(model.forms));
            model.set(cell, value);
        }
        let outcome = outcome(&model, layout, &Style::PLAIN)?;
        let told = oracle::compare(&model, &outcome.findings);
        prop_assert!(told.is_ok(), "{layout:?}: {}", told.unwrap_err());
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn any_bytes_are_answered(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        answered(&bytes)?;
    }

    #[test]
    fn any_text_is_answered(text in "[一二三四（）().、1-9 \t\n|<>/tdrableph&;:：无总计规章自然人—-]{0,400}") {
        answered(text.as_bytes())?;
    }

    #[test]
    fn a_report_cut_off_anywhere_is_answered(
        model in balanced(any_forms()), layout in layout(), style in style(), cut in any::<proptest::sample::Index>(),
    ) {
        let bytes = write(&model, layout, &style);
        answered(&bytes[..cut.index(bytes.len())])?;
    }

    #[test]
    fn a_damaged_report_is_answered(
        model in balanced(any_forms()),
        layout in layout(),
        style in style(),
        damage in proptest::collection::vec((any::<proptest::sample::Index>(), 0..5_u8, any::<u8>(), 0..90_usize), 1..12),
    ) {
        let mut bytes = write(&model, layout, &style);
        for (place, kind, byte, length) in damage {
            let at = place.index(bytes.len().max(1)).min(bytes.len());
            let end = (at + length).min(bytes.len());
            match kind {
                0 => bytes.truncate(at.max(1)),
                1 => drop(bytes.drain(at..end)),
                2 => bytes.insert(at, byte),
                3 => bytes[at..end].fill(byte),
                _ => {
                    let piece = bytes[at..end].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
            if bytes.is_empty() {
                bytes.push(byte);
            }
        }
        answered(&bytes)?;
    }

    #[test]
    fn lines_in_any_order_are_answered(
        model in balanced(any_forms()), layout in layout(), shuffle in proptest::collection::vec(any::<u16>(), 1..40),
    ) {
        let text = String::from_utf8_lossy(&write(&model, layout, &Style::PLAIN)).into_owned();
        let mut lines: Vec<&str> = text.lines().collect();
        for pair in shuffle.windows(2) {
            let (a, b) = (usize::from(pair[0]) % lines.len(), usize::from(pair[1]) % lines.len());
            lines.swap(a, b);
        }
        answered(lines.join("\n").as_bytes())?;
    }
}

/// An answer is an outcome whose findings all name their sentence, or a refusal that says why; and it is the same twice.
fn answered(bytes: &[u8]) -> Result<(), TestCaseError> {
    let first = check("damaged", bytes, &Options::default());
    match &first {
        Ok(outcome) => prop_assert!(outcome.findings.iter().all(|finding| !finding.message.is_empty())),
        Err(error) => prop_assert!(!error.message.is_empty()),
    }
    prop_assert_eq!(first, check("damaged", bytes, &Options::default()));
    Ok(())
}

//! Short names for sentences that stand beside the cells they speak of.

use crate::location::{CellId, Column, Row};
use crate::report::Report;
use crate::rules::identities::{Identity, Kind};

/// A row, short enough for a clause; labels that are sentences of their own are cut to their point.
pub(super) fn row(report: &Report, cell: CellId) -> String {
    match cell.row {
        Row::Received => "新收".to_owned(),
        Row::CarriedIn => "上年结转".to_owned(),
        Row::CarriedOut => "结转下年度".to_owned(),
        Row::DeclinedConfirmation => "（五）5.要求确认或重新出具".to_owned(),
        Row::OtherNotCorrected => "（六）1.逾期不补正".to_owned(),
        Row::OtherUnpaid => "（六）2.逾期未缴费".to_owned(),
        _ => report.form(cell.table).row_name(cell.row),
    }
}

/// A column.
pub(super) fn column(report: &Report, cell: CellId) -> &'static str {
    report.form(cell.table).column_name(cell)
}

/// A cell, 「（一）予以公开·自然人」.
pub(super) fn cell(report: &Report, cell: CellId) -> String {
    format!("{}·{}", row(report, cell), column(report, cell))
}

/// Whether the cell is made by adding others up.
pub(super) const fn is_total(cell: CellId) -> bool {
    matches!(cell.column, Column::Total) || matches!(cell.row, Row::ResultTotal)
}

/// An equation by what it checks, 「“自然人”这一列的收办平衡」.
pub(super) fn equation(report: &Report, identity: &Identity) -> String {
    let total = identity.total;
    match identity.kind {
        Kind::RowTotal => format!("“{}”这一行的总计", row(report, total)),
        Kind::ResultTotal => format!("“{}”这一列的（七）总计", column(report, total)),
        Kind::Balance => format!("“{}”这一列的收办平衡", column(report, total)),
        Kind::ReviewTotal => format!("“{}”的总计", row(report, total)),
    }
}

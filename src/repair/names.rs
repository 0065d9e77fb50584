//! Short names for sentences that stand beside the cells they speak of.

use crate::location::{CellId, Row};
use crate::report::Report;
use crate::rules::identities::{Identity, Kind};

/// A row, short enough for a clause; labels that are sentences of their own are cut to their point.
pub(super) fn row(report: &Report, cell: CellId) -> String {
    match cell.row {
        Row::Received => "新收".to_owned(),
        Row::CarriedIn => "上年结转".to_owned(),
        Row::CarriedOut => "结转下年度".to_owned(),
        // Its own quotation marks would stand within those of the sentence.
        Row::DeniedSecurityStability => "（三）3.危及三安全一稳定".to_owned(),
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

/// The row or column an equation closes, 「“自然人”这一列」: two equations of one column have one name.
pub(super) fn line(report: &Report, identity: &Identity) -> String {
    match identity.kind {
        Kind::RowTotal => format!("“{}”这一行", row(report, identity.total)),
        Kind::ResultTotal | Kind::Balance => format!("“{}”这一列", column(report, identity.total)),
        Kind::ReviewTotal => format!("“{}”这一组", row(report, identity.total)),
    }
}

/// An equation by what it adds up.
pub(super) fn equation(report: &Report, identity: &Identity) -> String {
    match identity.kind {
        Kind::RowTotal | Kind::ReviewTotal => format!("{}相加", line(report, identity)),
        Kind::ResultTotal => format!("{}的办理结果相加", line(report, identity)),
        Kind::Balance => format!("{}的收办平衡", line(report, identity)),
    }
}

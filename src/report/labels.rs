//! The labels of both forms as a recogniser meets them: official, in harmless variants, and damaged.
//!
//! Everything is compared by its letters ([`crate::document::fold::letters`]): without enumeration, marks and blanks.

use std::sync::LazyLock;

use super::form::Form;
use crate::document::fold::letters;
use crate::location::{Column, Row};

/// A label a row or column may carry without anybody minding.
#[derive(Debug, Clone)]
pub(super) struct Label<T> {
    pub of: T,
    /// Its letters.
    pub letters: String,
}

/// Variants of the labels of table three's rows that are in wide use and unmistakable.
const ROW_VARIANTS: &[(Row, &str)] = &[
    (Row::Received, "本年新收政府信息公开申请数"),
    (Row::CarriedIn, "上年结转政府信息公开申请数"),
    (Row::CarriedIn, "上年度结转政府信息公开申请数量"),
    (Row::Partial, "部分公开"),
    (Row::OtherNotCorrected, "逾期不补正"),
    (Row::OtherUnpaid, "逾期不缴费"),
    (Row::OtherMisc, "其它"),
    (Row::OtherAll, "其它处理"),
    (Row::CarriedOut, "结转下一年度继续办理"),
    (Row::CarriedOut, "结转下年继续办理"),
];

/// Variants of the labels of table two's rows.
const T2_ROW_VARIANTS: &[(Row, &str)] = &[(Row::Normative, "规范性文件")];

/// Variants of column labels.
const COLUMN_VARIANTS: &[(Column, &str)] = &[
    (Column::Issued, "本年制发数量"),
    (Column::Issued, "制发件数"),
    (Column::Repealed, "本年废止数量"),
    (Column::Repealed, "废止件数"),
    (Column::InForce, "现行有效数量"),
    (Column::InForce, "现行有效件"),
    (Column::Issued, "新制发数量"),
    (Column::Issued, "本年新制发数量"),
    (Column::Repealed, "废止数量"),
    (Column::Amount, "本年收费金额"),
    (Column::Business, "商业"),
    (Column::Research, "科研"),
    (Column::Charity, "社会公益"),
    (Column::Legal, "法律服务"),
    (Column::OtherOrg, "其它"),
    (Column::Total, "合计"),
];

/// The words that stand for 「信息内容」 and 「第二十条第（一）项」 once only letters are left.
pub(super) const T2_CORNER: &str = "信息内容";
pub(super) const T2_CAPTION: &str = "第二十条第项";

/// Words of table three's head that are no column.
pub(super) const T3_HEAD_WORDS: &[&str] = &["申请人情况", "法人或其他组织", "自然人"];

/// Labels of groups of rows in table three, and other words that may stand before a row's own label.
pub(super) const T3_GROUP_WORDS: &[&str] =
    &["本年度办理结果", "不予公开", "无法提供", "不予处理", "其他处理", "其它处理"];

/// The heads of table four.
pub(super) const T4_HEADS: &[&str] = &["行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"];

/// The labels of table three's rows, over both forms, longest first.
pub(super) static T3_ROWS: LazyLock<Vec<Label<Row>>> = LazyLock::new(|| {
    let mut labels: Vec<_> = Form::F2021
        .t3_rows()
        .into_iter()
        .chain([Row::OtherAll])
        .map(|row| Label { of: row, letters: letters(Form::F2021.row_label(row)) })
        .collect();
    labels.extend(variants(ROW_VARIANTS));
    longest_first(labels)
});

/// The labels of table two's rows, over both forms.
pub(super) static T2_ROWS: LazyLock<Vec<Label<Row>>> = LazyLock::new(|| {
    let mut labels: Vec<_> = [Form::F2021, Form::F2019]
        .iter()
        .flat_map(|form| form.t2_blocks().iter().flat_map(move |block| block.rows.iter().map(move |&row| (row, form))))
        .map(|(row, form)| Label { of: row, letters: letters(form.row_label(row)) })
        .collect();
    labels.extend(variants(T2_ROW_VARIANTS));
    longest_first(labels)
});

/// The labels of table two's columns, over both forms.
pub(super) static T2_COLUMNS: LazyLock<Vec<Label<(Form, Column)>>> = LazyLock::new(|| {
    let mut labels = Vec::new();
    for form in [Form::F2021, Form::F2019] {
        for column in form.t2_blocks().iter().flat_map(|block| block.columns) {
            labels.push(Label { of: (form, *column), letters: letters(form.column_label(*column)) });
        }
    }
    labels.extend(
        variants(COLUMN_VARIANTS)
            .filter(|label| label.of < Column::Person)
            .map(|label| Label { of: (Form::F2021, label.of), letters: label.letters }),
    );
    longest_first(labels)
});

/// The labels of table three's columns.
pub(super) static T3_COLUMNS: LazyLock<Vec<Label<Column>>> = LazyLock::new(|| {
    let mut labels: Vec<_> = super::form::T3_COLUMNS
        .iter()
        .map(|&column| Label { of: column, letters: letters(Form::F2021.column_label(column)) })
        .collect();
    labels.extend(variants(COLUMN_VARIANTS).filter(|label| label.of >= Column::Person));
    longest_first(labels)
});

/// The labels of table four's columns.
pub(super) static T4_COLUMNS: LazyLock<Vec<Label<Column>>> = LazyLock::new(|| {
    let labels = super::form::T4_COLUMNS
        .iter()
        .map(|&column| Label { of: column, letters: letters(Form::F2021.column_label(column)) })
        .collect();
    longest_first(labels)
});

fn variants<T: Copy>(table: &'static [(T, &'static str)]) -> impl Iterator<Item = Label<T>> {
    table.iter().map(|&(of, text)| Label { of, letters: text.to_owned() })
}

fn longest_first<T: Ord + Copy>(mut labels: Vec<Label<T>>) -> Vec<Label<T>> {
    labels.sort_by(|a, b| b.letters.len().cmp(&a.letters.len()).then(a.of.cmp(&b.of)));
    labels.dedup_by(|a, b| a.letters == b.letters && a.of == b.of);
    labels
}

/// The label that equals these letters.
pub(super) fn exact<'l, T>(labels: &'l [Label<T>], letters: &str) -> Option<&'l Label<T>> {
    labels.iter().find(|label| label.letters == letters)
}

/// The longest label these letters end in.
pub(super) fn suffix<'l, T>(labels: &'l [Label<T>], letters: &str) -> Option<&'l Label<T>> {
    labels.iter().find(|label| letters.ends_with(&label.letters))
}

/// How many edits turn the label into the letters; `None` when that is too many to call it the same label.
///
/// Short labels must be nearly whole: of up to three letters all, of up to six all but one, of longer ones two thirds.
pub(super) fn damage(label: &str, letters: &str) -> Option<usize> {
    let length = label.chars().count();
    let allowed = match length {
        0..=3 => 0,
        4..=6 => 1,
        _ => length / 3,
    };
    if letters.chars().count().abs_diff(length) > allowed {
        return None;
    }
    let edits = strsim::osa_distance(label, letters);
    (edits <= allowed).then_some(edits)
}

/// The label with the least damage; `None` when two different ones are equally near, or none is near.
pub(super) fn nearest<'l, T: PartialEq>(labels: &'l [Label<T>], letters: &str) -> Option<(&'l Label<T>, usize)> {
    let mut best: Option<(&Label<T>, usize)> = None;
    let mut tied = false;
    for label in labels {
        let Some(edits) = damage(&label.letters, letters) else { continue };
        match best {
            Some((other, least)) if edits == least => tied |= other.of != label.of,
            Some((_, least)) if edits > least => {}
            _ => {
                best = Some((label, edits));
                tied = false;
            }
        }
    }
    best.filter(|_| !tied)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str) -> Option<Row> {
        let letters = letters(text);
        suffix(&T3_ROWS, &letters).or_else(|| nearest(&T3_ROWS, &letters).map(|(label, _)| label)).map(|label| label.of)
    }

    #[test]
    fn rows_are_told_by_their_letters() {
        assert_eq!(
            row("1、申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请"),
            Some(Row::OtherNotCorrected)
        );
        assert_eq!(row("三、本年度办理结果（一）予以公开"), Some(Row::Granted));
        assert_eq!(row("(七)总  计"), Some(Row::ResultTotal));
        assert_eq!(row("（六）其他处理"), Some(Row::OtherAll));
        assert_eq!(row("3.其他"), Some(Row::OtherMisc));
    }

    #[test]
    fn a_damaged_label_is_told_while_it_is_near_one_only() {
        assert_eq!(row("2.其他法律行政止公开"), Some(Row::DeniedProhibited));
        assert_eq!(row("（二）部分公开（区分处理的，只计这一情况，不计其他情形）"), Some(Row::Partial));
        assert_eq!(row("（三）不予公开"), None);
        assert_eq!(row("9.另外一些情况"), None);
    }
}

//! The labels of an official table, as every drawing of it has them.

use yew::prelude::*;

use crate::location::Table;
use crate::report::layout::{Head, HeadKind};

/// A label, with its words as `text` has them.
pub fn label(table: Table, head: &Head, edge: bool, text: Html) -> Html {
    let scope = match head.kind {
        HeadKind::Corner => None,
        HeadKind::ColumnGroup => Some("colgroup"),
        HeadKind::Column => Some("col"),
        HeadKind::Block | HeadKind::Band | HeadKind::RowGroup => Some("rowgroup"),
        HeadKind::Row | HeadKind::TotalRow => Some("row"),
    };
    let two = table == Table::T2;
    let three = table == Table::T3 && !matches!(head.kind, HeadKind::Column | HeadKind::ColumnGroup);
    let class = classes!(
        (two && matches!(head.kind, HeadKind::Block | HeadKind::Column)).then_some("form__block"),
        (head.kind == HeadKind::Band).then_some("form__down"),
        (head.kind == HeadKind::RowGroup).then_some("form__group"),
        (head.kind == HeadKind::TotalRow).then_some("form__total"),
        (head.kind == HeadKind::Band || head.kind == HeadKind::Column && head.rows > 1).then_some("form__under"),
        three.then(|| format!("form__at-{}", head.depth)),
        edge.then_some("form__edge"),
    );
    let rowspan = (head.rows > 1).then(|| head.rows.to_string());
    let colspan = (head.columns > 1).then(|| head.columns.to_string());
    html! { <th {class} {scope} {rowspan} {colspan}>{ text }</th> }
}

/// The form's own words of a label, broken where its cell is narrow.
pub fn words(table: Table, head: &Head) -> Html {
    match head.kind {
        HeadKind::Corner => {
            let (first, second) = head.text.split_once('：').unwrap_or((head.text, ""));
            html! { <span class="form__note">{ first }{ "：" }<br />{ second }</span> }
        }
        HeadKind::Band => html! { <span>{ head.text }</span> },
        HeadKind::RowGroup => match head.text.split_once('）') {
            Some((number, name)) => html! { <>{ format!("{number}）") }<br />{ name }</> },
            None => html! { head.text },
        },
        HeadKind::Column if head.text.chars().count() > 3 && table != Table::T2 => {
            // A narrow head breaks in the middle, not before its last character.
            let half = head.text.chars().count().div_ceil(2);
            let (first, second): (String, String) =
                (head.text.chars().take(half).collect(), head.text.chars().skip(half).collect());
            html! { <>{ first }<br />{ second }</> }
        }
        _ => html! { head.text },
    }
}

/// The widths of the columns.
pub fn columns(table: Table) -> Html {
    match table {
        Table::T2 => html! { <colgroup><col class="form__c-what" /><col span="3" /></colgroup> },
        Table::T3 => html! {
            <>
                <colgroup><col class="form__c-down" /><col class="form__c-group" /><col class="form__c-label" /></colgroup>
                <colgroup>{ for (0..7).map(|_| html! { <col class="form__c-num" /> }) }</colgroup>
            </>
        },
        Table::T4 => Html::default(),
    }
}

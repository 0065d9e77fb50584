//! The few line drawings beside words.

use yew::prelude::*;

/// A drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// A folder.
    Open,
    /// A printer.
    Print,
    /// Half dark, half light.
    Looks,
    /// To the one before.
    Back,
    /// To the next.
    Forward,
    /// A closed lock.
    Lock,
    /// Back in time.
    Undo,
    /// Forth again.
    Redo,
    /// Two sheets.
    Copy,
}

/// The drawing; it says nothing its word does not.
pub fn icon(icon: Icon) -> Html {
    let path = match icon {
        Icon::Open => "M1.5 13V3h4.6l1.4 2h7v8z",
        Icon::Print => "M4 6V1.8h8V6M4 12H1.8V6h12.4v6H12M4 9.5h8v4.7H4z",
        Icon::Looks => "M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2zM8 2v12",
        Icon::Back => "M9.8 3 5 8l4.8 5",
        Icon::Forward => "M6.2 3 11 8l-4.8 5",
        Icon::Lock => "M3.5 7.5h9v6h-9zM5.3 7V5a2.7 2.7 0 0 1 5.4 0v2",
        Icon::Undo => "M6 3 2.5 6.5 6 10M2.5 6.5h7a3.5 3.5 0 0 1 0 7H7",
        Icon::Redo => "M10 3l3.5 3.5L10 10M13.5 6.5h-7a3.5 3.5 0 0 0 0 7H9",
        Icon::Copy => "M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1",
    };
    html! { <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={path} /></svg> }
}

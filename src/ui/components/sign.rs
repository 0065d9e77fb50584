//! A mark, always followed by its word: colour alone tells nobody anything.

use yew::prelude::*;

use crate::diagnostic::Severity;
use crate::ui::groups::Standing;

/// What a sign says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A finding.
    Found(Severity),
    /// In order.
    Held,
    /// Not checked.
    Open,
    /// Nothing of the kind in the report.
    Absent,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Kind::Found(Severity::Error) => "sign--error",
            Kind::Found(Severity::Warning) => "sign--warn",
            Kind::Found(Severity::Note) => "sign--note",
            Kind::Held => "sign--ok",
            Kind::Open | Kind::Absent => "sign--open",
        }
    }

    const fn mark(self) -> &'static str {
        match self {
            Kind::Found(severity) => severity.sign(),
            Kind::Held => "✓",
            Kind::Open => "○",
            Kind::Absent => "–",
        }
    }
}

impl From<Standing> for Kind {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Held => Kind::Held,
            Standing::Failed(severity) => Kind::Found(severity),
            Standing::Open => Kind::Open,
            Standing::Absent => Kind::Absent,
        }
    }
}

/// A sign with its words.
pub fn sign(kind: Kind, words: Html) -> Html {
    html! {
        <span class={classes!("sign", kind.class())}>
            <span class="sign__mark" aria-hidden="true">{ kind.mark() }</span>{ words }
        </span>
    }
}

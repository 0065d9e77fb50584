//! The parts of the page: one component, one file, and its style sheet by the same name in `www/styles/`.

mod appbar;
mod copier;
mod coverage;
mod dialog;
mod failed;
mod filter;
mod finding;
mod form;
mod icon;
mod intake;
mod newform;
mod outline;
mod panel;
mod preview;
mod progress;
mod prose;
mod reportbar;
mod sheet;
mod sign;
mod take;
mod verdict;

pub use appbar::AppBar;
pub use dialog::{Looks, Privacy};
pub use failed::Failed;
pub use intake::Intake;
pub use newform::NewForm;
pub use outline::Outline;
pub use panel::Panel;
pub use preview::Preview;
pub use progress::Progress;
pub use reportbar::ReportBar;
pub use sheet::Sheet;
pub use take::Take;

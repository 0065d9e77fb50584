//! The parts of the page: one component, one file, and its style sheet by the same name in `www/styles/`.

mod appbar;
mod coverage;
mod dialog;
mod editbar;
mod equation;
mod exercise;
mod failed;
mod figure;
mod filter;
mod finding;
mod form;
mod icon;
mod inspector;
mod intake;
mod outline;
mod panel;
mod preview;
mod progress;
mod prose;
mod reportbar;
mod sheet;
mod sign;
mod verdict;

pub use appbar::AppBar;
pub use dialog::{Keys, Looks, Privacy};
pub use editbar::EditBar;
pub use exercise::ExerciseBar;
pub use failed::Failed;
pub use intake::Intake;
pub use outline::Outline;
pub use panel::Panel;
pub use preview::Preview;
pub use progress::Progress;
pub use reportbar::ReportBar;
pub use sheet::Sheet;

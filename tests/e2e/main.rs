//! The page in real browsers. Run by `make test`, which builds the page first:
//! `cargo test --features e2e --test e2e`.
//!
//! Each scenario runs in Chromium and in Firefox, in a browser of its own. A scenario waits for what it expects to see
//! (with a deadline), and leaves a picture of the page behind when it fails.

mod browser;
mod checking;
mod inspecting;
mod listing;
mod mending;
#[path = "../support/packed.rs"]
mod packed;
mod page;
mod safety;
mod server;
mod supplying;
mod taking;
mod worker;
mod years;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;

use browser::Browser;
use page::Page;
use thirtyfour::error::WebDriverResult;

/// Declares each scenario once for each browser.
macro_rules! scenarios {
    ($($module:ident :: $name:ident,)*) => {
        mod chromium {
            $(#[test] fn $name() { super::run(super::Browser::Chromium, stringify!($name), super::$module::$name); })*
        }
        mod firefox {
            $(#[test] fn $name() { super::run(super::Browser::Firefox, stringify!($name), super::$module::$name); })*
        }
    };
}

scenarios! {
    safety::a_file_from_disk_opens_and_asks_for_nothing,
    safety::a_server_gives_the_page_from_any_folder,
    safety::a_server_that_names_another_encoding_does_no_harm,
    safety::the_page_cannot_send_anything,
    safety::nobody_is_shut_out,
    checking::every_report_comes_out_as_on_the_command_line,
    checking::a_file_of_every_format_comes_out_as_on_the_command_line,
    checking::a_pasted_table_is_read_as_a_table,
    checking::a_file_can_be_chosen_or_dropped,
    checking::what_cannot_be_read_is_told,
    checking::wrong_cells_are_marked_and_stepped_through,
    mending::a_repair_is_tried_and_undone,
    mending::a_locked_cell_is_no_longer_suspected,
    mending::a_figure_is_typed_over_in_its_cell,
    mending::a_clerk_mends_a_report_and_takes_it_along,
    mending::a_planted_slip_is_found,
    mending::what_was_mended_comes_back,
    taking::a_corrected_table_is_copied_and_comes_back,
    taking::an_old_form_is_shown_on_the_new_one,
    inspecting::the_equations_through_a_cell_are_shown_and_lead_to_their_cells,
    inspecting::a_figure_is_changed_beside_the_table,
    listing::an_archive_is_a_list_of_its_reports,
    listing::what_is_decided_counts_in_the_list,
    listing::nothing_is_left_behind_without_asking,
    listing::a_long_list_can_be_stopped,
    listing::a_list_without_reports_says_so,
    supplying::what_has_to_be_known_of_the_reading_is_told,
    supplying::an_empty_form_is_filled_checked_and_taken_along,
    supplying::a_missing_table_is_pasted_in_its_place_and_taken_away,
    supplying::a_missing_table_is_taken_out_of_a_file,
    supplying::a_missing_table_is_filled_in_by_hand,
    years::two_years_are_compared_and_a_decision_outlives_the_page,
    years::this_years_figures_are_last_years_next_year,
    years::another_year_is_asked_about_before_it_is_compared,
    years::a_rule_is_switched_off_by_keyboard_and_says_so,
    worker::a_worker_that_dies_is_replaced,
    worker::a_worker_starts_without_the_compiled_module,
    worker::without_a_worker_the_page_checks_by_itself,
}

/// Runs a scenario on a page of its own, and takes a picture of the page if it fails.
fn run(browser: Browser, name: &str, scenario: impl AsyncFn(&Page) -> WebDriverResult<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let driver = browser.start();
    let page = runtime.block_on(Page::new(&driver)).expect("the browser starts");
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(scenario(&page))));
    if !matches!(outcome, Ok(Ok(()))) {
        let picture = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{browser:?}.png"));
        if runtime.block_on(page.picture(&picture)).is_ok() {
            eprintln!("the page as it was: {}", picture.display());
        }
    }
    let closed = runtime.block_on(page.close());
    match outcome {
        Ok(ended) => ended.and(closed).expect("the browser does as it is told"),
        Err(panic) => resume_unwind(panic),
    }
}

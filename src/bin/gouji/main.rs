//! The command line: the only place that reads files or prints. What is found out and how it is worded is the
//! library's.
//!
//! Exit status: 0 no finding at or above `--fail-on`, 1 there are some, 2 something could not be read or the call was
//! wrong.

#[cfg(not(target_arch = "wasm32"))]
mod args;
#[cfg(not(target_arch = "wasm32"))]
mod catalogue;
#[cfg(not(target_arch = "wasm32"))]
mod inputs;
#[cfg(not(target_arch = "wasm32"))]
mod parcel;
#[cfg(not(target_arch = "wasm32"))]
mod run;
#[cfg(not(target_arch = "wasm32"))]
mod usage;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    use std::process::ExitCode;

    let args = match usage::parse(std::env::args_os()) {
        Ok(args) => args,
        Err(refusal) => return refusal.print(),
    };
    let done = match args.command {
        args::Command::Check(check) => run::check(&check),
        args::Command::Save(save) => run::save(&save),
        args::Command::Rules(rules) => catalogue::list(rules.format),
        args::Command::Explain(explain) => catalogue::explain(&explain.rule),
    };
    match done {
        Ok(status) => status,
        // The reader has what it wants (`| head`): nothing is wrong, and nobody is left to be told.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => usage::complain(&format!("结果写不出去：{}。", inputs::reason(&error))),
    }
}

/// The page has no command line; the browser build still asks for the binary when tests are built.
#[cfg(target_arch = "wasm32")]
fn main() {}

//! `gouji check`: read, check and render on all cores, write in input order.
//!
//! Memory stays flat however many documents there are: only a window of them is under way at a time, a document is
//! rendered where it was checked, and nothing but its text and its count comes back.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc;

use gouji::check::{Decisions, Predecessor, saved};
use gouji::error::{Error, ErrorKind};
use gouji::render::{Detail, Document, Format, Paint, Piece, Tally};
use gouji::{Options, Outcome};
use indicatif::{ProgressBar, ProgressStyle};

use crate::args::{Check, Color, OutputFormat, Save};
use crate::inputs::{Input, Inputs};
use crate::usage;

/// How many documents may be under way for each core: enough that no core waits for a slow neighbour.
const WINDOW_PER_CORE: usize = 8;

/// From how many documents on a progress bar is worth its line.
const WORTH_A_BAR: usize = 50;

/// Runs the command.
///
/// # Errors
/// When the result cannot be written.
pub fn check(args: &Check) -> io::Result<ExitCode> {
    let inputs = Inputs::find(&args.paths, args.name.as_deref());
    if inputs.list.is_empty() {
        let left_out = match inputs.left_out {
            0 => String::new(),
            count => format!("另有 {count} 个文件不是文档，没有读。"),
        };
        return Ok(usage::complain(&format!("没有找到可以核对的文件。{left_out}")));
    }
    silence_panics();
    if args.last_year.is_some() && inputs.list.len() > 1 {
        return Ok(usage::complain("--last-year 只能对照一份报告：请一份一份地核对。"));
    }
    let options = match options(args) {
        Ok(options) => options,
        Err(sentence) => return Ok(usage::complain(&sentence)),
    };
    let format = format(args, inputs.list.len());
    let bar = bar(args.format, inputs.list.len());
    let mut out = Output::new(format, options, bar);
    let written = out.run(&inputs);
    out.bar.finish_and_clear();
    written?;
    let tally = out.tally;
    let fails = args.fail_on.severity().is_some_and(|severity| tally.at_least(severity) > 0);
    Ok(ExitCode::from(match (tally.refusals.is_empty(), fails) {
        (false, _) => 2,
        (true, true) => 1,
        (true, false) => 0,
    }))
}

/// Reads what is given beside the documents.
fn options(args: &Check) -> Result<Options, String> {
    let read = |path: &PathBuf| {
        let input = Input::File(path.clone());
        input.read().map(|bytes| bytes.into_owned()).map_err(|error| format!("{}：{error}", path.display()))
    };
    let last_year = match &args.last_year {
        Some(path) => {
            let name = path.to_string_lossy().into_owned();
            Some(Predecessor { name, bytes: read(path)?, accepted: args.same_agency })
        }
        None => None,
    };
    let decisions = match &args.ignore {
        Some(path) => {
            let decisions = Decisions::from_file(&read(path)?);
            decisions.map_err(|error| format!("{}：{error}", path.display()))?
        }
        None => Decisions::default(),
    };
    Ok(Options { locked: args.lock.clone(), last_year, decisions, ..Options::default() })
}

/// `gouji save`: the figures and the text of one report, on standard output.
///
/// # Errors
/// When they cannot be written.
pub fn save(args: &Save) -> io::Result<ExitCode> {
    let inputs = Inputs::find(std::slice::from_ref(&args.path), None);
    let [input] = inputs.list.as_slice() else {
        return Ok(usage::complain("只能存一份报告：请写一个文件。"));
    };
    silence_panics();
    let source = input.source();
    match outcome(&source, input, &Options::default()) {
        Ok(outcome) => {
            io::stdout().lock().write_all(saved::save(&outcome.report).as_bytes())?;
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => Ok(usage::complain(&format!("{source}：{error}"))),
    }
}

fn format(args: &Check, documents: usize) -> Format {
    match args.format {
        OutputFormat::Human => Format::Human {
            detail: if documents == 1 { Detail::Full } else { Detail::Brief },
            paint: if is_colourful(args.color) { Paint::Colour } else { Paint::Plain },
        },
        OutputFormat::Json => Format::Json,
        OutputFormat::Jsonl => Format::Jsonl,
        OutputFormat::Sarif => Format::Sarif,
        OutputFormat::Csv => Format::Csv,
    }
}

/// Left to itself, colour is for terminals that know it, and for users who have not set `NO_COLOR`.
fn is_colourful(color: Color) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
    }
}

/// The bar is for someone who waits: on a terminal, and not among the lines of a machine's format.
fn bar(format: OutputFormat, documents: usize) -> ProgressBar {
    let human = format == OutputFormat::Human || !io::stdout().is_terminal();
    if !human || documents < WORTH_A_BAR || !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(documents as u64);
    if let Ok(style) = ProgressStyle::with_template("核对 {pos}/{len} 份 {wide_bar} 还要 {eta}") {
        bar.set_style(style);
    }
    bar
}

/// A fault of the program in one document is told as that document's line, not as a stack trace. Developers who ask
/// for a backtrace get it.
fn silence_panics() {
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        std::panic::set_hook(Box::new(|_| {}));
    }
}

/// The run as it is written.
struct Output {
    format: Format,
    options: Options,
    out: BufWriter<io::StdoutLock<'static>>,
    bar: ProgressBar,
    tally: Tally,
    begun: bool,
}

impl Output {
    fn new(format: Format, options: Options, bar: ProgressBar) -> Self {
        let out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        Self { format, options, out, bar, tally: Tally::default(), begun: false }
    }

    fn run(&mut self, inputs: &Inputs) -> io::Result<()> {
        self.out.write_all(self.format.head().as_bytes())?;
        self.documents(&inputs.list)?;
        self.tally.left_out = inputs.left_out;
        self.out.write_all(self.format.tail(&self.tally).as_bytes())?;
        self.out.flush()
    }

    /// Checks everything and writes it in input order, each document as soon as those before it are written.
    fn documents(&mut self, list: &[Input]) -> io::Result<()> {
        let format = self.format;
        let options = self.options.clone();
        let options = &options;
        let window = rayon::current_num_threads() * WINDOW_PER_CORE;
        rayon::in_place_scope_fifo(|scope| {
            let (done, results) = mpsc::channel();
            let mut waiting = BTreeMap::new();
            let mut started = 0;
            for turn in 0..list.len() {
                while started < list.len().min(turn + window) {
                    let (index, input, done) = (started, &list[started], done.clone());
                    scope.spawn_fifo(move |_| {
                        // The other end is gone only when nothing can be written any more.
                        _ = done.send((index, piece(format, input, options)));
                    });
                    started += 1;
                }
                let piece = loop {
                    if let Some(piece) = waiting.remove(&turn) {
                        break piece;
                    }
                    let result = match results.try_recv() {
                        Ok(result) => result,
                        Err(_) => {
                            // Nothing is ready: what has been written so far shall not wait as well.
                            self.flush()?;
                            results.recv().map_err(io::Error::other)?
                        }
                    };
                    waiting.insert(result.0, result.1);
                };
                self.write(piece)?;
            }
            Ok(())
        })
    }

    fn write(&mut self, piece: Piece) -> io::Result<()> {
        if !piece.text.is_empty() {
            let between = if self.begun { self.format.between() } else { "" };
            self.begun = true;
            let out = &mut self.out;
            self.bar.suspend(|| {
                out.write_all(between.as_bytes())?;
                out.write_all(piece.text.as_bytes())
            })?;
        }
        self.tally.add(piece.tally);
        self.bar.inc(1);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        let out = &mut self.out;
        self.bar.suspend(|| out.flush())
    }
}

/// One document, from its bytes to its text.
fn piece(format: Format, input: &Input, options: &Options) -> Piece {
    let source = input.source();
    match outcome(&source, input, options) {
        Ok(outcome) => format.piece(Document::Checked(&outcome)),
        Err(error) => format.piece(Document::Unreadable { source: &source, error: &error }),
    }
}

fn outcome(source: &str, input: &Input, options: &Options) -> Result<Outcome, Error> {
    let bytes = input.read()?;
    catch_unwind(AssertUnwindSafe(|| gouji::check(source, &bytes, options))).unwrap_or_else(|_| {
        Err(Error::new(ErrorKind::NotAReport, "核对这份文件时程序出了错，没有结果。请把这份文件另存为纯文本再试。"))
    })
}

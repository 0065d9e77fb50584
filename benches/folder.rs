//! Ten thousand different reports in a folder, through the command line: `cargo bench --bench folder`.
//!
//! Says how long `gouji check --format jsonl` takes and how much memory at most (on Linux), beside the time that
//! reading and decoding the same files takes by itself. Nothing is asserted: machines differ. The target is 10 seconds.
//!
//! A number after `--` sets how many reports there are. Under `cargo test`, a handful shows that the bench still runs.

#![allow(clippy::disallowed_methods, reason = "a benchmark is the place for a clock")]

#[path = "support/reports.rs"]
mod reports;

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use reports::{Layout, report};

const REPORTS: u64 = 10_000;
const REPORTS_IN_A_TEST: u64 = 12;

fn main() -> io::Result<()> {
    let args: Vec<_> = std::env::args().skip(1).collect();
    let measured = args.iter().any(|arg| arg == "--bench");
    let wanted = args.iter().find_map(|arg| arg.parse().ok());
    let count = wanted.unwrap_or(if measured { REPORTS } else { REPORTS_IN_A_TEST });

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("folder-{}", std::process::id()));
    let bytes = write_reports(&folder, count)?;
    println!("{count} 份报告，{:.1} MB", bytes as f64 / 1e6);
    let measured = measure(&folder, count);
    fs::remove_dir_all(&folder)?;
    measured
}

fn measure(folder: &Path, count: u64) -> io::Result<()> {
    let each = |time: Duration| {
        format!("{:6.2} s，每份 {:.3} ms", time.as_secs_f64(), time.as_secs_f64() * 1e3 / count as f64)
    };
    let baseline = read_and_decode(folder)?;
    println!("只读和解码    {}", each(baseline));
    let run = check(folder)?;
    println!("gouji check   {}（目标 10 s，每份 1 ms）", each(run.time));
    println!("              是只读和解码的 {:.1} 倍", run.time.as_secs_f64() / baseline.as_secs_f64());
    match run.peak_kib {
        Some(kib) => println!("最多用内存    {:.1} MB", kib as f64 / 1024.0),
        None => println!("最多用内存    这个系统上看不到"),
    }
    println!("输出          {} 行，{:.1} MB，状态 {:?}", run.lines, run.bytes as f64 / 1e6, run.status);
    Ok(())
}

/// Writes the reports in subfolders of a thousand: three plain texts to one Markdown and one web page, every tenth with a
/// fault. Gives the bytes written.
fn write_reports(folder: &Path, count: u64) -> io::Result<u64> {
    let mut bytes = 0;
    for seed in 0..count {
        let (layout, extension) = match seed % 5 {
            0..=2 => (Layout::Plain, "txt"),
            3 => (Layout::Markdown, "md"),
            _ => (Layout::Html, "html"),
        };
        let text = report(seed, layout, seed % 10 == 0);
        let subfolder = folder.join((seed / 1000).to_string());
        fs::create_dir_all(&subfolder)?;
        fs::write(subfolder.join(format!("{seed}.{extension}")), &text)?;
        bytes += text.len() as u64;
    }
    Ok(bytes)
}

/// What cannot be saved: one core, one file after the other, every byte looked at once.
fn read_and_decode(folder: &Path) -> io::Result<Duration> {
    let start = Instant::now();
    let mut digits = 0;
    for file in files(folder)? {
        let bytes = fs::read(file)?;
        digits += String::from_utf8_lossy(&bytes).chars().filter(|c| c.is_numeric()).count();
    }
    // The sum is used, so that the reading cannot be left out by the compiler.
    if digits == 0 {
        println!("没有读到数字");
    }
    Ok(start.elapsed())
}

fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { files.extend(self::files(&path)?) } else { files.push(path) }
    }
    Ok(files)
}

struct Run {
    time: Duration,
    peak_kib: Option<u64>,
    lines: usize,
    bytes: usize,
    status: Option<i32>,
}

fn check(folder: &Path) -> io::Result<Run> {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_gouji"))
        .args(["check", "--format", "jsonl"])
        .arg(folder)
        .stdout(Stdio::piped())
        .spawn()?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut out = child.stdout.take().ok_or_else(|| io::Error::other("no output"))?;
    let (mut peak_kib, mut lines, mut bytes) = (None, 0, 0);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = out.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        bytes += read;
        lines += buffer[..read].iter().filter(|byte| **byte == b'\n').count();
        // The high water mark only rises, and is gone with the process: the last one seen is the peak.
        peak_kib = high_water_mark(&status_file).or(peak_kib);
    }
    let status = child.wait()?.code();
    Ok(Run { time: start.elapsed(), peak_kib, lines, bytes, status })
}

fn high_water_mark(status_file: &str) -> Option<u64> {
    let status = fs::read_to_string(status_file).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

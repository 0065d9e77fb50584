//! Wrong calls, told in Chinese: clap finds the fault, the sentence is ours.

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser as _;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use gouji::check::find_cell;

use crate::args::{Args, Command};

/// Why there is nothing to run.
pub enum Refusal {
    /// Help or the version was asked for.
    Answer(String),
    /// The call is wrong.
    Wrong(String),
}

impl Refusal {
    /// Prints it where it belongs.
    pub fn print(self) -> ExitCode {
        match self {
            Refusal::Answer(text) => {
                // Whoever closes the pipe on a help text has read enough of it.
                _ = std::io::stdout().write_all(text.as_bytes());
                ExitCode::SUCCESS
            }
            Refusal::Wrong(sentence) => complain(&sentence),
        }
    }
}

/// Says on standard error what is wrong; status 2.
pub fn complain(sentence: &str) -> ExitCode {
    // When not even standard error takes it, the status still tells.
    _ = writeln!(std::io::stderr(), "{sentence}");
    ExitCode::from(2)
}

/// Reads the command line.
pub fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Args, Refusal> {
    let args = Args::try_parse_from(args).map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Refusal::Answer(error.render().to_string()),
        _ => Refusal::Wrong(sentence(&error)),
    })?;
    if let Command::Check(check) = &args.command {
        let inputs = check.paths.iter().filter(|path| path.as_os_str() == "-").count();
        if inputs > 1 {
            return Err(Refusal::Wrong("标准输入（-）只能读一次。".to_owned()));
        }
        if inputs == 0 && check.name.is_some() {
            return Err(Refusal::Wrong("--name 只用于标准输入：路径里要有一个 -。".to_owned()));
        }
        if check.same_agency && check.last_year.is_none() {
            return Err(Refusal::Wrong("--same-agency 要和 --last-year 一起用。".to_owned()));
        }
    }
    Ok(args)
}

fn sentence(error: &Error) -> String {
    let of = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        _ => String::new(),
    };
    let (arg, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let option = arg.split([' ', '=']).next().unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("{option} 后面要写一个值。"),
        ErrorKind::InvalidValue => format!("{option} 不能是“{value}”。"),
        ErrorKind::ValueValidation => match find_cell(&value) {
            Err(near) => format!("没有“{value}”这个格。是不是想写 {near}？"),
            Ok(_) => format!("{option} 不能是“{value}”。"),
        },
        ErrorKind::UnknownArgument if option.starts_with('-') => format!("没有 {option} 这个选项。"),
        ErrorKind::UnknownArgument => format!("多出了“{arg}”。"),
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令。", of(ContextKind::InvalidSubcommand)),
        ErrorKind::MissingRequiredArgument => format!("还缺{}。", arg.replace(['<', '>', '.'], "")),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "要写明做什么：check 核对、save 存下数字、rules 列出规则、explain 说明规则。".to_owned()
        }
        ErrorKind::ArgumentConflict => format!("{option} 只能写一次。"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{option} 的值不对。")
        }
        ErrorKind::InvalidUtf8 => "有一个参数不是能读的文字。".to_owned(),
        _ => "命令写得不对。".to_owned(),
    };
    let choices = of(ContextKind::ValidValue);
    let choices = if choices.is_empty() { String::new() } else { format!("可以是：{choices}。") };
    let near = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .map(of)
        .into_iter()
        .find(|near| !near.is_empty())
        .map(|near| format!("是不是想写 {near}？"))
        .unwrap_or_default();
    format!("{what}{choices}{near}\n用 gouji --help 或 gouji check --help 看怎么写。")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[track_caller]
    fn assert_refused(args: &[&str], expected: &str) {
        let words = std::iter::once("gouji").chain(args.iter().copied()).map(OsString::from);
        match parse(words) {
            Err(Refusal::Wrong(sentence)) => assert!(sentence.contains(expected), "{sentence}"),
            Err(Refusal::Answer(text)) => panic!("answered: {text}"),
            Ok(args) => panic!("accepted: {args:?}"),
        }
    }

    #[test]
    fn the_definition_is_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn wrong_calls_are_told_in_chinese() {
        assert_refused(&[], "要写明做什么");
        assert_refused(&["chekc"], "没有“chekc”这个命令。是不是想写 check？");
        assert_refused(&["check"], "还缺路径");
        assert_refused(
            &["check", "--format", "xml", "a"],
            "--format 不能是“xml”。可以是：human、json、jsonl、sarif、csv。",
        );
        assert_refused(&["check", "--format"], "--format 后面要写一个值。");
        assert_refused(&["check", "--formt", "json", "a"], "没有 --formt 这个选项。是不是想写 --format？");
        assert_refused(&["check", "--same-agency", "a"], "--same-agency 要和 --last-year 一起用");
        assert_refused(&["save"], "还缺路径");
        assert_refused(&["check", "--color", "never", "--color", "never", "a"], "--color 只能写一次");
        assert_refused(&["check", "-", "-"], "只能读一次");
        assert_refused(&["check", "--name", "a", "b"], "--name 只用于标准输入");
        assert_refused(
            &["check", "--lock", "t3.grant.person", "a"],
            "没有“t3.grant.person”这个格。是不是想写 t3.granted.person？",
        );
        assert_refused(
            &["check", "--lock", "t3.granted.person,t3.rules.total", "a"],
            "没有“t3.rules.total”这个格。是不是想写 t3.",
        );
        assert_refused(&["check", "a", "--lock"], "--lock 后面要写一个值");
        assert_refused(&["explain"], "还缺规则");
        assert_refused(&["rules", "多"], "多出了“多”");
    }

    #[test]
    fn help_has_no_english_headings() {
        for args in [&["--help"][..], &["check", "--help"], &["save", "-h"], &["rules", "-h"], &["explain", "-h"]] {
            let words = std::iter::once("gouji").chain(args.iter().copied()).map(OsString::from);
            let Err(Refusal::Answer(text)) = parse(words) else { panic!("{args:?} gives no help") };
            for word in ["Usage", "Options", "Commands", "Arguments", "Print", "default", "possible"] {
                assert!(!text.contains(word), "{word} in:\n{text}");
            }
        }
    }
}

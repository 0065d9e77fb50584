//! What may stand on the command line. The help texts are what the user reads, hence Chinese.

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use gouji::check::find_cell;
use gouji::diagnostic::Severity;
use gouji::location::{CellId, UnknownName};

/// Templates stand in for clap's own, whose headings are English.
const PROGRAM: &str = "{about}\n\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}\n";
const COMMAND: &str = "{about}\n\n用法：{usage}\n\n参数：\n{positionals}\n\n选项：\n{options}{after-help}\n";
const BARE_COMMAND: &str = "{about}\n\n用法：{usage}\n\n选项：\n{options}\n";

const CHECK_AFTER: &str = "\
结束状态：
  0  没有达到 --fail-on 级别的问题
  1  有这样的问题
  2  有文件读不了，或命令写得不对（其余文件照样核对）

例子：
  gouji check 年报.txt
  gouji check --format csv 各单位年报/ > 结果.csv
  gouji check --last-year 去年.docx 今年.docx
  gouji check --lock t3.result_total.person 年报.txt
  cat 年报.txt | gouji check --name 年报.txt -";

const SAVE_AFTER: &str = "\
例子：
  gouji save 2024年报.docx > 2024年报.gouji.json
  gouji check --last-year 2024年报.gouji.json 2025年报.docx";

#[derive(Debug, Parser)]
#[command(
    name = "gouji",
    about = "勾稽：核对政府信息公开工作年度报告。不联网，不改动文件。",
    override_usage = "gouji <命令> [选项]",
    help_template = PROGRAM,
    version,
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,
    /// 显示帮助
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 核对报告：文件、文件夹、压缩包（ZIP），或标准输入（-）
    Check(Check),
    /// 存下一份报告的数字和正文，明年用 --last-year 对照；写到标准输出
    Save(Save),
    /// 列出全部核对规则
    Rules(Rules),
    /// 说明一条规则：查什么、依据、错例、对例
    Explain(Explain),
}

#[derive(Debug, Parser)]
#[command(override_usage = "gouji check [选项] <路径>…", help_template = COMMAND, after_help = CHECK_AFTER)]
pub struct Check {
    /// 文件、文件夹或压缩包（ZIP），可以有多个；文件夹和压缩包连同下级一起核对；- 表示标准输入
    #[arg(value_name = "路径", required = true)]
    pub paths: Vec<PathBuf>,
    /// 输出格式：human 给人看（默认）、json、jsonl 一行一份、sarif、csv 用表格软件打开
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: OutputFormat,
    /// 到哪一级就算没通过：error 错误（默认）、warning 提醒、note 提示、never 从不
    #[arg(
        long,
        value_name = "级别",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub fail_on: FailOn,
    /// 这一格已经核对过原件，推算改法时不改它；可以写几次，也可以用逗号隔开。编号见 --format json 的 cells
    #[arg(long, value_name = "格", value_delimiter = ',', value_parser = cell)]
    pub lock: Vec<CellId>,
    /// 去年的报告，或者去年用 gouji save 存下的数字；只在核对一份报告时用
    #[arg(long, value_name = "文件")]
    pub last_year: Option<PathBuf>,
    /// 去年的报告名称、年度对不上也照样对照（比如机构改过名）
    #[arg(long)]
    pub same_agency: bool,
    /// 忽略清单：页面导出的 .json 文件；清单里的问题不再算数，另外列出
    #[arg(long, value_name = "文件")]
    pub ignore: Option<PathBuf>,
    /// 标准输入的内容叫什么名字
    #[arg(long, value_name = "名字")]
    pub name: Option<String>,
    /// 颜色：auto 只在终端上（默认）、always 总是、never 从不
    #[arg(
        long,
        value_name = "何时",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub color: Color,
}

/// The sentence about a wrong id is [`crate::usage`]'s, which finds the nearest again.
fn cell(id: &str) -> Result<CellId, UnknownName> {
    find_cell(id).map_err(|_| UnknownName)
}

#[derive(Debug, Parser)]
#[command(override_usage = "gouji save <路径>", help_template = COMMAND, after_help = SAVE_AFTER)]
pub struct Save {
    /// 一份报告；- 表示标准输入
    #[arg(value_name = "路径")]
    pub path: PathBuf,
}

#[derive(Debug, Parser)]
#[command(override_usage = "gouji rules [选项]", help_template = BARE_COMMAND)]
pub struct Rules {
    /// 输出格式：human 给人看（默认）、json
    #[arg(
        long,
        value_name = "格式",
        value_enum,
        default_value_t,
        hide_default_value = true,
        hide_possible_values = true
    )]
    pub format: ListFormat,
}

#[derive(Debug, Parser)]
#[command(override_usage = "gouji explain <规则>", help_template = COMMAND)]
pub struct Explain {
    /// 规则的编号或名称，见 gouji rules
    #[arg(value_name = "规则")]
    pub rule: String,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    #[default]
    Human,
    Json,
    Jsonl,
    Sarif,
    Csv,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    #[default]
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    #[default]
    Error,
    Warning,
    Note,
    Never,
}

impl FailOn {
    /// The mildest severity that fails the run; `None` when nothing does.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            FailOn::Error => Some(Severity::Error),
            FailOn::Warning => Some(Severity::Warning),
            FailOn::Note => Some(Severity::Note),
            FailOn::Never => None,
        }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

//! The regulations that rules rest on, as data: id, document number, title, years in force.

use serde::{Deserialize, Serialize};

/// What a rule rests on. A rule that rests on reviewers' practice says so; it is never dressed up as law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clause {
    /// The form of 2021, as a whole.
    Form2021,
    /// Table two of the form of 2021.
    Form2021TableTwo,
    /// Table three of the form of 2021.
    Form2021TableThree,
    /// The equation printed in the corner cell of table three.
    Form2021TableThreeNote,
    /// Table four of the form of 2021.
    Form2021TableFour,
    /// The six headings of the form of 2021.
    Form2021Headings,
    /// The provisional form of 2019.
    Form2019,
    /// 《政府信息公开条例》 article 49: deadlines.
    RegulationArticle49,
    /// 《政府信息公开条例》 article 50: contents of the report.
    RegulationArticle50,
    /// Reviewers' practice; no official text says it.
    Practice,
}

/// A regulation and the report years it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regulation {
    /// Document number.
    pub number: &'static str,
    /// Full title.
    pub title: &'static str,
    /// First report year it governs.
    pub from: u16,
    /// Last report year it governs; `None` while in force.
    pub until: Option<u16>,
}

/// 《政府信息公开条例》 as revised in 2019.
pub const REGULATION: Regulation =
    Regulation {
        number: "国务院令第711号", title: "中华人民共和国政府信息公开条例", from: 2019, until: None
    };

/// The form in force.
pub const FORM_2021: Regulation = Regulation {
    number: "国办公开办函〔2021〕30号",
    title: "中华人民共和国政府信息公开工作年度报告格式",
    from: 2021,
    until: None,
};

/// The provisional form.
pub const FORM_2019: Regulation = Regulation {
    number: "国办公开办函〔2019〕60号",
    title: "中华人民共和国政府信息公开工作年度报告格式（试行）",
    from: 2019,
    until: Some(2020),
};

impl Clause {
    /// The clause as cited to the user.
    pub const fn cite(self) -> &'static str {
        match self {
            Clause::Form2021 => "国办公开办函〔2021〕30号",
            Clause::Form2021TableTwo => "国办公开办函〔2021〕30号 表二",
            Clause::Form2021TableThree => "国办公开办函〔2021〕30号 表三",
            Clause::Form2021TableThreeNote => "国办公开办函〔2021〕30号 表三表头注明的勾稽关系",
            Clause::Form2021TableFour => "国办公开办函〔2021〕30号 表四",
            Clause::Form2021Headings => "国办公开办函〔2021〕30号 六个部分的标题",
            Clause::Form2019 => "国办公开办函〔2019〕60号（试行，2019、2020年度）",
            Clause::RegulationArticle49 => "《政府信息公开条例》第四十九条",
            Clause::RegulationArticle50 => "《政府信息公开条例》第五十条",
            Clause::Practice => "审核惯例（没有条文规定）",
        }
    }
}

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
    /// 《政府信息公开条例》 as a whole.
    Regulation,
    /// 《政府信息公开条例》 article 49: deadlines.
    RegulationArticle49,
    /// 《政府信息公开条例》 article 50: contents of the report.
    RegulationArticle50,
    /// The national standard of official documents' layout.
    DocumentLayout,
    /// The national standard of punctuation.
    Punctuation,
    /// The rules on the fee for handling information, and the form of 2021, which asks for it in part six.
    FeeRules,
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

/// 《政府信息公开条例》 as first issued in 2007. The report for 2019 spans the change and may cite either.
pub const REGULATION_2007: Regulation =
    Regulation {
        number: "国务院令第492号", title: "中华人民共和国政府信息公开条例", from: 2008, until: Some(2019)
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

impl Regulation {
    /// Whether it no longer governs the report of this year.
    pub fn is_superseded_in(&self, year: u16) -> bool {
        self.until.is_some_and(|last| last < year)
    }
}

impl Clause {
    /// The clause that says the same in this report year: rules name the clauses of 2021, and a report for 2019 or
    /// 2020 is not judged by a form that came later.
    pub const fn in_year(self, year: u16) -> Self {
        match self {
            Clause::Form2021
            | Clause::Form2021TableTwo
            | Clause::Form2021TableThree
            | Clause::Form2021TableThreeNote
            | Clause::Form2021TableFour
            | Clause::Form2021Headings
                if year < FORM_2021.from =>
            {
                Clause::Form2019
            }
            _ => self,
        }
    }

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
            Clause::Regulation => "《政府信息公开条例》（国务院令第711号）",
            Clause::RegulationArticle49 => "《政府信息公开条例》第四十九条",
            Clause::RegulationArticle50 => "《政府信息公开条例》第五十条",
            Clause::DocumentLayout => "《党政机关公文格式》（GB/T 9704—2012）",
            Clause::Punctuation => "《标点符号用法》（GB/T 15834—2011）",
            Clause::FeeRules => "国办函〔2020〕109号《政府信息公开信息处理费管理办法》、国办公开办函〔2021〕30号",
            Clause::Practice => "审核惯例（没有条文规定）",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_judged_by_the_form_of_its_year() {
        assert_eq!(Clause::Form2021TableThree.in_year(2020), Clause::Form2019);
        assert_eq!(Clause::Form2021TableThree.in_year(2021), Clause::Form2021TableThree);
        assert_eq!(Clause::Practice.in_year(2020), Clause::Practice);
    }

    #[test]
    fn a_regulation_is_superseded_after_its_last_year() {
        assert!(!FORM_2019.is_superseded_in(2020));
        assert!(FORM_2019.is_superseded_in(2021));
        assert!(!REGULATION.is_superseded_in(2099));
    }
}

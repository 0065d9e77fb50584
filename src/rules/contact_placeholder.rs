//! `contact-placeholder`: a telephone number or mail address that was never filled in, or that cannot be one.

use std::sync::LazyLock;

use super::lists::Words;
use super::paragraphs::{Paragraph, paragraphs};
use super::prose::Place;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 联系电话、传真、邮箱写成“××××”“****”“12345678”，或者位数、格式不对，打不通、发不到。
    ///
    /// ## 依据
    /// 审核惯例：留联系方式是为了让公众能找到机关。电话按我国号码的位数核对：区号 3 至 4 位，号码 7 至 8 位，手机 11 位。
    ///
    /// ## 错例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 如有疑问，请与某某县教育局联系（电话：0599-62****1，邮箱：xxjy@163）。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 对例
    /// ```report
    /// 某某县教育局2024年政府信息公开工作年度报告
    ///
    /// 如有疑问，请与某某县教育局联系（电话：0599-6212345，邮箱：xxjy@163.com）。
    ///
    /// 一、总体情况
    ///
    /// 本年度工作平稳有序，12345 热线办理 3 件。
    ///
    /// 二、主动公开政府信息情况
    /// ```
    ///
    /// ## 不查什么
    /// 只看“电话”“传真”“邮箱”后面紧跟的号码；号码是不是本机关的，无从核对。分机号、几个号码并列、12345 等短号都认得。
    pub static CONTACT_PLACEHOLDER = "contact-placeholder", "电话和邮箱的写法", Warning, Practice, check;
}

static TELEPHONES: LazyLock<Words<1>> = LazyLock::new(|| Words::of("电话\n传真\n热线\n手机"));

static MAILS: LazyLock<Words<1>> = LazyLock::new(|| Words::of("邮箱\n电子邮件\nE-mail\nEmail\nemail"));

/// Signs that stand for a digit that is not told.
const MASKS: [char; 7] = ['x', 'X', '×', '*', '╳', 'Ⅹ', '_'];

/// Numbers that nobody has.
const INVENTED: [&str; 4] = ["12345678", "1234567", "00000000", "88888888"];

fn check(rule: &Rule, Subject { prose, .. }: &Subject<'_>) -> Verdict {
    let paragraphs = paragraphs(prose);
    let (mut findings, mut examined) = (Vec::new(), 0_u32);
    for paragraph in paragraphs.iter().filter(|paragraph| !matches!(paragraph.place, Place::Heading(_))) {
        for contact in contacts(paragraph) {
            examined += 1;
            let Some(fault) = contact.fault() else { continue };
            let written = quote(&paragraph.written(contact.at..contact.at + contact.text.len()));
            let message = match (fault, contact.is_mail) {
                (Fault::Masked, _) => format!("{written}没有填写完整，请补上{}。", contact.kind()),
                (Fault::Invented, _) => format!("{written}像是没有改掉的样例，请填写真实的{}。", contact.kind()),
                (Fault::Malformed, true) => format!("{written}不是一个完整的邮箱地址，请核对。"),
                (Fault::Malformed, false) => format!("{written}的位数不像一个电话号码，请核对。"),
            };
            findings.push(rule.finding(message).anchor(paragraph.anchor(contact.at..contact.at + contact.text.len())));
        }
    }
    match examined {
        0 => Verdict::not_applicable("正文没有写电话和邮箱"),
        _ => Verdict::checked(examined, findings),
    }
}

/// A number or an address after its label.
struct Contact<'t> {
    at: usize,
    text: &'t str,
    is_mail: bool,
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Masked,
    Invented,
    Malformed,
}

impl Contact<'_> {
    const fn kind(&self) -> &'static str {
        if self.is_mail { "邮箱" } else { "号码" }
    }

    fn fault(&self) -> Option<Fault> {
        if self.is_mail { mail_fault(self.text) } else { telephone_fault(self.text) }
    }
}

/// The numbers and addresses right after their labels.
fn contacts<'p>(paragraph: &'p Paragraph<'_>) -> Vec<Contact<'p>> {
    let text = paragraph.text();
    let mut found: Vec<Contact<'p>> = Vec::new();
    for (labels, is_mail) in [(&TELEPHONES, false), (&MAILS, true)] {
        for (at, [label]) in labels.find_in(text) {
            let after = text[at + label.len()..].trim_start_matches(['号', '码', '地', '址']);
            // What follows directly without a colon may be words: 电话通知5次.
            let (value, needs_digits) = match after.strip_prefix([':', '-']) {
                Some(value) => (value, false),
                None => (after, true),
            };
            let fits = |c: char| {
                if is_mail {
                    c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | '*' | '×')
                } else {
                    c.is_ascii_digit() || MASKS.contains(&c) || matches!(c, '-' | '(' | ')' | '+')
                }
            };
            let length = value.find(|c: char| !fits(c)).unwrap_or(value.len());
            let value = value[..length].trim_end_matches(['-', '(', '+', '.']);
            let value = if value.contains('(') { value } else { value.trim_end_matches(')') };
            let is_told = if needs_digits { value.len() >= 7 } else { value.len() >= 3 };
            let start = text.len() - after.len() + (after.len() - after.trim_start_matches([':', '-']).len()).min(1);
            if is_told {
                found.push(Contact { at: start, text: value, is_mail });
            }
        }
    }
    found.sort_by_key(|contact| contact.at);
    found
}

fn telephone_fault(text: &str) -> Option<Fault> {
    if text.contains(MASKS) {
        return Some(Fault::Masked);
    }
    // 0599-6212345-8012: an extension follows; 0599-6212345-6212346 is two numbers.
    let groups: Vec<&str> = text.split(['-', '(', ')', '+']).filter(|group| !group.is_empty()).collect();
    let groups = if groups.first() == Some(&"86") { &groups[1..] } else { &groups[..] };
    let number = match groups {
        [] => return None,
        [code, number, ..] if code.starts_with('0') && code.len() <= 4 => {
            let is_number = matches!(number.len(), 7 | 8) && (3..=4).contains(&code.len());
            // 0599-621-2345 is written in threes.
            let is_cut = groups.len() > 2 && number.len() < 7;
            if !is_number && !is_cut {
                return Some(Fault::Malformed);
            }
            *number
        }
        [number, ..] => {
            let is_one = match number.len() {
                // The first digits of one that is written in groups, and short numbers.
                0..=8 => true,
                10 => number.starts_with('0') || number.starts_with("400") || number.starts_with("800"),
                11 => number.starts_with(['0', '1']),
                12 => number.starts_with('0'),
                // Two numbers may have come together.
                length => length >= 14,
            };
            if !is_one {
                return Some(Fault::Malformed);
            }
            *number
        }
    };
    INVENTED.contains(&number).then_some(Fault::Invented)
}

fn mail_fault(text: &str) -> Option<Fault> {
    if text.contains(['*', '×']) || text.to_ascii_lowercase().contains("xxx") {
        return Some(Fault::Masked);
    }
    let Some((name, domain)) = text.split_once('@') else {
        let ends = [".com", ".cn", ".net"].iter().any(|end| text.ends_with(end));
        return (ends && !text.contains("www.")).then_some(Fault::Malformed);
    };
    let is_whole = !name.is_empty() && !domain.contains('@') && domain.contains('.') && !domain.starts_with('.');
    (!is_whole).then_some(Fault::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::PartKind;
    use crate::rules::test_support::{Draft, said};

    fn told(text: &str) -> Vec<String> {
        let report = Draft::new(2024).part(PartKind::Overview, Some(1), text).report();
        said(&CONTACT_PLACEHOLDER, &report)
    }

    #[test]
    fn what_is_no_number_is_told() {
        assert_eq!(told("电话：0599-62****1）。"), ["“0599-62****1”没有填写完整，请补上号码。"]);
        assert_eq!(told("（联系电话：0599-621234）。"), ["“0599-621234”的位数不像一个电话号码，请核对。"]);
        assert_eq!(
            told("电话：0599-12345678，"),
            ["“12345678”像是没有改掉的样例，请填写真实的号码。".replace("“12345678”", "“0599-12345678”")]
        );
        assert_eq!(told("电话：××××××××。").len(), 1);
        assert_eq!(told("传真：139123456789。").len(), 1);
    }

    #[test]
    fn what_is_no_address_is_told() {
        assert_eq!(told("邮箱：xxjy@163。"), ["“xxjy@163”不是一个完整的邮箱地址，请核对。"]);
        assert_eq!(told("电子邮箱：xxxx@163.com。"), ["“xxxx@163.com”没有填写完整，请补上邮箱。"]);
        assert_eq!(told("邮箱：jyj163.com；").len(), 1);
    }

    #[test]
    fn numbers_in_every_writing_are_right() {
        for text in [
            "电话：0517-87290606",
            "电话：0527—83593059）",
            "电话：(010)65212345",
            "电话：01065212345，",
            "电话：010-65212345、65212346",
            "电话：0599-6212345-8012",
            "电话：6212345",
            "手机：13912345670",
            "电话：+86-599-6212345",
            "政务服务热线：12345",
            "电话：400-810-1234",
            "拨打电话12次",
            "热线12345办理3件",
            "邮箱：xxjy@163.com",
            "电子邮箱：jyj_xx@gov.cn，",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}

//! `contact-placeholder`: a telephone number, a mail address, a postcode or a site's address that was never filled in, or
//! that cannot be one.

use super::paragraphs::{Paragraph, paragraphs};
use super::prose::Place;
use super::wording::quote;
use super::{Rule, Subject, Verdict, declare_rule};

declare_rule! {
    /// ## 查什么
    /// 联系电话、传真、邮箱、邮编写成“××××”“****”“12345678”，或者位数、格式不对，打不通、发不到；网址写断、写错了标点。
    ///
    /// ## 依据
    /// 审核惯例：留联系方式是为了让公众能找到机关。电话按我国号码的位数核对：区号 3 至 4 位，号码 7 至 8 位，手机 11 位，邮编 6 位。
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
    /// 只看“电话”“传真”“邮箱”“邮编”后面紧跟的号码，和以 http、www 开头的网址；号码和网址是不是本机关的，无从核对。分机号、几个号码并列、12345 等短号都认得。
    pub static CONTACT_PLACEHOLDER = "contact-placeholder", "电话、邮箱、邮编、网址的写法", Warning, Practice, check;
}

const TELEPHONES: &[&str] = &["电话", "传真", "热线", "手机"];

const MAILS: &[&str] = &["邮箱", "电子邮件", "E-mail", "Email", "email", "e-mail"];

const POSTCODES: &[&str] = &["邮编", "邮政编码"];

const SITES: &[&str] = &["http", "www.", "www,", "www。"];

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
            let message = match (fault, contact.sort) {
                (Fault::Masked, sort) => format!("{written}没有填写完整，请补上{}。", sort.name()),
                (Fault::Invented, sort) => format!("{written}像是没有改掉的样例，请填写真实的{}。", sort.name()),
                (Fault::Malformed, Sort::Mail) => format!("{written}不是一个完整的邮箱地址，请核对。"),
                (Fault::Malformed, Sort::Telephone) => format!("{written}的位数不像一个电话号码，请核对。"),
                (Fault::Malformed, Sort::Postcode) => format!("邮政编码是六位数，这里写成{written}，请核对。"),
                (Fault::Malformed, Sort::Site) => format!("{written}不是一个完整的网址，请核对。"),
            };
            findings.push(rule.finding(message).anchor(paragraph.anchor(contact.at..contact.at + contact.text.len())));
        }
    }
    match examined {
        0 => Verdict::not_applicable("正文没有写电话、邮箱、邮编和网址"),
        _ => Verdict::checked(examined, findings),
    }
}

/// A number or an address after its label.
struct Contact<'t> {
    at: usize,
    text: &'t str,
    sort: Sort,
}

/// What a label announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Telephone,
    Mail,
    Postcode,
    Site,
}

impl Sort {
    const fn name(self) -> &'static str {
        match self {
            Self::Telephone => "号码",
            Self::Mail => "邮箱",
            Self::Postcode => "邮政编码",
            Self::Site => "网址",
        }
    }

    /// Whether a number or an address may have this character.
    fn fits(self, c: char) -> bool {
        match self {
            Self::Telephone => c.is_ascii_digit() || MASKS.contains(&c) || matches!(c, '-' | '(' | ')' | '+'),
            Self::Mail => c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '-' | '_' | '*' | '×' | '#' | '&'),
            Self::Postcode => c.is_ascii_digit() || MASKS.contains(&c),
            Self::Site => c.is_ascii_graphic() && !matches!(c, '(' | ')' | '"' | '<' | '>'),
        }
    }
}

/// What is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    Masked,
    Invented,
    Malformed,
}

impl Contact<'_> {
    fn fault(&self) -> Option<Fault> {
        match self.sort {
            Sort::Telephone => telephone_fault(self.text),
            Sort::Mail => mail_fault(self.text),
            Sort::Postcode => postcode_fault(self.text),
            Sort::Site => site_fault(self.text),
        }
    }
}

/// The numbers and addresses right after their labels, and the addresses of sites.
fn contacts<'p>(paragraph: &'p Paragraph<'_>) -> Vec<Contact<'p>> {
    let text = paragraph.text();
    let mut found: Vec<Contact<'p>> = Vec::new();
    for (labels, sort) in [(TELEPHONES, Sort::Telephone), (MAILS, Sort::Mail), (POSTCODES, Sort::Postcode)] {
        for label in labels {
            for (at, _) in text.match_indices(label) {
                let after = text[at + label.len()..].trim_start_matches(['号', '码', '地', '址']);
                // What follows directly without a colon may be words: 电话通知5次.
                let (value, needs_digits) = match after.strip_prefix([':', '-']) {
                    Some(value) => (value, false),
                    None => (after, true),
                };
                let length = value.find(|c: char| !sort.fits(c)).unwrap_or(value.len());
                let whole = &value[..length];
                let value = whole.trim_end_matches(['-', '(', '+', '.']);
                // 「0719-」 is the code of a city and no number.
                let is_code = sort == Sort::Telephone && value.len() <= 4 && whole[value.len()..].starts_with('-');
                let value = if is_code { &whole[..=value.len()] } else { value };
                let value = if value.contains('(') { value } else { value.trim_end_matches(')') };
                let shortest = match sort {
                    Sort::Postcode => 4,
                    _ if needs_digits => 7,
                    _ => 3,
                };
                let start =
                    text.len() - after.len() + (after.len() - after.trim_start_matches([':', '-']).len()).min(1);
                if value.len() >= shortest {
                    found.push(Contact { at: start, text: value, sort });
                }
            }
        }
    }
    found.extend(sites(text));
    found.sort_by_key(|contact| contact.at);
    found
}

/// The addresses of sites: what begins with http or www, up to the first sign that no address has.
fn sites(text: &str) -> Vec<Contact<'_>> {
    let mut found: Vec<Contact<'_>> = Vec::new();
    let mut from = 0;
    while let Some(at) = text[from..].find(['h', 'w']).map(|at| from + at) {
        if !SITES.iter().any(|start| text[at..].starts_with(start)) {
            from = at + 1;
            continue;
        }
        let length = text[at..].find(|c: char| !Sort::Site.fits(c)).unwrap_or(text.len() - at);
        // A Chinese mark in the middle of an address: www。yunxi。gov。cn.
        let goes_on = text[at + length..].strip_prefix(['。', '、']).is_some_and(|rest| {
            let domains = ["gov", "com", "cn"];
            domains.iter().any(|domain| rest.starts_with(domain))
        });
        let end = if goes_on {
            let rest = at + length + '。'.len_utf8();
            rest + text[rest..].find(|c: char| !Sort::Site.fits(c)).unwrap_or(text.len() - rest)
        } else {
            at + length
        };
        found.push(Contact { at, text: text[at..end].trim_end_matches([',', '.', ';', ':']), sort: Sort::Site });
        from = end.max(at + 1);
    }
    found
}

fn postcode_fault(text: &str) -> Option<Fault> {
    if text.contains(MASKS) {
        return Some(Fault::Masked);
    }
    match text {
        "123456" | "000000" | "111111" => Some(Fault::Invented),
        // The next number may have come together with it.
        _ => matches!(text.len(), 4 | 5 | 7 | 8).then_some(Fault::Malformed),
    }
}

fn site_fault(text: &str) -> Option<Fault> {
    let rest = match text.strip_prefix("http") {
        Some(rest) => {
            let rest = rest.strip_prefix('s').unwrap_or(rest);
            // What only speaks of the protocol is no address.
            if !rest.starts_with([':', '/', ';']) {
                return None;
            }
            match rest.strip_prefix("://") {
                Some(rest) => rest,
                None => return Some(Fault::Malformed),
            }
        }
        None => text,
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_broken = host.contains(['。', '、', ',', ';', '@'])
        || host.contains("..")
        || !host.contains('.')
        || host.starts_with('.')
        || host.matches("www.").count() > 1
        || ["gov.con", "gov.ch", "com.con", "govcn", "gov.c", "gvo.cn", "gov.cm"].iter().any(|end| host.ends_with(end))
        || host.starts_with("www.") && host.matches('.').count() < 2;
    is_broken.then_some(Fault::Malformed)
}

fn telephone_fault(text: &str) -> Option<Fault> {
    if text.contains(MASKS) {
        return Some(Fault::Masked);
    }
    // 0599-6212345-8012: an extension follows; 0599-6212345-6212346 is two numbers.
    let groups: Vec<&str> = text.split(['-', '(', ')', '+']).filter(|group| !group.is_empty()).collect();
    let groups = if groups.first() == Some(&"86") { &groups[1..] } else { &groups[..] };
    // Codes are 010, 02x and four digits from 03 on.
    let is_code = |code: &str| match code.len() {
        3 => code == "010" || code.starts_with("02"),
        _ => code.len() == 4 && matches!(code.as_bytes()[1], b'3'..=b'9'),
    };
    let number = match groups {
        [] => return None,
        [code] if code.starts_with('0') && text.ends_with('-') => return Some(Fault::Malformed),
        [code, number, ..] if code.starts_with('0') && code.len() <= 4 => {
            let is_number = matches!(number.len(), 7 | 8) && is_code(code);
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
                11 => number.starts_with('0') || number.starts_with('1') && matches!(number.as_bytes()[1], b'3'..=b'9'),
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
        // A name of letters and digits, with a sign where the @ belongs or with none.
        let is_name =
            text.len() >= 6 && text.contains(['#', '&']) || text.len() >= 8 && text.bytes().all(|b| b.is_ascii_digit());
        return ((ends || is_name) && !text.contains("www.")).then_some(Fault::Malformed);
    };
    let ends_oddly = [".con", ".cm", ".comn", ".cmo", ".ocm", ".vom", ".cim", ".comm", ".c", ".co", ".nc", ".cnn"];
    let is_whole = !ends_oddly.iter().any(|end| domain.ends_with(end))
        && !domain.contains("..")
        && !name.is_empty()
        && !domain.contains('@')
        && domain.contains('.')
        && !domain.starts_with('.');
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
    fn what_is_no_postcode_and_no_site_is_told() {
        assert_eq!(told("邮编：41940；"), ["邮政编码是六位数，这里写成“41940”，请核对。"]);
        assert_eq!(told("邮政编码2237000，").len(), 1);
        assert_eq!(told("邮编：123456。").len(), 1);
        assert_eq!(told("网址：http:/www.yunxi.gov.cn）。"), ["“http:/www.yunxi.gov.cn”不是一个完整的网址，请核对。"]);
        for text in ["www.yunxi。gov.cn）", "www.yunxi,gov.cn）", "http//www.yunxi.gov.cn", "www.yunxi.gov.con"] {
            assert_eq!(told(text).len(), 1, "{text}");
        }
        assert_eq!(told("邮箱：yxjy#163.com；").len(), 1);
        assert_eq!(told("邮箱：yxjy@163.con；").len(), 1);
        assert_eq!(told("电话：0250-6212345。").len(), 1);
        assert_eq!(told("联系电话：0719-。"), ["“0719-”的位数不像一个电话号码，请核对。"]);
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
            "邮编：223700）",
            "邮编223700电话0527-83593059",
            "（http://www.yunxi.gov.cn/xxgk/）查阅",
            "登录www.yunxi.gov.cn，查询",
            "网址：https://xxgk.yunxi.gov.cn:8080/a?b=1,2",
            "www.yunxi.gov.cn。公开40条",
            "全站升级为https协议，http跳转",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }
}

//! What is said of the least sets of changes: the slip they look like, and why the others rank below.

use gouji::document::figure;
use gouji::location::CellId;
use gouji::repair::contrast::{self, MOST_DOUBTS};
use gouji::repair::{RepairStatus, Repairs, Trust, locate};
use gouji::report::Report;
use gouji::{Options, check};

/// A city's report with large figures, in which every equation holds.
fn balanced() -> Report {
    let bytes = include_bytes!("fixtures/city-2022-large.txt");
    check("city-2022-large.txt", bytes, &Options::default()).expect("a report").report
}

#[track_caller]
fn id(text: &str) -> CellId {
    text.parse().expect("a cell")
}

/// The city's report with these cells written otherwise.
#[track_caller]
fn written(edits: &[(&str, &str)]) -> Report {
    let mut report = balanced();
    for (cell, text) in edits {
        let cell = report.cells.get_mut(&id(cell)).expect("a cell that was read");
        (cell.raw, cell.figure) = ((*text).to_owned(), figure::read(text).0);
    }
    report
}

/// The pattern and the sentence of the best option.
#[track_caller]
fn told(edits: &[(&str, &str)]) -> (String, String) {
    let repairs = locate(&written(edits), Trust::default());
    let best = repairs.options.first().expect("an option");
    let name = serde_json::to_value(best.pattern).expect("a name");
    (name.as_str().unwrap_or_default().to_owned(), best.reason.clone())
}

#[track_caller]
fn tells(edits: &[(&str, &str)], pattern: &str, sentence: &str) {
    assert_eq!(told(edits), (pattern.to_owned(), sentence.to_owned()), "{edits:?}");
}

#[test]
fn one_wrong_cell_is_told_by_how_it_was_mistyped() {
    // 1012, 806 and 388 in the column of 自然人.
    tells(&[("t3.granted.person", "1021")], "transposed-digits", "像是 1012 的相邻两位写颠倒了。");
    tells(&[("t3.granted.person", "1072")], "wrong-digit", "像是 1012 打错了一位。");
    tells(&[("t3.granted.person", "102")], "missing-or-extra-digit", "像是 1012 漏打了一位。");
    tells(&[("t3.unavailable.not_held.person", "86")], "missing-or-extra-digit", "像是 806 漏打了一个 0。");
    tells(&[("t3.partial.person", "3880")], "missing-or-extra-digit", "像是 388 多打了一个 0。");
    tells(&[("t3.partial.person", "3388")], "missing-or-extra-digit", "像是 388 有一位多按了一下。");
    tells(&[("t3.partial.person", "38.8")], "stray-mark", "像是 388 中间多点了小数点。");
    tells(&[("t3.partial.person", "-388")], "stray-mark", "像是 388 前面多了负号。");
}

#[test]
fn one_wrong_cell_is_told_by_where_its_figure_comes_from() {
    tells(&[("t3.partial.total", "0")], "total-left-zero", "像是总计没有填，留着 0。");
    tells(&[("t3.partial.total", "398")], "missed-addend", "少的 41 正好是“商业企业”的数，像是相加时漏了它。");
    tells(&[("t3.result_total.business", "270")], "miscount", "少 39，从数字上看不出是怎么错的。");
    tells(
        &[("t3.unavailable.not_compiled.person", "806")],
        "copied-from-neighbour",
        "和上一行“（四）1.本机关不掌握相关政府信息”的数一样，像是抄串了。",
    );
    tells(&[("t3.partial.business", "")], "left-blank", "像是漏填。");
    tells(&[("t3.denied.state_secret.person", "4")], "miscount", "多 1，从数字上看不出是怎么错的。");
}

#[test]
fn a_case_in_the_wrong_column_is_one_fact() {
    // 自然人 one too few, 其他 one too many, 总计 right.
    tells(
        &[("t3.received.person", "2863"), ("t3.received.other_org", "20")],
        "wrong-column",
        "1 件疑似归类错位：应计入“自然人”，计入了“其他组织”。",
    );
    tells(
        &[("t3.granted.person", "916"), ("t3.granted.business", "192")],
        "wrong-column",
        "96 件疑似归类错位：应计入“自然人”，计入了“商业企业”。",
    );
}

#[test]
fn only_figures_that_cannot_be_negative_make_a_misplaced_case_unique() {
    let misplaced = [("t3.received.person", "2863"), ("t3.received.other_org", "20")];
    let repairs = locate(&written(&misplaced), Trust::default());
    let rows: Vec<String> = repairs.options.iter().map(|option| option.changes[0].cell.row.to_string()).collect();
    assert_eq!(
        (repairs.status, rows),
        (RepairStatus::Ambiguous, vec!["received".to_owned(), "carried_out".to_owned()])
    );
    // Nothing is carried over by 自然人: no case can have been put there too many.
    let edits = [
        ("t3.received.person", "2722"),
        ("t3.received.other_org", "20"),
        ("t3.received.total", "3116"),
        ("t3.carried_out.person", "0"),
        ("t3.carried_out.total", "31"),
    ];
    let repairs = locate(&written(&edits), Trust::default());
    assert_eq!((repairs.status, repairs.changes_needed), (RepairStatus::Unique, Some(2)));
    tells(&edits, "wrong-column", "1 件疑似归类错位：应计入“自然人”，计入了“其他组织”。");
}

#[test]
fn other_slips_over_two_cells_are_one_fact_too() {
    tells(
        &[("t3.granted.person", "96"), ("t3.granted.business", "1012")],
        "swapped-cells",
        "“自然人”和“商业企业”的数像是填反了。",
    );
    tells(
        &[("t3.granted.person", "1009"), ("t3.partial.person", "391")],
        "wrong-row",
        "3 件疑似归类错位：应计入“（一）予以公开”这一行，计入了“（二）部分公开”这一行。",
    );
    tells(
        &[("t3.granted.person", "1021"), ("t3.granted.total", "1136")],
        "transposed-digits",
        "像是 1012 的相邻两位写颠倒了，总计跟着多 9。",
    );
    tells(
        &[("t3.result_total.person", "0"), ("t3.result_total.total", "0")],
        "total-left-zero",
        "像是总计没有填，留着 0。",
    );
}

#[test]
fn a_displaced_row_is_one_fact() {
    // 1012 96 2 – 11 6
    let columns = ["person", "business", "research", "charity", "legal", "other_org"];
    let row = |figures: [&'static str; 6]| -> Vec<(String, &'static str)> {
        columns.iter().zip(figures).map(|(column, figure)| (format!("t3.granted.{column}"), figure)).collect()
    };
    let tells_row = |figures, pattern: &str, sentence: &str| {
        let edits = row(figures);
        let edits: Vec<(&str, &str)> = edits.iter().map(|(cell, figure)| (cell.as_str(), *figure)).collect();
        tells(&edits, pattern, sentence);
    };
    tells_row(["", "1012", "96", "2", "11", "6"], "row-shifted", "“自然人”到“科研机构”的数像是整体向右错了一列。");
    tells_row(
        ["1012", "96", "2", "11", "6", ""],
        "row-shifted",
        "“法律服务机构”到“其他组织”的数像是整体向左错了一列。",
    );
    tells_row(
        ["10", "12", "96", "2", "11", "6"],
        "split-cell",
        "1012 像是拆成 10 和 12 填进了两格，别的数跟着错了位。",
    );
    tells_row(
        ["101296", "2", "0", "", "11", "6"],
        "joined-cell",
        "1012 和 96 像是并成 101296 填进了一格，别的数跟着错了位。",
    );
}

#[test]
fn a_row_copied_whole_is_one_fact() {
    tells(
        &[
            ("t3.denied.case_file.person", "44"),
            ("t3.denied.case_file.business", "11"),
            ("t3.denied.case_file.legal", ""),
            ("t3.denied.case_file.other_org", ""),
        ],
        "copied-from-neighbour",
        "各格的数和旁边“（三）8.属于行政查询事项”一样，像是抄串了。",
    );
}

#[test]
fn several_slips_are_told_one_by_one_and_by_their_cells() {
    tells(
        &[("t3.granted.person", "1021"), ("t3.partial.business", "14")],
        "transposed-digits",
        "“（一）予以公开·自然人”：像是 1012 的相邻两位写颠倒了；“（二）部分公开·商业企业”：像是 41 的相邻两位写颠倒了。",
    );
    tells(
        &[("t3.granted.person", "1021"), ("t4.review.upheld", "960")],
        "missing-or-extra-digit",
        "表三：像是 1012 的相邻两位写颠倒了。表四“行政复议”：像是 96 多打了一个 0。",
    );
}

#[test]
fn figures_of_one_digit_say_nothing() {
    let options = locate(&written(&[("t4.direct_suit.upheld", "8")]), Trust::default()).options;
    assert_eq!(options.len(), 5);
    assert_eq!(serde_json::to_value(options[0].pattern).expect("a name"), "wrong-digit", "{options:?}");
}

#[test]
fn the_options_below_the_best_say_what_speaks_against_them() {
    let report = written(&[("t3.granted.person", "1009"), ("t3.partial.person", "391")]);
    let repairs = locate(&report, Trust::default());
    assert_eq!(repairs.status, RepairStatus::Ambiguous);
    assert_eq!(repairs.options[0].against, None);
    let totals = repairs.options.iter().find(|option| option.changes[0].cell == id("t3.granted.total"));
    assert_eq!(
        totals.and_then(|option| option.against.as_deref()),
        Some("要改的都是总计，总计是加出来的，很少会正好一多一少。")
    );
}

#[test]
fn a_cell_that_is_no_suspect_says_why() {
    let report = written(&[("t3.result_total.person", "2688")]);
    let repairs = locate(&report, Trust::default());
    let why = |cell: &str| {
        let why = contrast::why_not(&report, &repairs, id(cell));
        why.map(|why| contrast::describe(&report, &why))
    };
    assert_eq!(why("t3.result_total.person"), None, "the suspect itself");
    assert_eq!(why("t3.granted.business"), None, "no failed equation goes through it");
    assert_eq!(
        why("t3.received.person").as_deref(),
        Some("只改它（改为 2686），“新收”这一行就不平了，“（七）总计”这一行、“自然人”这一列也还是不平。")
    );
    assert_eq!(
        why("t3.result_total.total").as_deref(),
        Some("只改它（改为 3077），“总计”这一列就不平了，“自然人”这一列也还是不平。")
    );
}

#[test]
fn a_cell_two_equations_pull_at_is_torn() {
    let report = written(&[("t3.received.person", "2870"), ("t3.received.total", "3250")]);
    let repairs: Repairs = locate(&report, Trust::default());
    let why = contrast::why_not(&report, &Repairs { options: Vec::new(), ..repairs }, id("t3.received.total"));
    assert_eq!(
        why.map(|why| contrast::describe(&report, &why)).as_deref(),
        Some("只改它顾不全：“新收”这一行相加要它改为 3263，“总计”这一列的收办平衡要它改为 3257。")
    );
}

#[test]
fn the_list_of_doubts_is_short_and_names_no_suspect() {
    let report = written(&[("t3.result_total.person", "0"), ("t3.result_total.total", "0")]);
    let repairs = locate(&report, Trust::default());
    let doubts = contrast::doubts(&report, &repairs);
    assert!((3..=MOST_DOUBTS).contains(&doubts.len()), "{doubts:?}");
    assert_eq!(
        (doubts[0].cell, doubts[0].sentence.as_str()),
        (id("t3.result_total.business"), "只改它，就要改成 -80，件数不会是负数。")
    );
    for doubt in &doubts {
        let suspected =
            repairs.options.iter().flat_map(|option| &option.changes).any(|change| change.cell == doubt.cell);
        assert!(!suspected && doubt.sentence.ends_with('。'), "{doubt:?}");
    }
    assert!(contrast::doubts(&balanced(), &locate(&balanced(), Trust::default())).is_empty());
}

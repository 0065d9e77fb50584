use gouji::rules::prose::Prose;
use gouji::{Options, check};
fn main() {
    for name in std::env::args().skip(1) {
        let bytes = std::fs::read(&name).unwrap();
        match check(&name, &bytes, &Options::default()) {
            Ok(outcome) => {
                println!(
                    "=== {name} {:?} {:?} {:?}",
                    outcome.report.scope, outcome.report.reading, outcome.report.year
                );
                let prose = Prose::of(&outcome.report);
                for p in &prose.passages {
                    println!("{:?}\t{:?}\t{}", p.place, p.line.anchor, p.line.text);
                }
            }
            Err(e) => println!("=== {name} ERR {e}"),
        }
    }
}

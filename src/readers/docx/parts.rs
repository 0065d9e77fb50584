//! The parts of a Word document: which one holds the text, and which ones explain it.

use crate::readers::package::Package;
use crate::readers::xml::{Event, Xml};

/// The parts that explain the text, where there are any.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Related {
    pub(super) styles: Option<String>,
    pub(super) numbering: Option<String>,
}

/// The part that holds the text: the one that the list of types calls so; else the one that the package names as its
/// document, or that stands where Word puts it, unless it is known to be of another kind.
pub(super) fn main_part(package: &mut Package<'_>) -> Option<String> {
    const USUAL: &str = "word/document.xml";
    let mut typed = None;
    if let Ok(types) = package.read_text("[Content_Types].xml") {
        attributes(&types, "Override", ["PartName", "ContentType"], |[name, kind]| {
            if is_text(kind) && typed.is_none() {
                typed = Some(name.trim_start_matches('/').to_owned());
            }
        });
    }
    let exists = |name: &String| package.parts().iter().any(|part| part.name.eq_ignore_ascii_case(name));
    if let Some(name) = typed.filter(exists) {
        return Some(name);
    }
    if let Some(part) = package.parts().iter().find(|part| part.name.eq_ignore_ascii_case(USUAL)) {
        return Some(part.name.clone());
    }
    let mut named = None;
    if let Ok(relations) = package.read_text("_rels/.rels") {
        attributes(&relations, "Relationship", ["Type", "Target"], |[kind, target]| {
            if kind.ends_with("/officeDocument") {
                named = Some(resolved("", target));
            }
        });
    }
    let named = named?;
    let text = package.read_text(&named).ok()?;
    let mut xml = Xml::new(&text);
    let root = loop {
        if let Event::Start(element) = xml.next()? {
            break element.name().to_owned();
        }
    };
    (root == "document").then_some(named)
}

/// Whether a part of this type is the text of a document or of a template for one.
fn is_text(kind: &str) -> bool {
    let kind = kind.to_ascii_lowercase();
    kind.ends_with(".main+xml") && ["wordprocessingml", "ms-word"].iter().any(|word| kind.contains(word))
}

/// The parts the text refers to.
pub(super) fn related(package: &mut Package<'_>, main: &str) -> Related {
    let (folder, file) = main.rsplit_once('/').map_or(("", main), |(folder, file)| (folder, file));
    let relations =
        if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let mut related = Related::default();
    if let Ok(relations) = package.read_text(&relations) {
        attributes(&relations, "Relationship", ["Type", "Target"], |[kind, target]| match kind.rsplit('/').next() {
            Some("styles") => related.styles = Some(resolved(folder, target)),
            Some("numbering") => related.numbering = Some(resolved(folder, target)),
            _ => {}
        });
    }
    related
}

/// Hands over two attributes of every element of this name.
fn attributes(text: &str, name: &str, keys: [&str; 2], mut take: impl FnMut([&str; 2])) {
    let mut xml = Xml::new(text);
    while let Some(event) = xml.next() {
        if let Event::Start(element) = event
            && element.name() == name
            && let [Some(first), Some(second)] = keys.map(|key| element.attribute(key))
        {
            take([first.as_ref(), second.as_ref()]);
        }
    }
}

/// The name of a part that is given relative to a folder.
fn resolved(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            _ => steps.push(step),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_resolved_against_the_folder() {
        let names = [("word", "styles.xml"), ("word", "/word/a.xml"), ("word", "../x/./b.xml"), ("", "word/d.xml")];
        let resolved = names.map(|(folder, target)| resolved(folder, target));
        assert_eq!(resolved, ["word/styles.xml", "word/a.xml", "x/b.xml", "word/d.xml"]);
    }

    #[test]
    fn documents_and_templates_are_text() {
        for kind in [
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
            "application/vnd.ms-word.document.macroEnabled.main+xml",
            "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
        ] {
            assert!(is_text(kind), "{kind}");
        }
        assert!(!is_text("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"));
        assert!(!is_text("application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"));
    }
}

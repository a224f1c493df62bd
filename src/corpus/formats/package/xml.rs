//! XML as a tree, within limits. Names have the prefix that is usual for their namespace, whatever prefix the
//! file uses, so that `w:p` is a paragraph in every file.

use std::{collections::HashMap, rc::Rc};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event},
    name::{LocalName, Namespace, ResolveResult},
    reader::NsReader,
};

use crate::corpus::warning::Warning;

/// Elements within elements deeper than this are not read: no program writes them.
const MOST_DEEP: usize = 250;

/// A part may have so many elements.
const MOST_ELEMENTS: usize = 4_000_000;

/// Namespaces by what they contain, in order of this list, with the prefix that names have here.
const PREFIXES: [(&str, &str); 19] = [
    ("/wordprocessingml/2006/main", "w"),
    ("/ooxml/wordprocessingml/main", "w"),
    ("/officeDocument/2006/math", "m"),
    ("/ooxml/officeDocument/math", "m"),
    ("/officeDocument/2006/relationships", "r"),
    ("/ooxml/officeDocument/relationships", "r"),
    ("/package/2006/relationships", "rel"),
    ("/package/2006/content-types", "ct"),
    ("/markup-compatibility/2006", "mc"),
    ("/drawingml/2006/main", "a"),
    ("/ooxml/drawingml/main", "a"),
    ("rawingml/2006/wordprocessingDrawing", "wp"),
    ("/ooxml/drawingml/wordprocessingDrawing", "wp"),
    ("urn:schemas-microsoft-com:vml", "v"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://www.w3.org/2001/04/xmlenc#", "enc"),
    ("http://www.idpf.org/2007/ops", "epub"),
    ("http://www.w3.org/XML/1998/namespace", "xml"),
];

/// An element.
#[derive(Clone, Debug)]
pub(in crate::corpus::formats) struct Element {
    /// Its name with the usual prefix of its namespace; without one in others.
    pub(in crate::corpus::formats) name: Rc<str>,
    /// Its attributes, named like elements.
    pub(in crate::corpus::formats) attributes: Vec<(Rc<str>, String)>,
    /// The nodes that stand in it.
    pub(in crate::corpus::formats) children: Vec<Node>,
}

/// A node that stands in an element.
#[derive(Clone, Debug)]
pub(in crate::corpus::formats) enum Node {
    Element(Element),
    Text(String),
    /// A character by a name that is not of XML itself: `nbsp`.
    Named(String),
}

/// A part that was read.
#[derive(Debug)]
pub(in crate::corpus::formats) struct Xml {
    pub(in crate::corpus::formats) root: Element,
    /// Whether bytes were no characters in the encoding that the part says.
    is_spoilt: bool,
}

impl Xml {
    /// Reads a part. The error goes on behind its name.
    pub(in crate::corpus::formats) fn read(bytes: &[u8]) -> Result<Self, String> {
        read(bytes)
    }

    /// The text of a part that is no whole XML.
    pub(in crate::corpus::formats) fn text(bytes: &[u8]) -> String {
        decoded(bytes).0
    }

    /// Tells what is odd about it.
    pub(in crate::corpus::formats) fn findings(&self, name: &str) -> Option<Warning> {
        self.is_spoilt.then(|| {
            Warning::caution(format!(
                "its part {name} has bytes that are no characters in its encoding; save the document anew"
            ))
        })
    }
}

impl Element {
    /// The value of an attribute.
    pub(in crate::corpus::formats) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| &**own == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The elements that stand in it.
    pub(in crate::corpus::formats) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) | Node::Named(_) => None,
        })
    }

    /// The first element of a name that stands in it.
    pub(in crate::corpus::formats) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|child| &*child.name == name)
    }

    /// All elements of a name within it, those in others of the same name too.
    pub(in crate::corpus::formats) fn all(&self, name: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        let mut open: Vec<&Element> = vec![self];
        while let Some(element) = open.pop() {
            if &*element.name == name {
                found.push(element);
            }
            let at = open.len();
            open.extend(element.elements());
            if let Some(new) = open.get_mut(at..) {
                new.reverse();
            }
        }
        found
    }

    /// The text within it, white space folded.
    pub(in crate::corpus::formats) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn add_text(&self, text: &mut String) {
        for child in &self.children {
            match child {
                Node::Element(element) => element.add_text(text),
                Node::Text(own) => text.push_str(own),
                Node::Named(_) => text.push(' '),
            }
        }
    }
}

/// Reads a part. The error goes on behind its name.
pub(super) fn read(bytes: &[u8]) -> Result<Xml, String> {
    let (text, is_spoilt) = decoded(bytes);
    let mut reader = NsReader::from_str(&text);
    reader.config_mut().expand_empty_elements = true;
    reader.config_mut().allow_dangling_amp = true;
    let mut tree = Tree::default();
    let version = XmlVersion::Implicit1_0;
    loop {
        let event = reader
            .read_event()
            .map_err(|error| format!("is no whole XML ({error})"))?;
        match event {
            Event::Start(start) => {
                let element = tree.element(&reader, &start, version)?;
                tree.open.push(element);
            }
            Event::End(_) if tree.close() => break,
            Event::Text(text) => tree.text(&text.xml_content(version)),
            Event::CData(text) => tree.text(&text.xml_content(version)),
            Event::GeneralRef(reference) => tree.reference(&reference.xml10_content()),
            Event::Eof => return Err("is no whole XML (it breaks off)".to_owned()),
            _ => {}
        }
    }
    match tree.root {
        Some(root) => Ok(Xml { root, is_spoilt }),
        None => Err("is no whole XML (nothing stands in it)".to_owned()),
    }
}

/// The tree as far as it has been read.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
    names: HashMap<(&'static str, String), Rc<str>>,
}

impl Tree {
    fn element(
        &mut self,
        reader: &NsReader<&[u8]>,
        start: &BytesStart<'_>,
        version: XmlVersion,
    ) -> Result<Element, String> {
        self.count += 1;
        if self.open.len() >= MOST_DEEP {
            return Err(format!(
                "has elements more than {MOST_DEEP} deep in each other"
            ));
        }
        if self.count > MOST_ELEMENTS {
            return Err(format!("has more than {MOST_ELEMENTS} elements"));
        }
        let (namespace, local) = reader.resolver().resolve_element(start.name());
        let name = self.name(&namespace, local);
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false) {
            let attribute = attribute.map_err(|error| format!("is no whole XML ({error})"))?;
            let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
            // They tell when a paragraph was changed, and are half of a file.
            if local.as_ref().starts_with("rsid") {
                continue;
            }
            let value = attribute.normalized_value(version);
            let value = value
                .unwrap_or_else(|_| attribute.value.clone())
                .into_owned();
            attributes.push((self.name(&namespace, local), value));
        }
        Ok(Element {
            name,
            attributes,
            children: Vec::new(),
        })
    }

    fn name(&mut self, namespace: &ResolveResult<'_>, local: LocalName<'_>) -> Rc<str> {
        let prefix = match namespace {
            ResolveResult::Bound(Namespace(uri)) => {
                let known = PREFIXES.iter().find(|(part, _)| uri.ends_with(part));
                known.map_or("", |(_, prefix)| *prefix)
            }
            _ => "",
        };
        let key = (prefix, local.as_ref().to_owned());
        let name = self.names.entry(key).or_insert_with_key(|(prefix, local)| {
            if prefix.is_empty() {
                Rc::from(local.as_str())
            } else {
                Rc::from(format!("{prefix}:{local}"))
            }
        });
        Rc::clone(name)
    }

    /// Ends the innermost element; whether it was the outermost as well.
    fn close(&mut self) -> bool {
        let Some(element) = self.open.pop() else {
            return true;
        };
        match self.open.last_mut() {
            Some(around) => around.children.push(Node::Element(element)),
            None => self.root = Some(element),
        }
        self.open.is_empty()
    }

    fn text(&mut self, text: &str) {
        let Some(element) = self.open.last_mut() else {
            return;
        };
        match element.children.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.children.push(Node::Text(text.to_owned())),
        }
    }

    fn reference(&mut self, name: &str) {
        let number = name.strip_prefix('#').and_then(|number| {
            let hexadecimal = number.strip_prefix(['x', 'X']);
            hexadecimal.map_or_else(
                || number.parse().ok(),
                |digits| u32::from_str_radix(digits, 16).ok(),
            )
        });
        let character = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => number.and_then(char::from_u32),
        };
        if let Some(character) = character {
            self.text(character.encode_utf8(&mut [0; 4]));
        } else if let Some(element) = self.open.last_mut() {
            // Nothing is put in for names that a file defines itself: they may be defined by each other.
            element.children.push(Node::Named(name.to_owned()));
        }
    }
}

/// The text of a part, in UTF-8 or UTF-16, or in what it says; and whether there were bytes without a meaning.
fn decoded(bytes: &[u8]) -> (String, bool) {
    let guessed = match bytes {
        [b'<', 0, ..] => Some(UTF_16LE),
        [0, b'<', ..] => Some(UTF_16BE),
        _ => None,
    };
    let encoding = guessed.or_else(|| declared(bytes)).unwrap_or(UTF_8);
    let (text, _, is_spoilt) = encoding.decode(bytes);
    (text.into_owned(), is_spoilt)
}

/// The encoding that `<?xml encoding="…"?>` names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = String::from_utf8_lossy(bytes.get(..200.min(bytes.len()))?).into_owned();
    let declaration = start.strip_prefix("<?xml")?.split("?>").next()?;
    let (_, behind) = declaration.split_once("encoding")?;
    let value = behind.trim_start_matches(|c: char| c == '=' || c.is_whitespace());
    let label = value.split(['"', '\'']).nth(1)?;
    // What can be read so far is no UTF-16.
    Encoding::for_label(label.as_bytes()).filter(|found| *found != UTF_16LE && *found != UTF_16BE)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

    #[test]
    fn names_have_the_usual_prefix() {
        let text =
            format!("<x:p xmlns:x='{WORD}' x:val='a&amp;b'><x:t> a &lt; b&#x21; </x:t></x:p>");
        let found = read(text.as_bytes()).unwrap().root;
        assert_eq!(&*found.name, "w:p");
        assert_eq!(found.attribute("w:val"), Some("a&b"));
        assert_eq!(found.child("w:t").unwrap().text(), "a < b!");
    }

    #[test]
    fn encodings_are_those_that_the_part_says() {
        let text = "<a>Größe</a>";
        for bytes in [
            [
                b"\xFF\xFE".as_slice(),
                &text
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<_>>(),
            ]
            .concat(),
            text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            b"<?xml version='1.0' encoding='ISO-8859-1'?><a>Gr\xF6\xDFe</a>".to_vec(),
            [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat(),
        ] {
            assert_eq!(read(&bytes).unwrap().root.text(), "Größe");
        }
        let spoilt = read(b"<a>Gr\xF6\xDFe</a>").unwrap();
        assert!(spoilt.findings("a").is_some());
    }

    #[test]
    fn bombs_are_refused_or_read_as_nothing() {
        let deep = "<a>".repeat(100_000);
        assert!(read(deep.as_bytes()).unwrap_err().contains("deep"));
        let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\"><!ENTITY c \"&b;&b;\">]><a>x&c;</a>";
        assert_eq!(read(laughs.as_bytes()).unwrap().root.text(), "x");
        for broken in ["", "<a>", "<a></b>", "text", "<a", "<a x='1></a>"] {
            assert!(read(broken.as_bytes()).is_err(), "{broken}");
        }
    }
}

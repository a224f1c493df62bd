//! Documents of a word processor, made in code.

use std::fmt::Write as _;

use crate::packed::packed;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A document as it grows.
#[derive(Clone, Default)]
pub(crate) struct Made {
    body: String,
    styles: String,
    parts: Vec<(String, Vec<u8>)>,
    relations: String,
}

impl Made {
    /// With this in its body.
    pub(crate) fn with(body: impl Into<String>) -> Self {
        Self {
            body: body.into(),
            styles: usual_styles(),
            ..Self::default()
        }
    }

    /// With more styles, or with others of the same id.
    pub(crate) fn style(mut self, style: &str) -> Self {
        self.styles.push_str(style);
        self
    }

    /// With a part of a kind: `footnotes`, `numbering`, `header`.
    pub(crate) fn part(mut self, kind: &str, root: &str, content: &str) -> Self {
        let name = format!("{kind}{}.xml", self.parts.len());
        let id = format!("part{}", self.parts.len());
        write!(
            self.relations,
            "<Relationship Id='{id}' Type='{OFFICE}/{kind}' Target='{name}'/>"
        )
        .unwrap();
        self.parts
            .push((format!("word/{name}"), rooted(root, content).into_bytes()));
        self
    }

    /// With a link to an address.
    pub(crate) fn link(mut self, id: &str, address: &str) -> Self {
        write!(self.relations,
            "<Relationship Id='{id}' Type='{OFFICE}/hyperlink' Target='{address}' TargetMode='External'/>").unwrap();
        self
    }

    /// With a part as it is.
    pub(crate) fn raw(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.parts.push((name.to_owned(), bytes.into()));
        self
    }

    /// The parts of the file.
    pub(crate) fn parts(&self) -> Vec<(String, Vec<u8>)> {
        let relations =
            |content: &str| format!("<Relationships xmlns='{RELATIONS}'>{content}</Relationships>");
        let main = format!(
            "<Relationship Id='a' Type='{OFFICE}/officeDocument' Target='word/document.xml'/>"
        );
        let styles = format!(
            "<Relationship Id='s' Type='{OFFICE}/styles' Target='styles.xml'/>{}",
            self.relations
        );
        let mut parts = vec![
            ("_rels/.rels".to_owned(), relations(&main).into_bytes()),
            (
                "word/_rels/document.xml.rels".to_owned(),
                relations(&styles).into_bytes(),
            ),
            (
                "word/document.xml".to_owned(),
                document(&self.body).into_bytes(),
            ),
            (
                "word/styles.xml".to_owned(),
                rooted("styles", &self.styles).into_bytes(),
            ),
        ];
        parts.extend(self.parts.clone());
        parts
    }

    /// The file.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        packed(&self.parts())
    }
}

/// The part with the text.
pub(crate) fn document(body: &str) -> String {
    rooted("document", &format!("<w:body>{body}</w:body>"))
}

fn rooted(root: &str, content: &str) -> String {
    format!(
        "<w:{root} xmlns:w='{WORD}' xmlns:r='{OFFICE}' \
         xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' \
         xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math' \
         xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing' \
         xmlns:v='urn:schemas-microsoft-com:vml'>{content}</w:{root}>"
    )
}

fn usual_styles() -> String {
    let mut styles = style("T", "Title", "");
    for level in 1..4 {
        styles.push_str(&style(
            &format!("berschrift{level}"),
            &format!("heading {level}"),
            "",
        ));
    }
    styles
        + &style("L", "List Paragraph", "")
        + &style("C", "Source Code", "")
        + &style("Q", "Quote", "")
}

/// A style of paragraphs.
pub(crate) fn style(id: &str, name: &str, more: &str) -> String {
    format!("<w:style w:type='paragraph' w:styleId='{id}'><w:name w:val='{name}'/>{more}</w:style>")
}

/// A paragraph of a style; none for plain text.
pub(crate) fn p(style: &str, content: &str) -> String {
    let style = if style.is_empty() {
        String::new()
    } else {
        format!("<w:pStyle w:val='{style}'/>")
    };
    format!("<w:p><w:pPr>{style}</w:pPr>{content}</w:p>")
}

/// A run of text.
pub(crate) fn t(text: &str) -> String {
    format!("<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

/// A run of text with properties.
pub(crate) fn r(properties: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>")
}

/// An item of a list.
pub(crate) fn item(list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='{list}'/></w:numPr></w:pPr>{}</w:p>",
        t(text)
    )
}

/// A heading in a list.
pub(crate) fn numbered(style: &str, list: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val='{style}'/><w:numPr><w:ilvl w:val='{level}'/><w:numId \
         w:val='{list}'/></w:numPr></w:pPr>{}</w:p>",
        t(text)
    )
}

/// A level of a list.
pub(crate) fn level(at: usize, format: &str, text: &str) -> String {
    format!(
        "<w:lvl w:ilvl='{at}'><w:start w:val='1'/><w:numFmt w:val='{format}'/><w:lvlText w:val='{text}'/></w:lvl>"
    )
}

/// A list of these levels, with the number of its use.
pub(crate) fn list(id: u32, levels: &str) -> String {
    format!(
        "<w:abstractNum w:abstractNumId='{id}'>{levels}</w:abstractNum><w:num w:numId='{id}'><w:abstractNumId w:val='{id}'/></w:num>"
    )
}

/// A cell with properties.
pub(crate) fn cell(properties: &str, text: &str) -> String {
    format!(
        "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
        p("", &t(text))
    )
}

/// A row of plain cells.
pub(crate) fn row(cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|text| cell("", text)).collect();
    format!("<w:tr>{cells}</w:tr>")
}

/// A sign of a field.
pub(crate) fn field(kind: &str) -> String {
    format!("<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>")
}

/// A mark of a note.
pub(crate) fn mark(kind: &str, id: u32) -> String {
    format!("<w:r><w:{kind}Reference w:id='{id}'/></w:r>")
}

/// The text of a note.
pub(crate) fn note(kind: &str, id: u32, text: &str) -> String {
    format!(
        "<w:{kind} w:id='{id}'>{}</w:{kind}>",
        p(
            "",
            &format!("<w:r><w:{kind}Ref/></w:r>{}", t(&format!(" {text}")))
        )
    )
}

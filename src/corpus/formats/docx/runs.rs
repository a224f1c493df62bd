//! The content of a paragraph: runs of text, with changes resolved and fields as they were last shown.

use std::rc::Rc;

use super::{
    fields::Shows,
    looks::{Script, TextLook},
    model::{Inline, Paragraph, said},
    reader::{Reader, chosen},
    symbols,
    values::value,
};
use crate::corpus::{
    formats::package::{Element, Node},
    set_apart::{Reason, letters},
};

impl Reader<'_> {
    /// Reads what stands in a paragraph, or in something within it.
    pub(super) fn inlines(&mut self, around: &Element, base: &TextLook, out: &mut Vec<Inline>) {
        for child in around.elements() {
            match &*child.name {
                "w:r" | "m:r" => self.run(child, base, out),
                "w:hyperlink" => {
                    let id = child.attribute("r:id");
                    let address = id.and_then(|id| self.links.get(id)).cloned();
                    self.linked(child, address, base, out);
                }
                "w:fldSimple" => {
                    let code = child.attribute("w:instr").unwrap_or_default();
                    let address = match self.fields.begin(code) {
                        Shows::Link(address) => Some(address),
                        _ => None,
                    };
                    self.linked(child, address, base, out);
                    self.fields.end();
                }
                "w:del" | "w:moveFrom" => self.deleted(child),
                "mc:AlternateContent" => {
                    if let Some(chosen) = chosen(child) {
                        self.inlines(chosen, base, out);
                    }
                }
                "w:ins" | "w:moveTo" | "w:smartTag" | "w:customXml" | "w:dir" | "w:bdo"
                | "w:sdt" | "w:sdtContent" => self.inlines(child, base, out),
                name if name.starts_with("m:") => self.formula(child, base, out),
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child, out),
                _ => {}
            }
        }
    }

    /// Counts what a tracked change takes away.
    pub(super) fn deleted(&mut self, change: &Element) {
        let is_moved = &*change.name == "w:moveFrom";
        let has_words = || !change.all("w:delText").is_empty() || !change.all("w:t").is_empty();
        if !is_moved && has_words() {
            self.deletions += 1;
        }
    }

    fn linked(
        &mut self,
        child: &Element,
        address: Option<String>,
        base: &TextLook,
        out: &mut Vec<Inline>,
    ) {
        let is_link = address.is_some();
        out.extend(address.map(Inline::Link));
        self.inlines(child, base, out);
        if is_link {
            out.push(Inline::EndLink);
        }
    }

    fn run(&mut self, run: &Element, base: &TextLook, out: &mut Vec<Inline>) {
        let properties = run.child("w:rPr");
        let mut look = properties.map(TextLook::of).unwrap_or_default();
        if let Some(style) = properties.and_then(|properties| value(properties, "w:rStyle")) {
            look = look.or(&self.styles.run(style));
        }
        let look = Rc::new(look.or(base));
        let custom = run.elements().find(|child| {
            child
                .attribute("w:customMarkFollows")
                .is_some_and(|on| on != "0" && on != "false")
        });
        if let Some(reference) = custom {
            let printed: String = run.all("w:t").iter().map(|text| text.text()).collect();
            self.mark(reference, Some(printed), out);
            return;
        }
        for child in run.elements() {
            self.in_run(child, &look, out);
        }
    }

    fn in_run(&mut self, child: &Element, look: &Rc<TextLook>, out: &mut Vec<Inline>) {
        match &*child.name {
            "w:t" | "m:t" => {
                for text in &child.children {
                    match text {
                        Node::Text(text) => self.text(text, look, out),
                        Node::Named(_) => self.unknown(out),
                        Node::Element(_) => {}
                    }
                }
            }
            "w:tab" if look.is_code => self.text("\t", look, out),
            "w:tab" | "w:ptab" => self.text(" ", look, out),
            "w:br" | "w:cr" if !self.fields.is_code() => out.push(Inline::Line),
            "w:noBreakHyphen" => self.text("\u{2011}", look, out),
            "w:softHyphen" => self.text("\u{AD}", look, out),
            "w:sym" => {
                let font = child.attribute("w:font").unwrap_or_default();
                let code = child
                    .attribute("w:char")
                    .and_then(|code| u32::from_str_radix(code, 16).ok());
                match code.and_then(|code| symbols::character(font, code)) {
                    Some(character) => self.plain(character.encode_utf8(&mut [0; 4]), look, out),
                    None => self.unknown(out),
                }
            }
            "w:instrText" => self.fields.code(&code(child)),
            "w:fldChar" => match self.fields.sign(child) {
                (Shows::Link(address), _) => out.push(Inline::Link(address)),
                (_, true) => out.push(Inline::EndLink),
                _ => {}
            },
            "w:footnoteReference" | "w:endnoteReference" => self.mark(child, None, out),
            "w:drawing" | "w:pict" | "w:object" => self.drawing(child, out),
            "mc:AlternateContent" => {
                for inner in chosen(child).into_iter().flat_map(Element::elements) {
                    self.in_run(inner, look, out);
                }
            }
            "w:ruby" => self.ruby(child, look, out),
            _ => {}
        }
    }

    /// Text with its reading behind it.
    fn ruby(&mut self, ruby: &Element, look: &TextLook, out: &mut Vec<Inline>) {
        let mut part = |name: &str| {
            let mut inlines = Vec::new();
            if let Some(part) = ruby.child(name) {
                self.inlines(part, look, &mut inlines);
            }
            inlines
        };
        let (base, reading) = (part("w:rubyBase"), part("w:rt"));
        out.extend(base);
        if !reading.is_empty() {
            let look = Rc::new(look.clone());
            out.push(Inline::Text(" (".to_owned(), Rc::clone(&look)));
            out.extend(reading);
            out.push(Inline::Text(")".to_owned(), look));
        }
    }

    /// A formula, as its signs stand: `a/b`, `x^2`.
    fn formula(&mut self, part: &Element, base: &TextLook, out: &mut Vec<Inline>) {
        let script = |script| TextLook {
            script: Some(script),
            ..base.clone()
        };
        match &*part.name {
            "m:sup" => self.inlines(part, &script(Script::Raised), out),
            "m:sub" => self.inlines(part, &script(Script::Lowered), out),
            "m:den" => {
                self.plain("/", &Rc::new(base.clone()), out);
                self.inlines(part, base, out);
            }
            "m:rPr" | "m:ctrlPr" => {}
            _ => self.inlines(part, base, out),
        }
    }

    /// A picture or a drawing: its alternative text, and the text boxes in it, which come behind the paragraph.
    fn drawing(&mut self, drawing: &Element, out: &mut Vec<Inline>) {
        let described = drawing
            .all("wp:docPr")
            .into_iter()
            .find_map(|shown| shown.attribute("descr"));
        let described = described.filter(|words| !words.trim().is_empty());
        out.extend(described.map(|words| Inline::Picture(words.to_owned())));
        for text in drawing.all("v:textpath") {
            let shown = text.attribute("string").unwrap_or_default();
            self.apart(Reason::Picture, shown, out);
        }
        let mut boxes = Vec::new();
        let mut labels = String::new();
        outermost_boxes(drawing, &mut boxes, &mut labels);
        self.apart(Reason::Picture, &labels, out);
        for inner in boxes {
            let blocks = self.blocks(inner);
            self.boxes.extend(blocks);
        }
    }

    fn mark(&mut self, reference: &Element, custom: Option<String>, out: &mut Vec<Inline>) {
        if self.fields.is_code() {
            return;
        }
        let id = reference.attribute("w:id").unwrap_or_default();
        let is_end = &*reference.name == "w:endnoteReference";
        let (label, printed) = self.notes.mark(is_end, id, custom);
        self.visible += letters(&printed);
        out.push(Inline::Mark { label, printed });
    }

    /// Text; characters of fonts of signs are read as what they show.
    fn text(&mut self, text: &str, look: &Rc<TextLook>, out: &mut Vec<Inline>) {
        let font = look.font.as_deref().unwrap_or_default();
        let is_of_signs = symbols::is_of_signs(font);
        if !is_of_signs && !text.chars().any(|c| symbols::is_private(u32::from(c))) {
            self.plain(text, look, out);
            return;
        }
        for c in text.chars() {
            let is_sign = symbols::is_private(u32::from(c)) || is_of_signs && !c.is_whitespace();
            let shown = if is_sign {
                symbols::character(font, u32::from(c))
            } else {
                Some(c)
            };
            match shown {
                Some(shown) => self.plain(shown.encode_utf8(&mut [0; 4]), look, out),
                None => self.unknown(out),
            }
        }
    }

    fn unknown(&mut self, out: &mut Vec<Inline>) {
        if !self.fields.is_code() {
            self.unknown += 1;
            out.push(Inline::Unknown);
        }
    }

    fn plain(&mut self, text: &str, look: &Rc<TextLook>, out: &mut Vec<Inline>) {
        if self.fields.is_code() {
            return;
        }
        self.is_contents |= self.fields.is_contents();
        if look.is_hidden() {
            self.apart(Reason::Hidden, text, out);
            return;
        }
        let count = letters(text);
        self.visible += count;
        let language = look.language.as_deref().or(self.styles.language.as_deref());
        if let Some(language) = language {
            *self.languages.entry(language.to_owned()).or_default() += count;
        }
        if self.fields.is_note_number() && count > 0 {
            let label = text.trim().to_owned();
            out.push(Inline::Mark {
                printed: label.clone(),
                label,
            });
            return;
        }
        match out.last_mut() {
            Some(Inline::Text(before, own)) if own == look => before.push_str(text),
            _ => out.push(Inline::Text(text.to_owned(), Rc::clone(look))),
        }
    }

    /// Words that are not read.
    fn apart(&mut self, reason: Reason, words: &str, out: &mut Vec<Inline>) {
        self.visible += letters(words);
        match out.last_mut() {
            Some(Inline::Apart(own, before)) if *own == reason => before.push_str(words),
            _ if words.trim().is_empty() => {}
            _ => out.push(Inline::Apart(reason, words.to_owned())),
        }
    }

    /// The words of a part that is not read as text: running heads, comments.
    pub(super) fn words_of(&mut self, part: &Element) -> String {
        let blocks = self.blocks(part);
        said(&blocks, Paragraph::shown)
    }
}

/// The text boxes of a drawing, and the labels in it that are no text of the document.
fn outermost_boxes<'a>(within: &'a Element, boxes: &mut Vec<&'a Element>, labels: &mut String) {
    for child in within.elements() {
        match &*child.name {
            "w:txbxContent" => boxes.push(child),
            "mc:AlternateContent" => {
                if let Some(chosen) = chosen(child) {
                    outermost_boxes(chosen, boxes, labels);
                }
            }
            "a:t" => {
                labels.push_str(&child.text());
                labels.push(' ');
            }
            _ => outermost_boxes(child, boxes, labels),
        }
    }
}

/// A code as it stands.
fn code(element: &Element) -> String {
    let texts = element.children.iter().map(|child| match child {
        Node::Text(text) => text.as_str(),
        Node::Element(_) | Node::Named(_) => "",
    });
    texts.collect()
}

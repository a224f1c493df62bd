//! Values of properties: `<w:b/>`, `<w:b w:val="0"/>`, `<w:start w:val="3"/>`.

use crate::corpus::formats::package::Element;

/// The value of a property.
pub(super) fn value<'a>(of: &'a Element, name: &str) -> Option<&'a str> {
    of.child(name)?.attribute("w:val")
}

/// The value of a property that is a number.
pub(super) fn number(of: &Element, name: &str) -> Option<i64> {
    value(of, name)?.trim().parse().ok()
}

/// The value of a property that is on or off; nothing where there is none.
pub(super) fn switch(of: &Element, name: &str) -> Option<bool> {
    let value = of.child(name)?.attribute("w:val").unwrap_or("1");
    Some(!matches!(
        value.to_ascii_lowercase().as_str(),
        "0" | "false" | "off" | "none"
    ))
}

/// Whether a property is on.
pub(super) fn is_on(of: &Element, name: &str) -> bool {
    switch(of, name).unwrap_or(false)
}

/// The indent of a paragraph, in twentieths of a point.
pub(super) fn indent(properties: &Element) -> Option<i64> {
    let indent = properties.child("w:ind")?;
    let left = indent
        .attribute("w:left")
        .or_else(|| indent.attribute("w:start"))?;
    left.parse().ok()
}

/// The content of a part, for tests.
#[cfg(test)]
pub(super) fn parsed(name: &str, content: &str) -> Element {
    use crate::corpus::formats::package::parsed;
    parsed(&format!(
        "<w:{name} xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>{content}</w:{name}>"
    ))
}

//! Books that cannot be read: what is encrypted is told by a part of its own.

use crate::corpus::{formats::package::Package, warning::Warning};

/// The methods that make fonts unfit for use elsewhere; the text is not touched by them.
const FONTS: [&str; 2] = [
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
];

/// Refuses a book that has anything encrypted but fonts.
pub(super) fn refuse(package: &mut Package) -> Result<(), Warning> {
    let locked = || {
        Err(Warning::error(
            "not read: it is protected against copying (DRM), so its text cannot be read; use an edition without",
        ))
    };
    let Some(encryption) = package.xml("META-INF/encryption.xml")? else {
        return Ok(());
    };
    for data in encryption.root.all("enc:EncryptedData") {
        let method = data.child("enc:EncryptionMethod");
        let algorithm = method.and_then(|method| method.attribute("Algorithm"));
        if !algorithm.is_some_and(|algorithm| FONTS.contains(&algorithm)) {
            return locked();
        }
    }
    if encryption.root.all("enc:EncryptedKey").is_empty() {
        Ok(())
    } else {
        locked()
    }
}

/// Whether an old way of saying so makes the layout of a book fixed.
pub(super) fn is_fixed_by_display_options(package: &mut Package) -> bool {
    let options = package.xml("META-INF/com.apple.ibooks.display-options.xml");
    let options = options.ok().flatten();
    options.is_some_and(|options| {
        let options = options.root.all("option");
        let mut fixed = options
            .iter()
            .filter(|option| option.attribute("name") == Some("fixed-layout"));
        fixed.any(|option| option.text() == "true")
    })
}

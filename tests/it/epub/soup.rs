//! Books of anything within anything: whatever stands where, no letter is lost and no span is wrong.

use fundstelle::corpus::Format;
use proptest::prelude::*;

use super::made::Book;
use crate::packed::{check_sound, parse};

const NAMES: [&str; 14] = [
    "p", "h1", "h3", "div", "section", "ul", "li", "table", "tr", "td", "em", "del", "pre", "aside",
];

fn soup() -> impl Strategy<Value = String> {
    let leaves = vec![
        "The bell.",
        " é &amp; 12 ",
        "<br/>",
        "<a id='x'/>",
        "<span epub:type='pagebreak' id='p3' title='3'/>",
        "<span role='doc-pagebreak'>4</span>",
        "<a epub:type='noteref' href='#n1'>1</a>",
        "<a href='b.xhtml#n2'><sup>2</sup></a>",
        "<nav><a href='a.xhtml'>All</a></nav>",
    ];
    let leaves = prop::sample::select(leaves).prop_map(str::to_owned);
    leaves.prop_recursive(6, 60, 6, |inner| {
        let name = prop::sample::select(NAMES.to_vec());
        let id = prop::option::of(prop::sample::select(vec!["n1", "n2", "p5"]));
        (name, id, prop::collection::vec(inner, 0..6)).prop_map(|(name, id, inner)| {
            let id = id.map_or_else(String::new, |id| format!(" id='{id}'"));
            format!("<{name}{id}>{}</{name}>", inner.concat())
        })
    })
}

const NAVIGATION: &str = "<nav epub:type='toc'><ol><li><a href='text/a.xhtml'>The bell.</a></li></ol></nav>\
     <nav epub:type='page-list'><a href='text/b.xhtml#p5'>5</a></nav>";

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]
    #[test]
    fn anything_within_anything_is_read_without_loss(
        one in prop::collection::vec(soup(), 1..6),
        two in prop::collection::vec(soup(), 1..6),
    ) {
        let book = Book::new()
            .says("<dc:title>The bell.</dc:title>")
            .file("a.xhtml", &one.concat())
            .file("b.xhtml", &two.concat())
            .navigation(NAVIGATION);
        check_sound(&parse(Format::Epub, book.bytes()).unwrap().document);
    }
}

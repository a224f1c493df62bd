//! Lists on a page are those of the source: their numbers, and what is struck out in them.

use super::Pages;

/// The markup of the lists and tables of a page.
async fn lists(pages: &Pages, path: &str) -> String {
    let page = pages.open(path).await.is(200);
    let html = page.html();
    let found = html.select("article .para > :not(.para-number):not(.wide), article .apart");
    let found = found.nodes().iter();
    let found = found.map(|node| super::folded(&node.html()));
    found.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_item_that_is_struck_out_is_shown_struck_in_its_place() {
    let markdown = "# Regeln\n\n1. Der Hafen ist offen.\n2. ~~Der Zoll wird bar bezahlt.~~\n3. Hunde \
        bleiben an der Leine ~~und im Boot~~.\n   - ~~Katzen auch.~~\n   - Vögel nicht.\n4. ~~Alt:~~ Der \
        Wärter grüßt. ~~Immer.~~\n5. ~~Der letzte Punkt.~~\n\n| Tor | Preis |\n|---|---|\n| ~~Nord~~ | 2 Euro |\n\
        | ~~West~~ | ~~3 Euro~~ |\n| Süd | 4 Euro |\n";
    let html = "<title>Rules</title><main><h1>Rules</h1><ul><li><del>No fires.</del></li><li>No dogs.</li>\
        <li>Quiet at <del>ten</del> <ins>nine</ins>.</li></ul><ol type=a><li>The key.</li><li><s>The card.</s></li>\
        <li>The rope.</li></ol><dl><dt><del>Berm</del></dt><dd>A step.</dd><dt>Levy</dt><dd>A wall.</dd></dl></main>";
    let loose = "# Frei\n\n1. Der erste Punkt.\n\n   Er hat zwei Absätze.\n\n2. ~~Der zweite Punkt.~~\n\n3. Der \
        dritte Punkt.\n";
    let pages = Pages::of(&[
        ("regeln.md", markdown),
        ("rules.html", html),
        ("frei.md", loose),
    ])
    .await;
    insta::assert_snapshot!(lists(&pages, "/d/regeln").await, @r#"
    <ol><li value="1">Der Hafen ist offen.</li><li value="2"><s>Der Zoll wird bar bezahlt.</s></li><li value="3">Hunde bleiben an der Leine <s>und im Boot</s>.<ul><li><s>Katzen auch.</s></li><li>Vögel nicht.</li></ul></li><li value="4"><s>Alt:</s> Der Wärter grüßt. <s>Immer.</s></li><li value="5"><s>Der letzte Punkt.</s></li></ol>
    <div class="scrolls" role="region" tabindex="0" aria-label="Table"><table><thead><tr><th scope="col">Tor <span class="unseen"> | </span></th><th scope="col"> Preis</th></tr></thead><tbody><tr><td><s>Nord</s><span class="unseen"> | </span></td><td>2 Euro</td></tr><tr><td><s>West</s><span class="unseen"> | </span></td><td><s>3 Euro</s></td></tr><tr><td>Süd <span class="unseen"> | </span></td><td> 4 Euro</td></tr></tbody></table></div>
    "#);
    insta::assert_snapshot!(lists(&pages, "/d/rules").await, @r#"
    <ul><li><s>No fires.</s></li><li>No dogs.</li><li>Quiet at <s>ten</s> nine.</li></ul>
    <ul class="own"><li><span class="marker">a.</span> The key.</li><li><span class="marker">b.</span> <s>The card.</s></li><li><span class="marker">c.</span> The rope.</li></ul>
    <dl><dt><s>Berm</s><span class="unseen">: </span></dt><dd>A step.</dd><dt>Levy<span class="unseen">: </span></dt><dd>A wall.</dd></dl>
    "#);
    insta::assert_snapshot!(lists(&pages, "/d/frei").await, @r#"
    <ol><li value="1">Der erste Punkt.</li></ol>
    <p>Er hat zwei Absätze.</p>
    <details class="apart"><summary lang="en">Not part of the text, and not searched</summary><p><s>Der zweite Punkt.</s></p></details>
    <ol><li value="3">Der dritte Punkt.</li></ol>
    "#);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_struck_out_in_a_list_is_never_quoted() {
    let markdown = "# Regeln\n\n1. Der Hafen ist offen.\n2. ~~Der Zoll wird bar bezahlt.~~\n3. Hunde bleiben an \
        der Leine.\n";
    let pages = Pages::of(&[("regeln.md", markdown)]).await;
    for path in [
        "/ask?q=Wie+wird+der+Zoll+bezahlt%3F",
        "/ask?q=%C2%A7+1",
        "/ask?q=Punkt+2",
    ] {
        let page = pages.open(path).await;
        let quotes = page.html().select("blockquote").text().to_string();
        assert!(!quotes.contains("Zoll"), "{path}: {quotes}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_quoted_without_the_cells_that_are_struck_out() {
    let markdown = "# Tore\n\n| Tor | Preis | Zuschlag |\n|---|---|---|\n| ~~Nord~~ | ~~2 Euro~~ | ~~keiner~~ |\n\
        | Süd | 4 Euro | ~~1 Euro~~ |\n";
    let pages = Pages::of(&[("tore.md", markdown)]).await;
    let page = pages.open("/ask?q=Was+kostet+das+Tor+S%C3%BCd%3F").await;
    let quotes = page.html().select("blockquote").text().to_string();
    assert!(quotes.contains("Süd | 4 Euro"), "{quotes}");
    assert!(
        !quotes.contains("2 Euro") && !quotes.contains("1 Euro"),
        "{quotes}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_counts_down_begins_with_the_number_of_its_items() {
    let lists_of_html = "<ol reversed>\n<li>The third place\n<ul><li>in a tie</li></ul>\n</li>\n<li>The second \
        place</li>\n\n<li>The first place</li>\n</ol>\n\n<ol reversed start=\"10\" type=\"a\"><li>Ten</li><li \
        value=\"4\">Four</li><li>Three</li></ol>\n\n<ol REVERSED><li>two</li><li>one</li></ol>\n";
    let markdown = format!(
        "# Countdown\n\n{lists_of_html}\n<ol reversed><li>never closed</li>\n\n## Next\n\n\
         `<ol reversed>` in code counts nothing.\n\n<ol reversed><li>last but one</li><li>last</li></ol>\n"
    );
    let html = format!("<title>Countdown</title><main><h1>Countdown</h1>{lists_of_html}</main>");
    let pages = Pages::of(&[("countdown.md", &markdown), ("page.html", &html)]).await;
    let of_markdown = lists(&pages, "/d/countdown").await;
    insta::assert_snapshot!(of_markdown, @r#"
    <ol><li value="3">The third place<ul><li>in a tie</li></ul></li><li value="2">The second place</li><li value="1">The first place</li></ol>
    <ul class="own"><li><span class="marker">j.</span> Ten</li><li><span class="marker">d.</span> Four</li><li><span class="marker">c.</span> Three</li></ul>
    <ol><li value="2">two</li><li value="1">one</li></ol>
    <ol><li value="1">never closed</li></ol>
    <p><code>&lt;ol reversed&gt;</code> in code counts nothing.</p>
    <ol><li value="2">last but one</li><li value="1">last</li></ol>
    "#);
    // As on a web page.
    let of_html = lists(&pages, "/d/page").await;
    for (own, other) in of_markdown.lines().zip(of_html.lines()) {
        assert_eq!(own, other);
    }
}

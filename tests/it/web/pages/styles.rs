//! What a source sets off is set off on its page: emphasis, code, links, pictures. Nothing is loaded
//! from elsewhere.

use super::Pages;

const MARKDOWN: &str = "# Styles\n\n## First part\n\nSome *soft*, **strong**, ***both***, ~~struck~~ words and \
`code` here.\n\nSee [the guide](guide/start.md#top), [the part](#first-part), [a page](https://example.org/a?b=c), \
[mail](mailto:a@example.org), [nothing](nowhere.md), [a script](javascript:alert(1)), \
[a file](file:///etc/passwd), [elsewhere](//example.org), [above](../../etc/passwd).\n\nBefore \
![A chart of sales](https://example.org/chart.png) after.\n\n- an *item*\n- with **two** [links](guide/start.md)\n\n\
| A | *B* |\n|---|---|\n| **c** | `d` |\n";

const HTML: &str = "<!doctype html><title>Page</title><main><h1>Page</h1><p>Some <em>soft</em>, \
<b>strong</b>, <s>struck</s> words, 10<sup>6</sup> and CO<sub>2</sub>, <code>code</code> and \
<a href='styles.md'>a <strong>link</strong></a>, <a href='data:text/html,x'>none</a>.</p>\
<p><img src='https://example.org/x.png' alt='A chart'> The sales rose by four per cent this year.</p>\
<p>The last one ends <i>here</i></p></main>";

/// The markup of the paragraphs of a page.
async fn paragraphs(pages: &Pages, path: &str) -> String {
    let page = pages.open(path).await.is(200);
    let html = page.html();
    let found = html.select("article .para > :not(.para-number):not(.wide)");
    let found = found.nodes().iter();
    let found = found.map(|node| {
        super::folded(&node.html()).replace(" rel=\"noopener noreferrer nofollow\"", " rel")
    });
    found.collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn emphasis_links_and_pictures_of_the_source_are_shown() {
    let pages = Pages::of(&[
        ("styles.md", MARKDOWN),
        (
            "guide/start.md",
            "# Start\n\nText. Back to [styles](../styles.md).\n",
        ),
        ("page.html", HTML),
    ])
    .await;
    insta::assert_snapshot!(paragraphs(&pages, "/d/styles").await, @r#"
    <p>Some <em>soft</em>, <strong>strong</strong>, <strong><em>both</em></strong>, <s>struck</s> words and <code>code</code> here.</p>
    <p>See <a href="../d/guide/start">the guide</a>, <a href="../d/styles#s1">the part</a>, <a href="https://example.org/a?b=c" rel>a page</a>, <a href="mailto:a@example.org" rel>mail</a>, nothing, a script, a file, elsewhere, above.</p>
    <p>Before <span class="picture" title="Picture">A chart of sales</span> after.</p>
    <ul><li>an <em>item</em></li><li>with <strong>two</strong> <a href="../d/guide/start">links</a></li></ul>
    <div class="scrolls" role="region" tabindex="0" aria-label="Table"><table><thead><tr><th scope="col">A<span class="unseen"> | </span></th><th scope="col"><em>B</em></th></tr></thead><tbody><tr><td><strong>c</strong><span class="unseen"> | </span></td><td><code>d</code></td></tr></tbody></table></div>
    "#);
    insta::assert_snapshot!(paragraphs(&pages, "/d/page").await, @r#"
    <p>Some <em>soft</em>, <strong>strong</strong>, <s>struck</s> words, 10⁶ and CO₂, <code>code</code> and <a href="../d/styles">a </a><a href="../d/styles"><strong>link</strong></a>, none.</p>
    <p><span class="picture added" lang="en"><span class="unseen">Picture: </span><bdi>A chart</bdi></span> The sales rose by four per cent this year.</p>
    <p>The last one ends <em>here</em></p>
    "#);
    insta::assert_snapshot!(paragraphs(&pages, "/d/guide/start").await, @r#"<p>Text. Back to <a href="../../d/styles">styles</a>.</p>"#);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_on_a_page_is_loaded_from_elsewhere() {
    let pages = Pages::of(&[("styles.md", MARKDOWN), ("page.html", HTML)]).await;
    for path in ["/d/styles", "/d/page"] {
        let page = pages.open(path).await.is(200);
        assert!(
            page.attributes("img, iframe, object, video, audio", "src")
                .is_empty()
        );
        for link in page.attributes("article a", "href") {
            let leaves = link.contains(':');
            let is_known = ["http://", "https://", "mailto:"]
                .iter()
                .any(|scheme| link.starts_with(scheme));
            assert!(!leaves || is_known, "{link}");
        }
        let rel = page.attributes("article a[href*=':']", "rel");
        assert!(
            rel.iter().all(|rel| rel == "noopener noreferrer nofollow"),
            "{rel:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quote_is_marked_across_what_is_set_off() {
    let text = "# Lage\n\nDer **Umsatz** stieg 2023 um [vier *Prozent*](https://example.org). Der Gewinn sank.\n";
    let pages = Pages::of(&[("lage.md", text)]).await;
    let answer = pages
        .open("/ask?q=Wie+stieg+der+Umsatz+2023%3F")
        .await
        .is(200);
    let href = answer.attributes("a.place", "href").remove(0);
    let place = pages.open(&super::followed(&href)).await.is(200);
    let marked = place.html().select("mark.answer").text().to_string();
    assert_eq!(
        super::folded(&marked),
        "Der Umsatz stieg 2023 um vier Prozent."
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_stand_before_what_they_mean() {
    let html = "<title>Terms</title><main><h1>Terms</h1><p>In these rules:</p><dl>\
        <dt>Berm</dt><dd>A step in the <em>inner</em> slope.<ul><li>three metres</li></ul></dd>\
        <dt>Sluice:</dt><dd>What opens with the ebb.</dd><dt>Levy</dt></dl></main>";
    let markdown = "# Begriffe\n\nKolk\n: Eine Auswaschung.\n\nSiel\n: Ein Durchlass.\n";
    let pages = Pages::of(&[("terms.html", html), ("begriffe.md", markdown)]).await;
    insta::assert_snapshot!(paragraphs(&pages, "/d/terms").await, @r#"
    <p>In these rules:</p>
    <dl><dt>Berm<span class="unseen">: </span></dt><dd>A step in the <em>inner</em> slope.<ul><li>three metres</li></ul></dd><dt>Sluice:</dt><dd> What opens with the ebb.</dd><dt>Levy</dt><dd></dd></dl>
    "#);
    insta::assert_snapshot!(paragraphs(&pages, "/d/begriffe").await, @r#"<dl><dt>Kolk<span class="unseen">: </span></dt><dd>Eine Auswaschung.</dd><dt>Siel<span class="unseen">: </span></dt><dd>Ein Durchlass.</dd></dl>"#);
    let page = pages.open("/ask?q=What+is+a+berm%3F").await.is(200);
    let quote = page.html().select("blockquote").first().text().to_string();
    assert!(
        quote.contains("Berm: A step in the inner slope."),
        "{quote}"
    );
    assert!(!quote.contains("• Berm"), "{quote}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_at_the_end_of_a_section_stays_there() {
    let markdown = "# A\n\n## First\n\nText.\n\n![A red crane](crane.png)\n\n## Second\n\nMore.\n\n![A boat](boat.png)\n";
    let html = "<title>A</title><main><h1>A</h1><h2>First</h2><p>Text.</p><p><img src=crane.png alt='A red crane'></p>\
        <h2>Second</h2><p>More.</p><img src=boat.png alt='A boat'></main>";
    for (name, text) in [("a.md", markdown), ("a.html", html)] {
        let pages = Pages::of(&[(name, text)]).await;
        let shown = paragraphs(&pages, "/d/a").await;
        let places = ["Text.", "A red crane", "More.", "A boat"].map(|words| shown.find(words));
        assert!(
            places.iter().all(Option::is_some) && places.is_sorted(),
            "{name}: {shown}"
        );
    }
}

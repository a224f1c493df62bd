//! A document whose author would like to do more than be read.

use super::Pages;

const HOSTILE: &str = "---\ntitle: \"</title><script>alert(1)</script> \u{202e}evil\"\nlanguage: en\n\
source_url: \"javascript:alert(2)\"\nlicence: \"\\\" onmouseover=\\\"alert(3)\"\n---\n\n\
# \"><img src=x onerror=alert(4)>\n\nThe answer is `<script>alert(5)</script>` and \
[a link](javascript:alert(6)).[^1] \u{202e}This runs the other way.\n\n\
| <b onclick=alert(7)> | \u{2066}x |\n|---|---|\n| <style>*{display:none}</style> | ' onx=' |\n\n\
```\n</code></pre><script>alert(8)</script>\n```\n\n[^1]: </li></ul><script>alert(9)</script>\n";

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_document_is_only_text() {
    let name = "bad/<script>alert(0)<_script>.md";
    let pages = Pages::of(&[
        (name, HOSTILE),
        ("good.md", "# Good\n\nThe answer is here.\n"),
    ])
    .await;
    let snapshot = pages
        .service
        .live_index
        .snapshot(&fundstelle::app::Audience::operator())
        .unwrap();
    let id = snapshot
        .entries()
        .iter()
        .find(|entry| entry.id.as_str() != "good")
        .unwrap();
    let path = format!("/d/{}", super::encoded(id.id.as_str()).replace("%2F", "/"));
    for path in [
        "/",
        &path,
        "/ask?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/ask?q=What+is+the+answer%3F",
        "/ask?q=%C2%A7+1",
        "/verify?quote=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/ask?q=x&document=%22%3E%3Cscript%3E",
        "/d/%3Cscript%3E",
    ] {
        let page = pages.open(path).await;
        let html = page.html();
        let scripts = page.attributes("script", "src");
        assert_eq!(html.select("script").length(), 1, "{path}\n{}", page.body);
        assert!(scripts[0].contains("static/reader."), "{path}");
        assert_eq!(
            html.select("style, img, iframe, object, base, meta[http-equiv]")
                .length(),
            0
        );
        for node in html.select("*").nodes() {
            for attribute in node.attrs() {
                let name = attribute.name.local.to_string();
                assert!(!name.starts_with("on") && name != "style", "{path}: {name}");
            }
        }
        for href in page.attributes("[href], [src], [action], [cite]", "href") {
            assert!(!href.contains("javascript"), "{path}: {href}");
        }
        let title = page.texts("title").join("");
        assert!(!title.contains('\u{202e}'), "{path}: {title}");
    }
    let page = pages.open(&path).await.is(200);
    let text = page.texts("article").join("");
    for words in [
        "<script>alert(5)</script>",
        "</code></pre><script>alert(8)</script>",
    ] {
        assert!(text.contains(words), "{text}");
    }
}

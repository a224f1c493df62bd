//! docs/formats.md: what is understood in each format, shown by what the program does with it.

use std::{fmt::Write as _, fs, path::Path};

use crate::program::Program;

const OPENING: &str = "\
# Formats

<!-- Made from tests/it/formats_page.rs by `cargo test --test it formats_page`. Do not edit. -->

Markdown (`.md`, `.markdown`), HTML (`.html`, `.htm`), plain text (`.txt`), PDF (`.pdf`), DOCX (`.docx`) and EPUB (`.epub`) are
read. Each example below is a file, and behind it what the program says when it is asked for all of its paragraphs, and what
`check` sets apart. A quote is always the file's own words; numbers and bullets stand before it as a reader of the page sees them.
";

/// Files, each by its name and what stands in it.
type Files = &'static [(&'static str, &'static str)];

/// What is understood: a title, a word about it, and files with it.
const CASES: [(&str, &str, Files); 12] = [
    (
        "Sections and their numbers",
        "A number that the source prints is kept: after a sign or a word in eight languages, or where the headings \
         beside it count on. So is that of a title, where a manual is cut into pages. A heading without a number is \
         named by its title. One that only says what a box is, `Note`, begins no section. Short paragraphs in bold type above \
         others are headings, if there are two at least.",
        &[
            (
                "a.md",
                "# Charter\n\n## § 2a Members\n\n(1) All may join.\n\n(2) None must.\n\n### Leaving\n\nWrite to us.\n",
            ),
            (
                "a.html",
                "<title>Act</title><main><h1>Act</h1><h2>Article 3. Fees</h2><p>The fee for a berth is ten crowns.</p></main>",
            ),
            (
                "a.txt",
                "I. Aims\n\nWe keep the pier.\n\nII. Actions\n\nAll of it is painted.\n",
            ),
            (
                "b.md",
                "# Rules\n\n**Article 5**\n\nBoats stay dry.\n\n**Article 6**\n\nGuests row free.\n",
            ),
            (
                "b.html",
                "<title>5.4. Dues</title><main><h1>5.4. Dues</h1><p>The fee for a berth is ten crowns.</p>\
                 <div class=note><h3>Note</h3><p>Children pay nothing.</p></div></main>",
            ),
        ],
    ),
    (
        "Sections without numbers",
        "Where a document numbers nothing, sections are counted, and shown so.",
        &[(
            "a.md",
            "# Guide\n\n## Tides\n\nTwice a day.\n\n## Winds\n\nFrom the west.\n",
        )],
    ),
    (
        "Lists",
        "Items keep their numbers and stand in each other; they are quoted with the sentence that opens the list.",
        &[
            (
                "a.md",
                "Bring:\n\n7. a rope\n8. tools:\n   - a knife\n   - a file\n",
            ),
            (
                "a.html",
                "<main><p>Bring:</p><ol type=a start=4><li>a rope<li>a knife</ol></main>",
            ),
            ("a.txt", "Bring:\n\n  - a rope\n  - a knife\n"),
        ],
    ),
    (
        "Tables",
        "A row is read with the head of the table, which may be several rows. Empty and spanning cells keep their columns.",
        &[
            (
                "a.md",
                "| Boat | Fee |\n|---|---|\n| Dinghy | 10 |\n| Yacht | 40 |\n",
            ),
            (
                "a.html",
                "<main><table><tr><th>Boat<th>Size<th>Fee</tr><tr><td rowspan=2>Yacht<td>small<td>30</tr>\
                 <tr><td>large<td>40</tr></table></main>",
            ),
        ],
    ),
    (
        "Definitions",
        "A term stands with what it means.",
        &[
            ("a.md", "Berth\n: a place for a boat\n"),
            (
                "a.html",
                "<main><dl><dt>Berth<dd>a place for a boat</dl></main>",
            ),
            (
                "b.html",
                "<main><dl><dt>Berth<dd><p>A place for a boat.</p><p>It has a ring.</p></dl></main>",
            ),
        ],
    ),
    (
        "Code",
        "Lines and spaces are kept in the reader.",
        &[("a.md", "Run it:\n\n```sh\ntide --port 80\n```\n")],
    ),
    (
        "Footnotes",
        "Marks hang on their sentence; the text of a note is found under its number.",
        &[
            ("a.md", "The pier is old.[^1]\n\n[^1]: Built in 1901.\n"),
            (
                "a.html",
                "<main><p>The pier is old.<sup><a href=\"#n1\" id=r1>1</a></sup></p><ol class=footnotes>\
                 <li id=n1>Built in 1901. <a href=\"#r1\">↩</a></ol></main>",
            ),
        ],
    ),
    (
        "Struck-out text",
        "It is shown struck in the reader, and never quoted.",
        &[
            ("a.md", "The fee is ~~ten~~ twelve crowns.\n"),
            (
                "a.html",
                "<main><p>The fee is <del>ten</del> twelve crowns.</p></main>",
            ),
        ],
    ),
    (
        "Raised and lowered numbers",
        "They are read as such, and found as they are typed.",
        &[
            ("a.md", "10^6^ boats and CO~2~.\n"),
            (
                "a.html",
                "<main><p>10<sup>6</sup> boats and CO<sub>2</sub>.</p></main>",
            ),
        ],
    ),
    (
        "What is no text",
        "Navigation, notices, scripts, short-codes, comments and the marks of admonitions are set apart, and named by `check`.",
        &[
            (
                "a.md",
                "> [!NOTE]\n> Mind the gap.\n\n{{< toc >}}\n\n<!-- draft -->\n\nGo on.\n",
            ),
            (
                "a.html",
                "<nav><a href=/>Home</a> <a href=/all>All pages</a></nav><main><p>The harbour office is open from nine to four, and on Saturdays until noon. Boats are entered at the desk.</p></main>",
            ),
        ],
    ),
    (
        "Pages of plain text",
        "Running heads and numbers of pages are set apart; a title between rules, underlined or in capitals is a heading.",
        &[(
            "a.txt",
            "====================\nITEM 1 - FEES\n====================\n\nThey rise.\n\n          Page 1/2\n\nThey fall.\n\n          Page 2/2\n",
        )],
    ),
    (
        "Raw HTML in Markdown",
        "It is read as the page would show it.",
        &[(
            "a.md",
            "<details><summary>When?</summary>\n\nAt noon.\n\n</details>\n",
        )],
    ),
];

fn page() -> String {
    let mut page = OPENING.to_owned();
    for (title, about, files) in CASES {
        write!(page, "\n## {title}\n\n{about}\n").unwrap();
        for (name, source) in files {
            let ending = Path::new(name).extension().unwrap().to_str().unwrap();
            let program = Program::with(&[(name, source)]);
            let said = program.run(&["ask", "¶ 1–9"]).stdout;
            let check = program.run(&["check"]).stdout;
            let apart: Vec<&str> = check
                .lines()
                .filter(|line| line.contains("set apart"))
                .collect();
            // Fewer paragraphs are there than were asked for.
            let said = said.split("\n\nNot there").next().unwrap().trim_end();
            write!(
                page,
                "\n~~~{ending}\n{}\n~~~\n\n~~~text\n{said}\n",
                source.trim_end()
            )
            .unwrap();
            if !apart.is_empty() {
                write!(page, "\n{}\n", apart.join("\n")).unwrap();
            }
            page.push_str("~~~\n");
        }
    }
    page.push_str(&pdf());
    page.push_str(&made(
        DOCX,
        "rules.docx",
        &crate::docx::report().bytes(),
        "¶ 1–9",
    ));
    page.push_str(&made(
        EPUB,
        "rules.epub",
        &crate::epub::paged().bytes(),
        "pages 12–14",
    ));
    page
}

const PDF: &str = "
## PDF

Text is read as it runs: lines are joined, hyphens of line ends go, ligatures are read letter by letter, and a paragraph
goes on over columns and pages. Headings are known by the outline of the file, by its tags, or by their type, and keep their
printed numbers. Lists, footnotes and notes at the end are joined to what they belong to. A table is read row by row where its
cells stand below each other; one without such cells, or with a head of several rows, is read as its lines come. Places name
the page as it is printed, by the labels of the file or the numbers on its pages.

Set apart, and named by `check`: running heads and feet, tables of contents, the words of drawings, what is written at an angle
or is not to be seen. Named page by page, and not read: scans without text, pages whose letters the file does not name, and
what is written from right to left or from top to bottom. Text that a machine read from a picture, and letters that are not
those that the page shows, are read, and every place there says so: `p. 3 (machine-read)`, `p. 3 (uncertain)`. Formulas are
read as their signs stand, which is rarely as they are spoken. What is written into a form or on top of a page is not read.

`ask --image` shows the page itself, with the quote marked ([commands.md](commands.md)), and so do the reader's pages. There, what is
written into a form or on top of a page is shown. Letters of a font that the file does not bring along are missing in the picture if
they are Chinese, Japanese or Korean.

Three pages with a head and printed numbers from 7 on; the first paragraph goes on over the end of page 7:
";

const DOCX: &str = "
## DOCX

Headings are known by their styles, whatever the language in which these are named, by styles that are based on them, and by
their outline level; where there are none, short bold paragraphs are headings, which `check` says. The numbers of headings, items
and notes are counted as a word processor counts them. Lists nest, go on behind other paragraphs, and hold several of them.
Tables keep merged cells; one of a single column, or with headings in it, only sets out the page. Footnotes and endnotes are
numbered in order of appearance, endnotes behind footnotes. Tracked changes are read as if they were accepted. Text boxes come
behind their paragraph, fields are read as they were last shown, formulas as their signs stand. There are no pages: they depend on
the program that lays them out.

Set apart, and named by `check`: running heads and feet, tables of contents, comments, hidden and struck-out text, words in
drawings and charts. Not read: the figures of charts, what is embedded (spreadsheets, sounds), and signs of fonts that do not say which character they are.

A title, numbered headings, a fee that was changed from ten to twelve, a note, a list and a table:
";

const EPUB: &str = "
## EPUB

The files are read in the order of the spine, as web pages are. Headings have the levels of the table of contents; a paragraph
that it names is a heading. Notes are joined to their marks over files. Printed pages are named where the book says where they
begin (`epub:type=\"pagebreak\"`, the list of pages, in the older navigation too). Tables of contents are set apart. What a style
sheet strikes out, hides or raises by a class is read so. A book that is protected against copying, or whose layout is fixed, is
refused.

Two files, of which the first has the beginnings of the printed pages 12 and 13, and the second that of 14:
";

fn pdf() -> String {
    made(
        PDF,
        "report.pdf",
        &crate::pdf::report().bytes(),
        "pages 7–9",
    )
}

/// What the program says of a file that was made.
fn made(about: &str, name: &str, bytes: &[u8], question: &str) -> String {
    let program = Program::with(&[]);
    program.write(name, bytes);
    let said = program.run(&["ask", question]).stdout;
    let said = said.split("\n\nNot there").next().unwrap();
    let check = program.run(&["check"]).stdout;
    format!(
        "{about}\n~~~text\n{}\n\n{}\n~~~\n",
        said.trim_end(),
        check.trim_end()
    )
}

#[test]
fn the_page_shows_what_is_understood() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = page();
    let before = fs::read_to_string(&path).unwrap_or_default();
    if before != page {
        fs::write(&path, &page).unwrap();
        panic!("docs/formats.md was not what the program does; it has been made anew: read it");
    }
}

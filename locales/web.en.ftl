# What readers of the web pages read beyond `en.ftl`, in English.

## On every page

skip = Skip to content
nav = Main
nav-documents = Documents
nav-ask = Ask
nav-verify = Check a quote
own-name = English
reader-privacy = These pages load nothing from other servers, store no questions and track nobody. Every quote is in the documents word for word; what the documents do not say, these pages do not say either.

## The form that asks

ask-label = Ask a question or name a place
ask-hint = Use your own words, or name a place such as §{"\u00A0"}2.3, ¶{"\u00A0"}12 or fn.{"\u00A0"}17.
ask-document = Document
ask-all = All documents
ask-button = Ask
ask-title = Ask the documents
only-here = Only “{ $document }” was searched.
ask-all-instead = Search all documents
suggestions-label = Suggestions
suggestions-count = { $count ->
    [0] No suggestions
    [one] One suggestion
   *[other] { $count } suggestions
}

## The first page

home-title = Answers in the documents’ own words
home-lead = Ask a question and read what the documents say about it, word for word and with the exact place. If they say nothing about it, you are told so.
home-examples = For example
home-documents = { $count ->
    [one] The document
   *[other] { $count } documents
}
words = { $count ->
    [one] one word
   *[other] { $number } words
}
sections = { $count ->
    [0] no sections
    [one] one section
   *[other] { $count } sections
}
minutes-ago = { $count ->
    [0] Index built just now
    [one] Index built a minute ago
   *[other] Index built { $count } minutes ago
}
hours-ago = { $count ->
    [one] Index built an hour ago
   *[other] Index built { $count } hours ago
}
days-ago = { $count ->
    [one] Index built yesterday
   *[other] Index built { $count } days ago
}

## A document

contents = Contents
back-to-answer = Back to the answer
pager = Pages
pager-below = Pages, below
pager-previous = ← Previous
pager-next = Next →
source = Source:
retrieved = retrieved on { $date }
licence = Licence:
derived = ≈ marks what the source itself does not have: numbers that were counted, and sections and paragraphs that were derived from the text.
going-on = (continued)
apart = Not part of the text, and not searched
gap = Text is missing from the source here
page = page { $label }
page-in-file = page { $number } of the file
page-of-quote = To the quote, { $page }
page-by-count = No page is printed as page { $page }. This is page { $page } of the file.
page-first-of-several = Several pages are printed as page { $page }. This is the first of them.
pages-near = Pages nearby
show-page = Show page
page-text = Text
page-larger = Larger
page-smaller = Smaller
page-picture = Picture of { $page }
page-picture-marked = Picture of { $page }, with this marked: { $quote }
footnote = Footnote { $number }
footnotes = Footnotes
footnote-back = Back to the text
picture = Picture
table = Table
table-wide = Scroll sideways to see the whole table.
empty = Nothing in this document could be read.
place-unknown = The place this link leads to is no longer here by that name. Look for it in the document below.
changed-since = The document has changed since it was quoted. This is the current text.

## Answers

context-before = Show the text before
context-after = Show the text after
copy-citation = Copy citation
citation-label = Citation with link
copied = Copied.
other-places = Other places
also = Nearly the same text:
place-more-here = { $count ->
    [one] One more document has this place. Choose a document to see it there.
   *[other] { $count } more documents have this place. Choose a document to see it there.
}

## Quotes

verify-title = Check a quote
verify-lead = Paste a quote to see whether it is in the documents word for word, and where. Footnote marks, spacing, the style of quotation marks and the number before an item of a list make no difference.
verify-label = Quote
verify-button = Check
verify-nearly-here = Almost, but not word for word.
verify-legend = Struck through: only in your quote. Underlined: only in the document.
verify-stands = In the document

## Editions

diff-title = Compare editions
diff-lead = What changed from one edition of a document to another: in a section word by word, or else a list of all sections that changed. Spacing and the style of quotation marks make no difference.
diff-place = Section: § 2.3, or its heading (for its words)
diff-from = Older edition (if not the one before)
diff-to = Newer edition (if not the newest)
diff-button = Compare
diff-marks = Struck through: only in the older edition. Underlined: only in the newer edition.

## When there is nothing to show

no-document = Document not found
no-such-document-here = There is no document “{ $name }” here. It may have been renamed or removed.
near-documents = Did you mean one of these?
no-page = Page not found
no-page-text = The address may be out of date or mistyped. Try asking for what you were looking for.
building = The index is still being built
building-text = The documents are being read. This takes seconds for a report and minutes for a library. It does not mean that the answer is not in them.
unreadable = The documents cannot be read right now
unreadable-text = This does not mean that the answer is not in them.
many-ask = Too many questions right now
many-ask-text = Please try again in a few seconds.
failed = Something went wrong
again = Try again

## Refusals, and the access token

refused-method = This address can only be read
refused-size = The request is too large
refused-name = This site does not answer to that name
refused-name-text = Whoever runs it can allow the name with the setting web.url.
refused-pace = Too many requests
refused-pace-text = Please wait a minute and try again.
refused-time = This took too long
refused-other = The request was refused
access-title = Enter the access token
access-label = Access token
access-button = Continue
access-wrong = That is not the access token.

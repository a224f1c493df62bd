# What readers of the web pages read beyond `en.ftl`, in English.

## On every page

skip = Skip to content
nav = Main
nav-documents = Documents
nav-ask = Ask
nav-verify = Check a quote
own-name = English
reader-privacy = These pages load nothing from other servers, keep no questions and count nobody. What you read stands in the documents word for word; where they do not say it, neither do these pages.

## The form that asks

ask-label = Ask a question, or name a place
ask-hint = In your own words, in German or English; or a place such as §{"\u00A0"}2.3, ¶{"\u00A0"}12, fn.{"\u00A0"}17.
ask-document = Document
ask-all = all documents
ask-button = Ask
ask-title = Ask the documents
only-here = Only “{ $document }” was asked.
ask-all-instead = Ask all documents
suggestions-label = Suggestions
suggestions-count = { $count ->
    [0] No suggestions
    [one] One suggestion
   *[other] { $count } suggestions
}

## The first page

home-title = The documents, word for word
home-lead = Ask in your own words. The answer is a quote with the exact place where it stands, or the plain word that the documents do not say this.
home-documents = { $count ->
    [one] The document
   *[other] { $count } documents
}
sections = { $count ->
    [0] no sections
    [one] one section
   *[other] { $count } sections
}
paragraphs = { $count ->
    [one] one paragraph
   *[other] { $count } paragraphs
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
    [one] Index built a day ago
   *[other] Index built { $count } days ago
}

## A document

contents = Contents
pager = Pages
pager-previous = ← Previous
pager-next = Next →
source = Source:
licence = Licence:
derived = ≈ marks sections and paragraphs that the source does not have: the program derived them from the text, and named them by its words.
going-on = (continued)
apart = Set apart: not part of the text, and not searched
gap = The source has lost text here
page = page { $label }
footnote = Footnote { $number }
footnotes = Footnotes
footnote-back = Back to the text
empty = Nothing could be read in this document.
changed-since = The document has changed since this was quoted. This is what it says now.

## Answers

other-places = Other places
also = Nearly the same stands in:
near-headings-here = The nearest headings
place-more-here = { $count ->
    [one] One more document has such a place. Choose a document to see it there.
   *[other] { $count } more documents have such a place. Choose a document to see it there.
}

## Quotes

verify-title = Check a quote
verify-lead = Paste what somebody quoted. You see whether it stands in the documents word for word, and where; footnote marks, white space and the shape of quotation marks make no difference.
verify-label = The words to look for
verify-button = Check
verify-nearly-here = Nearly, but not word for word.
verify-legend = Struck out is what only the given words have, underlined what only the document has.
verify-stands = As it stands in the document

## When there is nothing to show

no-document = There is no such document
no-such-document-here = “{ $name }” is not among the documents. It may have been renamed or removed.
near-documents = Did you mean one of these?
no-page = There is no such page
no-page-text = The address may be old or mistyped. Ask for what you were looking for.
building = The index is being built
building-text = The documents are being read. This takes seconds for a report and minutes for a library; it does not mean that they do not say it.
unreadable = The documents cannot be read just now
unreadable-text = This does not mean that they do not say it.
many-ask = Many are asking just now
many-ask-text = Ask again in a few seconds.
failed = Something failed
again = Try again

## The door

refused-method = This address is only there to be read
refused-size = That was too much at once
refused-name = Nothing is read here under this name
refused-name-text = Whoever runs this can allow the name by the setting web.url.
refused-pace = Too many requests
refused-pace-text = Please wait a minute.
refused-time = It took too long
refused-other = The request was refused
access-title = Who reads here must know the access token
access-label = Access token
access-button = Go on
access-wrong = This is not the access token.

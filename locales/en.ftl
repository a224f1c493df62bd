# What users of the Discord bot read, in English. Every key stands in each file of this folder.

## Commands: names as they are typed, descriptions as Discord lists them.

command-ask = ask
    .description = Ask the report, or show a place in it
    .question = question
    .question-description = A question, or a place: § 2.3, ¶ 12, fn. 17
    .document = document
    .document-description = Only this document
    .private = private
    .private-description = Only you see the answer

command-find = Find in the report
command-check_quote = Check this quote

command-verify = verify
    .description = Say whether a quote is in the report word for word
    .quote = quote
    .quote-description = The words to look for
    .document = document
    .document-description = Only in this document
    .private = private
    .private-description = Only you see the answer

command-outline = outline
    .description = Show the sections of a document
    .document = document
    .document-description = Which document
    .private = private
    .private-description = Only you see the answer

command-settings = settings
    .description = What holds in this server: channels, privacy, document, language, gap reports
    .document = document
    .document-description = Ask this document where none is named

command-gaps = gaps
    .description = Show the questions that the documents do not answer

command-stats = stats
    .description = Show how many questions were asked here, and what became of them

command-forget_me = forget_me
    .description = Delete what is kept about you

command-documents = documents
    .description = List the documents that can be asked

command-help = help
    .description = How to ask, and what the buttons do

command-about = about
    .description = What this bot is, and what it keeps

## Quotes

verify-verbatim = Word for word.
verify-nearly = Nearly, but not word for word. Struck out is what only the given words have, bold what only the document has.
verify-not-found = Not found in the documents.

## Outlines

outline-open = Open a section
outline-none = It has no sections.
outline-more = { $count ->
    [one] and one more section
   *[other] and { $count } more sections
}
which-document = Name one of these with the option “document”:

## The bot itself

documents-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
help =
    • **/ask** answers a question with the report's own words and the place where they stand, or shows a place: § 2.3, ¶ 12, fn. 17.
    • **/verify** says whether a quote is in the report word for word.
    • **/outline** shows the sections of a document, and opens one.
    • **/documents** lists what can be asked.
    • Mention me with a question, and I reply. Edit your question, and the answer follows; delete it, and the answer goes.
    • Ask on, with the button or in the conversation: I take “and Japan?” in the light of the last question, and say so.
    • In the menu of a message, under Apps: **Find in the report** and **Check this quote**.
    • The buttons below an answer show the whole section, its neighbours and the other places. Only whoever asked changes an answer; anybody else gets a copy.
    • 👍 and 👎 say whether an answer helped. **/forget_me** deletes what is kept about you.
    • **/about** says what this bot is and what it keeps; **/help** shows this.
    • For those who manage the server: **/settings**, **/gaps** and **/stats**.
about =
    Fundstelle { $version } quotes documents word for word, and says where the words stand. It writes nothing of its own; what the documents do not say, it does not say.
    { $documents ->
        [one] One document is served
       *[other] { $documents } documents are served
    } (index { $generation }).
about-built = The index was built { $when }.
about-bad-files =
    { $count ->
        [one] One file cannot be read; if it could be read before, it is quoted as it was then.
       *[other] { $count } files cannot be read; those that could be read before are quoted as they were then.
    }
about-stale = The documents cannot be brought up to date at the moment; they are quoted as they were last.
privacy = It reads no messages but those that mention it or are handed to it, and sends nothing to anybody but Discord. On a server it counts answered and refused questions, without users and texts. A vote, and a question that is kept for want of an answer, stand with your user id, for a year at most. /forget_me deletes what is kept about you.
privacy-here = This server keeps of questions without an answer: { $kept }.

## Answers

answer-near = This comes near, but it may not be the answer.
answer-not-found = The report does not say this.
answer-no-such-place = There is no such place.
scope = around { $place }, after: { $question }
near-headings = Nearest headings:
also-at = also: { $places }
quoted-in = quoted in { $language }
page-of = page { $page } of { $pages }
place-more = { $count ->
    [one] One more document has such a place; name it with the option “document”.
   *[other] { $count } more documents have such a place; name one with the option “document”.
}
only-this = only this document was asked
only = only “{ $document }” was asked
section-empty = Nothing stands in this section.

language-de = German
language-en = English
language-fr = French
language-es = Spanish
language-it = Italian
language-nl = Dutch
language-pl = Polish
language-pt = Portuguese
language-other = another language

## Buttons

button-section = Full section
button-document = Full text
button-others = Other places ({ $count })
button-quote = Quote
button-follow-up = Follow-up
button-alone = Ask without the context
button-share = Share
button-open = Open
shared-by = Shared by { $name }:
button-page-previous = ◀ Page
button-page-next = Page ▶

## Forms

follow-up = Follow-up
follow-up-label = What else would you like to know?
follow-up-example = and Japan? · when was that?

## Notices

not-ready = The index is still being built. Ask again in a moment.
not-available = The documents cannot be read just now. This does not mean that the report does not say it.
busy = Many are asking just now. Ask again in a few seconds.
incident = Something failed, and it is not your fault. It was logged as { $id }.
contact = Tell { $contact }.
cooldown = { $seconds ->
    [one] That was a lot of questions. Ask again in a second.
   *[other] That was a lot of questions. Ask again in { $seconds } seconds.
}
nothing-asked = There was no question. Ask something, or name a place such as § 2.3.
no-such-document = There is no document “{ $name }”. These are there:
unknown-button = This button is of another version of the bot. Ask again.
not-yours = Only whoever asked, or a moderator, can take this answer away.
changed-meanwhile = The document has changed meanwhile. Choose again.
superseded = The document has changed since; this is what it says now.
superseded-gone = The document is no longer there under that name; this is how things stand now.

## Settings of a server

settings = Settings of this server
settings-channels = Where I answer:
settings-all-channels = in all channels
settings-pick-channels = Channels (none: all)
settings-private = Who sees an answer:
settings-for-asker = only the asker, unless they say otherwise
settings-for-all = everybody, unless the asker says otherwise
settings-make-private = Answer privately
settings-make-public = Answer for all to see
settings-document = Where no document is named:
settings-all-documents = all documents
settings-lost-document = “{ $name }”, which is no longer there; all documents
settings-pick-document = Document
settings-language = Language:
settings-own-language = that of each reader
settings-pick-language = Language
settings-form = Form:
settings-embeds = embeds
settings-text = text with block quotes
settings-make-embeds = Answer as embeds
settings-make-text = Answer as text
settings-gaps = Kept of questions without an answer:
settings-gaps-off = nothing
settings-gaps-counts = how often one was reported
settings-gaps-reported = the text, where the asker reports it
settings-gaps-all = every one, for { $days } days
settings-pick-gaps = Questions without an answer
only-managers = Only those who manage this server can use this, and only in the server.
rules-unknown = What holds on this server cannot be read just now, so I answer only privately: ask with `/ask`.
not-kept = Settings, votes and reports cannot be kept just now. Questions are answered all the same.
closed = Questions are answered in { $channels } on this server. Ask me there, or write to me directly.

## Votes, gaps, numbers

button-report = Report a gap
vote-new = Thank you, that is noted. You can change it at any time.
vote-changed = Thank you, your vote is changed.
vote-same = That is what you said already.
vote-down = Other words, or the buttons for the other places, may find more.
gap-counted = Thank you. It is counted that an answer was missing; your question is not kept.
gap-reported = Thank you. Those who manage this server can read: “{ $question }”. /forget_me deletes it.
gap-not-yours = Only whoever asked can report the question.
gap-off = This server does not collect questions without an answer any more.
gap-kept = this question is kept for { $days } days, for those who manage this server; /forget_me deletes it
gap-times = { $count ->
    [one] asked once
   *[other] asked { $count } times
}
gaps = Questions without an answer
gaps-kept = Kept of questions without an answer: { $kept }.
gaps-counted = { $count ->
    [one] One was reported without its text.
   *[other] { $count } were reported without their text.
}
gaps-none = There are none.
stats = Questions on this server
stats-last = **Last { $days } days:** { $questions ->
    [one] one question
   *[other] { $questions } questions
}, { $answered } answered, { $refused } not in the documents
stats-all = **In all:** { $questions ->
    [one] one question
   *[other] { $questions } questions
}, { $answered } answered, { $refused } not in the documents
stats-votes = **Votes:** { $up } 👍, { $down } 👎
stats-gaps = **Without an answer:** { $kept } with their text, { $counted } counted (see /gaps)
stats-documents = **Answers by document:**
forgotten = Deleted: { $votes ->
    [one] one vote
   *[other] { $votes } votes
} and { $gaps ->
    [one] one question without an answer
   *[other] { $gaps } questions without an answer
}. Nothing else was kept about you.
forgotten-nothing = Nothing was kept about you.

## Replies of the bot's own, and what stands before quotes

own-greeting = Hello! I am Fundstelle. Ask me about { $documents ->
    [one] the report
   *[other] these { $documents } documents
}, and I quote what stands there and say where.
own-thanks = You are welcome. Ask on whenever you like.
own-help = Ask a question, type a heading, or name a place: I quote what stands there, word for word, and say where. I write nothing of my own about it.
own-identity = I am Fundstelle, a program that finds passages. I quote the documents that I was given, word for word, with the exact place. What they do not say, I do not say either.
own-nothing = I am here. Ask a question, type a heading, or name a place.
own-examples = You could ask:
about-summary = I quote, I do not summarise. This is the summary that the report gives of itself:
about-summary-near = I quote, I do not summarise. This is what the report puts first:
about-findings = This is where the report names its findings:
about-findings-near = No section of the report bears that name. This comes nearest to its findings:
about-recommendations = This is where the report makes its recommendations:
about-recommendations-near = No section of the report makes recommendations. This is what it says about them:
about-recommendations-none = No section of the report makes recommendations. These are its sections:
about-conclusion = This is where the report draws its conclusions:
about-conclusion-near = No section of the report bears that name. This comes nearest to its conclusions:
about-nothing = The report does not say this of itself.
about-author = “{ $title }”: { $author }.
about-author-here = This is what it says about its making:
about-published = “{ $title }”: { $published }.
about-length = “{ $title }” has { $has }.
about-outline = These are the sections of the report:
about-list = I quote, I do not make lists. Look in these sections; type a heading or a number to open one:
about-documents = { $count ->
    [one] I quote this document:
   *[other] I quote these { $count } documents:
}
about-which = There are { $count } documents. Name the one that you mean:
about-more = and { $count } more
mentions = Yes: “{ $name }” stands there { $count ->
    [one] once
   *[other] { $count } times
}, in { $places ->
    [one] one place
   *[other] { $places } places
}.
mentions-not = No: “{ $name }” stands nowhere in the documents.
mentions-at = Where it stands: { $places }
mentions-and-more = and { $count } more
place-missing = Not there: { $places }.
extent = “{ $title }” has { $has }.
extent-without-pages = “{ $title }” has no pages; it has { $has }.
extent-sections = sections { $first } to { $last }
extent-paragraphs = { $count ->
    [one] one paragraph
   *[other] { $count } paragraphs
}
extent-footnotes = footnotes { $first } to { $last }
extent-pages = pages { $first } to { $last }
count-sections = { $count ->
    [one] one section
   *[other] { $count } sections
}
count-footnotes = { $count ->
    [one] one footnote
   *[other] { $count } footnotes
}
count-pages = { $count ->
    [one] one page
   *[other] { $count } pages
}
count-words = { $count ->
    [one] one word
   *[other] { $count } words
}
count-none = nothing to read
list-and = { $list } and { $last }

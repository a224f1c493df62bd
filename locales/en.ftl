# What users of the Discord bot read, in English. Every key stands in each file of this folder.

## Commands: names as they are typed, descriptions as Discord lists them.

command-ask = ask
    .description = Ask the report a question, or show a place in it
    .question = question
    .question-description = A question, or a place: § 2.3, ¶ 12, fn. 17
    .document = document
    .document-description = Search this document only
    .private = private
    .private-description = Only you see the answer

command-find = Find in the report
command-check_quote = Check this quote

command-verify = verify
    .description = Check whether a quote is in the report word for word
    .quote = quote
    .quote-description = The wording to check
    .document = document
    .document-description = Search this document only
    .private = private
    .private-description = Only you see the answer

command-outline = outline
    .description = Show the sections of a document
    .document = document
    .document-description = Which document
    .private = private
    .private-description = Only you see the answer

command-diff = diff
    .description = Show what changed from one edition to the next: in a place word by word, or which sections
    .place = place
    .place-description = A section: § 2.3, or its heading; without it, all that changed is listed
    .document = document
    .document-description = Which document
    .from = from
    .from-description = The older edition; otherwise the one before the newer
    .to = to
    .to-description = The newer edition; otherwise the newest
    .private = private
    .private-description = Only you see the answer

command-settings = settings
    .description = Settings of this server: channels, privacy, document, language, what is stored
    .document = document
    .document-description = The document to ask when none is named

command-library = library
    .description = Documents of this server that only it sees
command-library-add = add
    .description = Add a document that only this server sees
    .file = file
    .file-description = A PDF, DOCX, EPUB, HTML, Markdown or text file
    .replace = replace
    .replace-description = Replace the document that has the same name
command-library-list = list
    .description = List the documents of this server
command-library-remove = remove
    .description = Remove a document of this server
    .document = document
    .document-description = The document to remove

command-gaps = gaps
    .description = Show the questions the documents do not answer

command-stats = stats
    .description = Show how many questions were asked and answered here

command-forget_me = forget_me
    .description = Delete everything stored about you

command-documents = documents
    .description = List the documents you can ask

command-help = help
    .description = Examples and a short guide

command-about = about
    .description = What this bot is, and what it stores

## Quotes

verify-verbatim = Word for word.
verify-nearly = Close, but not word for word. Struck through: only in the quote. Bold: only in the document.
verify-not-found = Not found in the documents.

## Outlines

outline-open = Open a section
outline-none = This document has no sections.
outline-more = { $count ->
    [one] and one more section
   *[other] and { $count } more sections
}
which-document = There are several documents. Choose one with the option “document”:

## Documents of a server

documents-add = Those who manage this server add some with **/library add**.
library-received = **{ $name }** is being fetched …
library-reading = **{ $name }** is being read …
library-indexing = **{ $name }** has been read and is being indexed …
library-indexing-some = **{ $name }** has been read and is being indexed ({ $done } of { $count }) …
library-added = You can now ask about **{ $name }** (“{ $title }”).
library-added-later = **{ $name }** (“{ $title }”) has been added. Indexing takes a little longer; then you can ask about it.
library-counts =
    { $size }, { $sections ->
        [one] one section
       *[other] { $sections } sections
    }, { $passages ->
        [one] one passage
       *[other] { $passages } passages
    } that questions can find.
library-findings = { $count ->
    [one] Something in it is odd:
   *[other] { $count } things in it are odd:
}
library-only-here =
    Only this server sees it. If it is removed, or if the bot leaves the server, it { $days ->
        [0] is deleted at once.
        [one] is kept for another day, then deleted.
       *[other] is kept for another { $days } days, then deleted.
    }
library-unreadable = **{ $name }** was not added: it cannot be read, or nothing in it can be quoted.
library-bad-name = A file called “{ $name }” cannot be kept. Rename it and try again.
library-bad-format = “{ $name }” is in no format that I read. I read { $endings }; export it to one of these.
library-too-large = “{ $name }” has { $size }; at most { $most } are allowed. Split it, or ask whoever runs the bot to raise the limit.
library-unfetched = “{ $name }” could not be fetched from Discord. Try again.
library-taken = There is already a document called “{ $name }”. To replace it, use **/library add** again with the option “replace”; otherwise rename the file.
library-beside = “{ $name }” is too much like “{ $other }”, which is already there. Rename the file, or remove the other document first.
library-too-many = { $most ->
    [one] “{ $name }” was not added: this server may keep one document. Remove it first with **/library remove**.
   *[other] “{ $name }” was not added: this server may keep { $most } documents. Remove one first with **/library remove**.
}
library-no-room = There is no room for “{ $name }”: the documents of this server take { $used } of { $most }. Remove one first with **/library remove**.
library-missing = This document is not there, or not any more. **/library list** shows those that are.
library-disk-full = “{ $name }” cannot be stored: the disk is full.
library-not-written = “{ $name }” cannot be stored.
library-only-one = Documents cannot be added here: whoever runs the bot has not switched this on, or only for a bot on a single server (`library.enabled`).
library-empty = This server has no documents of its own yet. **/library add** adds one.
library-not-yet = not in the index yet
library-entry = { $name }, { $size }, added { $when }
library-bounds =
    -# { $documents } of { $most-documents } documents, { $used } of { $most }; a file may have { $file }. Only this server sees them. What is removed { $days ->
        [0] is deleted at once.
        [one] can be put back for a day.
       *[other] can be put back for { $days } days.
    } If the bot leaves the server, all of them are deleted after that time.
library-removed = **{ $name }** has been removed and is no longer quoted. { $days ->
    [0] It is deleted at once.
    [one] It can be put back for a day.
   *[other] It can be put back for { $days } days.
}
library-removed-later = **{ $name }** has been removed and will no longer be quoted in a moment. { $days ->
    [0] It is deleted at once.
    [one] It can be put back for a day.
   *[other] It can be put back for { $days } days.
}
library-put-back = **{ $name }** is back. You can ask about it again.
library-put-back-later = **{ $name }** is back. You can ask about it again in a moment.
button-library-undo = Undo
button-library-remove = Remove it again
button-library-swap = Put the old one back
button-library-put-back = Put back { $name }

## The bot itself

documents-none = There are no documents that you can see here.
documents-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
welcome = Hello! I answer questions with word-for-word quotes from the documents I know, and name the exact place.
welcome-more = You can also mention me and write your question. **/help** shows more; if you manage this server, **/settings** sets where and how I answer and what is stored.
examples = **For example:**
example = • /ask { $question }
help =
    {"**"}How to ask**
    • **/ask** with a question or a place (§ 2.3, ¶ 12, fn. 17)
    • or mention me and write your question
    • Follow up with the button or a reply (“and Japan?”)

    {"**"}Also**
    • **/verify**: is a quote right, word for word?
    • **/outline**: the sections of a document
    • **/diff**: what changed from one edition to the next
    • **/documents**: which documents there are
    • In a message’s menu, under Apps: **Find in the report**, **Check this quote**
    • **/forget_me**: deletes what is stored about you
    • **/about**: what I am and what I store; **/help**: this

    If you manage the server: **/settings**, **/library**, **/gaps**, **/stats**
about =
    Fundstelle { $version } answers questions with word-for-word quotes from documents, and names the exact place. The bot adds nothing of its own: what the documents do not say, it does not say.
    { $documents ->
        [one] There is one document
       *[other] There are { $documents } documents
    } at the moment (index { $generation }).
about-built = The index was built { $when }.
about-bad-files =
    { $count ->
        [one] One file cannot be read; if there was a readable version, that one is quoted.
       *[other] { $count } files cannot be read; where there were readable versions, those are quoted.
    }
about-reading =
    { $count ->
        [one] One file is still being read.
       *[other] { $count } files are still being read.
    }
still-building = The index is still being built; until it is ready, answers are found only by the words of the question.
still-building-for =
    { $minutes ->
        [one] It takes about one more minute.
       *[other] It takes about { $minutes } more minutes.
    }
about-stale = The documents cannot be updated at the moment; the last version is quoted.
privacy = The bot reads only messages that mention it, are sent to it directly, or are handed to it from a message’s menu, and passes nothing on to anyone but Discord. On servers it counts answered and unanswered questions, without names and without text. Your votes and your stored questions without an answer are linked to your Discord ID, for a year at most. /forget_me deletes them at once. Documents that a server adds for itself are stored on the machine the bot runs on; only that server sees them.
privacy-here = Questions without an answer on this server: { $kept }.

## Answers

answer-near = This comes near, but it may not be the answer.
answer-not-found = The report does not say this.
answer-not-found-yet = Not found yet: the index is still being built, and until it is ready, answers are found only by the words of the question. Try again later.
answer-no-such-place = There is no such place.
scope = follow-up on { $place }, after: { $question }
near-headings = Closest headings
near-sections = Sections beside it
also-at = also: { $places }
quoted-in = quoted in { $language }
in-language = In { $language }
at-page = p. { $page }
at-footnotes = fn. { $numbers }
page-of = page { $page } of { $pages }
place-more = { $count ->
    [one] One more document has this place; choose it with the option “document”.
   *[other] { $count } more documents have this place; choose one with the option “document”.
}
only-this = searched this document only
only = searched “{ $document }” only
section-empty = This section is empty.

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
button-page = Show page
button-others = Other places ({ $count })
button-quote = Quote
button-follow-up = Follow-up
button-alone = Ask without context
button-share = Share
button-open = Open
button-newer = Newer edition
shared-by = Shared by { $name }:
button-page-previous = ◀ Page
button-page-next = Page ▶

## Forms

follow-up = Follow-up
follow-up-label = What else would you like to know?
follow-up-example = and Japan? · when was that?

## Notices

not-ready = The index is still being built. Try again in a moment.
not-available = The documents cannot be read right now. That does not mean the report has no answer.
busy = A lot of people are asking right now. Try again in a few seconds.
no-picture = The page cannot be shown as a picture. The quote and its place stand as they are.
incident = Something went wrong, and it is not your fault. The error is logged as { $id }.
contact = Please report it to { $contact }.
cooldown = { $seconds ->
    [one] That was a lot of questions. Ask again in a second.
   *[other] That was a lot of questions. Ask again in { $seconds } seconds.
}
nothing-asked = There was no question. Ask something, or name a place such as § 2.3.
no-such-document = There is no document “{ $name }”. You can choose from:
unknown-button = This button comes from another version of the bot. Please ask again.
not-yours = Only the person who asked, or a moderator, can remove this answer.
changed-meanwhile = The document has changed in the meantime. Please choose again.
not-shared = This answer was found in documents that not everyone in this channel may be able to see, so it cannot be shared.
superseded = The document has changed since then; this is what it says now.
superseded-gone = There is no document by that name any more; this is how things stand now.

## Settings of a server

settings = Settings of this server
settings-channels = Where I answer:
settings-all-channels = in all channels
settings-pick-channels = Channels (none: all)
settings-private = Who sees answers:
settings-for-asker = only the person asking, unless they choose otherwise
settings-for-all = everyone in the channel, unless the person asking chooses otherwise
settings-make-private = Answer privately
settings-make-public = Answer publicly
settings-document = If no document is named:
settings-all-documents = all documents
settings-lost-document = “{ $name }” (no longer there, so all documents)
settings-pick-document = Document
settings-language = Language:
settings-own-language = that of the person asking
settings-pick-language = Language
settings-form = Display:
settings-embeds = embeds
settings-text = text with block quotes
settings-make-embeds = Answer as embeds
settings-make-text = Answer as text
settings-pictures = Page of a quote as a picture:
settings-pictures-off = never
settings-pictures-request = at the press of a button
settings-pictures-on = below every answer
settings-make-pictures-off = Never show pages
settings-make-pictures-request = Show pages on request
settings-make-pictures-on = Always show pages
settings-gaps = Questions without an answer:
settings-gaps-off = nothing is stored
settings-gaps-counts = only the number of reports is stored
settings-gaps-reported = reported questions are stored with their text
settings-gaps-all = all are stored with their text for { $days } days
settings-pick-gaps = Questions without an answer
settings-seen = Documents that this server sees:
settings-seen-documents = { $count ->
    [0] none
    [one] one: { $titles }
   *[other] { $count }: { $titles }
}
settings-kept = **Also stored:** these settings; how many questions were answered each day and how many were not, without names or text; votes with a Discord ID, for a year at most; which answer belongs to which message, for 30 days. Questions stored with their text carry a Discord ID, for a year at most; only those who manage this server can read them. Everything stays on the machine the bot runs on.
only-managers = This works only on a server, and only if you can manage it.
rules-unknown = The settings of this server cannot be read right now, so I only answer privately: ask with `/ask`.
not-kept = Settings, votes and reports cannot be stored right now. I still answer questions.
closed = On this server I answer questions in { $channels }. Ask me there, or message me directly.

## Votes, gaps, numbers

button-report = Report a gap
vote-new = Thank you, your vote is noted. You can change it at any time.
vote-changed = Thank you, your vote has been changed.
vote-same = You have already voted that way.
vote-down = It may help to put the question differently, or to look at the other places.
gap-counted = Thank you. It is counted that an answer was missing; your question is not stored.
gap-reported = Thank you. Those who manage this server can now read: “{ $question }”. /forget_me deletes it again.
gap-not-yours = Only the person who asked can report the question.
gap-off = This server no longer collects questions without an answer.
gap-kept = this question is stored for { $days } days, for those who manage this server; /forget_me deletes it
gap-times = { $count ->
    [one] asked once
   *[other] asked { $count } times
}
gaps = Questions without an answer
gaps-kept = On this server: { $kept }.
gaps-counted = { $count ->
    [one] One question was reported without its text.
   *[other] { $count } questions were reported without their text.
}
gaps-none = There are none so far.
stats = Questions on this server
stats-last = **Last { $days } days:** { $questions ->
    [one] one question
   *[other] { $questions } questions
}, { $answered } answered, { $refused } not in the documents
stats-all = **In total:** { $questions ->
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
}. Nothing else was stored about you.
forgotten-nothing = Nothing was stored about you.

## Replies of the bot's own, and what stands before quotes

own-greeting = Hello! I am Fundstelle. Ask me about { $documents ->
    [0] the documents
    [one] the report
   *[other] these { $documents } documents
}, and I will quote what it says there and tell you where.
own-thanks = You’re welcome. Ask me more whenever you like.
own-help = Ask a question, type a heading, or name a place: I quote what it says there, word for word, and tell you where. I add nothing of my own.
own-identity = I am Fundstelle, a program that finds passages. I quote the documents I was given, word for word, and name the exact place. What they do not say, I do not say either.
own-nothing = I am here. Ask a question, type a heading, or name a place.
own-examples = You could ask:
example-heading = What does it say about “{ $heading }”?
about-summary = I quote, I do not summarise. This is the report’s own summary:
about-summary-near = I quote, I do not summarise. This is what the report puts first:
about-findings = This is where the report names its findings:
about-findings-near = No section of the report bears that name. This comes nearest to its findings:
about-recommendations = This is where the report makes its recommendations:
about-recommendations-near = No section of the report makes recommendations. This is what it says about them:
about-recommendations-none = No section of the report makes recommendations. These are its sections:
about-conclusion = This is where the report draws its conclusions:
about-conclusion-near = No section of the report bears that name. This comes nearest to its conclusions:
about-nothing = The report does not say this about itself.
about-author = “{ $title }”: { $author }.
about-author-here = This is what it says about how it was written:
about-published = “{ $title }”: { $published }.
about-length = “{ $title }” has { $has }.
about-outline = These are the sections of the report:
about-list = I quote, I do not make lists. Look in these sections; type a heading or a number to open one:
about-documents = { $count ->
    [one] I quote this document:
   *[other] I quote these { $count } documents:
}
about-which = There are { $count } documents. Name the one you mean:
mentions = Yes: “{ $name }” appears { $count ->
    [one] once
   *[other] { $count } times
}, in { $places ->
    [one] one place
   *[other] { $places } places
}.
mentions-not = No: “{ $name }” does not appear in the documents.
mentions-at = Where it appears: { $places }
mentions-and-more = and { $count } more
place-missing = Not there: { $places }.
extent = “{ $title }” has { $has }.
extent-without-pages = “{ $title }” has no pages; it has { $has }.
extent-section = { $first }
extent-sections = { $first } to { $last }
extent-beside = { $missing } does not exist; { $within } has { $first } to { $last } (“{ $title }”).
extent-beside-one = { $missing } does not exist; { $within } has only { $first } (“{ $title }”).
extent-paragraphs = { $count ->
    [one] one paragraph
   *[other] { $count } paragraphs
}
extent-footnote = footnote { $first }
extent-footnotes = footnotes { $first } to { $last }
extent-page = page { $first }
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
verify-case = Word for word, apart from capital letters.
verify-parts = Word for word, in { $count } parts:
verify-times = It appears { $count } times; this is the first place.
verify-part-times = appears { $count } times
verify-part-missing = does not appear word for word

## Editions of a document

diff-changed = This changed from edition { $from } to edition { $to }.
diff-legend = Struck through: only in the older one. Bold: only in the newer one.
diff-unchanged = Nothing changed here from edition { $from } to edition { $to }.
diff-added = This is new in edition { $to }; edition { $from } does not have this place.
diff-removed = This is only in edition { $from }; edition { $to } no longer has this place.
diff-no-place = Neither of the editions compared has this place: { $documents }.
diff-no-edition = With “{ $named }” there are no two editions to compare. There are: { $editions }.
diff-several = Several documents come into question, each in several editions: { $documents }. Choose one of them.
diff-sections = { $count ->
    [0] Nothing changed from edition { $from } to edition { $to }.
    [one] One section changed from edition { $from } to edition { $to }:
   *[other] { $count } sections changed from edition { $from } to edition { $to }:
}
diff-section-changed = changed
diff-section-heading = heading changed
diff-section-both = changed, heading too
diff-section-added = new
diff-section-removed = gone
diff-opening = what stands before the first section
diff-heading = Heading:
diff-open = Read a section
diff-words = What changed in a section, word by word: `/diff` with the section.
diff-none = There is only one edition of this, so there is nothing to compare.
newer-edition = There is a newer edition: { $edition }.

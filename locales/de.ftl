# Was Nutzer des Discord-Bots auf Deutsch lesen. Jeder Schlüssel steht in jeder Datei dieses Ordners.

## Befehle: Namen, wie man sie tippt, Beschreibungen, wie Discord sie auflistet.

command-ask = frage
    .description = Den Bericht fragen, oder eine Stelle darin zeigen
    .question = frage
    .question-description = Eine Frage, oder eine Stelle: § 2.3, ¶ 12, Fn. 17
    .document = dokument
    .document-description = Nur dieses Dokument
    .private = privat
    .private-description = Nur du siehst die Antwort

command-find = Im Bericht finden
command-check_quote = Zitat prüfen

command-verify = prüfen
    .description = Sagen, ob ein Zitat wörtlich im Bericht steht
    .quote = zitat
    .quote-description = Die Worte, die gesucht werden
    .document = dokument
    .document-description = Nur in diesem Dokument
    .private = privat
    .private-description = Nur du siehst die Antwort

command-outline = gliederung
    .description = Die Abschnitte eines Dokuments zeigen
    .document = dokument
    .document-description = Welches Dokument
    .private = privat
    .private-description = Nur du siehst die Antwort

command-settings = einstellungen
    .description = Was auf diesem Server gilt: Kanäle, Sichtbarkeit, Dokument, Sprache, Lücken
    .document = dokument
    .document-description = Dieses Dokument fragen, wo keines genannt ist

command-gaps = lücken
    .description = Die Fragen zeigen, die die Dokumente nicht beantworten

command-stats = statistik
    .description = Zeigen, wie viele Fragen hier gestellt wurden und was aus ihnen wurde

command-forget_me = vergiss_mich
    .description = Löschen, was über dich aufgehoben ist

command-documents = dokumente
    .description = Die Dokumente auflisten, die man fragen kann

command-help = hilfe
    .description = Wie man fragt, und was die Knöpfe tun

command-about = über
    .description = Was dieser Bot ist, und was er behält

## Zitate

verify-verbatim = Wort für Wort.
verify-nearly = Fast, aber nicht Wort für Wort. Durchgestrichen ist, was nur die gegebenen Worte haben, fett, was nur das Dokument hat.
verify-not-found = In den Dokumenten nicht gefunden.

## Gliederungen

outline-open = Einen Abschnitt öffnen
outline-none = Es hat keine Abschnitte.
outline-more = { $count ->
    [one] und noch ein Abschnitt
   *[other] und noch { $count } Abschnitte
}
which-document = Nenne eines davon mit der Option „dokument“:

## Der Bot selbst

documents-more = { $count ->
    [one] und noch eines
   *[other] und noch { $count }
}
help =
    • **/frage** beantwortet eine Frage mit den Worten des Berichts und der Stelle, an der sie stehen, oder zeigt eine Stelle: § 2.3, ¶ 12, Fn. 17.
    • **/prüfen** sagt, ob ein Zitat wörtlich im Bericht steht.
    • **/gliederung** zeigt die Abschnitte eines Dokuments und öffnet einen.
    • **/dokumente** listet auf, was man fragen kann.
    • Erwähne mich mit einer Frage, und ich antworte. Ändere die Frage, und die Antwort folgt ihr; lösche sie, und die Antwort geht.
    • Frag nach, mit dem Knopf oder in der Unterhaltung: „und Japan?“ verstehe ich im Licht der letzten Frage und sage das dazu.
    • Im Menü einer Nachricht, unter Apps: **Im Bericht finden** und **Zitat prüfen**.
    • Die Knöpfe unter einer Antwort zeigen den ganzen Abschnitt, seine Nachbarn und die anderen Stellen. Nur wer gefragt hat, ändert eine Antwort; alle anderen bekommen eine Kopie.
    • 👍 und 👎 sagen, ob eine Antwort geholfen hat. **/vergiss_mich** löscht, was über dich aufgehoben ist.
    • **/über** sagt, was dieser Bot ist und was er behält; **/hilfe** zeigt das hier.
    • Für die, die den Server verwalten: **/einstellungen**, **/lücken** und **/statistik**.
about =
    Fundstelle { $version } zitiert Dokumente Wort für Wort und sagt, wo die Worte stehen. Es schreibt nichts Eigenes; was die Dokumente nicht sagen, sagt es nicht.
    { $documents ->
        [one] Ein Dokument ist im Angebot
       *[other] { $documents } Dokumente sind im Angebot
    } (Index { $generation }).
about-built = Der Index entstand { $when }.
about-bad-files =
    { $count ->
        [one] Eine Datei ist nicht lesbar; war sie es früher, wird sie zitiert, wie sie damals war.
       *[other] { $count } Dateien sind nicht lesbar; die es früher waren, werden zitiert, wie sie damals waren.
    }
about-stale = Die Dokumente lassen sich gerade nicht auf den neuesten Stand bringen; zitiert wird, wie sie zuletzt waren.
privacy = Es liest keine Nachrichten außer denen, die es erwähnen oder ihm gegeben werden, und sendet an niemanden etwas außer an Discord. Auf einem Server zählt es beantwortete und unbeantwortete Fragen, ohne Nutzer und ohne Text. Eine Stimme, und eine Frage, die mangels Antwort aufgehoben wird, stehen mit deiner Nutzernummer da, höchstens ein Jahr. /vergiss_mich löscht, was über dich aufgehoben ist.
privacy-here = Dieser Server hebt von Fragen ohne Antwort auf: { $kept }.

## Antworten

answer-near = Das kommt der Frage nahe, ist aber vielleicht nicht die Antwort.
answer-not-found = Das steht nicht im Bericht.
answer-no-such-place = Diese Stelle gibt es nicht.
scope = rund um { $place }, nach: { $question }
near-headings = Nächste Überschriften:
also-at = auch: { $places }
quoted-in = zitiert auf { $language }
page-of = Seite { $page } von { $pages }
place-more = { $count ->
    [one] Noch ein Dokument hat eine solche Stelle; nenne es mit der Option „dokument“.
   *[other] Noch { $count } Dokumente haben eine solche Stelle; nenne eines mit der Option „dokument“.
}
only-this = nur dieses Dokument wurde gefragt
only = nur „{ $document }“ wurde gefragt
section-empty = In diesem Abschnitt steht nichts.

language-de = Deutsch
language-en = Englisch
language-fr = Französisch
language-es = Spanisch
language-it = Italienisch
language-nl = Niederländisch
language-pl = Polnisch
language-pt = Portugiesisch
language-other = einer anderen Sprache

## Knöpfe

button-section = Ganzer Abschnitt
button-document = Ganzer Text
button-others = Andere Stellen ({ $count })
button-quote = Zitat
button-follow-up = Nachfragen
button-alone = Ohne den Zusammenhang fragen
button-share = Teilen
button-open = Öffnen
shared-by = Geteilt von { $name }:
button-page-previous = ◀ Seite
button-page-next = Seite ▶

## Formulare

follow-up = Nachfragen
follow-up-label = Was möchtest du noch wissen?
follow-up-example = und Japan? · wann war das?

## Hinweise

not-ready = Der Index wird noch aufgebaut. Frag gleich noch einmal.
not-available = Die Dokumente sind gerade nicht lesbar. Das heißt nicht, dass es nicht im Bericht steht.
busy = Gerade fragen viele. Frag in ein paar Sekunden noch einmal.
incident = Etwas ist fehlgeschlagen, und es liegt nicht an dir. Es steht als { $id } im Protokoll.
contact = Sag es { $contact }.
cooldown = { $seconds ->
    [one] Das waren viele Fragen. Frag in einer Sekunde wieder.
   *[other] Das waren viele Fragen. Frag in { $seconds } Sekunden wieder.
}
nothing-asked = Da war keine Frage. Frag etwas, oder nenne eine Stelle wie § 2.3.
no-such-document = Es gibt kein Dokument „{ $name }“. Diese gibt es:
unknown-button = Dieser Knopf stammt von einer anderen Version des Bots. Frag noch einmal.
not-yours = Nur wer gefragt hat oder moderiert, kann diese Antwort entfernen.
changed-meanwhile = Das Dokument hat sich inzwischen geändert. Wähl noch einmal.
superseded = Das Dokument hat sich seither geändert; das steht jetzt darin.
superseded-gone = Das Dokument gibt es unter diesem Namen nicht mehr; so steht es jetzt.

## Einstellungen eines Servers

settings = Einstellungen dieses Servers
settings-channels = Wo ich antworte:
settings-all-channels = in allen Kanälen
settings-pick-channels = Kanäle (keiner: alle)
settings-private = Wer eine Antwort sieht:
settings-for-asker = nur wer gefragt hat, wenn dabei nichts anderes gesagt wird
settings-for-all = alle, wenn beim Fragen nichts anderes gesagt wird
settings-make-private = Privat antworten
settings-make-public = Für alle antworten
settings-document = Wo kein Dokument genannt ist:
settings-all-documents = alle Dokumente
settings-lost-document = „{ $name }“, das es nicht mehr gibt; alle Dokumente
settings-pick-document = Dokument
settings-language = Sprache:
settings-own-language = die jedes Lesers
settings-pick-language = Sprache
settings-form = Form:
settings-embeds = Embeds
settings-text = Text mit Zitatblöcken
settings-make-embeds = Als Embed antworten
settings-make-text = Als Text antworten
settings-gaps = Von Fragen ohne Antwort bleibt:
settings-gaps-off = nichts
settings-gaps-counts = wie oft eine gemeldet wurde
settings-gaps-reported = der Text, wenn er gemeldet wird
settings-gaps-all = jede, { $days } Tage lang
settings-pick-gaps = Fragen ohne Antwort
only-managers = Das kann nur, wer diesen Server verwalten darf, und nur auf dem Server.
rules-unknown = Was auf diesem Server gilt, lässt sich gerade nicht lesen; deshalb antworte ich nur privat: frag mit `/ask`.
not-kept = Einstellungen, Stimmen und Meldungen lassen sich gerade nicht aufheben. Fragen werden trotzdem beantwortet.
closed = Auf diesem Server werden Fragen in { $channels } beantwortet. Frag mich dort, oder schreib mir direkt.

## Stimmen, Lücken, Zahlen

button-report = Lücke melden
vote-new = Danke, das ist notiert. Du kannst es jederzeit ändern.
vote-changed = Danke, deine Stimme ist geändert.
vote-same = Das hast du schon gesagt.
vote-down = Andere Worte oder die Knöpfe für andere Stellen finden vielleicht mehr.
gap-counted = Danke. Gezählt ist, dass eine Antwort fehlte; deine Frage ist nicht aufgehoben.
gap-reported = Danke. Wer diesen Server verwaltet, kann lesen: „{ $question }“. /vergiss_mich löscht es.
gap-not-yours = Nur wer gefragt hat, kann die Frage melden.
gap-off = Dieser Server sammelt keine Fragen ohne Antwort mehr.
gap-kept = diese Frage wird { $days } Tage lang aufgehoben, für die, die diesen Server verwalten; /vergiss_mich löscht sie
gap-times = { $count ->
    [one] einmal gefragt
   *[other] { $count }-mal gefragt
}
gaps = Fragen ohne Antwort
gaps-kept = Von Fragen ohne Antwort bleibt: { $kept }.
gaps-counted = { $count ->
    [one] Eine wurde ohne ihren Text gemeldet.
   *[other] { $count } wurden ohne ihren Text gemeldet.
}
gaps-none = Es gibt keine.
stats = Fragen auf diesem Server
stats-last = **Letzte { $days } Tage:** { $questions ->
    [one] eine Frage
   *[other] { $questions } Fragen
}, { $answered } beantwortet, { $refused } nicht in den Dokumenten
stats-all = **Insgesamt:** { $questions ->
    [one] eine Frage
   *[other] { $questions } Fragen
}, { $answered } beantwortet, { $refused } nicht in den Dokumenten
stats-votes = **Stimmen:** { $up } 👍, { $down } 👎
stats-gaps = **Ohne Antwort:** { $kept } mit Text, { $counted } gezählt (siehe /lücken)
stats-documents = **Antworten nach Dokument:**
forgotten = Gelöscht: { $votes ->
    [one] eine Stimme
   *[other] { $votes } Stimmen
} und { $gaps ->
    [one] eine Frage ohne Antwort
   *[other] { $gaps } Fragen ohne Antwort
}. Sonst war nichts über dich aufgehoben.
forgotten-nothing = Über dich war nichts aufgehoben.

## Eigene Worte des Bots, und was vor Zitaten steht

own-greeting = Hallo! Ich bin Fundstelle. Frag mich etwas über { $documents ->
    [one] den Bericht
   *[other] diese { $documents } Dokumente
}: Ich zitiere, was dort steht, und sage, wo.
own-thanks = Gern geschehen. Frag jederzeit weiter.
own-help = Stell eine Frage, tipp eine Überschrift ein oder nenn eine Stelle: Ich zitiere wörtlich, was dort steht, und sage, wo. Von mir aus schreibe ich nichts dazu.
own-identity = Ich bin Fundstelle, ein Programm, das Textstellen findet. Ich zitiere die Dokumente, die ich bekommen habe, wörtlich und mit genauer Stelle. Was sie nicht sagen, sage ich auch nicht.
own-nothing = Ich bin da. Stell eine Frage, tipp eine Überschrift ein oder nenn eine Stelle.
own-examples = Du könntest fragen:
about-summary = Ich zitiere und fasse nicht zusammen. So fasst der Bericht sich selbst zusammen:
about-summary-near = Ich zitiere und fasse nicht zusammen. Das stellt der Bericht an den Anfang:
about-findings = Hier nennt der Bericht seine Ergebnisse:
about-findings-near = Kein Abschnitt des Berichts heißt so. Das kommt seinen Ergebnissen am nächsten:
about-recommendations = Hier gibt der Bericht seine Empfehlungen:
about-recommendations-near = Kein Abschnitt des Berichts gibt Empfehlungen. Das sagt er darüber:
about-recommendations-none = Kein Abschnitt des Berichts gibt Empfehlungen. Das sind seine Abschnitte:
about-conclusion = Hier zieht der Bericht seine Schlüsse:
about-conclusion-near = Kein Abschnitt des Berichts heißt so. Das kommt seinem Fazit am nächsten:
about-nothing = Das sagt der Bericht nicht über sich.
about-author = „{ $title }“: { $author }.
about-author-here = Das sagt er über seine Entstehung:
about-published = „{ $title }“: { $published }.
about-length = „{ $title }“ hat { $has }.
about-outline = Das sind die Abschnitte des Berichts:
about-list = Ich zitiere und stelle keine Listen zusammen. Such in diesen Abschnitten; tipp eine Überschrift oder Nummer ein, um einen zu öffnen:
about-documents = { $count ->
    [one] Ich zitiere dieses Dokument:
   *[other] Ich zitiere diese { $count } Dokumente:
}
about-which = Es gibt { $count } Dokumente. Nenn das, das du meinst:
about-more = und { $count } weitere
mentions = Ja: „{ $name }“ steht dort { $count ->
    [one] einmal
   *[other] { $count }-mal
}, an { $places ->
    [one] einer Stelle
   *[other] { $places } Stellen
}.
mentions-not = Nein: „{ $name }“ steht nirgends in den Dokumenten.
mentions-at = Wo es steht: { $places }
mentions-and-more = und { $count } weitere
place-missing = Gibt es nicht: { $places }.
extent = „{ $title }“ hat { $has }.
extent-without-pages = „{ $title }“ hat keine Seiten, aber { $has }.
extent-sections = die Abschnitte { $first } bis { $last }
extent-paragraphs = { $count ->
    [one] einen Absatz
   *[other] { $count } Absätze
}
extent-footnotes = die Fußnoten { $first } bis { $last }
extent-pages = die Seiten { $first } bis { $last }
count-sections = { $count ->
    [one] einen Abschnitt
   *[other] { $count } Abschnitte
}
count-footnotes = { $count ->
    [one] eine Fußnote
   *[other] { $count } Fußnoten
}
count-pages = { $count ->
    [one] eine Seite
   *[other] { $count } Seiten
}
count-words = { $count ->
    [one] ein Wort
   *[other] { $count } Wörter
}
count-none = nichts zu lesen
list-and = { $list } und { $last }

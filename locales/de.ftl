# Was Nutzer des Discord-Bots auf Deutsch lesen. Jeder Schlüssel steht in jeder Datei dieses Ordners.

## Befehle: Namen, wie man sie tippt, Beschreibungen, wie Discord sie auflistet.

command-ask = frage
    .description = Den Bericht fragen oder eine Stelle darin zeigen
    .question = frage
    .question-description = Eine Frage oder eine Stelle: § 2.3, ¶ 12, Fn. 17
    .document = dokument
    .document-description = Nur in diesem Dokument suchen
    .private = privat
    .private-description = Nur du siehst die Antwort

command-find = Im Bericht finden
command-check_quote = Zitat prüfen

command-verify = prüfen
    .description = Prüfen, ob ein Zitat wörtlich im Bericht steht
    .quote = zitat
    .quote-description = Der Wortlaut, der geprüft werden soll
    .document = dokument
    .document-description = Nur in diesem Dokument suchen
    .private = privat
    .private-description = Nur du siehst die Antwort

command-outline = gliederung
    .description = Die Gliederung eines Dokuments zeigen
    .document = dokument
    .document-description = Welches Dokument
    .private = privat
    .private-description = Nur du siehst die Antwort

command-diff = vergleich
    .description = Zeigen, was sich von einer Ausgabe zur nächsten geändert hat: wörtlich oder als Liste
    .place = stelle
    .place-description = Ein Abschnitt: § 2.3 oder seine Überschrift; ohne ihn kommt eine Liste
    .document = dokument
    .document-description = Welches Dokument
    .from = von
    .from-description = Die ältere Ausgabe; sonst die vor der neueren
    .to = bis
    .to-description = Die neuere Ausgabe; sonst die neueste
    .private = privat
    .private-description = Nur du siehst die Antwort

command-settings = einstellungen
    .description = Einstellungen dieses Servers: Kanäle, Sichtbarkeit, Dokument, Sprache, was gespeichert wird
    .document = dokument
    .document-description = Das Dokument, das gefragt wird, wenn keines genannt ist

command-library = bibliothek
    .description = Dokumente dieses Servers, die nur er sieht
command-library-add = hinzufügen
    .description = Ein Dokument hinzufügen, das nur dieser Server sieht
    .file = datei
    .file-description = Eine Datei im Format PDF, DOCX, EPUB, HTML, Markdown oder Text
    .replace = ersetzen
    .replace-description = Das Dokument mit demselben Namen ersetzen
command-library-list = liste
    .description = Die Dokumente dieses Servers auflisten
command-library-remove = entfernen
    .description = Ein Dokument dieses Servers entfernen
    .document = dokument
    .document-description = Das Dokument, das entfernt werden soll

command-gaps = lücken
    .description = Zeigen, welche Fragen die Dokumente nicht beantworten

command-stats = statistik
    .description = Zeigen, wie viele Fragen hier gestellt und beantwortet wurden

command-forget_me = vergiss_mich
    .description = Alles löschen, was über dich gespeichert ist

command-documents = dokumente
    .description = Die Dokumente auflisten, die du fragen kannst

command-help = hilfe
    .description = Beispiele und eine kurze Anleitung

command-about = über
    .description = Was dieser Bot ist und was er speichert

## Zitate

verify-verbatim = Stimmt Wort für Wort.
verify-nearly = Fast, aber nicht Wort für Wort. Durchgestrichen: steht nur im Zitat. Fett: steht nur im Dokument.
verify-not-found = In den Dokumenten nicht gefunden.

## Gliederungen

outline-open = Abschnitt öffnen
outline-none = Dieses Dokument hat keine Abschnitte.
outline-more = { $count ->
    [one] und ein weiterer Abschnitt
   *[other] und { $count } weitere Abschnitte
}
which-document = Es gibt mehrere Dokumente. Wähle eines mit der Option „dokument“:

## Dokumente eines Servers

documents-add = Wer diesen Server verwaltet, fügt welche mit **/bibliothek hinzufügen** hinzu.
library-received = **{ $name }** wird geladen …
library-reading = **{ $name }** wird gelesen …
library-indexing = **{ $name }** ist gelesen und wird in den Index aufgenommen …
library-indexing-some = **{ $name }** ist gelesen und wird in den Index aufgenommen ({ $done } von { $count }) …
library-added = Zu **{ $name }** („{ $title }“) kannst du jetzt Fragen stellen.
library-added-later = **{ $name }** („{ $title }“) ist hinzugefügt. Der Index braucht noch etwas; dann kannst du dazu Fragen stellen.
library-counts =
    { $size }, { $sections ->
        [one] ein Abschnitt
       *[other] { $sections } Abschnitte
    }, { $passages ->
        [one] eine Passage
       *[other] { $passages } Passagen
    }, die Fragen finden können.
library-findings = { $count ->
    [one] Darin ist etwas auffällig (auf Englisch):
   *[other] Darin sind { $count } Dinge auffällig (auf Englisch):
}
library-only-here =
    Nur dieser Server sieht es. Wird es entfernt oder verlässt der Bot den Server, { $days ->
        [0] wird es sofort gelöscht.
        [one] bleibt es noch einen Tag und wird dann gelöscht.
       *[other] bleibt es noch { $days } Tage und wird dann gelöscht.
    }
library-unreadable = **{ $name }** wurde nicht hinzugefügt: Es lässt sich nicht lesen, oder es steht nichts darin, was sich zitieren lässt.
library-bad-name = Eine Datei namens „{ $name }“ kann nicht gespeichert werden. Benenne sie um und versuch es noch einmal.
library-bad-format = „{ $name }“ hat kein Format, das ich lese. Ich lese { $endings }; exportiere die Datei in eines davon.
library-too-large = „{ $name }“ hat { $size }; erlaubt sind höchstens { $most }. Teile die Datei, oder bitte die Person, die den Bot betreibt, die Grenze anzuheben.
library-unfetched = „{ $name }“ konnte nicht von Discord geladen werden. Versuch es noch einmal.
library-taken = Es gibt schon ein Dokument namens „{ $name }“. Um es zu ersetzen, nimm noch einmal **/bibliothek hinzufügen** mit der Option „ersetzen“; sonst benenne die Datei um.
library-beside = „{ $name }“ heißt fast wie „{ $other }“, das schon da ist. Benenne die Datei um oder entferne zuerst das andere Dokument.
library-too-many = { $most ->
    [one] „{ $name }“ wurde nicht hinzugefügt: Dieser Server darf ein Dokument haben. Entferne es zuerst mit **/bibliothek entfernen**.
   *[other] „{ $name }“ wurde nicht hinzugefügt: Dieser Server darf { $most } Dokumente haben. Entferne zuerst eines mit **/bibliothek entfernen**.
}
library-no-room = Für „{ $name }“ ist kein Platz: Die Dokumente dieses Servers belegen { $used } von { $most }. Entferne zuerst eines mit **/bibliothek entfernen**.
library-missing = Dieses Dokument gibt es nicht oder nicht mehr. **/bibliothek liste** zeigt, welche es gibt.
library-disk-full = „{ $name }“ kann nicht gespeichert werden: Der Datenträger ist voll.
library-not-written = „{ $name }“ kann nicht gespeichert werden.
library-only-one = Hier können keine Dokumente hinzugefügt werden: Wer den Bot betreibt, hat das nicht eingeschaltet, oder nur für einen Bot auf einem einzigen Server (`library.enabled`).
library-empty = Dieser Server hat noch keine eigenen Dokumente. **/bibliothek hinzufügen** fügt eines hinzu.
library-not-yet = noch nicht im Index
library-entry = { $name }, { $size }, hinzugefügt { $when }
library-bounds =
    -# { $documents } von { $most-documents } Dokumenten, { $used } von { $most }; eine Datei darf { $file } haben. Nur dieser Server sieht sie. Was entfernt wird, { $days ->
        [0] wird sofort gelöscht.
        [one] kann einen Tag lang zurückgeholt werden.
       *[other] kann { $days } Tage lang zurückgeholt werden.
    } Verlässt der Bot den Server, werden alle nach dieser Zeit gelöscht.
library-removed = **{ $name }** ist entfernt und wird nicht mehr zitiert. { $days ->
    [0] Es wird sofort gelöscht.
    [one] Es kann einen Tag lang zurückgeholt werden.
   *[other] Es kann { $days } Tage lang zurückgeholt werden.
}
library-removed-later = **{ $name }** ist entfernt und wird gleich nicht mehr zitiert. { $days ->
    [0] Es wird sofort gelöscht.
    [one] Es kann einen Tag lang zurückgeholt werden.
   *[other] Es kann { $days } Tage lang zurückgeholt werden.
}
library-put-back = **{ $name }** ist zurück. Du kannst wieder Fragen dazu stellen.
library-put-back-later = **{ $name }** ist zurück. Gleich kannst du wieder Fragen dazu stellen.
button-library-undo = Rückgängig
button-library-remove = Wieder entfernen
button-library-swap = Das alte zurückholen
button-library-put-back = { $name } zurückholen

## Der Bot selbst

documents-none = Hier gibt es keine Dokumente, die du sehen kannst.
documents-more = { $count ->
    [one] und ein weiteres
   *[other] und { $count } weitere
}
welcome = Hallo! Ich beantworte Fragen mit wörtlichen Zitaten aus den Dokumenten, die ich kenne, und nenne die genaue Stelle.
welcome-more = Du kannst mich auch erwähnen und die Frage dazuschreiben. **/hilfe** zeigt mehr; wer diesen Server verwaltet, stellt mit **/einstellungen** ein, wo und wie ich antworte und was gespeichert wird.
examples = **Zum Beispiel:**
example = • /frage { $question }
help =
    {"**"}So fragst du**
    • **/frage** mit einer Frage oder einer Stelle (§ 2.3, ¶ 12, Fn. 17)
    • oder erwähne mich und schreib die Frage dazu
    • Nachfragen: mit dem Knopf oder als Antwort („und Japan?“)

    {"**"}Außerdem**
    • **/prüfen**: Stimmt ein Zitat Wort für Wort?
    • **/gliederung**: Abschnitte eines Dokuments
    • **/vergleich**: was sich von einer Ausgabe zur nächsten geändert hat
    • **/dokumente**: welche Dokumente es gibt
    • Im Menü einer Nachricht unter Apps: **Im Bericht finden**, **Zitat prüfen**
    • **/vergiss_mich**: löscht, was über dich gespeichert ist
    • **/über**: was ich bin und was ich speichere; **/hilfe**: das hier

    Wenn du den Server verwaltest: **/einstellungen**, **/bibliothek**, **/lücken**, **/statistik**
about =
    Fundstelle { $version } beantwortet Fragen mit wörtlichen Zitaten aus Dokumenten und nennt die genaue Stelle. Der Bot fügt nichts hinzu: Was nicht in den Dokumenten steht, sagt er nicht.
    { $documents ->
        [one] Zurzeit gibt es ein Dokument
       *[other] Zurzeit gibt es { $documents } Dokumente
    } (Index { $generation }).
about-built = Der Index wurde { $when } erstellt.
about-bad-files =
    { $count ->
        [one] Eine Datei lässt sich nicht lesen; gab es eine lesbare Fassung, wird diese zitiert.
       *[other] { $count } Dateien lassen sich nicht lesen; gab es lesbare Fassungen, werden diese zitiert.
    }
about-reading =
    { $count ->
        [one] Eine Datei wird noch gelesen.
       *[other] { $count } Dateien werden noch gelesen.
    }
still-building = Der Index wird noch aufgebaut; bis er fertig ist, werden Antworten nur über die Wörter der Frage gefunden.
still-building-for =
    { $minutes ->
        [one] Das dauert noch etwa eine Minute.
       *[other] Das dauert noch etwa { $minutes } Minuten.
    }
about-stale = Die Dokumente lassen sich gerade nicht aktualisieren; zitiert wird der letzte Stand.
privacy = Der Bot liest nur Nachrichten, die ihn erwähnen, ihm direkt geschrieben oder ihm über das Menü einer Nachricht übergeben werden, und gibt nichts weiter außer an Discord. Auf Servern zählt er beantwortete und unbeantwortete Fragen, ohne Namen und ohne Text. Deine Stimmen und deine gespeicherten Fragen ohne Antwort sind mit deiner Discord-ID verknüpft, höchstens ein Jahr lang. /vergiss_mich löscht sie sofort. Dokumente, die ein Server selbst hinzufügt, liegen auf dem Rechner, auf dem der Bot läuft; nur dieser Server sieht sie.
privacy-here = Fragen ohne Antwort auf diesem Server: { $kept }.

## Antworten

answer-near = Das kommt der Frage nahe, ist aber vielleicht nicht die Antwort.
answer-not-found = Das steht nicht im Bericht.
answer-not-found-yet = Noch nicht gefunden: Der Index wird noch aufgebaut, und bis er fertig ist, werden Antworten nur über die Wörter der Frage gefunden. Versuch es später noch einmal.
answer-no-such-place = Diese Stelle gibt es nicht.
scope = Nachfrage zu { $place }, nach: { $question }
near-headings = Am ehesten passen
near-sections = Daneben stehen
also-at = auch: { $places }
quoted-in = auf { $language } zitiert
in-language = Auf { $language }
at-page = S. { $page }
at-footnotes = Fn. { $numbers }
page-of = Seite { $page } von { $pages }
place-more = { $count ->
    [one] Ein weiteres Dokument hat diese Stelle; wähle es mit der Option „dokument“.
   *[other] { $count } weitere Dokumente haben diese Stelle; wähle eines mit der Option „dokument“.
}
only-this = nur in diesem Dokument gesucht
only = nur in „{ $document }“ gesucht
section-empty = Dieser Abschnitt ist leer.

language-de = Deutsch
language-en = Englisch
language-fr = Französisch
language-es = Spanisch
language-it = Italienisch
language-nl = Niederländisch
language-pl = Polnisch
language-pt = Portugiesisch
language-other = andere Sprache

## Knöpfe

button-section = Ganzer Abschnitt
button-page = Seite zeigen
button-document = Ganzer Text
button-others = Andere Stellen ({ $count })
button-quote = Zitat
button-follow-up = Nachfragen
button-alone = Ohne Zusammenhang fragen
button-share = Teilen
button-open = Öffnen
button-newer = Neuere Ausgabe
shared-by = Geteilt von { $name }:
button-page-previous = ◀ Seite
button-page-next = Seite ▶

## Formulare

follow-up = Nachfragen
follow-up-label = Was möchtest du noch wissen?
follow-up-example = und Japan? · wann war das?

## Hinweise

not-ready = Der Index wird noch aufgebaut. Versuch es gleich noch einmal.
not-available = Die Dokumente lassen sich gerade nicht lesen. Das heißt nicht, dass im Bericht keine Antwort steht.
busy = Gerade fragen viele. Versuch es in ein paar Sekunden noch einmal.
no-picture = Die Seite lässt sich nicht als Bild zeigen. Zitat und Fundstelle gelten unverändert.
incident = Etwas ist schiefgegangen, und es liegt nicht an dir. Im Protokoll steht der Fehler unter { $id }.
contact = Bitte wende dich an { $contact }.
cooldown = { $seconds ->
    [one] Das waren viele Fragen. Frag in einer Sekunde wieder.
   *[other] Das waren viele Fragen. Frag in { $seconds } Sekunden wieder.
}
nothing-asked = Da war keine Frage. Frag etwas oder nenne eine Stelle wie § 2.3.
no-such-document = Ein Dokument „{ $name }“ gibt es nicht. Zur Wahl stehen:
unknown-button = Dieser Knopf stammt aus einer anderen Version des Bots. Stell die Frage bitte noch einmal.
not-yours = Diese Antwort können nur die Person, die gefragt hat, und die Moderation entfernen.
changed-meanwhile = Das Dokument hat sich inzwischen geändert. Wähl die Stelle bitte noch einmal.
not-shared = Diese Antwort stammt aus Dokumenten, die vielleicht nicht alle in diesem Kanal sehen dürfen. Deshalb lässt sie sich nicht teilen.
superseded = Das Dokument hat sich seitdem geändert; das steht jetzt darin.
superseded-gone = Das Dokument gibt es unter diesem Namen nicht mehr; das ist der Stand jetzt.

## Einstellungen eines Servers

settings = Einstellungen dieses Servers
settings-channels = Wo ich antworte:
settings-all-channels = in allen Kanälen
settings-pick-channels = Kanäle (keiner: alle)
settings-private = Wer Antworten sieht:
settings-for-asker = nur wer fragt, sofern beim Fragen nichts anderes gewählt wird
settings-for-all = alle im Kanal, sofern beim Fragen nichts anderes gewählt wird
settings-make-private = Privat antworten
settings-make-public = Für alle antworten
settings-document = Wenn kein Dokument genannt ist:
settings-all-documents = alle Dokumente
settings-lost-document = „{ $name }“ (gibt es nicht mehr, deshalb alle Dokumente)
settings-pick-document = Dokument
settings-language = Sprache:
settings-own-language = jeweils die der Person, die fragt
settings-pick-language = Sprache
settings-form = Darstellung:
settings-embeds = Embeds
settings-text = Text mit Zitatblöcken
settings-make-embeds = Als Embed antworten
settings-make-text = Als Text antworten
settings-pictures = Seite eines Zitats als Bild:
settings-pictures-off = nie
settings-pictures-request = auf Knopfdruck
settings-pictures-on = unter jeder Antwort
settings-make-pictures-off = Seiten nie zeigen
settings-make-pictures-request = Seiten auf Knopfdruck zeigen
settings-make-pictures-on = Seiten immer zeigen
settings-gaps = Fragen ohne Antwort:
settings-gaps-off = nichts wird gespeichert
settings-gaps-counts = nur die Zahl der Meldungen wird gespeichert
settings-gaps-reported = gemeldete Fragen werden im Wortlaut gespeichert
settings-gaps-all = alle werden { $days } Tage lang im Wortlaut gespeichert
settings-pick-gaps = Fragen ohne Antwort
settings-seen = Dokumente, die dieser Server sieht:
settings-seen-documents = { $count ->
    [0] keine
    [one] eines: { $titles }
   *[other] { $count }: { $titles }
}
settings-kept = **Was außerdem gespeichert wird:** diese Einstellungen; wie viele Fragen an welchem Tag beantwortet wurden und wie viele nicht, ohne Namen und Text; Stimmen mit Discord-ID, höchstens ein Jahr; welche Antwort zu welcher Nachricht gehört, 30 Tage. Fragen, die im Wortlaut gespeichert sind, stehen mit der Discord-ID da, höchstens ein Jahr; nur wer diesen Server verwaltet, kann sie lesen. Alles bleibt auf dem Rechner, auf dem der Bot läuft.
only-managers = Das geht nur auf einem Server, und nur wenn du ihn verwalten darfst.
rules-unknown = Die Einstellungen dieses Servers lassen sich gerade nicht lesen. Deshalb antworte ich nur privat: Frag mit `/frage`.
not-kept = Einstellungen, Stimmen und Meldungen lassen sich gerade nicht speichern. Fragen beantworte ich trotzdem.
closed = Auf diesem Server beantworte ich Fragen in { $channels }. Frag mich dort oder schreib mir direkt.

## Stimmen, Lücken, Zahlen

button-report = Lücke melden
vote-new = Danke, deine Stimme ist notiert. Du kannst sie jederzeit ändern.
vote-changed = Danke, deine Stimme ist geändert.
vote-same = So hast du bereits abgestimmt.
vote-down = Vielleicht hilft es, anders zu fragen oder die anderen Stellen anzusehen.
gap-counted = Danke. Gezählt ist, dass eine Antwort fehlte; deine Frage wird nicht gespeichert.
gap-reported = Danke. Wer diesen Server verwaltet, kann jetzt lesen: „{ $question }“. /vergiss_mich löscht es wieder.
gap-not-yours = Nur wer gefragt hat, kann die Frage melden.
gap-off = Dieser Server sammelt keine Fragen ohne Antwort mehr.
gap-kept = diese Frage wird { $days } Tage lang für die Serververwaltung gespeichert; /vergiss_mich löscht sie
gap-times = { $count ->
    [one] einmal gefragt
   *[other] { $count }-mal gefragt
}
gaps = Fragen ohne Antwort
gaps-kept = Auf diesem Server gilt: { $kept }.
gaps-counted = { $count ->
    [one] Eine Frage wurde ohne Text gemeldet.
   *[other] { $count } Fragen wurden ohne Text gemeldet.
}
gaps-none = Bisher gibt es keine.
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
}. Mehr war über dich nicht gespeichert.
forgotten-nothing = Über dich war nichts gespeichert.

## Eigene Worte des Bots, und was vor Zitaten steht

own-greeting = Hallo! Ich bin Fundstelle. Frag mich etwas über { $documents ->
    [0] die Dokumente
    [one] den Bericht
   *[other] diese { $documents } Dokumente
}: Ich zitiere, was dort steht, und sage, wo.
own-thanks = Gern geschehen. Frag jederzeit weiter.
own-help = Stell eine Frage, tipp eine Überschrift ein oder nenn eine Stelle: Ich zitiere wörtlich, was dort steht, und sage, wo. Eigenes füge ich nicht hinzu.
own-identity = Ich bin Fundstelle, ein Programm, das Textstellen findet. Ich zitiere die Dokumente, die ich bekommen habe, wörtlich und mit genauer Stelle. Was sie nicht sagen, sage ich auch nicht.
own-nothing = Ich bin da. Stell eine Frage, tipp eine Überschrift ein oder nenn eine Stelle.
own-examples = Du könntest fragen:
example-heading = Was steht unter „{ $heading }“?
about-summary = Ich zitiere und fasse nicht zusammen. So fasst der Bericht sich selbst zusammen:
about-summary-near = Ich zitiere und fasse nicht zusammen. Das stellt der Bericht an den Anfang:
about-findings = Hier nennt der Bericht seine Ergebnisse:
about-findings-near = Kein Abschnitt des Berichts heißt so. Das kommt seinen Ergebnissen am nächsten:
about-recommendations = Hier gibt der Bericht seine Empfehlungen:
about-recommendations-near = Kein Abschnitt des Berichts gibt Empfehlungen. Das sagt er darüber:
about-recommendations-none = Kein Abschnitt des Berichts gibt Empfehlungen. Das sind seine Abschnitte:
about-conclusion = Hier zieht der Bericht seine Schlüsse:
about-conclusion-near = Kein Abschnitt des Berichts heißt so. Das kommt seinem Fazit am nächsten:
about-nothing = Das sagt der Bericht nicht über sich selbst.
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
extent-section = { $first }
extent-sections = { $first } bis { $last }
extent-beside = { $missing } gibt es nicht; { $within } hat { $first } bis { $last } („{ $title }“).
extent-beside-one = { $missing } gibt es nicht; { $within } hat nur { $first } („{ $title }“).
extent-paragraphs = { $count ->
    [one] einen Absatz
   *[other] { $count } Absätze
}
extent-footnote = die Fußnote { $first }
extent-footnotes = die Fußnoten { $first } bis { $last }
extent-page = die Seite { $first }
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
verify-case = Wort für Wort, bis auf Groß- und Kleinschreibung.
verify-parts = Wort für Wort, in { $count } Teilen:
verify-times = Das steht dort { $count }-mal; dies ist die erste Stelle.
verify-part-times = steht dort { $count }-mal
verify-part-missing = steht dort nicht Wort für Wort

## Ausgaben eines Dokuments

diff-changed = Das hat sich von Ausgabe { $from } zu Ausgabe { $to } geändert.
diff-legend = Durchgestrichen: nur in der älteren. Fett: nur in der neueren.
diff-unchanged = Hier hat sich von Ausgabe { $from } zu Ausgabe { $to } nichts geändert.
diff-added = Das steht erst in Ausgabe { $to }; Ausgabe { $from } hat diese Stelle nicht.
diff-removed = Das steht nur in Ausgabe { $from }; Ausgabe { $to } hat diese Stelle nicht mehr.
diff-no-place = Diese Stelle hat keine der verglichenen Ausgaben von { $documents }.
diff-no-edition = Mit „{ $named }“ gibt es hier keine zwei Ausgaben zu vergleichen. Es gibt: { $editions }.
diff-several = Mehrere Dokumente in mehreren Ausgaben kommen infrage: { $documents }. Wähle eines davon.
diff-sections = { $count ->
    [0] Von Ausgabe { $from } zu Ausgabe { $to } hat sich nichts geändert.
    [one] Ein Abschnitt hat sich von Ausgabe { $from } zu Ausgabe { $to } geändert:
   *[other] { $count } Abschnitte haben sich von Ausgabe { $from } zu Ausgabe { $to } geändert:
}
diff-section-changed = geändert
diff-section-heading = Überschrift geändert
diff-section-both = geändert, auch die Überschrift
diff-section-added = neu
diff-section-removed = entfallen
diff-opening = was vor dem ersten Abschnitt steht
diff-heading = Überschrift:
diff-open = Einen Abschnitt lesen
diff-words = Was sich in einem Abschnitt geändert hat, Wort für Wort: `/vergleich` mit dem Abschnitt.
diff-none = Davon gibt es nur eine Ausgabe, also nichts zu vergleichen.
newer-edition = Es gibt eine neuere Ausgabe: { $edition }.

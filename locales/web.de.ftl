# Was auf den Webseiten über `de.ftl` hinaus zu lesen ist, auf Deutsch.

## Auf jeder Seite

skip = Zum Inhalt springen
nav = Hauptnavigation
nav-documents = Dokumente
nav-ask = Fragen
nav-verify = Zitat prüfen
own-name = Deutsch
reader-privacy = Diese Seiten laden nichts von anderen Servern, speichern keine Fragen und zählen niemanden. Jedes Zitat steht Wort für Wort in den Dokumenten; was dort nicht steht, steht auch hier nicht.

## Das Formular zum Fragen

ask-label = Frage stellen oder Stelle nennen
ask-hint = Frag in eigenen Worten oder nenn eine Stelle, etwa §{"\u00A0"}2.3, ¶{"\u00A0"}12 oder Fn.{"\u00A0"}17.
ask-document = Dokument
ask-all = Alle Dokumente
ask-button = Fragen
ask-title = Frag die Dokumente
only-here = Nur „{ $document }“ wurde durchsucht.
ask-all-instead = Alle Dokumente durchsuchen
suggestions-label = Vorschläge
suggestions-count = { $count ->
    [0] Keine Vorschläge
    [one] Ein Vorschlag
   *[other] { $count } Vorschläge
}

## Die erste Seite

home-title = Antworten im Wortlaut der Dokumente
home-lead = Stell eine Frage und lies, was die Dokumente dazu sagen: Wort für Wort und mit der genauen Stelle. Sagen sie nichts dazu, erfährst du auch das.
home-examples = Zum Beispiel
home-documents = { $count ->
    [one] Das Dokument
   *[other] { $count } Dokumente
}
words = { $count ->
    [one] ein Wort
   *[other] { $number } Wörter
}
sections = { $count ->
    [0] keine Abschnitte
    [one] ein Abschnitt
   *[other] { $count } Abschnitte
}
minutes-ago = { $count ->
    [0] Index gerade eben erstellt
    [one] Index vor einer Minute erstellt
   *[other] Index vor { $count } Minuten erstellt
}
hours-ago = { $count ->
    [one] Index vor einer Stunde erstellt
   *[other] Index vor { $count } Stunden erstellt
}
days-ago = { $count ->
    [one] Index gestern erstellt
   *[other] Index vor { $count } Tagen erstellt
}

## Ein Dokument

contents = Inhalt
back-to-answer = Zurück zur Antwort
pager = Seiten
pager-below = Seiten, unten
pager-previous = ← Zurück
pager-next = Weiter →
source = Quelle:
retrieved = abgerufen am { $date }
licence = Lizenz:
derived = ≈ steht vor dem, was es in der Quelle nicht gibt: vor gezählten Nummern und vor Abschnitten und Absätzen, die aus dem Text abgeleitet wurden.
going-on = (Fortsetzung)
apart = Gehört nicht zum Text und wird nicht durchsucht
gap = Hier fehlt in der Quelle Text
page = Seite { $label }
page-in-file = { $number }. Seite der Datei
page-of-quote = Zum Zitat, { $page }
page-by-count = Seite { $page } gibt es hier nicht als gedruckte Seitenzahl. Das ist die { $page }. Seite der Datei.
page-first-of-several = Mehrere Seiten tragen die Seitenzahl { $page }. Das ist die erste davon.
pages-near = Seiten in der Nähe
show-page = Seite zeigen
page-text = Text
page-larger = Größer
page-smaller = Kleiner
page-picture = Bild von { $page }
page-picture-marked = Bild von { $page }, darin markiert: { $quote }
footnote = Fußnote { $number }
footnotes = Fußnoten
footnote-back = Zurück zum Text
picture = Bild
table = Tabelle
table-wide = Seitwärts scrollen, um die ganze Tabelle zu sehen.
empty = In diesem Dokument ließ sich nichts lesen.
place-unknown = Die verlinkte Stelle gibt es hier unter diesem Namen nicht mehr. Suche sie im Dokument, das unten steht.
changed-since = Das Dokument wurde geändert, seit es zitiert wurde. Hier steht die aktuelle Fassung.

## Antworten

context-before = Text davor zeigen
context-after = Text danach zeigen
copy-citation = Zitat kopieren
citation-label = Zitat mit Link
copied = Kopiert.
other-places = Weitere Stellen
also = Fast wortgleich:
place-more-here = { $count ->
    [one] Diese Stelle gibt es noch in einem weiteren Dokument. Wähle ein Dokument, um sie dort zu sehen.
   *[other] Diese Stelle gibt es noch in { $count } weiteren Dokumenten. Wähle ein Dokument, um sie dort zu sehen.
}

## Zitate

verify-title = Zitat prüfen
verify-lead = Füg ein Zitat ein und sieh, ob es wörtlich in den Dokumenten steht und wo. Fußnotenzeichen, Leerraum, die Form der Anführungszeichen und die Nummer vor einem Listenpunkt spielen keine Rolle.
verify-label = Zitat
verify-button = Prüfen
verify-nearly-here = Fast, aber nicht wörtlich.
verify-legend = Durchgestrichen: nur in deinem Zitat. Unterstrichen: nur im Dokument.
verify-stands = Im Dokument

## Ausgaben

diff-title = Ausgaben vergleichen
diff-lead = Was sich von einer Ausgabe eines Dokuments zur anderen geändert hat: in einem Abschnitt Wort für Wort, sonst als Liste aller geänderten Abschnitte. Leerraum und die Form der Anführungszeichen spielen keine Rolle.
diff-place = Abschnitt: § 2.3 oder seine Überschrift (für den Wortlaut)
diff-from = Ältere Ausgabe (wenn nicht die vorige)
diff-to = Neuere Ausgabe (wenn nicht die neueste)
diff-button = Vergleichen
diff-marks = Durchgestrichen: nur in der älteren Ausgabe. Unterstrichen: nur in der neueren Ausgabe.

## Wenn es nichts zu zeigen gibt

no-document = Dokument nicht gefunden
no-such-document-here = Ein Dokument „{ $name }“ gibt es hier nicht. Vielleicht wurde es umbenannt oder entfernt.
near-documents = Meintest du eines davon?
no-page = Seite nicht gefunden
no-page-text = Die Adresse ist vielleicht veraltet oder falsch geschrieben. Frag einfach nach dem, was du suchst.
building = Der Index wird noch erstellt
building-text = Die Dokumente werden gerade eingelesen. Das dauert bei einem Bericht Sekunden, bei einer Bibliothek Minuten. Es heißt nicht, dass die Antwort nicht darin steht.
unreadable = Die Dokumente sind gerade nicht lesbar
unreadable-text = Das heißt nicht, dass die Antwort nicht darin steht.
many-ask = Gerade kommen zu viele Fragen
many-ask-text = Bitte versuch es in ein paar Sekunden noch einmal.
failed = Etwas ist schiefgegangen
again = Noch einmal versuchen

## Abweisungen und der Zugangscode

refused-method = Diese Adresse lässt sich nur lesen
refused-size = Die Anfrage ist zu groß
refused-name = Unter diesem Namen ist hier nichts zu lesen
refused-name-text = Wer diese Seiten betreibt, kann den Namen mit der Einstellung web.url zulassen.
refused-pace = Zu viele Anfragen
refused-pace-text = Bitte warte eine Minute und versuch es dann noch einmal.
refused-time = Das hat zu lange gedauert
refused-other = Die Anfrage wurde abgelehnt
access-title = Zugangscode eingeben
access-label = Zugangscode
access-button = Weiter
access-wrong = Das ist nicht der richtige Zugangscode.

# Was auf den Webseiten über `de.ftl` hinaus zu lesen ist, auf Deutsch.

## Auf jeder Seite

skip = Zum Inhalt springen
nav = Hauptnavigation
nav-documents = Dokumente
nav-ask = Fragen
nav-verify = Zitat prüfen
own-name = Deutsch
reader-privacy = Diese Seiten laden nichts von anderen Servern, merken sich keine Fragen und zählen niemanden. Was du liest, steht Wort für Wort in den Dokumenten; was sie nicht sagen, sagen auch diese Seiten nicht.

## Das Formular zum Fragen

ask-label = Frage stellen oder Stelle nennen
ask-hint = In eigenen Worten, auf Deutsch oder Englisch; oder eine Stelle wie §{"\u00A0"}2.3, ¶{"\u00A0"}12, Fn.{"\u00A0"}17.
ask-document = Dokument
ask-all = alle Dokumente
ask-button = Fragen
ask-title = Die Dokumente fragen
only-here = Nur „{ $document }“ wurde gefragt.
ask-all-instead = Alle Dokumente fragen
suggestions-label = Vorschläge
suggestions-count = { $count ->
    [0] Keine Vorschläge
    [one] Ein Vorschlag
   *[other] { $count } Vorschläge
}

## Die erste Seite

home-title = Die Dokumente, Wort für Wort
home-lead = Frag in eigenen Worten. Die Antwort ist ein Zitat mit der genauen Stelle, an der es steht, oder das klare Wort, dass die Dokumente dazu nichts sagen.
home-documents = { $count ->
    [one] Das Dokument
   *[other] { $count } Dokumente
}
sections = { $count ->
    [0] keine Abschnitte
    [one] ein Abschnitt
   *[other] { $count } Abschnitte
}
paragraphs = { $count ->
    [one] ein Absatz
   *[other] { $count } Absätze
}
minutes-ago = { $count ->
    [0] Index gerade eben gebaut
    [one] Index vor einer Minute gebaut
   *[other] Index vor { $count } Minuten gebaut
}
hours-ago = { $count ->
    [one] Index vor einer Stunde gebaut
   *[other] Index vor { $count } Stunden gebaut
}
days-ago = { $count ->
    [one] Index vor einem Tag gebaut
   *[other] Index vor { $count } Tagen gebaut
}

## Ein Dokument

contents = Inhalt
pager = Seiten
pager-previous = ← Zurück
pager-next = Weiter →
source = Quelle:
licence = Lizenz:
derived = ≈ steht vor Abschnitten und Absätzen, die die Quelle nicht hat: Das Programm hat sie aus dem Text hergeleitet und nach seinen Wörtern benannt.
going-on = (Fortsetzung)
apart = Beiseitegestellt: gehört nicht zum Text und wird nicht durchsucht
gap = Hier hat die Quelle Text verloren
page = Seite { $label }
footnote = Fußnote { $number }
footnotes = Fußnoten
footnote-back = Zurück zum Text
empty = In diesem Dokument war nichts zu lesen.
changed-since = Das Dokument hat sich geändert, seit dies zitiert wurde. So lautet es jetzt.

## Antworten

other-places = Weitere Stellen
also = Fast dasselbe steht in:
near-headings-here = Die nächsten Überschriften
place-more-here = { $count ->
    [one] Ein weiteres Dokument hat eine solche Stelle. Wähle ein Dokument, um sie dort zu sehen.
   *[other] { $count } weitere Dokumente haben eine solche Stelle. Wähle ein Dokument, um sie dort zu sehen.
}

## Zitate

verify-title = Zitat prüfen
verify-lead = Füg ein, was jemand zitiert hat. Du siehst, ob es wörtlich in den Dokumenten steht, und wo; Fußnotenzeichen, Leerraum und die Form der Anführungszeichen spielen keine Rolle.
verify-label = Die gesuchten Worte
verify-button = Prüfen
verify-nearly-here = Beinahe, aber nicht wörtlich.
verify-legend = Durchgestrichen ist, was nur in den angegebenen Worten steht, unterstrichen, was nur im Dokument steht.
verify-stands = Wie es im Dokument steht

## Wenn es nichts zu zeigen gibt

no-document = Dieses Dokument gibt es nicht
no-such-document-here = „{ $name }“ ist nicht unter den Dokumenten. Vielleicht wurde es umbenannt oder entfernt.
near-documents = Meintest du eines von diesen?
no-page = Diese Seite gibt es nicht
no-page-text = Die Adresse ist vielleicht veraltet oder vertippt. Frag nach dem, was du gesucht hast.
building = Der Index wird gerade gebaut
building-text = Die Dokumente werden gelesen. Das dauert bei einem Bericht Sekunden, bei einer Bibliothek Minuten; es heißt nicht, dass sie es nicht sagen.
unreadable = Die Dokumente sind gerade nicht lesbar
unreadable-text = Das heißt nicht, dass sie es nicht sagen.
many-ask = Gerade fragen viele
many-ask-text = Frag in ein paar Sekunden noch einmal.
failed = Etwas ist schiefgegangen
again = Noch einmal versuchen

## Die Tür

refused-method = Diese Adresse kann nur gelesen werden
refused-size = Das war zu viel auf einmal
refused-name = Unter diesem Namen ist hier nichts zu lesen
refused-name-text = Wer das hier betreibt, kann den Namen mit der Einstellung web.url zulassen.
refused-pace = Zu viele Anfragen
refused-pace-text = Bitte eine Minute warten.
refused-time = Es hat zu lange gedauert
refused-other = Die Anfrage wurde abgelehnt
access-title = Wer hier liest, braucht das Zugangswort
access-label = Zugangswort
access-button = Weiter
access-wrong = Das ist nicht das Zugangswort.

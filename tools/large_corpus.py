"""Writes a corpus of any size, to measure how a build grows: Markdown files of 20 paragraphs, half of them German, half English.

    python3 tools/large_corpus.py 5000 BIG        # 100,000 passages, 26 MB of text
"""

import random
import sys
from pathlib import Path

GERMAN = {
    "who": ["Die Hafenbehörde", "Der Rechnungshof", "Das Wasserwirtschaftsamt", "Die Gemeinde", "Der Brückenausschuss", "Das Landesarchiv"],
    "does": ["prüft", "erneuert", "verwirft", "beantragt", "misst", "vergleicht", "fördert"],
    "what": ["die Kaimauer", "den Deichabschnitt", "die Lagerhallenordnung", "das Schleusentor", "die Grundwassermessung", "den Gleisanschluss"],
    "where": ["im Nordbecken", "am Westufer", "in der Altstadt", "beim Oberlauf", "auf der Insel"],
    "why": ["weil das Hochwasser die Fundamente unterspült hat", "obwohl die Mittel dafür noch nicht bewilligt sind", "nachdem zwei Gutachten einander widersprochen hatten"],
}
ENGLISH = {
    "who": ["The harbour office", "The court of audit", "The water board", "The parish", "The bridge committee", "The workshop"],
    "does": ["inspects", "renews", "rejects", "requests", "measures", "compares"],
    "what": ["the quay wall", "the stretch of dyke", "the warehouse rules", "the lock gate", "the groundwater survey"],
    "where": ["in the north basin", "on the west bank", "in the old town", "near the upper reach"],
    "why": ["because the flood has washed out the foundations", "although the money for it has not been granted yet", "after two opinions had contradicted each other"],
}

files, folder = int(sys.argv[1]), Path(sys.argv[2])
chance = random.Random(7)
for number in range(files):
    words = GERMAN if number % 2 else ENGLISH
    pick = lambda kind: chance.choice(words[kind])
    lines = [f"# {pick('what')} {number}\n"]
    for paragraph in range(20):
        if paragraph % 5 == 0:
            lines.append(f"## {pick('where')} {paragraph}\n")
        sentences = [
            f"{pick('who')} {pick('does')} {pick('what')} {pick('where')} {chance.randrange(10**6)}, {pick('why')}."
            for _ in range(3)
        ]
        lines.append(" ".join(sentences) + "\n")
    place = folder / f"{number // 1000:03}"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"note-{number:06}.md").write_text("\n".join(lines), encoding="utf-8")

"""Prints what PDFium reads on each page of PDF files, as JSON: a list of pages for each file, or null for one that it
does not open. The tests hold what the program reads against it (`tests/it/pdf/oracle.rs`).

    python3 -m venv venv && venv/bin/pip install pypdfium2==5.15.2
    venv/bin/python tools/pdfium_text.py FILE.pdf …
"""

import json
import sys

MISSING = 3

try:
    import pypdfium2
except ImportError:
    sys.exit(MISSING)


def pages(path):
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return None
    return [page.get_textpage().get_text_range() for page in document]


json.dump([pages(path) for path in sys.argv[1:]], sys.stdout)

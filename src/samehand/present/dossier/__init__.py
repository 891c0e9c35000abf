"""A dossier as a report: one order of sections, written as HTML, Markdown or PDF. Pure functions.

readers.py    for whom: which sections each reader gets, and what each is called
sections.py   a dossier laid out as sections of paragraphs and sheets
findings.py   findings, replies, claims, alternatives, drafts of certificates
chronology.py what happened, when it was recorded, when it could be seen
pages.py      sections as HTML and as Markdown
pdf.py        sections as Typst, set by it; the same dossier gives the same bytes
tables.py     the same dossier as tables for other tools; dictionary.py what their columns mean
"""

from samehand.present.dossier.pages import html, markdown
from samehand.present.dossier.pdf import pdf
from samehand.present.dossier.readers import READERS
from samehand.present.dossier.sections import sections
from samehand.present.dossier.tables import tables

__all__ = ["READERS", "html", "markdown", "pdf", "sections", "tables"]

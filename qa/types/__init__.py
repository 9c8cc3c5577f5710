"""The dataclasses that all packages share, from documents to answers.

All positions are offsets in Unicode code points into ``Document.text``, half open: ``text[start:end]``.
"""

from qa.types.additions import AddReport, FileOutcome, Namesake, NamesakeField, Refusal
from qa.types.answers import Answer, AnswerKind, AnswerStatus, LaterDocument, Listing, Missing
from qa.types.citations import AnswerSentence, Citation, Hit
from qa.types.documents import Document, Heading, Metadata, Passage, PassageKind, Record, Section, Span, Table
from qa.types.filters import NO_FILTERS, Filters
from qa.types.listed_documents import DocumentContents, DocumentSummary

__all__ = [
    "NO_FILTERS",
    "AddReport",
    "Answer",
    "AnswerKind",
    "AnswerSentence",
    "AnswerStatus",
    "Citation",
    "Document",
    "DocumentContents",
    "DocumentSummary",
    "FileOutcome",
    "Filters",
    "Heading",
    "Hit",
    "LaterDocument",
    "Listing",
    "Metadata",
    "Missing",
    "Namesake",
    "NamesakeField",
    "Passage",
    "PassageKind",
    "Record",
    "Refusal",
    "Section",
    "Span",
    "Table",
]

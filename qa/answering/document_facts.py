"""Answer a question for the 文号, the issuer or the date of a document with the place where the document states it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from qa.answering.article import passages_at
from qa.answering.named_documents import is_allowed, is_same_number, newest_first
from qa.answering.sentence import cited_slice
from qa.answering.titled_documents import issued_titles, titled_documents
from qa.index import EngineSnapshot, StoredPassage
from qa.language.official import DAY, DOCUMENT_NUMBER_LABEL, parse_date
from qa.question import DocumentFact, DocumentFactQuestion
from qa.types import Answer, DocumentSummary, Filters, Hit, Missing, Span

_SURE = 0.99
_BETWEEN = r"[\s、，,]*"
"""pattern of what may stand between the names of issuers, or between the parts of a 文号 that has blanks"""
_DAY = re.compile(DAY)
_ASKS_PUBLISHED = re.compile("[发公颁][布佈]")
"""matches a question for the date of publication; for any other question for a date, the date of writing is looked for
first and the date of publication second"""
_MAY_BE_NUMBER = re.compile(
    rf"\s*(?:{DOCUMENT_NUMBER_LABEL}(?!无)[^\s:：]+|[^，。；：:\s]{{0,25}}(?:\d|[一二三四五六七八九十〇零])\s*[号號])\s*"
)
"""matches a line that may be a 文号, such as 2020年第8号 or 文号：GX-2020-8; not an empty field (文号： 发布日期：…)"""
_HEAD = 1_000
"""number of characters at the beginning of a document in which its 文号 would stand"""
_LONGEST_LINE = 200
_LONGEST_TEXT = 2_000_000
"""number of characters at the beginning of a document that are looked through"""


def stated_fact(
    asked: DocumentFactQuestion,
    documents: Sequence[DocumentSummary],
    filters: Filters,
    read: Callable[[int, Span], str],
    snapshot: EngineSnapshot,
) -> Answer | None:
    """Return the answer that quotes a fact from the document that a question names.

    Of several versions of a document, with the same title and issuer, the newest answers. A document without a 文号 has
    that of the only notice that issues it. If no other document can be meant, the answer is "not found", and names the
    文号 as missing. The result is ``None`` if different documents or none have the name, or if no passage of the
    document states the fact.

    Args:
        asked: what the question asks about which document.
        documents: the documents of the library.
        filters: which documents may answer.
        read: returns a slice of the text of the document with a given number.
        snapshot: the library.
    """
    allowed = [document for document in documents if is_allowed(document, filters)]
    numbered = [each for each in allowed if is_same_number(each.metadata.document_number, asked.name)]
    named = sorted(numbered, key=newest_first) or titled_documents(asked.name, allowed)
    if len({(document.metadata.title, document.metadata.issuer) for document in named}) != 1:
        return None
    document = named[0]
    if asked.fact is DocumentFact.NUMBER and not document.metadata.document_number:
        others = _others_of_name(asked.name, named, allowed)
        if not others:
            return _without_number(asked, document, filters, read, snapshot)
        if len(others) > 1 or document.metadata.title not in issued_titles(others[0].metadata.title):
            return None
        document = others[0]
    text = read(document.id, Span(0, _LONGEST_TEXT))
    value = _place(asked, document, text)
    holding = passages_at(value, document.id, snapshot) if value else []
    if value is None or not holding:
        return None
    line = _lines_of(text, value)
    quoted = line if len(line) <= _LONGEST_LINE else value
    sentence = replace(cited_slice(holding[0], quoted, text[quoted.start : quoted.end]), value=value)
    return Answer(asked.question, True, _SURE, sentence, _hits(holding), filters=filters)


def _others_of_name(
    name: str, named: Sequence[DocumentSummary], documents: Sequence[DocumentSummary]
) -> list[DocumentSummary]:
    """Return the documents that have a name less exactly than those that it names."""
    known = {document.id for document in named}
    return titled_documents(name, [document for document in documents if document.id not in known])


def _without_number(
    asked: DocumentFactQuestion,
    document: DocumentSummary,
    filters: Filters,
    read: Callable[[int, Span], str],
    snapshot: EngineSnapshot,
) -> Answer | None:
    """Return the answer that a document states no 文号, with its first passages.

    The result is ``None`` if a line at the beginning may be a 文号 in a form that the reader does not know.
    """
    beginning = Span(0, _HEAD)
    if any(_MAY_BE_NUMBER.fullmatch(line) for line in read(document.id, beginning).splitlines()):
        return None
    hits = _hits(passages_at(beginning, document.id, snapshot))
    missing = Missing(f"《{document.metadata.title}》的文号")
    return Answer(asked.question, False, 0.0, None, hits, filters=filters, missing=(missing,))


def _hits(passages: Sequence[StoredPassage]) -> tuple[Hit, ...]:
    return tuple(Hit(rank, 1 / rank, each.text, each.citation) for rank, each in enumerate(passages, start=1))


def _place(asked: DocumentFactQuestion, document: DocumentSummary, text: str) -> Span | None:
    """Return where a document states a fact; ``None`` if it does not state it.

    Places at the start of a line are preferred: the first one for the 文号; the last one, which is the signature, for
    the issuer and the date. Without such a place, the first place is returned.
    """
    metadata, fact = document.metadata, asked.fact
    if fact is DocumentFact.DATE:
        days = [metadata.date_written, metadata.date_published]
        if _ASKS_PUBLISHED.search(asked.question):
            days.reverse()
        places = next((found for day in days if (found := list(_dates(text, day)))), [])
    else:
        stated = metadata.issuer if fact is DocumentFact.ISSUER else metadata.document_number
        parts = [re.escape(part) for part in re.split(r"[\s、，,]+", stated) if part]
        places = [Span(*match.span()) for match in re.finditer(_BETWEEN.join(parts), text)] if parts else []
    signed = [place for place in places if _begins_line(text, place)]
    if fact is DocumentFact.NUMBER:
        return next(iter(signed or places), None)
    return signed[-1] if signed else next(iter(places), None)


def _dates(text: str, day: date | None) -> Iterator[Span]:
    """Yield the places of a day in a text; none if the day is ``None``."""
    for match in _DAY.finditer(text):
        if day and parse_date(match[0]) == day:
            yield Span(*match.span())


def _begins_line(text: str, place: Span) -> bool:
    return not text[text.rfind("\n", 0, place.start) + 1 : place.start].strip()


def _lines_of(text: str, place: Span) -> Span:
    """Return the lines that a place covers, without blanks around them."""
    start = text.rfind("\n", 0, place.start) + 1
    end = text.find("\n", place.end)
    line = text[start : end if end >= 0 else len(text)]
    start += len(line) - len(line.lstrip())
    return Span(start, start + len(line.strip()))

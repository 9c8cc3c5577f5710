"""Answer a question for a provision by its number: go to that place, or say that there is none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qa.answering.provision_text import find_provision, provisions_of
from qa.answering.sentence import cited_slice
from qa.index import EngineSnapshot, StoredPassage
from qa.language import letters, matching_form
from qa.question import ArticleReference
from qa.types import AnswerSentence, DocumentSummary, Filters, Hit, Span

_KINDS = ("法", "法典", "条例", "办法", "规定", "规则", "细则", "章程", "准则", "标准", "规程", "规范", "公约", "制度")
"""the endings of the names of documents that consist of provisions"""
_SHORTEST_SUBSEQUENCE = 3
_MOST_DOCUMENTS = 20
"""how many documents are looked through for a provision without the name of its document"""


@dataclass(frozen=True, slots=True)
class FoundProvision:
    """A provision with the passages that contain it, those of its own document first."""

    sentence: AnswerSentence
    passages: tuple[Hit, ...]
    is_sure: bool
    """False if several documents have such a provision and the question names none of them"""


@dataclass(frozen=True, slots=True)
class NoProvision:
    """The result for a provision that is in none of the documents that the question may mean."""

    present: str = ""
    """which articles the document has, if the question names one"""


class ProvisionFinder:
    """Finds provisions in the documents of a library.

    Args:
        documents: returns the documents of the library.
        text: returns the text of a document.
    """

    def __init__(self, documents: Callable[[], Sequence[DocumentSummary]], text: Callable[[int], str]) -> None:
        self._documents = documents
        self._text = text

    def find(
        self, reference: ArticleReference, filters: Filters, snapshot: EngineSnapshot
    ) -> FoundProvision | NoProvision | None:
        """Return the provision; ``None`` if the text in front of the number is not the name of a document.

        Args:
            reference: the provision.
            filters: which documents may answer.
            snapshot: the library.
        """
        allowed = [document for document in self._documents() if _is_allowed(document, filters)]
        if not reference.document:
            return self._in_any(reference, allowed, snapshot)
        named = _named(reference.document, allowed)
        if not named:
            return NoProvision() if reference.document.endswith(_KINDS) else None
        found = self._in_each(reference, named[:1], snapshot)
        return found or NoProvision(provisions_of(self._text(named[0].id)))

    def _in_any(
        self, reference: ArticleReference, documents: Sequence[DocumentSummary], snapshot: EngineSnapshot
    ) -> FoundProvision | NoProvision:
        newest = sorted(documents, key=_newest_first)[:_MOST_DOCUMENTS]
        found = self._in_each(reference, newest, snapshot)
        if found is None and len(documents) == 1:
            return NoProvision(provisions_of(self._text(documents[0].id)))
        return found or NoProvision()

    def _in_each(
        self, reference: ArticleReference, documents: Iterable[DocumentSummary], snapshot: EngineSnapshot
    ) -> FoundProvision | None:
        sentences: list[AnswerSentence] = []
        passages: list[StoredPassage] = []
        for document in documents:
            text = self._text(document.id)
            if place := find_provision(text, reference):
                holding = _passages_at(place, document.id, snapshot)
                if holding:
                    sentences.append(cited_slice(holding[0], place, text[place.start : place.end]))
                    passages += holding
        if not sentences:
            return None
        hits = (Hit(rank, 1 / rank, each.text, each.citation) for rank, each in enumerate(passages, start=1))
        return FoundProvision(sentences[0], tuple(hits), is_sure=len(sentences) == 1)


def _passages_at(place: Span, document_id: int, snapshot: EngineSnapshot) -> list[StoredPassage]:
    """Return the passages of a document that overlap a span of its text, in order."""
    ids = snapshot.view.passage_ids("d.id = ? AND p.start < ? AND p.end > ?", (document_id, place.end, place.start))
    found = snapshot.view.passages(ids)
    return sorted(found.values(), key=lambda passage: passage.citation.start)


def _is_allowed(document: DocumentSummary, filters: Filters) -> bool:
    meta = document.metadata
    day = meta.date_written or meta.date_published
    return (
        filters.document_id in (None, document.id)
        and matching_form(filters.issuer) in matching_form(meta.issuer)
        and matching_form(filters.status) in matching_form(meta.status)
        and (not filters.document_number or letters(filters.document_number) == letters(meta.document_number))
        and (filters.since is None or (day is not None and day >= filters.since))
        and (filters.until is None or (day is not None and day <= filters.until))
    )


def _named(name: str, documents: Sequence[DocumentSummary]) -> list[DocumentSummary]:
    """Return the documents whose title is a name or its long form, the likeliest first: …物业管理条例 for 物业条例."""
    wanted = letters(name)
    likeness = {
        document.id: _likeness(wanted, letters(matching_form(document.metadata.title))) for document in documents
    }
    best = max(likeness.values(), default=0)
    if not best:
        return []
    same = [document for document in documents if likeness[document.id] == best]
    return sorted(same, key=lambda document: (len(document.metadata.title), _newest_first(document)))


def _likeness(name: str, title: str) -> int:
    """Return 3 for the title itself, 2 for a part of it, 1 for characters of it in their order, else 0."""
    if name == title:
        return 3
    if not name:
        return 0
    if name in title or (title and title in name):
        return 2
    characters = iter(title)
    is_subsequence = len(name) >= _SHORTEST_SUBSEQUENCE and all(character in characters for character in name)
    return int(is_subsequence and name[-1] == title[-1])


def _newest_first(document: DocumentSummary) -> tuple[int, int]:
    day = document.metadata.date_written or document.metadata.date_published
    return -(day.toordinal() if day else 0), document.id

"""Answer a request for a provision by number: return its text, or report that the document does not have it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from qa.answering.named_documents import is_allowed, named_documents, newest_first
from qa.answering.provision_text import find_provision, provisions_of
from qa.answering.sentence import cited_slice
from qa.index import EngineSnapshot, StoredPassage
from qa.question import ArticleReference
from qa.types import AnswerSentence, DocumentSummary, Filters, Hit, Span

_KINDS = ("法", "法典", "条例", "办法", "规定", "规则", "细则", "章程", "准则", "标准", "规程", "规范", "公约", "制度")
"""endings of the titles of documents that consist of articles, such as 条例"""
_MOST_DOCUMENTS = 20
"""maximum number of documents, the newest ones, to search for a provision if the question names no document"""


@dataclass(frozen=True, slots=True)
class FoundProvision:
    """A provision and the passages that contain it.

    These are followed by the passages that contain provisions of the same number in other documents.
    """

    sentence: AnswerSentence
    passages: tuple[Hit, ...]
    is_sure: bool
    """False if several documents have a provision of this number and the question names none of them"""


@dataclass(frozen=True, slots=True)
class NoProvision:
    """The result for a provision that is in none of the documents that the question may mean."""

    present: str = ""
    """the range of the document's articles, such as 第一条至第四十条; empty if the document is unknown or has none"""


class ProvisionFinder:
    """Finds provisions in the documents of a library.

    Args:
        documents: returns the documents of the library.
        text: returns the text of the document with a given number.
    """

    def __init__(self, documents: Callable[[], Sequence[DocumentSummary]], text: Callable[[int], str]) -> None:
        self._documents = documents
        self._text = text

    def find(
        self, reference: ArticleReference, filters: Filters, snapshot: EngineSnapshot
    ) -> FoundProvision | NoProvision | None:
        """Look a provision up.

        Args:
            reference: the provision.
            filters: which documents may answer.
            snapshot: the library.

        Returns:
            The provision; :class:`NoProvision` if the documents that the question may mean do not have it; ``None`` if
            the text in front of the number names no document that the filters allow and does not end like a title
            (条例, 办法).
        """
        allowed = [document for document in self._documents() if is_allowed(document, filters)]
        if not reference.document:
            return self._in_any(reference, allowed, snapshot)
        named = named_documents(reference.document, allowed)
        if not named:
            return NoProvision() if reference.document.endswith(_KINDS) else None
        found = self._in_each(reference, named[:1], snapshot)
        return found or NoProvision(provisions_of(self._text(named[0].id)))

    def _in_any(
        self, reference: ArticleReference, documents: Sequence[DocumentSummary], snapshot: EngineSnapshot
    ) -> FoundProvision | NoProvision:
        newest = sorted(documents, key=newest_first)[:_MOST_DOCUMENTS]
        # 第三条 is an article first, and the section of a notice only if no document has such an article.
        with_articles = [] if reference.decimal else [each for each in newest if provisions_of(self._text(each.id))]
        found = self._in_each(reference, with_articles, snapshot) or self._in_each(reference, newest, snapshot)
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
                holding = passages_at(place, document.id, snapshot)
                if holding:
                    sentences.append(cited_slice(holding[0], place, text[place.start : place.end]))
                    passages += holding
        if not sentences:
            return None
        hits = (Hit(rank, 1 / rank, each.text, each.citation) for rank, each in enumerate(passages, start=1))
        return FoundProvision(sentences[0], tuple(hits), is_sure=len(sentences) == 1)


def passages_at(place: Span, document_id: int, snapshot: EngineSnapshot) -> list[StoredPassage]:
    """Return the passages of a document that overlap a span of its text, in the order of the text."""
    ids = snapshot.view.passage_ids("d.id = ? AND p.start < ? AND p.end > ?", (document_id, place.end, place.start))
    found = snapshot.view.sound_passages(ids)
    return sorted(found.values(), key=lambda passage: passage.citation.start)

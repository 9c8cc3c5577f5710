"""Find documents that supersede a cited one: a newer version, or a decision that repeals it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from qa.answering.sentence import cited_slice
from qa.answering.titled_documents import issued_titles
from qa.index import Engine, EngineSnapshot, StoredPassage
from qa.language import letters, matching_form
from qa.types import Citation, LaterDocument, Span

_REPEALING = re.compile("废止|失效|停止执行|不再执行")
_NOT_REPEALING = re.compile("继续有效|保留")
_EDITION = re.compile(r"[（(](?:\d{4}年?)?(?:修订|修正|修改|试行|暂行|征求意见稿)[^（）()]*[)）]$")
_REPEALS = "废止 失效"
_SUSPENDS = "停止执行 不再执行"
_MOST_REPEALING, _MOST_SUSPENDING = 2_000, 200
"""maximum numbers of passages to look through when the library has changed: the first for the words of
:data:`_REPEALS`, the second for those of :data:`_SUSPENDS`"""
_LOOKED_THROUGH = 20
"""number of passages to look through for each answer, if the library has at least :data:`_MOST_REPEALING` passages with
the words of :data:`_REPEALS`"""
_SHORTEST_TITLE = 5


@dataclass(frozen=True, slots=True)
class _Repeals:
    """The passages of a library at one generation that name a document and speak of repeal."""

    generation: int
    passages: tuple[StoredPassage, ...]
    texts: str
    """the texts of the passages, so that a single search shows that most documents are not named"""
    is_complete: bool


class LaterDocuments:
    """Finds the documents of a library that take the place of others. Safe for threads.

    The passages that repeal something are searched once for each generation of the library: few documents repeal
    others, and a search for each answer would take as long as the search for the question. If there are too many such
    passages, those that repeal the cited document are searched for each answer instead.
    """

    def __init__(self) -> None:
        self._repeals = _Repeals(-1, (), "", is_complete=True)

    def find(self, cited: Citation, found: Iterable[StoredPassage], engine: Engine) -> tuple[LaterDocument, ...]:
        """Return the documents that repeal the cited one or are newer versions of it, the newest first, each once.

        None are returned if the cited title is so short that it does not tell the documents apart.

        Args:
            cited: the citation of the answer.
            found: the passages found for the question; a newer version is among them, because it says nearly the same.
            engine: the library.
        """
        if len(letters(cited.title)) < _SHORTEST_TITLE:
            return ()
        later = [*_repealing(cited, self._repealing_passages(cited, engine)), *_newer(cited, found)]
        first = {each.citation.document_id: each for each in reversed(later)}
        return tuple(sorted(first.values(), key=lambda each: -(_day(each.citation) or date.min).toordinal()))

    def _repealing_passages(self, cited: Citation, engine: Engine) -> Iterable[StoredPassage]:
        repeals = self._repeals
        # Opening a snapshot takes longer than everything else here, so none is opened if the repeals are known.
        if not repeals.is_complete or repeals.generation != engine.generation:
            with engine.snapshot() as snapshot:
                if repeals.generation != snapshot.view.generation:
                    self._repeals = repeals = _repeals(snapshot)
                if not repeals.is_complete:
                    sharing = snapshot.search_words(f"{_REPEALS} {cited.title}", _LOOKED_THROUGH)
                    return snapshot.view.passages([found.id for found in sharing]).values()
        return repeals.passages if any(name in repeals.texts for name in _quoted(cited)) else ()


def _repeals(snapshot: EngineSnapshot) -> _Repeals:
    """Return the passages that name a document and speak of repeal, among the best matches of a search for repeals."""
    repealing = snapshot.search_words(_REPEALS, _MOST_REPEALING)
    ids = {found.id for found in (*repealing, *snapshot.search_words(_SUSPENDS, _MOST_SUSPENDING))}
    passages = snapshot.view.passages(sorted(ids)).values()
    speaking = [each for each in passages if "《" in each.text and _REPEALING.search(f"{_above(each)}{each.text}")]
    texts = "\0".join([each.text for each in speaking])
    return _Repeals(snapshot.view.generation, tuple(speaking), texts, len(repealing) < _MOST_REPEALING)


def _newer(cited: Citation, found: Iterable[StoredPassage]) -> Iterator[LaterDocument]:
    day = _day(cited)
    if day is None:
        return
    title = _without_edition(cited.title)
    for passage in found:
        citation = passage.citation
        other = _day(citation)
        if (
            other is not None
            and other > day
            and citation.document_id != cited.document_id
            and _without_edition(citation.title) == title
        ):
            yield LaterDocument("newer", citation)


def _repealing(cited: Citation, passages: Iterable[StoredPassage]) -> Iterator[LaterDocument]:
    for passage in passages:
        citation = passage.citation
        places = (passage.text.find(name) for name in _quoted(cited))
        place = next((each for each in places if each >= 0), -1)
        if place < 0 or citation.document_id == cited.document_id or _is_earlier(citation, cited):
            continue
        start = passage.text.rfind("\n", 0, place) + 1
        end = passage.text.find("\n", place)
        end = len(passage.text) if end < 0 else end
        line = passage.text[start:end]
        said = f"{_above(passage)}{line}"
        if _REPEALING.search(said) and not _NOT_REPEALING.search(said):
            span = Span(citation.start + start, citation.start + end)
            yield LaterDocument("repeals", cited_slice(passage, span, line).citation)


def _quoted(cited: Citation) -> tuple[str, ...]:
    """Return the cited title in 《》, and the title of the only document that the cited one issues, if it is a notice.

    The 《》 in a title are also written 〈〉 when the title itself stands in 《》.
    """
    titles = [cited.title, cited.title.replace("《", "〈").replace("》", "〉")]
    issued = issued_titles(cited.title)
    if len(issued) == 1 and len(letters(issued[0])) >= _SHORTEST_TITLE:
        titles += issued
    return tuple(f"《{title}》" for title in dict.fromkeys(titles))


def _is_earlier(one: Citation, other: Citation) -> bool:
    """Return whether a document was written before another, or on the same day and has or issues the other's name.

    Such a document repeals the predecessor that had the same name. Days of publication do not count, because old
    documents are often put on a page much later.
    """
    day, other_day = one.date_written, other.date_written
    if day is None or other_day is None:
        return False
    return day < other_day or (day == other_day and not _names(one).isdisjoint(_names(other)))


def _names(citation: Citation) -> frozenset[str]:
    return frozenset((citation.title, *issued_titles(citation.title)))


def _above(passage: StoredPassage) -> str:
    return f"{passage.citation.title}{''.join(passage.citation.heading_path)}"


def _without_edition(title: str) -> str:
    return letters(_EDITION.sub("", matching_form(title)))


def _day(citation: Citation) -> date | None:
    return citation.date_written or citation.date_published

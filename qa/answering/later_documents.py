"""Find documents that supersede a cited one: a newer version, or a decision that repeals it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from qa.answering.sentence import cited_slice
from qa.index import EngineSnapshot, StoredPassage
from qa.language import letters, matching_form
from qa.types import Citation, LaterDocument, Span

_REPEALING = re.compile("废止|失效|停止执行|不再执行")
_NOT_REPEALING = re.compile("继续有效|保留")
_EDITION = re.compile(r"[（(](?:\d{4}年?)?(?:修订|修正|修改|试行|暂行|征求意见稿)[^（）()]*[)）]$")
_LOOKED_THROUGH = 20
_SHORTEST_TITLE = 5


def later_documents(
    cited: Citation, found: Iterable[StoredPassage], snapshot: EngineSnapshot
) -> tuple[LaterDocument, ...]:
    """Return the documents that repeal the cited one or are newer versions of it, the newest first, each once.

    Args:
        cited: the citation of the answer.
        found: the passages found for the question; a newer version is among them, because it says nearly the same.
        snapshot: the library.
    """
    if len(letters(cited.title)) < _SHORTEST_TITLE:
        return ()
    later = [*_repealing(cited, snapshot), *_newer(cited, found)]
    first = {each.citation.document_id: each for each in reversed(later)}
    return tuple(sorted(first.values(), key=lambda each: -(_day(each.citation) or date.min).toordinal()))


def _newer(cited: Citation, found: Iterable[StoredPassage]) -> Iterator[LaterDocument]:
    day = _day(cited)
    title = _without_edition(cited.title)
    for passage in found:
        citation = passage.citation
        other = _day(citation)
        if (
            day
            and other
            and other > day
            and citation.document_id != cited.document_id
            and _without_edition(citation.title) == title
        ):
            yield LaterDocument("newer", citation)


def _repealing(cited: Citation, snapshot: EngineSnapshot) -> Iterator[LaterDocument]:
    name = f"《{cited.title}》"
    sharing = [found.id for found in snapshot.search_words(f"废止 失效 {cited.title}", _LOOKED_THROUGH)]
    for passage in snapshot.view.passages(sharing).values():
        citation = passage.citation
        place = passage.text.find(name)
        if place < 0 or citation.document_id == cited.document_id:
            continue
        start = passage.text.rfind("\n", 0, place) + 1
        end = passage.text.find("\n", place)
        end = len(passage.text) if end < 0 else end
        line = passage.text[start:end]
        above = f"{citation.title}{''.join(citation.heading_path)}"
        if _REPEALING.search(f"{above}{line}") and not _NOT_REPEALING.search(f"{above}{line}"):
            span = Span(citation.start + start, citation.start + end)
            yield LaterDocument("repeals", cited_slice(passage, span, line).citation)


def _without_edition(title: str) -> str:
    return letters(_EDITION.sub("", matching_form(title)))


def _day(citation: Citation) -> date | None:
    return citation.date_written or citation.date_published

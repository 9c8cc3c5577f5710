"""An answer names the documents that repeal a cited document, and its newer versions."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from qa.answering.later_documents import LaterDocuments
from qa.index import StoredPassage
from qa.types import Citation, PassageKind

OLD = Citation(1, "道路停车收费办法", "", "", "", date(2015, 1, 1), None, (), 1, 0, 10, "/old.txt")


def _passage(document: int, title: str, text: str, day: date | None = None) -> StoredPassage:
    citation = Citation(document, title, "", "", "", day, None, (), 1, 0, len(text), f"/{document}.txt")
    return StoredPassage(document, PassageKind.BODY, text, citation)


class _Engine:
    """A library whose search for words returns all its passages."""

    is_without_words = False

    def __init__(self, generation: int, *passages: StoredPassage) -> None:
        self.generation = generation
        self._passages = {passage.id: passage for passage in passages}
        self.searches: list[str] = []
        self.snapshots = 0
        self.view: Any = SimpleNamespace(
            generation=generation, passages=lambda ids: {id_: self._passages[id_] for id_ in ids}
        )

    def snapshot(self) -> Any:
        self.snapshots += 1
        return nullcontext(self)

    def search_words(self, query: str, limit: int) -> Sequence[Any]:
        self.searches.append(query)
        return [SimpleNamespace(id=id_, score=1.0) for id_ in self._passages][:limit]


@pytest.mark.parametrize(
    ("title", "text", "is_repealed"),
    [
        ("停车管理规定", "本规定自2020年起施行。\n《道路停车收费办法》同时废止。", True),
        ("关于废止部分文件的决定", "1.《道路停车收费办法》\n2.《公园管理办法》", True),
        ("停车管理规定", "《道路停车收费办法》继续有效，其余文件废止。", False),
        ("停车管理规定", "《公园管理办法》同时废止。", False),
    ],
)
def test_a_document_that_repeals_the_cited_one_is_found(title: str, text: str, is_repealed: bool) -> None:
    engine: Any = _Engine(1, _passage(2, title, text))
    later = LaterDocuments().find(OLD, (), engine)
    assert [(each.relation, each.citation.document_id) for each in later] == [("repeals", 2)] * is_repealed
    if is_repealed:
        assert "《道路停车收费办法》" in text[later[0].citation.start : later[0].citation.end]


@pytest.mark.parametrize(
    ("title", "repealed", "is_repealed"),
    [
        ("关于印发《道路停车收费办法》的通知", "《道路停车收费办法》", True),
        ("关于印发道路停车收费办法的通知", "《道路停车收费办法》", True),
        ("绿洲市交通局关于发布《道路停车收费办法（试行）》的公告", "《道路停车收费办法（试行）》", True),
        ("关于印发《道路停车收费办法》的通知", "《关于印发〈道路停车收费办法〉的通知》", True),
        ("关于印发《道路停车收费办法》的通知", "《关于印发《道路停车收费办法》的通知》", True),
        ("关于印发《道路停车收费办法实施细则》的通知", "《道路停车收费办法》", False),
        ("关于印发《道路停车收费办法》的通知", "《道路停车收费办法（试行）》", False),
        ("关于印发《道路停车收费办法》《公园管理办法》的通知", "《道路停车收费办法》", False),
        ("关于印发《道路停车收费办法》等三个文件的通知", "《道路停车收费办法》", False),
        ("转发关于印发《道路停车收费办法》的通知", "《道路停车收费办法》", False),
        ("关于修改《道路停车收费办法》的决定", "《道路停车收费办法》", False),
        ("关于印发《办法》的通知", "《办法》", False),
    ],
)
def test_the_repeal_of_an_issued_document_is_named_for_the_notice(title: str, repealed: str, is_repealed: bool) -> None:
    engine: Any = _Engine(1, _passage(2, "停车管理规定", f"{repealed}同时废止。", date(2020, 1, 1)))
    cited = replace(OLD, title=title)
    assert len(LaterDocuments().find(cited, (), engine)) == is_repealed


@pytest.mark.parametrize(
    ("title", "day", "is_repealed"),
    [
        ("停车管理规定", date(2012, 1, 1), False),
        ("停车管理规定", date(2015, 1, 1), True),
        ("停车管理规定", None, True),
        ("道路停车收费办法", date(2015, 1, 1), False),
        ("关于印发《道路停车收费办法》的通知", date(2015, 1, 1), False),
        ("道路停车收费办法", date(2020, 1, 1), True),
    ],
)
@pytest.mark.parametrize("cited", ["道路停车收费办法", "关于印发《道路停车收费办法》的通知"])
def test_no_document_is_repealed_by_an_earlier_one_or_by_its_own_notice(
    title: str, day: date | None, is_repealed: bool, cited: str
) -> None:
    engine: Any = _Engine(1, _passage(2, title, "2010年的《道路停车收费办法》同时废止。", day))
    assert len(LaterDocuments().find(replace(OLD, title=cited), (), engine)) == is_repealed


def test_repeals_are_searched_once_for_a_generation() -> None:
    finder = LaterDocuments()
    before: Any = _Engine(1)
    after: Any = _Engine(2, _passage(2, "规定", "《道路停车收费办法》废止。"))
    assert not finder.find(OLD, (), before)
    done = len(before.searches), before.snapshots
    assert not finder.find(OLD, (), before)
    assert (len(before.searches), before.snapshots) == done
    assert finder.find(OLD, (), after)


def test_repeals_are_searched_for_each_title_if_there_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.answering.later_documents._MOST_REPEALING", 1)
    engine: Any = _Engine(1, _passage(2, "规定", "《道路停车收费办法》废止。"), _passage(3, "决定", "废止。"))
    assert LaterDocuments().find(OLD, (), engine)
    assert any(OLD.title in query for query in engine.searches)


def test_a_newer_version_among_the_passages_found_is_named() -> None:
    newer = _passage(2, "道路停车收费办法（2020年修订）", "收费标准。", date(2020, 1, 1))
    older = _passage(3, "道路停车收费办法", "收费标准。", date(2010, 1, 1))
    engine: Any = _Engine(1)
    later = LaterDocuments().find(OLD, (newer, older), engine)
    assert [(each.relation, each.citation.document_id) for each in later] == [("newer", 2)]

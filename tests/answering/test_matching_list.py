"""The list that a question asks for comes first, and the document of a conversation is preferred."""

from dataclasses import replace

import pytest

from qa.answering.matching_list import matching_list_first
from qa.answering.preferred_document import preferring
from qa.search import Ranking
from tests.answering.test_confidence import ranked

SENTENCE = "申请人可以向公安部门提出申请，公安部门应当及时审核材料。"
MATERIALS = "申请人应当提交下列材料：\n（一）申请书；\n（二）户口簿。"
FORBIDDEN = "游客禁止下列行为：\n（一）烧烤；\n（二）垂钓。"
UNDER_HEADING = "二、不予救助的情形\n1.有重大过错的；\n2.拒绝配合的。"
PERMITTED = "职工有下列情形之一的，可以提取余额：\n（一）退休的；\n（二）出境定居的。"
RULES = "携带犬只外出应当遵守下列规定：\n（一）挂犬牌；\n（二）束牵引带。"
TASKS = "公园应当做到：\n（一）保持整洁；\n（二）保持安静。\n不得向公园倾倒杂物、垃圾。"
ENUMERATION = "申请人应当交验户口簿、本人相片。"


def ranking(*texts: str, documents: tuple[int, ...] = (1, 1, 1), gap: float = 0.1) -> Ranking:
    """Return a ranking of passages whose scores lie ``gap`` apart."""
    entries = tuple(
        entry._replace(
            passage=replace(entry.passage, text=text, citation=replace(entry.passage.citation, document_id=document)),
            relevance=-gap * entry.passage.id,
        )
        for entry, text, document in zip(ranked(*[1.0] * len(texts)), texts, documents, strict=False)
    )
    return Ranking(entries, entries)


def first(found: Ranking) -> str:
    return found.passages[0].passage.text


@pytest.mark.parametrize(
    ("question", "texts", "expected"),
    [
        ("要带哪些东西", (SENTENCE, FORBIDDEN, MATERIALS), MATERIALS),
        ("什么人可以提取", (SENTENCE, RULES, PERMITTED), PERMITTED),
        ("公园里哪些事情不能做", (SENTENCE, MATERIALS, FORBIDDEN), FORBIDDEN),
        ("要带哪些证件", (SENTENCE, ENUMERATION, FORBIDDEN), ENUMERATION),
        ("要带哪些东西", (MATERIALS, SENTENCE), MATERIALS),
        ("带狗出门要守哪些规矩，能不能说说", (SENTENCE, MATERIALS, RULES), RULES),
        ("什么时候拿不到救助的钱", (SENTENCE, MATERIALS, UNDER_HEADING), UNDER_HEADING),
        ("公园里哪些事情不能做", (TASKS, MATERIALS, FORBIDDEN), FORBIDDEN),
        ("谁审核材料", (SENTENCE, MATERIALS), SENTENCE),
    ],
)
def test_a_list_of_the_kind_asked_for_comes_first(question: str, texts: tuple[str, ...], expected: str) -> None:
    found, places = matching_list_first(question, ranking(*texts))
    assert first(found) == expected
    assert len(found.passages) == len(texts)
    assert places is None or [expected[place.start : place.end] for place in places] == [expected]


def test_a_list_of_another_document_or_with_a_low_score_stays_behind() -> None:
    assert first(matching_list_first("要带哪些东西", ranking(SENTENCE, MATERIALS, documents=(1, 2)))[0]) == SENTENCE
    assert first(matching_list_first("要带哪些东西", ranking(SENTENCE, MATERIALS, gap=5))[0]) == SENTENCE


def test_from_a_list_of_another_kind_the_way_is_longer() -> None:
    assert first(matching_list_first("要带哪些东西", ranking(FORBIDDEN, MATERIALS, gap=3))[0]) == MATERIALS
    assert first(matching_list_first("要带哪些东西", ranking(SENTENCE, MATERIALS, gap=3))[0]) == SENTENCE


def test_a_passage_of_the_preferred_document_comes_first_if_its_score_is_near() -> None:
    near = ranking(SENTENCE, MATERIALS, documents=(1, 2))
    assert first(preferring(near, 2)) == MATERIALS
    assert preferring(near, 1) is near
    assert preferring(near, 3) is near
    assert preferring(near, None) is near
    far = ranking(SENTENCE, MATERIALS, documents=(1, 2), gap=5)
    assert preferring(far, 2) is far

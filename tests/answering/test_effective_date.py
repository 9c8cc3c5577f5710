"""The date of effect of a document is found in its last article."""

from dataclasses import replace

import pytest

from qa.answering.effective_date import effective_date
from qa.search import Ranking
from tests.answering.test_matching_list import ranking

RULE = "第二条 本市养犬人适用本条例。"
LAST = "第六十一条 本条例自2011年5月15日起施行。"
OTHER = "本办法于2020年1月1日起实施。"


def titled(found: Ranking, title: str) -> Ranking:
    """Give all passages of a ranking one title."""
    entries = (
        each._replace(passage=replace(each.passage, citation=replace(each.passage.citation, title=title)))
        for each in found.passages
    )
    return replace(found, passages=tuple(entries))


@pytest.mark.parametrize(
    "question",
    [
        "养犬条例什么时候施行",
        "养犬条例是从哪天开始实施的",
        "养犬条例的施行日期",
        "养犬条例自何时起生效",
        "养犬条例生效是几号",
        "养犬条例从哪天开始",
        "养犬条例什么时候开始的？",
    ],
)
def test_the_sentence_that_states_the_date_of_effect_comes_first(question: str) -> None:
    found = effective_date(question, titled(ranking(RULE, OTHER, LAST, documents=(1, 2, 1)), "上海市养犬条例"))
    assert found is not None
    assert [found.ranking.passages[0].passage.text[place.start : place.end] for place in found.sentences] == [LAST]
    assert found.is_of_named


def test_a_document_that_the_question_does_not_name_is_not_certain() -> None:
    found = effective_date("禁烟条例什么时候施行", titled(ranking(RULE, LAST), "上海市养犬条例"))
    assert found is not None
    assert not found.is_of_named


def test_a_short_last_section_states_the_date_though_the_outline_takes_it_for_a_heading() -> None:
    section = "三、本通知自2014年11月29日起执行。\n财政部 2014年11月28日"
    entries = titled(ranking(RULE, section), "关于提高消费税的通知")
    last = entries.passages[1]
    heading = section.split("。", maxsplit=1)[0]
    headed = replace(last.passage, citation=replace(last.passage.citation, heading_path=(heading,)))
    passages = (entries.passages[0], last._replace(passage=headed))
    found = effective_date("提高消费税哪天开始", replace(entries, passages=passages))
    assert found is not None
    assert [section[place.start : place.end] for place in found.sentences] == [f"{heading}。"]


def test_the_beginning_of_another_matter_is_no_date_of_effect() -> None:
    assert effective_date("犬只登记什么时候开始", titled(ranking(RULE, LAST), "上海市养犬条例")) is None


def test_an_event_with_a_date_of_its_own_does_not_begin_with_its_document() -> None:
    found = titled(ranking("一、中考体检6月3日举行。", "二、本通知自2024年5月1日起执行。"), "关于中考体检的通知")
    assert effective_date("中考体检什么时候开始", found) is None
    assert effective_date("中考体检的通知什么时候执行", found) is not None


def test_a_question_without_a_matter_asks_for_no_document() -> None:
    assert effective_date("什么时候开始?", titled(ranking(RULE, LAST), "上海市养犬条例")) is None


@pytest.mark.parametrize("question", ["什么时候可以遛狗", "养犬条例由谁施行", "怎么执行处罚"])
def test_another_question_is_left_alone(question: str) -> None:
    assert effective_date(question, ranking(RULE, LAST)) is None
    assert effective_date("养犬条例什么时候施行", ranking(RULE, OTHER, documents=(1, 2))) is None

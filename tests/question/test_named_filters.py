"""Filters that are given, and filters that the question names itself."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qa.library import Library
from qa.question import NamedFilters, named_filters
from qa.types import NO_FILTERS, Filters

ISSUERS = ("深圳市政务服务数据管理局", "广州市卫生健康委员会")
YEAR_2019 = (date(2019, 1, 1), date(2019, 12, 31))


@pytest.mark.parametrize(
    ("question", "issuer", "rest"),
    [
        ("深圳市2019年关于智慧城市的文件有哪些?", "深圳市", "关于智慧城市的文件有哪些?"),
        ("请问深圳市2019年发布的通知说了什么?", "深圳市", "请问发布的通知说了什么?"),
        ("2019年印发的管理办法", "", "印发的管理办法"),
    ],
)
def test_a_question_for_the_documents_of_a_year_names_filters(question: str, issuer: str, rest: str) -> None:
    assert named_filters(question, lambda: ISSUERS) == NamedFilters(Filters(issuer, *YEAR_2019), rest)


@pytest.mark.parametrize(
    "question",
    [
        "根据东府[2020]12号文的规定，工资是多少",
        "东府[2020]12号的工资是多少",
        "东府[2020]12号文里，工资是多少",
        "你好，我想知道东府[2020]12号规定工资是多少",
    ],
)
def test_a_document_number_names_its_document(question: str) -> None:
    named = named_filters(question, lambda: ISSUERS)
    assert named.filters.document_number == "东府[2020]12号"
    assert named.question == "工资是多少"


def test_a_document_number_alone_stays_in_the_question() -> None:
    named = named_filters("根据东府[2020]12号", lambda: ISSUERS)
    assert named == NamedFilters(Filters(document_number="东府[2020]12号"), "根据东府[2020]12号")


@pytest.mark.parametrize("question", ["2019年深圳市新增多少人口?", "深圳市关于智慧城市的文件", "2019年5月发生了什么?"])
def test_a_year_or_a_place_alone_names_no_filter(question: str) -> None:
    assert named_filters(question, lambda: ISSUERS) == NamedFilters(NO_FILTERS, question)


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    for year, days in ((2018, 9), (2019, 4)):
        text = (
            f"索引号: 1{year} 发布机构: 深圳市某局\n成文日期: {year}-03-01 文号: 深某〔{year}〕1号\n"
            f"名称: 关于企业开办的通知\n企业开办时间为{days}天。"
        )
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    library.add(tmp_path / "2018.txt", tmp_path / "2019.txt")
    return library


@pytest.mark.parametrize(
    "wanted", [{"since": date(2019, 1, 1)}, {"document_number": "深某[2019]1号"}, {"until": date(2018, 12, 31)}]
)
def test_only_documents_that_pass_the_filters_answer_with_the_same_confidence(
    filled: Library, wanted: dict[str, Any]
) -> None:
    question = "企业开办时间为几天?"
    year = "2018" if "until" in wanted else "2019"
    narrowed = filled.ask(question, k=20, **wanted)
    assert narrowed.passages
    assert {Path(hit.citation.source).stem for hit in narrowed.passages} == {year}
    everything = filled.ask(question, k=20)
    if everything.passages[0].citation == narrowed.passages[0].citation:
        assert narrowed.confidence == everything.confidence


def test_a_question_filters_by_itself_unless_that_is_switched_off(filled: Library) -> None:
    question = "深圳市2019年关于企业开办的通知说开办时间是几天?"
    narrowed = filled.ask(question, k=20)
    assert (narrowed.filters, narrowed.filters_from_question) == (Filters("深圳市", *YEAR_2019), True)
    assert {Path(hit.citation.source).stem for hit in narrowed.passages} == {"2019"}
    assert len(filled.ask(question, k=20, narrow=False).passages) > len(narrowed.passages)


def test_a_year_without_documents_filters_nothing(filled: Library) -> None:
    answer = filled.ask("2017年印发的企业开办通知说了什么?", k=20)
    assert (answer.filters_from_question, bool(answer.passages)) == (False, True)
    assert not filled.ask("企业开办?", issuer="没有的局").passages

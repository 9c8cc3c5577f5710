"""Which documents may answer."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from qa.filter_text import filters_text
from qa.library import Library
from qa.search import Narrowing, allows, narrowing
from qa.types import NO_FILTERS, Filters, Metadata

ISSUERS = ("深圳市政务服务数据管理局", "广州市卫生健康委员会")
LETTER = Metadata(
    "函", "深圳市政务服务数据管理局", "", "深政数〔2019〕7号", date_written=date(2019, 5, 10), status="有效"
)
YEAR_2019 = (date(2019, 1, 1), date(2019, 12, 31))


@pytest.mark.parametrize(
    ("wanted", "allowed"),
    [
        ({}, True),
        ({"issuer": "政务服务"}, True),
        ({"issuer": "政務服務"}, True),
        ({"issuer": "广州"}, False),
        ({"since": date(2019, 5, 10), "until": date(2019, 5, 10)}, True),
        ({"since": date(2019, 5, 11)}, False),
        ({"until": date(2019, 5, 9)}, False),
        ({"document_number": "深政数[2019] 7号"}, True),
        ({"document_number": "深政数〔2019〕70号"}, False),
        ({"status": "有效"}, True),
        ({"status": "废止"}, False),
    ],
)
def test_a_document_is_allowed_that_is_all_that_is_asked_for(wanted: dict[str, Any], allowed: bool) -> None:
    assert allows(Filters(**wanted), 1, LETTER) is allowed


def test_a_document_without_a_date_is_not_of_any_time() -> None:
    assert not allows(Filters(since=date(1900, 1, 1)), 1, Metadata("函"))


@pytest.mark.parametrize(
    ("question", "issuer", "rest"),
    [
        ("深圳市2019年关于智慧城市的文件有哪些?", "深圳市", "关于智慧城市的文件有哪些?"),
        ("请问深圳市2019年发布的通知说了什么?", "深圳市", "请问发布的通知说了什么?"),
        ("2019年印发的管理办法", "", "印发的管理办法"),
    ],
)
def test_a_question_that_asks_for_documents_of_a_year_says_which(question: str, issuer: str, rest: str) -> None:
    assert narrowing(question, lambda: ISSUERS) == Narrowing(Filters(issuer, *YEAR_2019), rest)


@pytest.mark.parametrize("question", ["2019年深圳市新增多少人口?", "深圳市关于智慧城市的文件", "2019年5月发生了什么?"])
def test_a_year_or_a_place_by_itself_says_nothing_of_documents(question: str) -> None:
    assert narrowing(question, lambda: ISSUERS) == Narrowing(NO_FILTERS, question)


def test_filters_are_described_in_words() -> None:
    assert filters_text(Filters("深圳市", *YEAR_2019)) == "发布机构含“深圳市”，2019年"
    assert filters_text(NO_FILTERS) == ""


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
def test_only_allowed_documents_answer_and_their_confidence_stays(filled: Library, wanted: dict[str, Any]) -> None:
    question = "企业开办时间为几天?"
    year = "2018" if "until" in wanted else "2019"
    narrowed = filled.ask(question, k=20, **wanted)
    assert narrowed.passages
    assert {Path(hit.citation.source).stem for hit in narrowed.passages} == {year}
    everything = filled.ask(question, k=20)
    if everything.passages[0].citation == narrowed.passages[0].citation:
        assert narrowed.confidence == everything.confidence


def test_a_question_narrows_by_itself_unless_told_not_to(filled: Library) -> None:
    question = "深圳市2019年关于企业开办的通知说开办时间是几天?"
    narrowed = filled.ask(question, k=20)
    assert (narrowed.filters, narrowed.filters_from_question) == (Filters("深圳市", *YEAR_2019), True)
    assert {Path(hit.citation.source).stem for hit in narrowed.passages} == {"2019"}
    assert len(filled.ask(question, k=20, narrow=False).passages) > len(narrowed.passages)


def test_a_year_of_which_there_are_no_documents_narrows_nothing(filled: Library) -> None:
    answer = filled.ask("2017年印发的企业开办通知说了什么?", k=20)
    assert (answer.filters_from_question, bool(answer.passages)) == (False, True)
    assert not filled.ask("企业开办?", issuer="没有的局").passages

"""The 文号, the issuer and the date of a document are quoted from it."""

from collections.abc import Iterator

import pytest

from embeddings import Encoder
from qa.library import Library
from qa.types import AnswerStatus

FILES = {
    "停车": (
        "绿洲市交通局 绿洲市财政局关于调整停车收费标准有关事项的通知\n绿交发〔2021〕8号\n\n各区政府：\n\n"
        "一、停车收费每小时五元。\n二、本通知自2021年7月1日起施行。\n\n绿洲市交通局\n\n绿洲市财政局\n\n2021年6月18日\n"
    ),
    "养犬": "绿洲市养犬管理条例\n第一条 为加强养犬管理，制定本条例。\n第二条 养犬应当登记。\n",
    "绿化一": "绿洲市关于城市绿化的通知（一）\n各区：请加强绿化。\n绿洲市园林局\n2019年1月3日\n",
    "养犬废止": (
        "绿洲市人民政府关于废止《绿洲市养犬登记规定》的决定\n绿政发〔2018〕3号\n各区：\n决定废止《绿洲市养犬登记规定》。\n\n"
        "绿洲市人民政府\n2018年5月6日\n"
    ),
    "放假一": "关于中秋放假的通知\n各部门：中秋放假一天。\n绿洲市园林局\n2019年9月3日\n",
    "放假二": "关于中秋放假的通知\n各部门：中秋放假三天。\n绿洲市财政局\n2019年9月4日\n",
    "供水": (
        "发布机构：绿洲市水务局\n发布日期：2020-03-09\n名称：绿洲市水务局关于供水价格的通知\n\n"
        "绿洲市水务局关于供水价格的通知\n各区：\n供水每吨三元。\n\n绿洲市水务局\n2020年3月2日\n"
    ),
    "垃圾": "绿洲市垃圾分类办法\n第一条 垃圾应当分类。\n2020年5月6日\n",
    "垃圾通知": "关于印发《绿洲市垃圾分类办法》的通知\n绿城发〔2020〕7号\n各区：现印发给你们。\n2020年5月8日\n",
    "公厕": "绿洲市关于公厕开放的通知\n2020年第8号\n各区：公厕全天开放。\n2020年5月6日\n",
    "复函": (
        "索引号: A-1 分类:\n发布机构: 绿洲市水务局 成文日期: 2019-12-24\n"
        "名称: 绿洲市水务局关于第20190320号建议答复的函\n"
        "文号: 发布日期: 2019-12-24\n\n绿洲市水务局关于第20190320号建议答复的函\n\n王代表：\n"
        "根据国发〔2018〕5号文件，我局接管水站。\n\n绿洲市水务局\n2019年12月24日\n"
    ),
    "绿化二": "绿洲市关于城市绿化的通知（二）\n各区：请加强绿化工作。\n绿洲市园林局\n2020年1月3日\n",
}


@pytest.fixture(scope="module")
def notices(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("facts")
    for name, text in FILES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with Library.open(folder / "library", encoder=encoder) as opened:
        opened.add(folder)
        yield opened


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("停车收费标准的通知文号是多少", "绿交发〔2021〕8号"),
        ("调整停车收费标准的通知是谁发的", "绿洲市交通局\n\n绿洲市财政局"),
        ("停车收费标准通知哪天印发的", "2021年6月18日"),
        ("供水价格的通知是什么时候印发的", "2020年3月2日"),
        ("供水价格的通知是什么时候发布的", "2020-03-09"),
        ("绿交发〔2021〕8号文件是哪些部门联合印发的", "绿洲市交通局\n\n绿洲市财政局"),
    ],
)
def test_the_fact_is_quoted_where_the_document_states_it(question: str, value: str, notices: Library) -> None:
    answer = notices.ask(question)
    assert answer.found
    assert answer.sentence is not None
    assert answer.sentence.value_text == value
    citation = answer.sentence.citation
    assert notices.document_text(citation.document_id)[citation.start : citation.end] == answer.sentence.text
    assert answer.question == question


@pytest.mark.parametrize(
    "question",
    [
        "养犬管理条例的文号是多少",
        "城市绿化的通知是什么时候印发的",
        "养犬登记规定是什么时候印发的",
        "中秋放假的通知是谁发的",
    ],
)
def test_what_is_not_stated_and_what_several_documents_may_mean_is_searched(question: str, notices: Library) -> None:
    answer = notices.ask(question)
    assert answer.confidence < 0.99


@pytest.mark.parametrize(
    ("question", "title"),
    [
        ("养犬管理条例的文号是多少", "绿洲市养犬管理条例"),
        ("《绿洲市养犬管理条例》的发文字号是什么", "绿洲市养犬管理条例"),
        ("《绿洲市水务局关于第20190320号建议答复的函》的文号是多少", "绿洲市水务局关于第20190320号建议答复的函"),
        ("第20190320号建议答复的函文号是几号", "绿洲市水务局关于第20190320号建议答复的函"),
    ],
)
def test_a_document_without_a_number_has_none(question: str, title: str, notices: Library) -> None:
    answer = notices.ask(question)
    assert (answer.status, answer.sentence) == (AnswerStatus.NOT_FOUND, None)
    assert [each.asked for each in answer.missing] == [f"《{title}》的文号"]
    assert {hit.citation.title for hit in answer.passages} == {title}
    assert len(notices.ask(question, k=1).passages) == 1


def test_a_document_without_a_number_has_that_of_the_notice_that_issues_it(notices: Library) -> None:
    answer = notices.ask("《绿洲市垃圾分类办法》的文号是多少")
    assert answer.sentence is not None
    assert (answer.found, answer.sentence.value_text) == (True, "绿城发〔2020〕7号")


def test_a_number_in_an_unknown_form_is_not_denied(notices: Library) -> None:
    assert not notices.ask("公厕开放的通知的文号是多少").missing


def test_the_filters_hold(notices: Library) -> None:
    answer = notices.ask("停车收费标准的通知文号是多少", issuer="绿洲市园林局")
    assert all("停车" not in hit.citation.title for hit in answer.passages)

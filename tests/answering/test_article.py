"""A question for a provision leads to that place."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from embeddings import Encoder
from qa.library import Library
from qa.types import Missing

LAWS = {
    "绿洲市物业管理条例": (
        "第一条 为规范物业管理，制定本条例。\n第二条 物业费按面积收取。\n业主委员会任期五年。\n"
        "第三条 高空抛物的，处五千元罚款。"
    ),
    "绿洲市城市绿化条例": "第一条 为发展绿化，制定本条例。\n第二条 砍伐树木应当经批准。",
}


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("articles")
    for title, text in LAWS.items():
        (folder / f"{title}.txt").write_text(f"{title}\n{text}\n", encoding="utf-8")
    with Library.open(folder / "library", encoder=encoder) as opened:
        opened.add(folder)
        yield opened


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("绿洲市物业管理条例第3条", "第三条 高空抛物的，处五千元罚款。"),
        ("物业条例第2条第2款是什么?", "业主委员会任期五年。"),
        ("《城市绿化条例》第二条规定了什么?", "第二条 砍伐树木应当经批准。"),
    ],
)
def test_the_answer_is_the_provision(question: str, text: str, laws: Library) -> None:
    answer = laws.ask(question)
    assert answer.found
    assert answer.sentence is not None
    citation = answer.sentence.citation
    assert answer.sentence.text == text
    assert laws.document_text(citation.document_id)[citation.start : citation.end] == text
    assert text in answer.passages[0].text


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("城市绿化条例第九条是什么?", Missing("城市绿化条例第九条", ("第一条至第二条",))),
        ("民法典第1165条", Missing("民法典第一千一百六十五条")),
    ],
)
def test_a_provision_that_is_not_there_is_not_found(question: str, missing: Missing, laws: Library) -> None:
    answer = laws.ask(question)
    assert (answer.found, answer.sentence, answer.missing) == (False, None, (missing,))


def test_without_a_name_several_documents_are_possible(laws: Library) -> None:
    answer = laws.ask("第二条是什么?")
    assert not answer.found
    assert {hit.citation.title for hit in answer.passages} == set(LAWS)
    document = answer.passages[1].citation.document_id
    assert laws.ask("第二条是什么?", document_id=document).found


def test_an_article_comes_before_the_section_of_a_newer_notice(tmp_path: Path, encoder: Encoder) -> None:
    rule = "绿洲市绿化条例\n第一条 为发展绿化，制定本条例。\n第二条 砍伐树木应当经批准。\n"
    notice = "绿洲市停车通知\n一、停车缴费。\n二、自发布之日起施行。\n绿洲市交通局\n2025年6月18日\n"
    for name, text in (("条例", rule), ("通知", notice)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with Library.open(tmp_path / "library", encoder=encoder) as library:
        library.add(tmp_path)
        answer = library.ask("第二条是什么")
    assert answer.found
    assert answer.sentence is not None
    assert answer.sentence.text == "第二条 砍伐树木应当经批准。"

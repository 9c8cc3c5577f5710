"""An answer must meet the years and numbers of its question."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.number_answers import documents, fill, right
from embeddings import Encoder
from qa.library import Library
from qa.types import Missing

FILES = {
    "year": "某县2020年统计公报\n2019年粮食产量20万吨。\n2021年计划粮食产量25万吨。\n全县公路里程300公里。\n",
    "number": "河道表\n第5号河道长15公里。\n第六号河道长18公里。\n",
    "chinese": "西山县扶贫总结\n二〇一八年，全县脱贫800户。\n二〇一九年，全县脱贫900户，比2018年增长12%。\n",
}


@pytest.fixture(scope="module")
def stated(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Iterator[dict[str, Library]]:
    folder = tmp_path_factory.mktemp("meeting")
    opened = {}
    for name, text in FILES.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        opened[name] = Library.open(folder / name, encoder=encoder)
        opened[name].add(folder / f"{name}.txt")
    yield opened
    for library in opened.values():
        library.close()


@pytest.mark.parametrize(
    ("name", "question", "sentence"),
    [
        ("year", "2019年粮食产量多少?", "2019年粮食产量20万吨。"),
        ("year", "2020年全县公路里程多少公里?", "全县公路里程300公里。"),
        ("number", "第6号河道长多少公里?", "第六号河道长18公里。"),
        ("number", "五号河道长多少公里?", "第5号河道长15公里。"),
        ("chinese", "2019年脱贫多少户?", "二〇一九年，全县脱贫900户，比2018年增长12%。"),
    ],
)
def test_the_sentence_meets_the_question(name: str, question: str, sentence: str, stated: dict[str, Library]) -> None:
    answer = stated[name].ask(question)
    assert answer.found
    assert answer.sentence is not None
    assert answer.sentence.text == sentence


@pytest.mark.parametrize(
    ("name", "question", "missing"),
    [
        ("year", "2020年粮食产量多少?", Missing("2020年", ("2019年", "2021年"))),
        ("year", "2018年粮食产量多少?", Missing("2018年", ("2019年", "2021年"))),
        ("number", "第35号河道长多少公里?", Missing("第35号", ("第5号", "第六号"))),
        ("number", "东府〔2020〕99号说第5号河道长多少公里?", Missing("东府〔2020〕99号")),
        ("chinese", "二〇二〇年脱贫多少户?", Missing("2020年", ("2018年", "2019年"))),
    ],
)
def test_a_missing_value_is_named_and_the_answer_is_not_found(
    name: str, question: str, missing: Missing, stated: dict[str, Library]
) -> None:
    answer = stated[name].ask(question)
    assert (answer.found, answer.sentence, answer.missing) == (False, None, (missing,))
    assert answer.passages


@pytest.mark.parametrize("named", ["东府〔2021〕18号", "我想知道东府[2021]18号", "市政府的东府〔2021〕18号"])
def test_a_stated_document_number_is_found_behind_other_words(named: str, tmp_path: Path, encoder: Encoder) -> None:
    text = "关于临时救助的通知\n东府〔2021〕18号\n同一家庭一年内申请临时救助不得超过两次。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with Library.open(tmp_path / "library", encoder=encoder) as library:
        library.add(tmp_path / "a.txt")
        answer = library.ask(f"{named}规定一年能申请几次临时救助?")
    assert answer.sentence is not None
    assert (answer.missing, answer.sentence.value_text) == ((), "两次")


def test_questions_for_stated_numbers_are_answered_and_others_are_not_found(tmp_path: Path, encoder: Encoder) -> None:
    made = list(documents(18))
    (tmp_path / "files").mkdir()
    with Library.open(tmp_path / "library", encoder=encoder) as library:
        fill(library, tmp_path / "files", made)
        wrong = [question for document in made for question in document.questions if not right(library, question)]
    assert wrong == []

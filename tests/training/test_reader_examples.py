"""The examples of the training of the reader."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from embeddings import Encoder
from qa.types import Span
from training import reader_examples as module
from training.contrastive_examples import ContrastiveExamples
from training.last_layers import LastLayers
from training.reader_examples import ReaderExamples, held_out_questions, reader_examples

TEXTS = ["图书馆\n图书馆周一闭馆。", "图书馆\n图书馆周日开放。", "养犬\n养犬应当登记。"]


def _lines(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")


@pytest.fixture(scope="module")
def of_questions() -> LastLayers:
    return LastLayers("query: ", 32)


def _row(number: int, text: str, answers: list[str], kind: str = "span") -> dict[str, Any]:
    return {
        "_id": f"q{number}",
        "text": text,
        "answers": answers,
        "answerable": kind != "none",
        "type": kind,
        "ctxdep": False,
    }


def _of_library(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch, of_questions: LastLayers
) -> ReaderExamples:
    folder = tmp_path / "dureader_checklist"
    folder.mkdir()
    _lines(
        folder / "queries.jsonl",
        [_row(1, "图书馆哪天休息", ["周一", "周一闭馆"]), _row(2, "图书馆有几层楼", [], "none")],
    )
    _lines(folder / "corpus.jsonl", [{"_id": f"p{n}", "text": text.split("\n")[1]} for n, text in enumerate(TEXTS)])
    (folder / "origin.tsv").write_text("query-id\tcorpus-id\nq1\tp0\nq2\tp1\n", encoding="utf-8")
    vectors = encoder.encode_passages(TEXTS).astype(np.float16)
    found = ContrastiveExamples(["图书馆哪天休息"], [np.array([0])], vectors, TEXTS)
    monkeypatch.setattr(module, "examples_of", lambda *_: found)
    return reader_examples(tmp_path, "dureader_checklist", tmp_path, of_questions)


def test_the_longest_answer_is_placed_and_near_passages_do_not_answer(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch, of_questions: LastLayers
) -> None:
    examples = _of_library(tmp_path, encoder, monkeypatch, of_questions)
    answerable, unanswerable = examples.questions
    (place,) = answerable.answers
    assert place
    assert examples.texts[0][place.start : place.end] == "周一闭馆"
    assert answerable.answering == [0]
    assert answerable.near == [1, 2]
    assert unanswerable.answering == []
    assert unanswerable.near[0] == 1, "the passage that it was asked of"


def test_an_answer_of_a_judgment_is_placed_in_its_part(tmp_path: Path, of_questions: LastLayers) -> None:
    folder = tmp_path / "cjrc_dev"
    folder.mkdir()
    text = "原告诉称，双方因感情不和分居多年。" * 20 + "被告每月支付抚养费800元。" + "本院认为，应予准许。" * 20
    _lines(folder / "corpus.jsonl", [{"_id": "p", "text": text}])
    asked = [
        _row(1, "抚养费多少", ["800元"]),
        _row(2, "是否准许", ["YES"], "yesno"),
        _row(3, "车牌号码是多少", [], "none"),
    ]
    _lines(folder / "queries.jsonl", asked)
    (folder / "origin.tsv").write_text("query-id\tcorpus-id\nq1\tp\nq2\tp\nq3\tp\n", encoding="utf-8")
    examples = reader_examples(tmp_path, "cjrc_dev", tmp_path, of_questions)
    answerable, unanswerable = examples.questions
    ((part, place),) = zip(answerable.answering, answerable.answers, strict=True)
    assert place
    assert examples.texts[part][place.start : place.end] == "800元"
    assert part not in answerable.near
    assert sorted(unanswerable.near) == list(range(len(examples.texts)))
    assert all(len(each) <= 450 for each in examples.texts)


def test_the_answer_within_its_evidence_is_placed() -> None:
    answer = module._Answer("申请人应当在三十日内提出。", Span(6, 10))
    place = answer.place("办法\n第三条 申请人应当在三十日内提出。")
    assert place == Span(13, 17)
    assert answer.place("第四条") is None


def test_the_held_out_questions_are_those_of_held_out_passages(
    tmp_path: Path, encoder: Encoder, monkeypatch: pytest.MonkeyPatch, of_questions: LastLayers
) -> None:
    for passage, held_out in ((0, {"图书馆哪天休息"}), (1, {"图书馆有几层楼"})):
        folder = tmp_path / str(passage)
        folder.mkdir()
        monkeypatch.setattr(module, "_is_held_out", lambda text, passage=passage: text == TEXTS[passage])
        examples = _of_library(folder, encoder, monkeypatch, of_questions)
        assert {each.text for each in examples.questions if each.is_held_out} == held_out
        assert held_out_questions(folder, "dureader_checklist", folder) == held_out

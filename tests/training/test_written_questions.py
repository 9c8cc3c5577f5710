"""The questions that were written for training, and the sets that are made of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.written_questions import WRITTEN_SETS, copied, questions, read_jsonl, write_laws

_ARTICLES = [
    {"_id": "a2", "title": "图书馆法第十条", "text": "图书馆周一闭馆。"},
    {"_id": "a1", "title": "图书馆法第二条", "text": "借书证免费办理。"},
    {"_id": "a3", "title": "档案法第一条", "text": "档案应当保存。"},
]
_FOLDER = Path(__file__).parents[2] / "training" / "questions"


def test_a_law_that_is_asked_about_is_one_document_with_its_articles_in_order(tmp_path: Path) -> None:
    texts, names = write_laws(_ARTICLES, [{"document": "a1"}, {"document": None}], tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["图书馆法.txt"]
    lines = (tmp_path / "图书馆法.txt").read_text(encoding="utf-8").splitlines()
    assert lines == ["图书馆法", "第二条 借书证免费办理。", "第十条 图书馆周一闭馆。"]
    assert names == {"a1": "图书馆法.txt", "a2": "图书馆法.txt"}
    assert texts["a3"] == "档案应当保存。"


def test_a_question_gets_its_evidence_from_the_document() -> None:
    written: list[dict[str, Any]] = [
        {"question": "办卡要钱吗", "style": "everyday", "document": "a1", "evidence": [0, 8], "answer": [3, 5]},
        {"question": "谁当馆长", "style": "everyday", "document": None},
    ]
    made = list(questions(written, {"a1": "借书证免费办理。"}, {"a1": "图书馆法.txt"}))
    assert [row["answers"] for row in made] == [["借书证免费办理。"], []]
    assert made[0]["documents"] == ["图书馆法.txt"]


def test_documents_are_copied_with_their_paths(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "规定.txt").write_text("第一条", encoding="utf-8")
    (tmp_path / "copies").mkdir()
    assert copied(tmp_path, ["rules"], tmp_path / "copies") == {"rules/规定.txt": "第一条"}
    assert (tmp_path / "copies" / "规定.txt").is_file()


@pytest.mark.parametrize("name", WRITTEN_SETS)
def test_every_written_question_is_asked_once_and_its_answer_lies_in_its_evidence(name: str) -> None:
    rows = read_jsonl(_FOLDER / f"{name}.jsonl")
    assert len({row["question"] for row in rows}) == len(rows)
    for row in rows:
        assert row["question"].strip() == row["question"] != "", json.dumps(row)
        if row["document"] is not None:
            (start, end), (first, last) = row["evidence"], row["answer"]
            assert 0 <= start <= first < last <= end, json.dumps(row)

"""Which documents and passages are relevant to a question."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa.evaluation import Question, Relevance
from qa.evaluation.question_sets import GoldPassage
from qa.library import Library


@pytest.fixture
def relevance(plain_library: Library) -> Relevance:
    for name, text in (("a.txt", "甲\n缩至4天。"), ("b.txt", "乙\n百分之二。")):
        file = plain_library.folder / name
        file.write_text(text, encoding="utf-8")
        plain_library.add(file)
    return Relevance(plain_library)


@pytest.mark.parametrize("name", ["b.txt", "b", "乙"])
def test_a_document_is_named_by_its_file_or_title(relevance: Relevance, name: str) -> None:
    assert relevance.documents(Question("1", "?", documents=(name,))) == {"2"}


def test_a_passage_that_overlaps_a_gold_passage_is_relevant(relevance: Relevance) -> None:
    (passage,) = relevance.library.document(2).passages
    inside = GoldPassage("b.txt", passage.span.end - 1, passage.span.end + 5)
    beyond = GoldPassage("b.txt", passage.span.end, passage.span.end + 5)
    assert relevance.passages(Question("1", "?", passages=(inside,))) == {f"2:{passage.span.start}:{passage.span.end}"}
    (missing,) = relevance.passages(Question("1", "?", passages=(beyond,)))
    assert missing.startswith("not in")


def test_the_passages_that_an_answer_runs_across_are_relevant(plain_library: Library, tmp_path: Path) -> None:
    lines = [f"第{n}条 " + "办理本事项应当提交身份证明材料，" * 20 + f"共{n}份。" for n in range(1, 4)]
    (tmp_path / "c.txt").write_text("办法\n" + "\n".join(lines), encoding="utf-8")
    plain_library.add(tmp_path / "c.txt")
    relevance = Relevance(plain_library)
    cut = Question("1", "?", ("共1份。\n第2条 办理",), ("c.txt",))
    spans = [tuple(map(int, key.split(":")[1:])) for key in sorted(relevance.passages(cut))]
    text = plain_library.document_text(1)
    assert len(spans) == 2
    assert all(start < text.index("第2条") + 4 and end > text.index("共1份") for start, end in spans)
    missing = relevance.passages(replace(cut, answers=("共9份。\n第2条 办理",)))
    assert missing
    assert all("not in" in key for key in missing)

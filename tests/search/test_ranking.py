"""The ranking of the passages that two retrievers find."""

from pathlib import Path

import pytest

from qa.library import Library

DOCUMENTS = {
    "时间": "企业开办时间从9天缩短至4天。",
    "费用": "企业开办的费用由财政承担。",
    "通关": "出口货物通关时间压缩69%。",
    "文号": "本通知依据国办发明电〔2020〕1号制定。",
}


@pytest.fixture
def filled(library: Library, tmp_path: Path) -> Library:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name, text in DOCUMENTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    library.add(folder)
    return library


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("开办企业要几天?", "时间"),
        ("谁来付开办企业的钱?", "费用"),
        ("货物出境快了多少?", "通关"),
        ("国办发明电[2020]1号是什么文件?", "文号"),
    ],
)
def test_the_passage_that_answers_is_ranked_first(filled: Library, question: str, first: str) -> None:
    assert Path(filled.retrieve(question)[0].citation.source).stem == first


def test_every_passage_of_a_small_library_is_ranked_once(filled: Library) -> None:
    hits = filled.retrieve("企业开办时间?", k=100)
    assert len({hit.citation.document_id for hit in hits}) == len(hits) == len(DOCUMENTS)


def test_a_question_without_words_is_ranked_by_vectors_alone(filled: Library) -> None:
    assert len(filled.retrieve("？？？")) == len(DOCUMENTS)


@pytest.mark.parametrize("years", [(2019, 2020), (2020, 2019)])
def test_the_newest_of_equal_passages_is_ranked_first(
    plain_library: Library, tmp_path: Path, years: tuple[int, int]
) -> None:
    # The same characters in another order: the passages differ in their numbers alone.
    for year, hours in zip(years, ("8点至9点", "9点至8点"), strict=True):
        file = tmp_path / f"{year}.txt"
        header = f"索引号: 1 发布机构: 深圳市某局\n成文日期: {year}-03-01 文号: 深某〔{year}〕1号\n图书馆通知\n"
        file.write_text(f"{header}\n图书馆{hours}开放。\n", encoding="utf-8")
        plain_library.add(file)
    first, second = (hit for hit in plain_library.retrieve("图书馆开放") if "开放" in hit.text)
    assert first.score == second.score
    assert [hit.citation.date_written.year for hit in (first, second) if hit.citation.date_written] == [2020, 2019]

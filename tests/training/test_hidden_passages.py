"""A library without some of its passages."""

from pathlib import Path

from qa.library import Library
from training.hidden_passages import SnapshotWithoutPassages


def test_a_hidden_passage_is_found_by_neither_retriever(plain_library: Library, tmp_path: Path) -> None:
    for name in ("甲", "乙", "丙"):
        (tmp_path / f"{name}.txt").write_text(f"{name}县图书馆周一闭馆。", encoding="utf-8")
        plain_library.add(tmp_path / f"{name}.txt")
    context = plain_library.ask_context
    vector = context.encoder.encode_queries(["图书馆闭馆"])[0]
    with context.engine.snapshot() as snapshot:
        first = snapshot.search_words("图书馆闭馆", 1)[0].id
        without = SnapshotWithoutPassages(snapshot, frozenset({first}))
        assert len(without.search_words("图书馆闭馆", 2)) == len(without.search_vector(vector, 2)) == 2
        assert first not in {found.id for found in without.search_words("图书馆闭馆", 3)}
        assert first not in {found.id for found in without.search_vector(vector, 3)}
        assert first not in without.cosines([first], vector)

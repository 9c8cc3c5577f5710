"""Statistics count the contents of a library and measure its files."""

from pathlib import Path
from typing import TYPE_CHECKING

from qa import Library

if TYPE_CHECKING:
    from tests.conftest import FakeEncoder


def test_statistics_count_contents_and_bytes(library_folder: Path, fake_encoder: "FakeEncoder") -> None:
    with Library.open(library_folder, encoder=fake_encoder) as library:
        statistics = library.statistics()
        summaries = library.documents()
        files = [file for file in library_folder.rglob("*") if file.is_file()]
        bytes_on_disk = sum(file.stat().st_size for file in files)
    assert (statistics.documents, statistics.sources, statistics.generation) == (12, 12, 12)
    assert statistics.passages == sum(summary.passages for summary in summaries)
    assert statistics.characters == sum(summary.characters for summary in summaries)
    assert (statistics.model, statistics.dimension) == (fake_encoder.identity, 32)
    assert statistics.bytes["total"] == sum(
        statistics.bytes[part] for part in ("database", "lexical_index", "vector_index")
    )
    assert 0 < statistics.bytes["total"] <= bytes_on_disk
    assert statistics.versions.keys() >= {"gongwen-qa", "tantivy", "sqlite"}


def test_an_empty_library_has_no_model_and_no_dimension(plain_library: Library) -> None:
    statistics = plain_library.statistics()
    assert (statistics.documents, statistics.vectors, statistics.dimension, statistics.model) == (0, 0, 0, None)

"""Problems name the damaged part in English, for programs."""

from qa.index import Part


def test_parts_have_english_values() -> None:
    assert [part.value for part in Part] == ["database", "document", "vector", "lexical_index", "vector_index"]

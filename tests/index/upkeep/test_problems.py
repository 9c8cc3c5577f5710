"""Problems name the damaged part in English, for programs."""

from qa.index import Part


def test_parts_have_english_values() -> None:
    values = [
        "database",
        "document",
        "source",
        "correction",
        "vector",
        "lexical_index",
        "vector_index",
        "upload",
        "pin",
    ]
    assert [part.value for part in Part] == values

"""The pins of a library (answers that a person chose) as the rows of a question file for ``qa evaluate``."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from qa.library import PinnedText


def pins_as_questions(pins: Sequence[PinnedText]) -> Iterator[dict[str, Any]]:
    """Yield a row for each pinned question and for each of its variants, with the pinned text as gold answer.

    A pin whose document or text is no longer in the library is left out. An evaluation does not use the
    pins, so it measures whether the program finds the pinned text by itself.
    """
    for each in pins:
        if each.sentence is None:
            continue
        citation = each.sentence.citation
        for number, question in enumerate(each.pin.questions):
            yield {
                "id": f"pin-{each.pin.id}" + (f".{number}" if number else ""),
                "question": question,
                "answers": [each.sentence.text],
                "documents": [PurePath(citation.source).name],
            }

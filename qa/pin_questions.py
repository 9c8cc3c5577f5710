"""The pins of a library as the rows of a question file for ``qa evaluate``."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any

from qa.library import PinnedText


def pins_as_questions(pins: Sequence[PinnedText]) -> Iterator[dict[str, Any]]:
    """Return a question for each pinned question and each variant; pins that are not used are left out.

    The pinned text is the gold answer. An evaluation asks without the pins, so that it measures what is found.
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

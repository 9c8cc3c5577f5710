"""Put a question to several libraries at the same time, and order their answers."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from qa.errors import QaError
from qa.types import Answer, AnswerStatus
from qa.web.service import Service

_ORDER = (AnswerStatus.FOUND, AnswerStatus.POSSIBLE, AnswerStatus.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class LibraryAnswer:
    """The answer of one library."""

    library: str
    """the name of the library"""
    answer: Answer | None = None
    failure: QaError | None = None
    """why there is no answer; ``None`` if there is one"""


def all_answers(services: Mapping[str, Service], ask: Callable[[Service], Answer]) -> list[LibraryAnswer]:
    """Return the answers of libraries, ordered by status: found, possible, not found, then the failures.

    Among answers of the same status, a pinned answer comes first, then the most confident. Confidences are comparable
    between libraries, because the libraries share a model; scores of passages are not comparable.

    Args:
        services: the libraries that the asker may read, by name.
        ask: puts the question to one of them.
    """

    def answered(name: str) -> LibraryAnswer:
        try:
            return LibraryAnswer(name, ask(services[name]))
        except QaError as error:
            return LibraryAnswer(name, failure=error)

    with ThreadPoolExecutor(max(1, len(services)), "ask all") as threads:
        return sorted(threads.map(answered, services), key=_place)


def _place(found: LibraryAnswer) -> tuple[int, bool, float]:
    """Return the key that sorts answers: by status, a pinned answer before others, then by confidence."""
    answer = found.answer
    if answer is None:
        return (len(_ORDER), False, 0.0)
    return (_ORDER.index(answer.status), not answer.pinned, -answer.confidence)

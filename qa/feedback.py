"""What people say of the answers they got, kept in the library's folder and given out as a question file."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from filelock import FileLock

from qa.errors import LibraryError
from qa.messages import Message
from qa.types import Answer

_FILE = "feedback.jsonl"


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person says of an answer."""

    question: str
    good: bool
    reason: str
    """what was wrong, in the person's words or those offered; empty where nothing was said"""
    answer: str
    """the sentence that was given; empty where none was found"""
    document: str
    """the file name of the sentence's document"""


def feedback_on(answer: Answer, good: bool, reason: str) -> Feedback:
    """What is kept of an answer and what was said of it."""
    sentence = answer.sentence
    return Feedback(
        question=answer.searched or answer.question,
        good=good,
        reason=reason,
        answer=sentence.text if sentence else "",
        document=PurePath(sentence.citation.source).name if sentence else "",
    )


def store_feedback(folder: Path, feedback: Feedback) -> None:
    """Append to what is kept in a library's folder; it is on the disk when this returns.

    Raises:
        LibraryError: the folder cannot be written.
    """
    line = json.dumps(asdict(feedback), ensure_ascii=False) + "\n"
    try:
        with FileLock(folder / "feedback.lock", timeout=10), (folder / _FILE).open("a", encoding="utf-8") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise LibraryError(
            Message("反馈存不了：{folder}（{error}）。请检查磁盘空间和权限", folder=folder, error=str(error))
        ) from error


def stored_feedback(folder: Path) -> tuple[Feedback, ...]:
    """All that is kept, oldest first; a line that a full disk cut short is left out.

    Raises:
        LibraryError: the file cannot be read.
    """
    try:
        text = (folder / _FILE).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise LibraryError(
            Message("反馈读不了：{file}（{error}）", file=folder / _FILE, error=error.strerror)
        ) from error
    return tuple(_parsed(text))


def as_questions(feedback: tuple[Feedback, ...]) -> Iterator[dict[str, Any]]:
    """The lines of a question file for ``qa evaluate``.

    A good answer becomes its question with the sentence as gold answer, and none where none was rightly found. Of a bad
    one only the question is known, so it has no ``answers`` until someone writes them; ``reason`` and ``given`` help.
    Of what was said of one answer the latest counts.
    """
    latest: dict[tuple[str, str, str], Feedback] = {}
    for one in feedback:
        key = (one.question, one.answer, one.document)
        earlier = latest.pop(key, one)
        # Who only says once more that it is bad takes no reason back.
        latest[key] = one if one.good or earlier.good else replace(one, reason=one.reason or earlier.reason)
    for number, one in enumerate(latest.values(), start=1):
        row: dict[str, Any] = {"id": f"feedback-{number}", "question": one.question}
        if one.good:
            row["answers"] = [one.answer] if one.answer else []
            row["documents"] = [one.document] if one.document else []
        else:
            row |= {"reason": one.reason, "given": one.answer}
        yield row


def _parsed(text: str) -> Iterator[Feedback]:
    for line in text.split("\n"):
        try:
            yield Feedback(**json.loads(line))
        except (ValueError, TypeError):
            continue

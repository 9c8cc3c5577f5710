"""Users' feedback on answers: stored in the library's folder, exported as a question file."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from qa.errors import LibraryError
from qa.line_file import LineFile, json_line, record_of
from qa.messages import Message, message_of
from qa.types import Answer

_FILE = "feedback.jsonl"
_LIMIT = 20_000_000
"""maximum size of stored feedback in bytes, enough for ten thousand verdicts of 2,000 bytes"""


@dataclass(frozen=True, slots=True)
class Feedback:
    """A user's verdict on an answer."""

    question: str
    good: bool
    reason: str
    """the reason for a bad verdict, in the user's words or chosen on the page; empty if not stated"""
    answer: str
    """the answer sentence; empty if none was found"""
    document: str
    """file name of the sentence's document, without its folder; empty if no sentence was found"""


def feedback_on(answer: Answer, good: bool, reason: str) -> Feedback:
    """Return the feedback to store for an answer that a user found good or bad, with the user's reason.

    The question is stored in the wording that was searched for, in which a follow-up question is completed, an
    abbreviation is written out and a spelling is corrected.
    """
    sentence = answer.sentence
    return Feedback(
        question=answer.searched or answer.question,
        good=good,
        reason=reason,
        answer=sentence.text if sentence else "",
        document=PurePath(sentence.citation.source).name if sentence else "",
    )


def store_feedback(folder: Path, feedback: Feedback) -> None:
    """Append feedback to the file in a library's folder and flush it to disk.

    Raises:
        LibraryError: the file cannot be written, is full, or is locked by another process for more than ten seconds.
    """
    file = _file(folder)
    with file.changing():
        if not file.append(json_line(asdict(feedback)), _LIMIT):
            raise LibraryError(
                Message(
                    "反馈已存满 {limit} MB，这一条没有存。请管理员用 qa feedback 导出后删去 {name}",
                    limit=_LIMIT // 1_000_000,
                    name=_FILE,
                )
            )


def stored_feedback(folder: Path) -> tuple[Feedback, ...]:
    """Return all stored feedback, oldest first; damaged lines are skipped, such as one that a full disk truncated.

    Raises:
        LibraryError: the file cannot be read.
    """
    return tuple(_parsed(_file(folder).lines()))


def _file(folder: Path) -> LineFile:
    return LineFile(
        folder / _FILE,
        lambda error: Message(
            "反馈存不了：{folder}（{error}）。请检查磁盘空间和权限", folder=folder, error=message_of(error)
        ),
        lambda error: Message("反馈读不了：{file}（{error}）", file=folder / _FILE, error=message_of(error)),
    )


def as_questions(feedback: tuple[Feedback, ...]) -> Iterator[dict[str, Any]]:
    """Yield feedback as rows of a question file for ``qa evaluate``.

    An answer that was found good becomes a question with its sentence as gold answer. A "not found" that was found good
    becomes an unanswerable question. An answer that was found bad becomes a question without ``answers``, which a
    person has to add; ``reason`` (the user's reason) and ``given`` (the bad answer) help with that. If the same answer
    to the same question has several verdicts, the latest counts; a bad verdict without a reason keeps the reason of the
    bad verdict before it.
    """
    for number, verdict in enumerate(_latest_verdicts(feedback), start=1):
        row: dict[str, Any] = {"id": f"feedback-{number}", "question": verdict.question}
        if verdict.good:
            row["answers"] = [verdict.answer] if verdict.answer else []
            row["documents"] = [verdict.document] if verdict.document else []
        else:
            row |= {"reason": verdict.reason, "given": verdict.answer}
        yield row


def _latest_verdicts(feedback: tuple[Feedback, ...]) -> list[Feedback]:
    latest: dict[tuple[str, str, str], Feedback] = {}
    for verdict in feedback:
        key = (verdict.question, verdict.answer, verdict.document)
        earlier = latest.pop(key, verdict)
        # A second bad verdict without a reason keeps the reason of the first.
        keeps_reason = not (verdict.good or earlier.good)
        latest[key] = replace(verdict, reason=verdict.reason or earlier.reason) if keeps_reason else verdict
    return list(latest.values())


def _parsed(lines: Iterable[bytes]) -> Iterator[Feedback]:
    for line in lines:
        try:
            yield Feedback(**record_of(line))
        except (ValueError, TypeError):
            continue

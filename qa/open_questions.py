"""The log of unanswered and disliked questions, in a file beside the library's database.

The log holds no names and no addresses of users. Each entry states the last day on which it is kept, so that entries
expire even when the log is switched off.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from qa.feedback import Feedback
from qa.library import Pin
from qa.line_file import LineFile, json_line, record_of
from qa.messages import Message, message_of
from qa.question import question_key
from qa.types import Answer, AnswerKind, AnswerStatus

_FILE = "open_questions.jsonl"
_DAY = len("2026-01-01")
_LIMIT = 20_000_000
"""maximum size of the log in bytes; when it is full, the older half is dropped"""


class Flaw(StrEnum):
    """The reason why a question is in the log: it got no answer, or somebody disliked its answer."""

    UNANSWERED = "unanswered"
    DISLIKED = "disliked"


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that was not answered, or whose answer somebody disliked."""

    question: str
    flaw: Flaw
    reason: str = ""
    """what was wrong with the answer, if the user stated it"""
    asked: str = ""
    """the time at which the entry was logged, ISO 8601"""
    until: str = ""
    """the last day on which the entry is kept, ISO 8601"""


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """The entries of the log that ask the same question (:func:`qa.question.question_key`), as one row."""

    question: str
    """the wording of the latest entry"""
    times: int
    """number of entries"""
    last: str
    """the day of the latest entry, ISO 8601"""
    flaws: tuple[Flaw, ...]
    reasons: tuple[str, ...]
    """the different reasons that users stated, each once; empty if nobody stated one"""


def unanswered(answer: Answer) -> OpenQuestion | None:
    """Return the entry for a question whose answer was not found in the documents; ``None`` if it was found.

    ``None`` is also returned if the user set filters, because they may exclude the answer, and for a single word, small
    talk and a question about the library itself.
    """
    is_open = answer.status is AnswerStatus.NOT_FOUND and answer.kind is AnswerKind.ANSWER
    if not is_open or (answer.filters and not answer.filters_from_question):
        return None
    return OpenQuestion(answer.searched or answer.question, Flaw.UNANSWERED)


def disliked(feedback: Feedback) -> OpenQuestion | None:
    """Return the entry for a bad verdict on an answer; ``None`` for a good verdict."""
    return None if feedback.good else OpenQuestion(feedback.question, Flaw.DISLIKED, feedback.reason)


class QuestionLog:
    """The log of a library's open questions. Safe for threads and processes.

    Args:
        folder: the library's folder; the first entry creates the file.
        now: returns the present time.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now().astimezone()) -> None:
        self._file = _file(folder / _FILE)
        self._now = now
        self._cleaned: date | None = None
        """the day on which expired entries were deleted"""

    def add(self, question: OpenQuestion, days: int) -> None:
        """Append an entry that is kept for ``days`` days after today; delete the expired entries once a day.

        A full log loses the older half of its entries first.

        Raises:
            LibraryError: the log cannot be read or written, or is locked by another process for more than ten seconds.
        """
        now = self._now()
        if self._cleaned != now.date():
            self.delete_expired()
        until = now.date() + timedelta(days=days)
        dated = replace(question, asked=now.isoformat(timespec="seconds"), until=until.isoformat())
        with self._file.changing():
            is_stored = self._file.append(json_line(asdict(dated)), _LIMIT)
        if not is_stored:
            self._keep(lambda kept: [*kept[len(kept) // 2 :], dated])

    def delete_expired(self) -> None:
        """Delete the entries that have expired, and damaged lines.

        Raises:
            LibraryError: as for :meth:`add`.
        """
        self._cleaned = self._now().date()
        if self._file.path.exists():
            self._keep(lambda kept: kept)

    def forget(self, question: str) -> int:
        """Delete all entries that ask the same question (:func:`qa.question.question_key`); return their number.

        Raises:
            LibraryError: as for :meth:`add`.
        """
        if not self._file.path.exists():
            return 0
        key = question_key(question)
        return self._keep(lambda kept: [each for each in kept if question_key(each.question) != key])

    def counts(self, pins: Sequence[Pin] = ()) -> tuple[QuestionCount, ...]:
        """Count the entries of each question; the most frequent questions come first, among equals the latest.

        A pin is an answer that a person chose. If a question has a pin, only the entries that were logged
        after the pin was made are counted; a question without such entries is left out.

        Args:
            pins: the pins whose text is still in the documents.

        Raises:
            LibraryError: the log cannot be read.
        """
        pinned = {question_key(text): datetime.fromisoformat(pin.created) for pin in pins for text in pin.questions}
        same: defaultdict[str, list[OpenQuestion]] = defaultdict(list)
        for entry in self._entries():
            key = question_key(entry.question)
            if key not in pinned or datetime.fromisoformat(entry.asked) > pinned[key]:
                same[key].append(entry)
        return tuple(sorted(map(_count, same.values()), key=lambda each: (each.times, each.last), reverse=True))

    def _keep(self, chosen: Callable[[list[OpenQuestion]], list[OpenQuestion]]) -> int:
        """Replace the contents of the file by the entries that ``chosen`` returns.

        Args:
            chosen: takes the unexpired entries, oldest first, and returns the entries to write.

        Returns:
            The number of entries that ``chosen`` took, minus the number that it returned.
        """
        with self._file.changing():
            entries = list(self._entries())
            kept = chosen(entries)
            self._file.replace(json_line(asdict(each)) for each in kept)
        return len(entries) - len(kept)

    def _entries(self) -> Iterator[OpenQuestion]:
        """Yield the unexpired entries, oldest first; damaged lines are skipped."""
        today = self._now().date().isoformat()
        for line in self._file.lines():
            try:
                entry = OpenQuestion(**record_of(line))
                datetime.fromisoformat(entry.asked)
                entry = replace(entry, flaw=Flaw(entry.flaw))
                is_kept = entry.until >= today
            except (ValueError, TypeError):
                continue
            if is_kept:
                yield entry


def _file(path: Path) -> LineFile:
    return LineFile(
        path,
        lambda error: Message(
            "待答问题存不了：{file}（{error}）。请检查磁盘空间和权限", file=path, error=message_of(error)
        ),
        lambda error: Message("待答问题读不了：{file}（{error}）", file=path, error=message_of(error)),
    )


def _count(entries: Sequence[OpenQuestion]) -> QuestionCount:
    last = entries[-1]
    return QuestionCount(
        last.question,
        len(entries),
        last.asked[:_DAY],
        tuple(dict.fromkeys(entry.flaw for entry in entries)),
        tuple(dict.fromkeys(entry.reason for entry in entries if entry.reason)),
    )

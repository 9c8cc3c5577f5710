"""The pins of a library: passages that a person chose as the answers to questions, in a file beside the database."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from qa.errors import LibraryError
from qa.messages import Message, message_of

_LIMIT = 5000


@dataclass(frozen=True, slots=True)
class Pin:
    """A text of a document that a person chose as the answer to a question."""

    id: int
    question: str
    variants: tuple[str, ...]
    """the same question in other words"""
    text: str
    """the chosen text, as it stands in the document"""
    document_id: int
    source: str
    """the path of the document's file; a new version of the file is looked through for the text"""
    start: int
    """where the text stood in the document when it was chosen"""
    created: str
    """when it was chosen, ISO 8601"""

    @property
    def questions(self) -> tuple[str, ...]:
        """The question and its variants."""
        return (self.question, *self.variants)


class PinFile:
    """A file with a JSON object for each pin, each with its checksum. Safe for threads and processes.

    Args:
        path: the file; the first pin creates it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[object, tuple[Pin, ...]] = (None, ())

    def pins(self) -> tuple[Pin, ...]:
        """Return the pins, oldest first, without damaged ones; the file is read when it has changed.

        Raises:
            LibraryError: the file cannot be read.
        """
        try:
            state = self._path.stat()
        except FileNotFoundError:
            return ()
        version = (state.st_ino, state.st_size, state.st_mtime_ns)
        if self._read[0] != version:
            self._read = (version, tuple(pin for _, pin in self._lines() if pin))
        return self._read[1]

    def damaged(self) -> tuple[int, ...]:
        """Return the numbers of the lines that differ from their checksum, 1-based.

        Raises:
            LibraryError: the file cannot be read.
        """
        return tuple(number for number, pin in self._lines() if pin is None)

    def add(self, pin: Pin, replaced: Callable[[Sequence[Pin]], Sequence[Pin]] = lambda _: ()) -> Pin:
        """Store a pin and return it with its number.

        Args:
            pin: the pin; its number does not count.
            replaced: returns those of the present pins that it changes, as they are from then on; without a question
                they are removed.

        Raises:
            LibraryError: the file cannot be written, or there are too many pins.
        """
        with self._changing():
            present = self.pins()
            changed = {other.id: other for other in replaced(present)}
            if len(present) >= _LIMIT:
                raise LibraryError(Message("已有 {count} 条人工指定，不能再加。请先取消不用的", count=_LIMIT))
            numbered = replace(pin, id=max((other.id for other in present), default=0) + 1)
            kept = (changed.get(other.id, other) for other in present)
            self._write([*(other for other in kept if other.question), numbered])
        return numbered

    def remove(self, pin_id: int) -> Pin:
        """Remove a pin and return it.

        Raises:
            LibraryError: there is no such pin, or the file cannot be written.
        """
        with self._changing():
            present = self.pins()
            removed = next((pin for pin in present if pin.id == pin_id), None)
            if removed is None:
                raise LibraryError(Message("没有编号为 {number} 的人工指定。用 qa pin list 看有哪些", number=pin_id))
            self._write([pin for pin in present if pin.id != pin_id])
        return removed

    @contextmanager
    def _changing(self) -> Iterator[None]:
        from filelock import FileLock

        try:
            with FileLock(self._path.with_suffix(".lock"), timeout=10):
                yield
        except OSError as error:
            raise LibraryError(
                Message(
                    "人工指定存不了：{file}（{error}）。请检查磁盘空间和权限", file=self._path, error=message_of(error)
                )
            ) from error

    def _write(self, pins: Sequence[Pin]) -> None:
        """Replace the file in one step, so that a killed process leaves the old or the new file."""
        unfinished = self._path.with_suffix(".unfinished")
        with unfinished.open("w", encoding="utf-8") as file:
            file.writelines(f"{_line(pin)}\n" for pin in pins)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(self._path)

    def _lines(self) -> Iterator[tuple[int, Pin | None]]:
        """Yield the number of each line and its pin; ``None`` for a damaged line."""
        try:
            text = self._path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return
        except OSError as error:
            raise LibraryError(
                Message("人工指定读不了：{file}（{error}）", file=self._path, error=message_of(error))
            ) from error
        for number, line in enumerate(text.split("\n"), start=1):
            if line:
                yield number, _parsed(line)


def new_pin(questions: Sequence[str], text: str, document_id: int, source: str, start: int) -> Pin:
    """Return a pin that is made now and has no number yet.

    Args:
        questions: the question and its variants.
        text: the chosen text.
        document_id: the document that it stands in.
        source: the path of the document's file.
        start: where the text stands.
    """
    created = datetime.now().astimezone().isoformat(timespec="seconds")
    return Pin(0, questions[0], tuple(questions[1:]), text, document_id, source, start, created)


def _line(pin: Pin) -> str:
    record = asdict(pin)
    return json.dumps(record | {"checksum": _checksum(record)}, ensure_ascii=False)


def _parsed(line: str) -> Pin | None:
    try:
        record: dict[str, Any] = json.loads(line)
        checksum = record.pop("checksum")
        pin = Pin(**record | {"variants": tuple(record["variants"])})
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
    return pin if checksum == _checksum(asdict(pin)) else None


def _checksum(record: dict[str, Any]) -> int:
    return crc32(json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))

"""The pins of a library: passages that a person chose as the answers to questions, in a file beside the database.

Each line is a JSON object with its checksum. The first line holds the highest number that a pin ever had, so that no
number is given twice. Damaged lines are not used, but stay in the file unchanged.
"""

import dataclasses
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from qa.errors import LibraryError
from qa.line_file import LineFile, json_line, record_of
from qa.messages import Message, message_of

_LIMIT = 5000
_HIGHEST = "highest_id"
_NUMBER = re.compile(rb'"(?:id|highest_id)": (\d{1,9})\b')
"""matches the number in a damaged line, as far as it can be read"""


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
    """the path of the document's file, relative if the file is in the library's folder; a new version of the file is
    looked through for the text"""
    start: int
    """the offset in the document at which the text began when it was chosen"""
    created: str
    """the time at which it was chosen, ISO 8601"""

    @property
    def questions(self) -> tuple[str, ...]:
        """The question and its variants."""
        return (self.question, *self.variants)


class PinFile:
    """The file of the pins. Safe for threads and processes.

    Args:
        path: the file; the first pin creates it.
    """

    def __init__(self, path: Path) -> None:
        self._file = LineFile(
            path,
            lambda error: Message(
                "人工指定存不了：{file}（{error}）。请检查磁盘空间和权限", file=path, error=message_of(error)
            ),
            lambda error: Message("人工指定读不了：{file}（{error}）", file=path, error=message_of(error)),
        )
        self._read: tuple[object, tuple[Pin, ...]] = (None, ())

    def pins(self) -> tuple[Pin, ...]:
        """Return the pins, oldest first, without damaged ones; the file is read when it has changed.

        Raises:
            LibraryError: the file cannot be read.
        """
        try:
            state = self._file.path.stat()
        except FileNotFoundError:
            return ()
        version = (state.st_ino, state.st_size, state.st_mtime_ns)
        if self._read[0] != version:
            self._read = (version, _contents(self._file.lines()).pins)
        return self._read[1]

    def damaged(self) -> tuple[int, ...]:
        """Return the numbers of the lines that differ from their checksum, 1-based.

        Raises:
            LibraryError: the file cannot be read.
        """
        lines = self._file.lines()
        damaged = _contents(lines).damaged
        return tuple(number for number, line in enumerate(lines, start=1) if line in damaged)

    def add(self, pin: Pin, replaced: Callable[[Sequence[Pin]], Sequence[Pin]] = lambda _: ()) -> Pin:
        """Store a pin and return it with its number.

        Args:
            pin: the pin; its number is ignored.
            replaced: gets the present pins, and returns new versions of those that the new pin changes. If the
                ``question`` of a new version is empty, the pin is removed.

        Raises:
            LibraryError: the file cannot be read or written, or there are too many pins.
        """
        with self._file.changing():
            held = _contents(self._file.lines())
            changed = {other.id: other for other in replaced(held.pins)}
            if len(held.pins) >= _LIMIT:
                raise LibraryError(Message("已有 {count} 条人工指定，不能再加。请先取消不用的", count=_LIMIT))
            numbered = dataclasses.replace(pin, id=held.highest + 1)
            kept = (changed.get(other.id, other) for other in held.pins)
            self._write(held, [*(other for other in kept if other.question), numbered])
        return numbered

    def remove(self, pin_id: int) -> Pin:
        """Remove a pin and return it.

        Raises:
            LibraryError: there is no such pin, or the file cannot be read or written.
        """
        with self._file.changing():
            held = _contents(self._file.lines())
            removed = next((pin for pin in held.pins if pin.id == pin_id), None)
            if removed is None:
                raise LibraryError(Message("没有编号为 {number} 的人工指定。用 qa pin list 看有哪些", number=pin_id))
            self._write(held, [pin for pin in held.pins if pin.id != pin_id])
        return removed

    def _write(self, held: "_Contents", pins: Sequence[Pin]) -> None:
        highest = max([held.highest, *(pin.id for pin in pins)])
        records = ({_HIGHEST: highest}, *map(asdict, pins))
        self._file.replace((*map(_line, records), *held.damaged))


@dataclass(frozen=True, slots=True)
class _Contents:
    """The pins of a file, and its damaged lines."""

    pins: tuple[Pin, ...]
    highest: int
    """the highest number that was ever given; 0 for none"""
    damaged: tuple[bytes, ...]
    """the lines that differ from their checksum"""


def _contents(lines: Sequence[bytes]) -> _Contents:
    pins: list[Pin] = []
    damaged: list[bytes] = []
    numbers = [0]
    for line in filter(bytes.strip, lines):
        record = _checked(line)
        if isinstance(record, Pin):
            pins.append(record)
            numbers.append(record.id)
        elif record is not None:
            numbers.append(record)
        else:
            damaged.append(line)
            numbers += map(int, _NUMBER.findall(line))
    return _Contents(tuple(pins), max(numbers), tuple(damaged))


def new_pin(questions: Sequence[str], text: str, document_id: int, source: str, start: int) -> Pin:
    """Return a pin that is made now and has no number yet.

    Args:
        questions: the question and its variants.
        text: the chosen text.
        document_id: the document that it stands in.
        source: the path of the document's file, as :meth:`Database.stored_path` returns it.
        start: the offset in the document at which the text begins.
    """
    created = datetime.now().astimezone().isoformat(timespec="seconds")
    return Pin(0, questions[0], tuple(questions[1:]), text, document_id, source, start, created)


def _line(record: dict[str, Any]) -> bytes:
    return json_line(record | {"checksum": _checksum(record)})


def _checked(line: bytes) -> Pin | int | None:
    """Return the pin in a line, or the highest number if the line holds that; ``None`` for a damaged line."""
    try:
        record: dict[str, Any] = record_of(line)
        if record.pop("checksum") != _checksum(record):
            return None
        if _HIGHEST in record:
            return int(record[_HIGHEST])
        return Pin(**record | {"variants": tuple(record["variants"])})
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _checksum(record: dict[str, Any]) -> int:
    return crc32(json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass"))

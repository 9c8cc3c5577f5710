"""Everyday words and the official words that documents use instead, from ``everyday_words.tsv`` and a user's file."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

from qa.errors import SettingsError
from qa.language.normalise import matching_form
from qa.messages import Message

_COLUMNS = (2, 3)
"""numbers of columns that a line may have: everyday word, official word, and source, which users may leave out"""


def everyday_words(own: Path | None = None) -> Mapping[str, tuple[str, ...]]:
    """Return the built-in table and a user's file as one table.

    The keys are everyday words in matching form (:func:`matching_form`). The value of a key is its official words,
    unchanged.

    An entry without official words protects a phrase, so that its parts are not taken for everyday words: 热狗 does not
    mean 狗. The user's lines for a word replace those of the built-in table.

    Args:
        own: the user's file, whose format ``docs/settings.md`` describes; ``None`` for the built-in table alone.

    Raises:
        SettingsError: the file cannot be read or is not UTF-8, or a line does not have two or three columns or has an
            empty first column.
    """
    return _table() if own is None else {**_table(), **_own(own)}


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    text = files("qa.language").joinpath("everyday_words.tsv").read_text(encoding="utf-8")
    return _grouped(line.split("\t") for line in text.splitlines() if not line.startswith("#"))


def _own(path: Path) -> Mapping[str, tuple[str, ...]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise SettingsError(
            Message("日常说法的文件不是 UTF-8 编码的文本：{path}。请另存为 UTF-8（QA_EVERYDAY_WORDS）", path=path)
        ) from error
    except OSError as error:
        raise SettingsError(
            Message(
                "日常说法的文件读不了：{path}（{error}）。请检查 QA_EVERYDAY_WORDS", path=path, error=error.strerror
            )
        ) from error
    return _grouped(_columns(path, number, line) for number, line in enumerate(lines, start=1) if _has_entry(line))


def _has_entry(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _columns(path: Path, number: int, line: str) -> list[str]:
    columns = line.split("\t")
    if len(columns) not in _COLUMNS or not columns[0].strip():
        raise SettingsError(
            Message(
                "{path} 第 {number} 行应是“日常说法、官方用语、出处”两三栏，以制表符分开：{line}",
                path=path,
                number=number,
                line=line,
            )
        )
    return columns


def _grouped(rows: Iterable[list[str]]) -> dict[str, tuple[str, ...]]:
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for everyday, official, *_ in rows:
        # An entry without an official word is kept: it protects a phrase.
        grouped[matching_form(everyday.strip())] += [official.strip()] if official.strip() else []
    return {everyday: tuple(official) for everyday, official in grouped.items()}

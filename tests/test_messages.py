"""Messages for users can be translated, including the messages nested in them."""

import copy
import pickle
from collections.abc import Callable

import pytest

from qa.errors import ReadingError
from qa.messages import Message, listed, message_of

CATALOG = {
    "文件是空的：{source}": "The file is empty: {source}",
    "{why}（{place}）": "{why} ({place})",
    "{path} 第 {number} 行": "line {number} of {path}",
    "写成 {{{name!r}}}，{size:,} 字节": "{size:,} bytes, as {{{name!r}}}",
    "{before}、{item}": "{before}, {item}",
}
EMPTY = Message("文件是空的：{source}", source="/a/空.txt")
NESTED = Message("{why}（{place}）", why=EMPTY, place=Message("{path} 第 {number} 行", path="/a/b", number=3))


def test_a_message_is_its_chinese_sentence() -> None:
    assert EMPTY == "文件是空的：/a/空.txt"
    assert NESTED == "文件是空的：/a/空.txt（/a/b 第 3 行）"
    assert isinstance(NESTED, str)


def test_a_message_is_translated_together_with_nested_messages() -> None:
    assert EMPTY.translated(CATALOG) == "The file is empty: /a/空.txt"
    assert NESTED.translated(CATALOG) == "The file is empty: /a/空.txt (line 3 of /a/b)"


def test_a_template_may_use_format_specifications() -> None:
    message = Message("写成 {{{name!r}}}，{size:,} 字节", name="甲", size=1234)
    assert message == "写成 {'甲'}，1,234 字节"
    assert message.translated(CATALOG) == "1,234 bytes, as {'甲'}"


def test_braces_in_a_value_are_kept_as_text() -> None:
    assert Message("文件是空的：{source}", source="{0}{x}").translated(CATALOG) == "The file is empty: {0}{x}"


def test_a_template_missing_from_the_catalog_stays_chinese() -> None:
    assert EMPTY.translated({}) == "文件是空的：/a/空.txt"
    assert NESTED.translated({"{why}（{place}）": "{place}: {why}"}) == "/a/b 第 3 行: 文件是空的：/a/空.txt"


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda message: pickle.loads(pickle.dumps(message))])
def test_a_copied_or_unpickled_message_can_be_translated(duplicate: Callable[[Message], Message]) -> None:
    copied = duplicate(NESTED)
    assert copied == NESTED
    assert copied.translated(CATALOG) == NESTED.translated(CATALOG)


def test_message_of_returns_the_message_of_an_error_or_its_text() -> None:
    assert message_of(ReadingError(EMPTY)) is EMPTY
    assert not isinstance(str(ReadingError(EMPTY)), Message)
    assert message_of(OSError(28, "No space left on device")) == "[Errno 28] No space left on device"
    assert message_of(ValueError()) == ""


@pytest.mark.parametrize(("items", "english"), [(("a",), "a"), (("a", "b", "c"), "a, b, c")])
def test_items_are_joined_with_the_separator_of_the_language(items: tuple[str, ...], english: str) -> None:
    message = listed(iter(items))
    assert message == "、".join(items)
    assert Message("文件是空的：{source}", source=message).translated(CATALOG) == f"The file is empty: {english}"

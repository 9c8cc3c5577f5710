"""A sentence for people can be said in another language, whatever it was put together from."""

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
INSIDE = Message("{why}（{place}）", why=EMPTY, place=Message("{path} 第 {number} 行", path="/a/b", number=3))


def test_a_message_is_its_chinese_sentence() -> None:
    assert EMPTY == "文件是空的：/a/空.txt"
    assert INSIDE == "文件是空的：/a/空.txt（/a/b 第 3 行）"
    assert isinstance(INSIDE, str)


def test_a_message_is_said_in_another_language_with_the_messages_in_it() -> None:
    assert EMPTY.translated(CATALOG) == "The file is empty: /a/空.txt"
    assert INSIDE.translated(CATALOG) == "The file is empty: /a/空.txt (line 3 of /a/b)"


def test_a_template_may_say_how_a_value_is_written() -> None:
    message = Message("写成 {{{name!r}}}，{size:,} 字节", name="甲", size=1234)
    assert message == "写成 {'甲'}，1,234 字节"
    assert message.translated(CATALOG) == "1,234 bytes, as {'甲'}"


def test_braces_in_a_value_are_no_template() -> None:
    assert Message("文件是空的：{source}", source="{0}{x}").translated(CATALOG) == "The file is empty: {0}{x}"


def test_what_the_catalog_lacks_stays_chinese() -> None:
    assert EMPTY.translated({}) == "文件是空的：/a/空.txt"
    assert INSIDE.translated({"{why}（{place}）": "{place}: {why}"}) == "/a/b 第 3 行: 文件是空的：/a/空.txt"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda message: pickle.loads(pickle.dumps(message))])
def test_a_copy_can_be_translated_too(copied: Callable[[Message], Message]) -> None:
    again = copied(INSIDE)
    assert again == INSIDE
    assert again.translated(CATALOG) == INSIDE.translated(CATALOG)


def test_an_error_gives_its_message_or_else_its_text() -> None:
    assert message_of(ReadingError(EMPTY)) is EMPTY
    assert not isinstance(str(ReadingError(EMPTY)), Message)
    assert message_of(OSError(28, "No space left on device")) == "[Errno 28] No space left on device"
    assert message_of(ValueError()) == ""


@pytest.mark.parametrize(("items", "english"), [(("a",), "a"), (("a", "b", "c"), "a, b, c")])
def test_items_are_set_apart_as_the_language_does_it(items: tuple[str, ...], english: str) -> None:
    said = listed(iter(items))
    assert said == "、".join(items)
    assert Message("文件是空的：{source}", source=said).translated(CATALOG) == f"The file is empty: {english}"

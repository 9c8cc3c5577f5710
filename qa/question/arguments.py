"""Check the arguments of a question, with the same errors for every caller."""

from collections.abc import Sequence
from datetime import date
from types import NoneType
from typing import Any, TypedDict

from qa.errors import QuestionError
from qa.messages import Message
from qa.types import Filters

_FILTER_TYPES: dict[str, tuple[type, ...]] = {
    "issuer": (str,),
    "since": (date, NoneType),
    "until": (date, NoneType),
    "document_number": (str,),
    "status": (str,),
    "document_id": (int, NoneType),
}
_DATES = ("since", "until")
_JOINED = 2
"""maximum number of questions that are joined in the text searched for a follow-up question"""


class FilterArguments(TypedDict, total=False):
    """The fields of :class:`qa.types.Filters` as arguments; a date may be an ISO 8601 string."""

    issuer: str
    since: date | str | None
    until: date | str | None
    document_number: str
    status: str
    document_id: int | None


def checked_question(question: str, longest: int) -> str:
    """Return a question without surrounding blanks, and with "?" in place of characters that cannot be encoded.

    Args:
        question: the text that the user typed.
        longest: how many characters it may have.

    Raises:
        QuestionError: the question is not a string, or it is blank or too long.
    """
    if not isinstance(question, str):
        raise QuestionError(Message("问题应是字符串，而这是 {kind}。请写一个问题", kind=type(question).__name__))
    # A faulty client may send a lone surrogate, which is not text and cannot be encoded.
    question = question.encode("utf-8", "replace").decode().strip()
    if not question:
        raise QuestionError(Message("问题是空的。请写一个问题"))
    if len(question) > longest:
        raise QuestionError(
            Message(
                "问题太长：{length} 个字符，最多 {longest} 个（设置 question_characters）。请写短一些",
                length=len(question),
                longest=longest,
            )
        )
    return question


def usable_earlier(earlier: Sequence[str], longest: int) -> tuple[str, ...]:
    """Return the earlier questions of a conversation, without those that are blank or longer than twice ``longest``.

    Args:
        earlier: the questions in the form that was searched for; a follow-up may be joined to the question before it.
        longest: how many characters a question may have.
    """
    texts = (each.encode("utf-8", "replace").decode().strip() for each in earlier)
    return tuple(text for text in texts if 0 < len(text) <= _JOINED * longest)


def checked_k(k: int) -> int:
    """Return ``k`` if it is a valid number of passages.

    Raises:
        QuestionError: ``k`` is not an integer of at least 1.
    """
    if not isinstance(k, int) or isinstance(k, bool) or k < 1:
        raise QuestionError(Message("k 是 {k!r}。请写不小于 1 的整数", k=k))
    return k


def filters_from(arguments: FilterArguments) -> Filters:
    """Return the filters that arguments name; dates in ISO 8601 strings are parsed.

    Raises:
        QuestionError: a filter is unknown, its value is of the wrong type, or a string is not a date in ISO 8601.
    """
    values: dict[str, Any] = {
        name: _date(value) if name in _DATES and isinstance(value, str) else value for name, value in arguments.items()
    }
    for name, value in values.items():
        if name not in _FILTER_TYPES:
            names = "、".join(_FILTER_TYPES)
            raise QuestionError(Message("没有这种筛选：{name}。可以用的有：{names}", name=name, names=names))
        if not isinstance(value, _FILTER_TYPES[name]) or isinstance(value, bool):
            raise QuestionError(Message("筛选 {name} 的值不对：{value!r}。请检查它的类型", name=name, value=value))
    return Filters(**values)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise QuestionError(Message("日期看不懂：{text}。请写成 2019-05-01", text=text)) from error

"""Tell the telephone number of an office from a hotline that serves for many: 12345, 12315, 120."""

import re
from functools import lru_cache

from qa.question.features import FRAME

_OFFICE = (
    r"[\u4e00-\u9fff]{1,20}"
    r"(?:[局厅院所站校队馆科社](?!在|长)|处(?!理)|委(?:员?会)?(?!托|员)|协会|办公室|中心|政府|公司|大学"
    r"|[府镇乡委扶道]办)"
)
_ASKED = re.compile(
    rf"(?P<office>{_OFFICE})[\u4e00-\u9fff\d\s]{{0,8}}?(?:电话|号码|传真|座机)|(?:电话|号码).*?(?P<behind>{_OFFICE})"
)
_PLACE_BEFORE = re.compile("^.*(?<![城社])[省市区县]|^(?:去|到|找|给|向|跟|和|问|打|想|要|联系|咨询)+")
"""matches what people leave out or put before the name of an office: 深圳市 in 深圳市税务局, 给 in 给税务局打电话"""
_SHORTEST = 2
_FOR_ALL = re.compile(r"热线|公开|投诉|举报|咨询|反映|监督|维权|求助|求救|报警|火警|急救|服务(?:电话|号码)|12\d{3}")
"""matches a question for a number to call about something, which may be a hotline"""
_HOTLINE = re.compile(r"(?<![\d.-])(?:12\d{3}|1(?:10|19|2[02]))(?![\d.]|-\d)")
_GIVEN_AS_OWN = re.compile(r"(?<!热线|投诉|举报|监督|服务|公开|报警|急救)电话(?:号码)?\s*[:：是为]?\s*$")
"""matches the words before a number that is the one to call: 联系电话：12366"""
_CLAUSE = re.compile("[^,，。;；、]+")


@lru_cache(maxsize=100)
def office_called(question: str) -> str:
    """Return the name of the office whose own telephone number a question asks for, without the name of its place.

    The result is empty if the question names no office, or asks for a number to call about something (投诉电话, 热线).

    Args:
        question: in matching form.
    """
    asked = _ASKED.search(FRAME.sub(" ", question))
    if asked is None:
        return ""
    office = asked["office"] or asked["behind"]
    if _FOR_ALL.search(question.replace(office, " ")):
        return ""
    name = _PLACE_BEFORE.sub("", office)
    return name if len(name) >= _SHORTEST else ""


def without_hotlines(text: str, office: str) -> str:
    """Return a text with blanks in place of the hotlines that it mentions, but does not give as the office's number.

    A number is given in a clause that names the office, or right behind 电话 (联系电话：12366). A clause names the
    office if it has the characters of its name in their order: 市场监督管理局 for 市场监管局.

    Args:
        text: in matching form; the result is as long.
        office: the name of the office; if it is empty, the text is returned unchanged.
    """
    return _CLAUSE.sub(lambda clause: _without(clause[0], office), text) if office else text


def _without(clause: str, office: str) -> str:
    characters = iter(clause)
    if all(character in characters for character in office):
        return clause
    return _HOTLINE.sub(lambda found: found[0] if _is_given(clause, found) else " " * len(found[0]), clause)


def _is_given(clause: str, number: re.Match[str]) -> bool:
    return _GIVEN_AS_OWN.search(clause[: number.start()]) is not None

"""Two numbers of a document: 文号, which its issuer gives it, and 索引号, its number in the public register.

Patterns are strings for :func:`re.compile`; none has a capturing group.
"""

import re

from qa.language.official.dates import YEAR
from qa.language.official.numerals import chinese_number

_HAN = "[\u4e00-\u9fff]"
_OPENING, _CLOSING = "〔[(（【﹝［〈<＜｛{", "〕])）】﹞］〉>＞｝}"
"""the brackets of a year: 〔 〕 in the standard (GB/T 9704—2012, 7.2.5), and the others that people type"""
_YEAR = rf"(?:{YEAR}|[１２][９０][０-９]{{2}}|[一二][九〇零○ＯO][〇零○ＯO一二三四五六七八九]{{2}})"
_SERIAL = "(?:\\d{1,5}|[〇零一二三四五六七八九十百]{1,7})"
ORDER_NAME = rf"{_HAN}{{2,30}}令"
"""the name of a series of orders: 公安部令, 国务院令"""
ORDER_NUMBER = r"第\s*[\d零〇一二三四五六七八九十百]{1,6}\s*号"
"""第78号, which follows the name of the series"""
DOCUMENT_NUMBER = "|".join(
    (
        rf"{_HAN}{{1,16}}\s*[{re.escape(_OPENING)}]\s*{_YEAR}\s*年?[{re.escape(_CLOSING)}]\s*第?\s*{_SERIAL}\s*[号號]",
        rf"{ORDER_NAME}\s*{ORDER_NUMBER}",
        rf"{_HAN}{{2,20}}(?:[\s、]{_HAN}{{2,20}}){{0,4}}公告\s*{YEAR}\s*年\s*第\s*\d{{1,5}}\s*号",
    )
)
"""国办发〔2020〕1号, 公安部令第78号, 财政部 税务总局公告2019年第13号"""
DOCUMENT_NUMBER_NAME = "(?:文号|发文字号|文件编?号|发文号)"
"""the words for a 文号 in a question"""
DOCUMENT_NUMBER_LABEL = r"[\[【]?(?:发文字号|文件编号|发文号|文[\s\u3000]*号)(?:[\]】]\s*[:：]?|\s*[:：])\s*"
"""the label in front of a 文号: 文号：, [发文字号]"""
DOCUMENT_NUMBER_WORD = rf"{_HAN}{{1,2}}[\[〔(【〈<{{]\d{{4}}年?[\]〕)】〉>}}]第?\d+号"
"""a 文号 in matching form, with one or two of the characters in front of its year: in prose nothing marks where a 文号
begins"""
INDEX_NUMBER_WORD = "[a-z0-9][a-z0-9/_.-]*\\d[a-z0-9/_.-]*[a-z0-9]"
"""an 索引号 or another code in matching form: 11440300mb2c92413c/2019-00014"""

_BRACKETS = str.maketrans({**dict.fromkeys(_OPENING, "("), **dict.fromkeys(_CLOSING, ")")})
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_CHINESE_FORM = re.compile(
    rf"([{re.escape(_OPENING)}])([一二][九〇零○ＯO][〇零○ＯO一二三四五六七八九]{{2}})(.*?)({_SERIAL})(?=[号號])"
)


def without_blanks(document_number: str) -> str:
    """Return a 文号 without blanks, with its year and number in ASCII digits.

    国卫办医函〔２０２０〕 102 号 and 国卫办医函〔二〇二〇〕一百零二号 both give 国卫办医函〔2020〕102号.
    """
    unbroken = re.sub(r"\s", "", document_number).translate(_DIGITS)
    return _CHINESE_FORM.sub(_in_digits, unbroken)


def _in_digits(found: re.Match[str]) -> str:
    year = chinese_number(re.sub("[○ＯO]", "〇", found[2]))
    return f"{found[1]}{year}{found[3]}{chinese_number(found[4])}"


def with_round_brackets(document_number: str) -> str:
    """Return a 文号 with round brackets, without 年 and 第: 〔2020〕12号 and [2020年]第12号 both give (2020)12号."""
    return re.sub(r"年(?=\))|(?<=\))第(?=\d)", "", document_number.translate(_BRACKETS))

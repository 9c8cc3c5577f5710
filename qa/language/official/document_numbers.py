"""文号 (the number that its issuer gives a document) and 索引号 (its number in the register of public information).

Patterns are strings for :func:`re.compile`; none has a group.
"""

import re

from qa.language.official.dates import YEAR

_HAN = "[\u4e00-\u9fff]"
ORDER_NAME = rf"{_HAN}{{2,30}}令"
"""the name of a series of orders: 公安部令, 国务院令"""
ORDER_NUMBER = r"第\s*[\d零〇一二三四五六七八九十百]{1,6}\s*号"
"""第78号, which follows the name of the series"""
DOCUMENT_NUMBER = "|".join(
    (
        rf"{_HAN}{{1,16}}\s*[〔\[(（【﹝［]\s*{YEAR}\s*[〕\])）】﹞］]\s*第?\s*\d{{1,5}}\s*号",
        rf"{ORDER_NAME}\s*{ORDER_NUMBER}",
        rf"{_HAN}{{2,20}}(?:[\s、]{_HAN}{{2,20}}){{0,4}}公告\s*{YEAR}\s*年\s*第\s*\d{{1,5}}\s*号",
    )
)
"""国办发〔2020〕1号, 公安部令第78号, 财政部 税务总局公告2019年第13号"""
DOCUMENT_NUMBER_LABEL = r"[\[【]?(?:发文字号|文件编号|发文号|文[\s\u3000]*号)(?:[\]】]\s*[:：]?|\s*[:：])\s*"
"""the label in front of a 文号: 文号：, [发文字号]"""
DOCUMENT_NUMBER_WORD = rf"{_HAN}{{1,2}}[\[〔(]\d{{4}}[\]〕)]第?\d+号"
"""a 文号 with the last two characters of its issuer, in matching form; in prose nothing marks the issuer's beginning"""
INDEX_NUMBER_WORD = "[a-z0-9][a-z0-9/_.-]*\\d[a-z0-9/_.-]*[a-z0-9]"
"""an 索引号 or another code in matching form: 11440300mb2c92413c/2019-00014"""

_BRACKETS = str.maketrans({**dict.fromkeys("〔[（【﹝［", "("), **dict.fromkeys("〕]）】﹞］", ")")})


def without_blanks(document_number: str) -> str:
    """Return a 文号 without the blanks that a page sets into it: 国卫办医函〔2020〕 102 号."""
    return re.sub(r"\s", "", document_number)


def with_round_brackets(document_number: str) -> str:
    """Return a 文号 with round brackets, so that 〔2020〕 and [2020] compare as equal."""
    return document_number.translate(_BRACKETS)

"""Find the institution whose name begins the title of its own rules: 浙江工业大学学生违纪处分办法, 國立中興大學學則."""

import re

_END = "(?:大[学學](?!生)|[学學]院|研究[所院]|人民(?:检察|法)院)"
_NAME = rf"(?:(?!关于|關於|印发|的|和|与|與)[\u4e00-\u9fff]){{2,16}}?{_END}"
_NO_DIVISION = "各|二级|[学學]生|教[师師]|本科|研究生|[转轉]|院[系属]|[学學]位|基金|项目|的|和|与|與"
_DIVISION = rf"(?:(?!{_NO_DIVISION})[\u4e00-\u9fff]){{2,8}}?(?:[学學]院|研究所)"
_GENERIC = "普通|高等|全国|全國|高校|中小|各|本|民[办辦]|独立|獨立|成人|职业|職業|二级|中共|大[学學]|[对對]"
"""beginnings of titles that do not name a single institution: 普通高等学校 is a kind of institution, and 中共 begins
the name of a party committee"""
_RULES = (
    "[学學]则|學則|规则|規則|规定|規定|办法|辦法|细则|細則|章程|要点|要點|须知|須知|守则|守則|准则|準則|原则|原則"
    "|条例|條例|方案|制度|基準|规程|規程|标准|標準|指南|清单|通知|公告|注意事項"
)
_OWN_RULES = re.compile(
    rf"(?!{_GENERIC})(?P<name>{_NAME}(?:{_DIVISION})?)[^，。；：]*(?:{_RULES})(?:[\sA-Z（(\[［〔【].*)?"
)


def institution(title: str) -> str:
    """Return the institution whose name begins the title of its own rules; empty for any other title.

    It is a university, a college, a research institute, a court or a procuratorate, with the division that the title
    names after it: 江北大学外国语学院.
    """
    found = _OWN_RULES.fullmatch(title)
    return found["name"] if found else ""

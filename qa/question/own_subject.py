"""Check whether a question names a subject of its own: 怎么申请低保.

什么时候截止 and 需要什么材料 name none: every matter has a time and documents, so such questions ask about the matter
of the earlier question.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from qa.language import matching_form, tagged_words
from qa.question.features import FRAME

_NAMING_TAGS = frozenset({"n", "ns", "nt", "nr", "nz", "j", "i", "l"})
"""jieba's tags of nouns, names, abbreviations and set phrases"""
_VERB_TAGS = frozenset({"v", "vn", "vd", "d", "p", "c", "zg"})
_DEFINITION = re.compile("什么是|什么叫|何为|何谓|是什么|是啥")
_NEEDS = re.compile("需要|应该|可能|时候|时间|[要得该能会归由]")
_OF_EVERY_MATTER = re.compile(
    "材料|资料|证件?|证明|条件|手续|时[候间]|日期|期限|时限|费用|押金|标准|电话|热线|号码|地[址点方]|部门|单位|机构|窗口|流程|程序|步骤"
    "|网[站址]|书面|形式|方[式法]|办法|渠道|途径|金额|比例|额度|数量|范围|对象|人员?|表格|申请表|照片|身份证|户口簿|罚款|处罚|奖励|后果"
    "|责任|要求|限制|间隔|距离|年龄|岁数|资格|有效期|规定|内容|原因|理由|情[况形]|问题|次数|名额|面积|价格|结果|负责人|联系人|责任人|主任|领导|职责|区别|例外|小时|工作日"
    "|个月|星期|分钟|东西|意思|办理|申请|报名|咨询|处理|执行|[钱事天年月岁次家个项种样份元块]"
)
"""words for something that every matter has, such as 材料"""
_TAKING = frozenset(("申请", "申领", "办理", "领取", "缴纳", "交", "购买", "查询", "报考", "注册", "办", "领", "买"))
"""verbs whose object is a subject even if jieba tags it as a verb: 低保 in 申请低保"""


def names_own_subject(question: str, before: str) -> bool:
    """Return whether a question names a matter that the earlier question does not name.

    Args:
        question: a question, or the part of it that may name a matter.
        before: the earlier question.
    """
    return any(not _shares(word, before) for word in _subjects(question))


def lacks_subject(question: str) -> bool:
    """Return whether a question alone does not say what it is about: 谁审批, 需要什么材料, 多少钱.

    Args:
        question: a question without an earlier one.
    """
    if _DEFINITION.search(question):
        return False
    asked = _NEEDS.sub(" ", FRAME.sub(" ", matching_form(question)))
    # Pieces with blanks between them are several words.
    if len(asked.split()) > 1:
        return False
    words = [(word, tag) for word, tag in tagged_words(asked) if word.strip()]
    return len(words) <= 1 and all(_is_general(word, tag) for word, tag in words)


def names_every_matter(word: str) -> bool:
    """Return whether a word names something that every matter has: 材料, 费用, 时间."""
    return _OF_EVERY_MATTER.fullmatch(word) is not None


def _is_general(word: str, tag: str) -> bool:
    """Return whether a word is a verb, or names something that every matter has (材料)."""
    return tag in _VERB_TAGS or names_every_matter(word)


def _subjects(question: str) -> Iterator[str]:
    words = [(word, tag) for word, tag in tagged_words(question) if word.strip("?？!！。，, ")]
    for (verb, verb_tag), (word, tag), after in zip(
        [("", ""), *words], words, [*(word for word, _ in words[1:]), ""], strict=False
    ):
        if names_every_matter(word) or after == "的":
            continue
        is_name = tag in _NAMING_TAGS and (len(word) > 1 or verb_tag in ("v", "m"))
        is_object = verb in _TAKING and tag == "v" and len(word) > 1
        if is_name or is_object:
            yield word


def _shares(word: str, before: str) -> bool:
    """Return whether two adjacent characters of a word, or its only character, occur in the earlier question."""
    parts = ["".join(pair) for pair in pairwise(word)] or [word]
    return any(part in before for part in parts)

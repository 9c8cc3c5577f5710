"""Types of questions, for the groups of a report."""

from collections.abc import Mapping

from qa.evaluation.question_sets import Question
from qa.messages import Message

_WORDS: Mapping[str, tuple[str, ...]] = {
    Message("电话"): ("电话", "热线", "号码"),
    Message("时间"): ("什么时候", "何时", "几点", "哪天", "哪年", "多久", "时间", "日期", "几月"),
    Message("地点"): ("哪里", "何处", "在哪", "地址", "地点"),
    Message("原因"): ("为什么", "为何", "原因"),
    Message("方法"): ("如何", "怎么", "怎样", "流程"),
    Message("数量"): ("多少", "几", "比例", "金额", "第几"),
    Message("是否"): ("是否", "能否", "可否", "吗", "能不能", "是不是"),
    Message("列举"): ("哪些", "措施", "内容", "条件", "要求"),
    Message("谁"): ("谁", "哪个部门", "哪个单位", "何人"),
    Message("什么"): ("什么", "哪个", "哪种"),
}
"""the words that mark each type; the first type of which the question contains a word applies"""


def question_type(question: Question) -> str:
    """Return the type that the question file states, else the type that the question's words suggest, else 其他."""
    return question.kind or next(
        (name for name, words in _WORDS.items() if any(word in question.text for word in words)), Message("其他")
    )

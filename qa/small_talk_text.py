"""The fixed replies to small talk."""

from collections.abc import Mapping
from dataclasses import dataclass

from qa.types import Answer, AnswerKind


@dataclass(frozen=True, slots=True)
class SmallTalkReply:
    """The reply to one kind of small talk, with and without example questions behind it."""

    alone: str
    before_examples: str


SmallTalkReplies = Mapping[AnswerKind, SmallTalkReply]
"""the replies in one language, for each kind of small talk"""

CHINESE_REPLIES: SmallTalkReplies = {
    AnswerKind.GREETING: SmallTalkReply("您好，请直接提问。", "您好，请直接提问。例如："),
    AnswerKind.THANKS: SmallTalkReply("不客气。", "不客气。还可以问，例如："),
    AnswerKind.FAREWELL: SmallTalkReply("再见。还有问题随时来问。", "再见。还有问题随时来问，例如："),
    AnswerKind.IDENTITY: SmallTalkReply(
        "这里是公文问答：在已有的公文里找出回答问题的原句，注明出处，不编写内容。",
        "这里是公文问答：在已有的公文里找出回答问题的原句，注明出处，不编写内容。例如可以问：",
    ),
    AnswerKind.ABILITY: SmallTalkReply(
        "可以问已有公文里写了什么，得到回答的原句和出处；资料里没有的，会直接说没有。",
        "可以问已有公文里写了什么，得到回答的原句和出处；资料里没有的，会直接说没有。例如：",
    ),
}


def small_talk_text(answer: Answer, replies: SmallTalkReplies = CHINESE_REPLIES) -> str:
    """Return the reply to small talk, which announces examples only if the answer suggests questions.

    Args:
        answer: an answer whose kind is small talk.
        replies: the replies in the reader's language.
    """
    reply = replies[answer.kind]
    return reply.before_examples if answer.suggestions else reply.alone

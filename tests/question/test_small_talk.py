"""Small talk is distinguished from questions."""

import pytest

from qa.question import small_talk
from qa.types import AnswerKind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你好", AnswerKind.GREETING),
        ("早上好呀！", AnswerKind.GREETING),
        ("Hello there", AnswerKind.GREETING),
        ("谢谢你的帮助～", AnswerKind.THANKS),
        ("你好棒 辛苦了", AnswerKind.THANKS),
        ("好的，明白了，谢谢老师", AnswerKind.THANKS),
        ("謝謝", AnswerKind.THANKS),
        ("谢谢，再见", AnswerKind.FAREWELL),
        ("你是机器人吗？", AnswerKind.IDENTITY),
        ("who are you", AnswerKind.IDENTITY),
        ("你能回答哪些问题", AnswerKind.ABILITY),
        ("你会干嘛", AnswerKind.ABILITY),
        ("What can you do?", AnswerKind.ABILITY),
    ],
)
def test_small_talk_has_a_kind(text: str, kind: AnswerKind) -> None:
    assert small_talk(text) is kind


@pytest.mark.parametrize(
    "question",
    [
        "您好，请问几点开门?",
        "感谢信怎么写?",
        "你好医院在哪里?",
        "你能做什么生意不用许可证?",
        "是谁?",
        "帮助",
        "再见率是多少",
        "？",
        "好处",
    ],
)
def test_a_question_is_not_small_talk(question: str) -> None:
    assert small_talk(question) is None

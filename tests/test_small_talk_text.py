"""The fixed replies to small talk."""

from dataclasses import replace

import pytest

from qa.small_talk_text import CHINESE_REPLIES, SmallTalkReplies, small_talk_text
from qa.types import Answer, AnswerKind
from qa.web.texts import EN

KINDS = [kind for kind in AnswerKind if kind.is_small_talk]


def test_every_kind_of_small_talk_has_a_reply_in_both_languages() -> None:
    assert set(CHINESE_REPLIES) == set(EN.small_talk) == set(KINDS)


@pytest.mark.parametrize("replies", [CHINESE_REPLIES, EN.small_talk], ids=["zh", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_reply_announces_examples_only_if_there_are_some(kind: AnswerKind, replies: SmallTalkReplies) -> None:
    answer = Answer("你好", False, 0.0, None, (), kind=kind)
    assert small_talk_text(answer, replies).endswith(("。", "."))
    assert small_talk_text(replace(answer, suggestions=("几天?",)), replies).endswith(("：", ":"))

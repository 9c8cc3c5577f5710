"""The fixed replies to small talk."""

from qa.small_talk_text import CHINESE_REPLIES
from qa.types import AnswerKind
from qa.web.texts import EN


def test_every_kind_of_small_talk_has_a_reply_in_both_languages() -> None:
    kinds = {kind for kind in AnswerKind if kind.is_small_talk}
    assert set(CHINESE_REPLIES) == set(EN.small_talk) == kinds

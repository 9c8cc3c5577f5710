"""The words of a question are found in a text."""

import pytest

from qa.web.matching import matched_words


@pytest.mark.parametrize(
    ("question", "text", "found"),
    [
        ("企业开办要几天?", "企业开办时间", ["企业", "开办"]),
        ("企業開辦要幾天?", "企业开办时间", ["企业", "开办"]),
        ("APP怎么下载?", "ＡＰＰ的下载", ["ＡＰＰ", "下载"]),
        ("请问有哪些措施?", "有哪些", []),
        ("", "企业", []),
        ("面积多少㎡?", "面积五㎡", ["面积"]),
    ],
)
def test_words_match_whatever_their_script_width_and_case(question: str, text: str, found: list[str]) -> None:
    assert [text[span.start : span.end] for span in matched_words(question, text)] == found


def test_lone_surrogates_are_ignored() -> None:
    assert [len(span) for span in matched_words("企业\ud800", "\udfff企业")] == [2]

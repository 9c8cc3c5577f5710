"""Wrong characters of the same sound."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.search import mended

TEXTS = [
    "本溪市委召开会议，应对疫情",
    "企业开办时间从9天缩短至4天",
    "出口通关时间压缩，外商登记备案，政府投资项目从立项到施工许可审批",
]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("企业开办事间是几天?", "企业开办时间是几天?"),
        ("出口同关要多久?", "出口通关要多久?"),
        ("外商登记备按多久?", "外商登记备案多久?"),
    ],
)
def test_a_wrong_character_becomes_the_one_of_the_texts(typed: str, meant: str) -> None:
    assert mended(typed, TEXTS) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "企业开办时间是几天?",
        "地铁三号线几点停运?",  # stands nowhere, and sounds like nothing there
        "本溪市为应对疫情做了什么?",  # whole words with a preposition between them, though 市委 stands there
        "实践报告何时交?",  # a word, though it sounds like another
        "",
        "㎡是多少?",
    ],
)
def test_what_may_be_right_stays(typed: str) -> None:
    assert mended(typed, TEXTS) == typed


@settings(deadline=None)
@given(st.text("企业开办时间事件见几天出口的是1a?㎡𠀀", max_size=20))
def test_only_single_characters_change_and_only_once(typed: str) -> None:
    found = mended(typed, TEXTS)
    assert len(found) == len(typed)
    assert mended(found, TEXTS) == found or found == typed

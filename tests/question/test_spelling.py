"""Correction of wrong characters with the same sound."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.question import correct_spelling

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
def test_a_wrong_character_is_replaced_by_the_character_in_the_texts(typed: str, meant: str) -> None:
    assert correct_spelling(typed, TEXTS) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "企业开办时间是几天?",
        "地铁三号线几点停运?",  # in none of the texts, and no word there sounds like it
        "本溪市为应对疫情做了什么?",  # whole words with a preposition between them, though the texts hold 市委
        "实践报告何时交?",  # a word, though it sounds like another
        "",
        "㎡是多少?",
    ],
)
def test_a_question_that_may_be_right_is_unchanged(typed: str) -> None:
    assert correct_spelling(typed, TEXTS) == typed


@settings(deadline=None)
@given(st.text("企业开办时间事件见几天出口的是1a?㎡𠀀", max_size=20))
def test_a_correction_keeps_the_length_and_is_stable(typed: str) -> None:
    found = correct_spelling(typed, TEXTS)
    assert len(found) == len(typed)
    assert correct_spelling(found, TEXTS) == found or found == typed


@pytest.mark.parametrize(
    ("question", "texts"),
    [("人社局管什么?", ["网红人设局长管什么"]), ("王小芳住在哪里?", ["王小方住在城东"])],
)
def test_abbreviations_and_names_are_not_changed(question: str, texts: list[str]) -> None:
    assert correct_spelling(question, texts) == question


@pytest.mark.parametrize(
    ("question", "texts"),
    [("临时帮扶能给多久?", ["在规定期限内不能重复给付"]), ("活人能先给自己买墓吗?", ["献给先人的墓"])],
)
def test_a_character_stays_if_the_word_has_another_sound_or_only_connects(question: str, texts: list[str]) -> None:
    assert correct_spelling(question, texts) == question


def test_a_word_of_the_library_is_not_changed() -> None:
    texts = ["企业开办时间缩短"]
    assert correct_spelling("开办事间多久?", texts) == "开办时间多久?"
    assert correct_spelling("开办事间多久?", texts, lambda words: "办事间" in words) == "开办事间多久?"


@pytest.mark.parametrize(
    ("question", "texts"),
    [("广东省为企业做什么", ["广东省委"]), ("儿子能不养她吗", ["扶养"]), ("谁来护着我", ["护照"])],
)
def test_a_common_character_beside_a_word_is_right(question: str, texts: list[str]) -> None:
    assert correct_spelling(question, texts) == question


def test_an_everyday_word_is_corrected_though_no_text_has_it() -> None:
    assert correct_spelling("退房的时候压金退吗", ["租赁保证金应当返还"]) == "退房的时候押金退吗"


def test_a_change_that_breaks_up_a_word_is_not_made() -> None:
    assert correct_spelling("停水要提前多久说", ["要使供水恢复"]) == "停水要提前多久说"


@pytest.mark.parametrize(
    ("question", "corrected"),
    [("身份正丢了", "身份证丢了"), ("试用其多长", "试用期多长"), ("身份是什么", "身份是什么")],
)
def test_a_wrong_last_character_of_a_long_word_is_corrected(question: str, corrected: str) -> None:
    assert correct_spelling(question, ["申请领取居民身份证", "试用期不得超过六个月"]) == corrected

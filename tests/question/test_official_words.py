"""The official words for the everyday words of a question."""

import pytest

from qa.language import everyday_words
from qa.question import official_words, with_official_words, words_in

TABLE = everyday_words()


@pytest.mark.parametrize(
    ("question", "official"),
    [
        ("我家狗咬人了怎么赔", ("犬",)),
        ("黑网吧向谁举报", ("互联网上网服务营业场所",)),
        ("網吧開到幾點", ("互联网上网服务营业场所",)),
        ("KTV几点关门", ("歌舞娱乐场所", "营业时间")),
        ("五险一金怎么交", ("社会保险", "住房公积金")),
        ("电瓶车怎么上牌", ("电动自行车", "注册登记")),
        ("how many days of annual leave", ("年休假",)),
        ("上牌前电瓶车要检查吗", ("注册登记", "电动自行车")),
    ],
)
def test_everyday_words_have_official_words_in_the_order_of_the_question(
    question: str, official: tuple[str, ...]
) -> None:
    assert official_words(question, TABLE) == official


@pytest.mark.parametrize("question", ["养狗证去哪儿办", "办养狗证多少钱"])
def test_the_longest_everyday_word_counts(question: str) -> None:
    assert official_words(question, TABLE) == ("养犬登记证",)


@pytest.mark.parametrize(
    "question",
    [
        *("海狗是保护动物吗", "走狗是什么意思", "狗不理包子店几点开门", "看门狗机制是什么", "热狗店要办什么证"),
        *(
            "狗年出生的孩子",
            "我属狗",
            "互联网吧台怎么办",
            "退役的士兵有什么待遇",
            "士大夫",
            "孩子上学期的成绩",
            "企业年检",
        ),
    ],
)
def test_an_everyday_word_inside_another_word_does_not_count(question: str) -> None:
    assert official_words(question, TABLE) == ()


def test_an_everyday_word_in_the_name_of_a_person_does_not_count() -> None:
    assert official_words("张二狗能办残疾补贴吗", TABLE) == ()
    assert official_words("张二狗的狗咬了人", TABLE) == ("犬",)


def test_a_phrase_without_official_words_keeps_its_part_from_counting() -> None:
    assert official_words("狗粮要什么证", TABLE) == ("犬",)
    assert official_words("狗粮要什么证", {**TABLE, "狗粮": ()}) == ()


def test_official_words_that_the_question_holds_are_not_repeated() -> None:
    assert official_words("烈性犬和狗有什么不同", TABLE) == ()
    assert official_words("小区里可以停车吗", TABLE) == ()


def test_words_are_found_in_texts_in_traditional_characters() -> None:
    assert words_in(("劳动报酬", "犬"), ["勞動報酬"]) == ("劳动报酬",)
    assert words_in(("犬",), []) == ()


def test_official_words_take_the_place_of_everyday_words() -> None:
    assert with_official_words("我家狗咬人了怎么赔", TABLE) == "我家犬咬人了怎么赔"
    assert with_official_words("海狗是保护动物吗?", TABLE) == "海狗是保护动物吗?"

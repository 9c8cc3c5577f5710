"""A passage without the words of a question's topic answers it with low confidence at most."""

import pytest

from qa.question import is_off_topic


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("市民之家停车收费吗", "市民之家办理各类事项，不收取任何费用。"),
        ("双胞胎产假多少天", "女职工生育享受九十八天产假。"),
        ("游泳馆周几闭馆", "市图书馆每天开放到晚上九点半。"),
        ("游泳池能不能带宠物", "游泳池每日开放，请穿泳衣。"),
    ],
)
def test_a_passage_without_a_word_of_the_topic_is_off_topic(question: str, text: str) -> None:
    assert is_off_topic(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("市民之家停车收费吗", "市民之家地下车库前两小时免费停放。"),
        ("双胞胎产假多少天", "生育多胞胎的，每多生育一个婴儿增加产假十五天。"),
        ("怎么申请双胞胎补贴", "女职工生育享受产假。"),
        ("国税局是否允许延期申报", "国家税务局明确可以延期申报。"),
        ("狗能不能带上地铁", "禁止携带犬只乘坐地铁。"),
        ("签注要交钱吗", "办理签注手续不得收取费用。"),
        (
            "厂里效益不好，上个月把我辞退了。我去问了几次，人事都说再等等，现在还没有消息。公积金封存手续要几天内办？",
            "终止劳动关系的，单位应当自终止之日起30日内办理公积金账户封存手续。",
        ),
        ("离婚 冷静期 天数", "自收到离婚登记申请之日起三十日内可以撤回，此为冷静期。"),
    ],
)
def test_a_common_character_or_another_kind_of_question_is_no_sign(question: str, text: str) -> None:
    assert not is_off_topic(question, text)

"""The office whose telephone number a question asks for, and the hotlines that are not its number."""

import pytest

from qa.language import matching_form
from qa.question import office_called, without_hotlines


@pytest.mark.parametrize(
    ("question", "office"),
    [
        ("深圳市税务局的办公电话是多少？", "税务局"),
        ("请问税务局的联系电话", "税务局"),
        ("给市税务局打电话打什么号码", "税务局"),
        ("打什么号码找市税务局", "税务局"),
        ("市城市管理局传真号码", "城市管理局"),
        ("市应急管理局24小时值班电话", "应急管理局"),
        ("街道办电话", "街道办"),
        ("居委会电话多少", "居委会"),
        ("税务局投诉电话", ""),
        ("政务服务热线是多少", ""),
        ("市民服务中心服务电话", ""),
        ("办公电话是多少", ""),
        ("助学贷款的电话", ""),
    ],
)
def test_an_office_is_called_unless_the_call_is_about_something(question: str, office: str) -> None:
    assert office_called(matching_form(question)) == office


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("火警119,急救120,报警110", "火警   ,急救   ,报警   "),
        ("拨打12345或0755-88121234", "拨打     或0755-88121234"),
        ("国家税务总局12366,热线12345", "国家税务总局12366,热线     "),
        ("联系电话:12366", "联系电话:12366"),
        ("投诉电话:12366", "投诉电话:     "),
        ("0755-12345678,95598", "0755-12345678,95598"),
    ],
)
def test_a_hotline_that_is_only_mentioned_is_left_out(text: str, left: str) -> None:
    assert without_hotlines(text, "税务局") == left
    assert without_hotlines(text, "") == text

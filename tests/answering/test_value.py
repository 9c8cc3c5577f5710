"""The words of a sentence that answer."""

from time import process_time

import pytest

from qa.answering.value import value_span


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("开办企业要几天?", "企业开办时间从9天缩短至4天。", "9天缩短至4天"),
        ("不捡狗粪罚多少", "未清除粪便的，处二十元以上二百元以下罚款。", "二十元以上二百元以下"),
        ("值班电话多少", "联系人：张三，电话0755-12345678。", "0755-12345678"),
        ("什么时候开始执行", "本办法自2021年3月1日起施行。", "2021年3月1日"),
        ("增长率是多少", "工业增加值120亿元，增长5.5%。", "5.5%"),
        ("每月补贴多少", "每月10日前发放，每人每月300元。", "300元"),
        ("助学贷款的电话", "电话：020-85211033（助学贷款）、85210113（勤工助学）", "020-85211033"),
        ("勤工助学的电话", "电话：020-85211033（助学贷款）、85210113（勤工助学）", "85210113"),
        ("条例哪天开始算数", "条例于2015年10月21日通过，自2016年1月1日起施行。", "2016年1月1日"),
        ("条例什么时候通过", "条例于2015年10月21日通过，自2016年1月1日起施行。", "2015年10月21日"),
        ("一个人给多少", "签订1年以上劳动合同的，每人1000元。", "1000元"),
        ("闯红灯扣多少分", "闯红灯的，记6分，处200元罚款。", "6分"),
        ("一次发多少只口罩", "每人10只，价值20元。", "10只"),
        ("一年能领多少次", "每年2次，每次500元。", "2次"),
        ("GX-1的检定周期是多少", "检定周期：4个月", "4个月"),
        ("责任人是谁", "责任人：第3组", "第3组"),
        ("罚款多少", "处5万三千元至7万元罚款。", "5万三千元至7万元"),
        ("每月用电多少", "每月不超过五十千瓦时。", "五十千瓦时"),
        ("政务局的办公电话", "拨打政务热线12345，或联系窗口，电话0755-88121234。", "0755-88121234"),
        ("停车通知的文号是多少", "本通知（绿交发〔2021〕8号）自2021年7月1日起施行。", "绿交发〔2021〕8号"),
        ("2020年粮食产量多少吨", "2020年粮食产量21万吨。", "21万吨"),
    ],
)
def test_the_value_is_found(question: str, sentence: str, value: str) -> None:
    found = value_span(question, sentence)
    assert found is not None
    assert sentence[found.start : found.end] in value
    assert value.endswith(sentence[found.start : found.end])


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("养狗有什么要求", "养狗应当登记3次。"),
        ("电话多少", "窗口周一至周五开放。"),
        ("陪产假几天", "问：陪产假几天？"),
        ("政务局电话多少", "关于第20190320号建议的答复"),
        ("政务局电话多少", "统一社会信用代码11440300MB2C92413C。"),
    ],
)
def test_a_sentence_without_a_value_of_the_expected_type_has_none(question: str, sentence: str) -> None:
    assert value_span(question, sentence) is None


@pytest.mark.parametrize("run", ["1", "一", "1,", "一百"])
def test_the_time_for_a_long_run_of_digits_or_numerals_does_not_explode(run: str) -> None:
    text = f"编号{run * 3000}，期限为5天。"
    began = process_time()
    found = value_span("期限多久", text)
    assert process_time() - began < 1
    assert found is not None
    assert text[found.start : found.end] == "5天"

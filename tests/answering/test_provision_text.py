"""Provisions are found in the text of a document."""

import time

import pytest

from qa.answering.provision_text import find_provision, provisions_of
from qa.question import article_reference

LAW = """停车场条例
目录
第一条 目的……………………1
第二条 价格……………………2

## 第一章 总则
第一条 为加强停车场管理，制定本条例。
第二条　公共停车场实行政府指导价。
居住区停车场实行市场调节价：
（一）白天；
（二）夜间，但节日除外；
（三）节日。
第二条规定的价格每年公布。
## 第二章 附则
第三条 按照第二条规定收费。违反第二条的，由城管局处罚。 第四条 本条例自公布之日起施行。
第四条之一 解释权归城管局。
"""
STANDARD = """规程
11.1.1 通则
在室温下进行。
11.1.2的试验适用于护套。
11.1.2 燃烧
供火60秒。
11.1.2.1 火源
酒精。
11.2 判定
合格。
"""


def found(text: str, question: str) -> str | None:
    reference = article_reference(question)
    assert reference is not None
    place = find_provision(text, reference)
    return None if place is None else text[place.start : place.end]


@pytest.mark.parametrize(
    ("question", "provision"),
    [
        ("第1条", "第一条 为加强停车场管理，制定本条例。"),
        ("第三条", "第三条 按照第二条规定收费。违反第二条的，由城管局处罚。"),
        ("第四条", "第四条 本条例自公布之日起施行。"),
        ("第四条之一", "第四条之一 解释权归城管局。"),
        ("第二条第一款", "第二条　公共停车场实行政府指导价。"),
        ("第二条第二款第二项", "（二）夜间，但节日除外；"),
        ("第二条第(三)项", "（三）节日。"),
    ],
)
def test_a_provision_is_found_by_its_number(question: str, provision: str) -> None:
    assert found(LAW, question) == provision


@pytest.mark.parametrize("question", ["第五条", "第三条之一", "第二条第四款", "第二条第一款第一项", "第二条第四项"])
def test_a_provision_that_is_not_there_is_not_found(question: str) -> None:
    assert found(LAW, question) is None


def test_a_section_of_a_decimal_outline_holds_the_sections_below_it() -> None:
    assert found(STANDARD, "11.1.2") == "11.1.2 燃烧\n供火60秒。\n11.1.2.1 火源\n酒精。"
    assert found(STANDARD, "11.1.3") is None


def test_articles_are_numbered_in_other_forms() -> None:
    assert found("办法\n第1条 甲。\n第12条 乙。\n", "第十二条") == "第12条 乙。"
    assert found("辦法\n第三條 甲。\n", "第3条") == "第三條 甲。"


def test_the_articles_of_a_document_are_named() -> None:
    assert provisions_of(LAW) == "第一条至第四条之一"
    assert provisions_of("通知\n一、情况") == ""


NOTICE = """关于停车收费的通知
各区：
　　一、停车收费每小时五元。
二、申报要求
（一）填写申请表。
（二）提交照片。
三、本通知自发布之日起施行。

绿洲市交通局
2021年6月18日

附件
一、申请表
四、填表说明
"""


@pytest.mark.parametrize(
    ("question", "section"),
    [
        ("第一条", "一、停车收费每小时五元。"),
        ("停车收费的通知第2条说什么", "二、申报要求\n（一）填写申请表。\n（二）提交照片。"),
        ("第二条第二项", "（二）提交照片。"),
        ("第二条第五款", None),
        ("第三条", "三、本通知自发布之日起施行。"),
        ("第四条", None),
        ("第零条", None),
    ],
)
def test_a_section_of_a_notice_without_articles_is_found_as_its_article(question: str, section: str | None) -> None:
    assert found(NOTICE, question) == section


def test_the_sections_of_a_law_are_no_articles() -> None:
    assert found(f"{LAW}一、说明\n二、说明\n三、说明\n四、说明\n五、说明\n", "第五条") is None


@pytest.mark.parametrize("text", [NOTICE, LAW])
@pytest.mark.parametrize("blank", ["\n", "\n ", " ", "\n>", "#"])
def test_blank_lines_take_no_time(text: str, blank: str) -> None:
    blanks = f"\n{blank * 10_000}\n"
    began = time.process_time()
    assert found(f"{text.split('附件', maxsplit=1)[0]}{blanks}", "第四条" if text == NOTICE else "第九条") is None
    assert found(f"{blanks}{text}", "第一条") == found(text, "第一条")
    assert found(f"{blanks}{text}", "1.2") is None
    assert time.process_time() - began < 1

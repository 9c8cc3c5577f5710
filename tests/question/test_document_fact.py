"""A question for the 文号, the issuer or the date of a document is recognised."""

import pytest

from qa.question import DocumentFact, document_fact


@pytest.mark.parametrize(
    ("question", "fact", "name"),
    [
        ("绿洲市停车收费的通知的文号是多少？", DocumentFact.NUMBER, "绿洲市停车收费的通知"),
        ("《停车办法》发文字号", DocumentFact.NUMBER, "停车办法"),
        ("停车收费那个通知文号", DocumentFact.NUMBER, "停车收费通知"),
        ("请问停车收费的通知是谁发的", DocumentFact.ISSUER, "停车收费的通知"),
        ("停车收费的通知是哪几个部门联合印发的？", DocumentFact.ISSUER, "停车收费的通知"),
        ("停车收费公告的发文单位是哪里", DocumentFact.ISSUER, "停车收费公告"),
        ("停车管理条例由哪个机关制定", DocumentFact.ISSUER, "停车管理条例"),
        ("停车收费办法（2021年版）是什么时候公布的", DocumentFact.DATE, "停车收费办法(2021年版)"),
        ("停车资格互认清单是谁发的", DocumentFact.ISSUER, "停车资格互认清单"),
        ("停车收费标准是什么时候印发的", DocumentFact.DATE, "停车收费标准"),
        ("《停车收费标准》由哪个部门公布", DocumentFact.ISSUER, "停车收费标准"),
        ("停车收费通知哪年出台的呢", DocumentFact.DATE, "停车收费通知"),
        ("停车收费通知的印发日期", DocumentFact.DATE, "停车收费通知"),
        ("绿停发〔2020〕3号文件是谁印发的", DocumentFact.ISSUER, "绿停发〔2020〕3号"),
        ("请问一下绿停发〔2020〕3号是谁印发的", DocumentFact.ISSUER, "绿停发〔2020〕3号"),
        ("关于印发《停车办法》的通知是谁发的", DocumentFact.ISSUER, "关于印发《停车办法》的通知"),
        ("《停车办法》这个文件是谁发的", DocumentFact.ISSUER, "停车办法"),
    ],
)
def test_the_fact_and_the_document_are_named(question: str, fact: DocumentFact, name: str) -> None:
    found = document_fact(question)
    assert found is not None
    assert (found.fact, found.name) == (fact, name)


@pytest.mark.parametrize(
    "question",
    [
        "补贴是谁发的",
        "收费标准由谁制定",
        "录取名单什么时候公布",
        "应急方案由哪个部门公布",
        "停车证哪天发",
        "停车收费的通知什么时候开始执行",
        "停车收费的通知要求谁公布价格",
        "谁制定停车收费标准的依据，什么时候公布",
        "停车证由谁签发",
        "绿停发〔2020〕3号的文号",
        "停车费收多少",
        "这个通知是谁发的",
        "具体办法由谁制定",
        "规范性文件由哪个机关公布",
        "实施细则由哪个部门制定",
    ],
)
def test_another_question_is_left_alone(question: str) -> None:
    assert document_fact(question) is None

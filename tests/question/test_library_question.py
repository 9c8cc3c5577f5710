"""Questions about the library itself are distinguished from questions about its contents."""

import pytest

from qa.question import library_question


@pytest.mark.parametrize(
    ("question", "kind", "title"),
    [
        ("最新的通知有哪些", "通知", ""),
        ("资料库里一共有多少份文件？", "", ""),
        ("《物业管理办法》全文", "", "物业管理办法"),
        ("看一下《养犬条例》", "", "养犬条例"),
    ],
)
def test_a_question_about_the_library_is_recognised(question: str, kind: str, title: str) -> None:
    asked = library_question(question)
    assert asked is not None
    assert (asked.kind, asked.title) == (kind, title)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("有没有关于彩票的规定", ("彩票",)),
        ("资料里有婚姻登记条例吗", ("婚姻登记",)),
        ("有没有讲无人机的法规？", ("无人机",)),
        ("哪些文件讲到了垃圾分类", ("垃圾", "分类")),
        ("关于养老的文件有哪些", ("养老",)),
    ],
)
def test_a_question_for_documents_on_a_topic_is_recognised(question: str, topic: tuple[str, ...]) -> None:
    asked = library_question(question)
    assert asked is not None
    assert asked.topic == topic


@pytest.mark.parametrize("question", ["what documents do you have?", "List all documents"])
def test_an_english_question_for_all_documents_is_recognised(question: str) -> None:
    asked = library_question(question)
    assert asked is not None
    assert (asked.kind, asked.topic) == ("", ())


@pytest.mark.parametrize("question", ["有没有什么办法", "有办法退钱吗", "公司有没有办法辞退我", "有没有规定不让养狗"])
def test_a_question_for_a_way_or_a_rule_is_not_a_question_about_the_library(question: str) -> None:
    assert library_question(question) is None


def test_an_issuer_is_recognised_by_its_long_forms() -> None:
    asked = library_question("住建局发过什么文件")
    assert asked is not None
    assert {"住建局", "住房和城乡建设局"} <= set(asked.issuers)


@pytest.mark.parametrize(
    "question",
    [
        "东府[2020]12号讲什么?",
        "东府〔2020〕12号是什么文件",
        "看一下东府〔２０２０〕１２号",
        "东府〔2020〕12号的主要内容",
        "东府（2020）12号文说的是什么",
    ],
)
def test_a_question_for_the_document_of_a_number_is_recognised(question: str) -> None:
    asked = library_question(question)
    assert asked is not None
    assert asked.number.startswith("东府")


@pytest.mark.parametrize(
    "question",
    [
        "东府〔2020〕12号规定的工资是多少",
        "申请要多少份材料",
        "需要什么文件",
        "国家对养老出台了什么政策",
        "最新的疫情防控通知有哪些",
        "《养犬条例》第三条",
    ],
)
def test_a_question_about_the_contents_is_not_a_question_about_the_library(question: str) -> None:
    assert library_question(question) is None

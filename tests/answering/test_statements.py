"""The spans of a passage that may be marked as an answer."""

import pytest

from qa.answering.statements import statements
from qa.index import StoredPassage
from qa.types import Citation, PassageKind

CITATION = Citation(1, "白云市停车场管理条例", "", "", "", None, None, ("第一章 总则",), 1, 0, 0, "/a.txt")


def stated(text: str) -> list[str]:
    passage = StoredPassage(1, PassageKind.BODY, text, CITATION)
    return [text[span.start : span.end] for span in statements(passage)]


@pytest.mark.parametrize(
    "label",
    [
        "白云市停车场管理条例",
        "L2-05白云市停车场管理条例（1121106）",
        "云府〔2020〕12号",
        "第三条 入社条件……………………2",
        "目录",
        "— 1 —",
        "各区人民政府、市政府各委办局：",
        "第一章 总则",
        "为做好发放工作，现将有关事项通知如下：",
        "三、借阅期限见下表：",
        "摊位\t日租\n水产\t15元",
        "附件：1.停车场收费标准清单",
        "# 白云市志愿者评定管理办法",
        "白云市商品补贴工作方案",
        "白云局文件白云党〔2022〕60号 签发人：张三白云局关于申请捐赠资金的请示白云公司党委：",
    ],
)
def test_labels_state_nothing(label: str) -> None:
    assert label.split("\n", maxsplit=1)[0] not in stated(f"{label}\n停车场应当公示收费标准。")


def test_a_sentence_and_a_row_with_values_state_something() -> None:
    assert stated("停车场每小时收费5元。\n摊位\t日租\n水产\t15元") == ["停车场每小时收费5元。", "水产\t15元"]


def test_a_row_of_a_drawn_table_that_names_its_columns_states_nothing() -> None:
    assert stated("┌──┬──┐\n│ 摊位 │ 日租 │\n├──┼──┤\n│ 水产 │ 15元 │") == ["│ 水产 │ 15元 │"]


def test_a_passage_of_the_title_alone_states_nothing() -> None:
    assert stated("白云市停车场管理条例") == []

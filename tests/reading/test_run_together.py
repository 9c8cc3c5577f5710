"""The issuer of a document whose lines run together."""

import pytest

from qa.reading.issuer import issuer
from qa.reading.run_together import run_together_issuer

REST = (
    "关于做好冬季清雪工作的通知各乡镇人民政府:为做好冬季清雪工作，现将有关事项通知如下。"
    + "各单位要高度重视，落实责任。" * 12
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"江北市城市管理局文件江城管〔2021〕3号{REST}", "江北市城市管理局"),
        (f"内部事项江北市供水有限公司特急江水办（2021)3号{REST}", "江北市供水有限公司"),
        (f"江北市交通运输局江北市公安局文件江交〔2021〕3号{REST}", "江北市交通运输局 江北市公安局"),
        (f"江北市城市管理委员会江城管〔2021〕3号{REST}", "江北市城市管理委员会"),
        (f"江北市应急管理局江北市应急管理局{REST}", "江北市应急管理局"),
        (f"{REST}特此通知。江北市水务局2021年3月8日附件:名单", "江北市水务局"),
        (REST, ""),
        (f"关于江北市供水有限公司{REST}", ""),
        ("江北市城市管理局文件", ""),
    ],
)
def test_the_issuer_is_what_stands_before_a_letterhead_mark_a_number_a_title_or_a_date(
    text: str, expected: str
) -> None:
    assert run_together_issuer(text) == expected


def test_a_document_of_one_line_has_its_issuer() -> None:
    assert issuer([f"江北市城市管理局文件江城管〔2021〕3号{REST}"], "冬季清雪") == "江北市城市管理局"

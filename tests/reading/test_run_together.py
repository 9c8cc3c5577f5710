"""The issuer of a document whose lines run together."""

from datetime import date

import pytest

from qa.reading.issuer import issuer
from qa.reading.run_together import run_together_date, run_together_issuer

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
        (f"内部事项江北供电公司部门文件江办（2021)3号江北供电公司设备部{REST}", "江北供电公司设备部"),
        (f"江北供电公司部门文件江办〔2021〕3号江北设备部转发国资委{REST}", "江北设备部"),
        (f"江北市人民政府办公厅便函〔2021〕3号江北市人民政府办公厅{REST}", "江北市人民政府办公厅"),
        (f"特急·明电江办发电〔2022〕20号江机发454号中共江北市委办公厅{REST}", "中共江北市委办公厅"),
        (f"江北市水务局公文稿纸江北市水务局江北市水务局{REST}", "江北市水务局"),
        (f"中共江北市委江北市人民政府文件江发〔2021〕3号{REST}", "中共江北市委 江北市人民政府"),
        (f"情况通报第46期江北市应急管理局2022年9月30日按：{REST}", "江北市应急管理局"),
        (REST, ""),
        (f"关于江北市供水有限公司{REST}", ""),
        ("江北市城市管理局文件", ""),
    ],
)
def test_the_issuer_is_what_stands_before_a_letterhead_mark_a_number_a_title_or_a_date(
    text: str, expected: str
) -> None:
    assert run_together_issuer(text) == expected


@pytest.mark.parametrize(
    ("end", "issuers", "expected"),
    [
        ("特此通知。江北市水务局2021年3月8日附件:名单", "江北市水务局", date(2021, 3, 8)),
        ("附表名称江北市水务局2021年3月8日", "江北市水务局", date(2021, 3, 8)),
        ("附件:回执国网办公室2021年3月8日(此件不公开发布)江北市办公室2021年3月9日印发", "", date(2021, 3, 8)),
        ("江北市水务局2021年3月8日召开会议。特此通知。江北市水务局2021年3月10日", "江北市水务局", date(2021, 3, 10)),
        ("江北市水务局2021年3月8日，作出决定。", "江北市水务局", None),
    ],
)
def test_the_date_stands_behind_the_signature(end: str, issuers: str, expected: date | None) -> None:
    assert run_together_date(f"{REST}{end}", issuers) == expected


def test_a_document_of_one_line_has_its_issuer() -> None:
    assert issuer([f"江北市城市管理局文件江城管〔2021〕3号{REST}"], "冬季清雪") == "江北市城市管理局"

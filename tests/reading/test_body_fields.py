"""What a document's own text says of it."""

from datetime import date

import pytest

from qa.reading.body_fields import date_written, document_number, status


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (["关于甲的通知", "沪府规〔2019〕1号", "各区："], "沪府规〔2019〕1号"),
        (["国卫办医函〔2020〕 102 号 签发人：张三"], "国卫办医函〔2020〕102号"),
        (["文号：粤府办[2020]4号"], "粤府办[2020]4号"),
        (["管理办法", "（2005年6月7日公安部令第78号发布 自2005年10月1日起施行）"], "公安部令第78号"),
        (["根据国发〔2019〕1号文件的要求，现通知如下："], ""),
        (["第三条"], ""),
    ],
)
def test_a_number_on_a_line_of_its_own_is_the_documents(lines: list[str], number: str) -> None:
    assert document_number(lines) == number


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        (["正文。", "某局", "2019年5月10日"], date(2019, 5, 10)),
        (["正文。", "某局", "二〇一九年五月十日"], date(2019, 5, 10)),
        (["正文。", "二○二〇年十二月三十一日", "（此件公开发布）"], date(2020, 12, 31)),
        (["条例", "（2010年9月17日常务委员会会议通过）", "第一条 甲。"], date(2010, 9, 17)),
        (["会议定于2019年5月10日召开。"], None),
        (["正文。", "2019年13月40日"], None),
    ],
)
def test_the_date_of_the_signature_or_of_the_promulgation_is_the_documents(lines: list[str], day: date | None) -> None:
    assert date_written(lines) == day


@pytest.mark.parametrize(
    ("lines", "title", "state"),
    [
        (["甲办法（已废止）", "第一条"], "甲办法（已废止）", "已废止"),
        (["《甲办法》已失效，请参考新办法。"], "甲办法", "已失效"),
        (["《乙办法》已废止。"], "甲办法", ""),
        (["第九条 合同有效（有效）的情形如下，由各方另行约定，并报送备案。"], "甲办法", ""),
    ],
)
def test_whether_it_is_in_force_is_kept_where_it_is_said_of_the_document_itself(
    lines: list[str], title: str, state: str
) -> None:
    assert status(lines, title) == state

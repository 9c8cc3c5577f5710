"""Tables below each other on a sheet, and forms."""

import pytest

from qa.reading.formats.record_table import records_text
from qa.reading.formats.sheet_tables import Sheet, is_form

FIRST = [["窗口", "电话"], ["税务", "111"], ["社保", "222"]]


def records(rows: list[list[str]]) -> list[str]:
    return records_text([Sheet("", rows)]).text.split("\n\n")


@pytest.mark.parametrize("title", [[], [["", ""], ["二、收费标准", ""]]])
def test_a_second_table_has_column_names_of_its_own(title: list[list[str]]) -> None:
    rows = [*FIRST, ["", ""], *title[1:], ["项目", "金额"], ["垃圾费", "8元"], ["污水费", "1元"]]
    extracted = records_text([Sheet("", rows)])
    assert extracted.text.split("\n\n") == [
        "窗口：税务\n电话：111",
        "窗口：社保\n电话：222",
        *(["二、收费标准"] if title else []),
        "项目：垃圾费\n金额：8元",
        "项目：污水费\n金额：1元",
    ]
    assert extracted.records[-1].path == (f"第 {len(rows)} 行",)


def test_a_table_whose_column_names_return_goes_on() -> None:
    assert records([*FIRST, [], ["窗口", "电话"], ["民政", "无"]])[-1] == "窗口：民政\n电话：无"


def test_rows_behind_an_empty_row_keep_the_names_of_the_table() -> None:
    assert records([*FIRST, [], ["民政", "333"], ["司法", "444"]])[-1] == "窗口：司法\n电话：444"


def test_a_hidden_row_does_not_end_a_table() -> None:
    rows = [*FIRST, [], ["民政", "无"], ["司法", "444"]]
    assert records_text([Sheet("", rows, (), frozenset({3}))]).text.endswith(
        "窗口：民政\n电话：无\n\n窗口：司法\n电话：444"
    )


def test_a_form_gives_its_values_with_their_labels() -> None:
    form = [
        ["办事指南", ""],
        ["事项名称", "独生子女奖励"],
        ["受理机构", "镇政府"],
        ["办理时限", "20个工作日"],
        ["备注", ""],
    ]
    assert records(form) == ["办事指南", "事项名称：独生子女奖励", "受理机构：镇政府", "办理时限：20个工作日", "备注"]


def test_a_form_may_have_two_labels_in_a_row() -> None:
    form = [["姓名", "张三", "性别", "男"], ["职务：", "科员", "电话", "111"], ["地址", "人民路", "", ""]]
    assert records(form) == ["姓名：张三\n性别：男", "职务：科员\n电话：111", "地址：人民路"]


@pytest.mark.parametrize(
    "rows",
    [
        [["项目", "标准"], ["垃圾处理费", "8元"], ["污水处理费", "1元"]],
        [["姓名", "电话"], ["张三", "111"], ["李四", "222"], ["王五", "333"]],
        [["指标", "2019年", "2020年"], ["人口", "100", "101"], ["面积", "20", "20"]],
        [["", "姓名", "", "金额"], ["", "张三", "", "100"], ["", "李四", "", "200"]],
        [["事项名称", "办理时限"], ["结婚登记", "当日"], ["离婚登记", "30日"], ["收养登记", "30日"]],
    ],
)
def test_a_table_with_column_names_is_no_form(rows: list[list[str]]) -> None:
    assert not is_form(rows)


def test_labels_with_colons_make_a_form_of_one_row() -> None:
    assert records([["姓名：", "王五", "性别：", "男"]]) == ["姓名：王五\n性别：男"]
    assert records([["姓名：", "王五", "性别：", "男"], ["单位：", "某局", "", ""]])[-1] == "单位：某局"
    assert not is_form([["第一步：", "第二步："], ["申请", "受理"]])


def test_a_note_below_a_table_has_no_column_name() -> None:
    assert records([*FIRST, ["注：节假日照常。", ""]])[-1] == "注：节假日照常。"
    assert records([*FIRST, ["注册科", ""]])[-1] == "窗口：注册科"

"""文号 and 索引号."""

import re

import pytest

from qa.language.official import (
    DOCUMENT_NUMBER,
    DOCUMENT_NUMBER_LABEL,
    DOCUMENT_NUMBER_WORD,
    INDEX_NUMBER_WORD,
    with_round_brackets,
    without_blanks,
)


@pytest.mark.parametrize(
    "number",
    [
        *("国办发明电〔2020〕1号", "粤府办[2020]4号", "国发﹝2019﹞1号", "国卫办医函〔2020〕 102 号"),
        *("公安部令第78号", "中华人民共和国国务院令 第 700 号", "财政部 税务总局公告2019年第13号"),
    ],
)
def test_document_numbers_in_all_usual_forms_are_recognised(number: str) -> None:
    assert re.fullmatch(DOCUMENT_NUMBER, number)


@pytest.mark.parametrize("text", ["第20190320号建议", "2019年第3期", "国发〔1819〕1号"])
def test_other_numbers_are_not_document_numbers(text: str) -> None:
    assert not re.search(DOCUMENT_NUMBER, text)


@pytest.mark.parametrize("label", ["文号：", "文　号:", "[发文字号]", "【文件编号】："])
def test_labels_of_document_numbers_are_recognised(label: str) -> None:
    assert re.fullmatch(DOCUMENT_NUMBER_LABEL, label)


def test_a_word_in_prose_is_the_number_with_the_end_of_its_issuer() -> None:
    match = re.search(DOCUMENT_NUMBER_WORD, "按照国办发明电〔2020〕1号执行")
    assert match is not None
    assert match[0] == "明电〔2020〕1号"


def test_an_index_number_is_one_word() -> None:
    assert re.fullmatch(INDEX_NUMBER_WORD, "11440300mb2c92413c/2019-00014")


def test_brackets_and_blanks_do_not_matter_in_a_comparison() -> None:
    assert with_round_brackets("国发〔2019〕1号") == with_round_brackets("国发[2019]1号") == "国发(2019)1号"
    assert without_blanks("国卫办医函〔2020〕 102 号") == "国卫办医函〔2020〕102号"

"""A passage with what is asked for comes before one of the same document that only names the matter."""

from qa.answering.value_first import content_first, value_first
from tests.answering.test_matching_list import first, ranking

NAMES = "转系申请由各学系审查。"
STATES = "转系申请以三次为限。"
LIST = "申请转系应当提交以下材料："
ANNOUNCES = "关于转系申请的通知\n为做好转系工作，现将有关事项通知如下："


def test_the_value_asked_for_comes_first() -> None:
    assert first(value_first("转系申请可以几次", ranking(NAMES, STATES))) == STATES


def test_a_value_of_another_document_or_a_value_not_asked_for_does_not() -> None:
    assert first(value_first("转系申请可以几次", ranking(NAMES, STATES, documents=(1, 2)))) == NAMES
    assert first(value_first("转系申请由谁审查", ranking(NAMES, STATES))) == NAMES


def test_the_number_or_the_year_of_a_document_is_no_number_of_something_else() -> None:
    numbered = "转系申请可以按校教〔2022〕9号办理。"
    assert first(value_first("转系申请可以几次", ranking(NAMES, numbered))) == NAMES
    dated = "2019年印发的转系申请分档办法废止。"
    assert first(value_first("转系申请分几档", ranking(NAMES, dated))) == NAMES
    assert first(value_first("转系申请办法哪年印发", ranking(NAMES, dated))) == dated


def test_the_content_comes_before_its_announcement() -> None:
    assert first(content_first("转系申请有哪些要求", ranking(ANNOUNCES, NAMES))) == NAMES
    proposes = "为做好转系工作，现提出如下倡议："
    assert first(content_first("转系申请有哪些要求", ranking(proposes, NAMES))) == NAMES
    assert first(content_first("转系申请有哪些要求", ranking(ANNOUNCES, NAMES, documents=(1, 2)))) == ANNOUNCES
    assert first(content_first("转系申请有哪些要求", ranking(NAMES, STATES))) == NAMES
    assert first(content_first("转系申请要交哪些材料", ranking(LIST, NAMES))) == LIST


def test_the_passage_that_names_who_acts_comes_first() -> None:
    decided = "转系申请由教务处审定。"
    assert first(value_first("转系申请谁定", ranking("转系申请按规定的格式提出。", decided))) == decided
    assert first(value_first("转系申请找谁", ranking("转系申请按规定的格式提出。", decided))) != decided


def test_the_passage_with_the_unit_asked_for_comes_first() -> None:
    months, days = "转系申请的有效期为三个月。", "转系申请在收到后的三日内办理。"
    assert first(value_first("转系申请几天能办", ranking(months, days))) == days
    assert first(value_first("转系申请几个月有效", ranking(months, days))) == months


def test_a_value_without_a_unit_stays_first() -> None:
    at_once, days = "转系申请当日办结。", "转系申请的变更在收到后的三日内办理。"
    assert first(value_first("转系申请几天能办", ranking(at_once, days))) == at_once
    free, paid = "转系申请免费。", "转系申请的补办收取20元。"
    assert first(value_first("转系申请要多少元", ranking(free, paid))) == free


def test_the_passage_that_says_whether_something_is_charged_for_comes_first() -> None:
    free = "转系申请不得收取费用。"
    assert first(value_first("转系申请要交钱吗", ranking(NAMES, free))) == free
    assert first(value_first("转系申请收不收费", ranking(NAMES, free))) == free


def test_a_date_in_digits_is_no_number_of_something_else() -> None:
    dated, counted = "转系申请办法 2021-03-22", "附件：转系申请表（共计11项）"
    assert first(value_first("转系申请表多少项", ranking(dated, counted))) == counted
